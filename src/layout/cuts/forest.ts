import type { WeightedTree } from "../engine.ts";
import { CutTree } from "./cut-tree.ts";
import { HalvesBuilder } from "./halves.ts";
import { buildHuffman } from "./huffman.ts";

/** How the children of a family are joined two by two. */
export type Joining = "huffman" | "halves";

/**
 * The cuts of a whole tree: a binary tree for each family, linked where a child has a family of its own.
 *
 * Parts are numbered: 0 … cells − 1 are the nodes of the tree; from `cells` on follow the cuts, those of a
 * family together, parts before wholes. Cut c divides the part that weighs `weight[c − cells]` into
 * `first[c − cells]` and `second[c − cells]`; its normal (`normalX`, `normalY`) points from the first to the
 * second, and is not a number until somebody has planned the cut.
 */
export class CutForest {
  /** Number of nodes of the tree. */
  readonly cells: number;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float64Array;
  readonly normalX: Float64Array;
  readonly normalY: Float64Array;
  /** What the room of each inner node divides into: a cut, an only child, or −1 if no child weighs anything. */
  readonly top: Int32Array;
  readonly #tree: WeightedTree;
  #goal: Int32Array | undefined;
  #used = 0;

  constructor(tree: WeightedTree) {
    this.#tree = tree;
    this.cells = tree.size;
    this.first = new Int32Array(tree.size);
    this.second = new Int32Array(tree.size);
    this.weight = new Float64Array(tree.size);
    this.normalX = new Float64Array(tree.size).fill(NaN);
    this.normalY = new Float64Array(tree.size).fill(NaN);
    this.top = new Int32Array(tree.size).fill(-1);
  }

  /** A forest with every family joined anew. */
  static plant(tree: WeightedTree, joining: Joining): CutForest {
    const forest = new CutForest(tree);
    const family = new CutTree();
    const halves = new HalvesBuilder();
    for (let i = 0; i < tree.size; i++) {
      if (tree.childCount[i] === 0) continue;
      family.takeLeaves(tree.weight, tree.firstChild[i]!, tree.firstChild[i]! + tree.childCount[i]!);
      if (joining === "halves") halves.build(family);
      else buildHuffman(family);
      forest.add(i, family);
    }
    return forest;
  }

  /** Takes over the cuts of the family of node i. */
  add(i: number, { count, child, first, second, weight }: CutTree): void {
    if (count < 2) {
      if (count === 1) this.top[i] = child[0]!;
      return;
    }
    const used = this.#used;
    const shift = this.cells + used - count;
    for (let k = 0; k < count - 1; k++) {
      const a = first[k]!;
      const b = second[k]!;
      this.first[used + k] = a < count ? child[a]! : a + shift;
      this.second[used + k] = b < count ? child[b]! : b + shift;
      this.weight[used + k] = weight[count + k]!;
    }
    this.#used += count - 1;
    this.top[i] = this.cells + this.#used - 1;
  }

  /** Weight of a part: of a cell, or of what a cut divides. */
  weightOf(part: number): number {
    return part < this.cells ? this.#tree.weight[part]! : this.weight[part - this.cells]!;
  }

  /** What each node's cell comes to: the cut that divides it, or the leaf that fills it, over only children. */
  get goal(): Int32Array {
    this.#goal ??= findGoals(this.top, this.cells);
    return this.#goal;
  }
}

/** Children come after their parents, so going backwards every goal below is known. */
function findGoals(top: Int32Array, cells: number): Int32Array {
  const goal = new Int32Array(cells);
  for (let i = cells - 1; i >= 0; i--) {
    const part = top[i]!;
    goal[i] = part < 0 ? i : part < cells ? goal[part]! : part;
  }
  return goal;
}
