import { describe, expect, it } from "vitest";
import { circle, greedy, layout, quality, regularPolygon, squarify, validate, weightedTree } from "marquetry";
import type { Engine, Partition } from "marquetry";
import { needle, polygon64, randomTree, triangle } from "../../src/fixtures/index.ts";
import { generator, plant } from "../support/trees.ts";

const square: [number, number] = [1000, 1000];

const list = (weights: number[], sort: "descending" | null = "descending") =>
  weightedTree({ children: weights.map((value) => ({ value })) }, { sort });

/** Every level has one leaf and the next level, of equal weights w₁ = w₂ or as `share` says. */
const caterpillar = (depth: number, leafWeight: (level: number) => number) => {
  const parent = new Int32Array(2 * depth + 1);
  const weight = new Float64Array(2 * depth + 1);
  parent[0] = -1;
  for (let level = 0; level < depth; level++) {
    const inner = level === 0 ? 0 : 2 * level;
    parent[2 * level + 1] = inner;
    parent[2 * level + 2] = inner;
    weight[2 * level + 1] = leafWeight(level);
  }
  weight[2 * depth] = leafWeight(depth - 1);
  return weightedTree.fromColumns({ parent, weight });
};

/** The largest relative error of a child's share of its parent's area, asked of the cells themselves. */
function worstShare(map: Partition): number {
  const { tree } = map;
  let worst = 0;
  for (let i = 1; i < map.size; i++) {
    if (tree.weight[i] === 0) continue;
    const p = tree.parent[i]!;
    worst = Math.max(worst, Math.abs(map.area(i) / (map.area(p) * (tree.weight[i]! / tree.weight[p]!)) - 1));
  }
  return worst;
}

describe("greedy", () => {
  it("is exact for weights over 300 decades", () => {
    const map = layout(list(Array.from({ length: 301 }, (_, k) => 10 ** (150 - k))), {
      engine: greedy(),
      container: square,
    });
    expect(worstShare(map)).toBeLessThan(1e-12);
    expect(validate(map)).toEqual([]);
  });

  it("is sound whatever weighs next to nothing beside what", () => {
    const random = generator(11);
    const weight = (decades: number) => ({ value: 10 ** (-decades * random()) });
    for (let trial = 0; trial < 400; trial++) {
      const decades = [10, 30, 60, 120][trial % 4]!;
      const children = Array.from({ length: 2 + Math.floor(6 * random()) }, () =>
        random() < 0.3 ? { children: [weight(decades), weight(decades), weight(decades)] } : weight(decades),
      );
      const map = layout(weightedTree({ children }), { engine: greedy(), container: square });
      expect(validate(map)).toEqual([]);
      expect(worstShare(map)).toBeLessThan(1e-9);
    }
  });

  it("is exact on a caterpillar that halves a thousand times, where absolute coordinates collapse", () => {
    const map = layout(
      caterpillar(1000, (level) => 2 ** -(level + 1)),
      { engine: greedy(), container: square },
    );
    expect(worstShare(map)).toBeLessThan(1e-12);
    expect([...map.leaves()].filter((i) => map.isEmpty(i))).toEqual([]);
  });

  it("stays fat where rectangles do not", () => {
    const tree = caterpillar(200, () => 1);
    const fat = quality(layout(tree, { engine: greedy(), container: square })).leaves.asp.max;
    const thin = quality(layout(tree, { engine: squarify(), container: square })).leaves.asp.max;
    expect(fat).toBeLessThan(17);
    expect(thin).toBeGreaterThan(100);
  });

  it("takes any convex container", () => {
    const tree = list(Array.from({ length: 60 }, (_, k) => 1 + (k % 7)));
    const containers = [
      circle(5, -5, 3),
      regularPolygon(0, 0, 1, 3),
      circle(0, 0, 1, 600),
      [
        [0, 0],
        [1000, 1],
        [1000, 0],
      ] as [number, number][],
    ];
    for (const container of containers) {
      const map = layout(tree, { engine: greedy(), container });
      expect(validate(map)).toEqual([]);
      expect(worstShare(map)).toBeLessThan(1e-12);
    }
  });

  describe("with order: keep", () => {
    it("puts the first half of every family left of or above the second", () => {
      const weights = Array.from({ length: 64 }, (_, k) => 1 + ((k * 37) % 11));
      const map = layout(list(weights, null), { engine: greedy({ order: "keep" }), container: square });
      const centroids = [...map.leaves()].map((i) => map.centroid(i));
      const mean = (points: [number, number][], axis: 0 | 1) =>
        points.reduce((sum, p) => sum + p[axis], 0) / points.length;
      const total = weights.reduce((sum, w) => sum + w, 0);
      let half = 0;
      let before = 0;
      while (Math.abs(before + weights[half]! - total / 2) < Math.abs(before - total / 2))
        before += weights[half++]!;
      const [first, second] = [centroids.slice(0, half), centroids.slice(half)];
      const above = mean(first, 1) < mean(second, 1) - 1;
      const left = mean(first, 0) < mean(second, 0) - 1;
      expect(above || left).toBe(true);
      expect(validate(map)).toEqual([]);
    });

    it.each([
      [3, 1],
      [1, 3],
      [1, 1],
      [9, 1],
      [1, 9],
    ])("puts the first of two, weights %i and %i, left of or above the other", (...weights) => {
      // prettier-ignore
      for (const container of [square, [300, 1000], [1000, 300]] as [number, number][]) {
        const map = layout(list(weights, null), { engine: greedy({ order: "keep" }), container });
        const [a, b] = [map.centroid(1), map.centroid(2)];
        expect(a[0] < b[0] - 1 || a[1] < b[1] - 1).toBe(true);
        expect(a[1]).toBeLessThan(b[1] + 1);
      }
    });

    it("is exact however lopsided the family", () => {
      const map = layout(list([1, 1e-200, 3, 1e-100, 1e-300, 2], null), {
        engine: greedy({ order: "keep" }),
        container: square,
      });
      expect(worstShare(map)).toBeLessThan(1e-12);
    });
  });

  it.each(["fast", "balanced", "best"] as const)(
    "is no thinner than squarify with ratio 1 on 2 to 60 like children, effort %s",
    (effort) => {
      for (let count = 2; count <= 60; count++) {
        const tree = list(new Array<number>(count).fill(1));
        const meanOf = (engine: Engine) =>
          quality(layout(tree, { engine, container: square })).leaves.asp.mean;
        expect(meanOf(greedy({ effort }))).toBeLessThan(meanOf(squarify({ ratio: 1 })) + 1e-3);
      }
    },
  );

  it("lays out a family of a million and a chain of a million", () => {
    const family = weightedTree.fromColumns({
      parent: Int32Array.from({ length: 1_000_001 }, (_, i) => (i === 0 ? -1 : 0)),
      weight: Float64Array.from({ length: 1_000_001 }, (_, i) => (i === 0 ? 0 : 1 + (i % 1000))),
    });
    expect(worstShare(layout(family, { engine: greedy(), container: square }))).toBeLessThan(1e-9);
    const chain = weightedTree.fromColumns({
      parent: Int32Array.from({ length: 1_000_000 }, (_, i) => i - 1),
      weight: Float64Array.from({ length: 1_000_000 }, (_, i) => (i === 999_999 ? 1 : 0)),
    });
    const map = layout(chain, { engine: greedy(), container: square });
    expect(map.area(999_999)).toBeCloseTo(1e6, 3);
    expect(map.at(500, 500)).toBe(999_999);
  });
});

describe("greedy on lists and trees", () => {
  const asp = (map: Partition) => quality(map).leaves.asp;
  const uniform = (n: number, seed: number) => {
    const random = generator(seed);
    return list(Array.from({ length: n }, () => 0.05 + random()));
  };

  it("lays long lists in rows: nearly squares in a square, little worse in a hexagon", () => {
    const flat = asp(layout(uniform(3000, 1), { engine: greedy(), container: square }));
    expect(flat.mean).toBeLessThan(2.03);
    expect(flat.p95).toBeLessThan(2.45);
    const hexagon = regularPolygon(0, 0, 500, 6);
    expect(asp(layout(uniform(3000, 2), { engine: greedy(), container: hexagon })).mean).toBeLessThan(2.15);
  });

  it("keeps dwarfs beside a giant square", () => {
    const weights = Array.from({ length: 1001 }, (_, k) => (k === 0 ? 1e6 : 1));
    expect(asp(layout(list(weights), { engine: greedy(), container: square })).mean).toBeLessThan(2.1);
  });

  it("gets fatter with more effort", () => {
    const tree = randomTree(4000, { seed: 3 });
    const [fast, balanced, best] = (["fast", "balanced", "best"] as const).map((effort) => {
      const map = layout(tree, { engine: greedy({ effort }), container: square });
      expect(worstShare(map)).toBeLessThan(1e-12);
      return asp(map);
    });
    expect(fast!.mean).toBeLessThan(2.41);
    expect(balanced!.mean).toBeLessThan(fast!.mean - 0.1);
    expect(best!.mean).toBeLessThan(balanced!.mean - 0.02);
    expect(best!.mean).toBeLessThan(2.24);
    expect(best!.p95).toBeLessThan(2.75);
  });

  it.each(["best", "keep"] as const)(
    "cuts corners off a room that has sides in all directions, order %s",
    (order) => {
      // On every level a leaf of a billionth and less, which takes off a corner and leaves a side more.
      const parent = [-1];
      const weight = [0];
      for (let level = 0; level < 60; level++) {
        const spine = parent.length - 1;
        parent.push(spine, spine);
        weight.push(2 ** -(30 + (level % 20)), 0);
      }
      weight[weight.length - 1] = 1;
      const map = layout(plant({ name: "corners", parent, weight }), {
        engine: greedy({ order }),
        container: square,
      });
      expect(asp(map).max).toBeLessThan(60);
      expect(worstShare(map)).toBeLessThan(1e-11);
    },
  );

  it("cuts halves of halves well with the best effort", () => {
    const halves = list(Array.from({ length: 40 }, (_, k) => 2 ** -k));
    const map = layout(halves, { engine: greedy({ effort: "best" }), container: square });
    expect(asp(map).max).toBeLessThan(2.71);
  });

  it.each(["fast", "balanced", "best"] as const)(
    "is sound at effort %s in any container, in order or not",
    (effort) => {
      const tree = randomTree(400, { seed: 8, fanOut: [2, 40] });
      for (const order of ["best", "keep"] as const) {
        for (const container of [square, needle(), triangle(), polygon64()]) {
          const map = layout(tree, { engine: greedy({ effort, order }), container });
          expect(validate(map)).toEqual([]);
          expect(worstShare(map)).toBeLessThan(1e-11);
        }
      }
    },
  );

  it("refuses options it does not know", () => {
    expect(() => greedy({ effort: "more" as "best" })).toThrow(
      expect.objectContaining({ code: "bad-option" }),
    );
    expect(() => greedy({ order: "none" as "best" })).toThrow(
      expect.objectContaining({ code: "bad-option" }),
    );
  });
});
