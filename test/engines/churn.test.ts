import { describe, expect, it } from "vitest";
import { churn } from "../../bench/support/histories.ts";
import { flatList, randomTree, twosAndThrees } from "../../src/fixtures/index.ts";
import { rectangles } from "../../src/index.ts";
import { methodsOf } from "../../src/study/methods.ts";
import { scoreOf } from "../../src/study/score.ts";
import { parseSeries } from "../../src/study/series.ts";

const circumstances = { container: [960, 600] as [number, number], clock: () => 0 };

/** What is kept of the quality of new layouts, and of their travel beyond demand, where half of the leaves change. */
function kept(text: string, maxAspectGrowth: number): { quality: number; travel: number } {
  const series = parseSeries("half changes", text)!;
  const [anew, updated] = methodsOf(
    [["rectangles", rectangles()]],
    [{ maxAspectGrowth, maxTravel: Infinity }],
  ).map((method) => scoreOf(method, series, circumstances));
  return {
    quality: updated!.quality / anew!.quality,
    travel: updated!.travelBeyond / anew!.travelBeyond,
  };
}

describe("rectangles, where half of the leaves change at each step", () => {
  it("keep most of their shapes at two fifths of the travel: one level", () => {
    const { quality, travel } = kept(churn(flatList(300, { seed: 1, sort: null }), 1), 1);
    expect(quality).toBeGreaterThan(0.85);
    expect(travel).toBeLessThan(0.4);
  });

  it("keep nine tenths of their shapes at two fifths of the travel: trees", () => {
    const trees = [
      randomTree(500, { seed: 1, fanOut: [8, 24], sort: null }),
      twosAndThrees(400, { seed: 1, sort: null }),
    ];
    for (const tree of trees) {
      const { quality, travel } = kept(churn(tree, 1), 1.5);
      expect(quality).toBeGreaterThan(0.9);
      expect(travel).toBeLessThan(0.4);
    }
  });
});
