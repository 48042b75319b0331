import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greedy, layout, quality, type Container, type GreedyEffort } from "marquetry";
import { provenBound } from "../../src/engines/cuts/angular/proven-bound.ts";
import type { CutForest } from "../../src/engines/cuts/forest.ts";
import { greedyDivider } from "../../src/engines/cuts/greedy-divider.ts";
import { measureCells } from "../../src/engines/cuts/keep-limits.ts";
import { layOutGreedily } from "../../src/engines/cuts/lay-out-greedily.ts";
import { GreedyPlanner } from "../../src/engines/cuts/planners/greedy-planner.ts";
import { caterpillar, randomTree } from "../../src/fixtures/index.ts";
import { finish } from "../../src/engines/steps.ts";
import { convexCells } from "../../src/partition/convex-cells.ts";
import type { PolygonEngine } from "../../src/engines/engine.ts";
import { RingCells } from "../../src/partition/ring-cells.ts";
import { containersFor } from "../support/containers.ts";
import { generator, planTree, plant, spreads, treePlans } from "../support/trees.ts";

const efforts: GreedyEffort[] = ["fast", "balanced", "best"];

/** greedy, with so many directions to spare. */
function sparing(spare: number): PolygonEngine {
  return {
    ...convexCells,
    name: "sparing",
    description: "greedy with another allowance",
    bound: (tree, container) => provenBound(tree, container, spare),
    partition(tree, region, cells) {
      const divider = (forest: CutForest) => greedyDivider(tree, forest, new GreedyPlanner(), false);
      return finish(layOutGreedily(tree, region, cells, undefined, [divider], false, spare));
    },
  };
}

describe("the limit of greedy", () => {
  it("is kept by every cell of any tree in any container, at every effort", () => {
    fc.assert(
      fc.property(
        treePlans(120),
        fc.constantFrom(...containersFor("convex")),
        fc.constantFrom(...efforts),
        (plan, { corners }, effort) => {
          const map = layout(plant(plan), { engine: greedy({ effort }), container: corners });
          expect(quality(map).bound).toMatchObject({ measure: "asp", holds: true });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("is that of two directions more than a rectangle has for a list in one", () => {
    const map = layout(randomTree(50, { seed: 3 }), { engine: greedy(), container: [3, 1] });
    expect(map.bound()!.value).toBeGreaterThan((2 * 12) / Math.PI);
    expect(map.bound()!.perNode!.every((limit) => limit <= map.bound()!.value)).toBe(true);
  });

  it("is kept by what changed weights leave", () => {
    const random = generator(5);
    for (const tree of [randomTree(300, { seed: 2 }), caterpillar(40, { share: "equal" })]) {
      let map = layout(tree, { engine: greedy(), container: [1000, 1000] });
      for (let step = 0; step < 12; step++) {
        map = map.update(map.tree.weight.map((weight) => weight * 30 ** (random() - 0.5)));
        expect(quality(map).bound!.holds).toBe(true);
      }
    }
  });

  it("is not promised where the order is kept, nor with padding", () => {
    const tree = randomTree(30);
    expect(layout(tree, { engine: greedy({ order: "keep" }), container: [9, 9] }).bound()).toBeNull();
    expect(layout(tree, { engine: greedy(), container: [9, 9], padding: 0.1 }).bound()).toBeNull();
  });

  it("is mended where cells exceed it: with less to spare there are some", () => {
    let mended = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const spread = Object.keys(spreads)[seed % 7]!;
      const tree = plant(planTree("bushy", spread, 150, seed));
      for (const container of [
        [1, 1],
        [8, 5],
      ] as Container[]) {
        expect(quality(layout(tree, { engine: sparing(0), container })).bound!.holds).toBe(true);
        const { perNode } = provenBound(tree, container, 0);
        const { cells } = layout(tree, { engine: sparing(99), container });
        if (!(cells instanceof RingCells)) throw new Error("polygons are kept as rings");
        const asp = measureCells(cells, tree.size);
        if (asp.some((value, i) => i > 0 && value > perNode![i]!)) mended++;
      }
    }
    expect(mended).toBeGreaterThan(3);
  });
});
