import type { PointTest } from "./ring.ts";

/**
 * How deep two convex rings lie in each other: the least way one must move to leave the other, 0 or less if
 * they only touch or lie apart. The rings are in one array, with `cornersA` corners from `a` on and `cornersB`
 * from `b` on.
 *
 * By the separating axis theorem, disjoint convex polygons have a line between them along a side of one.
 */
export function overlapDepth(
  points: Float64Array,
  a: number,
  cornersA: number,
  b: number,
  cornersB: number,
): number {
  return Math.min(
    depthAcross(points, a, cornersA, b, cornersB),
    depthAcross(points, b, cornersB, a, cornersA),
  );
}

/** The least over the sides of ring a of how far ring b reaches in past the side. */
function depthAcross(points: Float64Array, a: number, cornersA: number, b: number, cornersB: number): number {
  const endA = a + 2 * cornersA;
  const endB = b + 2 * cornersB;
  let least = Infinity;
  let px = points[endA - 2]!;
  let py = points[endA - 1]!;
  for (let k = a; k < endA; k += 2) {
    const qx = points[k]!;
    const qy = points[k + 1]!;
    const dx = qx - px;
    const dy = qy - py;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0) {
      let deepest = -Infinity;
      for (let j = b; j < endB; j += 2) {
        const inwards = dy * (points[j]! - px) - dx * (points[j + 1]! - py);
        if (inwards > deepest) deepest = inwards;
      }
      if (deepest / length < least) least = deepest / length;
      if (least <= 0) return least;
    }
    px = qx;
    py = qy;
  }
  return least;
}

/** What corners may be off by when they have been rounded a few times, as a part of their coordinates. */
const ROUNDED = 2 ** -46;

/**
 * How far a point lies outside a convex ring, past the side it is farthest out of; negative inside. A side no longer
 * than what its corners, or the point, are rounded to has no direction, so points far along it are not held against it.
 */
export const distanceOutside: PointTest<number> = (points, from, corners, x, y) => {
  const end = from + 2 * corners;
  let most = -Infinity;
  let ax = points[end - 2]!;
  let ay = points[end - 1]!;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]!;
    const by = points[k + 1]!;
    const dx = bx - ax;
    const dy = by - ay;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length > 0) {
      let outwards = (dx * (y - ay) - dy * (x - ax)) / length;
      if (outwards > 0 && outwards > most) {
        const along = (dx * (x - ax) + dy * (y - ay)) / length;
        const beyond = Math.max(-along, along - length, 0);
        const reach = Math.abs(ax) + Math.abs(ay) + Math.abs(bx) + Math.abs(by) + Math.abs(x) + Math.abs(y);
        const rounded = ROUNDED * reach;
        outwards = Math.max(0, outwards - (rounded / length) * beyond);
      }
      if (outwards > most) most = outwards;
    }
    ax = bx;
    ay = by;
  }
  return most;
};
