import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { squarify, squarifyOptions, type SquarifyOptions } from "./squarify.ts";

/**
 * {@link squarify} at first, and then the same rows for good: d3-hierarchy's `treemapResquarify`.
 *
 * An update keeps every row whatever `maxAspectGrowth` says, so cells move no more than their weights demand, and may
 * get as thin as they like. Children that are new, which d3 lays out afresh with all others, come where they cost least.
 *
 * Time: linear in the number of nodes.
 *
 * Source: d3-hierarchy, `treemapResquarify`.
 *
 * @throws MarquetryError `bad-option` if `ratio` is below 1 or not finite
 * @example
 * const map = layout(tree, { engine: resquarify(), container: [960, 600] });
 * const next = map.update(weights);
 */
export function resquarify(options?: SquarifyOptions): RectEngine {
  const settled = readOptions<SquarifyOptions, "ratio">("resquarify", squarifyOptions, options);
  const engine = squarify(settled);
  return {
    ...engine,
    name: "resquarify",
    description: "squarify's rows, kept for good when weights change; good shapes at first",
    options: settled,
    canKeepAllCuts: true,
    partition: (tree, region, cells, earlier) =>
      engine.partition(tree, region, cells, earlier && { ...earlier, keepsAll: true }),
  };
}
