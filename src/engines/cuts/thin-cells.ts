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

/** Tells what is wrong with a ring as the cell of a node of a repeated layout. */
export type ThinCellWatch = (i: number, points: Float64Array, from: number, corners: number) => number;

/**
 * Watches over the cells of a repeated layout: which are too thin.
 *
 * @param earlier - null where cells may be as thin as they come
 * @param proven - the asp that the cell of a node cannot exceed; null where nothing is proven
 */
export function watchThinCells(
  earlier: EarlierLayout | null,
  proven: ((i: number) => number) | null = null,
): ThinCellWatch {
  const ring = new Float64Array(2 * (earlier?.cells.mostCorners ?? 0));
  const allowed = (i: number): number => {
    if (!earlier || earlier.keepsAll) return Infinity;
    const twin = earlier.match[i]!;
    const known = twin >= 0 ? earlier.cells.ring(twin, ring) : 0;
    const was = known > 0 ? aspectRatio(ring, 0, known) : FAT;
    return Math.min(earlier.maxAspectGrowth * Math.max(was, FAT), SLIVER);
  };
  return (i, points, from, corners) => {
    const asp = aspectRatio(points, from, corners);
    const isProven = !proven || asp <= proven(i);
    return (isProven ? 0 : THINNER_THAN_PROVEN) | (asp <= allowed(i) ? 0 : THINNER_THAN_ALLOWED);
  };
}

/** diameter² / area. */
function aspectRatio(points: Float64Array, from: number, corners: number): number {
  return diameterSquared(points, from, corners) / ringArea(points, from, corners);
}
