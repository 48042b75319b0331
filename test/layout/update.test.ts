import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  angular,
  greedy,
  layout,
  quality,
  slice,
  stability,
  validate,
  voronoi,
  weightedTree,
} from "marquetry";
import type { Partition, PolygonEngine, WeightedTree } from "marquetry";
import { generator } from "../support/trees.ts";

const square: [number, number] = [1000, 1000];
const engines: [string, () => PolygonEngine][] = [
  ["greedy", () => greedy()],
  ["greedy, order kept", () => greedy({ order: "keep" })],
  ["greedy, balanced", () => greedy({ effort: "balanced" })],
  ["angular", () => angular()],
];

interface Item {
  id: string;
  value?: number;
  children?: Item[];
}

/** Three levels: groups of 1 to 30 leaves, so that some lie in rows and some have an only child. */
function items(seed: number): Item {
  const random = generator(seed);
  const groups = Array.from({ length: 12 }, (_, g) => ({
    id: `g${g}`,
    children: Array.from({ length: 1 + Math.floor(30 * random()) }, (_, k) => ({
      id: `g${g}.${k}`,
      value: 0.1 + random() ** 4,
    })),
  }));
  return { id: "root", children: groups };
}

const tree = (data: Item): WeightedTree<Item> => weightedTree(data, { id: (d) => d.id });

function meanShift(before: Partition<Item>, after: Partition<Item>): number {
  let sum = 0;
  let count = 0;
  for (const i of before.leaves()) {
    const j = after.tree.find(before.tree.id(i));
    if (j < 0) continue;
    const [ax, ay] = before.centroid(i);
    const [bx, by] = after.centroid(j);
    sum += Math.hypot(ax - bx, ay - by);
    count++;
  }
  return sum / count / Math.hypot(...square);
}

const sound = (map: Partition<Item>): void => {
  expect(validate(map)).toEqual([]);
  expect(quality(map).area.maxError).toBeLessThan(1e-9);
};

describe.each(engines)("an update of %s", (_, engine) => {
  it("with the same weights changes nothing", () => {
    const map = layout(tree(items(1)), { engine: engine(), container: square });
    const again = map.update(map.tree.weight);
    for (const i of map) {
      const [ax, ay] = map.centroid(i);
      const [bx, by] = again.centroid(i);
      expect(Math.hypot(ax - bx, ay - by)).toBeLessThan(1e-9);
    }
  });

  it("moves cells far less than a fresh layout does", () => {
    const random = generator(2);
    const map = layout(tree(items(2)), { engine: engine(), container: square });
    const data = items(2);
    for (const group of data.children!)
      for (const leaf of group.children!) leaf.value! *= 0.9 + 0.2 * random();
    const kept = map.update(tree(data));
    const fresh = layout(tree(data), { engine: engine(), container: square });
    sound(kept);
    expect(meanShift(map, kept)).toBeLessThan(0.01);
    expect(meanShift(map, kept)).toBeLessThan(meanShift(map, fresh) / 3);
  });

  it("is exact again and again, whatever comes, goes, or drops to nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const random = generator(seed);
        const data = items(seed);
        let map = layout(tree(data), { engine: engine(), container: square });
        for (let step = 0; step < 4; step++) {
          for (const group of data.children!) {
            group.children = group.children!.filter(() => random() > 0.15);
            if (random() < 0.3) {
              for (let k = 0; k < 3; k++)
                group.children.push({ id: `${group.id}.${step}.${k}`, value: random() });
            }
            for (const leaf of group.children) leaf.value = random() < 0.1 ? 0 : random() ** 8;
          }
          if (random() < 0.5) {
            data.children!.push({ id: `new${step}`, children: [{ id: `new${step}.0`, value: 1 }] });
          }
          if (random() < 0.3) data.children!.shift();
          data.children![0]!.children!.push({ id: `one${step}`, value: 1 });
          map = map.update(tree(data), random() < 0.5 ? {} : { maxAspectGrowth: 1.2 });
          sound(map);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("a removed leaf leaves most others in place", () => {
    const data = items(3);
    const map = layout(tree(data), { engine: engine(), container: square });
    data.children![4]!.children!.splice(2, 1);
    const next = map.update(tree(data));
    sound(next);
    expect(meanShift(map, next)).toBeLessThan(0.02);
  });
});

/** Weights of families, before and after; some children come and some go. */
const weights = fc.array(
  fc.double({ min: 0, max: 4, noNaN: true }).map((exponent) => 10 ** exponent),
  { minLength: 2, maxLength: 30 },
);
const families = fc.tuple(fc.tuple(weights, weights), fc.constantFrom(1, 1.5, 3));
/** What fatter cells count as. */
const FAT = 2.5;

/** A family by the weights of its children, which have numbers as their ids. */
function list(values: readonly number[]): WeightedTree<Item> {
  return tree({ id: "root", children: values.map((value, k) => ({ id: String(k), value })) });
}

function aspOf(map: Partition, i: number): number {
  const { points } = map.cell(i) as { points: [number, number][] };
  const apart = points.map(([x, y]) => Math.max(...points.map(([u, v]) => (x - u) ** 2 + (y - v) ** 2)));
  return Math.max(...apart) / map.area(i);
}

function worstAsp(map: Partition): number {
  return Math.max(...[...map.leaves()].map((i) => aspOf(map, i)));
}

function travel(before: Partition, after: Partition): number {
  return stability(before, after, { maxPairs: 1 }).cornerTravel.mean;
}

describe("a budget for aspect ratios", () => {
  /** A walk that makes a few cells a hundred times as heavy. */
  function walk(maxAspectGrowth: number, engine: PolygonEngine, padding = 0): Partition<Item> {
    const random = generator(5);
    const data = items(5);
    let map = layout(tree(data), { engine, container: square, padding });
    for (let step = 0; step < 30; step++) {
      for (const group of data.children!)
        for (const leaf of group.children!) leaf.value! *= Math.exp(2 * random() - 1);
      map = map.update(tree(data), { maxAspectGrowth });
    }
    return map;
  }

  it.each([
    ["greedy", greedy(), 0],
    ["angular", angular(), 0],
    ["angular, padded", angular(), 1],
  ] as const)("cuts anew where cells have become too thin: %s", (_, engine, padding) => {
    const kept = quality(walk(Infinity, engine, padding)).leaves.asp.mean;
    const watched = quality(walk(1.3, engine, padding)).leaves.asp.mean;
    expect(watched).toBeLessThan(kept);
    expect(watched).toBeLessThan(3);
  });

  it.each<[string, () => PolygonEngine]>([
    ...engines,
    ["voronoi", () => voronoi()],
    ["voronoi without cuts", () => voronoi({ effort: "fast", cuts: false })],
  ])("is kept wherever a fresh layout keeps it: %s", (_, engine) => {
    fc.assert(
      fc.property(families, ([[before, after], maxAspectGrowth]) => {
        const map = layout(list(before), { engine: engine(), container: square });
        const next = map.update(list(after), { maxAspectGrowth });
        const fresh = layout(list(after), { engine: engine(), container: square });
        const isOver = [...next.leaves()].some((i) => {
          const twin = map.tree.find(next.tree.id(i));
          const was = twin < 0 ? FAT : aspOf(map, twin);
          return aspOf(next, i) > maxAspectGrowth * Math.max(was, FAT) * (1 + 1e-9);
        });
        // Sites that move down a gradient end where they end to a few digits less than areas do.
        if (isOver) expect(worstAsp(next)).toBeLessThanOrEqual(worstAsp(fresh) * (1 + 1e-6));
      }),
      { numRuns: 100 },
    );
  });

  it("counts from 2.5 for cells that were fatter: from a square, any change is for the worse", () => {
    const random = generator(8);
    let [within, beyond] = [0, 0];
    for (let run = 0; run < 300; run++) {
      const before = Array.from({ length: 9 }, () => 1 + 3 * random());
      const after = list(before.map((weight) => weight * 1.6 ** random()));
      const map = layout(list(before), { engine: greedy(), container: square });
      const kept = map.update(after);
      const next = map.update(after, { maxAspectGrowth: 1 });
      if (worstAsp(map) > FAT) continue;
      const worst = worstAsp(kept);
      // A fresh layout may be the same.
      if (worst > FAT && worst < 1.1 * FAT && worstAsp(next) !== worst) beyond++;
      if (worst <= FAT) {
        within++;
        for (const i of next.leaves()) expect(next.cell(i)).toEqual(kept.cell(i));
      }
    }
    expect(within).toBeGreaterThan(5);
    expect(beyond).toBeGreaterThan(5);
  });

  it.each([
    ["greedy", greedy()],
    ["angular", angular()],
    ["voronoi", voronoi()],
  ])("has parts of families laid out anew, not all of them: %s", (_, engine) => {
    const random = generator(9);
    let map: Partition = layout(list(Array.from({ length: 100 }, () => 0.1 + random())), {
      engine,
      container: square,
    });
    let [kept, fresh] = [0, 0];
    for (let step = 0; step < 6; step++) {
      const weights = map.tree.weight.map((weight) => (random() < 0.5 ? weight * 3 ** random() : weight));
      const next = map.update(weights, { maxAspectGrowth: 1.5 });
      kept += travel(map, next);
      fresh += travel(map, layout(next.tree, { engine, container: square }));
      map = next;
    }
    expect(kept).toBeLessThan(fresh / 2);
  });

  it("must be a number of at least 1", () => {
    const map = layout(tree(items(1)), { engine: greedy(), container: square });
    for (const maxAspectGrowth of [0.5, NaN, -1]) {
      expect(() => map.update(map.tree.weight, { maxAspectGrowth })).toThrow(
        expect.objectContaining({ code: "bad-option" }),
      );
    }
  });
});

describe("an update in another container", () => {
  /** Axis-parallel cuts alone, since all families are of equal leaves, two or four. */
  const grid = tree({
    id: "root",
    children: Array.from({ length: 4 }, (_, g) => ({
      id: `g${g}`,
      children: Array.from({ length: 2 + 2 * (g % 2) }, (_, k) => ({ id: `g${g}.${k}`, value: 1 })),
    })),
  });

  // Those of angular may be cut anew: it keeps its limit.
  it.each(engines.slice(0, 3))("stretches the cuts with it: %s", (_, engine) => {
    const map = layout(grid, { engine: engine(), container: square });
    const slanted = layout(tree(items(4)), { engine: engine(), container: [[0, 0], [1, 3], [7, 4], [5, 0]] }); // prettier-ignore
    const wide = map.update(grid, { container: [2000, 500], maxAspectGrowth: Infinity });
    const other = slanted.update(slanted.tree, {
      container: [[0, 0], [2, 1.5], [14, 2], [10, 0]], // prettier-ignore
      maxAspectGrowth: Infinity,
    });
    for (const [before, after] of [
      [map, wide],
      [slanted, other],
    ] as const) {
      // prettier-ignore
      for (const i of before) {
        const [x, y] = before.centroid(i);
        const [u, v] = after.centroid(i);
        expect(u).toBeCloseTo(2 * x, 6);
        expect(v).toBeCloseTo(y / 2, 6);
      }
    }
  });
});

describe("an update with a match of nodes", () => {
  const before = layout(tree(items(1)), { engine: greedy(), container: square });
  const later = tree(items(2));
  const match = Int32Array.from(later.parent, (_, i) => before.tree.find(later.id(i)));

  it("is the update by ids, without their being known", () => {
    const { parent, weight } = later;
    const nameless = weightedTree.fromColumns({ parent, weight }, { sort: null });
    const map = before.update(nameless as never, { match });
    const byIds = before.update(later);
    for (const i of map) expect(map.cell(i)).toEqual(byIds.cell(i));
    const afresh = layout(later, { engine: greedy(), container: square });
    expect(byIds.cell(later.size - 1)).not.toEqual(afresh.cell(later.size - 1));
  });

  it("of nothing is a fresh layout", () => {
    const map = before.update(later, { match: match.map(() => -1) });
    const afresh = layout(later, { engine: greedy(), container: square });
    for (const i of map) expect(map.cell(i)).toEqual(afresh.cell(i));
  });

  it("is checked", () => {
    const twice = match.map(() => 0);
    const beyond = match.map((j, i) => (i === 3 ? before.size : j));
    for (const [wrong, message] of [
      [5, "and is 5"],
      [[0], "and has 1 numbers"],
      [twice, "names node 0 twice, at 1 again"],
      [beyond, `names ${before.size} at 3: the map has nodes 0 to ${before.size - 1}`],
      [Array.from(match, (j, i) => (i === 3 ? 0.5 : j)), "names 0.5 at 3"],
    ] as const) {
      expect(() => before.update(later, { match: wrong as never })).toThrow(message);
    }
  });
});

describe("an update", () => {
  it("names the leaf whose weight is bad", () => {
    const map = layout(tree(items(1)), { engine: greedy(), container: square });
    const weights = map.tree.weight.slice();
    const leaf = [...map.leaves()][3]!;
    weights[leaf] = -1;
    expect(() => map.update(weights)).toThrow(
      expect.objectContaining({ code: "bad-weight", path: map.tree.path(leaf) }),
    );
  });

  it("of an engine without a memory is a fresh layout, padding and all", () => {
    const map = layout(tree(items(1)), { engine: slice(), container: square, padding: 3 });
    const weights = map.tree.weight.map((w) => w * w);
    const fresh = layout(map.tree.withWeights(weights), {
      engine: slice(),
      container: square,
      padding: 3,
    });
    const next = map.update(weights);
    for (const i of next) expect(next.cell(i)).toEqual(fresh.cell(i));
  });

  it("keeps the padding of an engine with one", () => {
    const map = layout(tree(items(1)), { engine: greedy(), container: square, padding: 4 });
    const next = map.update(map.tree.weight.map((w) => w ** 1.1));
    expect(validate(next)).toEqual([]);
    expect(next.padded).toBe(true);
    expect(next.area(1)).toBeLessThan((1e6 * next.tree.weight[1]!) / next.tree.weight[0]!);
  });
});
