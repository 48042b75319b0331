import type { BreadthFirst } from "./order.ts";
import { isAbsent, isWeight, weightError } from "./weight-errors.ts";
import { WeightedTree, type NodeLookup } from "./weighted-tree.ts";

/**
 * The shape of a tree in breadth-first order and the weights given, before families are sorted and summed.
 *
 * A builder makes one and hands it over: its weights are overwritten.
 */
export interface UnsortedTree extends BreadthFirst {
  /** Checked weights of the leaves, without −0; of inner nodes, the weight given or NaN. */
  readonly weight: Float64Array;
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
  lookup: NodeLookup<T>,
  read: (row: number) => unknown,
  readInner: boolean,
  isNone: (value: unknown) => boolean = isAbsent,
): UnsortedTree {
  const { childCount, source } = order;
  const weight = new Float64Array(childCount.length);
  for (let i = 0; i < weight.length; i++) {
    const isInner = childCount[i]! > 0;
    if (isInner && !readInner) continue;
    const value = read(source ? source[i]! : i);
    // −0 passes as a weight, but sorting takes it for a large one and a drawing would show it.
    if (isWeight(value)) weight[i] = value + 0;
    else if (isInner && isNone(value)) weight[i] = NaN;
    else
      throw weightError(
        value,
        unsortedPath({ ...order, weight }, lookup, i),
        lookup.data?.(source?.[i] ?? i),
      );
  }
  return { ...order, weight };
}

/** The parents, where the builder has none: they follow from the families. */
export function parentsOf({ parent: given, firstChild, childCount }: BreadthFirst): Int32Array {
  if (given) return given;
  const parent = new Int32Array(firstChild.length);
  parent[0] = -1;
  for (let i = 0; i < parent.length; i++) {
    const count = childCount[i]!;
    if (count > 0) parent.fill(i, firstChild[i], firstChild[i]! + count);
  }
  return parent;
}

/** A tree as it stands, to name its nodes: its weights are not yet sums. */
export function nameable<T>(unsorted: UnsortedTree, lookup: NodeLookup<T>): WeightedTree<T> {
  return new WeightedTree({ ...unsorted, parent: parentsOf(unsorted) }, lookup);
}

/** The path of a node as an error message shows it. */
export function unsortedPath<T>(unsorted: UnsortedTree, lookup: NodeLookup<T>, i: number): string {
  return nameable(unsorted, lookup).pathForMessage(i);
}
