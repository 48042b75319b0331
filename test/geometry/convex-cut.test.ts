import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConvexCutter } from "../../src/geometry/convex-cut.ts";
import { clipRing } from "../../src/geometry/clip.ts";
import { ringArea } from "../../src/geometry/ring.ts";

/** A convex ring: points on an ellipse at sorted angles, counter-clockwise as drawn with y downwards. */
const convexRings: fc.Arbitrary<Float64Array> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 719 }), { minLength: 3, maxLength: 24 }),
    fc.double({ min: 0.02, max: 1, noNaN: true }),
    fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  )
  .map(([steps, flatness, shift]) => {
    const angles = steps.sort((a, b) => b - a).map((step) => (step * Math.PI) / 360);
    return Float64Array.from(
      angles.flatMap((angle) => [shift + Math.cos(angle), shift + flatness * Math.sin(angle)]),
    );
  })
  .filter((ring) => ringArea(ring, 0, ring.length / 2) > 1e-6);

interface Part {
  ring: Float64Array;
  corners: number;
}

function cut(
  ring: Float64Array,
  angle: number,
  sign: 1 | -1,
  fraction: number,
): { part: Part; rest: Part; cutter: ConvexCutter } {
  const cutter = new ConvexCutter();
  cutter.load(ring, 0, ring.length / 2);
  cutter.aim(Math.cos(angle), Math.sin(angle));
  cutter.sweep(sign, fraction * cutter.area);
  const out = new Float64Array(4 * ring.length + 16);
  cutter.split(fraction * cutter.area, out, 0);
  const part = { ring: out.slice(0, 2 * cutter.cutCorners), corners: cutter.cutCorners };
  const from = 2 * cutter.cutCorners;
  const rest = { ring: out.slice(from, from + 2 * cutter.restCorners), corners: cutter.restCorners };
  return { part, rest, cutter };
}

/** Independent oracle: bisection for the line's place, each time clipping the whole ring. */
function levelByBisection(ring: Float64Array, nx: number, ny: number, area: number): number {
  const corners = ring.length / 2;
  const out = new Float64Array(ring.length + 2);
  const along = Array.from({ length: corners }, (_, k) => nx * ring[2 * k]! + ny * ring[2 * k + 1]!);
  let low = Math.min(...along);
  let high = Math.max(...along);
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    const kept = clipRing(ring, corners, nx, ny, middle, out);
    if (kept > 0 && ringArea(out, 0, kept) > area) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

const turnedRight = (ring: Float64Array, corners: number): boolean => {
  const size = Math.max(...ring.map(Math.abs));
  for (let k = 0; k < corners; k++) {
    const [a, b, c] = [k, (k + 1) % corners, (k + 2) % corners];
    const ux = ring[2 * b]! - ring[2 * a]!;
    const uy = ring[2 * b + 1]! - ring[2 * a + 1]!;
    const vx = ring[2 * c]! - ring[2 * b]!;
    const vy = ring[2 * c + 1]! - ring[2 * b + 1]!;
    if (uy * vx - ux * vy < -1e-12 * size * size) return false;
  }
  return true;
};

describe("a cut of a convex ring", () => {
  const angles = fc.double({ min: 0, max: Math.PI, noNaN: true });
  const signs = fc.constantFrom<1 | -1>(1, -1);

  it("gives two convex parts of the areas asked for", () => {
    fc.assert(
      fc.property(
        convexRings,
        angles,
        signs,
        fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
        (ring, angle, sign, f) => {
          const { part, rest, cutter } = cut(ring, angle, sign, f);
          expect(ringArea(part.ring, 0, part.corners) / (f * cutter.area)).toBeCloseTo(1, 11);
          expect(ringArea(rest.ring, 0, rest.corners) / ((1 - f) * cutter.area)).toBeCloseTo(1, 11);
          expect(turnedRight(part.ring, part.corners)).toBe(true);
          expect(turnedRight(rest.ring, rest.corners)).toBe(true);
          expect(Math.max(part.corners, rest.corners)).toBeLessThanOrEqual(cutter.corners + 1);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("lies where bisection over clipped rings finds it", () => {
    fc.assert(
      fc.property(
        convexRings,
        angles,
        signs,
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (ring, angle, sign, f) => {
          const [nx, ny] = [sign * Math.cos(angle), sign * Math.sin(angle)];
          const { part, cutter } = cut(ring, angle, sign, f);
          const level = levelByBisection(ring, nx, ny, f * cutter.area);
          // Part and rest are relative to a corner of the part: bring the line back to the ring's frame.
          let highest = -Infinity;
          for (let k = 0; k < part.corners; k++) {
            const x = part.ring[2 * k]! + cutter.originX + ring[0]!;
            const y = part.ring[2 * k + 1]! + cutter.originY + ring[1]!;
            highest = Math.max(highest, nx * x + ny * y);
          }
          expect(highest).toBeCloseTo(level, 6);
        },
      ),
    );
  });

  it("keeps the shape of a part however small", () => {
    const square = Float64Array.of(0, 0, 0, 1, 1, 1, 1, 0);
    for (const exponent of [3, 10, 30, 100, 290]) {
      const fraction = 10 ** -exponent;
      const { part } = cut(square, Math.PI / 4, -1, fraction);
      expect(part.corners).toBe(3);
      expect(ringArea(part.ring, 0, 3) / fraction).toBeCloseTo(1, 12);
    }
  });

  it("cuts a square along the axes into exact rectangles", () => {
    const cutter = new ConvexCutter();
    const out = new Float64Array(64);
    cutter.load(Float64Array.of(0, 0, 0, 1, 1, 1, 1, 0), 0, 4);
    cutter.aim(1, 0);
    cutter.sweep(1, 0.25);
    cutter.split(0.25, out, 0);
    expect(cutter.cutCorners).toBe(4);
    const xs = [0, 2, 4, 6].map((k) => out[k]! + cutter.originX).sort();
    const ys = [1, 3, 5, 7].map((k) => out[k]! + cutter.originY).sort();
    expect([xs, ys]).toEqual([
      [0, 0, 0.25, 0.25],
      [0, 0, 1, 1],
    ]);
  });

  it("moves an end that nearly meets a corner onto it", () => {
    const { part, rest } = cut(Float64Array.of(0, 0, 0, 1, 1, 1, 1, 0), Math.PI / 4 + 1e-11, 1, 0.5);
    expect([part.corners, rest.corners]).toEqual([3, 3]);
  });

  it("does not turn a cut that is short itself", () => {
    // A square without a tiny corner, and a cut through two sides just beside that corner.
    const tiny = 1e-6;
    const ring = Float64Array.of(0, tiny, 0, 1, 1, 1, 1, 0, tiny, 0);
    const { part } = cut(ring, Math.PI / 4, 1, 1e-16);
    const [px, py, qx, qy] = part.ring.slice(4);
    expect(part.corners).toBe(4);
    expect((qx! - px!) / (qy! - py!)).toBeCloseTo(-1, 6);
  });

  it("keeps its direction in rings so small that products of three lengths vanish", () => {
    const size = 1e-120;
    const ring = Float64Array.of(0, 0, size, 2 * size, 3 * size, size);
    const { part } = cut(ring, 0, 1, 0.3);
    const x = Array.from({ length: part.corners }, (_, k) => part.ring[2 * k]! / size).sort((a, b) => b - a);
    expect(x[0]).toBeCloseTo(x[1]!, 9);
  });
});
