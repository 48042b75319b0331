import { ringBounds } from "./ring.ts";

/** Square of the cosine of the angle within which a side counts as the same: 5°, less than the sides of a circle turn. */
const SAME_SIDE = 0.9924;

/**
 * The corner of ring b that is the first one of ring a, which has changed into b. Both begin at (0, 0), the one at
 * `points[fromA]`, the other at `points[fromB]`.
 *
 * Where both sides at the first corner still run the same way, that is it; else it is the one that lies nearest to the
 * like place of the bounding box.
 */
export function likeFirstCorner(
  a: Float64Array,
  fromA: number,
  cornersA: number,
  b: Float64Array,
  fromB: number,
  cornersB: number,
): number {
  const lastA = fromA + 2 * cornersA - 2;
  const lastB = fromB + 2 * cornersB - 2;
  if (
    isSameSide(a[fromA + 2]!, a[fromA + 3]!, b[fromB + 2]!, b[fromB + 3]!) &&
    isSameSide(a[lastA]!, a[lastA + 1]!, b[lastB]!, b[lastB + 1]!)
  )
    return 0;
  const own = ringBounds(a, fromA, cornersA);
  const other = ringBounds(b, fromB, cornersB);
  const [width, height] = [other.x1 - other.x0, other.y1 - other.y0];
  const x = other.x0 - (own.x0 / (own.x1 - own.x0)) * width;
  const y = other.y0 - (own.y0 / (own.y1 - own.y0)) * height;
  let best = 0;
  let least = Infinity;
  for (let k = 0; k < cornersB; k++) {
    const distance = Math.hypot((b[fromB + 2 * k]! - x) / width, (b[fromB + 2 * k + 1]! - y) / height);
    if (!(distance < least)) continue;
    least = distance;
    best = k;
  }
  return best;
}

function isSameSide(ax: number, ay: number, bx: number, by: number): boolean {
  const along = ax * bx + ay * by;
  return along > 0 && along * along > SAME_SIDE * (ax * ax + ay * ay) * (bx * bx + by * by);
}
