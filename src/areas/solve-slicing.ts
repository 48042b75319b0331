import type { GrossAreas } from "./gross-areas.ts";
import { CELL, COLUMN, ROW, type Slicing } from "./slicing.ts";

/** Steps of Newton's method; it takes about ten. */
const MOST_STEPS = 100;
/** Relative error of an area that counts as none. */
const SOLVED = 1e-13;
/** Part of the way to a side's least length that one step may go. */
const FARTHEST = 0.9;
/** Part of a room's side that least sides may take: the rest is for areas. */
const FULLEST = 0.95;
/** Decades in which the limit is sought of what a node may lose for its weight, and halvings of them. */
const LOG_LIMITS: readonly [number, number] = [-300, 300];
const HALVINGS = 50;

/**
 * Finds the sides of the cells of a slicing for which every leaf's area is in proportion to its weight, with
 * all distances taken off.
 *
 * For a given scale, the width that a cell needs falls as its height grows, from infinity at the least height
 * that its distances ask for to its least width; so it does for a row, whose cells share a height, and whose
 * widths add up, and for a column. So there is one solution, and only one, if the least width and height of the
 * whole fit into its room. It is found by Newton's method on the logarithms of the leaves' areas: the linear
 * equations of a row or column come to one for the whole, so a step takes linear time.
 */
export class SlicingSolver {
  readonly #slicing: Slicing;
  readonly #areas: GrossAreas;
  /** Width and height of each slot, and the least they may be. */
  readonly width: Float64Array;
  readonly height: Float64Array;
  readonly #leastWidth: Float64Array;
  readonly #leastHeight: Float64Array;
  /** Weight of the leaves in each slot. */
  readonly #weight: Float64Array;
  /** The equation of each slot: across · δwidth + down · δheight = rest + scale · δlog(scale). */
  readonly #across: Float64Array;
  readonly #down: Float64Array;
  readonly #rest: Float64Array;
  readonly #scale: Float64Array;
  readonly #dWidth: Float64Array;
  readonly #dHeight: Float64Array;
  /** Whether a slot lies in a cell that has been given up. */
  readonly #idle: Uint8Array;
  /** The nodes given up at first. */
  readonly #abandoned: Uint8Array;

  constructor(slicing: Slicing, areas: GrossAreas) {
    this.#slicing = slicing;
    this.#areas = areas;
    const { size } = slicing;
    this.width = new Float64Array(size);
    this.height = new Float64Array(size);
    this.#leastWidth = new Float64Array(size);
    this.#leastHeight = new Float64Array(size);
    this.#weight = new Float64Array(size);
    this.#across = new Float64Array(size);
    this.#down = new Float64Array(size);
    this.#rest = new Float64Array(size);
    this.#scale = new Float64Array(size);
    this.#dWidth = new Float64Array(size);
    this.#dHeight = new Float64Array(size);
    this.#idle = new Uint8Array(size);
    this.#abandoned = areas.abandoned.slice();
  }

  /** Solves for a room in which the least sides fit. */
  solve(width: number, height: number): void {
    this.#start(width, height);
    let logScale = Math.log((width * height) / this.#weight[0]!);
    for (let step = 0; step < MOST_STEPS; step++) {
      const error = this.#equations(logScale);
      if (error < SOLVED) break;
      const dScale = -this.#rest[0]! / this.#scale[0]!;
      const part = this.#directions(dScale);
      for (let s = 0; s < this.#slicing.size; s++) {
        this.width[s]! += part * this.#dWidth[s]!;
        this.height[s]! += part * this.#dHeight[s]!;
      }
      logScale += part * dScale;
    }
  }

  /**
   * Gives nodes up, those first whose least sides make most area for their weight, until the least sides of all
   * fit into a room with some to spare. Whole parts of the tree go if need be; what remains has a solution.
   */
  giveUp(width: number, height: number): void {
    const fits = (limit: number): boolean => {
      this.#measureLeast(limit);
      return this.#leastWidth[0]! <= FULLEST * width && this.#leastHeight[0]! <= FULLEST * height;
    };
    if (fits(Infinity)) return;
    let [low, high] = LOG_LIMITS;
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2;
      if (fits(10 ** middle)) low = middle;
      else high = middle;
    }
    fits(10 ** low);
  }

  /** Whether a slot is filled by one cell whose area counts: that of a leaf, or of a node given up. */
  #isEnd(slot: number): boolean {
    return this.#slicing.kind[slot] === CELL && (this.#slicing.count[slot] === 0 || this.#isGiven(slot));
  }

  #isGiven(slot: number): boolean {
    return this.#areas.abandoned[this.#slicing.node[slot]!] === 1;
  }

  /** What the cell in a slot loses across and down. */
  #loss(slot: number, distances: Float64Array): number {
    return this.#isGiven(slot) ? 0 : distances[this.#slicing.node[slot]!]!;
  }

  /** Works out the least sides of all slots, and gives up the cells whose area they make exceeds `limit` times their weight. */
  #measureLeast(limit: number): void {
    const { kind, node, first, count, size } = this.#slicing;
    const { lossX, lossY, tree, abandoned } = this.#areas;
    for (let s = size - 1; s >= 0; s--) {
      const isCell = kind[s] === CELL;
      let [width, height, weight] = [0, 0, 0];
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        const [w, h] = [this.#leastWidth[k]!, this.#leastHeight[k]!];
        width = kind[s] === ROW ? width + w : Math.max(width, w);
        height = kind[s] === COLUMN ? height + h : Math.max(height, h);
        weight += this.#weight[k]!;
      }
      if (isCell) {
        const i = node[s]!;
        weight = tree.weight[i]!;
        width = Math.max(0, width + lossX[i]!);
        height = Math.max(0, height + lossY[i]!);
        abandoned[i] = this.#abandoned[i] === 1 || width * height > limit * weight ? 1 : 0;
        if (abandoned[i] === 1) width = height = 0;
      }
      this.#weight[s] = weight;
      this.#leastWidth[s] = width;
      this.#leastHeight[s] = height;
    }
    this.#idle.fill(0);
    for (let s = 0; s < size; s++) {
      if (this.#idle[s] === 0 && !(kind[s] === CELL && this.#isGiven(s))) continue;
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) this.#idle[k] = 1;
    }
  }

  /** Sides within their limits: what is beyond the least is shared out by weight. */
  #start(width: number, height: number): void {
    const { kind, first, count, size } = this.#slicing;
    this.width[0] = width;
    this.height[0] = height;
    for (let s = 0; s < size; s++) {
      if (this.#isEnd(s) || this.#idle[s] === 1) continue;
      const isCell = kind[s] === CELL;
      const w = this.width[s]! - (isCell ? this.#loss(s, this.#areas.lossX) : 0);
      const h = this.height[s]! - (isCell ? this.#loss(s, this.#areas.lossY) : 0);
      const spareWidth = this.width[s]! - this.#leastWidth[s]!;
      const spareHeight = this.height[s]! - this.#leastHeight[s]!;
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        const share = this.#weight[k]! / this.#weight[s]!;
        this.width[k] = kind[s] === ROW ? this.#leastWidth[k]! + spareWidth * share : w;
        this.height[k] = kind[s] === ROW || isCell ? h : this.#leastHeight[k]! + spareHeight * share;
      }
    }
  }

  /** Sets up the equation of each slot, from the leaves to the whole; returns the greatest error of an area. */
  #equations(logScale: number): number {
    const { kind, first, count, size } = this.#slicing;
    const { lossX, lossY } = this.#areas;
    let worst = 0;
    for (let s = size - 1; s >= 0; s--) {
      if (this.#idle[s] === 1) continue;
      if (this.#isEnd(s)) {
        const width = this.width[s]! - this.#loss(s, lossX);
        const height = this.height[s]! - this.#loss(s, lossY);
        const rest = logScale + Math.log(this.#weight[s]!) - Math.log(width) - Math.log(height);
        this.#across[s] = 1 / width;
        this.#down[s] = 1 / height;
        this.#rest[s] = rest;
        this.#scale[s] = 1;
        worst = Math.max(worst, Math.abs(rest));
        continue;
      }
      // What its parts share is one unknown; of the other, each part's equation gives it in terms of that.
      const isColumn = kind[s] !== ROW;
      const [own, shared] = isColumn ? [this.#down, this.#across] : [this.#across, this.#down];
      let [slope, rest, scale] = [0, 0, 0];
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        slope += shared[k]! / own[k]!;
        rest += this.#rest[k]! / own[k]!;
        scale += this.#scale[k]! / own[k]!;
      }
      own[s] = 1;
      shared[s] = slope;
      this.#rest[s] = rest;
      this.#scale[s] = scale;
    }
    return worst;
  }

  /** Works out how all sides change, from the whole to the leaves; returns the part of it that may be gone. */
  #directions(dScale: number): number {
    const { kind, first, count, size } = this.#slicing;
    const { lossX, lossY } = this.#areas;
    this.#dWidth[0] = 0;
    this.#dHeight[0] = 0;
    let most = 1;
    for (let s = 0; s < size; s++) {
      if (this.#idle[s] === 1) continue;
      if (this.#isEnd(s)) {
        const spareWidth = this.width[s]! - this.#loss(s, lossX);
        const spareHeight = this.height[s]! - this.#loss(s, lossY);
        if (this.#dWidth[s]! < 0) most = Math.min(most, (-FARTHEST * spareWidth) / this.#dWidth[s]!);
        if (this.#dHeight[s]! < 0) most = Math.min(most, (-FARTHEST * spareHeight) / this.#dHeight[s]!);
        continue;
      }
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        const known = this.#rest[k]! + this.#scale[k]! * dScale;
        this.#dWidth[k] =
          kind[s] === ROW
            ? (known - this.#down[k]! * this.#dHeight[s]!) / this.#across[k]!
            : this.#dWidth[s]!;
        this.#dHeight[k] =
          kind[s] === ROW || kind[s] === CELL
            ? this.#dHeight[s]!
            : (known - this.#across[k]! * this.#dWidth[s]!) / this.#down[k]!;
      }
    }
    return most;
  }
}
