import fc from "fast-check";
import { layout, localMoves, validate, weightedTree, type Partition } from "marquetry";
import { generator } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { Dissection, type Sides } from "../../src/engines/rectangles/dissection.ts";
import { localChanges } from "../../src/engines/rectangles/local-changes.ts";

/** Round a fifth in the middle, each of four lies at one end of a segment and runs past that of another. */
const PINWHEEL: Sides[] = [
  [0, 2, 0, 2],
  [2, 1, 0, 3],
  [3, 1, 3, 1],
  [0, 3, 2, 1],
  [3, 2, 2, 3],
];
const weight = fc.double({ min: -2, max: 2, noNaN: true }).map((exponent) => 10 ** exponent);

/** That the boxes have these areas, lie within the room, and do not overlap. */
function expectDissection({ boxes }: Dissection, areas: Float64Array, width: number, height: number): void {
  const total = areas.reduce((sum, area) => sum + area, 0);
  const box = (k: number) => {
    const [x, y, w, h] = [...boxes.subarray(4 * k, 4 * k + 4)] as [number, number, number, number];
    return { x, y, right: x + w, bottom: y + h, w, h };
  };
  const touch = 1e-9 * (width + height);
  for (let k = 0; k < areas.length; k++) {
    const { x, y, right, bottom, w, h } = box(k);
    expect((w * h) / (width * height)).toBeCloseTo(areas[k]! / total, 10);
    expect(Math.min(x, y, width - right, height - bottom)).toBeGreaterThan(-touch);
    for (let j = 0; j < k; j++) {
      const other = box(j);
      const across = Math.min(right, other.right) - Math.max(x, other.x);
      const down = Math.min(bottom, other.bottom) - Math.max(y, other.y);
      expect(Math.min(across, down), `${j} and ${k}`).toBeLessThan(touch);
    }
  }
}

describe("a dissection", () => {
  it("has its areas though it cannot be cut apart", () => {
    fc.assert(
      fc.property(fc.array(weight, { minLength: 5, maxLength: 5 }), (weights) => {
        const areas = Float64Array.from(weights);
        const dissection = new Dissection(PINWHEEL);
        expect(dissection.solve(areas, 4, 3)).toBe(true);
        expectDissection(dissection, areas, 4, 3);
      }),
    );
  });

  it("has the pinwheel of equal areas, which can be told by hand", () => {
    const dissection = new Dissection(PINWHEEL);
    dissection.solve(new Float64Array(5).fill(1), 1, 1);
    const [, , length, depth] = dissection.boxes;
    // Four rectangles of a fifth, l long and d deep with l + d = 1, around a square.
    expect(length! + depth!).toBeCloseTo(1, 12);
    expect(length! * depth!).toBeCloseTo(0.2, 12);
  });

  it("stays one after any local moves", () => {
    const moves = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(weight, { minLength: 5, maxLength: 14 }), moves, (weights, choices) => {
        const areas = Float64Array.from(weights);
        let dissection = new Dissection(PINWHEEL.map((sides) => [...sides]));
        expect(dissection.solve(areas.slice(0, 5), 5, 4)).toBe(true);
        for (let k = 5; k < weights.length; k++) dissection.split(k % 5, k % 2 === 0);
        for (const [who, which] of choices) {
          const changes = localChanges(dissection, who % weights.length);
          if (changes.length > 0) dissection = dissection.changed(changes[which % changes.length]!);
        }
        expect(dissection.solve(areas, 5, 4)).toBe(true);
        expectDissection(dissection, areas, 5, 4);
      }),
    );
  });

  it("has moves in and out of a pinwheel", () => {
    const dissection = new Dissection(PINWHEEL);
    const changes = localChanges(dissection, 0);
    expect(changes.length).toBeGreaterThan(0);
    for (const change of changes) expect([...change.keys()]).toContain(0);
  });

  it("gives the room of one that goes to neighbours, but for the middle of a pinwheel", () => {
    const areas = new Float64Array(4).fill(1);
    for (let k = 0; k < 4; k++) {
      const dissection = new Dissection(PINWHEEL.map((sides) => [...sides]));
      expect(dissection.remove(k)).toBe(true);
      expect(dissection.solve(areas, 3, 3)).toBe(true);
      expectDissection(dissection, areas, 3, 3);
    }
    expect(new Dissection(PINWHEEL.map((sides) => [...sides])).remove(4)).toBe(false);
  });
});

describe("localMoves", () => {
  const treeOf = (weights: readonly number[]) =>
    weightedTree<readonly number[] | number>(weights, {
      children: (d) => (typeof d === "number" ? null : d),
      weight: (d) => (typeof d === "number" ? d : null),
      sort: null,
    });
  const costOf = (map: Partition): number =>
    Array.from(map.leaves(), (i) => {
      const { x0, y0, x1, y1 } = map.bounds(i);
      return ((x1 - x0) / (y1 - y0) + (y1 - y0) / (x1 - x0)) ** 2;
    }).reduce((sum, cost) => sum + cost, 0);

  it("makes cells fatter than keeping all does, by moves that hold for the next update", () => {
    const random = generator(9);
    const start = Array.from({ length: 24 }, () => 10 ** random());
    const maps = [0, 4].map((moves) =>
      layout(treeOf(start), { engine: localMoves({ moves }), container: [600, 400] }),
    );
    for (let step = 0; step < 6; step++) {
      const weights = start.map((w) => w * 10 ** (random() - 0.5));
      for (const [k, map] of maps.entries()) maps[k] = map.update(treeOf(weights));
      for (const map of maps) expect(validate(map)).toEqual([]);
      expect(costOf(maps[1]!)).toBeLessThanOrEqual(costOf(maps[0]!) * (1 + 1e-9));
    }
    expect(costOf(maps[1]!)).toBeLessThan(0.9 * costOf(maps[0]!));
  });

  it("keeps the order of all neighbours without moves", () => {
    const random = generator(10);
    const start = Array.from({ length: 20 }, () => 10 ** random());
    const map = layout(treeOf(start), { engine: localMoves({ moves: 0 }), container: [600, 400] });
    const there = map.update(treeOf(start.map((w) => w * (0.5 + random()))));
    const back = there.update(treeOf(start));
    for (let i = 1; i <= 20; i++) {
      const [a, b] = [map.bounds(i), back.bounds(i)];
      expect(a.x0).toBeCloseTo(b.x0, 7);
      expect(a.y1).toBeCloseTo(b.y1, 7);
    }
  });

  it("lays afresh what is beyond it", () => {
    const random = generator(12);
    const many = Array.from({ length: 230 }, () => 10 ** random());
    const map = layout(treeOf(many), { engine: localMoves(), container: [600, 400] });
    expect(validate(map.update(treeOf(many.map((w) => w * (0.5 + random())))))).toEqual([]);
    const far = layout(treeOf([1, 2, 3]), { engine: localMoves(), container: [600, 400] });
    expect(validate(far.update(treeOf([1e-200, 2, 3e90])))).toEqual([]);
  });
});
