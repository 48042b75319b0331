import {
  circle,
  formatQuality,
  layout,
  MarquetryError,
  quality,
  regularPolygon,
  stability,
  validate,
  voronoi,
  weightedTree,
  type Container,
  type Partition,
  type VoronoiOptions,
  type WeightedTree,
} from "marquetry";
import { flatList, needle, polygon64, randomTree, triangle } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { generator } from "../support/trees.ts";

const AREA_ERROR = 1e-9;
const SQUARE: Container = [1000, 1000];

const spreads: Record<string, (random: () => number, k: number) => number> = {
  uniform: (random) => random(),
  lognormal: (random) =>
    Math.exp(1.5 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())),
  pareto: (random) => random() ** (-1 / 1.2),
  geometric: (_, k) => 0.7 ** (k % 900),
  equal: () => 1,
  "one giant": (_, k) => (k === 0 ? 1e6 : 1),
};

const containers: Record<string, Container> = {
  square: SQUARE,
  hexagon: regularPolygon(500, 500, 500, 6),
  triangle: triangle(),
  "64-gon": polygon64(),
  needle: needle(),
};

function list(weights: readonly number[]): WeightedTree {
  return weightedTree.fromColumns({
    parent: Int32Array.from({ length: weights.length + 1 }, (_, k) => (k === 0 ? -1 : 0)),
    weight: Float64Array.of(0, ...weights),
  });
}

/** The greatest relative area error, counted from the container down. */
function worstError(map: Partition): number {
  const { weight } = map.tree;
  let worst = 0;
  for (const i of map) {
    const share = map.area(0) * (weight[i]! / weight[0]!);
    if (weight[i]! > 0) worst = Math.max(worst, Math.abs(map.area(i) / share - 1));
  }
  return worst;
}

describe("voronoi on random families", () => {
  // Sizes are those of real families: most are small, a few large.
  it.each(Object.keys(containers))("divides 2,000 in a %s exactly, without falling back", (name) => {
    const random = generator(name.length);
    const names = Object.keys(spreads);
    for (let run = 0; run < 2000; run++) {
      const spread = names[run % names.length]!;
      const size = 2 + Math.floor(299 * random() ** 12);
      const tree = list(Array.from({ length: size }, (_, k) => spreads[spread]!(random, k)));
      const effort = run % 4 === 0 ? "balanced" : "fast";
      const map = layout(tree, { engine: voronoi({ effort }), container: containers[name]! });
      const what = `${size} ${spread}, run ${run}`;
      expect(worstError(map), what).toBeLessThan(AREA_ERROR);
      expect(map.fallbacks, what).toEqual([]);
      if (run % 5 === 0) expect(validate(map), what).toEqual([]);
    }
  });
});

describe("the cells of voronoi", () => {
  it("are as fat as promised", () => {
    const uniform = quality(layout(flatList(1000, { spread: "uniform" }), { engine: voronoi(), container: SQUARE })); // prettier-ignore
    expect(uniform.leaves.asp.mean).toBeLessThan(1.66);
    expect(uniform.leaves.asp.p95).toBeLessThan(1.9);
    expect(uniform.area.maxError).toBeLessThan(1e-11);
    const tree = quality(layout(randomTree(3000), { engine: voronoi(), container: SQUARE }));
    expect(tree.leaves.asp.mean).toBeLessThan(2.35);
    expect(tree.leaves.asp.p95).toBeLessThan(3.1);
  });

  it("are fatter with more effort", () => {
    const tree = flatList(300);
    const means = (["fast", "balanced", "best"] as const).map(
      (effort) => quality(layout(tree, { engine: voronoi({ effort }), container: SQUARE })).leaves.asp.mean,
    );
    expect(means[1]).toBeLessThanOrEqual(means[0]!);
    expect(means[2]).toBeLessThanOrEqual(means[1]!);
  });

  it("are one diagram or cuts, whichever is fatter, where groups leave slivers along a round rim", () => {
    const container = circle(300, 300, 300);
    const aspOf = (weights: number[], cuts = true) =>
      quality(layout(list(weights), { engine: voronoi({ cuts }), container })).leaves.asp;
    const rising = Array.from({ length: 40 }, (_, k) => k + 1);
    expect(aspOf(rising).mean).toBeLessThanOrEqual(aspOf(rising, false).mean + 1e-6);
    expect(aspOf([...new Array<number>(50).fill(1), ...new Array<number>(5).fill(0.02)]).max).toBeLessThan(4);
    const random = generator(7);
    for (const count of [30, 100, 300]) {
      expect(aspOf(Array.from({ length: count }, random)).max).toBeLessThan(5);
    }
  });

  it("are hexagons where all weigh the same", () => {
    const map = layout(list(new Array<number>(400).fill(1)), { engine: voronoi(), container: SQUARE });
    const corners = [...map.leaves()].map((i) => map.cells.corners(i));
    expect(corners.filter((count) => count === 6).length).toBeGreaterThan(200);
  });

  it("come from an effort there is", () => {
    const make = (): unknown => voronoi({ effort: "most" } as unknown as VoronoiOptions);
    expect(make).toThrow(MarquetryError);
    expect(make).toThrow(/effort must be "fast", "balanced" or "best", not "most"/);
  });
});

describe("voronoi and families it cannot divide", () => {
  const tree = list([5, 4, 4, 3, 3, 2, 2, 2, 1, 1]);

  it("cuts them in rooms too thin for power diagrams, and says so", () => {
    const map = layout(tree, { engine: voronoi(), container: [1e9, 1] });
    expect(map.fallbacks).toEqual([0]);
    expect(worstError(map)).toBeLessThan(AREA_ERROR);
    expect(validate(map)).toEqual([]);
    expect(quality(map).fallbacks).toEqual([0]);
    expect(formatQuality(quality(map))).toMatch(/fallbacks +1/);
    expect(formatQuality({ thin: quality(map) })).toMatch(/fallbacks\nthin .* 1$/);
    const sound = layout(tree, { engine: voronoi(), container: SQUARE });
    expect(formatQuality(quality(sound))).not.toContain("fallbacks");
  });

  it("goes on saying so after an update that keeps the cuts", () => {
    const map = layout(tree, { engine: voronoi(), container: [1e9, 1] });
    const next = map.update(map.tree.weight.slice());
    expect(next.fallbacks).toEqual([0]);
    expect(stability(map, next).jaccard.mean).toBeCloseTo(1, 9);
  });

  it("goes on saying so while changed weights keep the cuts, and no longer once the family is divided anew", () => {
    const ofVery = list([1e6, ...Array.from({ length: 30 }, (_, k) => 1e-6 * (k + 1))]);
    const map = layout(ofVery, { engine: voronoi({ cuts: false }), container: polygon64() });
    expect(map.fallbacks).toEqual([0]);
    const kept = map.update(ofVery.weight.map((weight, i) => weight * (i === 3 ? 1.1 : 1)));
    expect(kept.fallbacks).toEqual([0]);
    const anew = kept.update(
      ofVery.weight.map(() => 1),
      { maxAspectGrowth: 1 },
    );
    expect(anew.fallbacks).toEqual([]);
  });

  it("says so where sites are given that coincide", () => {
    const map = layout(tree, { engine: voronoi({ sites: () => [300, 300] }), container: SQUARE });
    expect(map.fallbacks).toEqual([0]);
    expect(worstError(map)).toBeLessThan(AREA_ERROR);
    expect(validate(map)).toEqual([]);
  });
});

describe("voronoi without cuts", () => {
  it("divides families of like weights by one power diagram, and reports those it cannot", () => {
    const random = generator(17);
    const names = Object.keys(spreads);
    let failed = 0;
    for (let run = 0; run < 300; run++) {
      const spread = names[run % names.length]!;
      const size = 3 + Math.floor(60 * random() ** 4);
      const tree = list(Array.from({ length: size }, (_, k) => spreads[spread]!(random, k)));
      const map = layout(tree, { engine: voronoi({ effort: "fast", cuts: false }), container: polygon64() });
      expect(worstError(map)).toBeLessThan(AREA_ERROR);
      expect(validate(map)).toEqual([]);
      failed += map.fallbacks.length;
      if (spread === "uniform" || spread === "equal") expect(map.fallbacks).toEqual([]);
    }
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(100);
  });

  it("leaves no straight line across a family", () => {
    const tree = list([100, 10, 9, 9, 8, 8, 7, 7, 6, 6, 5, 5]);
    const touching = (cuts: boolean): number => {
      const map = layout(tree, { engine: voronoi({ cuts }), container: SQUARE });
      expect(map.fallbacks).toEqual([]);
      return map.cells.corners(1);
    };
    expect(touching(true)).toBe(4);
    expect(touching(false)).toBeGreaterThan(4);
  });
});

describe("voronoi with places given", () => {
  /** A grid of 8 × 8 places, the heavier the farther right. */
  const places = Array.from({ length: 64 }, (_, k): [number, number] => [
    ((k % 8) + 0.5) * 125,
    ((k >> 3) + 0.5) * 125,
  ]);
  const tree = weightedTree(
    { id: -1, children: places.map((_, id) => ({ id, value: 1 + (id % 8) / 4 })) },
    { id: ({ id }) => String(id) },
  );

  it("leaves every cell about where its site started", () => {
    const engine = voronoi({ sites: (datum) => places[(datum as { id: number }).id] ?? null });
    const map = layout(tree, { engine, container: SQUARE });
    expect(map.fallbacks).toEqual([]);
    expect(worstError(map)).toBeLessThan(AREA_ERROR);
    for (const i of map.leaves()) {
      const [x, y] = map.centroid(i);
      const [px, py] = places[Number(tree.id(i))]!;
      expect(Math.hypot(x - px, y - py)).toBeLessThan(200);
    }
  });

  it("takes places outside the container, places for some only, and absolute ones in deep families", () => {
    const data = {
      children: [0, 1].map((side) => ({
        children: Array.from({ length: 12 }, (_, k) => ({ value: 1, at: [side * 1000, 60 * k] })),
      })),
    };
    const nested = weightedTree<object>(data);
    const outside = layout(nested, {
      container: SQUARE,
      engine: voronoi({ sites: (_, node) => (node % 3 === 0 ? [-5000, node] : null) }),
    });
    expect(worstError(outside)).toBeLessThan(AREA_ERROR);
    expect(validate(outside)).toEqual([]);
    const deep = layout(nested, {
      container: SQUARE,
      engine: voronoi({ sites: (datum) => (datum as { at?: [number, number] }).at }),
    });
    expect(deep.fallbacks).toEqual([]);
    for (let side = 0; side < 2; side++) {
      const first = nested.firstChild[1 + side]!;
      const heights = Array.from({ length: 12 }, (_, k) => deep.centroid(first + k)[1]);
      expect(heights[11]! - heights[0]!).toBeGreaterThan(300);
    }
  });

  it("blames a place that is none by the node's path", () => {
    const engine = voronoi({ sites: (_, node) => (node === 3 ? [1, NaN] : null) });
    const lay = (): unknown => layout(tree, { engine, container: SQUARE });
    expect(lay).toThrow(MarquetryError);
    expect(lay).toThrow(/sites/);
  });
});

describe("updates of voronoi", () => {
  const tree = flatList(1000, { spread: "uniform" });
  const map = layout(tree, { engine: voronoi(), container: SQUARE });

  it.each([1.1, 0.9])("keep the other cells where one weight changes by a factor of %s", (factor) => {
    for (const leaf of [1, 400, 1000]) {
      const weights = tree.weight.slice();
      weights[leaf]! *= factor;
      const next = map.update(weights);
      expect(worstError(next)).toBeLessThan(AREA_ERROR);
      expect(stability(map, next).jaccard.mean).toBeGreaterThan(0.95);
      expect(next.fallbacks).toEqual([]);
    }
  });

  it("change nothing where no weight changes", () => {
    const { jaccard } = stability(map, map.update(tree.weight.slice()));
    expect(jaccard.min).toBeGreaterThan(1 - 1e-9);
  });

  it("stay exact, sound and fat over a long walk", () => {
    const random = generator(3);
    let last: Partition = layout(flatList(150), { engine: voronoi(), container: circle(0, 0, 100) });
    for (let step = 0; step < 40; step++) {
      const weights = last.tree.weight.map((weight) => weight * Math.exp(0.4 * (random() - 0.5)));
      last = last.update(weights);
      expect(worstError(last)).toBeLessThan(AREA_ERROR);
    }
    expect(validate(last)).toEqual([]);
    expect(quality(last).leaves.asp.mean).toBeLessThan(2.3);
  });

  it("take nodes that come and go, by id", () => {
    const grow = (ids: readonly number[], weightOf = (id: number) => 1 + (id % 7)): WeightedTree =>
      weightedTree(
        { id: "all", children: ids.map((id) => ({ id: `n${id}`, value: weightOf(id) })) },
        {
          id: ({ id }) => id,
        },
      );
    const ids = Array.from({ length: 120 }, (_, k) => k);
    const before = layout(grow(ids), { engine: voronoi(), container: SQUARE });
    const changed = [...ids.filter((id) => id % 20 !== 3), 500, 501, 502];
    const after = before.update(grow(changed));
    expect(after.size).toBe(changed.length + 1);
    expect(worstError(after)).toBeLessThan(AREA_ERROR);
    expect(validate(after)).toEqual([]);
    expect(after.fallbacks).toEqual([]);
    const anew = layout(grow(changed), { engine: voronoi(), container: SQUARE });
    expect(stability(before, after).jaccard.mean).toBeGreaterThan(0.4);
    expect(stability(before, after).jaccard.mean).toBeGreaterThan(3 * stability(before, anew).jaccard.mean);
    // All but two gone, then none of the old left, then a weight that becomes 0.
    for (const few of [
      [1, 2],
      [700, 701, 702, 703],
      [700, 701, 702],
    ]) {
      const next = after.update(grow(few, (id) => (id === 702 ? 0 : 1)));
      expect(worstError(next)).toBeLessThan(AREA_ERROR);
      expect(validate(next)).toEqual([]);
    }
  });

  it("lay families out anew that have lost their shape, within the budget of the caller", () => {
    const weights = tree.weight.slice();
    weights[5]! *= 300;
    const kept = map.update(weights);
    const anew = map.update(weights, { maxAspectGrowth: 1.5 });
    expect(worstError(kept)).toBeLessThan(AREA_ERROR);
    expect(quality(anew).leaves.asp.max).toBeLessThan(quality(kept).leaves.asp.max);
    expect(quality(anew).leaves.asp.mean).toBeLessThan(1.8);
  });

  it("follow a whole tree", () => {
    const random = generator(9);
    const start = layout(randomTree(400), { engine: voronoi({ effort: "fast" }), container: SQUARE });
    const next = start.update(start.tree.weight.map((weight) => weight * (0.95 + 0.1 * random())));
    expect(worstError(next)).toBeLessThan(AREA_ERROR);
    expect(validate(next)).toEqual([]);
    expect(stability(start, next).jaccard.mean).toBeGreaterThan(0.7);
  });
});
