import { grown } from "../../geometry/growing.ts";
import { choice, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { boxEngine } from "../family-engine.ts";
import { OpenRuns } from "./runs.ts";
import { TIE } from "./sums.ts";

/** Options of {@link pivot}. */
export interface PivotOptions {
  /**
   * Which child is the pivot: the one in the "middle" of the list, the default; the first of the greatest "size"; or,
   * as "split", the one in which the first half of the weight ends.
   */
  readonly by?: "middle" | "size" | "split";
}

export const pivotOptions: OptionTable<PivotOptions> = {
  by: /* @__PURE__ */ choice(["middle", "size", "split"], "middle"),
};

export const pivotHelp: OptionHelp<PivotOptions> = { by: "which child is the pivot" };

/**
 * The ordered treemap: a pivot near a square, what comes before it on its one side, what comes next after it in line
 * with it, and the rest on the other side, each divided in the same way.
 *
 * Order is kept roughly, and cells move little when weights change. Expect a longer to shorter side of about 2 to 3
 * for mixed weights; there is no limit. As many children share the pivot's column as make the pivot most nearly a
 * square; the special figures for four children or fewer of the later paper are left out.
 *
 * Time: n log n in the number of children.
 *
 * Source: Shneiderman, Wattenberg, *Ordered treemap layouts* (2001); "split" of Bederson, Shneiderman, Wattenberg,
 * *Ordered and quantum treemaps* (2002).
 *
 * @throws MarquetryError `bad-option`
 * @example layout(tree, { engine: pivot({ by: "size" }), container: [960, 600] });
 */
export function pivot(options?: PivotOptions): RectEngine {
  const settled = readOptions<PivotOptions, "by">("pivot", pivotOptions, options);
  const { by } = settled;
  const runs = new OpenRuns();
  const heaviest = new HeaviestOfRun();
  return boxEngine({
    name: "pivot",
    description: "rectangles in order around pivots near squares; order kept roughly, no guarantee",
    options: settled,
    divide({ width, height }, weights, first, end, cells) {
      runs.begin(weights, first, end, width, height);
      if (by === "size") heaviest.read(weights, first, end);
      while (runs.size > 0) {
        if (runs.count === 1) {
          runs.place(cells);
          continue;
        }
        const { first, end } = runs;
        const across = runs.width >= runs.height * (1 - TIE);
        const at =
          by === "size"
            ? heaviest.of(first, end)
            : by === "middle"
              ? (first + end) >> 1
              : halfOf(runs, first, end);
        const next = endOfColumn(runs, weights, at, across);
        // What comes before waits, then the rest; the pivot and its column come first.
        if (at > first) runs.cut(at, across, true);
        if (next < end) runs.cut(next, across, false);
        if (next > at + 1) runs.cut(at + 1, !across, false);
      }
    },
  });
}

/** The child in which the first half of the last run's weight ends. */
function halfOf(runs: OpenRuns, first: number, end: number): number {
  const half = runs.weightBefore(end) / 2;
  let [low, high] = [first, end - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs.weightBefore(middle + 1) < half) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The number after the last child that shares the pivot's column: the more they are, the wider and the lower is the
 * pivot.
 *
 * In a column that takes the share q of the room's longer side a pivot of share u is u/q of the shorter side long, so
 * it is as long as deep if q² = u · shorter / longer.
 */
function endOfColumn(runs: OpenRuns, weights: Float64Array, at: number, across: boolean): number {
  const { first, end, width, height } = runs;
  const stretch = across ? height / width : width / height;
  const before = at > first ? runs.weightBefore(at) : 0;
  const total = runs.weightBefore(end);
  const square = Math.sqrt((weights[at]! / total) * stretch) * total;
  // Of two columns the one in which the pivot is nearer to a square: its ratio is (column / square)², or the inverse.
  let low = at + 1;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs.weightBefore(middle) - before < square) low = middle + 1;
    else high = middle;
  }
  if (low === at + 1) return low;
  const wide = runs.weightBefore(low) - before;
  const narrow = runs.weightBefore(low - 1) - before;
  return wide * narrow > square * square ? low - 1 : low;
}

/** Tells the first of the heaviest children of any run of a family, from the heaviest of pairs, of pairs of pairs, and so on. */
class HeaviestOfRun {
  #weights: Float64Array = new Float64Array(0);
  #origin = 0;
  #size = 0;
  /** A tree over the children: those of place k are at 2k and 2k + 1, the children themselves from `#size` on. */
  #heaviest: Int32Array = new Int32Array(0);

  read(weights: Float64Array, first: number, end: number): void {
    const size = end - first;
    const tree = grown(this.#heaviest, 2 * size);
    this.#weights = weights;
    this.#origin = first;
    this.#size = size;
    this.#heaviest = tree;
    for (let k = 0; k < size; k++) tree[size + k] = first + k;
    for (let k = size - 1; k > 0; k--) tree[k] = this.#heavier(tree[2 * k]!, tree[2 * k + 1]!);
  }

  of(first: number, end: number): number {
    let heaviest = first;
    let from = first - this.#origin + this.#size;
    let to = end - this.#origin + this.#size;
    for (; from < to; from >>= 1, to >>= 1) {
      if (from & 1) heaviest = this.#heavier(heaviest, this.#heaviest[from++]!);
      if (to & 1) heaviest = this.#heavier(heaviest, this.#heaviest[--to]!);
    }
    return heaviest;
  }

  #heavier(a: number, b: number): number {
    const difference = this.#weights[a]! - this.#weights[b]!;
    return difference > 0 || (difference === 0 && a < b) ? a : b;
  }
}
