import { MarquetryError } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";

/** A tree whose least leaves weigh more than they should. */
export interface Raised {
  readonly tree: WeightedTree;
  /** The leaves raised, in order. */
  readonly leaves: Int32Array;
}

/**
 * Raises every leaf with a weight to at least `minShare` of the whole, as the others shrink to make room; null if
 * none is below. Leaves without weight stay without.
 *
 * Of k leaves raised and the others weighing R, each gets m with m = minShare · (R + k · m).
 *
 * @throws MarquetryError `bad-option` if not all leaves could have as much
 */
export function raiseLeaves(tree: WeightedTree, minShare: number): Raised | null {
  const { weight } = tree;
  const leaves = Array.from(tree.leaves()).filter((i) => weight[i]! > 0);
  if (minShare * leaves.length >= 1) {
    const message = `minShare ${minShare} is too much for ${leaves.length} leaves: together they would need more than all`;
    throw new MarquetryError("bad-option", message, { value: minShare });
  }
  leaves.sort((i, j) => weight[i]! - weight[j]!);
  let rest = weight[0]!;
  let count = 0;
  let least = minShare * rest;
  for (const i of leaves) {
    if (!(weight[i]! < least)) break;
    rest -= weight[i]!;
    count++;
    least = (minShare * rest) / (1 - minShare * count);
  }
  if (count === 0) return null;
  const raised = Int32Array.from(leaves.slice(0, count)).sort();
  const next = weight.slice();
  for (const i of raised) next[i] = least;
  return { tree: tree.withWeights(next), leaves: raised };
}
