import { weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { CutTree } from "../../src/engines/cuts/cut-tree.ts";
import { CutForest } from "../../src/engines/cuts/forest.ts";
import { rowPlanner } from "../../src/engines/cuts/rows/row-planner.ts";

const rooms: Record<string, readonly number[]> = {
  square: [0, 0, 0, 1, 1, 1, 1, 0],
  "needle of 1 : 10¹²": [0, 0, 0, 1e-6, 1e6, 1e-6, 1e6, 0],
  triangle: [0, 0, 0, 1, 1, 0],
  "speck of 10⁻¹⁶⁰": [0, 0, 0, 1e-160, 1e-160, 1e-160, 1e-160, 0],
  "plain of 10¹⁵⁰": [0, 0, 0, 1e150, 1e150, 1e150, 1e150, 0],
  "no area": [0, 0, 1, 0, 2, 0],
  "no number": [0, 0, NaN, 1, 1, 1],
};
const lists: Record<string, (k: number) => number> = {
  equal: () => 1,
  halves: (k) => 2 ** -k,
  "over 600 decades": (k) => 10 ** (300 - 15 * k),
  "one giant": (k) => (k === 0 ? 1e300 : 1e-300),
  smallest: () => Number.MIN_VALUE,
  "without a sum": () => Number.MAX_VALUE,
};

describe("rows", () => {
  // Every row must take a child, whatever its shape is measured to be, or the planner never ends.
  it.each(Object.keys(rooms))("come to an end, each child in one of them: %s", (room) => {
    for (const [name, weightOf] of Object.entries(lists)) {
      for (const tail of [0, 6, 50]) {
        const weights = Float64Array.from({ length: 40 }, (_, k) => weightOf(k));
        const tree = weightedTree.fromColumns({
          parent: Int32Array.from({ length: 41 }, (_, i) => (i === 0 ? -1 : 0)),
          weight: Float64Array.from({ length: 41 }, (_, i) => (i === 0 ? 0 : 1)),
        });
        const forest = CutForest.build(tree, "huffman");
        forest.first.fill(-1);
        forest.second.fill(-1);
        const points = Float64Array.from(rooms[room]!);
        const top = forest.top[0]!;
        const family = new CutTree();
        const places = forest.read(0, top, family);
        family.weight.set(weights);
        rowPlanner(forest)({ corners: points.length / 2, points }, places, family, tail);
        const parts = [top, ...forest.first.subarray(0, 39), ...forest.second.subarray(0, 39)];
        const every = Array.from({ length: 40 + 39 }, (_, k) => (k < 40 ? k + 1 : tree.size + k - 40));
        expect([name, ...parts.sort((a, b) => a - b)]).toEqual([name, ...every]);
      }
    }
  });
});
