import { aspectRatio } from "../../../geometry/diameter.ts";
import type { RingSink } from "../family-cutter.ts";
import type { CutForest } from "../forest.ts";

/** A leaf's cell counts this many times as much as a part that will be cut again. */
export const LEAF = 2;

/** How many times what the shape of a part costs counts. */
export function factorOf(forest: CutForest, part: number): number {
  return forest.isLeaf(part) ? LEAF : 1;
}

/** How much what a part will be cut into counts, against the part's own shape. */
const FORESIGHT = 0.7;
/** Cost of a corner cut off, in units of a square's: dearer than the triangle itself, whose sibling loses a corner. */
const CORNER = 12;
/** Times by which a triangle costs more than a rectangle of its asp: whatever is cut from it is thin, too. */
const TRIANGLE = 1.6;

/**
 * What the shape of a part costs: (asp / 2)³ if nothing is known of it or it is a leaf, so that a square costs 1.
 *
 * A part that will be cut again costs what its own two parts would if it were a rectangle of its asp, cut along or
 * across, or at a corner, whichever is best. So a part of two equal leaves is best twice as long as wide.
 */
export class PartCost {
  /** What the shape of which `price` was told costs. A field, as `half` is, since numbers handed over would be boxed. */
  cost = 0;
  /** asp / 2 of the shape to be priced. */
  half = 1;
  #factor = 1;
  /** Share of the lighter of the two parts that the part will be cut into, or 0 if it will not be. */
  #share = 0;
  /** What is left of it, and the inverse of both, since divisions are what takes time here. */
  #rest = 1;
  #perShare = 0;
  #perRest = 1;
  /** Part of the cost that falls to the lighter and to the heavier part. */
  #lighter = 1;
  #heavier = 1;

  /** Looks up what a part of a forest will be cut into; leaves cost `leafFactor` times as much as other parts. */
  setPart(forest: CutForest, part: number, leafFactor: number): void {
    const split = forest.splitOf(part);
    this.#share = 0;
    this.#factor = split < forest.cells ? leafFactor : 1;
    if (split < forest.cells) return;
    forest.weigh(split);
    const { share } = forest;
    const light = factorOf(forest, forest.light);
    const heavy = factorOf(forest, forest.heavy);
    this.#share = share;
    this.#rest = 1 - share;
    this.#perShare = 1 / share;
    this.#perRest = 1 / (1 - share);
    this.#lighter = light / (light + heavy);
    this.#heavier = heavy / (light + heavy);
  }

  /** Cost of the part in a shape of so many corners, given asp / 2. */
  of(half: number, corners: number): number {
    this.half = half;
    this.price(corners);
    return this.cost;
  }

  /** Sets `cost` to that of the part in a shape of so many corners, with `half` as asp / 2. */
  price(corners: number): void {
    const { half } = this;
    const own = half * half * half;
    const share = this.#share;
    if (share === 0) {
      this.cost = this.#factor * own;
      return;
    }
    if (corners === 3) {
      this.cost = TRIANGLE * own;
      return;
    }
    const rest = this.#rest;
    const perShare = this.#perShare;
    const perRest = this.#perRest;
    const lighter = this.#lighter;
    const heavier = this.#heavier;
    const long = half > 1 ? half + Math.sqrt(half * half - 1) : 1;
    const wide = 1 / long;
    const across =
      lighter * boxCost(share * long, perShare * wide) + heavier * boxCost(rest * long, perRest * wide);
    const along =
      lighter * boxCost(share * wide, perShare * long) + heavier * boxCost(rest * wide, perRest * long);
    const atCorner = lighter * CORNER + heavier * own;
    let parts = across < along ? across : along;
    if (atCorner < parts) parts = atCorner;
    this.cost = (1 - FORESIGHT) * own + FORESIGHT * parts;
  }
}

/** (asp / 2)³ of a rectangle, given the ratio of its sides both ways. */
function boxCost(ratio: number, inverse: number): number {
  const half = 0.5 * (ratio + inverse);
  return half * half * half;
}

/** Adds up what cells cost instead of keeping them: (asp / 2)³ each, leaves twice. */
export class CellCost implements RingSink {
  sum = 0;
  /** Sum of the factors: what squares alone would cost. */
  least = 0;
  readonly #forest: CutForest;

  constructor(forest: CutForest) {
    this.#forest = forest;
  }

  clear(): void {
    this.sum = 0;
    this.least = 0;
  }

  set(i: number, _x: number, _y: number, points: Float64Array, from: number, corners: number): void {
    const half = 0.5 * aspectRatio(points, from, corners);
    const factor = factorOf(this.#forest, i);
    this.sum += factor * half * half * half;
    this.least += factor;
  }
}
