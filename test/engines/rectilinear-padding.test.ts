import fc from "fast-check";
import {
  layout,
  orthoconvex,
  rectilinearCells,
  validate,
  type LayoutOptions,
  type Partition,
  type PolygonEngine,
  type Ring,
  type RingCells,
  type WeightedTree,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { plant, planTree, treePlans } from "../support/trees.ts";

type Points = [x: number, y: number][];

/** Rounding, in the container's unit. */
const ROUNDING = 1e-7;

/** The part of a ring on one side of a line across an axis; the line meets the ring in one piece. */
function clip(ring: Points, axis: 0 | 1, at: number, keepsLess: boolean): Points {
  const inside = (point: [number, number]): boolean => (keepsLess ? point[axis] <= at : point[axis] >= at);
  return ring.flatMap((point, k) => {
    const next = ring[(k + 1) % ring.length]!;
    const kept: Points = inside(point) ? [point] : [];
    if (inside(point) === inside(next) || point[axis] === at || next[axis] === at) return kept;
    return [...kept, axis === 0 ? [at, point[1]] : [point[0], at]];
  });
}

function areaOf(ring: Points): number {
  return (
    ring.reduce((sum, [x, y], k) => {
      const [nextX, nextY] = ring[(k + 1) % ring.length]!;
      return sum + nextX * y - x * nextY;
    }, 0) / 2
  );
}

/** Cuts a share off a ring, across its longer side, found by halving. */
function cut(ring: Points, share: number): [Points, Points] {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const axis = Math.max(...xs) - Math.min(...xs) >= Math.max(...ys) - Math.min(...ys) ? 0 : 1;
  let [low, high] = axis === 0 ? [Math.min(...xs), Math.max(...xs)] : [Math.min(...ys), Math.max(...ys)];
  const wanted = share * areaOf(ring);
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (areaOf(clip(ring, axis, middle, true)) < wanted) low = middle;
    else high = middle;
  }
  return [clip(ring, axis, high, true), clip(ring, axis, high, false)];
}

/** A box of which a share is cut off at one of its corners: what is left is an L. */
function takeL(ring: Points, share: number, corner: number): [Points, Points] {
  const [x0, y0] = [Math.min(...ring.map(([x]) => x)), Math.min(...ring.map(([, y]) => y))];
  const [x1, y1] = [Math.max(...ring.map(([x]) => x)), Math.max(...ring.map(([, y]) => y))];
  const [w, h] = [(x1 - x0) * Math.sqrt(share), (y1 - y0) * Math.sqrt(share)];
  const place = (points: Points): Points => {
    const placed = points.map(([x, y]): [number, number] => [
      corner % 2 === 0 ? x0 + x : x1 - x,
      corner < 2 ? y0 + y : y1 - y,
    ]);
    return areaOf(placed) > 0 ? placed : placed.reverse();
  };
  const [width, height] = [x1 - x0, y1 - y0];
  // prettier-ignore
  const ell: Points = [[0, h], [0, height], [width, height], [width, 0], [w, 0], [w, h]];
  // prettier-ignore
  return [place(ell), place([[0, 0], [0, h], [w, h], [w, 0]])];
}

/** Every box gives its first child an L around the others; every other room is cut by straight lines. */
function ells(): PolygonEngine {
  return {
    ...rectilinearCells,
    name: "ells",
    description: "Ls, and what straight cuts leave of them",
    bound: () => null,
    partition(tree: WeightedTree, _region, cells: RingCells) {
      const { weight, firstChild, childCount } = tree;
      const room: Ring = { corners: 0, points: new Float64Array(8) };
      for (let i = 0; i < tree.size; i++) {
        if (childCount[i] === 0) continue;
        cells.open(i, room);
        let left: Points = Array.from({ length: room.corners }, (_, k) => [
          room.points[2 * k]!,
          room.points[2 * k + 1]!,
        ]);
        const children = Array.from({ length: childCount[i]! }, (_, k) => firstChild[i]! + k);
        let rest = children.reduce((sum, c) => sum + weight[c]!, 0);
        for (const c of children) {
          const isLast = weight[c]! >= rest * (1 - 1e-12);
          const share = weight[c]! / rest;
          let own: Points = [];
          if (left.length > 0 && weight[c]! > 0) {
            if (isLast) [own, left] = [left, []];
            else if (left.length === 4) [own, left] = takeL(left, 1 - share, i % 4);
            else [own, left] = cut(left, share);
          }
          cells.set(c, 0, 0, Float64Array.from(own.flat()), 0, own.length);
          rest -= weight[c]!;
        }
        cells.close(i);
      }
    },
  };
}

function cornersOf(map: Partition, i: number): Points {
  const cell = map.cell(i);
  return cell.kind === "polygon" ? cell.points.map(([x, y]) => [x, y]) : [];
}

/** Whether a point lies in a ring, or no farther out than rounding takes it: then one of four points near it does. */
function contains(ring: Points, x: number, y: number): boolean {
  return [-1, 1].some((dx) =>
    [-1, 1].some((dy) => {
      const [px, py] = [x + dx * ROUNDING, y + dy * ROUNDING];
      let isInside = false;
      for (const [k, [ax, ay]] of ring.entries()) {
        const [, by] = ring[(k + 1) % ring.length]!;
        if (ay < py !== by < py && ax < px) isInside = !isInside;
      }
      return isInside;
    }),
  );
}

/** How far two rings that do not overlap are from each other, across or down, whichever is more. */
function apart(a: Points, b: Points): number {
  let least = Infinity;
  for (const [k, [ax, ay]] of a.entries()) {
    const [bx, by] = a[(k + 1) % a.length]!;
    for (const [l, [cx, cy]] of b.entries()) {
      const [dx, dy] = b[(l + 1) % b.length]!;
      const across = Math.max(Math.min(ax, bx) - Math.max(cx, dx), Math.min(cx, dx) - Math.max(ax, bx));
      const down = Math.max(Math.min(ay, by) - Math.max(cy, dy), Math.min(cy, dy) - Math.max(ay, by));
      least = Math.min(least, Math.max(across, down));
    }
  }
  return least;
}

/** Distances as they are asked for, with what goes before what. */
interface Distances {
  readonly paddingInner: number;
  readonly paddingOuter: number;
  readonly paddingTop?: number | undefined;
}

/** Holds a map against the distances that were asked for. */
function checkDistances(map: Partition, { paddingInner, paddingOuter, paddingTop }: Distances): void {
  const { parent, firstChild, childCount } = map.tree;
  const top = paddingTop ?? paddingOuter;
  for (let i = 1; i < map.size; i++) {
    const around = cornersOf(map, parent[i]!);
    for (const [x, y] of cornersOf(map, i)) {
      // What has its corners in an outline that every upright and level line meets in one piece lies in it as a whole.
      for (const dx of [-paddingOuter, paddingOuter]) {
        for (const dy of [-top, paddingOuter]) expect(contains(around, x + dx, y + dy)).toBe(true);
      }
    }
  }
  for (let i = 0; i < map.size; i++) {
    const children = Array.from({ length: childCount[i]! }, (_, k) => cornersOf(map, firstChild[i]! + k));
    for (const [k, a] of children.entries()) {
      for (const b of children.slice(k + 1)) expect(apart(a, b)).toBeGreaterThan(paddingInner - ROUNDING);
    }
  }
}

const distances = fc.record(
  {
    paddingInner: fc.constantFrom(0, 1, 2.5, 7),
    paddingOuter: fc.constantFrom(0, 1, 3, 8),
    paddingTop: fc.constantFrom(0, 2, 14),
  },
  { requiredKeys: ["paddingInner", "paddingOuter"] },
);
const container: LayoutOptions["container"] = [1000, 700];

describe.each([
  ["an engine of one's own", ells],
  ["orthoconvex", orthoconvex],
])("padding of upright and level sides: %s", (_name, make) => {
  it("keeps all cells within their parents and apart, as far as asked", () => {
    fc.assert(
      fc.property(treePlans(30), distances, (plan, asked) => {
        const map = layout(plant(plan), { engine: make(), container, ...asked });
        expect(validate(map)).toEqual([]);
        checkDistances(map, asked);
      }),
      { numRuns: 150 },
    );
  });

  it("can be different at each node", () => {
    const tree = plant(planTree("mixed", "uniform", 40, 7));
    const asked = (i: number): number => i % 4;
    const map = layout(tree, { engine: make(), container, padding: asked });
    expect(validate(map)).toEqual([]);
    for (let i = 1; i < map.size; i++) {
      const around = cornersOf(map, tree.parent[i]!);
      const by = asked(tree.parent[i]!);
      for (const [x, y] of cornersOf(map, i)) {
        for (const [dx, dy] of [-by, by].flatMap((a) => [-by, by].map((b) => [a, b] as const))) {
          expect(contains(around, x + dx, y + dy)).toBe(true);
        }
      }
    }
  });
});

describe("what padding takes", () => {
  it("of an L with two children is the strip along its sides and that between them", () => {
    // The children of the root: an L of 7,500 and the square beside it; the L is cut in two across its width.
    const tree = plant({ name: "ell", parent: [-1, 0, 0, 1, 1], weight: [0, 0, 1, 1, 2] });
    const plain = layout(tree, { engine: ells(), container: [100, 100] });
    expect(plain.area(1)).toBeCloseTo(7500, 6);
    const map = layout(tree, { engine: ells(), container: [100, 100], padding: (i) => (i === 1 ? 2 : 0) });
    // Along the sides 100 × 100 − 96 × 96, where the notch keeps its size; between the children 2 × 96 at most.
    const left = 96 * 96 - 50 * 50;
    expect(map.area(3) + map.area(4)).toBeLessThan(left);
    expect(map.area(3) + map.area(4)).toBeGreaterThanOrEqual(left - 2 * 96 - ROUNDING);
    expect(map.area(4) / map.area(3)).toBeCloseTo(2, 0);
  });

  it("is taken off the room that an engine is told of, but for half of what lies between the children", () => {
    const tree = plant({ name: "ell", parent: [-1, 0, 0, 1, 1], weight: [0, 0, 1, 1, 2] });
    const only = (distance: number) => (i: number) => (i === 1 ? distance : 0);
    const options = { engine: ells(), container, paddingInner: only(2), paddingTop: only(10) } as const;
    const map = layout(tree, { ...options, container: [100, 100], paddingOuter: only(4) });
    expect(map.cells.roomArea(1)).toBeCloseTo((100 - 6) * (100 - 9 - 3) - 50 * 50, 6);
    const wider = layout(tree, { engine: ells(), container: [100, 100], paddingInner: only(6) });
    expect(wider.cells.roomArea(1)).toBeCloseTo(106 * 106 - 50 * 50, 6);
  });

  it("is no more than a strip along the sides of the room and along every cut", () => {
    const plans = fc.record({
      size: fc.integer({ min: 2, max: 25 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(plans, distances, ({ size, seed }, asked) => {
        const tree = plant(planTree("mixed", "uniform", size, seed));
        const map = layout(tree, { engine: ells(), container, ...asked });
        for (let i = 0; i < map.size; i++) {
          const first = tree.firstChild[i]!;
          const children = Array.from({ length: tree.childCount[i]! }, (_, k) => cornersOf(map, first + k));
          if (children.length === 0 || children.some((child) => child.length === 0)) continue;
          // The children are cut from a room that is wider by half the distance; no cut is longer than half around it.
          const around = perimeterOf(cornersOf(map, i)) + 4 * asked.paddingInner;
          const lost = (children.length * asked.paddingInner * around) / 2;
          const filled = children.reduce((sum, child) => sum + areaOf(child), 0);
          expect(filled).toBeGreaterThanOrEqual(map.cells.roomArea(i) - lost - ROUNDING * 1000);
          expect(filled).toBeLessThanOrEqual(map.cells.roomArea(i) + ROUNDING * 1000);
        }
      }),
      { numRuns: 150 },
    );
  });
});

function perimeterOf(ring: Points): number {
  return ring.reduce((sum, [x, y], k) => {
    const [nextX, nextY] = ring[(k + 1) % ring.length]!;
    return sum + Math.abs(nextX - x) + Math.abs(nextY - y);
  }, 0);
}
