/**
 * Rings: the corners of a polygon as x, y, x, y … in a flat array, open (the first corner is not repeated),
 * counter-clockwise as drawn with y downwards. Functions take the array, the place of the first number and
 * the number of corners, so that many rings can live in one array.
 */

/** Part of the greatest product in the sum below which a ring is nearly straight, and its products need all their digits. */
const STRAIGHT = 1e-6;

/**
 * Area of a ring, positive if counter-clockwise as drawn. The sum is taken from the first corner, which keeps it exact
 * far from the origin.
 *
 * @example ringArea(Float64Array.of(0, 0, 0, 3, 4, 3, 4, 0), 0, 4); // 12
 */
export function ringArea(points: Float64Array, from: number, corners: number): number {
  const x0 = points[from]!;
  const y0 = points[from + 1]!;
  const end = from + 2 * corners;
  let twice = 0;
  let most = 0;
  let px = 0;
  let py = 0;
  for (let k = from + 2; k < end; k += 2) {
    const x = points[k]! - x0;
    const y = points[k + 1]! - y0;
    const product = py * x;
    twice += product - px * y;
    const size = product < 0 ? -product : product;
    if (size > most) most = size;
    px = x;
    py = y;
  }
  const isStraight = (twice < 0 ? -twice : twice) < STRAIGHT * most;
  return isStraight ? straightArea(points, from, corners) : twice / 2;
}

/** Area of a ring that may be nearly straight: its products have the digits of two numbers. */
export function straightArea(points: Float64Array, from: number, corners: number): number {
  const x0 = points[from]!;
  const y0 = points[from + 1]!;
  let twice = 0;
  let px = 0;
  let py = 0;
  for (let k = from + 2; k < from + 2 * corners; k += 2) {
    const x = points[k]! - x0;
    const y = points[k + 1]! - y0;
    const [ahead, back] = [py * x, px * y];
    const lost = productError(py, x, ahead) - productError(px, y, back);
    twice += ahead - back + (Number.isFinite(lost) ? lost : 0);
    px = x;
    py = y;
  }
  return twice / 2;
}

/** What rounding has taken off a product (Dekker, A floating-point technique for extending the available precision, 1971). */
function productError(a: number, b: number, product: number): number {
  const [aHigh, bHigh] = [upperHalf(a), upperHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The first 26 binary digits of a number. */
function upperHalf(a: number): number {
  const scaled = (2 ** 27 + 1) * a;
  return scaled - (scaled - a);
}

/**
 * Bounding box of a ring.
 *
 * @example ringBounds(Float64Array.of(0, 0, 0, 3, 4, 3), 0, 3).x1; // 4
 */
export function ringBounds(
  points: Float64Array,
  from: number,
  corners: number,
): { x0: number; y0: number; x1: number; y1: number } {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (let k = from; k < from + 2 * corners; k += 2) {
    const x = points[k]!;
    const y = points[k + 1]!;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return { x0, y0, x1, y1 };
}

/** The longer side of the bounding box of the ring at the front of `points`. */
export function longerSide(points: Float64Array, corners: number): number {
  const { x0, y0, x1, y1 } = ringBounds(points, 0, corners);
  return Math.max(x1 - x0, y1 - y0);
}

/** Writes the centroid of a ring to `out[0]`, `out[1]`; of a ring without area, the mean of its corners. */
export function ringCentroid(points: Float64Array, from: number, corners: number, out: Float64Array): void {
  const x0 = points[from]!;
  const y0 = points[from + 1]!;
  const end = from + 2 * corners;
  let twice = 0;
  let sumX = 0;
  let sumY = 0;
  let meanX = 0;
  let meanY = 0;
  let px = 0;
  let py = 0;
  for (let k = from + 2; k < end; k += 2) {
    const x = points[k]! - x0;
    const y = points[k + 1]! - y0;
    const cross = py * x - px * y;
    twice += cross;
    sumX += (px + x) * cross;
    sumY += (py + y) * cross;
    meanX += x;
    meanY += y;
    px = x;
    py = y;
  }
  const flat = !(Math.abs(twice) > 0);
  out[0] = x0 + (flat ? meanX / corners : sumX / (3 * twice));
  out[1] = y0 + (flat ? meanY / corners : sumY / (3 * twice));
}

/** Where a point lies in regard to a ring. */
export type PointTest<T> = (points: Float64Array, from: number, corners: number, x: number, y: number) => T;

/** Whether a point lies in a ring that does not cross itself; of two rings side by side, one has a point of the border. */
export const ringContains: PointTest<boolean> = (points, from, corners, x, y) => {
  const end = from + 2 * corners;
  let inside = false;
  let ax = points[end - 2]! - x;
  let ay = points[end - 1]! - y;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]! - x;
    const by = points[k + 1]! - y;
    // The side crosses the level of the point, to its right.
    if (ay > 0 !== by > 0 && ax * by > bx * ay === by > ay) inside = !inside;
    ax = bx;
    ay = by;
  }
  return inside;
};

/** Whether a point lies in a convex ring or on its border. */
export const convexContains: PointTest<boolean> = (points, from, corners, x, y) => {
  const end = from + 2 * corners;
  let ax = points[end - 2]! - x;
  let ay = points[end - 1]! - y;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]! - x;
    const by = points[k + 1]! - y;
    if (ay * bx - ax * by < 0) return false;
    ax = bx;
    ay = by;
  }
  return true;
};
