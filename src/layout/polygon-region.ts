import { convexRing } from "../geometry/convex-ring.ts";
import { boxRegion, checkCorners, isPolygon, type Container, type Region } from "./region.ts";

/**
 * Reads a container that may be any convex polygon.
 *
 * @throws MarquetryError `bad-container` if a number is missing or not finite or the area is zero,
 * `container-not-convex` if the polygon has a reflex corner or crosses itself. Either orientation will do.
 */
export function convexRegion(container: Container): Region {
  return isPolygon(container) ? polygonRegion(container) : boxRegion(container);
}

function polygonRegion(points: readonly (readonly [number, number])[]): Region {
  checkCorners(points);
  const ring = convexRing(points);
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (let k = 0; k < ring.length; k += 2) {
    x0 = Math.min(x0, ring[k]!);
    x1 = Math.max(x1, ring[k]!);
    y0 = Math.min(y0, ring[k + 1]!);
    y1 = Math.max(y1, ring[k + 1]!);
  }
  return { x0, y0, x1, y1, ring, isBox: isBoxRing(ring) };
}

/** Four corners whose sides run along the axes in turn. */
function isBoxRing(ring: Float64Array): boolean {
  if (ring.length !== 8) return false;
  const [ax, ay, bx, by, cx, cy, dx, dy] = ring;
  return (
    (ax === bx && by === cy && cx === dx && dy === ay) || (ay === by && bx === cx && cy === dy && dx === ax)
  );
}
