import { choice, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { GreedyPlanner } from "./planners/greedy-planner.ts";
import { LookAheadPlanner, type LookAhead } from "./planners/look-ahead-planner.ts";
import type { CutMemory } from "./carry-over.ts";
import { askedWay, helped } from "./family-help.ts";
import { greedyDivider } from "./greedy-divider.ts";
import { layOutGreedily, SPARE_DIRECTIONS } from "./lay-out-greedily.ts";
import { provenBound } from "./angular/proven-bound.ts";
import type { CutForest } from "./forest.ts";
import type { EarlierLayout, PolygonEngine } from "../engine.ts";
import { finish } from "../steps.ts";
import { withinRange } from "../weight-range.ts";
import { convexCells } from "../../partition/convex-cells.ts";

/** How much thought goes into a cut. */
export type GreedyEffort = "fast" | "balanced" | "best";

/** How {@link greedy} cuts. */
export interface GreedyOptions {
  /**
   * "fast", the default, takes the cut that leaves the fattest parts; "balanced" looks one cut ahead, "best" two.
   * Looking ahead makes deep trees fatter and takes longer: about 12 and 25 times.
   */
  readonly effort?: GreedyEffort;
  /**
   * "best", the default, lets every part lie where it fits best; "keep" lays children out in reading order:
   * the first half of a family, by weight, left of or above the second, and so on within the halves.
   */
  readonly order?: "best" | "keep";
}

/** How far each effort, and those below it, look ahead. */
const WAYS: Readonly<Record<GreedyEffort, readonly (LookAhead | null)[]>> = {
  fast: [null],
  balanced: [null, [4]],
  best: [null, [4], [5, 1]],
};

export const greedyOptions: OptionTable<GreedyOptions> = {
  effort: /* @__PURE__ */ choice(["fast", "balanced", "best"], "fast"),
  order: /* @__PURE__ */ choice(["best", "keep"], "best"),
};

export const greedyHelp: OptionHelp<GreedyOptions> = {
  effort: "how far each cut is thought through: deep trees come out fatter, and take longer",
  order: 'whether parts lie where they fit best, or in reading order with "keep"',
};

/**
 * Fat convex polygons: each family is cut apart by straight lines, two parts at a time, each line in the
 * direction that leaves the fattest parts. Families of many leaves are laid in rows where that is fatter.
 *
 * Takes any convex container. Areas are exact at any depth and for weights over 300 decades, to a relative 1e-9 in
 * containers up to a million times as long as wide. The mean of
 * diameter² / area is 2.00 on long lists in a square; on deep trees it stays below 2.4 where rectangles go beyond
 * 4, and near 2.23 with the best effort. Time: n log n for sorting, then about a microsecond a leaf.
 *
 * More effort is never worse: neither the mean of diameter² / area of the leaves nor the largest grows, since what a
 * lower effort finds is kept where it is fatter. Nor is the mean of small trees in rectangles above that of `squarify`
 * with a ratio of 1.
 *
 * Every cell has a proven limit, in a rectangle up to 3 : 1 of 3.83 (2 + d), where d counts as for `angular`: where the
 * fattest cuts would break it, which is rare, as little as possible is cut as the proof has it. With `order: "keep"` and
 * with padding nothing is proven. See docs/angular-bound.md.
 *
 * With new weights `map.update` keeps the cuts and their directions, so that cells move as little as their areas
 * demand.
 *
 * The partition by cuts is that of de Berg, Onak, Sidiropoulos, Fat Polygonal Partitions with Applications to
 * Visualization and Embeddings (2013); choosing the cheapest of many directions is ours. Rows are those of Bruls,
 * Huizing, van Wijk, Squarified Treemaps (2000), generalised to convex polygons.
 *
 * @throws MarquetryError `bad-option`; while laying out `bad-weight` for weights under 1e-302 of the whole
 * @example layout(tree, { engine: greedy({ effort: "best" }), container: circle(300, 300, 300) });
 */
export function greedy(options?: GreedyOptions): PolygonEngine {
  const settled = readOptions<GreedyOptions, "effort" | "order">("greedy", greedyOptions, options);
  const keepOrder = settled.order === "keep";
  const { shape, readContainer, makeCells, unpackCells } = convexCells;
  const steps: NonNullable<PolygonEngine["steps"]> = (given, region, cells, earlier) => {
    const tree = withinRange("greedy", given, region);
    const asked = askedWay();
    const ways = WAYS[settled.effort].map((look, way, { length }) => {
      const planner = look ? new LookAheadPlanner(look, keepOrder) : GreedyPlanner.shared;
      return (forest: CutForest) => {
        const divider = greedyDivider(tree, forest, planner, keepOrder);
        return helped({ way, ways: Array.from({ length }, (_, k) => k), forest, divider });
      };
    });
    return layOutGreedily(
      tree,
      region,
      cells,
      earlier as EarlierLayout<CutMemory> | undefined,
      asked === undefined ? ways : [ways[asked]!],
      keepOrder,
    );
  };
  const partition: PolygonEngine["partition"] = (...task) => finish(steps(...task));
  return {
    // Written out: a spread takes as long as laying out ten leaves.
    shape,
    readContainer,
    makeCells,
    unpackCells,
    name: "greedy",
    description: "fat convex polygons, by straight cuts in the best of 16 directions",
    options: settled,
    bound: (tree, container) => (keepOrder ? null : provenBound(tree, container, SPARE_DIRECTIONS)),
    canKeepAllCuts: true,
    partition,
    reader: partition,
    steps,
  };
}
