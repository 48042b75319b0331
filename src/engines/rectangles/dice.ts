import type { BoxCells, RectEngine } from "../engine.ts";
import { rectEngine } from "../family-engine.ts";
import { sumOf } from "./sums.ts";

/**
 * Children side by side from left to right, each as high as its parent: d3-hierarchy's `treemapDice`.
 *
 * Order is kept. Aspect ratios are those of the weights: n equal children of a square are n times as high as
 * wide. One level of it makes a stacked bar.
 *
 * Source: Shneiderman, *Tree visualization with tree-maps: 2-d space-filling approach* (1992).
 *
 * @example layout(tree, { engine: dice(), container: [960, 600] });
 */
export function dice(): RectEngine {
  return rectEngine({
    name: "dice",
    description: "side by side from left to right; order kept, any aspect ratio",
    divide({ width, height }, weights, first, end, cells) {
      diceRow(0, 0, width, height, weights, first, end, sumOf(weights, first, end), cells);
    },
  });
}

/** Lays a run of children that weigh `total` side by side in a box. */
export function diceRow(
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
    const share = width * (weights[i]! / total);
    cells.set(i, x, y, share, height);
    x += share;
  }
}
