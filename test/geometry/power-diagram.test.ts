import fc from "fast-check";
import { circle, MarquetryError, powerDiagram, regularPolygon, type Point } from "marquetry";
import { describe, expect, it } from "vitest";
import { clipRing } from "../../src/geometry/clip.ts";
import { convexRing } from "../../src/geometry/convex-ring.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { RegularTriangulation } from "../../src/geometry/power/triangulation.ts";
import { toGrid } from "../../src/geometry/power/predicates.ts";
import { ringOf } from "../support/rings.ts";
import { generator } from "../support/trees.ts";

const SQUARE: Point[] = [[0, 0], [0, 8], [8, 8], [8, 0]]; // prettier-ignore
/** Area difference, as a part of the region's area, that rounding may make. */
const CLOSE = 1e-11;

const regions: Point[][] = [
  SQUARE,
  regularPolygon(4, 4, 4, 6),
  circle(4, 4, 4),
  [[0, 0], [1, 7], [8, 3]], // prettier-ignore
  [[0, 0], [8, 8], [8, 7.99], [0.01, 0]], // prettier-ignore
];

/** No two that are not alike lie closer than the diagram tells apart. */
const free = fc.integer({ min: -2_000_000, max: 10_000_000 }).map((k) => k / 1e6);
/** A grid so coarse that sites coincide, stand in lines and on circles. */
const coarse = fc.integer({ min: -1, max: 5 }).map((k) => 2 * k);
const place = fc.oneof(fc.tuple(free, free), fc.tuple(coarse, coarse));
const weight = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -4, max: 4 }),
  fc.integer({ min: -30_000, max: 30_000 }).map((k) => k / 1000),
);
const weighted = fc.record({
  sites: fc.array(fc.tuple(place, weight), { minLength: 1, maxLength: 40 }),
  region: fc.constantFrom(...regions),
});

/** The cell of site i cut from the region by all bisectors, one after the other; of like sites the first has the cell. */
function cutOut(sites: readonly Point[], weights: readonly number[], region: readonly Point[], i: number) {
  let ring = convexRing(region);
  let corners = ring.length / 2;
  const [px, py] = sites[i]!;
  for (const [j, [qx, qy]] of sites.entries()) {
    if (i === j || corners === 0) continue;
    const [nx, ny] = [qx - px, qy - py];
    if (nx === 0 && ny === 0) {
      if (weights[j]! > weights[i]! || (weights[j] === weights[i] && j < i)) return { ring, corners: 0 };
      continue;
    }
    const limit = nx * px + ny * py + (nx * nx + ny * ny + weights[i]! - weights[j]!) / 2;
    const out = new Float64Array(2 * corners + 2);
    corners = clipRing(ring, corners, nx, ny, limit, out);
    ring = out;
  }
  return { ring, corners };
}

function areaOf(points: readonly Point[]): number {
  return ringArea(ringOf(points), 0, points.length);
}

/** Compares every cell with the one cut out; of coincident sites of one weight, any may have the cell. */
function expectCells(sites: Point[], weights: number[], region: Point[]): void {
  const diagram = powerDiagram(sites, weights, region);
  const whole = Math.abs(areaOf(region));
  const key = (i: number): string => `${sites[i]!.join()} ${weights[i]}`;
  const expected = new Map<string, number>();
  const found = new Map<string, number>();
  let sum = 0;
  for (const i of sites.keys()) {
    const { ring, corners } = cutOut(sites, weights, region, i);
    expected.set(key(i), (expected.get(key(i)) ?? 0) + ringArea(ring, 0, corners));
    found.set(key(i), (found.get(key(i)) ?? 0) + diagram.area(i));
    sum += diagram.area(i);
    expect(Math.abs(areaOf(diagram.cell(i)) - diagram.area(i))).toBeLessThan(CLOSE * whole);
  }
  for (const [name, area] of expected)
    expect(Math.abs(found.get(name)! - area), name).toBeLessThan(CLOSE * whole);
  expect(Math.abs(sum / whole - 1)).toBeLessThan(CLOSE);
}

describe("powerDiagram", () => {
  it("has the cells that cutting by all bisectors gives, whatever the sites", () => {
    fc.assert(
      fc.property(weighted, ({ sites, region }) => {
        expectCells(sites.map(([at]) => at), sites.map(([, w]) => w), region); // prettier-ignore
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Point[]]>([
    ["one site", [[3, 3]]],
    ["one site outside", [[30, -3]]],
    [
      "two sites",
      [
        [3, 3],
        [5, 3],
      ],
    ],
    ["sites on a line", Array.from({ length: 9 }, (_, k) => [k, 2 + k / 2])],
    ["sites on an upright line", Array.from({ length: 9 }, (_, k) => [4, k])],
    ["sites on a line outside", Array.from({ length: 9 }, (_, k) => [k, -5])],
    ["sites on a circle", circle(4, 4, 3, 24)],
    ["sites on a grid", Array.from({ length: 64 }, (_, k) => [(k % 8) + 0.5, (k >> 3) + 0.5])],
    ["the same site twelve times", Array.from({ length: 12 }, () => [2, 5])],
    ["corners of the region", SQUARE],
    ["sites next to each other", Array.from({ length: 9 }, (_, k) => [4 + (k % 3) / 1024, 4 + k / 1024])],
  ] as [string, Point[]][])("takes %s, with and without weights", (_, sites) => {
    expectCells(sites, sites.map(() => 0), SQUARE); // prettier-ignore
    expectCells(sites, sites.map((_s, k) => (k % 3) / 2), SQUARE); // prettier-ignore
  });

  it("takes weights next to nothing for none", () => {
    const sites: Point[] = [[1, 1], [7, 1], [7, 7], [1, 7], [4, 4]]; // prettier-ignore
    const tiny = powerDiagram(sites, [5e-324, 0, -1e-300, 1e-310, 0], SQUARE);
    const none = powerDiagram(sites, null, SQUARE);
    for (const i of sites.keys()) expect(tiny.area(i)).toBeCloseTo(none.area(i), 9);
  });

  it("hides a site whose neighbours outweigh it, and names no hidden neighbour", () => {
    const sites: Point[] = [[2, 2], [6, 2], [4, 6], [4, 3.4]]; // prettier-ignore
    const hidden = powerDiagram(sites, [9, 9, 9, 0], SQUARE);
    expect(hidden.isEmpty(3)).toBe(true);
    expect(hidden.cell(3)).toEqual([]);
    expect(hidden.area(3)).toBe(0);
    expect(hidden.centroid(3)).toEqual([NaN, NaN]);
    expect(hidden.neighbours(0).sort()).toEqual([1, 2]);
    expect(hidden.neighbours(3)).toEqual([]);
    expect(powerDiagram(sites, null, SQUARE).neighbours(3).sort()).toEqual([0, 1, 2]);
    // Far below all others, where the weight alone decides.
    expect(powerDiagram(sites, [0, 0, 0, -1e6], SQUARE).isEmpty(3)).toBe(true);
  });

  it("knows neighbours from both sides, and only within the region", () => {
    const random = generator(5);
    const sites = Array.from({ length: 300 }, (): Point => [8 * random(), 8 * random()]);
    const diagram = powerDiagram(sites, sites.map(() => random() / 40), SQUARE); // prettier-ignore
    for (const i of sites.keys()) {
      for (const j of diagram.neighbours(i)) expect(diagram.neighbours(j)).toContain(i);
    }
    // The bisector of these two lies outside: each other's neighbours in the plane, not in the square.
    const apart = powerDiagram([[4, -20], [2, 4], [6, 4], [4, -30]], null, SQUARE); // prettier-ignore
    expect(apart.neighbours(1)).toEqual([2]);
    expect(apart.isEmpty(0)).toBe(true);
  });

  it("gives the centroid of a cell, and the same cells in any unit", () => {
    const sites: Point[] = [[1, 1], [7, 2], [3, 6]]; // prettier-ignore
    const plain = powerDiagram(sites, [0, 1, 2], SQUARE);
    const scale = 2 ** 300;
    const large = powerDiagram(
      sites.map(([x, y]) => [x * scale, y * scale]),
      [0, scale * scale, 2 * scale * scale],
      SQUARE.map(([x, y]) => [x * scale, y * scale]),
    );
    for (const i of sites.keys()) {
      expect(large.cell(i).map(([x, y]) => [x / scale, y / scale])).toEqual(plain.cell(i));
      expect(large.area(i) / scale / scale).toBe(plain.area(i));
    }
    const whole = powerDiagram([[1, 1]], null, SQUARE);
    expect(whole.centroid(0)).toEqual([4, 4]);
    expect(whole.cell(0)).toHaveLength(4);
  });

  it("refuses what is no diagram", () => {
    const code = (make: () => unknown): string => {
      try {
        make();
      } catch (error) {
        if (error instanceof MarquetryError) return error.code;
      }
      return "none";
    };
    expect(code(() => powerDiagram([[1, NaN]], null, SQUARE))).toBe("bad-input");
    expect(code(() => powerDiagram([[1, 1]], [], SQUARE))).toBe("bad-input");
    expect(code(() => powerDiagram([[1, 1]], [Infinity], SQUARE))).toBe("bad-input");
    expect(code(() => powerDiagram([[1, 1]], null, [[0, 0], [1, 1]]))).toBe("bad-container"); // prettier-ignore
    expect(code(() => powerDiagram([[1, 1]], null, [[0, 0], [8, 0], [1, 1], [0, 8]]))).toBe("container-not-convex"); // prettier-ignore
    expect(code(() => powerDiagram([[1, 1]], null, SQUARE).area(1))).toBe("bad-input");
    expect(powerDiagram([], null, SQUARE).size).toBe(0);
  });
});

describe("RegularTriangulation", () => {
  /** The triangles as sorted triples of sites, without those of the outer corners. */
  function triangles(mesh: RegularTriangulation): string[] {
    const found: string[] = [];
    for (let e = 0; e < 3 * mesh.slots; e += 3) {
      const corners = [...mesh.site.subarray(e, e + 3)].sort((a, b) => a - b);
      if (corners[0]! >= 0 && corners[2]! < mesh.count) found.push(corners.join());
    }
    return found.sort();
  }

  function fill(mesh: RegularTriangulation, count: number, seed: number): () => number {
    const random = generator(seed);
    mesh.reserve(count);
    for (let i = 0; i < count; i++) {
      mesh.x[i] = toGrid(random());
      mesh.y[i] = toGrid(random());
      mesh.w[i] = 0;
    }
    return random;
  }

  it("comes by flips to what building anew gives, or says that it cannot", () => {
    let repaired = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const mesh = new RegularTriangulation();
      const random = fill(mesh, 200, seed);
      mesh.build();
      for (let i = 0; i < 200; i++) mesh.w[i] = (random() * seed) / 60 / 2000;
      const isWhole = mesh.repair();
      const flipped = triangles(mesh);
      mesh.build();
      if (isWhole) {
        repaired++;
        expect(mesh.hidden).toBe(0);
        expect(flipped).toEqual(triangles(mesh));
      }
      expect(mesh.isPlane()).toBe(true);
    }
    expect(repaired).toBeGreaterThan(20);
    expect(repaired).toBeLessThan(60);
  });

  it("has twins on both sides, and every site but hidden ones", () => {
    const mesh = new RegularTriangulation();
    fill(mesh, 500, 3);
    for (let i = 0; i < 500; i += 5) mesh.w[i] = 0.01;
    mesh.build();
    let hidden = 0;
    for (let i = 0; i < 500; i++) {
      if (mesh.spoke[i]! < 0) hidden++;
      else expect(mesh.site[mesh.spoke[i]!]).toBe(i);
    }
    expect(hidden).toBe(mesh.hidden);
    expect(hidden).toBeGreaterThan(100);
    for (let e = 0; e < 3 * mesh.slots; e++) {
      if (mesh.site[e]! >= 0 && mesh.twin[e]! >= 0) expect(mesh.twin[mesh.twin[e]!]).toBe(e);
    }
  });
});
