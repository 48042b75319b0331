import { polygonArea, polygonCentroid, polygonContains } from "d3-polygon";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { convexContains, ringArea, ringCentroid } from "../../src/geometry/ring.ts";
import { convexRings, pairs, ringOf } from "../support/rings.ts";

const AREA_ERROR = 1e-12;

/** A ring in the middle of an array full of numbers that must not be read. */
function embedded(ring: Float64Array): [points: Float64Array, from: number, corners: number] {
  return [Float64Array.of(NaN, NaN, NaN, ...ring, NaN), 3, ring.length / 2];
}

describe("the area of a ring", () => {
  it("is that of d3-polygon, positive when counter-clockwise as drawn", () => {
    fc.assert(
      fc.property(convexRings, (ring) => {
        const area = ringArea(...embedded(ring));
        const expected = polygonArea(pairs(ring));
        expect(area).toBeGreaterThan(0);
        expect(Math.abs(area - expected)).toBeLessThanOrEqual(AREA_ERROR);
        const reversed = ringOf(pairs(ring).reverse());
        expect(ringArea(reversed, 0, reversed.length / 2)).toBeCloseTo(-area, 12);
      }),
    );
  });

  it("stays exact far from the origin", () => {
    const far = 2 ** 40;
    expect(ringArea(ringOf([[far, far], [far, far + 1], [far + 1, far + 1], [far + 1, far]]), 0, 4)).toBe(1); // prettier-ignore
  });
});

describe("the area of a ring that is nearly straight", () => {
  it("has the digits of its corners", () => {
    // By whole numbers too large for products: a parallelogram of area 1 along a long diagonal.
    const [a, b] = [2 ** 40 + 1, 2 ** 40 - 1];
    const ring = ringOf([[0, 0], [a, b], [a + a + 1, b + b + 1], [a + 1, b + 1]]); // prettier-ignore
    expect(ringArea(ring, 0, 4)).toBe(b - a);
  });
});

describe("the centroid of a ring", () => {
  it("is that of d3-polygon and lies inside", () => {
    fc.assert(
      fc.property(convexRings, (ring) => {
        const out = new Float64Array(2);
        ringCentroid(...embedded(ring), out);
        const [x, y] = polygonCentroid(pairs(ring));
        expect(out[0]).toBeCloseTo(x, 8);
        expect(out[1]).toBeCloseTo(y, 8);
        expect(convexContains(...embedded(ring), out[0]!, out[1]!)).toBe(true);
      }),
    );
  });

  it("without area is the mean of the corners", () => {
    const out = new Float64Array(2);
    ringCentroid(ringOf([[0, 0], [3, 3], [6, 6]]), 0, 3, out); // prettier-ignore
    expect([...out]).toEqual([3, 3]);
    ringCentroid(ringOf([[7, 8]]), 0, 1, out);
    expect([...out]).toEqual([7, 8]);
  });
});

describe("a convex ring", () => {
  it("contains what d3-polygon says it does", () => {
    const coordinate = fc.double({ min: -6, max: 6, noNaN: true });
    fc.assert(
      fc.property(convexRings, coordinate, coordinate, (ring, x, y) => {
        expect(convexContains(...embedded(ring), x, y)).toBe(polygonContains(pairs(ring), [x, y]));
      }),
    );
  });

  it("contains its border", () => {
    const square = ringOf([[0, 0], [0, 2], [2, 2], [2, 0]]); // prettier-ignore
    for (const [x, y] of [[0, 0], [1, 0], [2, 1], [2, 2]] as const) expect(convexContains(square, 0, 4, x, y)).toBe(true); // prettier-ignore
    expect(convexContains(square, 0, 4, 2.000001, 1)).toBe(false);
  });
});
