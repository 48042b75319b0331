import fc from "fast-check";
import {
  binary,
  dice,
  layout,
  slice,
  sliceDice,
  squarify,
  strip,
  weightedTree,
  type Partition,
  type RectEngine,
  type WeightedTree,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { plant, treePlans } from "../support/trees.ts";

const engines: [name: string, make: () => RectEngine][] = [
  ["squarify", squarify],
  ["binary", binary],
  ["slice", slice],
  ["dice", dice],
  ["sliceDice", sliceDice],
  ["strip", strip],
];

const WIDTH = 960;
const HEIGHT = 600;
/** Relative error of an area that passes. */
const EXACT = 1e-12;

function list(weights: readonly number[] | Float64Array): WeightedTree {
  const parent = new Int32Array(weights.length + 1);
  parent[0] = -1;
  return weightedTree.fromColumns({ parent, weight: Float64Array.of(0, ...weights) }, { sort: null });
}

/** Sum with the rounding errors added up apart (Neumaier). */
function sum(weights: Iterable<number>): number {
  let total = 0;
  let error = 0;
  for (const w of weights) {
    const next = total + w;
    error += total >= w ? total - next + w : w - next + total;
    total = next;
  }
  return total + error;
}

/** The root's children have areas in proportion to their weights, and lie inside the root one after the other. */
function expectExactFamily(map: Partition): void {
  const weights = map.tree.weight.subarray(1);
  const total = sum(weights);
  let worst = 0;
  for (const [k, weight] of weights.entries()) {
    const area = map.area(k + 1);
    const share = WIDTH * HEIGHT * (weight / total);
    if (weight === 0) expect(area).toBe(0);
    else worst = Math.max(worst, Math.abs(area - share) / share);
  }
  expect(worst).toBeLessThanOrEqual(EXACT);
  expectInside(map);
}

function expectInside(map: Partition): void {
  const slack = 1e-9 * WIDTH;
  for (const i of map) {
    if (i === 0) continue;
    const cell = map.bounds(i);
    const parent = map.bounds(map.tree.parent[i]!);
    const inside =
      cell.x0 >= parent.x0 - slack &&
      cell.y0 >= parent.y0 - slack &&
      cell.x1 <= parent.x1 + slack &&
      cell.y1 <= parent.y1 + slack;
    if (!inside) expect.fail(`cell ${i} leaves its parent`);
  }
}

function disjoint(map: Partition, first: number, end: number): boolean {
  const cells = Array.from({ length: end - first }, (_, k) => map.bounds(first + k));
  const slack = 1e-9 * WIDTH;
  return cells.every((a, i) =>
    cells
      .slice(i + 1)
      .every(
        (b) =>
          Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) <= slack ||
          Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) <= slack,
      ),
  );
}

const decades = (low: number, high: number): fc.Arbitrary<number> =>
  fc.noBias(fc.double({ min: low, max: high, noNaN: true })).map((e) => 10 ** e);

describe.each(engines)("%s", (_, make) => {
  const lay = (tree: WeightedTree): Partition => layout(tree, { engine: make(), container: [WIDTH, HEIGHT] });

  it("areas are exact in random trees, siblings do not overlap", () => {
    fc.assert(
      fc.property(treePlans(120), (plan) => {
        const map = lay(plant(plan));
        const { weight, firstChild, childCount } = map.tree;
        for (const i of map) {
          const first = firstChild[i]!;
          const end = first + childCount[i]!;
          for (let c = first; c < end; c++) {
            const share = weight[c] === 0 ? 0 : map.area(i) * (weight[c]! / weight[i]!);
            expect(Math.abs(map.area(c) - share)).toBeLessThanOrEqual(EXACT * share);
          }
          expect(disjoint(map, first, end)).toBe(true);
        }
        expectInside(map);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["1 and 1e-20", [1, 1e-20, 1e-20]],
    ["1e-20 first", [1e-20, 1e-20, 1]],
    ["one great among small", [1e-18, 1e-18, 1, 1e-18, 1e-18]],
    ["falling by 300 decades", Array.from({ length: 301 }, (_, k) => 10 ** (150 - k))],
    ["rising by 300 decades", Array.from({ length: 301 }, (_, k) => 10 ** (k - 150))],
    ["ends only", [1e150, 1e-150]],
    ["ends only, the small first", [1e-150, 1e150]],
    ["many small after one great", [1e150, ...Array.from({ length: 500 }, () => 1e-150)]],
    ["many small before one great", [...Array.from({ length: 500 }, () => 1e-150), 1e150]],
    ["powers of two", Array.from({ length: 1000 }, (_, k) => 2 ** -k)],
    ["equal, with a rounded sum", Array.from({ length: 20_000 }, () => 0.1)],
  ])("is exact for weights %s", (_name, weights) => {
    expectExactFamily(lay(list(weights)));
  });

  it("is exact for random weights over 300 decades, in any order", () => {
    fc.assert(
      fc.property(fc.array(decades(-150, 150), { minLength: 1, maxLength: 80 }), (weights) => {
        expectExactFamily(lay(list(weights)));
      }),
      { numRuns: 100 },
    );
  });

  it("gives cells without area to weights of 0, wherever they stand", () => {
    const weight = fc.oneof(fc.constant(0), decades(-3, 3), decades(-150, 150));
    fc.assert(
      fc.property(fc.array(weight, { minLength: 1, maxLength: 30 }), (weights) => {
        fc.pre(weights.some((w) => w > 0));
        const map = lay(list(weights));
        expectExactFamily(map);
        for (const [k, w] of weights.entries()) expect(map.isEmpty(k + 1)).toBe(w === 0);
      }),
      { numRuns: 100 },
    );
  });

  it("lays out the least weights there are", () => {
    const least = Number.MIN_VALUE;
    const map = lay(list([3 * least, 2 * least, 0, least]));
    const areas = [1, 2, 3, 4].map((i) => (6 * map.area(i)) / (WIDTH * HEIGHT));
    for (const [k, expected] of [3, 2, 0, 1].entries()) expect(areas[k]).toBeCloseTo(expected, 12);
  });

  it("lays out a whole branch without weight", () => {
    const tree = weightedTree({
      children: [{ value: 1 }, { children: [{ value: 0 }, { children: [{ value: 0 }] }] }, { value: 2 }],
    });
    const map = lay(tree);
    for (const i of map) expect(map.isEmpty(i)).toBe(tree.weight[i] === 0);
  });

  it("reuses its scratch without a trace", () => {
    const engine = make();
    const small = list([5, 3, 2, 1]);
    const before = layout(small, { engine, container: [WIDTH, HEIGHT] });
    layout(list(Array.from({ length: 3000 }, (_, k) => 1 + (k % 7))), { engine, container: [70, 9] });
    const after = layout(small, { engine, container: [WIDTH, HEIGHT] });
    for (const i of before) expect(after.cell(i)).toEqual(before.cell(i));
  });
});
