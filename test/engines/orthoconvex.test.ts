import fc from "fast-check";
import { layout, orthoconvex, quality, squarify, validate, weightedTree, type Partition } from "marquetry";
import { caterpillar, randomTree } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { commonInset } from "../../src/geometry/rectilinear-inset.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { generator, plant, treePlans } from "../support/trees.ts";

/** Limits of (longest side of the bounding box)² / area, of rectangles and of all else. */
const BOX_OF_RECTANGLES = 8;
const BOX = 9;
const ROUNDING = 1e-9;
const EFFORTS = ["fast", "balanced", "best"] as const;
const square: [number, number] = [1000, 1000];

/** Asserts the limits and orthoconvexity for every cell, by its own ring. */
function expectFat(map: Partition): void {
  const ring = new Float64Array(2 * map.cells.mostCorners);
  // Compared once in all: a hundred thousand single expectations take seconds.
  const wrong: object[] = [];
  for (const i of map) {
    const corners = map.cells.ring(i, ring);
    if (corners === 0) continue;
    const xs = Array.from({ length: corners }, (_, k) => ring[2 * k]!);
    const ys = Array.from({ length: corners }, (_, k) => ring[2 * k + 1]!);
    const longest = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
    const limit = corners === 4 ? BOX_OF_RECTANGLES : BOX;
    const box = longest ** 2 / ringArea(ring, 0, corners);
    const [turnsX, turnsY] = [changesOfWay(xs), changesOfWay(ys)];
    if (box <= limit + ROUNDING && turnsX === 2 && turnsY === 2) continue;
    wrong.push({ place: map.tree.pathForMessage(i), corners, box, turnsX, turnsY });
  }
  expect(wrong).toEqual([]);
}

/** How often a closed sequence turns from growing to falling or back: twice where every line meets the ring twice. */
function changesOfWay(values: readonly number[]): number {
  const ways = values.map((value, k) => Math.sign(value - values.at(k - 1)!)).filter((way) => way !== 0);
  return ways.filter((way, k) => way !== ways.at(k - 1)!).length;
}

describe("orthoconvex", () => {
  it.each(EFFORTS)("stays fat, orthoconvex and exact on random trees with effort %s", (effort) => {
    fc.assert(
      fc.property(treePlans(120), (plan) => {
        const map = layout(plant(plan), { engine: orthoconvex({ effort }), container: square });
        expectFat(map);
        expect(validate(map)).toEqual([]);
      }),
      { numRuns: effort === "best" ? 1000 : 3000 },
    );
  });

  it.each(EFFORTS)("stays fat for weights over 200 decades with effort %s", (effort) => {
    const random = generator(5);
    for (let k = 0; k < 700; k++) {
      const plan = { name: "decades", parent: [-1], weight: [0] };
      for (let i = 1; i < 60; i++) {
        plan.parent.push(Math.max(0, i - 1 - Math.floor(3 * random())));
        plan.weight.push(10 ** (200 * random() - 100));
      }
      const isInner = new Set(plan.parent);
      plan.weight = plan.weight.map((weight, i) => (isInner.has(i) ? 0 : weight));
      // Breadth-first order is asked for by nobody: columns may come in any.
      expectFat(layout(plant(plan), { engine: orthoconvex({ effort }), container: square }));
    }
  });

  describe.each(EFFORTS)("with effort %s", (effort) => {
    it.each([
      ["equal", 10_000],
      ["random", 600],
      [0.5, 900],
    ] as const)("stays fat on a caterpillar of share %s and %i levels", (share, depth) => {
      expectFat(
        layout(caterpillar(depth, { share }), { engine: orthoconvex({ effort }), container: square }),
      );
    });

    it("lays out a family of 100,000 and a giant among dwarfs", () => {
      const weight = Float64Array.from({ length: 100_001 }, (_, k) => (k === 0 ? 0 : k === 1 ? 1e6 : 1));
      const parent = Int32Array.from(weight, (_, k) => (k === 0 ? -1 : 0));
      const map = layout(weightedTree.fromColumns({ parent, weight }), {
        engine: orthoconvex({ effort }),
        container: square,
      });
      expectFat(map);
    });

    it("stays fat in long containers", () => {
      fc.assert(
        fc.property(treePlans(60), fc.double({ min: 1, max: 8, noNaN: true }), (plan, ratio) => {
          const container: [number, number] = [100 * ratio, 100];
          expectFat(layout(plant(plan), { engine: orthoconvex({ effort }), container }));
        }),
        { numRuns: 300 },
      );
    });
  });

  it("gets fatter with more effort", () => {
    const tree = randomTree(2000, { seed: 4 });
    const [fast, balanced, best] = EFFORTS.map((effort) =>
      quality(layout(tree, { engine: orthoconvex({ effort }), container: square })),
    );
    expect(balanced!.leaves.box.mean).toBeLessThan(0.95 * fast!.leaves.box.mean);
    expect(best!.leaves.box.mean).toBeLessThan(0.93 * fast!.leaves.box.mean);
    expect(best!.leaves.asp.mean).toBeLessThan(0.98 * fast!.leaves.asp.mean);
  });

  it("takes an effort there is", () => {
    expect(() => orthoconvex({ effort: "most" as "best" })).toThrow(
      expect.objectContaining({ code: "bad-option" }),
    );
  });

  it("is as fat on the whole as squarify where that is at its best", () => {
    const tree = randomTree(3000, { seed: 4 });
    const [own, other] = [orthoconvex(), squarify()].map((engine) =>
      quality(layout(tree, { engine, container: square })),
    );
    expect(own!.leaves.box.mean).toBeLessThan(1.25 * other!.leaves.box.mean);
    expect(own!.leaves.box.max).toBeLessThanOrEqual(BOX);
  });

  it("finds leaves by a point of theirs, in L-shapes too", () => {
    const map = layout(caterpillar(60, { share: "equal" }), { engine: orthoconvex(), container: square });
    const ring = new Float64Array(2 * map.cells.mostCorners);
    const box = new Float64Array(64);
    for (const leaf of map.leaves()) {
      const corners = map.cells.ring(leaf, ring);
      map.cells.convexPart(ring, corners, Infinity, box);
      const cell = map.cell(leaf);
      if (cell.kind !== "polygon") continue;
      const [x, y] = cell.points[0]!;
      const inX = x - ring[0]! + (box[0]! + box[4]!) / 2;
      const inY = y - ring[1]! + (box[1]! + box[5]!) / 2;
      expect(map.at(inX, inY)).toBe(leaf);
    }
  });

  it("takes only rectangles", () => {
    const options = { engine: orthoconvex(), container: [[0, 0], [4, 0], [2, 3]] as [number, number][] }; // prettier-ignore
    expect(() => layout(caterpillar(3), options)).toThrow(
      expect.objectContaining({ code: "container-not-rectangle" }),
    );
  });
});

describe("the common inset of rings", () => {
  const none = { left: 0, top: 0, right: 0, bottom: 0 };
  const ell = Float64Array.of(0, 0, 0, 10, 10, 10, 10, 6, 4, 6, 4, 0);

  it("moves the sides of an L inwards, the reflex corner too", () => {
    const inset = commonInset([{ points: ell, corners: 6, left: 1, top: 1, right: 1, bottom: 1 }]);
    expect([...inset!]).toEqual([1, 1, 1, 9, 9, 9, 9, 7, 3, 7, 3, 1]);
  });

  it("keeps the larger piece, and nothing where nothing is left", () => {
    const margins = { left: 0, top: 2.5, right: 0, bottom: 2.5 };
    expect(commonInset([{ points: ell, corners: 6, ...margins }])).toEqual(
      Float64Array.of(0, 2.5, 0, 7.5, 4, 7.5, 4, 2.5),
    );
    expect(commonInset([{ points: ell, corners: 6, ...none, left: 10 }])).toBeNull();
  });

  it("is what two rings have in common", () => {
    const other = Float64Array.of(2, -5, 2, 8, 20, 8, 20, -5);
    const both = commonInset([
      { points: ell, corners: 6, ...none },
      { points: other, corners: 4, ...none },
    ]);
    expect([...both!]).toEqual([2, 0, 2, 8, 10, 8, 10, 6, 4, 6, 4, 0]);
  });
});
