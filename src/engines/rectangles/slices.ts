import { readOptions } from "../../options/read-options.ts";
import type { BoxCells, RectEngine } from "../engine.ts";
import { boxEngine } from "../family-engine.ts";
import { sumOf } from "./sums.ts";

/**
 * Children side by side from left to right, each as high as its parent: d3-hierarchy's `treemapDice`.
 *
 * Order is kept. Aspect ratios are those of the weights: n equal children of a square are n times as high as
 * wide. One level of it makes a stacked bar.
 *
 * Source: Shneiderman, *Tree visualization with tree-maps: 2-d space-filling approach* (1992).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: dice(), container: [960, 600] });
 */
export function dice(options?: Record<string, never>): RectEngine {
  return slicing(
    "dice",
    "side by side from left to right; order kept, any aspect ratio",
    options,
    () => true,
  );
}

/**
 * Children one below the other, each as wide as its parent: d3-hierarchy's `treemapSlice`.
 *
 * Order is kept. Aspect ratios are those of the weights: n equal children of a square are n times as wide as
 * high.
 *
 * Source: Shneiderman, *Tree visualization with tree-maps: 2-d space-filling approach* (1992).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: slice(), container: [960, 600] });
 */
export function slice(options?: Record<string, never>): RectEngine {
  const description = "one below the other from top to bottom; order kept, any aspect ratio";
  return slicing("slice", description, options, () => false);
}

/**
 * Side by side and one below the other in turn, level by level: d3-hierarchy's `treemapSliceDice`.
 *
 * Order is kept, and cells move little when weights change: the steadiest treemap over time. The root's
 * children stand side by side. Aspect ratios are as bad as the weights and fan-outs make them.
 *
 * Source: Shneiderman, *Tree visualization with tree-maps: 2-d space-filling approach* (1992).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: sliceDice(), container: [960, 600] });
 */
export function sliceDice(options?: Record<string, never>): RectEngine {
  const description = "side by side and one below the other in turn; order kept, steady, any aspect ratio";
  return slicing("sliceDice", description, options, (depth) => depth % 2 === 0);
}

function slicing(
  name: string,
  description: string,
  given: object | undefined,
  isAcross: (depth: number) => boolean,
): RectEngine {
  return boxEngine({
    name,
    description,
    options: readOptions(name, {}, given),
    divide({ width, height }, weights, first, end, cells, depth) {
      const total = sumOf(weights, first, end);
      layRow(isAcross(depth), 0, 0, width, height, weights, first, end, total, cells);
    },
  });
}

/** Lays a run of children that weigh `total` in a box: side by side if it runs `across`, else one below the other. */
export function layRow(
  across: boolean,
  x: number,
  y: number,
  width: number,
  height: number,
  weights: Float64Array,
  first: number,
  end: number,
  total: number,
  cells: BoxCells,
): void {
  for (let i = first; i < end; i++) {
    const share = (across ? width : height) * (weights[i]! / total);
    if (across) {
      cells.set(i, x, y, share, height);
      x += share;
    } else {
      cells.set(i, x, y, width, share);
      y += share;
    }
  }
}
