import { describe, expect, it } from "vitest";
import flare from "../../examples/data/flare.json" with { type: "json" };
import world from "../../examples/data/world.json" with { type: "json" };
import {
  angular,
  greedy,
  layout,
  region,
  validate,
  voronoi,
  weightedTree,
  type Partition,
  type WeightedTree,
} from "../../src/index.ts";
import { SHAPES } from "./shapes.ts";
import { faultsOf, numbersFrom } from "./support.ts";

interface Place {
  name: string;
  population?: number;
  children?: Place[];
}

const random = numbersFrom(19);
const TREES: Readonly<Record<string, WeightedTree>> = {
  flare: weightedTree.fromRows(flare, { weight: "size" }),
  world: weightedTree<Place>(world, { weight: (d) => d.population }),
  random: weightedTree({ children: Array.from({ length: 1000 }, () => ({ value: 0.1 + random() })) }),
};

/** A leaf as heavy as this may have to take in a hole whole. */
const HEAVY = 1 / 20;

/** What is wrong, but for holes in heavy cells. */
function faultsIn(map: Partition): string[] {
  return faultsOf(map).filter((fault) => {
    const [, leaf] = /^cell (\d+) has \d+ rings/.exec(fault) ?? [];
    return leaf === undefined || map.tree.weight[Number(leaf)]! < HEAVY * map.tree.weight[0]!;
  });
}

describe.each(Object.entries(SHAPES))("%s", (_, rings) => {
  const container = region(rings);
  it.each(Object.keys(TREES))("is filled with %s by each engine, each cell one simple piece", (name) => {
    for (const engine of [greedy(), angular(), voronoi({ effort: "fast" })]) {
      const map = layout(TREES[name]!, { engine, container });
      expect(faultsIn(map), engine.name).toEqual([]);
      expect(validate(map), engine.name).toEqual([]);
    }
  });
});
