import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diameterSquared } from "../../src/geometry/diameter.ts";
import { enclosingRadius } from "../../src/geometry/enclosing-circle.ts";
import { inscribedRadius } from "../../src/geometry/inscribed-circle.ts";
import { convexRings, pairs, ringOf } from "../support/rings.ts";

/** Relative difference from the oracle, which solves badly conditioned systems itself. */
const CLOSE = 1e-9;

/** Error that is due where two of the corners that hold the circle are a billionth apart. */
const NEAR_TWINS = 1e-7;
/** Depth of a dent, as a part of the side it is in. */
const DENT = 1e-12;

function expectClose(value: number, expected: number): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(CLOSE * Math.abs(expected));
}

function all(measure: typeof enclosingRadius, ring: Float64Array): number {
  return measure(ring, 0, ring.length / 2);
}

/** The smallest of all circles through two or three corners that hold the rest. */
function enclosingOracle(points: [number, number][]): number {
  const centres: [number, number][] = [];
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.slice(0, i).entries()) {
      centres.push([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
      for (const c of points.slice(0, j)) {
        const [ux, uy, vx, vy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]];
        const twice = 2 * (ux * vy - uy * vx);
        const [u, v] = [ux * ux + uy * uy, vx * vx + vy * vy];
        centres.push([a[0] + (vy * u - uy * v) / twice, a[1] + (ux * v - vx * u) / twice]);
      }
    }
  }
  const radii = centres.map(([x, y]) => Math.max(...points.map(([px, py]) => Math.hypot(px - x, py - y))));
  return Math.min(...radii.filter(Number.isFinite));
}

/** The greatest distance to the nearest side, among the points equally far from three sides. */
function inscribedOracle(corners: [number, number][]): number {
  const [x0, y0] = corners[0]!;
  const points = corners.map(([x, y]) => [x - x0, y - y0] as const);
  const sides = points.map(([ax, ay], k) => {
    const [bx, by] = points[(k + 1) % points.length]!;
    const length = Math.hypot(bx - ax, by - ay);
    const [nx, ny] = [(by - ay) / length, (ax - bx) / length];
    return [nx, ny, nx * ax + ny * ay] as const;
  });
  let most = 0;
  for (const [i, [ax, ay, a]] of sides.entries()) {
    for (const [j, [bx, by, b]] of sides.slice(0, i).entries()) {
      for (const [cx, cy, c] of sides.slice(0, j)) {
        const [ux, uy, u] = [bx - ax, by - ay, b - a];
        const [vx, vy, v] = [cx - ax, cy - ay, c - a];
        const x = (u * vy - v * uy) / (ux * vy - uy * vx);
        const y = (ux * v - vx * u) / (ux * vy - uy * vx);
        const distance = Math.min(...sides.map(([nx, ny, n]) => nx * x + ny * y - n));
        if (distance > most) most = distance;
      }
    }
  }
  return most;
}

describe("the smallest enclosing circle", () => {
  it("agrees with the best of all circles through two or three corners", () => {
    fc.assert(
      fc.property(convexRings, (ring) =>
        expectClose(all(enclosingRadius, ring), enclosingOracle(pairs(ring))),
      ),
      { numRuns: 1000 },
    );
  });

  it("takes any set of corners, convex or not, repeated or in a line", () => {
    const place = fc.oneof(
      fc.integer({ min: 0, max: 8 }),
      fc.double({ min: 0, max: 8, noNaN: true, noDefaultInfinity: true }),
    );
    const points = fc.array(fc.tuple(place, place), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(points, (corners) => {
        const radius = all(enclosingRadius, ringOf(corners));
        expect(Math.abs(radius - enclosingOracle(corners))).toBeLessThanOrEqual(NEAR_TWINS);
        expect(radius).toBeGreaterThanOrEqual(enclosingOracle(corners) - CLOSE);
      }),
      { numRuns: 1000 },
    );
  });

  it("knows the usual shapes", () => {
    expectClose(all(enclosingRadius, ringOf([[0, 0], [0, 3], [4, 3], [4, 0]])), 2.5); // prettier-ignore
    expectClose(all(enclosingRadius, ringOf([[0, 0], [0.5, 0.1], [1, 0]])), 0.5); // prettier-ignore
    expectClose(all(enclosingRadius, regular(3, 2)), 2);
    expectClose(all(enclosingRadius, regular(1001, 2)), 2);
  });
});

describe("the largest inscribed circle", () => {
  it("agrees with the best of all points equally far from three sides", () => {
    fc.assert(
      fc.property(convexRings, (ring) =>
        expectClose(all(inscribedRadius, ring), inscribedOracle(pairs(ring))),
      ),
    );
  });

  it("knows the usual shapes", () => {
    expectClose(all(inscribedRadius, ringOf([[0, 0], [0, 3], [4, 3], [4, 0]])), 1.5); // prettier-ignore
    expectClose(all(inscribedRadius, ringOf([[0, 0], [0, 3], [4, 0]])), 1); // prettier-ignore
    expectClose(all(inscribedRadius, ringOf([[0, 0], [3, 4], [6, 4], [3, 0]])), 6 / 5); // prettier-ignore
    expectClose(all(inscribedRadius, regular(6, 2)), Math.sqrt(3));
    expectClose(all(inscribedRadius, regular(64, 1)), Math.cos(Math.PI / 64));
    expectClose(all(inscribedRadius, ringOf([[0, 0], [0, 1], [1e6, 1], [1e6, 0]])), 0.5); // prettier-ignore
  });

  it("is not misled by corners on a side or by corners given twice", () => {
    fc.assert(
      fc.property(convexRings, fc.nat(), (ring, where) => {
        const points = pairs(ring);
        const k = where % points.length;
        const [a, b] = [points[k]!, points[(k + 1) % points.length]!];
        const midway: [number, number] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
        const more = ringOf([...points.slice(0, k + 1), a, midway, ...points.slice(k + 1)]);
        expectClose(all(inscribedRadius, more), all(inscribedRadius, ring));
      }),
    );
  });

  it("is not misled by a dent that rounding left in a side", () => {
    const part = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(convexRings, fc.nat(), part, (ring, where, t) => {
        const points = pairs(ring);
        const k = where % points.length;
        const [[ax, ay], [bx, by]] = [points[k]!, points[(k + 1) % points.length]!];
        const dent: [number, number] = [
          ax + t * (bx - ax) + DENT * (by - ay),
          ay + t * (by - ay) - DENT * (bx - ax),
        ];
        const more = ringOf([...points.slice(0, k + 1), dent, ...points.slice(k + 1)]);
        const radius = all(inscribedRadius, ring);
        expect(Math.abs(all(inscribedRadius, more) - radius)).toBeLessThanOrEqual(1e-6 * radius);
      }),
      { numRuns: 1000 },
    );
  });

  it("is 0 without area", () => {
    expect(all(inscribedRadius, ringOf([[0, 0], [1, 1], [2, 2]]))).toBe(0); // prettier-ignore
    expect(all(inscribedRadius, ringOf([[5, 5], [5, 5], [5, 5]]))).toBe(0); // prettier-ignore
  });
});

describe("the diameter", () => {
  it("is the greatest distance between corners, and the enclosing circle is no smaller", () => {
    fc.assert(
      fc.property(convexRings, (ring) => {
        const points = pairs(ring);
        const distances = points.flatMap(([ax, ay]) =>
          points.map(([bx, by]) => Math.hypot(ax - bx, ay - by)),
        );
        const diameter = Math.sqrt(all(diameterSquared, ring));
        expectClose(diameter, Math.max(...distances));
        expect(2 * all(enclosingRadius, ring)).toBeGreaterThanOrEqual(diameter * (1 - CLOSE));
        // Jung's theorem: a set of diameter 1 fits into a circle of radius 1/√3.
        expect(all(enclosingRadius, ring)).toBeLessThanOrEqual((diameter / Math.sqrt(3)) * (1 + CLOSE));
      }),
    );
  });
});

function regular(sides: number, radius: number): Float64Array {
  return ringOf(
    Array.from({ length: sides }, (_, k) => {
      const angle = (-2 * Math.PI * k) / sides;
      return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    }),
  );
}
