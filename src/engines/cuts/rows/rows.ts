import { ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { Ring } from "../../engine.ts";
import { CutTree } from "../cut-tree.ts";
import type { CutForest } from "../forest.ts";
import { buildHuffman } from "../huffman.ts";
import { isBox } from "../is-box.ts";
import { LongestExtent } from "../planners/longest-extent.ts";

/** What a cell of the tail is taken to cost: asp 2.25. */
const USUAL_COST = 1.125 ** 3;

/**
 * Squarified treemaps generalised to convex polygons: plans the cuts of a family in rows.
 *
 * A row lies along one side of what is left of the room, across its greatest extent; children join it, from heavy
 * to light, while its worst cell gets fatter. The last few children are left to be planned one cut at a time,
 * since the last row has to take whatever shape is left. The rule for rows is that of Bruls, Huizing, van Wijk,
 * Squarified Treemaps (2000).
 */
export class RowPlanner {
  readonly #forest: CutForest;
  readonly #family: CutTree = new CutTree();
  readonly #longest: LongestExtent = new LongestExtent();
  /** What is left of the room, and the row being cut from it. */
  readonly #rest: ConvexCutter = new ConvexCutter();
  #points: Float64Array = new Float64Array(256);
  #after: Float64Array = new Float64Array(65);
  /** Number of the next cut to write: wholes come before parts here, so it goes down. */
  #next = 0;
  readonly #tail: CutTree = new CutTree();
  // The row found last: its direction, how many children it takes, and how thin its worst cell.
  #nx = 1;
  #ny = 0;
  #count = 0;
  #worst = 0;
  #isBox = false;

  constructor(forest: CutForest) {
    this.#forest = forest;
  }

  /**
   * Rewrites the cuts of a family of at least two, whose topmost is `top`, for a room.
   *
   * @param weights - of all nodes
   * @param tail - how many of the lightest children are left out of the rows
   * @returns what a cell costs on average, at most, if the room is a box; else Infinity, for not known
   */
  plan(
    room: Readonly<Ring>,
    top: number,
    weights: Float64Array,
    first: number,
    end: number,
    tail: number,
  ): number {
    const family = this.#family;
    family.takeLeaves(weights, first, end);
    family.sortLeaves();
    this.#sumUp();
    this.#next = top - this.#forest.cells;
    const { count } = family;
    const rest = this.#rest;
    rest.load(room.points, 0, room.corners);
    let wasBox = true;
    let cost = 0;
    for (let from = 0; from < count; from += this.#count) {
      const left = count - from;
      if (left <= Math.max(tail, 1)) {
        this.#joinTail(from);
        cost += left * USUAL_COST;
        break;
      }
      this.#isBox = isBox(rest);
      this.#findRow(from);
      const taken = this.#count;
      wasBox &&= this.#isBox;
      cost += taken * (this.#worst / 2) ** 3;
      if (taken < left) {
        const cut = this.#next--;
        const rowPart = taken === 1 ? family.child[from]! : this.#next + this.#forest.cells;
        const restPart =
          left - taken === 1 ? family.child[from + taken]! : this.#next - (taken - 1) + this.#forest.cells;
        this.#write(cut, rowPart, restPart, this.#after[from]!, this.#nx, this.#ny);
        this.#cutRow(from, taken);
      }
      this.#writeRow(from, taken);
    }
    return wasBox ? cost / count : Infinity;
  }

  /** Sums of the weights from each child on, added up from the lightest. */
  #sumUp(): void {
    const { count, weight } = this.#family;
    if (this.#after.length < count + 1) this.#after = new Float64Array(2 * count + 1);
    this.#after[count] = 0;
    for (let k = count - 1; k >= 0; k--) this.#after[k] = this.#after[k + 1]! + weight[k]!;
  }

  /** Joins the children from `from` on as Huffman does, and leaves their cuts to be planned. */
  #joinTail(from: number): void {
    const { child, weight, count } = this.#family;
    const tail = this.#tail;
    tail.takeSome(child, weight, from, count);
    if (tail.count < 2) return;
    buildHuffman(tail);
    const { first, second, weight: tailWeight, count: n } = tail;
    const base = this.#next - (n - 2);
    const shift = base + this.#forest.cells - n;
    for (let k = 0; k < n - 1; k++) {
      const a = first[k]! < n ? tail.child[first[k]!]! : first[k]! + shift;
      const b = second[k]! < n ? tail.child[second[k]!]! : second[k]! + shift;
      this.#write(base + k, a, b, tailWeight[n + k]!, NaN, NaN);
    }
  }

  /** Finds the row for the children from `from` on: across the greatest extent, at the end where it is fatter. */
  #findRow(from: number): void {
    this.#longest.find(this.#rest);
    const { nx, ny } = this.#longest;
    this.#nx = nx;
    this.#ny = ny;
    this.#rest.aim(nx, ny);
    const ahead = this.#growRow(from, 1);
    // A box is the same from both ends.
    if (this.#isBox) {
      this.#count = ahead;
      return;
    }
    const worstAhead = this.#worst;
    const behind = this.#growRow(from, -1);
    const sign = worstAhead <= this.#worst ? 1 : -1;
    this.#count = sign > 0 ? ahead : behind;
    this.#nx = sign * nx;
    this.#ny = sign * ny;
  }

  /**
   * How many children a row at one end takes until its worst cell, left in `#worst`, gets worse. The first is taken
   * however thin it gets: a row of none would leave the rest as it is, for ever.
   */
  #growRow(from: number, sign: 1 | -1): number {
    const { weight, count } = this.#family;
    let sum = weight[from]!;
    let worst = this.#worstOf(from, from, sum, sign);
    let taken = 1;
    for (; from + taken < count; taken++) {
      sum += weight[from + taken]!;
      const worse = this.#worstOf(from, from + taken, sum, sign);
      if (worse > worst) break;
      worst = worse;
    }
    this.#worst = worst;
    return taken;
  }

  /** The worst asp in a row from child `from`, the heaviest, to `last`, the lightest, which weigh `sum` together. */
  #worstOf(from: number, last: number, sum: number, sign: 1 | -1): number {
    const rest = this.#rest;
    const { weight, count } = this.#family;
    const perWeight = rest.area / this.#after[from]!;
    const depth = this.#depthOf(last + 1 < count ? sum * perWeight : rest.area, sign);
    const squared = depth * depth;
    const least = weight[last]! * perWeight;
    const most = weight[from]! * perWeight;
    return Math.max(squared / least + least / squared, squared / most + most / squared);
  }

  /** How deep a row of this area is at one end of what is left. */
  #depthOf(area: number, sign: 1 | -1): number {
    const rest = this.#rest;
    if (this.#isBox) return (area / rest.area) * this.#longest.extent;
    rest.sweep(sign, area);
    return rest.depth;
  }

  /** Takes a row off what is left of the room. */
  #cutRow(from: number, taken: number): void {
    const rest = this.#rest;
    const whole = this.#after[from]!;
    const left = this.#after[from + taken]!;
    if (this.#points.length < 4 * rest.corners + 8) this.#points = new Float64Array(8 * rest.corners + 16);
    rest.aim(this.#nx, this.#ny);
    const rowIsLight = whole - left <= left;
    const area = rest.area * ((rowIsLight ? this.#rowWeight(from, taken) : left) / whole);
    rest.sweep(rowIsLight ? 1 : -1, area);
    rest.split(area, this.#points, 0);
    const skipped = 2 * rest.cutCorners;
    if (rowIsLight) rest.load(this.#points, skipped, rest.restCorners);
    else rest.load(this.#points, 0, rest.cutCorners);
  }

  /** Sum of a row's weights, not taken as a difference: the row may weigh next to nothing. */
  #rowWeight(from: number, taken: number): number {
    let sum = 0;
    for (let k = from + taken - 1; k >= from; k--) sum += this.#family.weight[k]!;
    return sum;
  }

  /** Writes the cuts between the children of a row: one child after the other, along the row. */
  #writeRow(from: number, taken: number): void {
    const { child, weight } = this.#family;
    const base = this.#next - (taken - 2);
    const shift = this.#forest.cells + base;
    let sum = weight[from + taken - 1]!;
    for (let j = taken - 2; j >= 0; j--) {
      // The cut after child j stands at taken − 2 − j, so that parts come before wholes.
      const part = j === taken - 2 ? child[from + taken - 1]! : shift + taken - 3 - j;
      sum += weight[from + j]!;
      this.#write(base + taken - 2 - j, child[from + j]!, part, sum, -this.#ny, this.#nx);
    }
    this.#next -= taken - 1;
  }

  #write(cut: number, first: number, second: number, weight: number, nx: number, ny: number): void {
    const forest = this.#forest;
    forest.first[cut] = first;
    forest.second[cut] = second;
    forest.weight[cut] = weight;
    forest.normalX[cut] = nx;
    forest.normalY[cut] = ny;
  }
}
