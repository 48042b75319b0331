import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipRing, offsetRing } from "../../src/geometry/clip.ts";
import { inscribedRadius } from "../../src/geometry/inscribed-circle.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { distanceOutside } from "../../src/geometry/separation.ts";
import { convexRings, ringOf } from "../support/rings.ts";

const square = ringOf([[0, 0], [0, 10], [10, 10], [10, 0]]); // prettier-ignore
/** Distance by which a corner may be off; below it, insets are left out. */
const PLACE_ERROR = 1e-11;
/** Relative area error of sharp corners moved outwards, whose mitres are hundreds of times as long as the move. */
const MITRE_ERROR = 1e-7;

function clip(ring: Float64Array, nx: number, ny: number, limit: number): Float64Array {
  const out = new Float64Array(ring.length + 2);
  return out.subarray(0, 2 * clipRing(ring, ring.length / 2, nx, ny, limit, out));
}

function offset(ring: Float64Array, distance: number): Float64Array {
  const points = ring.slice();
  return points.subarray(0, 2 * offsetRing(points, ring.length / 2, distance, new Float64Array(ring.length)));
}

function area(ring: Float64Array): number {
  return ring.length === 0 ? 0 : ringArea(ring, 0, ring.length / 2);
}

/** The length of the sides together. */
function perimeter(ring: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length;
    sum += Math.hypot(ring[next]! - ring[k]!, ring[next + 1]! - ring[k + 1]!);
  }
  return sum;
}

describe("clipRing", () => {
  it("splits a ring into two parts that make it up, each on its side", () => {
    const limit = fc.double({ min: -6, max: 6, noNaN: true });
    fc.assert(
      fc.property(convexRings, fc.double({ min: 0, max: 6, noNaN: true }), limit, (ring, angle, at) => {
        const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
        const below = clip(ring, nx, ny, at);
        const above = clip(ring, -nx, -ny, -at);
        expect(area(below) + area(above)).toBeCloseTo(area(ring), 12);
        expect(below.length).toBeLessThanOrEqual(ring.length + 2);
        for (let k = 0; k < below.length; k += 2) {
          expect(nx * below[k]! + ny * below[k + 1]!).toBeLessThanOrEqual(at + PLACE_ERROR);
        }
      }),
    );
  });

  it("keeps all, half or nothing of a square, and no corner twice where the line meets corners", () => {
    expect([...clip(square, 1, 0, 10)]).toEqual([...square]);
    expect([...clip(square, 1, 0, 4)]).toEqual([4, 0, 0, 0, 0, 10, 4, 10]);
    expect([...clip(square, 1, -1, 0)]).toEqual([0, 0, 0, 10, 10, 10]);
    expect(clip(square, 1, 0, 0)).toHaveLength(0);
    expect(clip(square, 1, 0, -1)).toHaveLength(0);
  });
});

describe("offsetRing", () => {
  it("leaves nothing where only rounding is left between the sides", () => {
    // Half the width of a needle that does not lie on the grid of numbers, more or less a few roundings.
    for (let k = -4; k <= 4; k++) {
      const needle = ringOf([[0, 0], [-0.1, 1000.3], [0.1, 1000.3], [0.2, 0.1]]); // prettier-ignore
      const half = inscribedRadius(needle, 0, 4);
      expect(offset(needle, half * (1 + k * 2 ** -50))).toHaveLength(0);
      expect(offset(needle, half * (1 - 1e-3)).length).toBeGreaterThan(0);
    }
  });

  it("moves the sides of a square in and out", () => {
    expect(area(offset(square, 2))).toBeCloseTo(36, 12);
    expect(area(offset(square, -2))).toBeCloseTo(196, 12);
    expect([...offset(square, 0)]).toEqual([...square]);
    expect(offset(square, 5.001)).toHaveLength(0);
  });

  it("leaves every corner so far from the border, unless nothing is left", () => {
    const part = fc.double({ min: 0, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(convexRings, part, (ring, share) => {
        const corners = ring.length / 2;
        const radius = inscribedRadius(ring, 0, corners);
        const distance = share * radius;
        const inner = offset(ring, distance);
        if (share > 1 + 1e-6) expect(inner).toHaveLength(0);
        if (share < 1 - 1e-6) expect(area(inner)).toBeGreaterThan(0);
        for (let k = 0; k < inner.length; k += 2) {
          const depth = -distanceOutside(ring, 0, corners, inner[k]!, inner[k + 1]!);
          expect(depth).toBeGreaterThanOrEqual(distance - PLACE_ERROR);
        }
      }),
    );
  });

  it("changes nothing where rounding would only add corners", () => {
    fc.assert(
      fc.property(convexRings, fc.constantFrom(0, 5e-324, 1e-17, 1e-14), (ring, distance) => {
        expect([...offset(ring, distance)]).toEqual([...ring]);
      }),
    );
  });

  it("outwards, adds the strips along the sides and the kites at the corners", () => {
    fc.assert(
      fc.property(convexRings, fc.double({ min: 1e-3, max: 1, noNaN: true }), (ring, share) => {
        const corners = ring.length / 2;
        const distance = share * inscribedRadius(ring, 0, corners);
        const outer = offset(ring, -distance);
        // Steiner's formula, with mitred corners in place of arcs.
        const strips = (distance * (perimeter(ring) + perimeter(outer))) / 2;
        expect(Math.abs(area(outer) - area(ring) - strips)).toBeLessThanOrEqual(MITRE_ERROR * area(outer));
        const back = offset(outer, distance);
        expect(Math.abs(area(back) - area(ring))).toBeLessThanOrEqual(MITRE_ERROR * area(outer));
      }),
    );
  });
});
