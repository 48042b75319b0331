import { badFile } from "./faults.ts";

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** What stands for a number that is not known. */
const MISSING = /^(?:|n\/?a|#n\/a|nan|null|none|nil|-|–|—|:|\?|\.{1,3}|…|\\n)$/i;
const BLANKS = /[\s\u00a0\u202f\u2009'’_]/g;
const CURRENCY = /^(?:[$€£¥₹₩₽]|USD|EUR|GBP|CHF)|(?:[$€£¥₹₩₽]|USD|EUR|GBP|CHF)$/;
/** Digits with their marks, and a unit behind. */
const NUMBER_AND_UNIT = /^([+-]?(?:\d[\d.,]*|[.,]\d+)(?:e[+-]?\d+)?)(n?)([a-zµ%°²³/]*)$/i;

const SENTENCE = /\d\s*[^\d\s.,]{2,}\s+\S/;

/** Powers of the units of amounts of data. */
const POWERS = "kmgtpe";

/** Whether the text is written as programs write numbers. */
export function isNumber(text: string): boolean {
  return PLAIN.test(text.trim());
}

/** Whether the text stands for a number that is not known. */
export function isMissing(text: string): boolean {
  return MISSING.test(text.trim());
}

/** Whether the text is a number in any notation that {@link NumberReader} reads. */
export function isNumeric(text: string): boolean {
  if (PLAIN.test(text.trim())) return true;
  const parts = partsOf(text);
  return (
    parts !== undefined && (plainDigits(parts.digits, ".") ?? plainDigits(parts.digits, ",")) !== undefined
  );
}

/** Digits as programs write them; undefined where the marks between them stand in wrong places. */
export function plainDigits(digits: string, decimal: "." | ","): string | undefined {
  const plain = decimal === "." ? thousandsOut(digits, ",") : thousandsOut(digits, ".")?.replace(",", ".");
  return plain !== undefined && PLAIN.test(plain) ? plain : undefined;
}

/** The digits of a number with their marks, and its unit. */
export interface Parts {
  readonly digits: string;
  readonly unit: string;
}

/** The digits of a number and its unit; undefined for what is none. */
export function partsOf(text: string): Parts | undefined {
  // A unit is one word: what has more is a text that begins with a number.
  if (SENTENCE.test(text)) return undefined;
  let bare = text.trim().replace(BLANKS, "").replace("\u2212", "-");
  // Book-keepers write what is negative in parentheses.
  if (/^\(.+\)$/.test(bare)) bare = `-${bare.slice(1, -1)}`;
  bare = bare.replace(/^(-?)(.*)$/, (_, sign: string, rest: string) => sign + rest.replace(CURRENCY, ""));
  const match = NUMBER_AND_UNIT.exec(bare);
  return match ? { digits: match[1]!, unit: match[3]! } : undefined;
}

/** How much a unit stands for: bytes are told apart by 1000 (kB) and by 1024 (KiB, and K as du -h writes). */
export function factorOf(unit: string, base: number): number | undefined {
  const match = /^([kmgtpe])(i?)(?:b|o|bytes?)?$/i.exec(unit);
  if (!match) return /^(?:b|o|bytes?)$/i.test(unit) ? 1 : undefined;
  return (match[2] ? 1024 : base) ** (POWERS.indexOf(match[1]!.toLowerCase()) + 1);
}

/** What separates decimals, told by a number that leaves no choice; undefined for one that leaves it open. */
function decimalOf(digits: string): "." | "," | "none" | undefined {
  const dot = digits.lastIndexOf(".");
  const comma = digits.lastIndexOf(",");
  if (dot < 0 && comma < 0) return "none";
  if (dot >= 0 && comma >= 0) return dot > comma ? "." : ",";
  const mark = dot >= 0 ? "." : ",";
  const other = dot >= 0 ? "," : ".";
  const [whole = "", ...rest] = digits.replace(/^[+-]/, "").split(mark);
  if (rest.length > 1) return other;
  return whole.length <= 3 && whole !== "" && !whole.startsWith("0") && /^\d{3}$/.test(rest[0]!)
    ? undefined
    : mark;
}

/** How to read numbers. */
export interface NumberFormat {
  readonly decimal: "." | ",";
  /** What K, M and G stand for powers of. */
  readonly base: 1000 | 1024;
  /** The unit that all have, if it is none of bytes: then it counts for nothing. */
  readonly unit: string;
  /** What is worth telling. */
  readonly notes: readonly string[];
}

/** Finds out how the numbers of a column are written, from one after the other. */
export class NumberNotation {
  readonly #base: 1000 | 1024;
  readonly #seen = { ".": 0, ",": 0 };
  readonly #units = new Set<string>();
  readonly #likely: "," | undefined;
  /** The first with a comma, and with a dot, that may have decimals or thousands. */
  #open: string | undefined;
  #openDot: string | undefined;
  #isLarge = false;
  #unit: string | undefined;

  /** @param likely - what stands before decimals where numbers leave it open */
  constructor(base: 1000 | 1024 = 1000, likely?: ",") {
    this.#base = base;
    this.#likely = likely;
  }

  /** Sees a number without marks. */
  seeWhole(value: number): void {
    this.#isLarge ||= value >= 1000;
    this.#units.add("");
  }

  /** Sees any other. */
  see({ digits, unit }: Parts, text: string): void {
    this.#units.add(unit);
    this.#unit ??= unit;
    const mark = decimalOf(digits);
    if (mark === undefined) {
      if (digits.includes(",")) this.#open ??= text;
      else this.#openDot ??= text;
    } else if (mark !== "none") this.#seen[mark]++;
  }

  /** @param decimal - what the user says of decimals */
  format(decimal: "." | "," | undefined): NumberFormat {
    const notes: string[] = [];
    const seen = this.#seen;
    const base = this.#base;
    let guess: "." | "," = seen[","] > seen["."] ? "," : ".";
    if (this.#open !== undefined && seen[","] === 0 && seen["."] < 1) {
      // Thousands would be marked in all numbers that have some.
      guess = this.#isLarge ? "," : ".";
      const [means, other] = guess === "." ? ["thousands", ","] : ["decimals", "."];
      if (decimal === undefined)
        notes.push(
          `${JSON.stringify(this.#open)} is taken as a number with ${means}; decimal: "${other}" reads it otherwise`,
        );
    }
    if (this.#openDot !== undefined && this.#likely === "," && seen["."] === 0) {
      guess = ",";
      if (decimal === undefined && seen[","] === 0)
        notes.push(
          `${JSON.stringify(this.#openDot)} is taken as a number with thousands; decimal: "." reads it otherwise`,
        );
    }
    const units = [...this.#units];
    const isData = units.some((name) => name !== "" && factorOf(name, base) !== undefined);
    const unit = !isData && units.length === 1 ? (this.#unit ?? "") : "";
    if (isData && units.some((name) => /^[kmgtpe]b?$/i.test(name)))
      notes.push(`K, M and G are powers of ${base}`);
    return { decimal: decimal ?? guess, base, unit, notes };
  }
}

/**
 * Finds out how some numbers are written.
 *
 * @param decimal - what the user says of decimals
 */
export function numberFormat(
  texts: Iterable<string>,
  decimal: "." | "," | undefined,
  base: 1000 | 1024 = 1000,
): NumberFormat {
  const notation = new NumberNotation(base);
  for (const text of texts) {
    if (PLAIN.test(text) && !text.includes(".")) {
      notation.seeWhole(Number(text));
      continue;
    }
    const parts = isMissing(text) ? undefined : partsOf(text);
    if (parts) notation.see(parts, text.trim());
  }
  return notation.format(decimal);
}

/** The number that a text stands for; NaN for what is missing, undefined for what is no number. */
export function parseNumber(text: string, { decimal, base, unit }: NumberFormat): number | undefined {
  if (decimal === "." && PLAIN.test(text)) return Number(text);
  if (isMissing(text)) return NaN;
  const parts = partsOf(text);
  if (!parts) return undefined;
  const factor =
    parts.unit === "" || parts.unit === unit || parts.unit === "%" ? 1 : factorOf(parts.unit, base);
  const plain = plainDigits(parts.digits, decimal);
  return factor === undefined || plain === undefined ? undefined : Number(plain) * factor;
}

/** Digits without the marks between thousands; undefined where these stand elsewhere. */
function thousandsOut(digits: string, mark: "," | "."): string | undefined {
  if (!digits.includes(mark)) return digits;
  const whole = mark === "," ? digits.split(".")[0]! : digits.split(",")[0]!;
  // Groups of two are how India counts.
  const isGrouped = whole
    .replace(/^[+-]/, "")
    .split(mark)
    .every((group, k, all) =>
      k === 0
        ? /^\d{1,3}$/.test(group)
        : k === all.length - 1
          ? /^\d{3}$/.test(group)
          : /^\d{2,3}$/.test(group),
    );
  return isGrouped && !digits.slice(whole.length).includes(mark) ? digits.replaceAll(mark, "") : undefined;
}

/** Reads a weight: NaN where it is missing. `at` tells the name of the input with the line. */
export function readWeight(text: string, format: NumberFormat, at: () => string): number {
  const value = parseNumber(text, format);
  if (value === undefined)
    throw badFile(at(), `the weight ${JSON.stringify(text.trim().slice(0, 60))} is not a number`, text);
  if (value < 0) throw badFile(at(), `the weight ${text.trim()} is negative`, value);
  if (value === Infinity) throw badFile(at(), `the weight ${text.trim()} is too large`, value);
  return value;
}
