import { MarquetryError, show } from "../errors.ts";
import type { BreadthFirst } from "./order.ts";
import { unsortedTree, type Outline } from "./outline.ts";
import type { NodeNames } from "./weighted-tree.ts";

/** Whether a value can be a weight: a finite number, not negative. */
export function isWeight(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value < Infinity;
}

/** Whether a value stands for no weight. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/**
 * Reads and checks the weights of rows brought into order.
 *
 * @param read - the weight of a row
 * @param readInner - whether to read the weights of inner nodes too
 * @param isNone - whether an inner node with this weight has none of its own
 */
export function readWeights<T>(
  order: BreadthFirst,
  names: NodeNames<T>,
  read: (row: number) => unknown,
  readInner: boolean,
  isNone: (value: unknown) => boolean = isAbsent,
): Outline {
  const { childCount, source } = order;
  const weight = new Float64Array(childCount.length);
  for (let i = 0; i < weight.length; i++) {
    const isInner = childCount[i]! > 0;
    if (isInner && !readInner) continue;
    const value = read(source ? source[i]! : i);
    if (isWeight(value)) weight[i] = value;
    else if (isInner && isNone(value)) weight[i] = NaN;
    else throw weightError(value, unsortedTree({ ...order, weight }, names).place(i));
  }
  return { ...order, weight };
}

/** The error for a value that cannot be a weight, at the node with this path. */
export function weightError(value: unknown, path: string): MarquetryError {
  if (isAbsent(value)) {
    const message = `the leaf ${path} has no weight: give it one, or say with the option \`weight\` where it is`;
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
