import { ringContains } from "../geometry/ring.ts";
import type { CellFactory } from "../partition/cell-factory.ts";
import { readConvex } from "../partition/convex-cells.ts";
import { ringCells, type RingCells } from "../partition/ring-cells.ts";
import { readBorders, makeBorder, between, type Border } from "./borders.ts";

/** Levels into which a stretch between two corners is divided: slanted sides leave a box more room in thin slices. */
const SLICES = 4;

/**
 * Cells on their way to or from rectilinear ones. Any level line meets them in one piece, which is all that is left of
 * the shape: between an L and a triangle, sides are slanted.
 */
export const monotoneCells: CellFactory<RingCells> = /* @__PURE__ */ ringCells(
  { shape: "rectilinear", contains: ringContains, convexPart: largestBox, inset: (ring) => ring },
  readConvex,
);

/** The largest upright box in a ring and above y = `limit` that begins and ends on one of the levels looked at. */
function largestBox(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
  const borders = [makeBorder(corners), makeBorder(corners)] as const;
  const [top, height] = readBorders(points, corners, borders);
  const levels = levelsOf(borders, (limit - top) / height);
  const [left, right] = borders;
  const count = Math.max(0, levels.length - 1);
  // Within a slice both borders are straight: the narrowest place is at one of its ends.
  const x0 = levels.slice(1).map((low, k) => Math.max(below(left, levels[k]!), above(left, low)));
  const x1 = levels.slice(1).map((low, k) => Math.min(below(right, levels[k]!), above(right, low)));
  let best = 0;
  for (let from = 0; from < count; from++) {
    let [leftmost, rightmost] = [-Infinity, Infinity];
    for (let k = from; k < count; k++) {
      leftmost = Math.max(leftmost, x0[k]!);
      rightmost = Math.min(rightmost, x1[k]!);
      if (!(rightmost > leftmost)) break;
      const [y0, y1] = [top + levels[from]! * height, top + levels[k + 1]! * height];
      const area = (rightmost - leftmost) * (y1 - y0);
      if (!(area > best)) continue;
      best = area;
      out.set([leftmost, y0, leftmost, y1, rightmost, y1, rightmost, y0]);
    }
  }
  return best > 0 ? 4 : 0;
}

/** All levels on which a corner lies, and some between, in order, up to a limit. */
function levelsOf(borders: readonly Border[], limit: number): number[] {
  const corners = borders.flatMap(({ level, count }) => [...level.subarray(0, count)]);
  const levels = [...new Set([...corners, limit])].filter((level) => level <= limit).sort((a, b) => a - b);
  return levels.flatMap((level, k) => {
    const next = levels[k + 1];
    if (next === undefined) return [level];
    return Array.from({ length: SLICES }, (_, part) => level + ((next - level) * part) / SLICES);
  });
}

/** x of a border just below a level. */
function below(border: Border, at: number): number {
  let i = 0;
  while (i + 1 < border.count && border.level[i + 1]! <= at) i++;
  return between(border, i, at);
}

/** x of a border just above a level. */
function above(border: Border, at: number): number {
  let i = 0;
  while (i + 2 < border.count && border.level[i + 1]! < at) i++;
  return between(border, i, at);
}
