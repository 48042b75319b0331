import type { RectEngine } from "../engine.ts";
import { rectEngine } from "../family-engine.ts";
import { diceRow } from "./dice.ts";
import { sliceColumn } from "./slice.ts";
import { sumOf } from "./sums.ts";

/**
 * Side by side and one below the other in turn, level by level: d3-hierarchy's `treemapSliceDice`.
 *
 * Order is kept, and cells move little when weights change: the steadiest treemap over time. The root's
 * children stand side by side. Aspect ratios are as bad as the weights and fan-outs make them.
 *
 * Source: Shneiderman, *Tree visualization with tree-maps: 2-d space-filling approach* (1992).
 *
 * @example layout(tree, { engine: sliceDice(), container: [960, 600] });
 */
export function sliceDice(): RectEngine {
  return rectEngine({
    name: "sliceDice",
    description: "side by side and one below the other in turn; order kept, steady, any aspect ratio",
    divide({ width, height }, weights, first, end, cells, depth) {
      const lay = depth % 2 === 0 ? diceRow : sliceColumn;
      lay(0, 0, width, height, weights, first, end, sumOf(weights, first, end), cells);
    },
  });
}
