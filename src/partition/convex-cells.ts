import { clipRing, LEAST_LEFT, offsetRing, withoutNoise } from "../geometry/clip.ts";
import { convexRing } from "../geometry/convex-ring.ts";
import { convexContains, ringArea, ringBounds } from "../geometry/ring.ts";
import type { CellFactory } from "./cell-factory.ts";
import { boxRegion, cornersOf, readCorners, type Container, type Region } from "./region.ts";
import { ringCells, type Ring, type RingCells } from "./ring-cells.ts";

/** Convex polygons, in any convex container: for engines of one's own to take over. */
export const convexCells: CellFactory<RingCells> = /* @__PURE__ */ ringCells(
  { shape: "convex", contains: convexContains, convexPart, inset: insetConvex },
  readConvex,
);

/**
 * Reads a container that may be any convex polygon.
 *
 * @throws MarquetryError `bad-container` if a number is missing or not finite or the area is zero,
 * `container-not-convex` if the polygon has a reflex corner or crosses itself. Either orientation will do.
 * @example readConvex([[0, 0], [4, 0], [0, 3]]).isBox; // false
 */
export function readConvex(container: Container): Region {
  const corners = cornersOf(container);
  if (!corners) return boxRegion(container);
  readCorners(corners, (given) => ringArea(given, 0, corners.length));
  const ring = convexRing(corners);
  return { ...ringBounds(ring, 0, ring.length / 2), ring, isBox: isBoxRing(ring) };
}

/** Four corners whose sides run along the axes in turn. */
function isBoxRing(ring: Float64Array): boolean {
  if (ring.length !== 8) return false;
  const [ax, ay, bx, by, cx, cy, dx, dy] = ring;
  return (
    (ax === bx && by === cy && cx === dx && dy === ay) || (ay === by && bx === cx && cy === dy && dx === ax)
  );
}

function convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
  const kept = clipRing(points, corners, 0, 1, limit, out);
  return ringArea(out, 0, kept) > 0 ? kept : 0;
}

/** The least distance moves every side in; a greater one is kept from the bounding box too. */
export function insetConvex(
  ring: Readonly<Ring>,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Ring {
  const around = Math.min(left, top, right, bottom);
  // Cutting off four sides can add four corners.
  const points = new Float64Array(2 * ring.corners + 8);
  const scratch = new Float64Array(points.length);
  const { x0, y0, x1, y1 } = ringBounds(ring.points, 0, ring.corners);
  points.set(ring.points.subarray(0, 2 * ring.corners));
  const least = LEAST_LEFT * Math.max(Math.abs(x0), Math.abs(y0), Math.abs(x1), Math.abs(y1));
  let corners = offsetRing(points, ring.corners, around, scratch);
  const clip = (nx: number, ny: number, limit: number) => {
    corners = withoutNoise(scratch, clipRing(points, corners, nx, ny, limit, scratch), least);
    points.set(scratch.subarray(0, 2 * corners));
  };
  if (left > around) clip(-1, 0, -(x0 + left));
  if (top > around) clip(0, -1, -(y0 + top));
  if (right > around) clip(1, 0, x1 - right);
  if (bottom > around) clip(0, 1, y1 - bottom);
  return { points, corners };
}
