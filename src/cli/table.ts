const GAP = "  ";
/** Digits that a reader compares. */
const DIGITS = 4;
const LARGE = 1e5;
const SMALL = 1e-3;

/** Lines of a table whose columns are as wide as their widest cell; the first column is text, the rest numbers. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [k, cell] of row.entries()) widths[k] = Math.max(widths[k] ?? 0, cell.length);
  }
  const lines = rows.map((row) =>
    row
      .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
      .join(GAP)
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/** A number in four digits, of the common kind where it fits. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : "∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  return size >= LARGE || size < SMALL ? value.toExponential(1) : String(Number(value.toPrecision(DIGITS)));
}
