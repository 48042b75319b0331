import { number, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { rowEngine } from "../family-engine.ts";
import { layRow, type BoxWriter } from "./slices.ts";
import { suffixSums, TIE } from "./sums.ts";

const GOLDEN_RATIO = 1.618033988749895;

/** Options of {@link squarify}. */
export interface SquarifyOptions {
  /** Longer to shorter side that cells should come near to, at least 1; the golden ratio by default. */
  readonly ratio?: number;
}

export const squarifyOptions: OptionTable<SquarifyOptions> = {
  ratio: /* @__PURE__ */ number({ min: 1 }, GOLDEN_RATIO),
};

export const squarifyHelp: OptionHelp<SquarifyOptions> = {
  ratio: "longer to shorter side that cells should come near to",
};

/** A row of cells: the index after its last child, and what its children weigh together. */
interface Row {
  end: number;
  weight: number;
}

/**
 * Rows along the shorter side of the room left, each as long as its worst cell gets no worse: the squarified
 * treemap, with the same cells as d3-hierarchy's `treemapSquarify`. Where two choices are equally good, as often
 * among equal weights, d3 lets rounding decide; here a row goes on, and stands on the left of a square.
 *
 * Order is kept within rows only; sort the tree by falling weight for good shapes. Expect a longer to shorter
 * side near `ratio` on lists of like weights (`ratio: 1` gives the squarest), and no limit: two children of
 * weight 1 and 1e-6 have a ratio of a million. Laid out afresh, small changes of
 * weights may move many cells; `map.update` keeps the rows.
 *
 * Time: linear in the number of nodes.
 *
 * Source: Bruls, Huizing, van Wijk, *Squarified Treemaps* (2000).
 *
 * @throws MarquetryError `bad-option` if `ratio` is below 1 or not finite
 * @example layout(tree, { engine: squarify({ ratio: 1 }), container: [960, 600], padding: 1 });
 */
export function squarify(options?: SquarifyOptions): RectEngine {
  const settled = readOptions<SquarifyOptions, "ratio">("squarify", squarifyOptions, options);
  const rows = new SquarifiedRows(settled.ratio);
  return rowEngine({
    name: "squarify",
    description: "rows of rectangles near a wanted aspect ratio; good shapes without a guarantee",
    options: settled,
    divide: ({ width, height }, weights, first, end, cells) =>
      rows.lay(0, 0, width, height, weights, first, end, cells),
  });
}

/** Room for the sums of one run; that of short runs serves all. */
let sums: Float64Array | undefined;
const SHORT = 4096;

function sumsOf(count: number): Float64Array {
  return count > SHORT ? new Float64Array(count) : (sums ??= new Float64Array(SHORT));
}

/** Lays runs of children in the rows of {@link squarify}. */
export class SquarifiedRows {
  readonly #ratio: number;
  readonly #row: Row = { end: 0, weight: 0 };

  constructor(ratio: number) {
    this.#ratio = ratio;
  }

  /** Lays the children from `first` to `end` − 1 in a box. */
  lay(
    x: number,
    y: number,
    width: number,
    height: number,
    weights: Float64Array,
    first: number,
    end: number,
    cells: BoxWriter,
  ): void {
    const left = sumsOf(end - first + 1);
    const row = this.#row;
    const ratio = this.#ratio;
    suffixSums(weights, first, end, left);
    left[end - first] = 0;
    for (let start = first; start < end; start = row.end) {
      const rest = left[start - first]!;
      if (rest === 0) {
        // Only children without weight are left.
        for (let i = start; i < end; i++) cells.set(i, x, y, 0, 0);
        return;
      }
      const wide = width >= height * (1 - TIE);
      growRow(weights, start, end, rest, (wide ? width / height : height / width) / ratio, row);
      const fraction = row.weight / rest;
      const after = left[row.end - first]! / rest;
      if (wide) {
        const depth = width * fraction;
        layRow(false, x, y, depth, height, weights, start, row.end, row.weight, cells);
        x += depth;
        width *= after;
      } else {
        const depth = height * fraction;
        layRow(true, x, y, width, depth, weights, start, row.end, row.weight, cells);
        y += depth;
        height *= after;
      }
    }
  }
}

/**
 * Adds children to a row from `start` on, while the aspect ratio of its worst cell does not get worse.
 *
 * Weights are taken as shares of the `rest`. A row of share q is q of the longer side deep, and a cell of share
 * u is u/q of the shorter side long, so it is as deep as long, times the wanted ratio, if q² · `stretch` = u.
 * Shares may be as small as 1e-300: nothing but a product that cannot matter then may underflow.
 */
function growRow(
  weights: Float64Array,
  start: number,
  end: number,
  rest: number,
  stretch: number,
  row: Row,
): void {
  // The reciprocal of the least numbers is infinite; capped, it gives smaller shares in the same proportion.
  const unit = Math.min(1 / rest, Number.MAX_VALUE);
  let i = start;
  while (weights[i] === 0) i++;
  let weight = weights[i]!;
  let share = weight * unit;
  let least = share;
  let most = share;
  let slope = share * stretch;
  let worst = slope > 1 ? slope : 1 / slope;
  for (i++; i < end; i++) {
    const next = weights[i]! * unit;
    share += next;
    if (next < least) least = next;
    if (next > most) most = next;
    slope = share * stretch;
    const depth = share * slope;
    const limit = worst * (1 + TIE);
    // Multiplied out, the test for a worse ratio needs no division.
    if (depth > limit * least || most > share * (limit * slope)) break;
    worst = depth * depth > most * least ? depth / least : most / share / slope;
    weight += weights[i]!;
  }
  row.end = i;
  row.weight = weight;
}
