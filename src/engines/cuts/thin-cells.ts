import { diameterSquared } from "../../geometry/diameter.ts";
import { ringArea } from "../../geometry/ring.ts";
import type { EarlierLayout } from "../engine.ts";

/** An earlier cell fatter than this counts as if it were this fat: from a square, any change is for the worse. */
const FAT = 2.5;

/** A cell must not get longer than this, asked for or not: the areas of slivers are less exact. */
const SLIVER = 1e4;

/** What is wrong with a cell: nothing, or either of these, or both. */
export const THINNER_THAN_ALLOWED = 1;
export const THINNER_THAN_PROVEN = 2;

/** Watches over the cells of a repeated layout: which are too thin. */
export class ThinCellWatch {
  readonly #earlier: EarlierLayout | null;
  readonly #proven: ((i: number) => number) | null;
  readonly #ring: Float64Array;

  /**
   * @param earlier - null where cells may be as thin as they come
   * @param proven - the asp that the cell of a node cannot exceed; null where nothing is proven
   */
  constructor(earlier: EarlierLayout | null, proven: ((i: number) => number) | null = null) {
    this.#earlier = earlier?.keepsAll ? null : earlier;
    this.#proven = proven;
    this.#ring = new Float64Array(2 * (earlier?.cells.mostCorners ?? 0));
  }

  /** What is wrong with a ring as the cell of node i. */
  judge(i: number, points: Float64Array, from: number, corners: number): number {
    const asp = aspectRatio(points, from, corners);
    const isProven = !this.#proven || asp <= this.#proven(i);
    return (isProven ? 0 : THINNER_THAN_PROVEN) | (asp <= this.#allowed(i) ? 0 : THINNER_THAN_ALLOWED);
  }

  #allowed(i: number): number {
    if (!this.#earlier) return Infinity;
    const { cells, match, maxAspectGrowth } = this.#earlier;
    const twin = match[i]!;
    const known = twin >= 0 ? cells.ring(twin, this.#ring) : 0;
    const was = known > 0 ? aspectRatio(this.#ring, 0, known) : FAT;
    return Math.min(maxAspectGrowth * Math.max(was, FAT), SLIVER);
  }
}

/** diameter² / area. */
function aspectRatio(points: Float64Array, from: number, corners: number): number {
  return diameterSquared(points, from, corners) / ringArea(points, from, corners);
}
