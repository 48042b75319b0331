import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";

/**
 * An ultrametric: a rooted tree whose inner nodes carry the distance of any two leaves that meet there.
 *
 * For any three leaves the two greatest of the three distances are equal. Make one with {@link ultrametric}.
 */
export class Ultrametric<T = unknown> {
  /** The tree; leaves weigh 1 unless it was made otherwise. */
  readonly tree: WeightedTree<T>;
  /** Of each node, the distance of two leaves that meet there, twice its height; 0 for leaves. */
  readonly diameter: Float64Array;
  /**
   * The node of each leaf in the order of the input: of rows of a matrix, of points, of names in a Newick text;
   * breadth first for other trees.
   */
  readonly leaves: Int32Array;

  /** For builders: diameters must not increase downwards, and be 0 at leaves. */
  constructor(tree: WeightedTree<T>, diameter: Float64Array, leaves: Int32Array) {
    this.tree = tree;
    this.diameter = diameter;
    this.leaves = leaves;
  }

  /** Number of leaves. */
  get size(): number {
    return this.leaves.length;
  }

  /** The text to show for leaf `k`. */
  label(k: number): string {
    return this.tree.label(this.#node(k));
  }

  /**
   * Distance of the leaves `j` and `k`. Time: O(depth).
   *
   * @throws MarquetryError `bad-node`
   */
  distance(j: number, k: number): number {
    const { parent } = this.tree;
    let a = this.#node(j);
    let b = this.#node(k);
    // Parents come before their children, so the later of the two is the one to go up from.
    while (a !== b) {
      if (a > b) a = parent[a]!;
      else b = parent[b]!;
    }
    return this.diameter[a]!;
  }

  #node(k: number): number {
    const node = this.leaves[k];
    if (node !== undefined) return node;
    throw new MarquetryError("bad-node", `no leaf ${show(k)}: there are leaves 0 to ${this.size - 1}`, {
      value: k,
    });
  }
}
