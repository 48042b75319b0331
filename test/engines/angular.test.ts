import { angular, layout, quality, regularPolygon, validate, weightedTree } from "marquetry";
import type { Container, Partition, PolygonEngine, WeightedTree } from "marquetry";
import {
  caterpillar,
  flatList,
  geometricList,
  giantAndDwarfs,
  lopsided,
  needle,
  polygon64,
  randomTree,
  triangle,
  twosAndThrees,
} from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { LopsidedCount } from "../../src/engines/cuts/angular/lopsided-count.ts";
import { AngularGuarantee } from "../../src/engines/cuts/angular/angular-guarantee.ts";
import { AngularPlanner } from "../../src/engines/cuts/angular/angular-planner.ts";
import { FamilyCutter } from "../../src/engines/cuts/family-cutter.ts";
import { CutForest } from "../../src/engines/cuts/forest.ts";
import { eachRoom } from "../../src/engines/cuts/lay-out.ts";
import { finish } from "../../src/engines/steps.ts";
import { separation } from "../support/separation.ts";
import { generator } from "../support/trees.ts";

const SQUARE: Container = [1000, 1000];
/** Edges within this angle of each other are meant to be parallel; what rounding may take off what is kept. */
const PARALLEL = 2e-6;
const ROUNDING = 1e-5;
/** Edges shorter than this part of the container may have been turned by rounding. */
const TURNED = 1e-9;
/** Trees small enough to lay out thousands of them. */
const TREES = 10_000;
const MOST_NODES = 120;
/** What the bound adds for tolerances. */
const SLACK = 1.001;

const containers: Record<string, Container> = {
  square: SQUARE,
  triangle: triangle(),
  "needle of 1 : 1000": needle(),
  "slanted needle": [[0, 0], [1, 2], [1000, 1000], [999, 998]], // prettier-ignore
  hexagon: regularPolygon(0, 0, 1, 6, 0.3),
  pentagon: regularPolygon(0, 0, 1, 5),
  "64 sides": polygon64(),
  "sharp triangle": [[0, 0], [1000, 10], [1000, 0]], // prettier-ignore
  quadrilateral: [[0, 0], [1, 3], [7, 4], [5, 0]], // prettier-ignore
};

/** The engine without its search: every cut is the one that the proof names. */
const bare: PolygonEngine = {
  ...angular(),
  name: "bare",
  partition(tree, region, cells) {
    const forest = CutForest.build(tree, "huffman");
    const planner = new AngularPlanner(new AngularGuarantee(region.ring), LopsidedCount.count(forest), 0);
    const cutter = new FamilyCutter(forest, planner);
    finish(eachRoom(tree, cells, forest, (_i, top, room) => cutter.cut(room, top, cells)));
  },
};

/** Measures every cell with its own eyes against what the guarantee says of it; returns the worst asp / bound. */
function checkCells(map: Partition, what: string): number {
  const guarantee = new AngularGuarantee(map.region.ring);
  const counted = LopsidedCount.count(CutForest.build(map.tree, "huffman"));
  const { axisX, axisY } = guarantee;
  const axes = [[axisX, axisY], [-axisY, axisX]] as const; // prettier-ignore
  const ring = new Float64Array(2 * map.cells.mostCorners);
  const root = separation(ring, map.cells.ring(0, ring), PARALLEL);
  const shortest = TURNED * Math.sqrt(root.asp * map.area(0));
  let worst = 0;
  for (let i = 1; i < map.size; i++) {
    const corners = map.cells.ring(i, ring);
    if (corners === 0) continue;
    const added = counted.directions(i);
    const place = `${what}: ${map.tree.pathForMessage(i)}`;
    const { directions, angle, spacing, asp } = separation(ring, corners, PARALLEL, axes, shortest);
    if (directions > guarantee.directions(added)) expect.fail(`${directions} directions in ${place}`);
    if (angle < guarantee.angle(added) * (1 - ROUNDING)) expect.fail(`an angle of ${angle} in ${place}`);
    const least = Math.min(root.spacing, guarantee.spacing(added));
    if (spacing < least * (1 - ROUNDING)) expect.fail(`a spacing of ${spacing} in ${place}`);
    worst = Math.max(worst, asp / guarantee.bound(added));
  }
  return worst;
}

/** The largest relative error of a child's share of its parent's area. */
function worstShare({ tree, cells }: Partition): number {
  let worst = 0;
  for (let i = 1; i < tree.size; i++) {
    const p = tree.parent[i]!;
    if (tree.weight[i]! > 0)
      worst = Math.max(
        worst,
        Math.abs((cells.area(i) / cells.area(p)) * (tree.weight[p]! / tree.weight[i]!) - 1),
      );
  }
  return worst;
}

const spreads: ((u: number) => number)[] = [
  () => 1,
  (u) => u,
  (u) => 10 ** (12 * u),
  (u) => (u < 0.3 ? 1e4 : 1),
  (u) => (u < 0.1 ? 1e12 : u),
  (u) => 2 ** -Math.floor(40 * u),
  (u) => 0.49 ** Math.floor(30 * u),
];

/** A tree of any shape between a list and a chain of small families. */
function anyTree(random: () => number): WeightedTree {
  const of = <T>(list: readonly T[]) => list[Math.floor(list.length * random())]!;
  const [spread, most, size] = [of(spreads), of([2, 3, 5, 20]), 3 + MOST_NODES * random() ** 2];
  const branching = of([0.1, 0.6]);
  const parent = [-1];
  for (let i = 0; i < parent.length && parent.length < size; i++) {
    const isLast = i === parent.length - 1;
    if (!isLast && random() > branching) continue;
    for (let count = 2 + Math.floor((most - 1) * random()); count > 0; count--) parent.push(i);
  }
  const inner = new Set(parent);
  return weightedTree.fromColumns({
    parent: Int32Array.from(parent),
    weight: Float64Array.from(parent, (_, i) => (inner.has(i) ? 0 : spread(random()))),
  });
}

describe("angular", () => {
  it.each([
    ["angular", angular()],
    ["the cuts of the proof alone", bare],
  ])("%s: keeps its bound and all that it rests on, in any tree and container", (name, engine) => {
    const random = generator(name.length);
    const names = Object.keys(containers);
    let worst = 0;
    for (let k = 0; k < TREES / 2; k++) {
      const tree = anyTree(random);
      const inside = names[k % names.length]!;
      const map = layout(tree, { engine, container: containers[inside]! });
      worst = Math.max(worst, checkCells(map, `tree ${k} in ${inside}`));
      const error = worstShare(map);
      if (error > 1e-11) expect.fail(`an area error of ${error} in tree ${k} in ${inside}`);
    }
    expect(worst).toBeLessThan(1 + 1e-6);
    // The container itself may come near its limit; so does a part of it.
    expect(worst).toBeGreaterThan(0.9);
  });

  const trees: Record<string, WeightedTree> = {
    "equal caterpillar": caterpillar(200, { share: "equal" }),
    "halving caterpillar": caterpillar(200),
    "random caterpillar": caterpillar(200, { share: "random" }),
    "caterpillar of thirds": caterpillar(200, { share: 1 / 3 }),
    "caterpillar of crumbs": caterpillar(200, { share: 1e-4 }),
    "1 : 10,000 everywhere": lopsided(8),
    "families of two and three": twosAndThrees(500),
    "geometric list": geometricList(300),
    "list of tenths": geometricList(150, 0.1),
    "one giant": giantAndDwarfs(500),
    "two levels and more": randomTree(1500),
  };

  it.each(Object.entries(trees))("keeps its bound: %s", (name, tree) => {
    for (const [inside, container] of Object.entries(containers)) {
      for (const engine of [angular(), bare]) {
        const map = layout(tree, { engine, container });
        expect(checkCells(map, `${engine.name}, ${name} in ${inside}`)).toBeLessThan(1 + 1e-6);
        if (engine === bare) continue;
        expect(validate(map)).toEqual([]);
        expect(quality(map).bound!.holds).toBe(true);
        expect(worstShare(map)).toBeLessThan(1e-11);
      }
    }
  });

  it("is exact in a large list and a large tree, and reports the bound", () => {
    for (const tree of [flatList(1e5), randomTree(2e4)]) {
      const map = layout(tree, { engine: angular(), container: SQUARE });
      expect(worstShare(map)).toBeLessThan(1e-12);
      expect(checkCells(map, "large")).toBeLessThan(1);
      const { bound } = quality(map);
      expect(bound).toMatchObject({ measure: "asp", holds: true });
      expect(bound!.reached).toBeLessThan(5);
    }
  });

  it("takes weights over 300 decades and a container of very many sides", () => {
    const decades = weightedTree.fromColumns({
      parent: Int32Array.from({ length: 302 }, (_, i) => (i === 0 ? -1 : 0)),
      weight: Float64Array.from({ length: 302 }, (_, i) => (i === 0 ? 0 : 10 ** (150 - i))),
    });
    for (const [tree, container] of [
      [decades, SQUARE],
      [caterpillar(50, { share: "equal" }), regularPolygon(0, 0, 1, 601)],
    ] as const) {
      const map = layout(tree, { engine: angular(), container });
      expect(validate(map)).toEqual([]);
      expect(worstShare(map)).toBeLessThan(1e-11);
      expect(quality(map).bound!.holds).toBe(true);
    }
  });
});

describe("the bound of angular", () => {
  const bound = (tree: WeightedTree, container: Container = SQUARE) => angular().bound(tree, container)!;

  it("does not grow with the number of children or the spread of weights", () => {
    const list = SLACK * (3 + 1 / 3);
    for (const leaves of [100, 1e5]) {
      expect(bound(flatList(leaves, { spread: "uniform" })).value).toBeCloseTo(list, 12);
    }
    expect(bound(geometricList(300)).value).toBeCloseTo(list, 12);
    const oneFamily = SLACK * (24 / Math.PI);
    expect(bound(giantAndDwarfs(10)).value).toBeCloseTo(oneFamily, 3);
    expect(bound(giantAndDwarfs(10_000, 1e9)).value).toBeCloseTo(oneFamily, 3);
  });

  it("grows with the depth at most, by 12 / π every other family of a chain", () => {
    for (const depth of [10, 100, 1000]) {
      const { value } = bound(caterpillar(depth, { share: 0.01 }));
      expect(value / (SLACK * (12 / Math.PI) * (depth / 2 + 1))).toBeCloseTo(1, 2);
      expect(bound(caterpillar(depth)).value).toBeCloseTo(SLACK * (3 + 1 / 3), 12);
    }
  });

  it("is given for each node", () => {
    const tree = caterpillar(3, { share: 0.01 });
    const { value, perNode } = bound(tree);
    const depths = Array.from(perNode!, (limit) => Math.round(limit / (SLACK * (12 / Math.PI))) - 1);
    expect(depths).toEqual([0, 1, 1, 1, 1, 2, 2]);
    expect(value).toBe(Math.max(...perNode!));
  });

  it("covers the container's own shape", () => {
    const list = geometricList(20);
    expect(bound(list, [1000, 1]).value).toBeCloseTo(SLACK * 1000.001, 6);
    expect(bound(list, [600, 400]).value).toBeCloseTo(SLACK * (3 + 1 / 3), 12);
    expect(bound(list, regularPolygon(0, 0, 1, 6)).value).toBeCloseTo(SLACK * (36 / Math.PI), 3);
    expect(bound(list, polygon64()).value).toBeLessThan(120);
    // An angle of 0.01 allows 6 / 0.01, whatever the tree.
    expect(bound(list, containers["sharp triangle"]).value / 600).toBeCloseTo(1, 2);
  });

  it("does not depend on units or on where the container lies or how it is turned", () => {
    const tree = twosAndThrees(100);
    const at = (scale: number, shift: number, turn: number) =>
      bound(
        tree,
        triangle().map(([x, y]) => [
          scale * (x * Math.cos(turn) - y * Math.sin(turn)) + shift,
          scale * (x * Math.sin(turn) + y * Math.cos(turn)) - shift,
        ]),
      ).value;
    for (const other of [at(1e6, 0, 0), at(1e-6, 0, 0), at(1, 777, 0), at(1, 0, 1)]) {
      expect(other / at(1, 0, 0)).toBeCloseTo(1, 9);
    }
  });
});
