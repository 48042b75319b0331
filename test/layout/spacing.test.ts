import {
  hierarchy,
  treemap,
  treemapBinary,
  treemapDice,
  treemapSliceDice,
  treemapSquarify,
  type HierarchyNode,
} from "d3-hierarchy";
import fc from "fast-check";
import {
  binary,
  dice,
  layout,
  MarquetryError,
  sliceDice,
  squarify,
  weightedTree,
  type Engine,
  type SpacingOptions,
} from "marquetry";
import { describe, expect, it } from "vitest";
import { expectSameCells, treeOf } from "../support/d3-treemap.ts";
import { descending, flare, nested } from "../support/hierarchies.ts";

type Tile = typeof treemapBinary;
const peers: [name: string, engine: Engine, tile: Tile][] = [
  ["squarify", squarify(), treemapSquarify],
  ["binary", binary(), treemapBinary],
  ["dice", dice(), treemapDice],
  ["sliceDice", sliceDice(), treemapSliceDice],
];
const size: [number, number] = [960, 600];

/** d3's treemap with the same constant paddings, set one after the other as d3 resolves them. */
function padded<T>(
  tile: Tile,
  spacing: Readonly<Record<string, number | undefined>>,
): ReturnType<typeof treemap<T>> {
  const d3 = treemap<T>().tile(tile).size(size);
  if (spacing.padding !== undefined) d3.padding(spacing.padding);
  if (spacing.paddingInner !== undefined) d3.paddingInner(spacing.paddingInner);
  if (spacing.paddingOuter !== undefined) d3.paddingOuter(spacing.paddingOuter);
  if (spacing.paddingTop !== undefined) d3.paddingTop(spacing.paddingTop);
  if (spacing.paddingRight !== undefined) d3.paddingRight(spacing.paddingRight);
  if (spacing.paddingBottom !== undefined) d3.paddingBottom(spacing.paddingBottom);
  if (spacing.paddingLeft !== undefined) d3.paddingLeft(spacing.paddingLeft);
  return d3;
}

const settings: Readonly<Record<string, number>>[] = [
  { padding: 1 },
  { padding: 3, paddingTop: 18 },
  { paddingInner: 4 },
  { paddingOuter: 5 },
  { paddingTop: 20 },
  { paddingRight: 7, paddingBottom: 3 },
  { paddingLeft: 11, paddingInner: 2 },
  { padding: 40 },
];

describe.each(peers)("%s keeps d3-hierarchy's distances", (_, engine, tile) => {
  it.each(settings)("%o", (spacing) => {
    for (const root of [descending(flare()), flare()]) {
      const map = layout(treeOf(root), { engine, container: size, ...spacing });
      expectSameCells(map, root, padded(tile, spacing));
    }
  });

  it("functions of the node", () => {
    const root = descending(flare());
    const tree = treeOf(root);
    const options: SpacingOptions = {
      paddingInner: (i, t) => 3 - Math.min(t.depth(i), 3),
      paddingTop: (i) => (i === 0 ? 0 : 12),
      paddingLeft: (i, t) => t.childCount[i]! / 10,
    };
    const d3 = treemap<unknown>()
      .tile(tile)
      .size(size)
      .paddingInner((node) => 3 - Math.min(node.depth, 3))
      .paddingTop((node) => (node.depth === 0 ? 0 : 12))
      .paddingLeft((node) => node.children!.length / 10);
    expectSameCells(
      layout(tree, { engine, container: size, ...options }),
      root as HierarchyNode<unknown>,
      d3,
    );
  });

  it("random trees and distances", () => {
    const distance = fc.option(fc.double({ min: 0, max: 25, noNaN: true }), { nil: undefined });
    const spacing = fc.record({
      padding: distance,
      paddingInner: distance,
      paddingOuter: distance,
      paddingTop: distance,
      paddingRight: distance,
      paddingBottom: distance,
      paddingLeft: distance,
    });
    const value = fc.noBias(fc.double({ min: 0.01, max: 1, noNaN: true }));
    fc.assert(
      fc.property(nested(value), spacing, (data, distances) => {
        const root = descending(hierarchy(data).sum((d) => d.value ?? 0));
        const given = Object.fromEntries(Object.entries(distances).filter(([, d]) => d !== undefined));
        const map = layout(treeOf(root), { engine, container: size, ...given });
        expectSameCells(map, root, padded(tile, distances));
      }),
      { numRuns: 100 },
    );
  });
});

describe("distances that make no sense", () => {
  const tree = weightedTree({ name: "all", children: [{ value: 1 }, { value: 2 }] });
  const lay = (spacing: SpacingOptions) => () =>
    layout(tree, { engine: squarify(), container: [10, 10], ...spacing });

  it.each([
    "padding",
    "paddingInner",
    "paddingOuter",
    "paddingTop",
    "paddingRight",
    "paddingBottom",
    "paddingLeft",
  ])("%s is named with its value", (name) => {
    for (const value of [-1, NaN, Infinity]) {
      expect(lay({ [name]: value })).toThrow(expect.objectContaining({ code: "bad-option", value }));
      expect(lay({ [name]: value })).toThrow(String(value));
    }
    expect(lay({ [name]: "2" })).toThrow(MarquetryError);
  });

  it("a function is asked by node, and its answer blamed with the path", () => {
    expect(lay({ paddingTop: () => -3 })).toThrow(/paddingTop .* -3 at all/);
    expect(lay({ paddingTop: () => -3 })).toThrow(expect.objectContaining({ path: "all" }));
  });
});
