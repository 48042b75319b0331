import { MarquetryError, show } from "../errors.ts";
import type { Option, OptionTable } from "./option.ts";
import { nearest } from "./nearest.ts";

/** Options of which those named have been given or have a default. */
export type Settled<O, Names extends keyof O = never> = Omit<O, Names> & {
  readonly [Name in Names]-?: Exclude<O[Name], undefined>;
};

/**
 * Checks what was given as options, every name and every value, and fills in defaults. What it returns is a copy.
 *
 * @param owner - the public function that takes them, as its caller writes it
 * @throws MarquetryError `bad-option` that says what was meant where a name can be guessed
 * @internal
 */
export function readOptions<O, Names extends keyof O = never>(
  owner: string,
  table: OptionTable<O>,
  given: unknown = {},
): Settled<O, Names> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    const [example] = Object.keys(table);
    const takes = example === undefined ? "no options" : `its options as an object, as { ${example}: … }`;
    const message = `${owner} takes ${takes}, not ${show(given)}`;
    throw new MarquetryError("bad-option", message, { value: given });
  }
  const read: Record<string, unknown> = {};
  for (const [name, usual] of defaultsOf(table)) read[name] = usual;
  for (const name of Object.keys(given)) {
    const value = (given as Record<string, unknown>)[name];
    if (value === undefined) continue;
    if (!Object.hasOwn(table, name)) throw unknownName(owner, name, Object.keys(table), value);
    checkOption(owner, table, name as keyof O & string, value);
    read[name] = value;
  }
  return read as Settled<O, Names>;
}

type Default = readonly [name: string, usual: unknown];
/** The defaults of each table, gathered once: small maps are laid out in less time than that takes. */
const defaults = /* @__PURE__ */ new WeakMap<object, readonly Default[]>();

function defaultsOf<O>(table: OptionTable<O>): readonly Default[] {
  let known = defaults.get(table);
  if (!known) {
    known = Object.entries<Option>(table)
      .map(([name, { usual }]): Default => [name, usual])
      .filter(([, usual]) => usual !== undefined);
    defaults.set(table, known);
  }
  return known;
}

/**
 * Checks one value by the table that describes it.
 *
 * @internal
 */
export function checkOption<O>(
  owner: string,
  table: OptionTable<O>,
  name: keyof O & string,
  value: unknown,
): void {
  const option = table[name];
  if (option.allows(value)) return;
  const meant = typeof value === "string" ? nearest(value, (option.choices ?? []).map(String)) : undefined;
  const help = meant === undefined ? "" : `; did you mean ${show(meant)}?`;
  const message = `${owner}: ${name} must be ${option.takes}, not ${show(value)}${help}`;
  throw new MarquetryError("bad-option", message, { value });
}

function unknownName(owner: string, name: string, known: readonly string[], value: unknown): MarquetryError {
  const meant = nearest(name, known);
  const all = known.length > 0 ? `its options are ${known.join(", ")}` : "it has none";
  const help = meant === undefined ? all : `did you mean ${meant}?`;
  return new MarquetryError("bad-option", `${owner} has no option ${show(name)}; ${help}`, { value });
}
