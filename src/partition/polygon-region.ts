import { convexRing } from "../geometry/convex-ring.ts";
import { ringBounds } from "../geometry/ring.ts";
import { boxRegion, isPolygon, readCorners, type Container, type Region } from "./region.ts";

/**
 * Reads a container that may be any convex polygon.
 *
 * @throws MarquetryError `bad-container` if a number is missing or not finite or the area is zero,
 * `container-not-convex` if the polygon has a reflex corner or crosses itself. Either orientation will do.
 */
export function convexRegion(container: Container): Region {
  if (!isPolygon(container)) return boxRegion(container);
  readCorners(container);
  const ring = convexRing(container);
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
