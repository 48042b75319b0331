import { MarquetryError, show } from "../errors.ts";

/** Labels of a path, and characters of it, that an error shows: what lies between the ends is left out. */
const MOST_LABELS = 12;
const MOST_CHARACTERS = 200;

/** A name as text: strings and numbers are names, anything else and NaN are none. */
export function toName(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isNaN(value) ? undefined : String(value);
  return typeof value === "bigint" ? String(value) : undefined;
}

/** Labels from the root down, joined by "/"; of more than `most`, those in the middle are left out. */
export function joinPath(labels: readonly string[], most: number): string {
  if (labels.length <= most) return labels.join("/");
  const before = most >> 1;
  return [...labels.slice(0, before), "…", ...labels.slice(labels.length - most + before)].join("/");
}

/** A path as an error message shows it. */
export function shortPath(labels: readonly string[]): string {
  return shortText(joinPath(labels, MOST_LABELS));
}

/** A name or a path given as text, as an error message shows it. */
export function shortText(text: string): string {
  const half = MOST_CHARACTERS >> 1;
  return text.length > MOST_CHARACTERS ? `${text.slice(0, half)}…${text.slice(1 - half)}` : text;
}

/** Refuses what cannot be iterated, as `what` of a function. */
export function checkIterable(
  owner: string,
  what: string,
  value: unknown,
): asserts value is Iterable<unknown> {
  if (typeof value === "object" && value !== null && Symbol.iterator in value) return;
  const message = `${owner} takes ${what} in an array or something iterable, not ${show(value)}`;
  throw new MarquetryError("bad-input", message, { value });
}
