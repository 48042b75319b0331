import { MarquetryError, show } from "../errors.ts";

/** Whether a value can be a weight: a finite number, not negative. */
export function isWeight(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

/** Whether a value stands for no weight. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The error for a value that cannot be a weight, at the node with this path; its datum may tell what was meant. */
export function weightError(value: unknown, path: string, datum?: unknown): MarquetryError {
  if (isAbsent(value)) {
    const field = numberIn(datum);
    const guess = field === undefined ? "" : `, as weight: ${show(field)}`;
    const message = `the leaf ${path} has no weight: give it one, or say with the option \`weight\` where it is${guess}`;
    return new MarquetryError("missing-weight", message, { path, value });
  }
  const kind = typeof value === "string" ? `the string ${show(value)}` : show(value);
  const message = `the weight of ${path} is ${kind}: it must be a finite number, not negative`;
  return new MarquetryError("bad-weight", message, { path, value });
}

/** The error for a sum that is no longer finite, at the node with this path. */
export function overflowError(path: string): MarquetryError {
  const message = `the weights of ${path} add up to more than ${Number.MAX_VALUE}: divide all weights by a common number`;
  return new MarquetryError("weight-overflow", message, { path, value: Infinity });
}

/** The first field of an object that can be a weight; nodes of a hierarchy have numbers of their own, which none means. */
function numberIn(datum: unknown): string | undefined {
  if (typeof datum !== "object" || datum === null || "depth" in datum) return undefined;
  return Object.entries(datum).find(([, value]) => isWeight(value))?.[0];
}
