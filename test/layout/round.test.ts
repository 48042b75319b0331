import { hierarchy, treemap, treemapBinary, treemapSliceDice, treemapSquarify } from "d3-hierarchy";
import fc from "fast-check";
import { binary, layout, sliceDice, squarify, weightedTree, type Engine } from "marquetry";
import { describe, expect, it } from "vitest";
import { expectSameCells, treeOf } from "../support/d3-treemap.ts";
import { descending, flare, nested } from "../support/hierarchies.ts";

type Tile = typeof treemapBinary;
const peers: [name: string, engine: Engine, tile: Tile][] = [
  ["squarify", squarify(), treemapSquarify],
  ["binary", binary(), treemapBinary],
  ["sliceDice", sliceDice(), treemapSliceDice],
];

describe.each(peers)("%s, rounded", (_, engine, tile) => {
  it.each([{}, { padding: 1 }, { padding: 2, paddingTop: 15 }])(
    "flare has d3-hierarchy's cells, %o",
    (spacing) => {
      const d3 = treemap<unknown>().tile(tile).size([960, 600]).round(true);
      if (spacing.padding !== undefined) d3.padding(spacing.padding);
      if (spacing.paddingTop !== undefined) d3.paddingTop(spacing.paddingTop);
      const root = descending(flare());
      const map = layout(treeOf(root), { engine, container: [960, 600], round: true, ...spacing });
      expectSameCells(map, root, d3 as never, 0);
    },
  );

  it("random trees have d3-hierarchy's cells, but for sides half-way between two numbers", () => {
    const value = fc.noBias(fc.double({ min: 0.01, max: 1, noNaN: true }));
    fc.assert(
      fc.property(nested(value), (data) => {
        const root = descending(hierarchy(data).sum((d) => d.value ?? 0));
        const exact = layout(treeOf(root), { engine, container: [960, 600] });
        // Where the last bit decides which way a side is rounded, the two may differ.
        fc.pre(![...exact].some((i) => Object.values(exact.bounds(i)).some(isHalf)));
        const map = layout(treeOf(root), { engine, container: [960, 600], round: true });
        expectSameCells(map, root, treemap<typeof data>().tile(tile).size([960, 600]).round(true), 0);
      }),
      { numRuns: 100 },
    );
  });

  it("sides are whole numbers, siblings that touched still touch, and the sum of areas is the parent's", () => {
    const value = fc.double({ min: 0.001, max: 1, noNaN: true });
    fc.assert(
      fc.property(nested(value), (data) => {
        const map = layout(weightedTree(data), {
          engine,
          container: { x0: 0.4, y0: -7, x1: 500.2, y1: 301.5 },
          round: true,
        });
        const { firstChild, childCount } = map.tree;
        for (const i of map) {
          for (const side of Object.values<number>({ ...map.bounds(i) })) expect(side).toBe(Math.round(side));
          if (childCount[i] === 0) continue;
          let sum = 0;
          for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) sum += map.area(c);
          expect(sum).toBe(map.area(i));
        }
      }),
      { numRuns: 100 },
    );
  });
});

function isHalf(x: number): boolean {
  return Math.abs(Math.abs(x - Math.trunc(x)) - 0.5) < 1e-9;
}

describe("round", () => {
  it("is off by default", () => {
    const tree = weightedTree({ children: [{ value: 1 }, { value: 2 }] });
    const map = layout(tree, { engine: squarify(), container: [100, 50] });
    expect(map.rounded).toBe(false);
    expect(map.bounds(1).x1).toBeCloseTo(66.667, 3);
    expect(layout(tree, { engine: squarify(), container: [100, 50], round: true }).bounds(1).x1).toBe(67);
  });

  it("keeps frames exact down a chain of 1000 nodes", () => {
    let data: { value?: number; children?: unknown[] } = { value: 1 };
    for (let k = 0; k < 1000; k++) data = { children: [data, { value: 1 }] };
    const map = layout(weightedTree(data as { value?: number }), {
      engine: squarify(),
      container: [800, 800],
      round: true,
    });
    for (const i of map)
      for (const side of Object.values<number>({ ...map.bounds(i) })) expect(side).toBe(Math.round(side));
  });
});
