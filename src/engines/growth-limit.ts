import { aspectRatio } from "../geometry/diameter.ts";
import type { EarlierLayout } from "./engine.ts";

/** An earlier cell fatter than this counts as if it were this fat: from a square, any change is for the worse. */
const FAT = 2.5;

/** The asp that `maxAspectGrowth` allows the cell of a node. */
export function growthLimit({ cells, match, maxAspectGrowth }: EarlierLayout): (i: number) => number {
  const ring = new Float64Array(2 * cells.mostCorners);
  return (i) => {
    const corners = match[i]! >= 0 ? cells.ring(match[i]!, ring) : 0;
    return maxAspectGrowth * Math.max(FAT, corners > 0 ? aspectRatio(ring, 0, corners) : FAT);
  };
}
