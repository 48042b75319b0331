import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { angular, greedy, layout, quality, squarify, validate, weightedTree } from "marquetry";
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

  it("must be a number of at least 1", () => {
    const map = layout(tree(items(1)), { engine: greedy(), container: square });
    for (const maxAspectGrowth of [0.5, NaN, -1]) {
      expect(() => map.update(map.tree.weight, { maxAspectGrowth })).toThrow(
        expect.objectContaining({ code: "bad-option" }),
      );
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
    const map = layout(tree(items(1)), { engine: squarify(), container: square, padding: 3 });
    const weights = map.tree.weight.map((w) => w * w);
    const fresh = layout(map.tree.withWeights(weights), {
      engine: squarify(),
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
