import {
  hierarchy,
  treemap,
  treemapBinary,
  treemapDice,
  treemapSlice,
  treemapSliceDice,
  treemapSquarify,
  type HierarchyNode,
} from "d3-hierarchy";
import fc from "fast-check";
import { binary, dice, layout, slice, sliceDice, squarify, type Engine } from "marquetry";
import { describe, expect, it } from "vitest";
import { expectSameCells, treeOf } from "../support/d3-treemap.ts";
import { descending, flare, hasPopulation, nested, worldPopulation } from "../support/hierarchies.ts";

type Tile = typeof treemapBinary;
const peers: [name: string, engine: Engine, tile: Tile][] = [
  ["squarify", squarify(), treemapSquarify],
  ["squarify, ratio 1", squarify({ ratio: 1 }), treemapSquarify.ratio(1)],
  ["squarify, ratio 3", squarify({ ratio: 3 }), treemapSquarify.ratio(3)],
  ["binary", binary(), treemapBinary],
  ["slice", slice(), treemapSlice],
  ["dice", dice(), treemapDice],
  ["sliceDice", sliceDice(), treemapSliceDice],
];
const containers: [number, number][] = [
  [960, 600],
  [600, 600],
  [1, 50],
  [3e5, 20],
];

function expectPeers<T>(root: HierarchyNode<T>, engine: Engine, tile: Tile, size: [number, number]): void {
  const map = layout(treeOf(root), { engine, container: size });
  expectSameCells(map, root, treemap<T>().tile(tile).size(size));
}

// A square is a tie in itself: at ratio 1 a lesser child before a greater one fits in a row as well as alone.
const oblong = containers.filter(([width, height]) => width !== height);

describe.each(peers)("%s lays out as d3-hierarchy does", (_, engine, tile) => {
  it.each(containers)("flare in %d × %d", (...size) => {
    expectPeers(descending(flare()), engine, tile, size);
    expectPeers(flare(), engine, tile, size);
  });

  it.skipIf(!hasPopulation).each(containers)("world population in %d × %d", (...size) => {
    expectPeers(descending(worldPopulation()), engine, tile, size);
    expectPeers(worldPopulation(), engine, tile, size);
  });

  it("random trees, sorted and not", () => {
    // Drawn evenly from a continuum, so that no two weights tie: ties are tested below.
    const positive = fc.noBias(fc.double({ min: 0.001, max: 1, noNaN: true }));
    const value = fc.oneof({ weight: 9, arbitrary: positive }, { weight: 1, arbitrary: fc.constant(0) });
    fc.assert(
      fc.property(nested(value), fc.constantFrom(...oblong), (data, size) => {
        const root = hierarchy(data).sum((d) => d.value ?? 0);
        fc.pre(root.value! > 0);
        expectPeers(root, engine, tile, size);
        expectPeers(descending(root), engine, tile, size);
      }),
      { numRuns: 150 },
    );
  });

  it("a long list", () => {
    const children = Array.from({ length: 5000 }, (_, k) => ({ value: 1 + Math.abs(Math.sin(k)) }));
    const root = hierarchy<{ value?: number }>({ children } as never).sum((d) => d.value ?? 0);
    expectPeers(descending(root), engine, tile, [960, 600]);
    expectPeers(root, engine, tile, [960, 600]);
  });
});

describe("ties", () => {
  it("the golden ratio leaves none to rounding: whole-number weights give d3's cells", () => {
    const value = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(nested(value, 40), (data) => {
        const root = descending(hierarchy(data).sum((d) => d.value ?? 0));
        expectPeers(root, squarify(), treemapSquarify, [960, 600]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["squarify", squarify({ ratio: 1 })],
    ["binary", binary()],
  ])("%s resolves them alike at every scale of container and weights", (_, engine) => {
    const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(
        weights,
        fc.constantFrom(0.1, 1 / 3, 7, 1e5),
        fc.constantFrom(0.1, 1 / 3, 7),
        (ws, k, s) => {
          const tree = treeOf(
            hierarchy({ children: ws.map((value) => ({ value })) } as { value?: number }).sum(
              (d) => d.value ?? 0,
            ),
          );
          const scaled = treeOf(
            hierarchy({ children: ws.map((w) => ({ value: w * k })) } as { value?: number }).sum(
              (d) => d.value ?? 0,
            ),
          );
          const map = layout(tree, { engine, container: [600, 600] });
          const other = layout(scaled, { engine, container: [600 * s, 600 * s] });
          for (const i of map) {
            const [a, b] = [map.bounds(i), other.bounds(i)];
            for (const side of ["x0", "y0", "x1", "y1"] as const) expect(b[side] / s).toBeCloseTo(a[side], 6);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
