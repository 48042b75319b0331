import { grown } from "../../geometry/growing.ts";
import { readOptions } from "../../options/read-options.ts";
import type { BoxCells, RectEngine } from "../engine.ts";
import { boxEngine } from "../family-engine.ts";
import { fillStrip, StripScore, type Strip } from "./strip-score.ts";
import { suffixSums } from "./sums.ts";

/**
 * Strips along the sides of the room, each filled while its mean aspect ratio does not get worse: along the top to the
 * right, down at the right, back along the bottom, up at the left, and again within, to the middle.
 *
 * Order is kept, and neighbours in the list lie side by side all the way: a reader can follow it. Shapes are as fair
 * as those of `strip`, without a limit.
 *
 * Time: n log n in the number of children.
 *
 * Source: Tu, Shen, *Visualizing changes of hierarchical data using treemaps* (2007).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: spiral(), container: [960, 600] });
 */
export function spiral(options?: Record<string, never>): RectEngine {
  const score = new StripScore();
  let left: Float64Array = new Float64Array(0);
  return boxEngine({
    name: "spiral",
    description: "strips around the room to its middle; order kept, fair shapes without a guarantee",
    options: readOptions("spiral", {}, options),
    divide(room, weights, first, end, cells) {
      left = grown(left, end - first + 1);
      suffixSums(weights, first, end, left);
      left[end - first] = 0;
      let x = 0;
      let y = 0;
      let { width, height } = room;
      for (let start = first, turn = 0; start < end; turn = (turn + 1) % 4) {
        const rest = left[start - first]!;
        // Only children without weight are left: cells that nobody writes are empty.
        if (rest === 0) return;
        const isRow = turn % 2 === 0;
        const strip = fillStrip(score, weights, start, end, rest, isRow ? width / height : height / width);
        start = strip.end;
        const depth = (isRow ? height : width) * (strip.weight / rest);
        const isBack = turn > 1;
        if (isRow) {
          layStrip(cells, weights, strip, true, isBack, x, isBack ? y + height - depth : y, width, depth);
          if (!isBack) y += depth;
          height *= left[start - first]! / rest;
        } else {
          layStrip(cells, weights, strip, false, isBack, isBack ? x : x + width - depth, y, depth, height);
          if (isBack) x += depth;
          width *= left[start - first]! / rest;
        }
      }
    },
  });
}

/** Lays a strip along its box: to the right or downwards, or back. */
function layStrip(
  cells: BoxCells,
  weights: Float64Array,
  { first, end, weight }: Strip,
  isRow: boolean,
  isBack: boolean,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  let before = 0;
  for (let k = first; k < end; k++) {
    const i = isBack ? end - 1 - (k - first) : k;
    const length = (isRow ? width : height) * (weights[i]! / weight);
    if (isRow) cells.set(i, x + before, y, length, height);
    else cells.set(i, x, y + before, width, length);
    before += length;
  }
}
