import { MarquetryError, show } from "../../errors.ts";
import { checkTree } from "../../model/check-tree.ts";
import type { WeightedTree } from "../../model/weighted-tree.ts";
import { object, wholeNumber, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { checkOption, readOptions } from "../../options/read-options.ts";
import { slackEffortOption, slackRatioOption, usualEffort, type SlackEffort } from "./effort.ts";
import { packEvenly } from "./lay-out.ts";

/** Options of {@link slackBoxes}. */
export interface SlackBoxesOptions {
  /** Number of axes, a whole number from 1 to 8. */
  readonly dimension: number;
  /** Sides of the container, one an axis; all 1 by default. */
  readonly box?: ArrayLike<number>;
  /** Longest / shortest side that no box exceeds, at least 2; 3 by default. */
  readonly ratio?: number;
  /**
   * How much thought goes into losing little: "fast", "balanced" or "best"; by default the best that takes about a
   * second, by the size of the tree.
   */
  readonly effort?: SlackEffort;
}

/** Boxes for all nodes of a tree: what {@link slackBoxes} returns. */
export interface SlackBoxes {
  readonly dimension: number;
  /** Low corner of each node's box in the container, `dimension` numbers a node. */
  readonly origins: Float64Array;
  /** Low corner of each node's box, counted from its parent's: exact where those in the container coincide. */
  readonly offsets: Float64Array;
  /** Sides of each node's box, `dimension` numbers a node. */
  readonly sides: Float64Array;
  /** The part of the container's volume that no leaf fills, 0 to 1. */
  readonly waste: number;
  /** The greatest longest / shortest side of a box, the container's left out; NaN if there is no other. */
  readonly reached: number;
}

export const slackBoxesOptions: OptionTable<SlackBoxesOptions> = {
  dimension: /* @__PURE__ */ wholeNumber({ min: 1, max: 8 }),
  box: /* @__PURE__ */ object("the sides of the container, one an axis"),
  ratio: slackRatioOption,
  effort: slackEffortOption,
};

export const slackBoxesHelp: OptionHelp<SlackBoxesOptions> = {
  dimension: "number of axes",
  box: "sides of the container, one an axis; all 1 by default",
  ratio: "longest to shortest side that no box exceeds",
  effort: "how much thought goes into losing little; by default as much as takes about a second",
};

/**
 * Lays a tree out in boxes of any dimension from 1 to 8 whose longest side is never more than `ratio` times the
 * shortest. All leaves have the same volume per weight; what that costs is left as gaps between the boxes.
 *
 * Nodes without weight get boxes without sides. The boxes of siblings do not overlap, and lie in their parent's;
 * with equal `box` sides, in a cube. Time grows linearly with the number of nodes and fast with the dimension.
 *
 * Source: rectangles and boxes with slack are those of de Berg, Onak, Sidiropoulos, Fat Polygonal Partitions with
 * Applications to Visualization and Embeddings (2013); the search for small gaps is ours, see docs/slack-bound.md.
 *
 * @throws MarquetryError `bad-input`, `bad-option`, `bad-container`; `zero-weight` if nothing in the tree weighs anything
 * @example const { origins, sides, waste } = slackBoxes(tree, { dimension: 3, box: [2, 1, 1], ratio: 2 });
 */
export function slackBoxes(tree: WeightedTree, options: SlackBoxesOptions): SlackBoxes {
  const settled = readOptions<SlackBoxesOptions, "ratio">("slackBoxes", slackBoxesOptions, options);
  const { dimension, ratio } = settled;
  checkOption("slackBoxes", slackBoxesOptions, "dimension", dimension);
  checkTree("slackBoxes", tree);
  const effort = settled.effort ?? usualEffort(tree, dimension);
  const boxes = new Float64Array(2 * dimension * tree.size);
  boxes.set(readSides(settled.box, dimension), dimension);
  if (!(tree.weight[0]! > 0)) {
    const path = tree.pathForMessage(0);
    const message = `slackBoxes: nothing to lay out: all weights under ${path} are 0`;
    throw new MarquetryError("zero-weight", message, { path, value: tree.weight[0] });
  }
  const waste = packEvenly(tree, { dimension, ratio, effort }, boxes);
  return { dimension, ...unfold(tree, dimension, boxes), waste };
}

function readSides(box: ArrayLike<number> | undefined, dimension: number): Float64Array {
  if (box === undefined) return new Float64Array(dimension).fill(1);
  const isWrong = (side: unknown): boolean => !(typeof side === "number" && side > 0 && side < Infinity);
  const wrong = box.length === dimension ? Array.from(box).findIndex(isWrong) : dimension;
  if (wrong < 0) return Float64Array.from(box);
  const found = wrong < dimension ? `${show(box[wrong])} as number ${wrong}` : `${show(box.length)} of them`;
  const message = `slackBoxes: box must hold ${dimension} positive sides, not ${found}`;
  throw new MarquetryError("bad-container", message, { value: box });
}

/** Tells origins from sides, adds the origins up, and measures the boxes. */
function unfold(
  tree: WeightedTree,
  d: number,
  boxes: Float64Array,
): Pick<SlackBoxes, "origins" | "offsets" | "sides" | "reached"> {
  const origins = new Float64Array(d * tree.size);
  const offsets = new Float64Array(d * tree.size);
  const sides = new Float64Array(d * tree.size);
  let reached = NaN;
  for (let i = 0; i < tree.size; i++) {
    const above = d * tree.parent[i]!;
    let [longest, shortest] = [0, Infinity];
    for (let k = 0; k < d; k++) {
      const side = boxes[2 * d * i + d + k]!;
      sides[d * i + k] = side;
      offsets[d * i + k] = boxes[2 * d * i + k]!;
      origins[d * i + k] = offsets[d * i + k]! + (i > 0 ? origins[above + k]! : 0);
      longest = Math.max(longest, side);
      shortest = Math.min(shortest, side);
    }
    if (i > 0 && longest > 0 && !(longest / shortest <= reached)) reached = longest / shortest;
  }
  return { origins, offsets, sides, reached };
}
