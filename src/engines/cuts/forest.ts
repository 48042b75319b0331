import type { WeightedTree } from "../engine.ts";
import type { CutTree } from "./cut-tree.ts";
import { FamilyJoiner, type Joining } from "./family-joiner.ts";

/** The arrays of a forest, as a layout remembers them. */
export interface ForestMemory {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float64Array;
  readonly normalX: Float64Array;
  readonly normalY: Float64Array;
  readonly isGroup: Uint8Array;
  readonly top: Int32Array;
}

/** The cuts of one family, taken out of a forest. */
export interface FamilyCuts {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float64Array;
  readonly normalX: Float64Array;
  readonly normalY: Float64Array;
  readonly isGroup: Uint8Array;
}

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
  readonly #tree: WeightedTree;
  #goal: Int32Array | undefined;
  #used = 0;

  /** @param memory - what a layout of the tree remembers of its forest; an empty forest if left out */
  constructor(tree: WeightedTree, memory?: ForestMemory) {
    this.#tree = tree;
    this.cells = tree.size;
    this.first = memory?.first ?? new Int32Array(tree.size);
    this.second = memory?.second ?? new Int32Array(tree.size);
    this.weight = memory?.weight ?? new Float64Array(tree.size);
    this.normalX = memory?.normalX ?? new Float64Array(tree.size).fill(NaN);
    this.normalY = memory?.normalY ?? new Float64Array(tree.size).fill(NaN);
    this.isGroup = memory?.isGroup ?? new Uint8Array(tree.size);
    this.top = memory?.top ?? new Int32Array(tree.size).fill(-1);
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
  static plant(tree: WeightedTree, joining: Joining): CutForest {
    const forest = new CutForest(tree);
    const joiner = new FamilyJoiner(tree, joining);
    for (let i = 0; i < tree.size; i++) if (tree.childCount[i]! > 0) forest.add(i, joiner.join(i));
    return forest;
  }

  /** Takes over the cuts of the family of node i, none of them planned. */
  add(i: number, family: CutTree): void {
    this.top[i] = this.join(family);
  }

  /** Takes over the cuts of a binary tree, none of them planned, and returns the part they come to: −1 if it is empty. */
  join({ count, child, first, second, weight }: CutTree): number {
    if (count < 2) return count === 1 ? child[0]! : -1;
    const shift = this.cells + this.#used - count;
    let part = -1;
    for (let k = 0; k < count - 1; k++) {
      const a = first[k]! < count ? child[first[k]!]! : first[k]! + shift;
      const b = second[k]! < count ? child[second[k]!]! : second[k]! + shift;
      part = this.append(a, b, weight[count + k]!, NaN, NaN);
    }
    return part;
  }

  /** Puts other cuts, none of them planned, in the place of those of the family of node i, of which there are as many. */
  replace(i: number, family: CutTree): void {
    if (family.count < 2) return;
    const used = this.#used;
    this.#used = this.top[i]! - this.cells + 2 - family.count;
    this.join(family);
    this.#used = used;
  }

  /**
   * Puts other cuts, none of them planned, in the place of those below a part that is a cut, and of its own.
   *
   * @param places - numbers of these cuts, ascending, as {@link cutsBelow} gives them
   */
  rejoin(places: Int32Array, { count, child, first, second, weight }: CutTree): void {
    for (let k = 0; k < count - 1; k++) {
      const cut = places[k]! - this.cells;
      this.first[cut] = first[k]! < count ? child[first[k]!]! : places[first[k]! - count]!;
      this.second[cut] = second[k]! < count ? child[second[k]!]! : places[second[k]! - count]!;
      this.weight[cut] = weight[count + k]!;
      this.normalX[cut] = NaN;
      this.normalY[cut] = NaN;
      this.isGroup[cut] = 0;
    }
  }

  /** The cuts below a part and its own, ascending; the cells they come to are added to `family`. */
  cutsBelow(part: number, family: CutTree): Int32Array {
    const cuts: number[] = [];
    const open = [part];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next < this.cells) family.push(next, this.weightOf(next));
      else {
        cuts.push(next);
        open.push(this.first[next - this.cells]!, this.second[next - this.cells]!);
      }
    }
    return Int32Array.from(cuts).sort();
  }

  /** Adds one cut, whose parts are there already, and returns its number. */
  append(first: number, second: number, weight: number, normalX: number, normalY: number): number {
    const cut = this.#used++;
    this.first[cut] = first;
    this.second[cut] = second;
    this.weight[cut] = weight;
    this.normalX[cut] = normalX;
    this.normalY[cut] = normalY;
    this.isGroup[cut] = 0;
    return cut + this.cells;
  }

  /** A copy of the `count` cuts of a family whose topmost is `top`. */
  copyCuts(top: number, count: number): FamilyCuts {
    const end = top - this.cells + 1;
    return {
      first: this.first.slice(end - count, end),
      second: this.second.slice(end - count, end),
      weight: this.weight.slice(end - count, end),
      normalX: this.normalX.slice(end - count, end),
      normalY: this.normalY.slice(end - count, end),
      isGroup: this.isGroup.slice(end - count, end),
    };
  }

  /** Puts copied cuts back in their place. */
  pasteCuts(top: number, cuts: FamilyCuts): void {
    const from = top - this.cells + 1 - cuts.first.length;
    this.first.set(cuts.first, from);
    this.second.set(cuts.second, from);
    this.weight.set(cuts.weight, from);
    this.normalX.set(cuts.normalX, from);
    this.normalY.set(cuts.normalY, from);
    this.isGroup.set(cuts.isGroup, from);
  }

  /** Weight of a part: of a cell, or of what a cut divides. */
  weightOf(part: number): number {
    return part < this.cells ? this.#tree.weight[part]! : this.weight[part - this.cells]!;
  }

  /** Number of cuts in the family of node i: one less than it has children with weight. */
  cutsIn(i: number): number {
    const { firstChild, childCount, weight } = this.#tree;
    let filled = 0;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) if (weight[c]! > 0) filled++;
    return Math.max(filled - 1, 0);
  }

  /** Whether the family of node i has cuts, and none of them is planned. */
  isUnplanned(i: number): boolean {
    const top = this.top[i]!;
    if (top < this.cells) return false;
    const end = top - this.cells + 1;
    for (let cut = end - this.cutsIn(i); cut < end; cut++)
      if (!Number.isNaN(this.normalX[cut]!)) return false;
    return true;
  }

  /** What a part comes to: the cut that divides it, or the leaf that fills it. */
  goalOf(part: number): number {
    return part < this.cells ? this.goal[part]! : part;
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
