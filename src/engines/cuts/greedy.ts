import { choice, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import type { Polish } from "./polish.ts";
import type { Way } from "./fattest.ts";
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
   * "fast", the default, takes the cut that leaves the fattest parts; "balanced" looks one cut ahead and turns the cuts
   * of small parts while that makes their leaves fatter, "best" also tries other cuts there, with all below them made
   * anew. Deep trees come out fatter, and take longer: about 10 and 20 times.
   */
  readonly effort?: GreedyEffort;
  /**
   * "best", the default, lets every part lie where it fits best; "keep" lays children out in reading order:
   * the first half of a family, by weight, left of or above the second, and so on within the halves.
   */
  readonly order?: "best" | "keep";
}

const TURNED: Polish = { most: 16, follow: 0, turns: [1, 0.3333] };
const REPLANNED: Polish = { most: 32, follow: 4, turns: [0.6, 0.25] };

/** What an effort adds to those below it. */
interface EffortStep {
  /** How far it looks ahead; null for not at all. */
  readonly look: LookAhead | null;
  /** Up to how many nodes a tree is divided so; larger ones are only polished, which makes them as fat in half the time. */
  readonly upTo: number;
  readonly polishes: readonly Polish[];
}

const EFFORTS: readonly GreedyEffort[] = ["fast", "balanced", "best"];
const EFFORT_STEPS: readonly EffortStep[] = [
  { look: null, upTo: Infinity, polishes: [] },
  { look: [4], upTo: Infinity, polishes: [TURNED] },
  { look: [5, 1], upTo: 3000, polishes: [TURNED, REPLANNED] },
];

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
 * 4, and near 2.20 with the best effort. Time: n log n for sorting, then about a microsecond a leaf.
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
    const isPolished = asked === undefined && !keepOrder && cells.padding.none;
    const own = EFFORT_STEPS.slice(0, EFFORTS.indexOf(settled.effort) + 1);
    const divided = own.filter(({ upTo }) => tree.size <= upTo).map((_, way) => way);
    const ways = own.map(({ look, upTo, polishes }, way): Way => {
      const planner = look ? new LookAheadPlanner(look, keepOrder) : GreedyPlanner.shared;
      const divide = (forest: CutForest) => {
        const divider = greedyDivider(tree, forest, planner, keepOrder);
        return helped({ way, ways: divided, forest, divider });
      };
      return { divide: tree.size <= upTo ? divide : null, polishes: isPolished ? polishes : [] };
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
