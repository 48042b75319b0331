import type { PolygonEngine } from "../engine.ts";
import { ringStage } from "../ring-cells.ts";
import { cutDown } from "../cuts/cut-down.ts";
import { CutForest } from "../cuts/forest.ts";
import { GreedyPlanner } from "../cuts/greedy-planner.ts";

/** How {@link greedy} cuts. */
export interface GreedyOptions {
  /**
   * "best", the default, lets every part lie where it fits best; "keep" lays children out in reading order:
   * the first half of a family, by weight, left of or above the second, and so on within the halves.
   */
  readonly order?: "best" | "keep";
}

/**
 * Fat convex polygons: each family is cut apart by straight lines, two parts at a time, each line in the
 * direction that leaves the fattest parts.
 *
 * Takes any convex container. Areas are exact at any depth and for weights over 300 decades. On flat lists the
 * mean of diameter²/area is about 2.2, on deep trees it stays near 2.5 where rectangles go beyond 4; no bound
 * is proven, but none of the extreme cells of rectangles arise. Time: O(n log n) for sorting, then under a
 * microsecond a leaf.
 *
 * The partition by cuts is that of de Berg, Onak, Sidiropoulos, Fat Polygonal Partitions with Applications to
 * Visualization and Embeddings (2013); choosing the cheapest of many directions is ours.
 *
 * @throws MarquetryError `bad-option`
 * @example layout(tree, { engine: greedy(), container: circle(300, 300, 300) });
 */
export function greedy(options: GreedyOptions = {}): PolygonEngine {
  const { order = "best" } = options;
  return {
    name: "greedy",
    description: "fat convex polygons, by straight cuts in the best of 16 directions",
    shape: "convex",
    stage: ringStage,
    bound: () => null,
    partition(tree, _region, cells) {
      const forest = CutForest.plant(tree, order === "keep" ? "halves" : "huffman");
      cutDown(tree, cells, forest, new GreedyPlanner(), order === "keep");
    },
  };
}
