import { createCanvas } from "@napi-rs/canvas";
import fc from "fast-check";
import {
  branchColours,
  circle,
  drawCanvas,
  greedy,
  interpolateMaps,
  layout,
  MarquetryError,
  orthoconvex,
  packMap,
  squarify,
  toSVG,
  validate,
  voronoi,
  weightedTree,
  type CanvasContext,
  type Partition,
  type WeightedTree,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { plant, planTree } from "../support/trees.ts";
import { mapPairs } from "./pairs.ts";

const PAIRS = 200;
const TIMES: readonly number[] = Array.from({ length: 20 }, (_, k) => (k + 0.5) / 20);
/** Relative error of areas. */
const AREA_ERROR = 1e-9;
/** What rounding may do to a ring in a box of 1 × 1. */
const ROUNDING = 1e-8;

/** Part of a container's area that nobody sees. */
const SPECK = 1e-5;

describe("between two random maps", () => {
  it("every outline is sound and has the area between its shares", () => {
    fc.assert(
      fc.property(mapPairs, ({ before, after }) => {
        const frame = interpolateMaps(before, after);
        for (const t of TIMES) {
          const map = frame(t);
          expectShares(before, after, map, t);
          for (const i of map) if (!map.isEmpty(i)) expectSound(map, i);
        }
      }),
      { numRuns: PAIRS },
    );
  });

  it("rectangles stay within their parents", () => {
    fc.assert(
      fc.property(mapPairs, ({ before, after }) => {
        if (before.cells.shape !== "rect" || after.cells.shape !== "rect") return;
        const isMoved = (map: Partition, other: Partition) => (i: number) =>
          i > 0 && parentId(map, i) !== parentId(other, other.tree.find(map.tree.id(i)));
        for (const t of [0.02, 0.5, 0.98]) {
          const map = interpolateMaps(before, after)(t);
          for (const i of map) {
            if (i === 0 || map.isEmpty(i)) continue;
            const old = before.tree.find(map.tree.id(i));
            if (old >= 0 && isMoved(before, map)(old)) continue;
            expectWithin(map, i);
          }
        }
      }),
      { numRuns: PAIRS },
    );
  });

  it("nothing jumps at the ends", () => {
    fc.assert(
      fc.property(mapPairs, ({ before, after }) => {
        const frame = interpolateMaps(before, after);
        expectNear(frame(1e-12), before);
        expectNear(frame(1 - 1e-12), after);
      }),
      { numRuns: PAIRS },
    );
  });
});

function parentId(map: Partition, i: number): string | undefined {
  return i > 0 ? map.tree.id(map.tree.parent[i]!) : undefined;
}

/** Areas are parts of the root's: a container may change its size as well. */
function expectShares(before: Partition, after: Partition, map: Partition, t: number): void {
  for (const i of map) {
    const id = map.tree.id(i);
    const wanted = (1 - t) * shareOf(before, id) + t * shareOf(after, id);
    const share = map.area(i) / map.area(0);
    expect(Math.abs(share - wanted), `${id} at ${t}`).toBeLessThanOrEqual(AREA_ERROR * wanted);
  }
}

function shareOf(map: Partition, id: string): number {
  const node = map.tree.find(id);
  return node < 0 ? 0 : map.area(node) / map.area(0);
}

function expectSound(map: Partition, i: number): void {
  const points = unitRing(map, i);
  const where = map.tree.id(i);
  expect(points.length, where).toBeGreaterThanOrEqual(3);
  if (map.cells.shape === "rectilinear") expect(crossings(points), where).toBe(0);
  else expect(sharpestDent(points), where).toBeLessThan(ROUNDING);
}

/** The corners of a cell in its own bounding box, stretched to 1 × 1. */
function unitRing(map: Partition, i: number): [x: number, y: number][] {
  const ring = new Float64Array(2 * map.cells.mostCorners);
  const corners = map.cells.ring(i, ring);
  const [xs, ys] = [0, 1].map((axis) => Array.from({ length: corners }, (_, k) => ring[2 * k + axis]!));
  const unit = (values: number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => (value - low) / (high - low));
  };
  const [u, v] = [unit(xs!), unit(ys!)];
  return u.map((x, k) => [x, v[k]!]);
}

type Point = readonly [x: number, y: number];

/** Twice the area of a triangle, positive if it runs counter-clockwise as drawn. */
function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (by - ay) * (cx - bx) - (bx - ax) * (cy - by);
}

/** How far a ring turns to the wrong side; Infinity if it goes round more than once, or the other way. */
function sharpestDent(ring: readonly Point[]): number {
  const at = (k: number) => ring[k % ring.length]!;
  let dent = 0;
  let area = 0;
  for (let k = 0; k < ring.length; k++) {
    dent = Math.max(dent, -turn(at(k), at(k + 1), at(k + 2)));
    area += turn(at(0), at(k), at(k + 1)) / 2;
  }
  return area > 0 && area <= 1 + ROUNDING ? dent : Infinity;
}

/** Sides that cross each other. */
function crossings(ring: readonly Point[]): number {
  const at = (k: number) => ring[k % ring.length]!;
  const apart = (a: Point, b: Point, c: Point, d: Point) =>
    turn(a, b, c) * turn(a, b, d) < 0 &&
    Math.min(Math.abs(turn(a, b, c)), Math.abs(turn(a, b, d))) > ROUNDING;
  let count = 0;
  for (let i = 0; i < ring.length; i++) {
    for (let j = i + 2; j < ring.length; j++) {
      const [a, b, c, d] = [at(i), at(i + 1), at(j), at(j + 1)];
      if (apart(a, b, c, d) && apart(c, d, a, b)) count++;
    }
  }
  return count;
}

function expectWithin(map: Partition, i: number): void {
  const inner = map.bounds(i);
  const outer = map.bounds(map.tree.parent[i]!);
  const slack = 1e-9 * Math.max(map.region.x1 - map.region.x0, map.region.y1 - map.region.y0);
  expect(Math.min(inner.x0 - outer.x0, outer.x1 - inner.x1), map.tree.id(i)).toBeGreaterThan(-slack);
  expect(Math.min(inner.y0 - outer.y0, outer.y1 - inner.y1), map.tree.id(i)).toBeGreaterThan(-slack);
}

/** The cells of a map lie where they lie in the map close to it, but for those too thin to be seen. */
function expectNear(near: Partition, map: Partition): void {
  const { x0, y0, x1, y1 } = map.region;
  const slack = 1e-4 * Math.max(x1 - x0, y1 - y0);
  for (const i of near) {
    const where = near.tree.id(i);
    const node = map.tree.find(where);
    if (node < 0 || map.area(node) < SPECK * map.area(0)) {
      expect(near.area(i), where).toBeLessThan(1.01 * SPECK * near.area(0));
      continue;
    }
    const [a, b] = [near.bounds(i), map.bounds(node)];
    for (const side of ["x0", "y0", "x1", "y1"] as const)
      expect(Math.abs(a[side] - b[side]), `${side} of ${where}`).toBeLessThan(slack);
  }
}

interface Fruit {
  readonly name: string;
  readonly value?: number;
  readonly children?: readonly Fruit[];
}

const berries = {
  name: "berries",
  children: [
    { name: "red", value: 2 },
    { name: "blue", value: 1 },
  ],
};

function fruit(apples: number, more: readonly Fruit[] = []): WeightedTree<Fruit> {
  const few = [{ name: "apples", value: apples }, { name: "pears", value: 2 }, berries];
  return weightedTree<Fruit>({ name: "fruit", children: [...few, ...more] });
}

const container = [300, 200] as const;

describe("interpolateMaps", () => {
  const before = layout(fruit(3), { engine: greedy(), container });
  const after = before.update(fruit(6));

  it("gives both maps themselves at the ends and beyond", () => {
    const frame = interpolateMaps(before, after);
    for (const t of [0, -0.1, -Infinity]) expect(frame(t)).toBe(before);
    for (const t of [1, 1.1, Infinity]) expect(frame(t)).toBe(after);
    expect(frame(0.5)).not.toBe(before);
  });

  it("gives weights between, and the nodes of both by the same numbers", () => {
    const { tree } = interpolateMaps(before, after)(0.25);
    expect(tree.weight[1]).toBeCloseTo(3.75, 12);
    expect(tree.weight[0]).toBeCloseTo(8.75, 12);
    for (let i = 0; i < tree.size; i++) expect(tree.id(i)).toBe(after.tree.id(i));
    expect(tree.data(1)).toBe(after.tree.data(1));
  });

  it("leaves frames alone that it gave before", () => {
    const frame = interpolateMaps(before, after);
    const first = frame(0.2);
    const [cell, weight] = [first.cell(1), first.tree.weight.slice()];
    frame(0.8);
    expect(first.cell(1)).toEqual(cell);
    expect(first.tree.weight).toEqual(weight);
  });

  it("lets newcomers grow and leavers shrink within their parents, at the ends of their families", () => {
    const next = layout(fruit(3, [{ name: "nuts", value: 4 }]), { engine: greedy(), container });
    const frame = interpolateMaps(next, before);
    const areas = [0.1, 0.4, 0.7, 0.99].map((t) => {
      const map = frame(t);
      const nuts = map.tree.find("fruit/nuts");
      expect(nuts).toBe(4);
      expect(map.tree.parent[nuts]).toBe(0);
      expect(map.tree.label(nuts)).toBe("nuts");
      expect(map.tree.data(nuts)).toMatchObject({ name: "nuts" });
      expect(map.tree.weight[nuts]).toBeCloseTo(4 * (1 - t), 12);
      expectWithin(map, nuts);
      return map.area(nuts) / map.area(0);
    });
    for (const [k, t] of [0.1, 0.4, 0.7, 0.99].entries()) expect(areas[k]).toBeCloseTo((1 - t) / 3, 9);
    const grows = interpolateMaps(before, next);
    const nuts = next.tree.find("fruit/nuts");
    expect(grows(0.3).area(nuts)).toBeCloseTo((0.3 * 300 * 200) / 3, 6);
    expect(grows(0.3).tree.data(nuts)).toBe(next.tree.data(nuts));
  });

  it("takes nodes from one parent to another", () => {
    const rows = (parent: string) =>
      weightedTree.fromRows([
        { id: "all", parent: null, weight: 0 },
        { id: "left", parent: "all", weight: 0 },
        { id: "right", parent: "all", weight: 0 },
        { id: "stays", parent: "left", weight: 3 },
        { id: "remains", parent: "right", weight: 3 },
        { id: "moves", parent, weight: 2 },
      ]);
    const [from, to] = ["left", "right"].map((parent) =>
      layout(rows(parent), { engine: squarify(), container: [400, 100] }),
    ) as [Partition, Partition];
    const frame = interpolateMaps(from, to);
    const at = (map: Partition) => map.centroid(map.tree.find("moves"));
    const [start, end] = [at(from), at(to)];
    for (const t of [0.001, 0.5, 0.999]) {
      const [x, y] = at(frame(t));
      expect(x).toBeCloseTo((1 - t) * start[0] + t * end[0], 6);
      expect(y).toBeCloseTo((1 - t) * start[1] + t * end[1], 6);
    }
  });

  it("takes nodes to another parent that is left without a cell", () => {
    const rows = (parent: string, weight: number) =>
      weightedTree.fromRows([
        { id: "all", parent: null, weight: 0 },
        { id: "left", parent: "all", weight: 3 },
        { id: "right", parent: "all", weight: 0 },
        { id: "below", parent: "right", weight: 0 },
        { id: "moves", parent, weight },
      ]);
    const maps = [rows("all", 2), rows("below", 0)].map((tree) =>
      layout(tree, { engine: squarify(), container: [400, 100] }),
    );
    const [from, to] = maps as [Partition, Partition];
    const near = interpolateMaps(from, to)(1e-6);
    const [x, y] = near.centroid(near.tree.find("moves"));
    const [startX, startY] = from.centroid(from.tree.find("moves"));
    expect(x).toBeCloseTo(startX, 2);
    expect(y).toBeCloseTo(startY, 2);
  });

  it("goes by a match that is given, and always from root to root", () => {
    const other = layout(fruit(3), { engine: squarify(), container });
    const swapped = interpolateMaps(before, other, { match: [-1, 2, 1, 3, 5, 4] });
    const [x] = swapped(0.001).centroid(1);
    expect(x).toBeCloseTo(before.centroid(2)[0], 0);
    expect(swapped(0.5).tree).toHaveProperty("size", 6);
    const named = layout(weightedTree({ name: "other", children: [{ name: "apples", value: 1 }] }), {
      engine: squarify(),
      container,
    });
    expect(interpolateMaps<unknown>(before, named)(0.5).bounds(0)).toEqual(before.bounds(0));
  });

  it("interpolates containers, and moves the cells with them", () => {
    const round = layout(fruit(3), { engine: greedy(), container: circle(100, 100, 100) });
    const { region, ...map } = interpolateMaps(before, round)(0.5);
    expect(region).toMatchObject({ x0: 0, y0: 0, x1: 250, y1: 200, isBox: false });
    expect(map.tree.size).toBe(6);
    const wide = layout(fruit(3), { engine: squarify(), container: [100, 400] });
    const box = interpolateMaps(layout(fruit(3), { engine: squarify(), container }), wide)(0.5);
    expect(box.region).toMatchObject({ x0: 0, y0: 0, x1: 200, y1: 300, isBox: true });
    expect(box.cell(1)).toHaveProperty("kind", "rect");
  });

  it("keeps sides upright and level between rectilinear maps", () => {
    const tree = plant(planTree("bushy", "lognormal", 60, 4));
    const [a, b] = [squarify(), orthoconvex()].map((engine) =>
      layout(tree, { engine, container: [500, 400] }),
    );
    for (const t of TIMES) {
      const map = interpolateMaps(a!, b!)(t);
      for (const i of map) {
        const ring = unitRing(map, i);
        for (const [k, [x, y]] of ring.entries()) {
          const [u, v] = ring[(k + 1) % ring.length]!;
          expect(Math.min(Math.abs(x - u), Math.abs(y - v)), `${i} at ${t}`).toBeLessThan(ROUNDING);
        }
      }
    }
  });

  it("leaves hardly any gaps between the cells of an update", () => {
    const tree = plant(planTree("bushy", "lognormal", 100, 5));
    for (const engine of [greedy(), voronoi()]) {
      const map = layout(tree, { engine, container });
      const next = map.update(tree.weight.map((weight, i) => weight * (1 + 0.2 * Math.sin(7 * i))));
      const half = interpolateMaps(map, next)(0.5);
      const issues = validate(half, { maxIssues: Infinity });
      for (const { kind, value, node } of issues) {
        expect(["overlap", "containment"]).toContain(kind);
        // Two hundredths of what the mean leaf has.
        expect(Math.abs(value), half.tree.id(node)).toBeLessThan((300 * 200) / tree.leafCount / 50);
      }
    }
  });

  it("keeps the colours of branches on their way, of leavers too", () => {
    const treeOf = (ids: readonly string[]) =>
      weightedTree({ children: ids.map((id, k) => ({ id, value: k + 1 })) });
    const before = layout(treeOf(["a", "b", "c", "d"]), { engine: greedy(), container: [90, 60] });
    const after = before.update(treeOf(["c", "e", "a"]));
    const between = interpolateMaps<unknown>(before, after)(0.4);
    const colour = branchColours();
    const of = (map: Partition, id: string) => colour(map.tree.find(id), map);
    for (const id of ["a", "b", "c", "d"]) expect(of(between, id)).toBe(of(before, id));
    for (const id of ["c", "e", "a"]) expect(of(between, id)).toBe(of(after, id));
    expect(new Set(["a", "b", "c", "d", "e"].map((id) => of(between, id))).size).toBe(5);
  });

  it("gives maps that draw and answer", () => {
    const half = interpolateMaps(before, after)(0.5);
    expect(half.at(...half.centroid(1))).toBe(1);
    expect(half.at(-1, -1)).toBe(-1);
    expect(toSVG(half)).toContain("apples");
    const canvas = createCanvas(300, 200);
    drawCanvas(half, canvas.getContext("2d") as unknown as CanvasContext);
    expect(canvas.getContext("2d").getImageData(150, 100, 1, 1).data[3]).toBe(255);
    expect(half.bound()).toBeNull();
  });

  it("places texts within cells that are no longer rectilinear", () => {
    const tree = plant(planTree("list", "uniform", 12, 3));
    const [a, b] = [voronoi(), orthoconvex()].map((engine) => layout(tree, { engine, container }));
    const map = interpolateMaps(a!, b!)(0.5);
    const { cells } = map;
    const ring = new Float64Array(2 * cells.mostCorners);
    const part = new Float64Array(2 * cells.mostCorners + 2);
    for (const i of map.leaves()) {
      const corners = cells.ring(i, ring);
      const limit = map.bounds(i).y1 - map.origins[2 * i + 1]! - 5;
      expect(cells.convexPart(ring, corners, limit, part)).toBe(4);
      const [x0, y0, , y1, x1] = part as unknown as [number, number, number, number, number];
      expect(y1).toBeLessThanOrEqual(limit);
      expect((x1 - x0) * (y1 - y0)).toBeGreaterThan(0.2 * map.area(i));
      for (const [u, v] of [[0.01, 0.01], [0.99, 0.01], [0.01, 0.99], [0.99, 0.99], [0.5, 0.5]] as const)
        expect(cells.contains(i, x0 + u * (x1 - x0), y0 + v * (y1 - y0)), `${i}`).toBe(true);
    } // prettier-ignore
    expect(cells.convexPart(ring, 4, -Infinity, part)).toBe(0);
  });

  it("refuses what it cannot do, in words", () => {
    const call = interpolateMaps as (...given: unknown[]) => (t: unknown) => Partition;
    expect(() => call(before)).toThrow(/interpolateMaps takes a map/);
    expect(() => call(before.tree, after)).toThrow(/lay it out first/);
    expect(() => call(before, after, { mach: [] })).toThrow(/match/);
    expect(() => call(before, after, { match: [0, 1] })).toThrow(/interpolateMaps: match .* 6 nodes/);
    for (const t of ["0.5", NaN, undefined]) {
      expect(() => call(before, after)(t)).toThrow(/the time between two maps must be a number/);
    }
    const half = call(before, after)(0.5);
    expect(() => half.update(half.tree.weight)).toThrow(MarquetryError);
    expect(() => half.update(half.tree.weight)).toThrow(/update the map it goes to/);
    expect(() => packMap(half)).toThrow(/cannot be packed/);
  });

  it("goes on from a map that is itself on its way", () => {
    const half = interpolateMaps(before, after)(0.5);
    const back = interpolateMaps(half, before);
    expect(back(0)).toBe(half);
    expect(back(0.5).tree.weight[1]).toBeCloseTo(3.75, 12);
  });
});
