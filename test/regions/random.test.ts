import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { angular, greedy, layout, region, validate, voronoi, weightedTree } from "../../src/index.ts";
import { faultsOf, numbersFrom, randomRegion } from "./support.ts";

/** A family of a few levels, and its weights, alike or wide apart. */
function randomFamily(random: () => number): object {
  const wide = random();
  const weight = (): number => (wide < 0.3 ? 1 : wide < 0.6 ? random() + 1e-9 : 10 ** (-9 * random()));
  const family = (depth: number): object =>
    depth === 0 || random() < 0.3
      ? { value: weight() }
      : { children: Array.from({ length: 1 + Math.floor(random() * 8) }, () => family(depth - 1)) };
  return { children: Array.from({ length: 1 + Math.floor(random() * 12) }, () => family(2)) };
}

const ENGINES = [greedy, angular, voronoi];

describe("random polygons with random families", () => {
  it("are divided exactly, nothing outside and nothing lost", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = numbersFrom(seed);
        const rings = randomRegion(random, 60, 3);
        if (!rings) return;
        const tree = weightedTree(randomFamily(random));
        const map = layout(tree, { engine: ENGINES[seed % 3]!(), container: region(rings) });
        // A family of few in a room with holes has cells round them.
        expect(faultsOf(map, 20).filter((fault) => !/has \d+ rings/.test(fault))).toEqual([]);
        expect(validate(map)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
