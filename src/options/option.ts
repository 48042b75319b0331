import { show } from "../errors.ts";

/** One option of a public function: what it takes, in words and as a check, and what it is when nothing is said. */
export interface Option {
  /** What it takes, as an error says it: "a number ≥ 0". */
  readonly takes: string;
  readonly allows: (value: unknown) => boolean;
  /** Its default; left out where the function has none, or works it out. */
  readonly usual?: unknown;
  /** The values among which it chooses, where they are few. */
  readonly choices?: readonly unknown[];
  /** Its value by a text, as a command line or an attribute gives it; left out where no text can. */
  readonly parse?: (text: string) => unknown;
  /** What a text can give of it, where it takes more than that. */
  readonly byText?: Option;
}

/** The options of a public function by name: every one that its interface has. */
export type OptionTable<O> = { readonly [Name in keyof O]-?: Option };

/** One line about each option, for the command's help and the documentation; apart, so that bundles do not carry it. */
export type OptionHelp<O> = { readonly [Name in keyof O]-?: string };

/** The limits of a number. */
interface Limits {
  readonly min?: number;
  readonly max?: number;
  /** It must be greater than this. */
  readonly above?: number;
  /** It must be less than this. */
  readonly below?: number;
  /** Whether Infinity will do; false by default. */
  readonly infinite?: boolean;
}

/** How an error says each limit. */
const SIGNS = { min: "≥", above: ">", max: "≤", below: "<" } as const;

/** A number within limits. */
export function number(limits?: Limits, usual?: number): Option {
  return numeric("number", Number.isFinite, usual, limits);
}

/** A whole number within limits. */
export function wholeNumber(limits?: Limits, usual?: number): Option {
  return numeric("whole number", Number.isInteger, usual, limits);
}

function numeric(
  noun: string,
  isKind: (value: unknown) => boolean,
  usual: number | undefined,
  limits: Limits = {},
): Option {
  // What is no limit is undefined, and nothing is greater or less than that.
  const { min, max, above, below, infinite } = limits as Required<Limits>;
  return {
    get takes() {
      const words = Object.entries(SIGNS)
        .filter(([name]) => name in limits)
        .map(([name, sign]) => `${sign} ${limits[name as keyof typeof SIGNS]}`)
        .join(" and ");
      return `a ${noun}${words && ` ${words}`}${infinite ? " or Infinity" : ""}`;
    },
    allows: (value) =>
      (infinite && value === Infinity) ||
      (isKind(value) &&
        !((value as number) < min || (value as number) <= above) &&
        !((value as number) > max || (value as number) >= below)),
    usual,
    parse: (text) => (text.trim() ? Number(text) : NaN),
  };
}

/** One of a few values. */
export function choice(values: readonly unknown[], usual?: unknown): Option {
  return {
    get takes() {
      return listed(values.map((value) => show(value)));
    },
    allows: (value) => values.includes(value),
    usual,
    choices: values,
    parse: (text) => values.find((value) => String(value) === text) ?? text,
  };
}

/** Yes or no. */
export function flag(usual?: boolean): Option {
  return choice([true, false], usual);
}

/** A text. */
export function text(usual?: string): Option {
  return {
    takes: "a text",
    allows: (value) => typeof value === "string",
    usual,
    parse: (given) => given,
  };
}

/** A function. */
export function callback(usual?: unknown): Option {
  return { takes: "a function", allows: (value) => typeof value === "function", usual };
}

/** What a datum holds: the name of a field, or a function that reads it. */
export function field(usual?: unknown): Option {
  return either(text(), callback(), usual);
}

/** A list of which each entry is of one kind. */
export function listOf(entry: Option, usual?: readonly unknown[]): Option {
  return {
    get takes() {
      return `a list, each entry ${entry.takes}`;
    },
    allows: (value) => Array.isArray(value) && value.every(entry.allows),
    usual,
  };
}

/** An object that a check of its own understands. */
export function object(takes: string, usual?: unknown, fields: readonly string[] = []): Option {
  return {
    takes,
    usual,
    allows: (value) => typeof value === "object" && value !== null && fields.every((name) => name in value),
  };
}

/** A value whose check is elsewhere: it needs more than itself. */
export function checkedLater(takes: string, usual?: unknown): Option {
  return { takes, allows: () => true, usual };
}

/** What either of two options takes; by text the first that can be given so and allows it. */
export function either(a: Option, b: Option, usual?: unknown): Option {
  const [first, second] = [a, b].filter(({ parse }) => parse);
  return {
    get takes() {
      return `${a.takes} or ${b.takes}`;
    },
    allows: (value) => a.allows(value) || b.allows(value),
    usual,
    ...(first && {
      ...(!second && { byText: first }),
      parse: (given: string) => {
        const value = first.parse!(given);
        const other = second?.parse!(given);
        return first.allows(value) || !second?.allows(other) ? value : other;
      },
    }),
  };
}

/** Two tables as one: unlike a spread, a call that bundlers may drop. */
export function merged<A extends object, B extends object>(a: A, b: B): A & B {
  return { ...a, ...b };
}

/** Words with commas, and "or" before the last. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)!}`;
}
