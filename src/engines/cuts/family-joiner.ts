import type { WeightedTree } from "../engine.ts";
import { CutTree } from "./cut-tree.ts";
import { HalvesBuilder } from "./halves.ts";
import { buildHuffman } from "./huffman.ts";

/** How the children of a family are joined two by two. */
export type Joining = "huffman" | "halves";

/** Joins the children of families into binary trees. */
export class FamilyJoiner {
  readonly #tree: WeightedTree;
  readonly #joining: Joining;
  readonly #family: CutTree = new CutTree();
  readonly #halves: HalvesBuilder = new HalvesBuilder();

  constructor(tree: WeightedTree, joining: Joining) {
    this.#tree = tree;
    this.#joining = joining;
  }

  /** The binary tree over the children of node i with a positive weight; overwritten by the next call. */
  join(i: number): CutTree {
    const { firstChild, childCount, weight } = this.#tree;
    const family = this.#family;
    family.takeLeaves(weight, firstChild[i]!, firstChild[i]! + childCount[i]!);
    if (family.count < 2) return family;
    if (this.#joining === "halves") this.#halves.build(family);
    else buildHuffman(family);
    return family;
  }
}
