import fc from "fast-check";
import {
  approximation,
  binary,
  hilbert,
  layout,
  moore,
  pivot,
  quality,
  spiral,
  split,
  weightedTree,
} from "marquetry";
import type { Engine, Partition } from "marquetry";
import { describe, expect, it } from "vitest";

const listOf = (weights: readonly number[], sort: null | "descending" = null) =>
  weightedTree({ children: weights.map((value) => ({ value })) }, { sort });
const lay = (engine: Engine, weights: readonly number[], width = 100, height = 100): Partition =>
  layout(listOf(weights), { engine, container: [width, height] });
const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 40 });
const sides = fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }));

/** Whether two cells have more than a corner in common. */
function touch(map: Partition, a: number, b: number): boolean {
  const [p, q] = [map.bounds(a), map.bounds(b)];
  const unit = 1e-9 * Math.max(map.region.x1, map.region.y1);
  const overlap = (p0: number, p1: number, q0: number, q1: number) => Math.min(p1, q1) - Math.max(p0, q0);
  const [x, y] = [overlap(p.x0, p.x1, q.x0, q.x1), overlap(p.y0, p.y1, q.y0, q.y1)];
  return (Math.abs(x) <= unit && y > unit) || (Math.abs(y) <= unit && x > unit);
}

describe("halves from heavy to light", () => {
  it("keep the limit of every node, in any room", () => {
    fc.assert(
      fc.property(
        weights,
        sides,
        fc.constantFrom(approximation, binary, split),
        (list, [width, height], make) => {
          const tree = weightedTree({
            children: [{ children: list.map((value) => ({ value })) }, { value: list[0]! }, { value: 1 }],
          });
          const { bound, leaves } = quality(layout(tree, { engine: make(), container: [width, height] }));
          expect(bound).toMatchObject({ measure: "side", holds: true });
          expect(leaves.side.max).toBeLessThanOrEqual(bound!.value * (1 + 1e-9));
        },
      ),
    );
  });

  it("have no better limit: two children in a square, one k times as heavy, come to 1 + k", () => {
    for (const k of [2, 5, 100]) {
      const map = lay(approximation(), [1, k]);
      expect(quality(map).leaves.side.max).toBeCloseTo(1 + k, 9);
      expect(map.bound()!.value).toBeCloseTo(Math.max(3, 1 + k), 9);
    }
  });

  it("are those of binary on sorted trees, and come to the same whatever the order given", () => {
    fc.assert(
      fc.property(weights, (list) => {
        const sorted = [...list].sort((a, b) => b - a);
        const halves = lay(binary(), sorted);
        const same = lay(approximation(), sorted);
        for (const i of halves) expect(same.cell(i)).toEqual(halves.cell(i));
        const shuffled = lay(approximation(), list);
        const areas = (map: Partition) =>
          Array.from(map.leaves(), (i) => map.bounds(i).x0).sort((a, b) => a - b);
        expect(areas(shuffled)).toEqual(areas(same));
      }),
    );
  });

  it("promise nothing for binary where a family is not sorted, and leave children without weight out", () => {
    expect(lay(binary(), [1, 2]).bound()).toBeNull();
    expect(lay(binary(), [2, 1, 0]).bound()).toEqual(expect.objectContaining({ value: 3 }));
    expect(lay(approximation(), [0, 1, 0, 2]).bound()).toEqual(expect.objectContaining({ value: 3 }));
    expect(
      Array.from(lay(approximation(), [0, 1, 0, 2]).leaves(), (i) =>
        lay(approximation(), [0, 1, 0, 2]).area(i),
      ),
    ).toEqual([0, expect.closeTo(10_000 / 3), 0, expect.closeTo(20_000 / 3)]);
  });
});

describe("spiral", () => {
  it("leads from each child to a neighbour", () => {
    fc.assert(
      fc.property(weights, sides, (list, [width, height]) => {
        const map = lay(spiral(), list, width, height);
        for (let i = 1; i < list.length; i++) expect(touch(map, i, i + 1)).toBe(true);
      }),
    );
  });

  it("goes round: the first strip along the top, the next down the right, then back, then up", () => {
    const map = lay(
      spiral(),
      Array.from({ length: 24 }, () => 1),
    );
    const first = map.bounds(1);
    expect([first.x0, first.y0]).toEqual([0, 0]);
    const corners = [...map.leaves()].filter((i) => {
      const { x0, x1, y0, y1 } = map.bounds(i);
      const outer = (side: number) => side < 1e-9 || side > 100 - 1e-9;
      return [x0, x1].some(outer) && [y0, y1].some(outer);
    });
    const places = corners.map((i) => [map.bounds(i).x1 > 99, map.bounds(i).y1 > 99]);
    expect(places).toEqual([
      [false, false],
      [true, false],
      [true, true],
      [false, true],
    ]);
  });
});

describe.each([
  ["hilbert", hilbert],
  ["moore", moore],
])("%s", (name, make) => {
  it.each([1, 2, 3])("goes through 4^%i equal squares side by side", (levels) => {
    const count = 4 ** levels;
    const map = lay(
      make(),
      Array.from({ length: count }, () => 1),
    );
    for (let i = 1; i <= count; i++) {
      const { x0, x1, y0, y1 } = map.bounds(i);
      expect([x1 - x0, y1 - y0]).toEqual([
        expect.closeTo(100 / 2 ** levels, 9),
        expect.closeTo(100 / 2 ** levels, 9),
      ]);
      if (i < count) expect(touch(map, i, i + 1)).toBe(true);
    }
    if (count > 1) expect(touch(map, 1, count)).toBe(name === "moore" || levels === 1);
  });

  it("keeps every child with its neighbours when a weight changes", () => {
    const before = lay(
      make(),
      Array.from({ length: 64 }, () => 1),
    );
    const after = lay(
      make(),
      Array.from({ length: 64 }, (_, k) => (k === 20 ? 1.5 : 1)),
    );
    for (let i = 1; i < 64; i++) {
      const [a, b] = [before.centroid(i), after.centroid(i)];
      expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(15);
    }
  });
});

describe("pivot", () => {
  it("lays what comes before the pivot at its left, and what comes after below it or at its right", () => {
    fc.assert(
      fc.property(weights, fc.constantFrom("middle", "size", "split"), (list, by) => {
        const map = lay(pivot({ by }), list, 120, 100);
        const n = list.length;
        const total = list.reduce((sum, weight) => sum + weight, 0);
        let p = n >> 1;
        if (by === "size") p = list.indexOf(Math.max(...list));
        if (by === "split") {
          let sum = 0;
          p = list.findIndex((weight) => (sum += weight) >= (total / 2) * (1 - 1e-12));
        }
        const at = map.bounds(p + 1);
        for (let k = 0; k < n; k++) {
          const { x0, x1, y0 } = map.bounds(k + 1);
          if (k < p) expect(x1).toBeLessThanOrEqual(at.x0 + 1e-9);
          if (k > p) expect(y0 >= at.y1 - 1e-9 || x0 >= at.x1 - 1e-9).toBe(true);
        }
      }),
    );
  });

  it("takes as many into the pivot's column as make it most nearly a square", () => {
    // Alone the pivot would be 100 high and 25 wide; with one more 50 × 50, with both 33 × 75.
    const map = lay(pivot({ by: "size" }), [4, 4, 4, 4]);
    expect(map.cell(1)).toMatchObject({ x0: 0, y0: 0, x1: 50, y1: 50 });
    expect(map.cell(2)).toMatchObject({ x0: 0, y0: 50, x1: 50, y1: 100 });
  });

  it("refuses another pivot by name", () => {
    expect(() => pivot({ by: "sise" as "size" })).toThrow(/pivot: by must be .* did you mean "size"\?/);
  });
});
