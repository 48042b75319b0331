/**
 * Control characters, which could steer a terminal, and the marks that turn the direction of text round, with
 * which a name could pass for another.
 */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Text from the outside made fit for a terminal: on one line, nothing in it but what can be seen. */
export function visible(text: string): string {
  // The escapes are JSON's own, so that a JSON text stays one.
  return text.replace(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** As {@link visible}, for text of several lines. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/** So many of something, in words. */
export function count(n: number, one: string, many: string = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

const MEGABYTE = 1e6;

/** An amount of data. */
export function megabytes(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

/** Digits that a reader compares. */
const DIGITS = 4;
const LARGE = 1e5;
const SMALL = 1e-3;

/** A number in four digits, of the common kind where it fits. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : "∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= LARGE || size < SMALL ? value.toExponential(1) : String(Number(value.toPrecision(DIGITS)));
}

/** Lines of a table whose columns are as wide as their widest cell; the first column is text, the rest numbers. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)));
  const lines = rows.map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join("  "),
  );
  return `${lines.join("\n")}\n`;
}

/** A line of a CSV file. */
export function csvLine(cells: readonly (string | number)[]): string {
  return cells.map((cell) => (typeof cell === "string" ? quoted(cell) : cell)).join();
}

/** What spreadsheets would take for a formula begins with an apostrophe, which they do not show. */
const FORMULA = /^[=+\-@\t\r]/;

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
