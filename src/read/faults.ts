import { MarquetryError, show } from "../errors.ts";
import type { FieldName } from "./options.ts";

/** Input that is not what it should be. `place` is its name, with line and column where they are known. */
export function badFile(place: string, message: string, value?: unknown): MarquetryError {
  return new MarquetryError("bad-file", `${place}: ${message}`, { value });
}

/** An option that does not fit the input. */
export function badField(
  place: string,
  option: FieldName,
  value: unknown,
  message: string,
  help: string = "",
): MarquetryError {
  const advice = help === "" ? "" : `; ${help}`;
  return new MarquetryError("bad-option", `${place}: ${message} (the option ${option})${advice}`, { value });
}

const MOST_LISTED = 12;

/** The names of fields, for a message. */
export function listFields(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map(show);
  return `its fields are ${shown.join(", ")}${names.length > MOST_LISTED ? ", …" : ""}`;
}

/** "1 row", "2 rows". */
export function count(n: number, noun: string, plural: string = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}
