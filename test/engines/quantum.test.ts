import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { layout, quantum, validate, weightedTree, type Partition } from "../../src/index.ts";
import { randomTree } from "../../src/fixtures/index.ts";

/** Width and height of a unit of a map: a leaf of one unit is as wide as one. */
function unitOf(map: Partition, ratio: number): { wide: number; high: number } {
  for (const i of map.leaves()) {
    const { x0, x1 } = map.bounds(i);
    if (map.tree.weight[i] === 1) return { wide: x1 - x0, high: (x1 - x0) / ratio };
  }
  throw new Error("no leaf of weight 1");
}

function expectWhole(value: number): number {
  expect(Math.abs(value - Math.round(value))).toBeLessThan(1e-6);
  return Math.round(value);
}

/** The largest unit of all ways to put some leaves into rows in their order, each row as high as any number of units. */
function largestUnit(weights: readonly number[], width: number, height: number): number {
  let largest = 0;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  for (let breaks = 0; breaks < 2 ** (weights.length - 1); breaks++) {
    const rows: number[][] = [[]];
    for (const [k, weight] of weights.entries()) {
      rows.at(-1)!.push(weight);
      if (k < weights.length - 1 && (breaks >> k) & 1) rows.push([]);
    }
    // For each width of all together every row is as low as it can be.
    for (let columns = 1; columns <= sum; columns++) {
      const heights = rows.map((row) => {
        for (let high = 1; high <= sum; high++)
          if (row.reduce((total, weight) => total + Math.ceil(weight / high), 0) <= columns) return high;
        return Infinity;
      });
      const total = heights.reduce((all, high) => all + high, 0);
      largest = Math.max(largest, Math.min(width / columns, height / total));
    }
  }
  return largest;
}

const counts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 40 });

describe("quantum", () => {
  it("gives each leaf whole units on one grid, no fewer than it needs, less than a column more", () => {
    const ratios = fc.constantFrom(1, 4 / 3, 0.5);
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 6 }), ratios, (families, ratio) => {
        const children = families.map((family) => ({ children: family.map((value) => ({ value })) }));
        const tree = weightedTree({ children: [...children, { value: 1 }] });
        const map = layout(tree, { engine: quantum({ ratio }), container: [960, 600] });
        expect(validate(map)).toEqual([]);
        const { wide, high } = unitOf(map, ratio);
        for (let i = 1; i < map.size; i++) {
          const { x0, y0, x1, y1 } = map.bounds(i);
          expectWhole(x0 / wide);
          expectWhole(y0 / high);
          const [columns, rows] = [expectWhole((x1 - x0) / wide), expectWhole((y1 - y0) / high)];
          if (tree.childCount[i]! > 0) continue;
          expect(columns * rows).toBeGreaterThanOrEqual(tree.weight[i]!);
          expect((columns - 1) * rows).toBeLessThan(tree.weight[i]!);
        }
      }),
    );
  });

  it("refuses more units than numbers can count", () => {
    const tree = weightedTree({ children: [{ value: 1e200 }, { value: 1 }] });
    const few = layout(tree, { engine: quantum({ per: 1e190 }), container: [960, 600] });
    expect(validate(few)).toEqual([]);
    expect(() => layout(tree, { engine: quantum({ per: 1e-200 }), container: [960, 600] })).toThrow(
      "more units than numbers can count",
    );
  });

  it("keeps the order of reading", () => {
    fc.assert(
      fc.property(counts, (weights) => {
        const tree = weightedTree({ children: weights.map((value) => ({ value })) }, { sort: null });
        const map = layout(tree, { engine: quantum(), container: [600, 600] });
        for (let i = 2; i < map.size; i++) {
          const [before, here] = [map.bounds(i - 1), map.bounds(i)];
          const isBeside = Math.abs(here.y0 - before.y0) < 1e-9 && here.x0 >= before.x1 - 1e-9;
          expect(isBeside || here.y0 >= before.y1 - 1e-9).toBe(true);
        }
      }),
    );
  });

  it("has units nearly as large as any division into rows allows", () => {
    const few = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
    let worst = 1;
    fc.assert(
      fc.property(few, (weights) => {
        const tree = weightedTree({ children: [...weights, 1].map((value) => ({ value })) }, { sort: null });
        const map = layout(tree, { engine: quantum(), container: [900, 600] });
        const largest = largestUnit([...weights, 1], 900, 600);
        const { wide } = unitOf(map, 1);
        expect(wide).toBeLessThanOrEqual(largest * (1 + 1e-9));
        worst = Math.min(worst, wide / largest);
      }),
    );
    expect(worst).toBeGreaterThan(0.6);
  });

  it("counts units by `per`, and says that areas are not exact", () => {
    const tree = weightedTree({ children: [{ value: 500 }, { value: 250 }, { value: 1 }] }, { sort: null });
    const map = layout(tree, { engine: quantum({ per: 250 }), container: [300, 100] });
    const areas = [1, 2, 3].map((i) => map.area(i) / map.area(3));
    expect(areas.map((area) => Math.round(area * 1e6) / 1e6)).toEqual([2, 1, 1]);
    expect(map.engine).toMatchObject({ hasGaps: true, hasInexactAreas: true });
  });

  it("ends for any weights", () => {
    for (const values of [
      [1e300, 1e-300, 1],
      [1e290, 9e289, 7e200, 3e200, 1e100, 1e20, 3],
      [1e15, 3e15 + 1, 7],
      [0, 2, 0],
    ]) {
      const map = layout(weightedTree({ children: values.map((value) => ({ value })) }), {
        engine: quantum(),
        container: [960, 600],
      });
      for (const i of map.leaves()) expect(map.isEmpty(i)).toBe(map.tree.weight[i] === 0);
    }
    expect(validate(layout(randomTree(2000), { engine: quantum(), container: [960, 600] }))).toEqual([]);
  });
});
