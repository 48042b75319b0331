import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flatList } from "../../src/fixtures/index.ts";
import { ConvexCutter } from "../../src/geometry/convex-cut.ts";
import { diameterSquared } from "../../src/geometry/diameter.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { CutForest } from "../../src/engines/cuts/forest.ts";
import { GreedyPlanner } from "../../src/engines/cuts/planners/greedy-planner.ts";
import { convexRings } from "../support/rings.ts";

const forest = CutForest.build(flatList(2), "huffman");

/** (asp / 2)³ of both parts of the cutter's last sweep, measured on the rings themselves. */
function cost(cutter: ConvexCutter, area: number): number {
  const out = new Float64Array(4 * cutter.corners + 16);
  cutter.split(area, out, 0);
  const half = (from: number, corners: number) =>
    diameterSquared(out, from, corners) / (2 * ringArea(out, from, corners));
  return half(0, cutter.cutCorners) ** 3 + half(2 * cutter.cutCorners, cutter.restCorners) ** 3;
}

describe("the greedy planner", () => {
  it("is never worse than either cut across the longer side of the bounding box", () => {
    fc.assert(
      fc.property(convexRings, fc.double({ min: 0.02, max: 0.5, noNaN: true }), (ring, share) => {
        const cutter = new ConvexCutter();
        const load = () => cutter.load(ring, 0, ring.length / 2);
        load();
        const area = share * cutter.area;
        const upright = cutter.height > cutter.width;
        const sides = ([1, -1] as const).map((sign) => {
          load();
          cutter.aim(upright ? 0 : 1, upright ? 1 : 0);
          cutter.sweep(sign, area);
          return cost(cutter, area);
        });
        load();
        const task = { forest, light: 2, heavy: 1, area, side: 0 } as const;
        new GreedyPlanner().plan(cutter, task);
        expect(cost(cutter, area)).toBeLessThanOrEqual(Math.min(...sides) * (1 + 1e-9));
      }),
      { numRuns: 500 },
    );
  });
});
