import { grown } from "../../geometry/growing.ts";
import { halveRun } from "../../model/huffman.ts";
import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { rectEngine } from "../family-engine.ts";
import { TIE } from "./sums.ts";

/** Of the two parts of a cut the longer waits, so at most one part waits for each halving of 2³¹ children. */
const MOST_OPEN = 34;

/**
 * A running sum this many times greater than what a part weighs has lost too many of the part's digits, and
 * the part is added up anew: at the most once for each factor of 16 between the greatest and the least weight.
 */
const LOST = 16;

/** The parts still to be cut, the last first: `size` of them, each a run of children with its box. */
interface OpenParts {
  size: number;
  readonly first: Int32Array;
  readonly end: Int32Array;
  /** Running sum before the part's first child. */
  readonly base: Float64Array;
  /** x, y, width, height of each part. */
  readonly box: Float64Array;
}

/**
 * Cuts the children into two runs of nearly equal weight, across the longer side, again and again:
 * d3-hierarchy's `treemapBinary`.
 *
 * Order is kept: neighbours in the list stay near each other. Expect a longer to shorter side of about 2 for
 * like weights, more where weights differ much; there is no limit. Where two cuts are equally near to half, d3
 * lets the rounding of its sums decide; here the child in the middle goes to the first run.
 *
 * Time: n log n in the number of children.
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: binary(), container: [960, 600] });
 */
export function binary(options?: Record<string, never>): RectEngine {
  let sums: Float64Array = new Float64Array(0);
  const open: OpenParts = {
    size: 0,
    first: new Int32Array(MOST_OPEN),
    end: new Int32Array(MOST_OPEN),
    base: new Float64Array(MOST_OPEN),
    box: new Float64Array(4 * MOST_OPEN),
  };
  return rectEngine({
    name: "binary",
    description: "halves of nearly equal weight; order kept, fair shapes without a guarantee",
    options: readOptions("binary", {}, options),
    divide({ width, height }, weights, first, end, cells) {
      sums = grown(sums, end - first + 1);
      addUp(weights, first, end, first, sums);
      push(open, first, end, 0, 0, 0, width, height);
      while (open.size > 0) {
        const top = open.size - 1;
        if (open.end[top]! - open.first[top]! > 1) {
          cutTop(open, weights, first, sums);
          continue;
        }
        const { box } = open;
        cells.set(open.first[top]!, box[4 * top]!, box[4 * top + 1]!, box[4 * top + 2]!, box[4 * top + 3]!);
        open.size = top;
      }
    },
  });
}

/** Puts two parts in place of the last open one. `sums[k]` is the running sum before child `origin + k`. */
function cutTop(open: OpenParts, weights: Float64Array, origin: number, sums: Float64Array): void {
  const top = --open.size;
  const first = open.first[top]!;
  const end = open.end[top]!;
  const base = open.base[top]!;
  const cut = origin + halveRun(sums, first - origin, end - origin, base, TIE);

  const before = sums[cut - origin]!;
  const leftBase = hasLost(before, base) ? addUp(weights, first, cut, origin, sums) : base;
  const left = sums[cut - origin]! - leftBase;
  const rightBase = hasLost(sums[end - origin]!, before) ? addUp(weights, cut, end, origin, sums) : before;
  const right = sums[end - origin]! - rightBase;
  // Parts without weight come from a box without area, which any share leaves without area.
  const both = left + right || 1;

  const x = open.box[4 * top]!;
  const y = open.box[4 * top + 1]!;
  const width = open.box[4 * top + 2]!;
  const height = open.box[4 * top + 3]!;
  const across = width > height * (1 + TIE);
  const leftWidth = across ? width * (left / both) : width;
  const leftHeight = across ? height : height * (left / both);
  const rightX = across ? x + leftWidth : x;
  const rightY = across ? y : y + leftHeight;
  const rightWidth = across ? width * (right / both) : width;
  const rightHeight = across ? height : height * (right / both);

  const leftWaits = cut - first > end - cut;
  if (leftWaits) push(open, first, cut, leftBase, x, y, leftWidth, leftHeight);
  push(open, cut, end, rightBase, rightX, rightY, rightWidth, rightHeight);
  if (!leftWaits) push(open, first, cut, leftBase, x, y, leftWidth, leftHeight);
}

/** Whether a part that begins at `base` and ends at `sum` of a running sum is too small a piece of it. */
function hasLost(sum: number, base: number): boolean {
  return sum > LOST * (sum - base);
}

/** Writes the running sums of a part, each rounded once (Neumaier), and returns their base: 0. */
function addUp(
  weights: Float64Array,
  first: number,
  end: number,
  origin: number,
  sums: Float64Array,
): number {
  let sum = 0;
  let error = 0;
  for (let i = first; i < end; i++) {
    const weight = weights[i]!;
    const next = sum + weight;
    error += sum >= weight ? sum - next + weight : weight - next + sum;
    sum = next;
    sums[i + 1 - origin] = sum + error;
  }
  return 0;
}

function push(
  open: OpenParts,
  first: number,
  end: number,
  base: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const k = open.size++;
  open.first[k] = first;
  open.end[k] = end;
  open.base[k] = base;
  open.box[4 * k] = x;
  open.box[4 * k + 1] = y;
  open.box[4 * k + 2] = width;
  open.box[4 * k + 3] = height;
}
