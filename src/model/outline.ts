import { WeightedTree, type NodeNames } from "./weighted-tree.ts";

/**
 * The shape of a tree in breadth-first order and the weights given, before families are sorted and summed.
 *
 * A builder makes one and hands it over: its weights are overwritten.
 */
export interface Outline {
  /** Parents, where the builder has them; they follow from the rest. */
  readonly parent?: Int32Array | undefined;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** Checked weights of the leaves; of inner nodes, the weight given or NaN. */
  readonly weight: Float64Array;
  /** Row of each node; absent where node i is row i. */
  readonly source?: Int32Array | undefined;
}

/** The parents that follow from the families. */
export function parentsOf({
  firstChild,
  childCount,
}: Pick<Outline, "firstChild" | "childCount">): Int32Array {
  const parent = new Int32Array(firstChild.length);
  parent[0] = -1;
  for (let i = 0; i < parent.length; i++) {
    const count = childCount[i]!;
    if (count > 0) parent.fill(i, firstChild[i], firstChild[i]! + count);
  }
  return parent;
}

/** A tree of an outline as it stands, to name its nodes: its weights are not yet sums. */
export function unsortedTree<T>(outline: Outline, names: NodeNames<T>): WeightedTree<T> {
  return new WeightedTree({ ...outline, parent: outline.parent ?? parentsOf(outline) }, names);
}
