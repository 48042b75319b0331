import { diameterSquared } from "../../geometry/diameter.ts";
import { ringArea } from "../../geometry/ring.ts";
import type { EarlierLayout } from "../engine.ts";

/** An earlier cell fatter than this counts as if it were this fat: from a square, any change is for the worse. */
const FAT = 2.5;

/** A cell must not get longer than this, asked for or not: the areas of slivers are less exact. */
const SLIVER = 1e4;

/** How much thinner than before the cells of a repeated layout may be. */
export class GrowthLimit {
  readonly #earlier: EarlierLayout;
  readonly #ring: Float64Array;

  constructor(earlier: EarlierLayout) {
    this.#earlier = earlier;
    this.#ring = new Float64Array(2 * earlier.cells.mostCorners);
  }

  /** Whether the ring is too thin for the cell of node i. */
  isExceeded(i: number, points: Float64Array, from: number, corners: number): boolean {
    const { cells, match, maxAspectGrowth, keepsAll } = this.#earlier;
    if (keepsAll) return false;
    const twin = match[i]!;
    const known = twin >= 0 ? cells.ring(twin, this.#ring) : 0;
    const was = known > 0 ? aspectRatio(this.#ring, 0, known) : FAT;
    const limit = Math.min(maxAspectGrowth * Math.max(was, FAT), SLIVER);
    return !(aspectRatio(points, from, corners) <= limit);
  }
}

/** diameter² / area. */
export function aspectRatio(points: Float64Array, from: number, corners: number): number {
  return diameterSquared(points, from, corners) / ringArea(points, from, corners);
}
