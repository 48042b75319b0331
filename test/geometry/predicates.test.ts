import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRID, orient, powerTest, powerTestRounded, toGrid } from "../../src/geometry/power/predicates.ts";

/** Coordinates in units of the grid, up to about 1, often next to each other so that rounding decides. */
const coordinate = fc.oneof(
  fc.integer({ min: -(2 ** 46), max: 2 ** 46 }),
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: 2 ** 46 - 3, max: 2 ** 46 }),
);
/** Weights in squared units of the grid, small enough to be exact. */
const weight = fc.oneof(fc.constant(0), fc.integer({ min: -(2 ** 53), max: 2 ** 53 }));
const site = fc.tuple(coordinate, coordinate, weight);
type Site = [x: number, y: number, w: number];

/** Points of one circle or line, and others beside them by a unit: what rounding gets wrong. */
const nearlyAlike = fc
  .record({
    x: fc.integer({ min: -(2 ** 44), max: 2 ** 44 }),
    y: fc.integer({ min: -(2 ** 44), max: 2 ** 44 }),
    u: fc.integer({ min: 1, max: 2 ** 44 }),
    v: fc.integer({ min: 1, max: 2 ** 44 }),
    off: fc.integer({ min: -1, max: 1 }),
  })
  .map(({ x, y, u, v, off }): Site[] => [
    [x + u, y + v, 0],
    [x - v, y + u, 0],
    [x - u, y - v, 0],
    [x + v + off, y - u, 0],
  ]);

function sign(value: bigint | number): number {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

function exactOrient(a: Site, b: Site, c: Site): bigint {
  const [ax, ay, bx, by, cx, cy] = [a, b, c].flatMap<bigint>(([x, y]) => [BigInt(x), BigInt(y)]);
  return (ay! - cy!) * (bx! - cx!) - (ax! - cx!) * (by! - cy!);
}

function exactPowerTest(sites: Site[]): bigint {
  const [dx, dy, dw] = sites[3]!.map(BigInt) as [bigint, bigint, bigint];
  const [a, b, c] = sites.slice(0, 3).map(([x, y, w]) => {
    const [px, py] = [BigInt(x) - dx, BigInt(y) - dy];
    return [px, py, px * px + py * py + dw - BigInt(w)] as const;
  });
  const minor = (p: readonly bigint[], q: readonly bigint[]): bigint => p[1]! * q[0]! - p[0]! * q[1]!;
  return a![2] * minor(b!, c!) + b![2] * minor(c!, a!) + c![2] * minor(a!, b!);
}

function run(sites: Site[], test: typeof powerTest): number {
  const x = Float64Array.from(sites, ([px]) => px * GRID);
  const y = Float64Array.from(sites, ([, py]) => py * GRID);
  const w = Float64Array.from(sites, ([, , pw]) => pw * GRID * GRID);
  return test(x, y, w, 0, 1, 2, 3);
}

describe("predicates", () => {
  it("tell the side of a line as integers do", () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(site, site, site), nearlyAlike), ([a, b, c]) => {
        const [p, q, r] = [a, b, c];
        const found = orient(p[0] * GRID, p[1] * GRID, q[0] * GRID, q[1] * GRID, r[0] * GRID, r[1] * GRID);
        expect(sign(found)).toBe(sign(exactOrient(p, q, r)));
      }),
      { numRuns: 2000 },
    );
  });

  it("tell which of four weighted sites is in conflict as integers do, and in doubt say nothing", () => {
    fc.assert(
      fc.property(fc.oneof(fc.tuple(site, site, site, site), nearlyAlike), (sites) => {
        const exact = sign(exactPowerTest(sites));
        expect(sign(run(sites, powerTest))).toBe(exact);
        expect([0, exact]).toContain(sign(run(sites, powerTestRounded)));
      }),
      { numRuns: 2000 },
    );
  });

  it("need the exact part: rounding alone would be wrong or in doubt", () => {
    const [x, y] = [2 ** 44 + 12345, -(2 ** 43) + 777];
    const circle: Site[] = [[x, y, 0], [-y, x, 0], [-x, -y, 0], [y, -x, 0]]; // prettier-ignore
    expect(run(circle, powerTestRounded)).toBe(0);
    expect(run(circle, powerTest)).toBe(0);
    circle[3]![2] = 2 ** 20;
    expect(run(circle, powerTestRounded)).toBe(0);
    expect(sign(run(circle, powerTest))).toBe(sign(exactPowerTest(circle)));
    expect(run(circle, powerTest)).not.toBe(0);
  });

  it("round to a grid fine enough for any room", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) => {
        expect(Math.abs(toGrid(value) - value)).toBeLessThanOrEqual(GRID / 2);
        expect(Number.isInteger(toGrid(value) / GRID)).toBe(true);
      }),
    );
  });
});
