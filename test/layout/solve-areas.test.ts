import fc from "fast-check";
import { MarquetryError, powerDiagram, regularPolygon, solveAreas, type Point } from "marquetry";
import { describe, expect, it } from "vitest";
import { PowerCells } from "../../src/geometry/power/cells.ts";
import { toGrid } from "../../src/geometry/power/predicates.ts";
import { RegularTriangulation } from "../../src/geometry/power/triangulation.ts";
import { Laplacian } from "../../src/engines/voronoi/laplacian.ts";
import { generator } from "../support/trees.ts";

const REGION: Point[] = [[0, 0], [0, 6], [9, 6], [9, 0]]; // prettier-ignore
const AREA = 54;
const SOLVED = 1e-10;

function expectAreas(sites: readonly Point[], areas: readonly number[], region: readonly Point[]): void {
  const { weights, diagram, error, isSolved } = solveAreas(sites, areas, region);
  expect(isSolved).toBe(true);
  expect(error).toBeLessThanOrEqual(SOLVED);
  // The weights alone say it all: a diagram made of them has these areas, but for the rounding of the weights.
  const again = powerDiagram(sites, weights, region);
  const total = areas.reduce((sum, area) => sum + area, 0);
  const whole = sites.reduce((sum, _, i) => sum + diagram.area(i), 0);
  for (const i of sites.keys()) {
    expect(Math.abs(diagram.area(i) / ((whole * areas[i]!) / total) - 1)).toBeLessThan(SOLVED);
    expect(Math.abs(again.area(i) / diagram.area(i) - 1)).toBeLessThan(1e-6);
  }
}

describe("solveAreas", () => {
  const coordinate = fc.integer({ min: 0, max: 900_000 }).map((k) => k / 1e5);
  const sites = fc.uniqueArray(fc.tuple(coordinate, coordinate), {
    minLength: 1,
    maxLength: 60,
    selector: ([x, y]) => `${Math.round(20 * x)} ${Math.round(20 * y)}`,
  });

  it("finds weights for any distinct sites and any areas", () => {
    fc.assert(
      fc.property(sites, fc.integer({ min: 1, max: 2 ** 31 - 2 }), fc.boolean(), (at, seed, isHexagon) => {
        const random = generator(seed);
        const areas = at.map(() => Math.exp(3 * random()));
        expectAreas(at, areas, isHexagon ? regularPolygon(4, 4, 4, 6) : REGION);
      }),
      { numRuns: 150 },
    );
  });

  it("finds them for sites outside the region, on a line, on a grid", () => {
    const line = Array.from({ length: 20 }, (_, k): Point => [k, 2 * k]);
    const grid = Array.from({ length: 49 }, (_, k): Point => [k % 7, (k / 7) | 0]);
    const far = Array.from({ length: 12 }, (_, k): Point => [-40 + (k % 4), 30 + ((k / 4) | 0)]);
    for (const at of [line, grid, far]) expectAreas(at, at.map((_, k) => 1 + (k % 5)), REGION); // prettier-ignore
  });

  it("takes areas of any unit and gives weights of mean 0", () => {
    const at: Point[] = [[1, 1], [3, 1], [2, 3]]; // prettier-ignore
    const plain = solveAreas(at, [1, 2, 3], REGION);
    const tiny = solveAreas(at, [1e-200, 2e-200, 3e-200], REGION);
    for (const i of at.keys()) {
      expect(plain.diagram.area(i)).toBeCloseTo((AREA * (i + 1)) / 6, 9);
      expect(tiny.weights[i]).toBeCloseTo(plain.weights[i]!, 9);
    }
    expect(plain.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 9);
    expect(plain.steps).toBeGreaterThan(0);
  });

  it("says that sites in one place have no solution", () => {
    const { isSolved, error, diagram } = solveAreas([[1, 1], [1, 1], [5, 5]], [1, 1, 1], REGION); // prettier-ignore
    expect(isSolved).toBe(false);
    expect(error).toBeGreaterThan(0.1);
    expect(diagram.area(0) + diagram.area(1) + diagram.area(2)).toBeCloseTo(AREA, 9);
  });

  it("refuses areas that are none", () => {
    const solve = (areas: number[]) => () => solveAreas([[1, 1], [2, 2]], areas, REGION); // prettier-ignore
    for (const areas of [[1], [1, 0], [1, -1], [1, NaN], [Infinity, 1]])
      expect(solve(areas)).toThrow(MarquetryError);
    expect(() => solveAreas([], [], REGION)).toThrow(MarquetryError);
  });
});

describe("Laplacian", () => {
  it.each([2, 5, 32, 33, 200, 3000])("solves for %i sites to the tolerance asked for", (count) => {
    const random = generator(count);
    const mesh = new RegularTriangulation();
    mesh.reserve(count);
    for (let i = 0; i < count; i++) {
      mesh.x[i] = toGrid(random());
      mesh.y[i] = toGrid(random());
      mesh.w[i] = 0;
    }
    mesh.build();
    const cells = new PowerCells();
    cells.enter(Float64Array.of(0, 0, 0, 1, 1, 1, 1, 0), 4);
    cells.measure(mesh);
    const laplacian = new Laplacian();
    laplacian.load(mesh, cells);
    const change = Float64Array.from({ length: count }, () => random() - 0.5);
    const mean = change.reduce((sum, value) => sum + value, 0) / count;
    change.forEach((value, i) => (change[i] = value - mean));
    const out = new Float64Array(count);
    laplacian.solve(change, 1e-10, out);
    const image = new Float64Array(count);
    for (let e = 0; e < 3 * mesh.slots; e++) {
      const i = mesh.site[e]!;
      const other = mesh.twin[e]!;
      if (i >= 0 && other >= 0 && cells.flow[e]! > 0)
        image[i]! += cells.flow[e]! * (out[i]! - out[mesh.site[other]!]!);
    }
    const off = Math.hypot(...image.map((value, i) => value - change[i]!));
    expect(off).toBeLessThan(1e-7 * Math.hypot(...change));
  });
});
