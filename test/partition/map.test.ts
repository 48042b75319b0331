import { angular, greedy, layout, sliceDice, squarify, weightedTree, type Partition } from "marquetry";
import { describe, expect, it } from "vitest";
import { traceRing } from "../../src/partition/cells.ts";
import { checkMap } from "../../src/partition/check-map.ts";
import { errorOf } from "../model/invariants.ts";

const tree = weightedTree({
  name: "r",
  children: [
    { name: "a", children: [{ value: 1.5 }, { value: 1.5 }] },
    { name: "b", value: 1 },
    { name: "z", value: 0 },
  ],
});
const container = { x0: 10, y0: 20, x1: 110, y1: 60 };
const boxes = layout(tree, { engine: sliceDice(), container });
const rings = layout(tree, { engine: greedy(), container: [[0, 0], [0, 6], [8, 3]] }); // prettier-ignore

/** What a path is told, step by step. */
function traced(draw: (path: Path) => void): string {
  const steps: string[] = [];
  draw({
    moveTo: (x, y) => steps.push(`M${x},${y}`),
    lineTo: (x, y) => steps.push(`L${x},${y}`),
    closePath: () => steps.push("Z"),
  });
  return steps.join(" ");
}
type Path = Parameters<Partition["trace"]>[1];

describe("a map of boxes", () => {
  it("tells every cell in absolute coordinates", () => {
    expect(Array.from(boxes, (i) => boxes.cell(i))).toEqual(
      [
        [10, 20, 110, 60],
        [10, 20, 85, 60],
        [85, 20, 110, 60],
        [110, 20, 110, 60],
        [10, 20, 85, 40],
        [10, 40, 85, 60],
      ].map(([x0, y0, x1, y1]) => ({ kind: "rect", x0, y0, x1, y1 })),
    );
    expect([...boxes.origins]).toEqual([10, 20, 10, 20, 85, 20, 110, 20, 10, 20, 10, 40]);
    expect(boxes.origins).toBe(boxes.origins);
  });

  it("tells bounds, centroid and area, of empty cells too", () => {
    expect(boxes.bounds(5)).toEqual({ x0: 10, y0: 40, x1: 85, y1: 60 });
    expect(boxes.centroid(5)).toEqual([47.5, 50]);
    expect([0, 1, 2, 3, 5].map((i) => boxes.area(i))).toEqual([4000, 3000, 1000, 0, 1500]);
    expect(Array.from(boxes, (i) => boxes.isEmpty(i))).toEqual([false, false, false, true, false, false]);
    expect(boxes.bounds(3)).toMatchObject({ x0: 110, y0: 20 });
    expect(boxes.centroid(3)).toEqual([110, 20]);
  });

  it("traces an outline, and none for an empty cell", () => {
    expect(traced((path) => boxes.trace(5, path))).toBe("M10,40 L10,60 L85,60 L85,40 Z");
    expect(traced((path) => boxes.trace(3, path))).toBe("");
    expect(traced((path) => traceRing(Float64Array.of(1, 2, 3, 4, 5, 6), 2, path))).toBe("M1,2 L3,4 Z");
  });

  it("finds the deepest cell under a point, the first where two touch", () => {
    const found = (x: number, y: number): number => boxes.at(x, y);
    expect([found(50, 30), found(50, 50), found(100, 30)]).toEqual([4, 5, 2]);
    expect([found(50, 40), found(85, 30), found(110, 60), found(10, 20)]).toEqual([4, 4, 2, 4]);
    expect([found(9, 30), found(111, 30), found(50, 19), found(50, 61)]).toEqual([-1, -1, -1, -1]);
  });

  it("finds no empty cell, not even on its border", () => {
    const light = weightedTree({ children: [{ value: 0 }, { value: 1 }, { value: 0 }] }, { sort: null });
    const map = layout(light, { engine: sliceDice(), container });
    expect([map.at(10, 30), map.at(110, 30)]).toEqual([2, 2]);
  });

  it("looks for no cell of another family", () => {
    const padded = layout(tree, { engine: sliceDice(), container, paddingLeft: (i) => (i === 0 ? 30 : 0) });
    expect([padded.at(20, 25), padded.at(45, 25)]).toEqual([0, 4]);
  });

  it("finds the parent in the room that padding leaves", () => {
    const padded = layout(tree, { engine: sliceDice(), container, padding: 4 });
    expect([padded.at(11, 21), padded.at(16, 25), padded.at(20, 30)]).toEqual([0, 1, 4]);
    expect([padded.padded, boxes.padded]).toEqual([true, false]);
  });

  it("counts its nodes and leaves", () => {
    expect([...boxes]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...boxes.leaves()]).toEqual([2, 3, 4, 5]);
    expect([boxes.size, boxes.tree, boxes.engine.name]).toEqual([6, tree, "sliceDice"]);
    expect(boxes.region).toMatchObject(container);
  });

  it("has nothing to tell of areas that were not asked for", () => {
    expect([boxes.residual, boxes.areaPerWeight, boxes.rounded]).toEqual([null, null, false]);
    expect([...boxes.unsolved, ...boxes.raised, ...boxes.fallbacks]).toEqual([]);
    const exact = layout(tree, { engine: sliceDice(), container, padding: 1, areas: "leaf-exact" });
    expect(exact.residual).toBeLessThan(1e-9);
    expect(exact.areaPerWeight! * 1.5).toBeCloseTo(exact.area(4), 6);
    expect(layout(tree, { engine: sliceDice(), container, round: true }).rounded).toBe(true);
    const few = layout(tree, {
      engine: sliceDice(),
      container: [10, 10],
      paddingTop: 9,
      areas: "leaf-exact",
    });
    expect(few.unsolved.length).toBeGreaterThan(0);
  });

  it("tells the bound of its engine for its own tree and container, or none", () => {
    expect(boxes.bound()).toBeNull();
    const bounded = layout(tree, { engine: angular(), container: [300, 200] });
    expect(bounded.bound()).toEqual(bounded.engine.bound(tree, bounded.region));
    expect(bounded.bound()!.value).toBeGreaterThan(1);
  });

  it("tells the way from the root to a node", () => {
    expect(Array.from(boxes, (i) => boxes.path(i))).toEqual([
      [0],
      [0, 1],
      [0, 2],
      [0, 3],
      [0, 1, 4],
      [0, 1, 5],
    ]);
    expect(errorOf(() => boxes.path(6)).code).toBe("bad-node");
  });

  it("finds the node of a datum, the first of a datum in several places", () => {
    const [leaf, other] = [{ value: 1 }, { value: 2 }];
    const data: { children: unknown[] } = { children: [{ children: [leaf, other] }, leaf] };
    const map = layout(weightedTree(data as never, { sort: null }), { engine: sliceDice(), container });
    expect([data, data.children[0], leaf, other].map((datum) => map.indexOf(datum as never))).toEqual([
      0, 1, 2, 4,
    ]);
    expect([{ value: 1 }, undefined].map((datum) => map.indexOf(datum as never))).toEqual([-1, -1]);
  });

  it("has its changes laid out as it was", () => {
    const next = boxes.update([0, 0, 3, 0, 1, 2]);
    expect([1, 2, 4, 5].map((i) => next.area(i))).toEqual([2000, 2000, expect.closeTo(2000 / 3), expect.closeTo(4000 / 3)]); // prettier-ignore
    expect(boxes.update(boxes.tree, { container: [8, 3] }).bounds(0)).toEqual({ x0: 0, y0: 0, x1: 8, y1: 3 });
  });

  it("may get other cells in place of its own", () => {
    const other = layout(tree, { engine: squarify(), container: [1, 1] });
    const changed = boxes.withCells(other.cells);
    expect(changed.cells).toBe(other.cells);
    expect([changed.tree, changed.engine, changed.record]).toEqual([tree, boxes.engine, boxes.record]);
    expect(changed.cell(0)).toEqual(other.cell(0));
  });
});

describe("a map of polygons", () => {
  it("tells corners, and the same of bounds, centroid and outline", () => {
    expect(rings.cell(0)).toEqual({ kind: "polygon", points: [[0, 0], [0, 6], [8, 3]] }); // prettier-ignore
    expect(rings.bounds(0)).toEqual({ x0: 0, y0: 0, x1: 8, y1: 6 });
    expect(rings.centroid(0)[0]).toBeCloseTo(8 / 3, 12);
    expect(rings.centroid(0)[1]).toBeCloseTo(3, 12);
    expect(traced((path) => rings.trace(0, path))).toBe("M0,0 L0,6 L8,3 Z");
    expect(rings.area(2)).toBeCloseTo(6, 12);
    for (const i of rings) {
      const cell = rings.cell(i);
      if (cell.kind !== "polygon") throw new Error("not a polygon");
      const xs = cell.points.map(([x]) => x);
      if (xs.length > 0) expect(rings.bounds(i)).toMatchObject({ x0: Math.min(...xs), x1: Math.max(...xs) });
      expect(traced((path) => rings.trace(i, path)).match(/[ML]/g) ?? []).toHaveLength(xs.length);
    }
  });

  it("holds an empty cell without corners", () => {
    expect(rings.cell(3)).toEqual({ kind: "polygon", points: [] });
    expect([rings.isEmpty(3), rings.area(3), rings.isEmpty(2)]).toEqual([true, 0, false]);
    const { x0, y0, x1, y1 } = rings.bounds(3);
    expect([x1, y1]).toEqual([x0, y0]);
    expect(rings.centroid(3)).toEqual([x0, y0]);
    expect(traced((path) => rings.trace(3, path))).toBe("");
  });

  it("finds the leaf at the centroid of each leaf, and nothing outside", () => {
    for (const i of rings.leaves()) if (!rings.isEmpty(i)) expect(rings.at(...rings.centroid(i))).toBe(i);
    expect([rings.at(-1, 3), rings.at(7.9, 0.1), rings.at(9, 3)]).toEqual([-1, -1, -1]);
  });
});

describe("a node that is none", () => {
  it.each<[unknown]>([[-1], [6], [0.5], [NaN], ["1"], [undefined]])("%o is refused by each question", (i) => {
    const path = { moveTo: () => 0, lineTo: () => 0, closePath: () => 0 };
    const node = i as number;
    for (const map of [boxes, rings]) {
      for (const ask of [
        () => map.cell(node),
        () => map.area(node),
        () => map.isEmpty(node),
        () => map.centroid(node),
        () => map.bounds(node),
        () => map.trace(node, path),
      ]) {
        const shown = typeof i === "string" ? '"1"' : String(i);
        expect(errorOf(ask)).toMatchObject({
          code: "bad-node",
          message: `no node ${shown}: the partition has nodes 0 to 5`,
          value: i,
        });
      }
    }
  });
});

describe("what is no map", () => {
  it.each<[unknown, string]>([
    [tree, "a tree; lay it out first"],
    [null, "null"],
    [undefined, "undefined"],
    ["map", '"map"'],
    [{}, "an object"],
    [{ tree }, "an object"],
    [{ cells: boxes.cells }, "an object"],
    [{ cells: boxes.cells, tree: 1 }, "an object"],
  ])("%#: is refused with a word on what it is", (value, given) => {
    expect(errorOf(() => checkMap("toSVG", value))).toMatchObject({
      code: "bad-input",
      message: `toSVG takes a map, as layout(tree, options) makes one, not ${given}`,
      value,
    });
  });

  it("is told from one that is", () => {
    expect(() => checkMap("toSVG", boxes)).not.toThrow();
    expect(() => checkMap("toSVG", { cells: boxes.cells, tree })).not.toThrow();
  });
});
