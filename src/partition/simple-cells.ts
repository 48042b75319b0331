import { clipRing } from "../geometry/clip.ts";
import { innerBox } from "../geometry/inner-box.ts";
import { loopsContain } from "../geometry/loops.ts";
import { pole } from "../geometry/pole.ts";
import { ringArea, ringBounds, ringCentroid } from "../geometry/ring.ts";
import { insetOutline } from "../geometry/simple-inset.ts";
import { distanceToSide, isConvexRing } from "../geometry/simple-rings.ts";
import type { CellFactory } from "./cell-factory.ts";
import { insetConvex, readConvex } from "./convex-cells.ts";
import type { Container, Region } from "./region.ts";
import { ringCells, type Ring, type RingCells } from "./ring-cells.ts";

/** Part of a side's length within which a point lies on the border. */
const ON_BORDER = 1e-12;

/** Polygons of any shape, in a region made by `region`, or in a convex polygon: for engines of one's own to take over. */
export const simpleCells: CellFactory<RingCells> = /* @__PURE__ */ ringCells(
  { shape: "simple", contains, convexPart, inset, centroid: innerPoint },
  readSimple,
);

function readSimple(container: Container): Region {
  return typeof container === "object" && container !== null && "adapt" in container
    ? container
    : readConvex(container);
}

/**
 * The least distance moves the border in; a greater one is kept from the bounding box too. Outwards the border of a
 * cell that is not convex does not move: between cells, it has half the inner padding as well.
 */
function inset(ring: Readonly<Ring>, left: number, top: number, right: number, bottom: number): Ring {
  const { points, corners } = ring;
  if (isConvexRing(points, corners)) return insetConvex(ring, left, top, right, bottom);
  const around = Math.max(0, Math.min(left, top, right, bottom));
  const { x0, y0, x1, y1 } = ringBounds(points, 0, corners);
  const limits = [left, top, right, bottom].map((distance) => (distance > around ? distance : -Infinity));
  const [fromLeft, fromTop, fromRight, fromBottom] = limits as [number, number, number, number];
  const asked = Float64Array.of(around, ...limits, ...points.subarray(0, 2 * corners));
  const known = recent.findIndex((one) => isSame(one.asked, asked));
  if (known >= 0) {
    // What is asked for again stays.
    const [again] = recent.splice(known, 1) as [(typeof recent)[number]];
    recent.unshift(again);
    return { points: again.kept.slice(), corners: again.kept.length / 2 };
  }
  const kept = insetOutline(points, corners, around, {
    x0: x0 + fromLeft,
    y0: y0 + fromTop,
    x1: x1 - fromRight,
    y1: y1 - fromBottom,
  });
  if (corners >= LARGE) {
    recent.unshift({ asked, kept: kept.slice() });
    for (let held = 0, k = 0; k < recent.length; k++)
      if ((held += recent[k]!.asked.length) > MOST_HELD) recent.length = k;
  }
  return { points: kept, corners: kept.length / 2 };
}

/**
 * Outlines of so many corners are not moved inwards again while they are among the last that have so many numbers in all:
 * areas behind padding are found by laying out again and again, and the room of a cell is asked for more than once.
 */
const LARGE = 50;
const MOST_HELD = 200_000;
const recent: { readonly asked: Float64Array; readonly kept: Float64Array }[] = [];

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((at, k) => at === b[k]);
}

function contains(points: Float64Array, from: number, corners: number, x: number, y: number): boolean {
  let isOn = false;
  const isIn = loopsContain(points, from, corners, x, y, (ax, ay, bx, by) => {
    const near = ON_BORDER * (Math.abs(bx - ax) + Math.abs(by - ay));
    if (!isOn && distanceToSide(ax, ay, bx, by, x, y) <= near) isOn = true;
  });
  return isIn || isOn;
}

/** All of a convex outline above the limit; of others a box. */
function convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
  if (!isConvexRing(points, corners)) return innerBox(points, corners, limit, out);
  const kept = clipRing(points, corners, 0, 1, limit, out);
  return ringArea(out, 0, kept) > 0 ? kept : 0;
}

/** Writes the centroid of an outline, where it lies inside; else the point farthest from the outline. */
export function innerPoint(
  points: Float64Array,
  from: number,
  corners: number,
  out: Float64Array,
  most?: number,
): void {
  ringCentroid(points, from, corners, out);
  if (loopsContain(points, from, corners, out[0]!, out[1]!)) return;
  const { x, y } = pole(points, from, corners, most);
  out[0] = x;
  out[1] = y;
}
