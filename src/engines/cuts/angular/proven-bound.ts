import { readConvex } from "../../../partition/convex-cells.ts";
import type { Bound, Container, WeightedTree } from "../../engine.ts";
import { CutForest } from "../forest.ts";
import { AngularGuarantee } from "./angular-guarantee.ts";
import { LopsidedCount } from "./lopsided-count.ts";

/** What is proven of the cells of a tree: the limit of each, and what it follows from. */
export interface Proven {
  readonly guarantee: AngularGuarantee;
  /** The directions that count on the way to each node. */
  readonly promised: LopsidedCount;
  /** The largest asp that the cell of a node may have. */
  readonly limitOf: (i: number) => number;
}

/**
 * What is proven of the cells of a tree in a container.
 *
 * @param spare - directions that every cell may have beyond those that the proof needs
 * @param joined - the families joined by Huffman, if they are already
 */
export function prove(
  tree: WeightedTree,
  ring: Float64Array,
  spare: number,
  joined: CutForest = CutForest.build(tree, "huffman"),
): Proven {
  const guarantee = new AngularGuarantee(ring, spare);
  const promised = LopsidedCount.count(joined);
  const byAdded: number[] = [];
  return {
    guarantee,
    promised,
    limitOf: (i) => {
      const added = promised.directions(i);
      return (byAdded[added] ??= guarantee.bound(added));
    },
  };
}

/** The limits of all nodes, as engines report them. */
export function provenBound(tree: WeightedTree, container: Container, spare: number): Bound {
  const { limitOf } = prove(tree, readConvex(container).ring, spare);
  const perNode = new Float64Array(tree.size);
  let value = 0;
  for (let i = 0; i < tree.size; i++) {
    perNode[i] = limitOf(i);
    if (perNode[i]! > value) value = perNode[i]!;
  }
  return { measure: "asp", value, perNode };
}
