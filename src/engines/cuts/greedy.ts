import { choice, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { GreedyPlanner } from "./planners/greedy-planner.ts";
import { LookAheadPlanner, type LookAhead } from "./planners/look-ahead-planner.ts";
import type { CutMemory } from "./carry-over.ts";
import { greedyDivider } from "./greedy-divider.ts";
import { layOutByCuts } from "./lay-out.ts";
import type { EarlierLayout, PolygonEngine } from "../engine.ts";
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

const LOOK_AHEAD: Readonly<Record<GreedyEffort, LookAhead | null>> = {
  fast: null,
  balanced: [4],
  best: [5, 1],
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
 * 4, and near 2.23 with the best effort. No bound is proven: `angular` has one. Time: n log n for sorting, then
 * about a microsecond a leaf.
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
  const look = LOOK_AHEAD[settled.effort];
  const keepOrder = settled.order === "keep";
  return {
    ...convexCells,
    name: "greedy",
    description: "fat convex polygons, by straight cuts in the best of 16 directions",
    options: settled,
    bound: () => null,
    canKeepAllCuts: true,
    partition: (given, region, cells, earlier) => {
      const tree = withinRange("greedy", given, region);
      const planner = look ? new LookAheadPlanner(look, keepOrder) : new GreedyPlanner();
      return layOutByCuts(
        tree,
        cells,
        earlier as EarlierLayout<CutMemory> | undefined,
        keepOrder ? "halves" : "huffman",
        (forest) => greedyDivider(tree, forest, planner, keepOrder),
      );
    },
  };
}
