import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { angular, greedy, layout, region, validate, voronoi, weightedTree } from "../../src/index.ts";
import { faultsOf, numbersFrom, randomFamily, randomRegion } from "./support.ts";

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
