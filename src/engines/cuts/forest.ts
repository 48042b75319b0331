import { Carver } from "../../geometry/carve.ts";
import type { WeightedTree } from "../engine.ts";
import { CutTree, type Joining } from "./cut-tree.ts";

/** The arrays of a forest, as a layout remembers them. */
export type ForestMemory = Pick<
  CutForest,
  "first" | "second" | "weight" | "normalX" | "normalY" | "isGroup" | "top"
>;

/** Families are joined in the same place while trees have no more nodes than this. */
const MOST_KEPT = 4096;
let spare: CutTree | undefined;

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
  /** Whether what a cut divides is one group, to be handed on whole; its cuts serve where that fails. */
  readonly isGroup: Uint8Array;
  /** What the room of each inner node divides into: a cut, an only child, or −1 if no child weighs anything. */
  readonly top: Int32Array;
  /** The lighter and the heavier part of the cut last weighed, and the lighter one's share. */
  light = 0;
  heavy = 0;
  share = 0;
  /** Whether the lighter part is the first. */
  isLightFirst = true;
  readonly #tree: WeightedTree;
  #splits: Int32Array | undefined;
  #used = 0;

  /** @param memory - what a layout of the tree remembers of its forest; an empty forest if left out */
  constructor(tree: WeightedTree, memory?: ForestMemory) {
    this.#tree = tree;
    this.cells = tree.size;
    const arrays = memory ?? emptyForest(tree.size);
    this.first = arrays.first;
    this.second = arrays.second;
    this.weight = arrays.weight;
    this.normalX = arrays.normalX;
    this.normalY = arrays.normalY;
    this.isGroup = arrays.isGroup;
    this.top = arrays.top;
  }

  /** What a layout remembers of it. */
  get memory(): ForestMemory {
    const { first, second, weight, normalX, normalY, isGroup, top } = this;
    return { first, second, weight, normalX, normalY, isGroup, top };
  }

  /** Number of cuts. */
  get cuts(): number {
    return this.#used;
  }

  /** A forest with every family joined anew. */
  static build(tree: WeightedTree, joining: Joining): CutForest {
    const forest = new CutForest(tree);
    const family = spare ?? new CutTree();
    for (let i = 0; i < tree.size; i++) if (tree.childCount[i]! > 0) forest.joinFamily(i, joining, family);
    spare = tree.size <= MOST_KEPT ? family : undefined;
    return forest;
  }

  /** Joins the family of node i, of which nothing is known yet. */
  joinFamily(i: number, joining: Joining, family: CutTree): void {
    family.takeFamily(this.#tree, i);
    this.top[i] = this.add(family.join(joining));
  }

  /** Takes over the cuts of a binary tree, none of them planned, and returns the part they come to: −1 if it is empty. */
  add(family: CutTree): number {
    const { count, child, first, second, weight } = family;
    if (count < 2) return count === 1 ? child[0]! : -1;
    // Memory begins with cuts that have no normal and are no groups.
    const used = this.#used;
    const place = this.cells + used - count;
    for (let k = 0; k < count - 1; k++) {
      const a = first[k]!;
      const b = second[k]!;
      this.first[used + k] = a < count ? child[a]! : place + a;
      this.second[used + k] = b < count ? child[b]! : place + b;
      this.weight[used + k] = weight[count + k]!;
    }
    this.#used += count - 1;
    return place + 2 * count - 2;
  }

  /** Adds one cut, whose parts are there already, and returns its number. */
  append(first: number, second: number, normalX: number, normalY: number): number {
    const part = this.cells + this.#used++;
    this.write(part, first, second, this.weightOf(first) + this.weightOf(second), normalX, normalY);
    return part;
  }

  /** Puts a cut in the place of another. */
  write(part: number, first: number, second: number, weight: number, normalX: number, normalY: number): void {
    const cut = part - this.cells;
    this.first[cut] = first;
    this.second[cut] = second;
    this.weight[cut] = weight;
    this.normalX[cut] = normalX;
    this.normalY[cut] = normalY;
    this.isGroup[cut] = 0;
  }

  /**
   * Puts other cuts, none of them planned, in the place of those of a part.
   *
   * @param places - numbers of these cuts, as {@link read} gives them
   */
  rejoin(places: Int32Array, { count, child, first, second, weight }: CutTree): void {
    for (let k = 0; k < count - 1; k++) {
      const a = first[k]! < count ? child[first[k]!]! : places[first[k]! - count]!;
      const b = second[k]! < count ? child[second[k]!]! : places[second[k]! - count]!;
      this.write(places[k]!, a, b, weight[count + k]!, NaN, NaN);
    }
  }

  /**
   * Reads a part of the family of node i: returns the numbers of its own cut and those below it, ascending, and leaves
   * the children that it comes to in `leaves`, in the order of the family.
   */
  read(i: number, part: number, leaves: CutTree): Int32Array {
    if (part === this.top[i]) {
      leaves.takeFamily(this.#tree, i);
      return numbersFrom(part - leaves.count + 2, leaves.count - 1);
    }
    const { cuts, children } = this.partsBelow(part);
    leaves.clear();
    for (const child of children.sort()) leaves.push(child, this.weightOf(child));
    return cuts.sort();
  }

  /** The cuts below a part, its own included, and the cells that they come to, in no order. */
  partsBelow(part: number): { cuts: Int32Array; children: Int32Array } {
    const { cells, first, second } = this;
    const cuts: number[] = [];
    const children: number[] = [];
    const open = [part];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next < cells) children.push(next);
      else {
        cuts.push(next);
        open.push(first[next - cells]!, second[next - cells]!);
      }
    }
    return { cuts: Int32Array.from(cuts), children: Int32Array.from(children) };
  }

  /** Joins a part of the family of node i anew: its cuts, whose numbers are returned, are to be planned. */
  joinAnew(i: number, part: number, joining: Joining, leaves: CutTree): Int32Array {
    if (part < this.cells) return new Int32Array(0);
    const places = this.read(i, part, leaves);
    const whole = this.weightOf(part);
    this.rejoin(places, leaves.join(joining));
    // Summed in another order it may differ by rounding, and the cut above of equal parts then begins on its other side.
    this.weight[part - this.cells] = whole;
    return places;
  }

  /** A function that puts some cuts back as they are now. */
  remember(places: Int32Array): () => void {
    const { first, second, weight, normalX, normalY, isGroup } = this;
    const cuts = places.map((part) => part - this.cells);
    const arrays = [first, second, weight, normalX, normalY, isGroup].map((array) => {
      const values = Float64Array.from(cuts, (cut) => array[cut]!);
      return { array, values };
    });
    return () => {
      for (const { array, values } of arrays) cuts.forEach((cut, k) => (array[cut] = values[k]!));
    };
  }

  /** Weight of a part: of a cell, or of what a cut divides. */
  weightOf(part: number): number {
    return part < this.cells ? this.#tree.weight[part]! : this.weight[part - this.cells]!;
  }

  /** Sets `light`, `heavy`, `share` and `isLightFirst` for a cut, until the next call. */
  weigh(part: number): void {
    const first = this.first[part - this.cells]!;
    const second = this.second[part - this.cells]!;
    const a = this.weightOf(first);
    const b = this.weightOf(second);
    this.isLightFirst = a <= b;
    this.light = a <= b ? first : second;
    this.heavy = a <= b ? second : first;
    this.share = (a <= b ? a : b) / (a + b);
  }

  /** Number of cuts in the family of node i: one less than it has children with weight. */
  cutsIn(i: number): number {
    const { firstChild, childCount, weight } = this.#tree;
    let filled = 0;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) if (weight[c]! > 0) filled++;
    return Math.max(filled - 1, 0);
  }

  /** Whether it is known how a part is divided: it is a cell or a group, or its cut has a normal. */
  isPlanned(part: number): boolean {
    const cut = part - this.cells;
    return cut < 0 || this.isGroup[cut] === 1 || !Number.isNaN(this.normalX[cut]!);
  }

  /** Whether a part comes to a leaf, without a cut on the way to it. */
  isLeaf(part: number): boolean {
    return this.splitOf(part) < this.cells;
  }

  /** What a part comes to: the cut that divides it, or the leaf that fills it. */
  splitOf(part: number): number {
    if (part >= this.cells) return part;
    this.#splits ??= findSplits(this.top, this.cells);
    return this.#splits[part]!;
  }
}

function emptyForest(size: number): ForestMemory {
  const carver = new Carver(37 * size);
  return {
    weight: carver.floats(size),
    normalX: carver.floats(size).fill(NaN),
    normalY: carver.floats(size).fill(NaN),
    first: carver.integers(size),
    second: carver.integers(size),
    top: carver.integers(size).fill(-1),
    isGroup: carver.bytes(size),
  };
}

function numbersFrom(first: number, count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let k = 0; k < count; k++) numbers[k] = first + k;
  return numbers;
}

/** Over only children; children come after their parents, so going backwards every split below is known. */
function findSplits(top: Int32Array, cells: number): Int32Array {
  const split = new Int32Array(cells);
  for (let i = cells - 1; i >= 0; i--) {
    const part = top[i]!;
    split[i] = part < 0 ? i : part < cells ? split[part]! : part;
  }
  return split;
}
