import { treemap, treemapResquarify } from "d3-hierarchy";
import fc from "fast-check";
import {
  layout,
  packMap,
  quality,
  squarify,
  stability,
  unpackMap,
  validate,
  weightedTree,
  type Partition,
} from "marquetry";
import { registerEngine, type Engine, type EngineFactory, type EngineName } from "marquetry/engine";
import { describe, expect, it } from "vitest";
import { halves } from "../examples/engines/halves.ts";
import { pivot } from "../examples/engines/pivot.ts";
import { resquarify } from "../examples/engines/resquarify.ts";
import { containersFor } from "./support/containers.ts";
import { expectSameCells, treeOf } from "./support/d3-treemap.ts";
import { descending, flare } from "./support/hierarchies.ts";
import { generator, plant, planTree, spreads, treePlans } from "./support/trees.ts";

const AREA_ERROR = 1e-9;
/** What `areas: "leaf-exact"` promises polygons. */
const LEAF_ERROR = 1e-6;
const RUNS = { numRuns: 60 };

const made: [name: string, make: () => Engine, factory: EngineFactory][] = [
  ["pivot in the middle", () => pivot(), pivot],
  ["pivot by size", () => pivot({ by: "size" }), pivot],
  ["halves", halves, halves],
  ["resquarify", resquarify, resquarify],
];

describe.each(made)("%s", (_, make, factory) => {
  const { name, shape } = make();
  const containers = containersFor(shape);
  const cases = fc.record({ plan: treePlans(120), container: fc.constantFrom(...containers) });

  it("makes sound partitions with exact areas", () => {
    fc.assert(
      fc.property(cases, ({ plan, container }) => {
        const map = layout(plant(plan), { engine: make(), container: container.corners });
        expect(validate(map)).toEqual([]);
        expectShares(map);
        for (const i of map) expect(map.isEmpty(i)).toBe(map.tree.weight[i] === 0);
      }),
      RUNS,
    );
  });

  it.each(Object.keys(spreads))("is sound for a long list and a tree, weights %s", (spread) => {
    for (const kind of ["list", "bushy"]) {
      const map = layout(plant(planTree(kind, spread, 1500, 7)), { engine: make(), container: [900, 600] });
      expect(validate(map), kind).toEqual([]);
      expectShares(map);
    }
  });

  it("takes a chain and a long list", () => {
    const options = { engine: make(), container: [1000, 1000] } as const;
    const chain = layout(plant(planTree("chain", "equal", 20_000, 1)), options);
    expect(chain.area(chain.size - 1)).toBeCloseTo(1e6, 3);
    expectShares(layout(plant(planTree("list", "lognormal", 20_000, 1)), options));
  });

  it("keeps its cells in any padding, with leaves as exact as can be", () => {
    const distance = fc.constantFrom(0, 0.1, 3, 20, 1e4);
    const paddings = fc.record({ paddingInner: distance, paddingOuter: distance, paddingTop: distance });
    fc.assert(
      fc.property(cases, paddings, ({ plan, container }, padding) => {
        const options = { engine: make(), container: container.corners, ...padding };
        expect(validate(layout(plant(plan), options))).toEqual([]);
      }),
      RUNS,
    );
    const tree = plant(planTree("bushy", "uniform", 150, 5));
    const map = layout(tree, { engine: make(), container: [900, 600], padding: 2, areas: "leaf-exact" });
    expect(validate(map)).toEqual([]);
    expect(map.unsolved).toHaveLength(0);
    expect(quality(map).area.maxError).toBeLessThan(LEAF_ERROR);
  });

  it("is exact again after updates, in this container and in another", () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ plan, container }, seed) => {
        const map = layout(plant(plan), { engine: make(), container: container.corners });
        for (const next of [
          map.update(changed(map, seed)),
          map.update(map.tree, { container: [300, 700] }),
        ]) {
          expect(validate(next)).toEqual([]);
          expectShares(next);
        }
      }),
      RUNS,
    );
  });

  it("is found by its name, also where a packed map is unpacked, with its options", () => {
    registerEngine(name, factory);
    const tree = plant(planTree("bushy", "lognormal", 200, 3));
    expect(layout(tree, { engine: name as EngineName, container: [900, 600] }).engine.name).toBe(name);
    const map = layout(tree, { engine: make(), container: [900, 600], padding: 1 });
    const again = unpackMap(structuredClone(packMap(map)), tree);
    expect(outlines(again)).toEqual(outlines(map));
    const weights = changed(map, 1);
    expect(outlines(again.update(weights))).toEqual(outlines(map.update(weights)));
  });
});

describe("resquarify", () => {
  it("makes the cells of d3's treemapResquarify, first and again", () => {
    for (const root of [flare(), descending(flare())]) {
      const tile = treemap().tile(treemapResquarify.ratio(1)).size([960, 600]);
      const map = layout(treeOf(root), { engine: resquarify(), container: [960, 600] });
      expectSameCells(map, root as never, tile as never);
      const random = generator(4);
      const grown = new Map(root.leaves().map((leaf) => [leaf, leaf.value! * (0.5 + random())]));
      root.eachAfter((node) => {
        const own = grown.get(node);
        (node as { value: number }).value =
          own ?? node.children!.reduce((sum, child) => sum + child.value!, 0);
      });
      const weights = Float64Array.from(map, (i) => (map.tree.data(i) as typeof root).value!);
      expectSameCells(map.update(weights), root as never, tile as never);
    }
  });

  it("moves less than squarify afresh, and keeps the order within its rows", () => {
    const tree = plant(planTree("bushy", "lognormal", 400, 9));
    const container = [900, 600] as const;
    const before = layout(tree, { engine: resquarify(), container });
    const next = before.update(changed(before, 2));
    const afresh = layout(next.tree, { engine: squarify({ ratio: 1 }), container });
    const moved = (after: Partition): number => stability(before, after).centroidShift.mean;
    expect(moved(next)).toBeLessThan(moved(afresh) / 2);
  });

  it("puts what is new into the row of the child before it", () => {
    const named = (names: string) =>
      weightedTree(
        { name: "all", children: Array.from(names, (name) => ({ name, value: 1 })) },
        { sort: null, id: (d) => d.name },
      );
    const before = layout(named("abcdef"), { engine: resquarify(), container: [300, 200] });
    const after = before.update(named("xabycdef"));
    const column = (map: Partition, id: string) => map.bounds(map.tree.find(id)).x0;
    expect(validate(after)).toEqual([]);
    for (const [id, neighbour] of ["xa", "ab", "yb", "cd", "ef"]) {
      expect(column(after, id!)).toBe(column(after, neighbour!));
    }
    expect(new Set(Array.from("ace", (id) => column(after, id))).size).toBe(3);
  });

  it("divides a family afresh whose cells get thinner than the update allows", () => {
    const tree = plant(planTree("list", "equal", 60, 1));
    const options = { engine: resquarify(), container: [900, 600] } as const;
    const map = layout(tree, options);
    const wide = { container: [9000, 60] } as const;
    expect(outlines(map.update(tree, wide))).toEqual(outlines(layout(tree, { ...options, ...wide })));
    const kept = map.update(tree, { ...wide, maxAspectGrowth: Infinity });
    expect(kept.bounds(1).x1 / map.bounds(1).x1).toBeCloseTo(10, 9);
  });
});

/** Every cell against its share of the container. */
function expectShares(map: Partition): void {
  const { weight } = map.tree;
  for (const i of map) {
    const share = map.area(0) * (weight[i]! / weight[0]!);
    if (Math.abs(map.area(i) - share) > AREA_ERROR * share) expect(map.area(i)).toBe(share);
  }
}

/** Other weights: most a little more or less, some nothing. */
function changed(map: Partition, seed: number): Float64Array {
  const random = generator(seed);
  const { weight, childCount, size } = map.tree;
  return weight.map((own, i) => {
    const isGone = i + 1 < size && random() < 0.05;
    return childCount[i]! > 0 || isGone ? 0 : (own || 1) * (0.5 + random());
  });
}

function outlines(map: Partition): unknown {
  return Array.from(map, (i) => map.cell(i));
}
