import fc from "fast-check";

/** A ring regular in number of corners, irregular in all else: corners on a stretched, turned circle. */
export const convexRings: fc.Arbitrary<Float64Array> = fc
  .record({
    steps: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 12 }),
    flat: fc.constantFrom(1, 0.7, 0.1, 1e-3),
    turn: fc.double({ min: 0, max: 6, noNaN: true }),
    x: fc.integer({ min: -4, max: 4 }),
    y: fc.integer({ min: -4, max: 4 }),
  })
  .map(({ steps, flat, turn, x, y }) => ellipseRing(steps, flat, turn, x, y));

/** Corners on an ellipse with axes 1 and `flat`, at angles in proportion to the sums of `steps`. */
export function ellipseRing(steps: number[], flat: number, turn: number, x: number, y: number): Float64Array {
  const total = steps.reduce((sum, step) => sum + step, 0);
  const ring = new Float64Array(2 * steps.length);
  let sum = 0;
  for (const [k, step] of steps.entries()) {
    sum += step;
    const angle = (-2 * Math.PI * sum) / total;
    const u = Math.cos(angle);
    const v = flat * Math.sin(angle);
    ring[2 * k] = x + u * Math.cos(turn) - v * Math.sin(turn);
    ring[2 * k + 1] = y + u * Math.sin(turn) + v * Math.cos(turn);
  }
  return ring;
}

/** A ring as pairs of coordinates. */
export function pairs(ring: Float64Array): [x: number, y: number][] {
  return Array.from({ length: ring.length / 2 }, (_, k) => [ring[2 * k]!, ring[2 * k + 1]!]);
}

/** A ring from pairs of coordinates. */
export function ringOf(points: readonly (readonly [number, number])[]): Float64Array {
  return Float64Array.from(points.flat());
}
