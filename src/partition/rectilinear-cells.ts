import { largestBox } from "../geometry/largest-box.ts";
import { commonInset } from "../geometry/rectilinear-inset.ts";
import { ringContains } from "../geometry/ring.ts";
import type { CellFactory } from "./cell-factory.ts";
import { readBox } from "./region.ts";
import { ringCells, type Ring, type RingCells, type Surroundings } from "./ring-cells.ts";

/** Polygons with upright and level sides, in a rectangle: for engines of one's own to take over. */
export const rectilinearCells: CellFactory<RingCells> = /* @__PURE__ */ ringCells(
  {
    shape: "rectilinear",
    contains,
    convexPart: (points, corners, limit, out) => largestBox(points, corners, out, limit),
    inset,
    insetWithin,
  },
  readBox,
);

/** A point of the border is in both cells that meet there, as it is in rectangles. */
function contains(points: Float64Array, from: number, corners: number, x: number, y: number): boolean {
  if (ringContains(points, from, corners, x, y)) return true;
  const end = from + 2 * corners;
  let ax = points[end - 2]!;
  let ay = points[end - 1]!;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]!;
    const by = points[k + 1]!;
    // A side is as upright or as level as its own box.
    if (Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by)) {
      return true;
    }
    ax = bx;
    ay = by;
  }
  return false;
}

/** Where moving the sides inwards leaves several pieces, the largest stays. */
function inset(ring: Readonly<Ring>, left: number, top: number, right: number, bottom: number): Ring {
  const outwards = [left, top, right, bottom].map((distance) => Math.max(0, -distance));
  const margins = {
    left: Math.max(0, left),
    top: Math.max(0, top),
    right: Math.max(0, right),
    bottom: Math.max(0, bottom),
  };
  const points = outwards.some((distance) => distance > 0) ? outset(ring, outwards) : ring.points;
  return ringOf(commonInset([{ points, corners: ring.corners, ...margins }]));
}

/** Cells may have been written as if there were no padding, so all that lies too near to the sides around goes. */
function insetWithin(
  { points, corners }: Readonly<Ring>,
  distance: number,
  { points: outer, corners: outerCorners, margins, x, y }: Surroundings,
): Ring {
  const around = outer.map((at, k) => at - (k % 2 === 0 ? x : y));
  const all = { left: distance, top: distance, right: distance, bottom: distance };
  return ringOf(
    commonInset([
      { points, corners, ...all },
      { points: around, corners: outerCorners, ...margins },
    ]),
  );
}

function ringOf(kept: Float64Array | null): Ring {
  return kept ? { points: kept, corners: kept.length / 2 } : { points: new Float64Array(0), corners: 0 };
}

/** Moves the sides outwards by so much to the left, up, to the right and down: each corner goes with both its sides. */
function outset({ points, corners }: Readonly<Ring>, distances: readonly number[]): Float64Array {
  const [left, top, right, bottom] = distances as [number, number, number, number];
  const moved = points.slice(0, 2 * corners);
  for (let a = 0; a < corners; a++) {
    const b = (a + 1) % corners;
    const dx = points[2 * b]! - points[2 * a]!;
    const dy = points[2 * b + 1]! - points[2 * a + 1]!;
    // The ring runs down its left sides and to the right along its lower ones.
    const shift = dy > 0 ? -left : dy < 0 ? right : dx > 0 ? bottom : -top;
    const axis = dy === 0 ? 1 : 0;
    moved[2 * a + axis]! += shift;
    moved[2 * b + axis]! += shift;
  }
  return moved;
}
