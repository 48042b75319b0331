import {
  hierarchy,
  treemap,
  treemapBinary,
  treemapResquarify,
  treemapSliceDice,
  treemapSquarify,
  type HierarchyNode,
  type HierarchyRectangularNode,
} from "d3-hierarchy";
import fc from "fast-check";
import {
  binary,
  greedy,
  layout,
  packMap,
  quality,
  registerEngine,
  sliceDice,
  squarify,
  strip,
  unpackMap,
  validate,
  voronoi,
  weightedTree,
  type Engine,
  type EngineName,
} from "marquetry";
import { applyTo, engineOf, tileOf, type Tile, type TileNode } from "marquetry/d3";
import { describe, expect, it } from "vitest";
import { resquarify } from "../../examples/engines/resquarify.ts";
import { blameOf, anything } from "../support/anything.ts";
import { expectSameCells, treeOf } from "../support/d3-treemap.ts";
import { descending, flare, nested, type Datum } from "../support/hierarchies.ts";

const container: [number, number] = [960, 600];
const values = fc.oneof(
  { weight: 9, arbitrary: fc.noBias(fc.double({ min: 0.001, max: 1, noNaN: true })) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const summed = nested(values)
  .map((data) => hierarchy<Datum>(data).sum((d) => d.value ?? 0))
  .filter((root) => root.value! > 0);
const engines: [name: string, engine: Engine, tile: Tile][] = [
  ["squarify", squarify(), treemapSquarify],
  ["binary", binary(), treemapBinary],
  ["sliceDice", sliceDice(), treemapSliceDice],
];

function nodesOf(root: HierarchyNode<Datum>): HierarchyRectangularNode<Datum>[] {
  return root.descendants() as HierarchyRectangularNode<Datum>[];
}

describe("tileOf", () => {
  it.each(engines)("%s lays out as layout does, padded or not", (_, engine) => {
    fc.assert(
      fc.property(
        summed,
        fc.constantFrom(0, 3),
        fc.constantFrom(0, 2, 20),
        (root, paddingInner, paddingTop) => {
          const lay = treemap<Datum>().tile(tileOf(engine)).size(container);
          const map = layout(treeOf(root), { engine, container, paddingInner, paddingTop });
          expectSameCells(map, root, lay.paddingInner(paddingInner).paddingTop(paddingTop));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("lays strips out as layout does", () => {
    const root = flare() as HierarchyNode<unknown>;
    const lay = treemap<unknown>().tile(tileOf("strip")).size(container);
    expectSameCells(layout(treeOf(root), { engine: strip(), container }), root, lay);
  });

  it("makes sides that meet, so that rounded cells leave no gap", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (list) => {
        const root = hierarchy<Datum>({ children: list.map((value) => ({ value })) }).sum(
          (d) => d.value ?? 0,
        );
        const lay = treemap<Datum>().tile(tileOf(squarify())).size([301, 203]).round(true);
        const area = lay(root)
          .leaves()
          .reduce((sum, { x0, y0, x1, y1 }) => sum + (x1 - x0) * (y1 - y0), 0);
        expect(area).toBe(301 * 203);
      }),
    );
  });

  it("leaves free what a node weighs beyond its children", () => {
    const root = hierarchy<Datum>({ value: 5, children: [{ value: 3 }, { value: 2 }] }).sum(
      (d) => d.value ?? 0,
    );
    treemap<Datum>().tile(tileOf(squarify())).size([10, 1])(root);
    expect(nodesOf(root).map(({ x0, x1 }) => [x0, x1])).toEqual([
      [0, 10],
      [0, 3],
      [3, 5],
    ]);
  });

  it("keeps what an engine remembers of a family, also of one that has lost a child", () => {
    const parent: TileNode & { children: TileNode[] } = {
      value: 30,
      children: [{ value: 10 }, { value: 10 }, { value: 10 }],
    };
    const tile = tileOf(resquarify());
    tile(parent, 0, 0, 30, 10);
    const [a, , c] = parent.children;
    Object.assign(parent, { value: 20, children: [a, c] });
    tile(parent, 0, 0, 10, 20);
    expect([a!.x1, c!.x1, c!.y1]).toEqual([5, 10, 20]);
    tileOf(squarify())(parent, 0, 0, 10, 20);
    expect([a!.x1, c!.x1, c!.y1]).toEqual([10, 10, 20]);
  });

  it("tells even from odd at any depth, and takes a depth of 100,000", () => {
    for (const depth of [64, 65, 66, 67, 100_000, 100_001]) {
      const node: TileNode = { value: 2, depth, children: [{ value: 1 }, { value: 1 }] };
      tileOf(sliceDice())(node, 0, 0, 10, 10);
      expect(node.children![0]!.x1, String(depth)).toBe(depth % 2 === 0 ? 5 : 10);
    }
  });

  it("makes cells without area where there is no room", () => {
    const node: TileNode = { value: 2, children: [{ value: 1 }, { value: 1 }] };
    tileOf(squarify())(node, 3, 4, 3 + 1e-200, 9);
    expect(node.children).toMatchObject([
      { x0: 3, x1: 3 },
      { x0: 3, x1: 3 },
    ]);
  });

  it.each([
    ["a function", squarify, "bad-engine", "call it"],
    ["polygons", greedy(), "bad-engine", "greedy makes polygons"],
    ["an unknown name", "squarrify", "unknown-engine", "squarify"],
    ["nothing", undefined, "bad-engine", "tileOf takes an engine"],
  ])("refuses %s", (_, engine, code, words) => {
    const error = blameOf(() => tileOf(engine as never));
    expect(error).toMatchObject({ code });
    expect(error!.message).toContain(words);
  });

  it("blames nodes that were not summed, or have changed since, by name", () => {
    const data = {
      name: "all",
      children: [
        { name: "a", value: 3 },
        { name: "b", value: 4 },
      ],
    };
    const lay = treemap<Datum>().tile(tileOf(squarify()));
    expect(blameOf(() => lay(hierarchy<Datum>(data)))).toMatchObject({
      code: "missing-weight",
      path: "all/a",
    });
    const root = hierarchy<Datum>(data).sum((d) => d.value ?? 0);
    const first = root.children![0] as { value: number };
    first.value = -1;
    expect(blameOf(() => lay(root))).toMatchObject({ code: "bad-weight", path: "all/a" });
    first.value = 30;
    expect(blameOf(() => lay(root))).toMatchObject({ code: "total-mismatch", path: "all" });
  });
});

describe("engineOf", () => {
  it.each(engines)("lays out as d3 does: %s", (_, _engine, tile) => {
    fc.assert(
      fc.property(summed, fc.constantFrom(0, 3), (root, padding) => {
        fc.pre(root.value! > 0);
        const map = layout(treeOf(root), { engine: engineOf(tile), container, padding });
        expectSameCells(
          map,
          root,
          treemap<Datum>()
            .tile(tile as typeof treemapBinary)
            .size(container)
            .padding(padding),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("works with every option of layout", () => {
    const tree = weightedTree(flare());
    const engine = engineOf(treemapSquarify);
    expect(validate(layout(tree, { engine, container }))).toEqual([]);
    expect(quality(layout(tree, { engine, container })).area.maxError).toBeLessThan(1e-9);
    const exact = layout(tree, { engine, container, padding: 1, paddingTop: 9, areas: "leaf-exact" });
    expect(exact.residual).toBeLessThan(1e-9);
    const rounded = layout(tree, { engine, container, round: true, minShare: 0.001 });
    expect(validate(rounded)).toEqual([]);
  });

  it("shows its tile a node as d3 makes it", () => {
    const root = flare();
    const seen: unknown[] = [];
    const tile = (
      node: HierarchyRectangularNode<unknown>,
      x0: number,
      y0: number,
      x1: number,
      y1: number,
    ): void => {
      const { data, depth, height, value, parent, children } = node;
      seen.push([data, depth, height, value, parent?.data, children!.map((child) => child.data)]);
      treemapSquarify(node, x0, y0, x1, y1);
    };
    layout(weightedTree(root), { engine: engineOf(tile), container });
    const inner = [...root].filter((node) => node.children);
    expect(seen).toEqual(
      inner.map(({ data, depth, height, value, parent, children }) => [
        data,
        depth,
        height,
        value,
        parent?.data,
        children!.map((child) => child.data),
      ]),
    );
  });

  it("keeps the rows of treemapResquarify while the tree stays", () => {
    const root = descending(flare()) as HierarchyNode<unknown>;
    const tree = weightedTree(root);
    const map = layout(tree, { engine: engineOf(treemapResquarify), container });
    const weights = tree.weight.map((weight, i) => weight * (1 + ((i * 7) % 5)));
    const next = map.update(weights);
    const afresh = layout(tree.withWeights(weights), { engine: engineOf(treemapResquarify), container });
    const lay = treemap<unknown>().tile(treemapResquarify).size(container);
    lay(root);
    root.each((node) => void Object.assign(node, { value: next.tree.weight[map.indexOf(node)] }));
    expectSameCells(next, root, lay);
    expect(Array.from(next, (i) => next.bounds(i))).not.toEqual(Array.from(afresh, (i) => afresh.bounds(i)));
    const fatter = map.update(weights, { maxAspectGrowth: 1 });
    expect(Array.from(fatter, (i) => fatter.bounds(i))).toEqual(Array.from(afresh, (i) => afresh.bounds(i)));
  });

  it("is packed and found again by its name", () => {
    const make = (): Engine => engineOf(treemapBinary);
    registerEngine("d3-binary", make);
    const map = layout(weightedTree(flare()), { engine: "d3-binary" as EngineName, container });
    const again = unpackMap(structuredClone(packMap(map)));
    expect(again.engine.name).toBe("d3-binary");
    expect(again.update(map.tree.weight).bounds(9)).toEqual(map.bounds(9));
  });

  it.each([
    ["nothing", () => undefined, "NaN"],
    [
      "sides the wrong way round",
      (child: TileNode) => Object.assign(child, { x0: 9, x1: 0, y0: 9, y1: 0 }),
      "x0 9",
    ],
    ["too little", (child: TileNode) => Object.assign(child, { x0: 0, x1: 1, y0: 0, y1: 1 }), "of area"],
  ])("blames a tile that writes %s", (_, write, words) => {
    const engine = engineOf((node: TileNode) => node.children!.forEach(write), { name: "mine" });
    const tree = weightedTree({
      name: "r",
      children: [
        { name: "a", value: 2 },
        { name: "b", value: 1 },
      ],
    });
    const error = blameOf(() => layout(tree, { engine, container }));
    expect(error).toMatchObject({ code: "bad-engine" });
    expect(error!.message).toMatch(/^engine mine .*r/);
    expect(error!.message).toContain(words);
  });

  it("lets a tile leave gaps that says so", () => {
    const half = (node: TileNode, x0: number, y0: number, x1: number, y1: number): void =>
      treemapSquarify(node as HierarchyRectangularNode<unknown>, x0, y0, (x0 + x1) / 2, y1);
    const tree = weightedTree(flare());
    expect(blameOf(() => layout(tree, { engine: engineOf(half), container }))?.code).toBe("bad-engine");
    const map = layout(tree, { engine: engineOf(half, { hasGaps: true, hasInexactAreas: true }), container });
    expect(validate(map)).toEqual([]);
  });

  it("refuses engines and other things, and says what layout wants of a tile", () => {
    expect(blameOf(() => engineOf(squarify() as never))!.message).toContain("layout takes as it is");
    expect(blameOf(() => engineOf(5 as never))).toMatchObject({ code: "bad-engine" });
    expect(blameOf(() => engineOf(treemapBinary, { nam: "x" } as never))).toMatchObject({
      code: "bad-option",
    });
    const tree = weightedTree(flare());
    for (const engine of [treemapSquarify, treemapBinary, tileOf(squarify())] as never[]) {
      expect(blameOf(() => layout(tree, { engine, container }))!.message).toContain(
        "engineOf of marquetry/d3",
      );
    }
  });
});

describe("applyTo", () => {
  it.each([squarify(), greedy(), voronoi()])("writes the cells of $name to the nodes", (engine) => {
    const root = flare();
    const map = layout(weightedTree(root), { engine, container });
    const placed = applyTo(root, map);
    expect(placed).toBe(root);
    for (const node of placed.descendants()) {
      const i = map.indexOf(node);
      const { x0, y0, x1, y1, polygon } = node;
      expect({ x0, y0, x1, y1 }).toEqual(map.bounds(i));
      const cell = map.cell(i);
      if (map.isEmpty(i)) expect(polygon).toEqual([]);
      else if (cell.kind === "polygon") expect(polygon).toEqual(cell.points);
      else
        expect(polygon).toEqual([
          [x0, y0],
          [x0, y1],
          [x1, y1],
          [x1, y0],
        ]);
    }
  });

  it("leaves remainders out, and takes a branch", () => {
    const root = hierarchy<Datum>({ value: 5, children: [{ children: [{ value: 1 }] }, { value: 2 }] }).sum(
      (d) => d.value ?? 0,
    );
    const map = layout(weightedTree(root), { engine: squarify(), container });
    expect(map.size).toBe(5);
    const branch = applyTo(root.children![0]!, map);
    expect(branch.polygon).toHaveLength(4);
    expect("x0" in root).toBe(false);
    applyTo(root, map);
    expect(root).toMatchObject({ x0: 0, x1: 960 });
  });

  it("takes another hierarchy of the same data, in any order, with parts that stand in several places", () => {
    const shared = { children: [{ value: 1 }, { value: 2 }] };
    const data: Datum = { children: [{ children: [shared, { value: 4 }] }, shared] };
    const map = layout(weightedTree(data), { engine: greedy(), container });
    const root = hierarchy(data).sum((d) => d.value ?? 0);
    for (const placed of [
      applyTo(root, map),
      applyTo(descending(hierarchy(data).sum((d) => d.value ?? 0)), map),
    ]) {
      const corners = placed.leaves().map((leaf) => leaf.polygon);
      expect(new Set(corners.map((ring) => JSON.stringify(ring))).size).toBe(5);
      const expected = [...map.leaves()].map((i) =>
        JSON.stringify((map.cell(i) as { points: unknown }).points),
      );
      expect(corners.map((ring) => JSON.stringify(ring)).sort()).toEqual(expected.sort());
    }
  });

  it("goes a chain of 5,000 nodes down", () => {
    let data: { name: string; value?: number; children?: object[] } = { name: "end", value: 1 };
    for (let k = 0; k < 5_000; k++) data = { name: "", children: [data] };
    const root = hierarchy(data).sum((d) => d.value ?? 0);
    applyTo(root, layout(weightedTree(root), { engine: squarify(), container }));
    expect(root.leaves()[0]).toMatchObject({ x0: 0, x1: 960 });
  });

  it("writes nothing where a node is not in the map", () => {
    const root = flare();
    const map = layout(weightedTree(root), { engine: squarify(), container });
    const other = hierarchy<Datum>({ children: [{ value: 1 }] });
    expect(blameOf(() => applyTo(other, map))).toMatchObject({ code: "bad-input" });
    root.children!.push(other as never);
    expect(blameOf(() => applyTo(root, map))).toMatchObject({ code: "bad-input" });
    expect("x0" in root).toBe(false);
  });
});

describe("whatever else it is given", () => {
  const node = hierarchy<Datum>({ children: [{ value: 1 }] }).sum((d) => d.value ?? 0);
  const map = layout(weightedTree(node), { engine: squarify(), container });
  const calls: [string, (value: never) => unknown][] = [
    ["tileOf", tileOf],
    ["the node of a tile", (value) => tileOf(squarify())(value, 0, 0, 1, 1)],
    ["the room of a tile", (value) => tileOf(squarify())(node, 0, value, 1, 1)],
    ["engineOf", (value) => engineOf(value)],
    ["the options of engineOf", (value) => engineOf(treemapBinary, value)],
    ["the root of applyTo", (value) => applyTo(value, map)],
    ["the map of applyTo", (value) => applyTo(node, value)],
  ];

  it.each(calls)("%s takes it or blames it in words", (_, call) => {
    fc.assert(
      fc.property(anything, (value) => {
        const error = blameOf(() => call(value as never));
        if (error) expect(error.message).toMatch(/^\S.{10,1500}$/s);
      }),
    );
  });
});
