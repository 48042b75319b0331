import { describe, expect, it } from "vitest";
import { layout, quality, region, stability, validate, voronoi, weightedTree } from "../../src/index.ts";
import { ClippedCells } from "../../src/geometry/power/clipped-cells.ts";
import { toGrid } from "../../src/geometry/power/predicates.ts";
import { RegularTriangulation } from "../../src/geometry/power/triangulation.ts";
import { joinLoops, loopsContain } from "../../src/geometry/loops.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { coast, SHAPES } from "./shapes.ts";
import { faultsOf, numbersFrom, randomRegion } from "./support.ts";
import { islandsOf } from "../../src/geometry/simple-rings.ts";

/** An outline within 0 … 1, of rings within 0 … size. */
function outlineOf(rings: readonly (readonly (readonly [number, number])[])[], size: number): Float64Array {
  const scaled = rings.map((ring) => Float64Array.from(ring.flat(), (at) => at / size));
  return joinLoops(islandsOf(scaled).flatMap(({ outer, holes }) => [outer, ...holes]));
}

function measured(
  outline: Float64Array,
  count: number,
  random: () => number,
): { mesh: RegularTriangulation; cells: ClippedCells } {
  const mesh = new RegularTriangulation();
  mesh.reserve(count);
  for (let i = 0; i < count; i++) {
    mesh.x[i] = toGrid(random());
    mesh.y[i] = toGrid(random());
    mesh.w[i] = 0.02 * random();
  }
  mesh.build();
  const cells = new ClippedCells();
  cells.enter(outline, outline.length / 2);
  cells.measure(mesh);
  return { mesh, cells };
}

describe("ClippedCells", () => {
  it("fill the region, each as large as its rings", () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = numbersFrom(seed);
      const rings = randomRegion(random, 60, 3);
      if (!rings) continue;
      const outline = outlineOf(rings, 100);
      const { mesh, cells } = measured(outline, 2 + (seed % 30), random);
      let sum = 0;
      for (let i = 0; i < mesh.count; i++) {
        const own = cells.areas[i]!;
        const drawn =
          own === 0 ? 0 : cells.rings(i).reduce((all, ring) => all + ringArea(ring, 0, ring.length / 2), 0);
        expect(drawn).toBeCloseTo(own, 12);
        sum += own;
      }
      expect(sum).toBeCloseTo(ringArea(outline, 0, outline.length / 2), 12);
    }
  });

  it("hold the points that are nearest to their sites, where they are in one piece", () => {
    const outline = outlineOf([coast(3, 500)], 600);
    const random = numbersFrom(4);
    const { mesh, cells } = measured(outline, 30, random);
    let strays = 0;
    let points = 0;
    for (let k = 0; k < 2000; k++) {
      const [x, y] = [random(), random()];
      if (!loopsContain(outline, 0, outline.length / 2, x, y)) continue;
      points++;
      const power = (i: number): number => (mesh.x[i]! - x) ** 2 + (mesh.y[i]! - y) ** 2 - mesh.w[i]!;
      let nearest = 0;
      for (let i = 1; i < mesh.count; i++) if (power(i) < power(nearest)) nearest = i;
      const holders = [];
      for (let i = 0; i < mesh.count; i++)
        if (
          cells.areas[i]! > 0 &&
          cells.rings(i).filter((ring) => loopsContain(ring, 0, ring.length / 2, x, y)).length % 2 === 1
        )
          holders.push(i);
      expect(holders).toHaveLength(1);
      if (holders[0] !== nearest) strays++;
    }
    expect(strays / points).toBeLessThan(0.1);
  });
});

describe("voronoi in a region", () => {
  const random = numbersFrom(7);
  const tree = weightedTree({ children: Array.from({ length: 200 }, () => ({ value: 0.1 + random() })) });

  it.each(Object.keys(SHAPES))("has fat cells in one piece in the shape %s", (name) => {
    const map = layout(tree, { engine: voronoi(), container: region(SHAPES[name]!) });
    expect(faultsOf(map)).toEqual([]);
    expect(validate(map)).toEqual([]);
    expect(quality(map).leaves.asp.mean).toBeLessThan(name === "spiral" ? 2.4 : 2.1);
    expect(map.fallbacks).toHaveLength(0);
  });
});

describe("map.update in a region", () => {
  const random = numbersFrom(8);
  const family = (depth: number): object =>
    depth === 0
      ? { value: 0.2 + random() }
      : { children: Array.from({ length: 5 }, () => family(depth - 1)) };
  const tree = weightedTree(family(3));

  it.each(["country", "letter A", "ring", "archipelago", "rectangle with holes"])(
    "keeps the arrangement in the shape %s",
    (name) => {
      for (const engine of [voronoi(), voronoi({ sites: () => [300, 300] })]) {
        const map = layout(tree, { engine, container: region(SHAPES[name]!) });
        const same = map.update(tree.weight.map((weight) => weight * (1 + 1e-13 * random())));
        expect(stability(map, same).jaccard.mean).toBeGreaterThan(0.999);
        const next = map.update(tree.weight.map((weight) => weight * (0.95 + 0.1 * random())));
        expect(stability(map, next).jaccard.mean).toBeGreaterThan(0.6);
        expect(validate(next)).toEqual([]);
        expect(faultsOf(next).filter((fault) => !/has \d+ rings/.test(fault))).toEqual([]);
      }
    },
  );
});
