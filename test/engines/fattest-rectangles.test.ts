import fc from "fast-check";
import { hierarchy, treemap, treemapResquarify, type HierarchyNode } from "d3-hierarchy";
import {
  layout,
  quality,
  rectangles,
  resquarify,
  squarify,
  validate,
  weightedTree,
  type Partition,
  type RectanglesOptions,
  type WeightedTree,
} from "marquetry";
import { generator, randomTree } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { RowSearch } from "../../src/engines/rectangles/row-search.ts";
import { expectSameCells } from "../support/d3-treemap.ts";
import { flare, hasPopulation, worldPopulation } from "../support/hierarchies.ts";

const efforts: readonly NonNullable<RectanglesOptions["effort"]>[] = ["fast", "best"];
const ROUNDING = 1 + 1e-12;

function familyOf(weights: readonly number[]): WeightedTree {
  return weightedTree<readonly number[] | number>(weights, {
    children: (d) => (typeof d === "number" ? null : d),
    weight: (d) => (typeof d === "number" ? d : null),
  });
}

function treeOf<T>(root: HierarchyNode<T>): WeightedTree {
  return weightedTree<HierarchyNode<T>>(root, { sort: null });
}

type Size = [width: number, height: number];

describe.each(efforts)("rectangles with the effort %s", (effort) => {
  const shapesOf = (tree: WeightedTree, container: Size): [ours: Partition, theirs: Partition] => [
    layout(tree, { engine: rectangles({ effort }), container }),
    layout(tree, { engine: squarify({ ratio: 1 }), container }),
  ];
  const expectNoWorse = (tree: WeightedTree, container: Size): void => {
    const [map, squarified] = shapesOf(tree, container);
    expect(validate(map)).toEqual([]);
    const [ours, theirs] = [quality(map).leaves.asp, quality(squarified).leaves.asp];
    expect(ours.mean).toBeLessThanOrEqual(theirs.mean * ROUNDING);
    expect(ours.p95).toBeLessThanOrEqual(theirs.p95 * ROUNDING);
  };

  it("has leaves no thinner than squarify's, in mean and tail", () => {
    expectNoWorse(treeOf(flare()), [960, 600]);
    if (hasPopulation) expectNoWorse(treeOf(worldPopulation()), [960, 600]);
    const trees = fc.record({
      leaves: fc.nat({ max: 200 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      most: fc.integer({ min: 2, max: 30 }),
    });
    fc.assert(
      fc.property(
        trees,
        fc.constantFrom<Size>([960, 600], [500, 500], [100, 900]),
        ({ leaves, seed, most }, size) => {
          expectNoWorse(randomTree(leaves + 2, { seed, fanOut: [2, most] }), size);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has families no thinner than squarify's, whatever the weights", () => {
    const weight = fc.double({ min: -6, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 40 }), (weights) => {
        expectNoWorse(familyOf(weights), [700, 500]);
      }),
      { numRuns: 60 },
    );
  });

  it("lays equal children out as a grid where that is fatter", () => {
    for (let count = 1; count <= 100; count += count < 30 ? 1 : 7) {
      const family = familyOf(new Array<number>(count).fill(1));
      for (const size of [
        [600, 600],
        [960, 600],
        [1000, 150],
      ] as Size[])
        expectNoWorse(family, size);
    }
    const mean = (count: number, size: Size): number =>
      quality(shapesOf(familyOf(new Array<number>(count).fill(1)), size)[0]).leaves.asp.mean;
    expect(mean(9, [600, 600])).toBeCloseTo(2, 12);
    expect(mean(50, [1000, 500])).toBeCloseTo(2, 12);
    // Two rows of three: 1.5 : 1 each.
    expect(mean(6, [600, 600])).toBeCloseTo(1.5 + 1 / 1.5, 12);
  });
});

describe("rectangles", () => {
  it("finds the best rows there are", () => {
    // All divisions of the sorted list into rows, or into columns.
    const bestOf = (weights: readonly number[], width: number, height: number): number => {
      let best = Infinity;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [along, across] of [
        [width, height],
        [height, width],
      ] as const) {
        for (let ends = 0; ends < 2 ** (weights.length - 1); ends++) {
          let sum = 0;
          for (let from = 0; from < weights.length;) {
            let to = from + 1;
            while (to < weights.length && !((ends >> (to - 1)) & 1)) to++;
            const row = weights.slice(from, to);
            const weight = row.reduce((a, b) => a + b, 0);
            for (const own of row) {
              const [length, depth] = [(across * own) / weight, (along * weight) / total];
              sum += length / depth + depth / length;
            }
            from = to;
          }
          best = Math.min(best, sum);
        }
      }
      return best / weights.length;
    };
    const random = generator(3);
    for (let k = 0; k < 60; k++) {
      const weights = Array.from({ length: 3 + (k % 7) }, () => 10 ** random()).sort((a, b) => b - a);
      const rows = new RowSearch();
      rows.read(Float64Array.from(weights), weights.length);
      expect(rows.search(0, weights.length, 400, 300) / weights.length).toBeCloseTo(
        bestOf(weights, 400, 300),
        9,
      );
    }
  });

  it("is fatter with more effort", () => {
    const tree = randomTree(2000, { seed: 4, fanOut: [2, 12] });
    const [fast, best] = efforts.map((effort) => {
      return quality(layout(tree, { engine: rectangles({ effort }), container: [960, 600] })).leaves.asp.mean;
    });
    expect(best).toBeLessThan(fast! - 0.02);
  });
});

describe("resquarify", () => {
  interface Datum {
    value: number;
    readonly children?: Datum[];
  }

  it("keeps its rows as d3-hierarchy does", () => {
    const random = generator(11);
    const leaf = (): Datum => ({ value: 1 + random() });
    for (let k = 0; k < 20; k++) {
      const children = Array.from({ length: 3 + k }, () =>
        random() < 0.3 ? { value: 0, children: Array.from({ length: 5 }, leaf) } : leaf(),
      );
      const root = hierarchy<Datum>({ value: 0, children });
      const sum = (): void => void root.sum((d) => d.value);
      sum();
      root.sort((a, b) => b.value! - a.value!);
      const d3 = treemap<Datum>().tile(treemapResquarify).size([960, 600]);
      let map = layout(treeOf(root), { engine: resquarify(), container: [960, 600] });
      expectSameCells(map, root, d3);
      for (let step = 0; step < 3; step++) {
        root.each((node) => {
          if (!node.children) node.data.value *= 10 ** (random() - 0.5);
        });
        sum();
        map = map.update(treeOf(root), {
          maxAspectGrowth: 1,
          match: Array.from({ length: map.size }, (_, i) => i),
        });
        expectSameCells(map, root, d3);
      }
    }
  });
});

it("areas are exact where next to nothing is left of a side", () => {
  for (const weights of [
    [1e34, 1e18, 1e11],
    [79e9, 1.3, 92],
    [39, 5.7e8, 1.3e7],
  ]) {
    const tree = weightedTree({ children: weights.map((value) => ({ value })) });
    expect(validate(layout(tree, { engine: rectangles({ effort: "best" }), container: [960, 600] }))).toEqual(
      [],
    );
  }
});
