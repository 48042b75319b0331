import { aspectRatio } from "../../geometry/diameter.ts";
import type { EarlierLayout } from "../engine.ts";
import { growthLimit } from "../growth-limit.ts";

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
  const allowed = earlier && !earlier.keepsAll ? growthLimit(earlier) : null;
  return (i, points, from, corners) => {
    const asp = aspectRatio(points, from, corners);
    const isProven = !proven || asp <= proven(i);
    const isAllowed = asp <= (allowed ? Math.min(allowed(i), SLIVER) : Infinity);
    return (isProven ? 0 : THINNER_THAN_PROVEN) | (isAllowed ? 0 : THINNER_THAN_ALLOWED);
  };
}
