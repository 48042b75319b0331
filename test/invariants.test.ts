import fc from "fast-check";
import {
  engines,
  layout,
  quality,
  validate,
  type Engine,
  type LayoutOptions,
  type Partition,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { containersFor } from "./support/containers.ts";
import { halvingCaterpillar, plant, planTree, spreads, treePlans } from "./support/trees.ts";

/** Relative area error that every engine with exact areas must keep. */
const AREA_ERROR = 1e-9;
/** Leaves smaller than this part of the container's width are too small to aim at in absolute coordinates. */
const AIMABLE = 1e-9;
/** No place at which two lists of numbers differ. */
const NONE = -1;
/** How much the mean aspect ratio may change where only ties between cuts are decided otherwise. */
const LUCK = 1.2;
/** FC_RUNS looks at more cases than the usual ones. */
const RUNS = { numRuns: Number(process.env["FC_RUNS"] ?? 40) };
const TREE_SIZE = 150;

/** Every engine of the table is held to the same rules; a new one needs no test of its own here. */
describe.each(Object.entries(engines) as [string, () => Engine][])("%s", (name, make) => {
  const containers = containersFor(make().shape);
  const cases = fc.record({ plan: treePlans(TREE_SIZE), container: fc.constantFrom(...containers) });

  it("tells its name, what it does, its shape and its bound", () => {
    const engine = make();
    expect(engine.name).toBe(name);
    expect(engine.description).toMatch(/^\S[^\n]{5,120}\S$/);
    expect(["rect", "convex", "rectilinear"]).toContain(engine.shape);
    const bound = engine.bound(plant(planTree("bushy", "uniform", 30, 1)), [600, 400]);
    if (bound !== null) {
      expect(["asp", "side", "box"]).toContain(bound.measure);
      expect(bound.value).toBeGreaterThanOrEqual(1);
    }
  });

  it("makes sound partitions with exact areas within its bound", () => {
    fc.assert(
      fc.property(cases, ({ plan, container }) => {
        const map = layout(plant(plan), { engine: make(), container: container.corners });
        expect(validate(map)).toEqual([]);
        if (!map.engine.hasGaps) expectShares(map);
        expect(quality(map).bound?.holds ?? true).toBe(true);
      }),
      RUNS,
    );
  });

  it.each(Object.keys(spreads))("is sound for a long list and a tree, weights %s", (spread) => {
    for (const container of containers) {
      for (const shape of ["list", "bushy"]) {
        const map = layout(plant(planTree(shape, spread, 1500, 7)), {
          engine: make(),
          container: container.corners,
        });
        expect(validate(map), `${shape} in ${container.name}`).toEqual([]);
        if (!map.engine.hasGaps) expectShares(map);
      }
    }
  });

  it("gives nodes without weight an empty cell, and no others", () => {
    fc.assert(
      fc.property(cases, ({ plan, container }) => {
        const map = layout(plant(plan), { engine: make(), container: container.corners });
        for (const i of map) {
          expect(map.isEmpty(i)).toBe(map.tree.weight[i] === 0);
          if (map.isEmpty(i)) expect(map.area(i)).toBe(0);
        }
      }),
      RUNS,
    );
  });

  it("finds every leaf at its centroid", () => {
    if (make().shape === "rectilinear") return;
    fc.assert(
      fc.property(cases, ({ plan, container }) => {
        const map = layout(plant(plan), { engine: make(), container: container.corners });
        for (const leaf of map.leaves()) {
          if (!isAimable(map, leaf)) continue;
          expect(map.at(...map.centroid(leaf))).toBe(leaf);
        }
      }),
      RUNS,
    );
  });

  it("gives the same bytes again, from the same engine and from a new one", () => {
    const reused = make();
    fc.assert(
      fc.property(cases, ({ plan, container }) => {
        const options = { container: container.corners };
        const first = bytes(layout(plant(plan), { ...options, engine: reused }));
        expect(firstDifference(bytes(layout(plant(plan), { ...options, engine: reused })), first)).toBe(NONE);
        expect(firstDifference(bytes(layout(plant(plan), { ...options, engine: make() })), first)).toBe(NONE);
      }),
      RUNS,
    );
  });

  it("does not depend on the unit of weight, on the unit of length or on the place of the container", () => {
    // Powers of two and whole numbers, because they change no rounding: the results must agree to the bit.
    const [large, small] = [2 ** 30, 2 ** -30];
    fc.assert(
      fc.property(cases, ({ plan, container }) => {
        const at = (weightScale: number, scale: number, shift: number): Float64Array => {
          const corners = container.corners.map(
            ([x, y]) => [(onGrid(x) + shift) * scale, (onGrid(y) - shift) * scale] as const,
          );
          return bytes(layout(plant(plan, weightScale), { engine: make(), container: corners }), 1 / scale);
        };
        const plain = at(1, 1, 0);
        // Where weights are counted, their unit is what counts.
        for (const unit of name === "quantum" ? [] : [large, small])
          expect(firstDifference(at(unit, 1, 0), plain)).toBe(NONE);
        expect(firstDifference(at(1, large, 0), plain)).toBe(NONE);
        expect(firstDifference(at(1, small, 0), plain)).toBe(NONE);
        expect(firstDifference(at(1, 1, 4096), plain)).toBe(NONE);
      }),
      RUNS,
    );
  });

  it.each([1e9, 1e-9])("is sound and exact in containers %s times as large", (scale) => {
    fc.assert(
      fc.property(cases, ({ plan, container }) => {
        const corners = container.corners.map(([x, y]) => [x * scale, y * scale] as const);
        const map = layout(plant(plan), { engine: make(), container: corners });
        expect(validate(map)).toEqual([]);
        if (!map.engine.hasGaps) expectShares(map);
      }),
      RUNS,
    );
  });

  it("makes cells as fat in a container turned or mirrored", () => {
    if (make().shape === "rect") return; // Slices and rows have a direction, and may depend on it.
    for (const container of containers) {
      for (const shape of ["list", "bushy"]) {
        const tree = plant(planTree(shape, "lognormal", 300, 3));
        const mean = (move: (x: number, y: number) => [number, number]): number => {
          const corners = container.corners.map(([x, y]) => move(x, y));
          return quality(layout(tree, { engine: make(), container: corners })).leaves.asp.mean;
        };
        const plain = mean((x, y) => [x, y]);
        for (const moved of [mean((x, y) => [-y, x]), mean((x, y) => [y, x])]) {
          expect(Math.max(moved / plain, plain / moved), `${shape} in ${container.name}`).toBeLessThan(LUCK);
        }
      }
    }
  });

  it("keeps cells apart and inside their parents with any padding", () => {
    const distance = fc.constantFrom(0, 0.1, 3, 20, 1e4);
    const spacing = fc.record({ paddingInner: distance, paddingOuter: distance, paddingTop: distance });
    fc.assert(
      fc.property(cases, spacing, ({ plan, container }, paddings) => {
        const map = layout(plant(plan), { engine: make(), container: container.corners, ...paddings });
        expect(validate(map)).toEqual([]);
        for (const i of map)
          expect(Number.isFinite(map.area(i) + map.centroid(i)[0] + map.centroid(i)[1])).toBe(true);
        const { area, empty, tooSmall } = quality(map);
        expect(area.maxError).toBeLessThan(Infinity);
        expect(empty.weight).toBeLessThanOrEqual(tooSmall.weight);
      }),
      RUNS,
    );
  });

  it("takes a chain, a list and a caterpillar beyond any stack and any precision of absolute coordinates", () => {
    const options: LayoutOptions = { engine: make(), container: [1000, 1000] };
    const chain = layout(plant(planTree("chain", "equal", 20_000, 1)), options);
    expect(chain.area(chain.size - 1)).toBeCloseTo(1e6, 3);
    const list = layout(plant(planTree("list", "lognormal", 20_000, 1)), options);
    expect(validate(list)).toEqual([]);
    const caterpillar = layout(plant(halvingCaterpillar(450)), options);
    expect(validate(caterpillar)).toEqual([]);
    if (!caterpillar.engine.hasGaps) expectShares(caterpillar);
  });
});

/** Every cell against its share of the container, through all levels at once. */
function expectShares(map: Partition): void {
  const { weight } = map.tree;
  const room = map.area(0);
  for (const i of map) {
    const share = room * (weight[i]! / weight[0]!);
    if (Math.abs(map.area(i) - share) > AREA_ERROR * share)
      expect(map.area(i), map.tree.pathForMessage(i)).toBe(share);
  }
}

/** A leaf wider and higher than the rounding of its absolute place. */
function isAimable(map: Partition, leaf: number): boolean {
  if (map.isEmpty(leaf)) return false;
  const whole = map.bounds(0);
  const { x0, y0, x1, y1 } = map.bounds(leaf);
  const width = map.area(leaf) / Math.hypot(x1 - x0, y1 - y0);
  return width > AIMABLE * Math.hypot(whole.x1 - whole.x0, whole.y1 - whole.y0);
}

/** Every number of every cell but the root's place, in units of `unit`. */
function bytes({ cells, size }: Partition, unit = 1): Float64Array {
  const ring = new Float64Array(2 * Math.max(cells.mostCorners, 4));
  const numbers: number[] = [];
  for (let i = 0; i < size; i++) {
    if (i > 0) numbers.push(cells.originX(i) * unit, cells.originY(i) * unit);
    for (let k = 0, end = 2 * cells.ring(i, ring); k < end; k++) numbers.push(ring[k]! * unit);
  }
  return Float64Array.from(numbers);
}

/** Where two lists differ; quicker than the deep equality of the test runner. */
function firstDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Math.min(a.length, b.length);
  return a.findIndex((value, k) => value !== b[k]);
}

/** Rounds to a 1024th, so that shifts by whole numbers are exact. */
function onGrid(x: number): number {
  return Math.round(1024 * x) / 1024;
}
