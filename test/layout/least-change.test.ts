import {
  binary,
  greedy,
  layout,
  sliceDice,
  squarify,
  weightedTree,
  type LayoutOptions,
  type Partition,
  type WeightedTree,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { leastChange } from "../../src/layout/least-change.ts";
import { handBoxes } from "../support/hand-made.ts";

type Item = { id: string; value?: number; children?: Item[] };

function tree(a: number, b: number, c: number, d?: number): WeightedTree<Item> {
  const leaf = (id: string, value: number): Item => ({ id, value });
  const pair = { id: "pair", children: [leaf("b", b), leaf("c", c)] };
  const children = [leaf("a", a), pair, ...(d === undefined ? [] : [leaf("d", d)])];
  return weightedTree<Item>({ id: "all", children }, { id: (item) => item.id, sort: null });
}

const lay = (of: WeightedTree<Item>, options: Partial<LayoutOptions> = {}): Partition =>
  layout(of, { engine: squarify(), container: [60, 40], ...options });

/** The area of a leaf by its id. */
const areaOf = (map: Partition, id: string): number => map.area(map.tree.find(id));

describe("the least change that weights demand", () => {
  it.each([squarify(), binary(), sliceDice(), greedy()])(
    "has the areas after in the arrangement before: $name",
    (engine) => {
      const before = lay(tree(3, 1, 2), { engine });
      const after = lay(tree(1, 4, 5), { engine });
      const least = leastChange(before, after)!;
      for (const [id, weight] of Object.entries({ a: 1, b: 4, c: 5 }))
        expect(areaOf(least, id)).toBeCloseTo((2400 * weight) / 10, 9);
      // Whatever stood left of or above another still does.
      for (const i of [1, 3])
        for (const j of [2, 4]) {
          const [was, is] = [before, least].map((map) => [map.bounds(i), map.bounds(j)] as const);
          expect(is![1].x0 >= is![0].x1 - 1e-9).toBe(was![1].x0 >= was![0].x1 - 1e-9);
          expect(is![1].y0 >= is![0].y1 - 1e-9).toBe(was![1].y0 >= was![0].y1 - 1e-9);
        }
    },
  );

  it.each([squarify(), greedy()])("is nothing where weights are the same: $name", (engine) => {
    const before = lay(tree(3, 1, 2), { engine });
    const least = leastChange(before, lay(tree(3, 1, 2), { engine: binary() }))!;
    for (const i of before) {
      const [x, y] = before.centroid(i);
      expect(least.area(i)).toBeCloseTo(before.area(i), 9);
      expect(least.centroid(i)[0]).toBeCloseTo(x, 9);
      expect(least.centroid(i)[1]).toBeCloseTo(y, 9);
    }
  });

  it.each([sliceDice(), greedy()])(
    "gives no room to leaves that are gone, new or grown into parents: $name",
    (engine) => {
      const before = lay(tree(3, 1, 2), { engine });
      const least = leastChange(before, lay(tree(2, 0, 6, 8), { engine }))!;
      expect([areaOf(least, "a"), areaOf(least, "b"), areaOf(least, "c")].map((a) => Math.round(a))).toEqual([
        600, 0, 1800,
      ]);
      const grown = weightedTree<Item>(
        {
          id: "all",
          children: [
            { id: "a", children: [{ id: "x", value: 9 }] },
            { id: "c", value: 2 },
          ],
        },
        { id: (item) => item.id, sort: null },
      );
      const other = leastChange(before, lay(grown, { engine }))!;
      expect([areaOf(other, "a"), areaOf(other, "b"), Math.round(areaOf(other, "c"))]).toEqual([0, 0, 2400]);
      // What had no cell before has no place in it.
      const late = leastChange(lay(tree(3, 0, 2), { engine }), before)!;
      expect([areaOf(late, "a"), areaOf(late, "b"), areaOf(late, "c")].map((a) => Math.round(a))).toEqual([
        1440, 0, 960,
      ]);
    },
  );

  it("keeps the padding and the container of before", () => {
    const before = lay(tree(3, 1, 2), { engine: sliceDice(), paddingTop: 10 });
    const least = leastChange(before, lay(tree(1, 1, 1), { container: [9, 9] }))!;
    expect(least.bounds(0)).toEqual({ x0: 0, y0: 0, x1: 60, y1: 40 });
    expect(least.bounds(1)).toEqual({ x0: 0, y0: 10, x1: 20, y1: 40 });
  });

  it("cannot be told where areas are not shares, cells stand in no rows, or no leaf is left", () => {
    const plain = lay(tree(3, 1, 2));
    const marked = (change: object) => lay(tree(3, 1, 2), { engine: { ...squarify(), ...change } });
    expect(leastChange(marked({}), plain)).not.toBeNull();
    expect(leastChange(marked({ hasGaps: true }), plain)).toBeNull();
    expect(leastChange(marked({ hasInexactAreas: true }), plain)).toBeNull();
    expect(leastChange(lay(tree(3, 1, 2), { padding: 1, areas: "leaf-exact" }), plain)).toBeNull();
    const wheel = handBoxes(
      [24, 24, 24, 24, 4],
      [[0, 0, 6, 4], [6, 0, 4, 6], [4, 6, 6, 4], [0, 4, 4, 6], [4, 4, 2, 2]], // prettier-ignore
    );
    expect(leastChange(wheel, wheel)).toBeNull();
    const others = weightedTree<Item>({ id: "all", children: [{ id: "z", value: 1 }] }, { id: (d) => d.id });
    expect(leastChange(plain, lay(others))).toBeNull();
    expect(leastChange(lay(tree(3, 1, 0)), lay(tree(0, 0, 2)))).toBeNull();
  });

  it("keeps every cut, however thin cells get", () => {
    const engine = greedy();
    const before = lay(tree(3, 1, 2), { engine });
    const least = leastChange(before, lay(tree(1e-4, 1, 1e4), { engine }))!;
    const narrow = (map: Partition, i: number) => {
      const { x0, y0, x1, y1 } = map.bounds(i);
      return [x0 > 0, y0 > 0, x1 > 59.9, y1 > 39.9];
    };
    expect(narrow(least, 1)).toEqual(narrow(before, 1));
  });
});
