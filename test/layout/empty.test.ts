import {
  branchColours,
  branchLegend,
  drawCanvas,
  engines,
  interpolateMaps,
  layout,
  layoutAsync,
  quality,
  squarify,
  stability,
  toSVG,
  validate,
  weightedTree,
  type LayoutOptions,
  type Partition,
} from "marquetry";
import { randomTree } from "marquetry/fixtures";
import { describe, expect, it, test } from "vitest";
import { branchNumbers } from "../../src/partition/branch-numbers.ts";
import { region } from "../../src/regions/region.ts";

const CONTAINER = [900, 600] as const;
const tree = randomTree(80, { seed: 4 });
const nothing = new Float64Array(tree.size);

const lay = (options: Partial<LayoutOptions> = {}): Partition =>
  layout(tree, { engine: squarify(), container: CONTAINER, empty: true, ...options });
const map = lay();
const none = map.update(nothing);

describe("without the option", () => {
  it("is an error that names it", () => {
    const strict = lay({ empty: false });
    for (const fail of [
      () => strict.update(nothing),
      () => layout(tree.withWeights(nothing), { engine: squarify(), container: CONTAINER }),
    ])
      expect(fail).toThrow(
        expect.objectContaining({
          code: "zero-weight",
          message: expect.stringContaining("empty: true") as string,
        }),
      );
    expect(() => strict.update(tree, { container: [0, 300] })).toThrow(
      expect.objectContaining({ code: "bad-container" }),
    );
  });

  it("is asked for once, and taken back", () => {
    const asked = lay({ empty: false }).update(nothing, { empty: true });
    expect(asked.update(nothing).isEmpty(0)).toBe(true);
    expect(() => asked.update(nothing, { empty: false })).toThrow(
      expect.objectContaining({ code: "zero-weight" }),
    );
  });
});

describe("a container without width or height", () => {
  it.each([[[0, 300]], [[300, 0]], [[0, 0]], [{ x0: 5, y0: 5, x1: 5, y1: 9 }]] as const)(
    "%j gives an empty map",
    (container) => {
      const flat = lay({ container });
      expect(validate(flat)).toEqual([]);
      expect([...flat].every((i) => flat.isEmpty(i))).toBe(true);
      expect(flat.at(5, 5)).toBe(-1);
      expect(flat.at(0, 0)).toBe(-1);
      expect(toSVG(flat, { title: "Hidden" })).toMatch(/^<svg[^>]*>.*<\/svg>\s*$/s);
      expect(toSVG(flat)).not.toContain("NaN");
      expect(flat.update(tree, { container: CONTAINER }).cell(9)).toEqual(map.cell(9));
    },
  );

  it.each([[[-1, 300]], [[NaN, 300]], [["0", 300]], [[1e-200, 300]]])("%j stays an error", (container) => {
    expect(() => lay({ container: container as unknown as [number, number] })).toThrow(
      expect.objectContaining({ code: "bad-container" }),
    );
  });
});

describe("an empty map", () => {
  it("draws what stands around it, and no cell", () => {
    const picture = toSVG(none, { title: "Nothing yet", caption: "No sales", legend: branchLegend() });
    expect(picture).toContain("Nothing yet");
    expect(picture).toContain("No sales");
    expect(picture).not.toMatch(/NaN|Infinity|<path|<polygon/);
    const [, width] = / width="([\d.]+)"/.exec(picture)!;
    expect(Number(width)).toBe(900);
  });

  it("draws nothing on a canvas", () => {
    const calls: string[] = [];
    const kept: Record<string, unknown> = { measureText: () => ({ width: 5 }) };
    const context = new Proxy(kept, {
      get: (own, name: string): unknown => own[name] ?? (() => calls.push(name)),
    });
    drawCanvas(none, context as never, { width: 900, height: 600 });
    expect(calls).not.toContain("fillText");
    expect(calls).not.toContain("stroke");
  });

  it("has nothing to measure", () => {
    const { leaves, area, empty, tooSmall, bound } = quality(none);
    expect(leaves.count).toBe(0);
    expect(area).toEqual({ maxError: 0, meanError: 0, worst: -1 });
    expect(empty).toEqual({ count: tree.leafCount, weight: 0, share: 0 });
    expect(tooSmall.count).toBe(0);
    expect(bound).toBe(null);
    expect(stability(map, none, { baseline: true })).toMatchObject({
      leaves: 0,
      appeared: 0,
      gone: quality(map).leaves.count,
      overBaseline: null,
    });
    expect(stability(none, map, { baseline: true }).overBaseline).toBe(null);
    expect(validate(none)).toEqual([]);
  });

  it("is found out where it should not be empty", () => {
    const wrong = none.withCells(map.cells);
    expect(validate(wrong).length).toBeGreaterThan(0);
    expect(validate(map.withCells(none.cells)).length).toBeGreaterThan(0);
  });

  it("keeps colours, whatever comes and goes", () => {
    const grown = weightedTree.fromColumns({
      parent: [...tree.parent, 0],
      weight: [...tree.weight, tree.weight[0]! / 9],
      id: [...Array.from(tree.parent, (_, i) => tree.id(i)), "newcomer"],
    });
    const numbers = [...branchNumbers(map)!];
    for (const next of [none.update(tree), none.update(nothing).update(tree)])
      expect([...branchNumbers(next)!]).toEqual(numbers);
    const after = none.update(grown);
    const colour = branchColours();
    for (const i of map) expect(colour(after.tree.find(tree.id(i)), after)).toEqual(colour(i, map));
  });

  it("goes on from the map before where the tree in between knows no node", () => {
    const rows = Array.from(tree.parent, (parent, i) => ({
      id: tree.id(i) || "all",
      parent: parent < 0 ? null : tree.id(parent) || "all",
      weight: tree.weight[i]!,
    }));
    const read = (list: typeof rows) => weightedTree.fromRows(list, { empty: true });
    const full = layout(read(rows), { engine: "greedy", container: CONTAINER, empty: true });
    const changed = read(rows.map((row, k) => ({ ...row, weight: row.weight * (1 + (k % 5) / 9) })));
    const away = full.update(read([]));
    expect(away.size).toBe(1);
    expect(away.isEmpty(0)).toBe(true);
    const [kept, direct] = [away.update(changed), full.update(changed)];
    for (const i of direct) expect(kept.cell(i)).toEqual(direct.cell(i));
  });

  it("goes on where it is told which node of it each continues", () => {
    const match = Int32Array.from(tree.parent, (_, i) => i);
    const other = weightedTree.fromColumns({ parent: tree.parent, weight: tree.weight }, { sort: null });
    const after = none.update(other, { match });
    for (const i of map) expect(after.cell(i)).toEqual(map.cell(i));
    const anew = none.update(other, { match: match.fill(-1) });
    expect(validate(anew)).toEqual([]);
  });

  it("is the same in other threads", async () => {
    const there = await layoutAsync(tree.withWeights(nothing), {
      engine: "greedy",
      container: CONTAINER,
      empty: true,
    });
    expect(there.isEmpty(0)).toBe(true);
  });

  it("lies in a region of any shape", () => {
    const container = region([
      [0, 0],
      [0, 90],
      [40, 30],
      [90, 90],
      [90, 0],
    ]);
    const inside = lay({ engine: "voronoi", container });
    const gone = inside.update(nothing);
    expect(gone.region).toEqual(inside.region);
    expect(validate(gone)).toEqual([]);
    expect(gone.update(tree).cell(5)).toEqual(inside.cell(5));
  });
});

describe("on the way from and to an empty map", () => {
  it.each(["squarify", "greedy", "orthoconvex", "slack"] as const)(
    "all %s cells grow from the middle",
    (engine) => {
      const whole = lay({ engine });
      const gone = whole.update(nothing);
      for (const frame of [interpolateMaps(gone, whole), interpolateMaps(whole, gone)]) {
        const half = frame(0.5);
        expect(half.region).toEqual(whole.region);
        expect(half.area(0)).toBeGreaterThan(0);
        expect(half.area(0)).toBeLessThan(whole.area(0));
        const [x, y] = half.centroid(0);
        expect([x, y]).toEqual([expect.closeTo(450, 6), expect.closeTo(300, 6)]);
        for (const i of half.leaves()) expect(half.area(i)).toBeGreaterThan(0);
        expect(toSVG(half)).not.toContain("NaN");
      }
      expect(interpolateMaps(gone, whole.update(nothing))(0.5).isEmpty(0)).toBe(true);
    },
  );
});

test("nothing to read is a tree of one node, on request", () => {
  const trees = [
    weightedTree.fromRows([], { empty: true }),
    weightedTree.fromPaths([], { empty: true }),
    weightedTree.fromColumns({ parent: [], weight: [] }, { empty: true }),
    weightedTree<unknown>(null, { empty: true }),
  ];
  for (const alone of trees) {
    expect(alone).toMatchObject({ size: 1, leafCount: 1 });
    expect(alone.weight[0]).toBe(0);
    expect(alone.data(0)).toBe(undefined);
    for (const engine of Object.values(engines)) {
      const empty = layout(alone, { engine: engine(), container: CONTAINER, empty: true });
      expect(validate(empty)).toEqual([]);
      expect(empty.at(5, 5)).toBe(-1);
    }
  }
  expect(() => weightedTree.fromRows([])).toThrow(expect.objectContaining({ code: "empty-tree" }));
  expect(() => weightedTree.fromPaths([])).toThrow(expect.objectContaining({ code: "empty-tree" }));
});
