import { longerSide, ringArea } from "./ring.ts";

/**
 * Keeps the part of a convex ring where nx·x + ny·y ≤ limit. Writes it to the front of `out`, which may not be
 * `points`, and returns its number of corners: at most one more than before, 0 if nothing is left.
 */
export function clipRing(
  points: Float64Array,
  corners: number,
  nx: number,
  ny: number,
  limit: number,
  out: Float64Array,
): number {
  let kept = 0;
  let ax = points[2 * corners - 2]!;
  let ay = points[2 * corners - 1]!;
  let aOver = nx * ax + ny * ay - limit;
  for (let k = 0; k < 2 * corners; k += 2) {
    const bx = points[k]!;
    const by = points[k + 1]!;
    const bOver = nx * bx + ny * by - limit;
    if (aOver < 0 !== bOver < 0 && aOver !== 0 && bOver !== 0) {
      const t = aOver / (aOver - bOver);
      out[2 * kept] = ax + t * (bx - ax);
      out[2 * kept + 1] = ay + t * (by - ay);
      kept++;
    }
    if (bOver <= 0) {
      out[2 * kept] = bx;
      out[2 * kept + 1] = by;
      kept++;
    }
    ax = bx;
    ay = by;
    aOver = bOver;
  }
  return kept >= 3 ? kept : 0;
}

/** An inset below this part of the largest coordinate is lost in rounding, and is left out. */
const LEAST_INSET = 1e-12;
/** What an inset leaves thinner than this part of the former ring's largest coordinate is made of rounding. */
export const LEAST_LEFT = 1e-10;

/**
 * Moves every side of a convex ring inwards by `distance` (outwards where it is negative, with mitred corners).
 * Changes `points` in place and returns the number of corners left: 0 if the sides meet before they get there,
 * to within rounding. An inset that rounding would swallow changes nothing.
 * `scratch` needs room for as many corners as `points` has.
 */
export function offsetRing(
  points: Float64Array,
  corners: number,
  distance: number,
  scratch: Float64Array,
): number {
  return distance >= 0
    ? insetRing(points, corners, distance, scratch)
    : outsetRing(points, corners, -distance, scratch);
}

/** The intersection of the half-planes within the moved sides, so it can never cross itself. */
function insetRing(points: Float64Array, corners: number, distance: number, scratch: Float64Array): number {
  const sides = points.slice(0, 2 * corners);
  if (distance <= LEAST_INSET * largest(sides)) return corners;
  let from = points;
  let to = scratch;
  let kept = corners;
  for (let a = 0; a < corners && kept > 0; a++) {
    const b = (a + 1) % corners;
    const dx = sides[2 * b]! - sides[2 * a]!;
    const dy = sides[2 * b + 1]! - sides[2 * a + 1]!;
    const length = Math.hypot(dx, dy);
    if (!(length > 0)) continue;
    const nx = -dy / length;
    const ny = dx / length;
    kept = clipRing(from, kept, nx, ny, nx * sides[2 * a]! + ny * sides[2 * a + 1]! - distance, to);
    [from, to] = [to, from];
  }
  if (from !== points) points.set(from.subarray(0, 2 * kept));
  return withoutNoise(points, kept, LEAST_LEFT * largest(sides));
}

/**
 * Drops corners nearer than `least` to the one before; then the whole ring, if it is no wider than that.
 * Works in place, returns the number of corners left.
 */
export function withoutNoise(points: Float64Array, corners: number, least: number): number {
  let kept = 0;
  for (let k = 0; k < corners; k++) {
    const x = points[2 * k]!;
    const y = points[2 * k + 1]!;
    if (kept > 0 && distance(points, kept - 1, x, y) <= least) continue;
    points[2 * kept] = x;
    points[2 * kept + 1] = y;
    kept++;
  }
  while (kept > 1 && distance(points, kept - 1, points[0]!, points[1]!) <= least) kept--;
  return kept >= 3 && ringArea(points, 0, kept) > least * longerSide(points, kept) ? kept : 0;
}

function distance(points: Float64Array, k: number, x: number, y: number): number {
  return Math.max(Math.abs(points[2 * k]! - x), Math.abs(points[2 * k + 1]! - y));
}

/** Each corner moves along its bisector so far that both its sides move by `distance`. */
function outsetRing(points: Float64Array, corners: number, distance: number, scratch: Float64Array): number {
  for (let b = 0; b < corners; b++) {
    const a = (b + corners - 1) % corners;
    const c = (b + 1) % corners;
    const [ux, uy] = outward(points, a, b);
    const [vx, vy] = outward(points, b, c);
    const cos = ux * vx + uy * vy;
    const sin = ux * vy - uy * vx;
    // 1 + cos, without cancellation at a sharp corner.
    const stretch = distance / (cos < 0 ? (sin * sin) / (1 - cos) : 1 + cos);
    scratch[2 * b] = points[2 * b]! + stretch * (ux + vx);
    scratch[2 * b + 1] = points[2 * b + 1]! + stretch * (uy + vy);
  }
  points.set(scratch.subarray(0, 2 * corners));
  return corners;
}

/** Unit normal of the side from corner a to corner b, pointing out of a ring that is counter-clockwise as drawn. */
function outward(points: Float64Array, a: number, b: number): [number, number] {
  const dx = points[2 * b]! - points[2 * a]!;
  const dy = points[2 * b + 1]! - points[2 * a + 1]!;
  const length = Math.hypot(dx, dy);
  return [-dy / length, dx / length];
}

function largest(numbers: Float64Array): number {
  let most = 0;
  for (const number of numbers) if (Math.abs(number) > most) most = Math.abs(number);
  return most;
}
