import type { BreadthFirst } from "./order.ts";
import { unsortedTree, type Outline } from "./outline.ts";
import { isAbsent, isWeight, weightError } from "./weight-errors.ts";
import type { NodeNames } from "./weighted-tree.ts";

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
