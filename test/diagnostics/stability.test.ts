import fc from "fast-check";
import {
  rectilinearCells,
  angular,
  binary,
  engines,
  greedy,
  layout,
  MarquetryError,
  sliceDice,
  squarify,
  stability,
  weightedTree,
  type Container,
  type Engine,
  type Partition,
  type Stability,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { cellOverlap } from "../../src/diagnostics/cell-overlap.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { containersFor } from "../support/containers.ts";
import { handBoxes, handRings, type HandBox } from "../support/hand-made.ts";
import { convexRings, pairs } from "../support/rings.ts";
import { generator, plant, planTree, treePlans, type TreePlan } from "../support/trees.ts";

/** Diagonal of the square that partitions made by hand lie in. */
const DIAGONAL = Math.hypot(10, 10);

function lay(plan: TreePlan, engine: Engine = squarify(), container: Container = [160, 100]): Partition {
  return layout(plant(plan), { engine, container });
}

/** The same tree with every weight multiplied by something from 1/spread to spread. */
function shake(plan: TreePlan, seed: number, spread = 2): TreePlan {
  const random = generator(seed);
  return { ...plan, weight: plan.weight.map((weight) => weight * spread ** (2 * random() - 1)) };
}

const still: Partial<Stability> = {
  appeared: 0,
  gone: 0,
  cornerTravel: { mean: 0, max: 0 },
  centroidShift: { mean: 0, max: 0 },
  jaccard: { mean: 1, min: 1 },
};

function expectClose(a: Stability, b: Stability, digits = 9): void {
  expect([a.leaves, a.appeared, a.gone, a.pairs]).toEqual([b.leaves, b.appeared, b.gone, b.pairs]);
  for (const [x, y] of [
    [a.cornerTravel.mean, b.cornerTravel.mean],
    [a.cornerTravel.max, b.cornerTravel.max],
    [a.relativePosition, b.relativePosition],
    [a.centroidShift.mean, b.centroidShift.mean],
    [a.centroidShift.max, b.centroidShift.max],
    [a.jaccard.mean, b.jaccard.mean],
    [a.jaccard.min, b.jaccard.min],
  ] as const) {
    if (Number.isNaN(y)) expect(x).toBeNaN();
    else expect(x).toBeCloseTo(y, digits);
  }
}

describe("a map compared with itself", () => {
  it.each(Object.entries(engines))("has not moved: %s", (_, make) => {
    fc.assert(
      fc.property(treePlans(60), (plan) => {
        for (const { corners } of containersFor(make().shape)) {
          const twice = stability(lay(plan, make(), corners), lay(plan, make(), corners));
          expect(twice).toMatchObject(still);
          if (twice.leaves > 1) expect(twice.relativePosition).toBe(0);
          expect(twice.pairs).toBe(twice.leaves * (twice.leaves - 1));
        }
      }),
      { numRuns: 15 },
    );
  });

  it("has not moved where cells are smaller than the rounding of absolute coordinates", () => {
    const plan = planTree("deep", "uniform", 4000, 3);
    const deep = { ...plan, weight: plan.weight.map((weight, i) => weight * 2 ** (-i / 4)) };
    expect(stability(lay(deep), lay(deep))).toMatchObject(still);
  });
});

describe("moves made by hand", () => {
  const two = (boxes: HandBox[]): Partition => handBoxes(
    boxes.map(([, , width, height]) => width * height),
    boxes,
  ); // prettier-ignore

  it("two halves that change places", () => {
    const left: HandBox = [0, 0, 5, 10];
    const right: HandBox = [5, 0, 5, 10];
    const { cornerTravel, relativePosition, centroidShift, jaccard, leaves, pairs } = stability(
      two([left, right]),
      two([right, left]),
    );
    expect([leaves, pairs]).toEqual([2, 2]);
    expect(cornerTravel.mean).toBeCloseTo(5 / DIAGONAL, 15);
    expect(cornerTravel.max).toBeCloseTo(5 / DIAGONAL, 15);
    expect(centroidShift.max).toBeCloseTo(5 / DIAGONAL, 15);
    expect(relativePosition).toBe(1);
    expect(jaccard).toEqual({ mean: 0, min: 0 });
  });

  it("a border that moves", () => {
    const after = two([[0, 0, 7, 10], [7, 0, 3, 10]]); // prettier-ignore
    const { cornerTravel, relativePosition, centroidShift, jaccard } = stability(
      two([[0, 0, 5, 10], [5, 0, 5, 10]]), // prettier-ignore
      after,
    );
    // Two corners of each half move by 2, two not at all.
    expect(cornerTravel.mean).toBeCloseTo(4 / 4 / DIAGONAL, 15);
    expect(centroidShift.mean).toBeCloseTo(1 / DIAGONAL, 15);
    expect(relativePosition).toBe(0);
    expect(jaccard.mean).toBeCloseTo((5 / 7 + 3 / 5) / 2, 15);
    expect(jaccard.min).toBeCloseTo(3 / 5, 15);
  });

  it("a corner that moves aslant", () => {
    const before = two([[0, 0, 5, 5], [5, 5, 5, 5]]); // prettier-ignore
    const after = two([[0, 0, 8, 9], [5, 5, 5, 5]]); // prettier-ignore
    const { cornerTravel, jaccard } = stability(before, after);
    expect(cornerTravel.max).toBeCloseTo((0 + 3 + 5 + 4) / 4 / DIAGONAL, 15);
    expect(cornerTravel.mean).toBeCloseTo(cornerTravel.max / 2, 15);
    expect(jaccard.min).toBeCloseTo(25 / 72, 15);
  });

  it("a box that slides past another, and partly over its corner", () => {
    const a: HandBox = [4, 4, 2, 2];
    const before = two([a, [4, 0, 2, 2]]); // prettier-ignore
    // b slides to the right: 1/4 above a, 3/4 above right of it. Seen from b, a is 1/4 below, 3/4 below left.
    const after = two([a, [5.5, 0, 2, 2]]); // prettier-ignore
    expect(stability(before, after).relativePosition).toBeCloseTo(3 / 4, 15);
    // From above (1, 0, 0) to above and right in the same row of zones: 1/4, 3/4, then down across three rows.
    const low = two([a, [5.5, 3, 2, 4]]); // prettier-ignore
    // Before: all above. After, round a: columns 1/4 and 3/4, rows 1/4, 2/4, 1/4; above keeps 1/16.
    // Before, round b: all below. After, round b: a's columns 3/4 and 1/4, all in b's row: nothing below.
    expect(stability(before, low).relativePosition).toBeCloseTo((15 / 16 + 1) / 2, 15);
  });

  it("polygons are seen as their bounding boxes by two measures, as themselves by the others", () => {
    const upper = [[0, 0], [0, 10], [10, 0]] as const; // prettier-ignore
    const lower = [[0, 10], [10, 10], [10, 0]] as const; // prettier-ignore
    const { cornerTravel, relativePosition, centroidShift, jaccard } = stability(
      handRings([50, 50], [upper, lower]),
      handRings([50, 50], [lower, upper]),
    );
    expect(cornerTravel.max).toBe(0);
    expect(relativePosition).toBe(0);
    expect(centroidShift.mean).toBeCloseTo(Math.hypot(10 / 3, 10 / 3) / DIAGONAL, 15);
    expect(jaccard.mean).toBeCloseTo(0, 15);
    const left = [[0, 0], [0, 10], [5, 10], [5, 0]] as const; // prettier-ignore
    // The left half and the upper triangle share 50 − 12.5, the right half and the lower one as well.
    const right = [[5, 0], [5, 10], [10, 10], [10, 0]] as const; // prettier-ignore
    const halves = stability(handRings([50, 50], [upper, lower]), handRings([50, 50], [left, right]));
    expect(halves.jaccard.mean).toBeCloseTo(37.5 / 62.5, 14);
    // Both boxes lay within one another; then all of each lies to one side.
    expect(halves.relativePosition).toBe(1);
  });

  it("an L and the square in its notch", () => {
    const rectilinear = rectilinearCells;
    const L = [[0, 0], [0, 10], [10, 10], [10, 5], [5, 5], [5, 0]] as const; // prettier-ignore
    const notch = [[5, 0], [5, 5], [10, 5], [10, 0]] as const; // prettier-ignore
    const turned = [[0, 0], [0, 5], [5, 5], [5, 10], [10, 10], [10, 0]] as const; // prettier-ignore
    const other = [[0, 5], [0, 10], [5, 10], [5, 5]] as const; // prettier-ignore
    const { jaccard } = stability(
      handRings([75, 25], [L, notch], rectilinear),
      handRings([75, 25], [turned, other], rectilinear),
    );
    expect(jaccard.mean).toBeCloseTo(0.5 / 2, 14);
    const triangle = [[0, 0], [0, 10], [10, 10]] as const; // prettier-ignore
    const mixed = stability(handRings([75], [L], rectilinear), handRings([75], [triangle]));
    expect(mixed.jaccard.mean).toBeCloseTo(50 / 75, 14);
  });
});

describe("invariances", () => {
  const square = [[0, 0], [0, 64], [64, 64], [64, 0]] as const; // prettier-ignore
  const changes = fc.record({ plan: treePlans(40), seed: fc.integer({ min: 1, max: 1e6 }) });

  // By powers of 2, so that rounding cannot make an engine decide otherwise where two ways are equally good.
  it.each([2 ** 20, 2 ** -200])("a container scaled by %d changes nothing", (scale) => {
    fc.assert(
      fc.property(changes, ({ plan, seed }) => {
        const there = square.map(([x, y]) => [x * scale, y * scale] as const);
        for (const engine of [squarify(), greedy()]) {
          const here = stability(lay(plan, engine, square), lay(shake(plan, seed), engine, square));
          const far = stability(lay(plan, engine, there), lay(shake(plan, seed), engine, there));
          expectClose(far, here, 12);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("a container moved changes nothing", () => {
    fc.assert(
      fc.property(changes, ({ plan, seed }) => {
        const there = square.map(([x, y]) => [x + 1024, y - 300] as const);
        for (const engine of [squarify(), greedy()]) {
          const maps = [lay(plan, engine, square), lay(shake(plan, seed), engine, square)] as const;
          // Where places are rounded more coarsely, thin cells change their shares by more than the rounding.
          fc.pre(Math.min(...maps.map(narrowest)) > 1e-6);
          expectClose(
            stability(lay(plan, engine, there), lay(shake(plan, seed), engine, there)),
            stability(...maps),
            6,
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it("there and back are the same", () => {
    fc.assert(
      fc.property(treePlans(40), fc.integer({ min: 1, max: 1e6 }), (plan, seed) => {
        const maps = [lay(plan, greedy()), lay(shake(plan, seed), greedy())] as const;
        const [there, back] = [stability(maps[0], maps[1]), stability(maps[1], maps[0])];
        expect([there.appeared, there.gone]).toEqual([back.gone, back.appeared]);
        expectClose(there, { ...back, appeared: back.gone, gone: back.appeared });
      }),
      { numRuns: 30 },
    );
  });

  it("a whole map that moves keeps relative positions, and every corner moves alike", () => {
    const plan = planTree("bushy", "lognormal", 200, 5);
    const moved = stability(
      lay(plan, squarify(), { x0: 0, y0: 0, x1: 40, y1: 30 }),
      lay(plan, squarify(), { x0: 3, y0: 4, x1: 43, y1: 34 }),
    );
    expect(moved.relativePosition).toBeCloseTo(0, 12);
    for (const { mean, max } of [moved.cornerTravel, moved.centroidShift]) {
      expect(mean).toBeCloseTo(5 / 50, 12);
      expect(max).toBeCloseTo(5 / 50, 12);
    }
  });

  it("all measures stay within 0 and 1", () => {
    fc.assert(
      fc.property(treePlans(60), fc.integer({ min: 1, max: 1e6 }), (plan, seed) => {
        const a = lay(plan, binary());
        const b = lay(shake(plan, seed, 100), sliceDice());
        const { cornerTravel, relativePosition, centroidShift, jaccard, leaves } = stability(a, b);
        const values = [cornerTravel, centroidShift].flatMap(({ mean, max }) => [mean, max]);
        if (leaves > 1) values.push(relativePosition);
        for (const value of [...values, jaccard.mean, jaccard.min]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** Shortest side of a leaf's bounding box. */
function narrowest(map: Partition): number {
  let least = Infinity;
  for (const i of map.leaves()) {
    if (map.isEmpty(i)) continue;
    const { x0, y0, x1, y1 } = map.bounds(i);
    least = Math.min(least, x1 - x0, y1 - y0);
  }
  return least;
}

describe("against measures written anew", () => {
  it("corner travel, centroid shift and relative position are those of their definitions", () => {
    fc.assert(
      fc.property(treePlans(40), fc.integer({ min: 1, max: 1e6 }), (plan, seed) => {
        for (const engine of [squarify(), greedy()]) {
          const maps = [lay(plan, engine), lay(shake(plan, seed), engine)] as const;
          const [travel, shift, relative] = naive(...maps);
          const { cornerTravel, centroidShift, relativePosition } = stability(...maps);
          expect(cornerTravel.mean).toBeCloseTo(travel, 10);
          expect(centroidShift.mean).toBeCloseTo(shift, 10);
          if (!Number.isNaN(relative)) expect(relativePosition).toBeCloseTo(relative, 8);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("the overlap of convex polygons is what a sweep adds up", () => {
    fc.assert(
      fc.property(convexRings, convexRings, (a, b) => {
        // Rings are centred up to 4 apart; brought together, they overlap more often than not.
        const near = b.map((value, k) => value / 4 + (k % 2 === 0 ? a[0]! : a[1]!) * 0.7);
        const map = (ring: Float64Array): Partition => handRings([1], [pairs(ring)]);
        const exact = stability(map(a), map(near)).jaccard.mean;
        expect(Math.abs(exact - sweptJaccard(a, near))).toBeLessThan(0.005);
      }),
      { numRuns: 100 },
    );
  });

  it("the areas that one cell shares with all cells of another map sum up to its own", () => {
    const plan = planTree("list", "lognormal", 60, 7);
    const maps = [lay(plan, greedy()), lay(plan, squarify()), lay(shake(plan, 1), greedy())];
    for (const a of maps) {
      for (const b of maps) {
        const overlap = cellOverlap(a, b);
        for (const i of a.leaves()) {
          let sum = 0;
          for (const j of b.leaves()) {
            const x = b.origins[2 * j]! - a.origins[2 * i]!;
            const y = b.origins[2 * j + 1]! - a.origins[2 * i + 1]!;
            const jaccard = overlap(i, j, x, y);
            sum += (jaccard * (a.area(i) + b.area(j))) / (1 + jaccard);
          }
          expect(sum / a.area(i)).toBeCloseTo(1, 9);
        }
      }
    }
  });
});

/** Mean corner travel, mean centroid shift and relative position change, from `bounds` and `centroid` alone. */
function naive(a: Partition, b: Partition): [travel: number, shift: number, relative: number] {
  const common = [...a.leaves()]
    .map((i) => [i, b.tree.find(a.tree.id(i))] as const)
    .filter(([i, j]) => !a.isEmpty(i) && j >= 0 && !b.isEmpty(j));
  const diagonal = Math.hypot(a.region.x1 - a.region.x0, a.region.y1 - a.region.y0);
  let [travel, shift, relative] = [0, 0, 0];
  for (const [i, j] of common) {
    const [p, q] = [a.bounds(i), b.bounds(j)];
    for (const x of ["x0", "x1"] as const) {
      for (const y of ["y0", "y1"] as const) travel += Math.hypot(p[x] - q[x], p[y] - q[y]) / 4;
    }
    const [[px, py], [qx, qy]] = [a.centroid(i), b.centroid(j)];
    shift += Math.hypot(px - qx, py - qy);
    for (const [k, l] of common) {
      if (k === i) continue;
      const [before, after] = [zones(p, a.bounds(k)), zones(q, b.bounds(l))];
      relative += before.reduce((sum, share, z) => sum + Math.abs(share - after[z]!), 0) / 2;
    }
  }
  const n = common.length;
  return [travel / diagonal / n, shift / diagonal / n, relative / (n * (n - 1))];
}

type Box = ReturnType<Partition["bounds"]>;

/** Shares of box r in the nine zones that the sides of box c make: areas of intersections / area. */
function zones(c: Box, r: Box): number[] {
  const xs = [-Infinity, c.x0, c.x1, Infinity];
  const ys = [-Infinity, c.y0, c.y1, Infinity];
  const area = (r.x1 - r.x0) * (r.y1 - r.y0);
  return [0, 1, 2].flatMap((k) =>
    [0, 1, 2].map((l) => {
      const width = Math.min(r.x1, xs[k + 1]!) - Math.max(r.x0, xs[k]!);
      const height = Math.min(r.y1, ys[l + 1]!) - Math.max(r.y0, ys[l]!);
      return (Math.max(0, width) * Math.max(0, height)) / area;
    }),
  );
}

/** Jaccard overlap of two convex rings, their common area added up from the lengths of vertical sections. */
function sweptJaccard(a: Float64Array, b: Float64Array): number {
  const STEPS = 2000;
  const xs = [a, b].map((ring) => ring.filter((_, k) => k % 2 === 0));
  const from = Math.max(...xs.map((values) => Math.min(...values)));
  const to = Math.min(...xs.map((values) => Math.max(...values)));
  let both = 0;
  for (let k = 0; k < STEPS && to > from; k++) {
    const x = from + ((k + 0.5) / STEPS) * (to - from);
    const [[top, bottom], [top2, bottom2]] = [section(a, x), section(b, x)];
    both += (Math.max(0, Math.min(bottom, bottom2) - Math.max(top, top2)) * (to - from)) / STEPS;
  }
  return both / (ringArea(a, 0, a.length / 2) + ringArea(b, 0, b.length / 2) - both);
}

/** Where the vertical line at x enters and leaves a convex ring. */
function section(ring: Float64Array, x: number): [top: number, bottom: number] {
  const points = pairs(ring);
  const ys = points.flatMap(([bx, by], k) => {
    const [ax, ay] = points.at(k - 1)!;
    return ax < x === bx < x ? [] : [ay + ((x - ax) / (bx - ax)) * (by - ay)];
  });
  return [Math.min(...ys), Math.max(...ys)];
}

describe("cells smaller than the rounding of absolute coordinates", () => {
  it("are compared in their parents' frames while all above stand still", () => {
    // Below a chain of leaves, each as heavy as all that follows, a family with 2⁻¹⁰⁶⁰ of the area changes its shares.
    const LEVELS = 1060;
    const parent = [-1];
    const weight = [0];
    for (let level = 1; level <= LEVELS; level++) {
      const spine = parent.length - 1;
      parent.push(spine, spine);
      weight.push(2 ** (LEVELS - level - 50), 0);
    }
    parent.push(parent.length - 1, parent.length - 1);
    const map = (share: number): Partition => {
      const shares = [share, 1 - share].map((part) => part * 2 ** -50);
      return lay({ name: "chain", parent, weight: [...weight, ...shares] }, binary(), [1, 1]);
    };
    const { jaccard, cornerTravel } = stability(map(0.5), map(0.3));
    expect(jaccard.min).toBeCloseTo(0.3 / 0.5, 9);
    expect(jaccard.mean).toBeCloseTo((LEVELS + 0.3 / 0.5 + 0.5 / 0.7) / (LEVELS + 2), 9);
    // Seen from outside nothing has moved.
    expect(cornerTravel.max).toBe(0);
  });
});

describe("matching", () => {
  const rows = (weights: Record<string, number>): { id: string; parent: string | null; weight: number }[] => [
    { id: "root", parent: null, weight: 0 },
    ...Object.entries(weights).map(([id, weight]) => ({ id, parent: "root", weight })),
  ];
  const map = (weights: Record<string, number>, engine: Engine = sliceDice()): Partition =>
    layout(weightedTree.fromRows(rows(weights)), { engine, container: [100, 100] });

  it("goes by id, whatever the order of the nodes", () => {
    // Slices in descending order: a, b, c are 60, 30, 10 wide, then b, a, c are 50, 40, 10 wide.
    const { leaves, cornerTravel, relativePosition } = stability(
      map({ a: 60, b: 30, c: 10 }),
      map({ c: 10, a: 40, b: 50 }),
    );
    expect(leaves).toBe(3);
    // a: 0…60 to 50…90; b: 60…90 to 0…50; c stays.
    expect(cornerTravel.mean).toBeCloseTo((40 + 50 + 0) / 3 / Math.hypot(100, 100), 12);
    expect(relativePosition).toBeCloseTo(2 / 6, 12);
  });

  it("counts leaves that come and go, and leaves them out", () => {
    const { leaves, appeared, gone, cornerTravel, jaccard } = stability(
      map({ a: 50, b: 30, c: 20 }),
      map({ a: 50, c: 20, d: 15, e: 10, f: 5 }),
    );
    expect([leaves, appeared, gone]).toEqual([2, 3, 1]);
    // a stays, c moves from 80…100 to 50…70.
    expect(cornerTravel.mean).toBeCloseTo(15 / Math.hypot(100, 100), 12);
    expect(jaccard).toEqual({ mean: 0.5, min: 0 });
  });

  it("takes a leaf without weight for absent, and a node with children for no leaf", () => {
    expect(stability(map({ a: 1, b: 1, c: 0 }), map({ a: 1, b: 0, c: 1 }))).toMatchObject({
      leaves: 1,
      appeared: 1,
      gone: 1,
    });
    const split = weightedTree.fromRows([...rows({ a: 1, b: 1 }), { id: "b1", parent: "b", weight: 1 }]);
    const after = layout(split, { engine: squarify(), container: [100, 100] });
    expect(stability(map({ a: 1, b: 1 }), after)).toMatchObject({ leaves: 1, appeared: 1, gone: 1 });
  });

  it("follows a leaf that moves to another parent", () => {
    const tree = (parent: string): Partition =>
      layout(
        weightedTree.fromRows([
          { id: "r", parent: null },
          { id: "p", parent: "r" },
          { id: "q", parent: "r" },
          { id: "a", parent, weight: 1 },
          { id: "b", parent: "p", weight: 1 },
          { id: "c", parent: "q", weight: 1 },
        ]),
        { engine: squarify(), container: [100, 100] },
      );
    const { leaves, jaccard } = stability(tree("p"), tree("q"));
    expect(leaves).toBe(3);
    expect(jaccard.min).toBeLessThan(1);
    const naiveShift = naive(tree("p"), tree("q"))[1];
    expect(stability(tree("p"), tree("q")).centroidShift.mean).toBeCloseTo(naiveShift, 12);
  });

  it("pairs off ids that occur twice in order", () => {
    const twins = (a: number, b: number): Partition =>
      layout(
        weightedTree({ name: "r", children: [{ name: "x", value: a }, { name: "x", value: b }] }, { sort: null }), // prettier-ignore
        { engine: sliceDice(), container: [10, 10] },
      );
    expect(stability(twins(1, 1), twins(1, 1))).toMatchObject({ leaves: 2, ...still });
    expect(stability(twins(1, 1), twins(3, 1)).jaccard.mean).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12);
  });

  it("finds nothing in common: NaN, and no pair", () => {
    const { leaves, appeared, gone, cornerTravel, relativePosition, pairs, centroidShift, jaccard } =
      stability(map({ a: 1 }), map({ b: 1, c: 1 }));
    expect([leaves, appeared, gone, pairs]).toEqual([0, 2, 1, 0]);
    expect([cornerTravel.mean, cornerTravel.max, centroidShift.mean, centroidShift.max]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
    expect([relativePosition, jaccard.mean, jaccard.min]).toEqual([NaN, NaN, NaN]);
  });
});

describe("the sample of pairs", () => {
  const plan = planTree("bushy", "lognormal", 400, 11);
  const maps = [lay(plan), lay(shake(plan, 4), greedy())] as const;
  const exact = stability(...maps, { maxPairs: Infinity });

  it("is all pairs if there are no more", () => {
    const all = exact.leaves * (exact.leaves - 1);
    expect(exact.pairs).toBe(all);
    expect(stability(...maps, { maxPairs: all })).toEqual(exact);
    expect(stability(...maps).relativePosition).toBe(exact.relativePosition);
  });

  it.each([1e4, 5e4])("of %d comes close to the whole, the same every time", (maxPairs) => {
    const some = stability(...maps, { maxPairs });
    expect(some.pairs).toBe(maxPairs);
    expect(some).toEqual(stability(...maps, { maxPairs }));
    expect(some.relativePosition).not.toBe(exact.relativePosition);
    expect(Math.abs(some.relativePosition / exact.relativePosition - 1)).toBeLessThan(0.02);
  });

  it.each([0, -1, 1.5, NaN, "9"])("maxPairs cannot be %s", (maxPairs) => {
    const wrong = () => stability(...maps, { maxPairs: maxPairs as number });
    expect(wrong).toThrow(MarquetryError);
    expect(wrong).toThrow(expect.objectContaining({ code: "bad-option", value: maxPairs }));
  });
});

describe("a large map", () => {
  it("of 100,000 leaves is compared", () => {
    const plan = planTree("bushy", "lognormal", 105_000, 2);
    const map = lay(plan, greedy());
    const shaken = lay(shake(plan, 9, 1.01), greedy()).tree;
    const { leaves, pairs, jaccard } = stability(map, map.update(shaken));
    expect(leaves).toBeGreaterThan(90_000);
    expect(pairs).toBe(4_000_000);
    expect(jaccard.mean).toBeGreaterThan(0.5);
  });
});

describe("the baseline", () => {
  const asked = { baseline: true } as const;

  it("is left out unless asked for", () => {
    const map = lay(planTree("bushy", "lognormal", 50, 5));
    expect(stability(map, map)).not.toHaveProperty("overBaseline");
  });

  it("two columns: what the weights demand is taken off, and no more", () => {
    const before = lay(list([5, 5]), sliceDice(), [10, 10]);
    const demanded = stability(before, lay(list([7, 3]), sliceDice(), [10, 10]), asked);
    expect(demanded.cornerTravel.mean).toBeGreaterThan(0);
    expect(demanded.overBaseline).toEqual({ cornerTravel: 0, relativePosition: 0 });
    // The two change places as well: each corner goes by 5 on average instead of by 1.
    const swapped = handBoxes([7, 3], [[3, 0, 7, 10], [0, 0, 3, 10]]); // prettier-ignore
    const from = handBoxes([5, 5], [[0, 0, 5, 10], [5, 0, 5, 10]]); // prettier-ignore
    const { cornerTravel, relativePosition, overBaseline } = stability(from, swapped, asked);
    expect(overBaseline!.cornerTravel).toBeCloseTo(cornerTravel.mean - 1 / DIAGONAL, 12);
    expect(overBaseline!.relativePosition).toBeCloseTo(relativePosition, 12);
    expect(relativePosition).toBe(1);
  });

  it("rows in columns keep their arrangement, not their sides", () => {
    // A column of two beside one; then the one takes four fifths.
    const from = handBoxes([1, 1, 2], [[0, 0, 5, 5], [0, 5, 5, 5], [5, 0, 5, 10]]); // prettier-ignore
    const to = handBoxes([1, 1, 8], [[0, 0, 2, 5], [0, 5, 2, 5], [2, 0, 8, 10]]); // prettier-ignore
    expect(stability(from, to, asked).overBaseline!.cornerTravel).toBeCloseTo(0, 14);
    // The same areas otherwise: in rows.
    const rows = handBoxes([1, 1, 8], [[0, 0, 5, 2], [5, 0, 5, 2], [0, 2, 10, 8]]); // prettier-ignore
    const { cornerTravel, overBaseline } = stability(from, rows, asked);
    const least = stability(from, to).cornerTravel.mean;
    expect(overBaseline!.cornerTravel).toBeCloseTo(cornerTravel.mean - least, 12);
  });

  it("is what update does where all cuts are kept", () => {
    fc.assert(
      fc.property(treePlans(40), fc.integer({ min: 1, max: 1e6 }), (plan, seed) => {
        for (const engine of [greedy(), greedy({ order: "keep" })]) {
          const map = lay(plan, engine);
          const { overBaseline } = stability(map, map.update(plant(shake(plan, seed))), asked);
          expect(overBaseline!.cornerTravel).toBeLessThan(1e-9);
          if (map.size > 2) expect(overBaseline!.relativePosition || 0).toBeLessThan(1e-7);
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    // With a sliver in it a family is cut anew; angular's bound allows none at all.
    ["greedy", greedy(), 1e-9],
    ["angular", angular(), 1e-3],
  ] as const)("keeps cuts that an update gives up: %s", (_, engine, share) => {
    const map = lay(list([5, 4, 3, 2, 1]), engine);
    const weights = map.tree.weight.map((weight, i) => (i === 1 ? weight * share : weight));
    const { cornerTravel, overBaseline } = stability(map, map.update(weights), asked);
    expect(overBaseline!.cornerTravel).toBeGreaterThan(0.01);
    expect(overBaseline!.cornerTravel).toBeLessThan(cornerTravel.mean);
  });

  it("takes nothing off where the weights are the same, at most all, for every engine it can read", () => {
    const plan = planTree("bushy", "lognormal", 60, 3);
    const read: string[] = [];
    for (const [name, make] of Object.entries(engines)) {
      const map = lay(plan, make());
      const same = stability(map, lay(plan, sliceDice()), asked);
      if (same.overBaseline === null) continue;
      read.push(name);
      expect(same.overBaseline!.cornerTravel).toBeCloseTo(same.cornerTravel.mean, 9);
      expect(same.overBaseline!.relativePosition).toBeCloseTo(same.relativePosition, 6);
      const other = stability(map, lay(shake(plan, 3), make()), asked);
      expect(other.overBaseline!.cornerTravel).toBeGreaterThanOrEqual(0);
      expect(other.overBaseline!.cornerTravel).toBeLessThanOrEqual(other.cornerTravel.mean);
    }
    const unread = Object.keys(engines).filter((name) => !read.includes(name));
    expect(unread.sort()).toEqual(["orthoconvex", "quantum", "slack", "voronoi"]);
  });

  it("is null where areas make up for padding, where rectangles go round in a wheel, where no leaf is left", () => {
    const plan = planTree("bushy", "lognormal", 60, 3);
    const tree = plant(plan);
    const padded = { engine: squarify(), container: [160, 100], padding: 1 } as const;
    const solved = layout(tree, { ...padded, areas: "leaf-exact" });
    expect(stability(solved, solved, asked).overBaseline).toBeNull();
    expect(stability(layout(tree, padded), layout(tree, padded), asked).overBaseline).toMatchObject({
      cornerTravel: 0,
    });
    const wheel = handBoxes(
      [24, 24, 24, 24, 4],
      [[0, 0, 6, 4], [6, 0, 4, 6], [4, 6, 6, 4], [0, 4, 4, 6], [4, 4, 2, 2]], // prettier-ignore
    );
    expect(stability(wheel, wheel, asked).overBaseline).toBeNull();
    const [a, b] = ["a", "b"].map((id) =>
      layout(weightedTree({ id: "root", children: [{ id, value: 1 }] }, { id: (d) => d.id }), {
        engine: squarify(),
        container: [1, 1],
      }),
    );
    expect(stability(a!, b!, asked).overBaseline).toBeNull();
  });

  it("closes up over leaves that are gone, and leaves new ones out", () => {
    const lay3 = (names: string[]): Partition =>
      layout(
        weightedTree(
          { id: "root", children: names.map((id) => ({ id, value: 1, children: undefined })) },
          { id: (d) => d.id, sort: null },
        ),
        { engine: sliceDice(), container: [12, 12] },
      );
    expect(stability(lay3(["a", "b", "c"]), lay3(["a", "c"]), asked).overBaseline).toEqual({
      cornerTravel: 0,
      relativePosition: 0,
    });
    // In the baseline a and c keep their halves; here they go to thirds.
    const { cornerTravel, overBaseline } = stability(lay3(["a", "c"]), lay3(["a", "b", "c"]), asked);
    expect(overBaseline!.cornerTravel).toBe(cornerTravel.mean);
  });
});

it.each([sliceDice(), greedy()])("the baseline of $name leaves out what weighed nothing before", (engine) => {
  const map = (late: number): Partition =>
    lay({ name: "late", parent: [-1, 0, 0, 1, 1], weight: [0, 0, 2, 2, late] }, engine, [12, 12]);
  // The group grows from a half to three fifths by its new leaf; the old ones keep their halves in the baseline.
  const { cornerTravel, overBaseline } = stability(map(0), map(1), { baseline: true });
  expect(cornerTravel.mean).toBeGreaterThan(0);
  expect(overBaseline!.cornerTravel).toBeCloseTo(cornerTravel.mean, 12);
});

/** A root with leaves of these weights. */
function list(weight: number[]): TreePlan {
  return { name: "list", parent: [-1, ...weight.map(() => 0)], weight: [0, ...weight] };
}
