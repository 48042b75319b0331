/** Prints a heading with a rule under it. */
export function heading(text: string): void {
  console.log(`\n${text}\n${"─".repeat(text.length)}`);
}

/** Prints rows in columns: the first to the left, the others, which are figures, to the right. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  for (const row of all) {
    const texts = row.map((text, column) =>
      column === 0 ? text.padEnd(widths[column]!) : text.padStart(widths[column]!),
    );
    console.log(texts.join("  ").trimEnd());
  }
}

/** Prints what a figure should come to and whether it does. It judges nothing else: a bench never fails. */
export function printTarget(
  what: string,
  value: number,
  sign: "≥" | "≤",
  target: number,
  unit: string,
): void {
  const isReached = sign === "≥" ? value >= target : value <= target;
  console.log(
    `${isReached ? "reached" : "missed "}  ${what}: ${figure(value)} ${unit}, target ${sign} ${target} ${unit}`,
  );
}

/** A number at the length a reader takes in: three digits. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return value === Infinity ? "∞" : "–";
  if (value !== 0 && (Math.abs(value) >= 1e6 || Math.abs(value) < 1e-3)) return value.toExponential(1);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}

/** A ratio as a table shows it. */
export function times(value: number): string {
  return `${figure(value)} ×`;
}

/** A count in the short form: 1e5. */
export function power(count: number): string {
  return count.toExponential(0).replace("+", "");
}
