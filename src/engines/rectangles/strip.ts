import { number, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { boxEngine } from "../family-engine.ts";
import { layRow } from "./slices.ts";
import { fillStrip, StripScore, type Strip } from "./strip-score.ts";
import { sumOf } from "./sums.ts";

/** Options of {@link strip}. */
export interface StripOptions {
  /** Width to height that cells should come near to; 1 by default, more leaves room for text. */
  readonly ratio?: number;
}

export const stripOptions: OptionTable<StripOptions> = { ratio: /* @__PURE__ */ number({ above: 0 }, 1) };

export const stripHelp: OptionHelp<StripOptions> = {
  ratio: "width to height that cells should come near to; more leaves room for text",
};

/**
 * Strips from top to bottom, filled from left to right like lines of text, while a strip's mean aspect ratio
 * does not get worse: the ordered strip treemap.
 *
 * Order is kept, in reading order, so readers find an item where they expect it. Expect a mean longer to
 * shorter side of about 1.2 for like weights and about 2 to 3 for mixed ones in no order; there is no limit.
 *
 * Time: n log n in the number of children.
 *
 * Source: Bederson, Shneiderman, Wattenberg, *Ordered and quantum treemaps: making effective use of 2D space
 * to display hierarchies* (2002).
 *
 * @throws MarquetryError `bad-option` if `ratio` is not positive and finite
 * @example layout(tree, { engine: strip({ ratio: 3 }), container: [960, 600] });
 */
export function strip(options?: StripOptions): RectEngine {
  const settled = readOptions<StripOptions, "ratio">("strip", stripOptions, options);
  const score = new StripScore();
  return boxEngine({
    name: "strip",
    description: "strips in reading order; order kept, fair shapes without a guarantee",
    options: settled,
    divide({ width, height }, weights, first, end, cells) {
      const total = sumOf(weights, first, end);
      const aspect = width / height / settled.ratio;
      let y = 0;
      const lay = (run: Strip) => {
        const depth = height * (run.weight / total);
        layRow(true, 0, y, width, depth, weights, run.first, run.end, run.weight, cells);
        y += depth;
      };
      let current = fillStrip(score, weights, first, end, total, aspect);
      while (current.end < end) {
        const next = fillStrip(score, weights, current.end, end, total, aspect);
        const joined = next.end === end ? join(score, weights, current, next, total, aspect) : null;
        if (joined === null) lay(current);
        current = joined ?? next;
      }
      lay(current);
    },
  });
}

/**
 * The last strip gets what is left over, often too little for its width: both last strips as one, if that
 * betters the mean of their cells, else null.
 */
function join(
  score: StripScore,
  weights: Float64Array,
  a: Strip,
  b: Strip,
  total: number,
  aspect: number,
): Strip | null {
  score.clear(aspect);
  let joint = Infinity;
  for (let i = a.first; i < b.end; i++) joint = score.add(weights[i]! / total);
  const count = b.end - a.first;
  const apart = (a.aspect * (a.end - a.first) + b.aspect * (b.end - b.first)) / count;
  return joint < apart
    ? { first: a.first, end: b.end, weight: sumOf(weights, a.first, b.end), aspect: joint }
    : null;
}
