import type { BoxCells, RectEngine } from "../engine.ts";
import { rectEngine } from "../family-engine.ts";
import { sumOf } from "./sums.ts";

/**
 * Children one below the other, each as wide as its parent: d3-hierarchy's `treemapSlice`.
 *
 * Order is kept. Aspect ratios are those of the weights: n equal children of a square are n times as wide as
 * high.
 *
 * Source: Shneiderman, *Tree visualization with tree-maps: 2-d space-filling approach* (1992).
 *
 * @example layout(tree, { engine: slice(), container: [960, 600] });
 */
export function slice(): RectEngine {
  return rectEngine({
    name: "slice",
    description: "one below the other from top to bottom; order kept, any aspect ratio",
    divide({ width, height }, weights, first, end, cells) {
      sliceColumn(0, 0, width, height, weights, first, end, sumOf(weights, first, end), cells);
    },
  });
}

/** Lays a run of children that weigh `total` one below the other in a box. */
export function sliceColumn(
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
    const share = height * (weights[i]! / total);
    cells.set(i, x, y, width, share);
    y += share;
  }
}
