import { MarquetryError, show } from "../errors.ts";
import { checkTree, isTree } from "../model/check-tree.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { number, type OptionHelp, type OptionTable } from "../options/option.ts";

/** How much of what is to be equal may differ. */
export interface UltrametricNewickOptions {
  /** Difference relative to the greatest, that counts as rounding; 1e-6 by default. */
  readonly tolerance?: number;
}

export const toleranceOptions: OptionTable<UltrametricNewickOptions> = {
  tolerance: /* @__PURE__ */ number({ min: 0, below: 1 }, 1e-6),
};
export const toleranceHelp: OptionHelp<UltrametricNewickOptions> = {
  tolerance: "difference, relative to the greatest, that counts as rounding",
};

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

  /**
   * For builders: diameters must not increase downwards, and be 0 at leaves. Arrays are copied.
   *
   * @throws MarquetryError `bad-input`, `bad-distance` or `not-ultrametric` with the node's path
   */
  constructor(tree: WeightedTree<T>, diameter: Float64Array, leaves: Int32Array) {
    checkTree("Ultrametric", tree);
    checkNumbers("diameter", diameter, tree.size, Infinity);
    const ends = tree.childCount.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0);
    checkNumbers("leaves", leaves, ends, tree.size);
    for (let i = 0; i < tree.size; i++) {
      const value = diameter[i]!;
      const above = i === 0 ? Infinity : diameter[tree.parent[i]!]!;
      const most = tree.childCount[i] === 0 ? 0 : above;
      if (value <= most) continue;
      const path = tree.pathForMessage(i);
      const message = `the leaves below ${path} are ${value} apart, more than the ${most} they may be`;
      throw new MarquetryError("not-ultrametric", message, { path, value });
    }
    this.tree = tree;
    this.diameter = Float64Array.from(diameter);
    this.leaves = Int32Array.from(leaves);
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
    checkLeaf(k, this.size);
    return this.leaves[k]!;
  }
}

/** @throws MarquetryError `bad-node` for a number that no leaf has */
export function checkLeaf(k: number, size: number): void {
  if (Number.isInteger(k) && k >= 0 && k < size) return;
  const message = `no leaf ${show(k)}: there are leaves 0 to ${size - 1}`;
  throw new MarquetryError("bad-node", message, { value: k });
}

/** Refuses a list that is not of so many numbers from 0 to below a limit. */
function checkNumbers(name: string, list: ArrayLike<number>, length: number, below: number): void {
  if (list?.length !== length) {
    const message = `Ultrametric: ${name} must hold ${length} numbers, not ${show(list)}`;
    throw new MarquetryError("bad-input", message, { value: list });
  }
  for (let k = 0; k < length; k++) {
    const value = list[k]!;
    if (typeof value === "number" && value >= 0 && value < below) continue;
    const message = `Ultrametric: ${name}[${k}] is ${show(value)}, which must be from 0 to below ${below}`;
    throw new MarquetryError("bad-distance", message, { value });
  }
}

/**
 * Refuses what is no ultrametric, of this copy of the library or another.
 *
 * @param owner - the public function that takes it, as its caller writes it
 * @throws MarquetryError `bad-input`
 * @internal
 */
export function checkUltrametric(owner: string, value: unknown): asserts value is Ultrametric {
  const isOne =
    typeof value === "object" &&
    value !== null &&
    "tree" in value &&
    isTree(value.tree) &&
    "diameter" in value &&
    "leaves" in value;
  if (isOne) return;
  const message = `${owner} takes an ultrametric, as ultrametric.fromNewick and others make one, not ${show(value)}`;
  throw new MarquetryError("bad-input", message, { value });
}
