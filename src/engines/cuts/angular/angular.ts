import type { OptionHelp, OptionTable } from "../../../options/option.ts";
import { readOptions } from "../../../options/read-options.ts";
import { layOutByAngularCuts } from "./lay-out-angular.ts";
import { provenBound } from "./proven-bound.ts";
import type { CutMemory } from "../carry-over.ts";
import type { EarlierLayout, PolygonEngine } from "../../engine.ts";
import { finish } from "../../steps.ts";
import { withinRange } from "../../weight-range.ts";
import { convexCells } from "../../../partition/convex-cells.ts";

/** How {@link angular} cuts: there is nothing to choose. */
export type AngularOptions = Readonly<Record<string, never>>;

export const angularOptions: OptionTable<AngularOptions> = {};

export const angularHelp: OptionHelp<AngularOptions> = {};

/**
 * Fat convex polygons with a proven limit: straight cuts like those of {@link greedy}, chosen among those that
 * keep edges at wide angles and parallel edges apart.
 *
 * In a rectangle no cell has a diameter² / area above 3.34 (or the container's own) while every cut takes at
 * least a third, and none above 3.83 (1 + d), where d counts the cuts on the way down to the cell that had to take
 * less and could not go parallel to such a cut before: at most one a family. The limit grows neither with the number of children nor with the spread
 * of weights. Other containers start from the angles they have. It speaks of layouts without padding, and of
 * families in which no child weighs less than 10⁻¹⁸ of the others: see docs/angular-bound.md for the proof.
 *
 * `map.update` keeps the tree of cuts and their directions, and the limit of the new weights: where kept cuts would
 * break it, the smallest part from which the proof can begin again is cut anew. With padding all cuts are kept.
 *
 * Takes any convex container; cells are about as fat as those of `greedy`, areas as exact. Time: O(n log n) for
 * sorting, then a little over that of `greedy`.
 *
 * The angular cuts are those of de Berg, Onak, Sidiropoulos, Fat Polygonal Partitions with Applications to
 * Visualization and Embeddings (2013); that the limit can grow with the depth alone was shown by de Berg,
 * Speckmann, van der Weele, Treemaps with Bounded Aspect Ratio (2011), in another way.
 *
 * @throws MarquetryError `bad-option`: it has no options; while laying out `bad-weight` for weights under 1e-302 of
 * the whole
 * @example quality(layout(tree, { engine: angular(), container: [960, 600] })).bound;
 */
export function angular(options?: AngularOptions): PolygonEngine {
  const settled = readOptions<AngularOptions>("angular", angularOptions, options);
  const steps: NonNullable<PolygonEngine["steps"]> = (tree, region, cells, earlier) =>
    layOutByAngularCuts(
      withinRange("angular", tree, region),
      region.ring,
      cells,
      earlier as EarlierLayout<CutMemory> | undefined,
    );
  const partition: PolygonEngine["partition"] = (...task) => finish(steps(...task));
  return {
    ...convexCells,
    name: "angular",
    description: "fat convex polygons, by straight cuts that keep a proven limit of diameter² / area",
    options: settled,
    canKeepAllCuts: true,
    bound: (tree, container) => provenBound(tree, container, 0),
    partition,
    reader: partition,
    steps,
  };
}
