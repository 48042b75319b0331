import { ringArea } from "./ring.ts";

/**
 * Square of the greatest distance between two corners of a ring, convex or not. Time: the square of the number
 * of corners, which is less than turning calipers cost for the few corners that cells have.
 *
 * @example diameterSquared(Float64Array.of(0, 0, 0, 3, 4, 3, 4, 0), 0, 4); // 25
 */
export function diameterSquared(points: Float64Array, from: number, corners: number): number {
  const end = from + 2 * corners;
  let most = 0;
  for (let a = from; a < end; a += 2) {
    const ax = points[a]!;
    const ay = points[a + 1]!;
    for (let b = a + 2; b < end; b += 2) {
      const dx = points[b]! - ax;
      const dy = points[b + 1]! - ay;
      const squared = dx * dx + dy * dy;
      if (squared > most) most = squared;
    }
  }
  return most;
}

/** The asp of a ring: diameter² / area. */
export function aspectRatio(points: Float64Array, from: number, corners: number): number {
  return diameterSquared(points, from, corners) / ringArea(points, from, corners);
}
