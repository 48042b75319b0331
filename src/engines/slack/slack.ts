import { MarquetryError } from "../../errors.ts";
import { choice, number, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { boxCells } from "../../partition/box-cells.ts";
import { readBox } from "../../partition/region.ts";
import type { Bound, Box, BoxCells, Container, RectEngine, WeightedTree } from "../engine.ts";
import { slackEffortOption, slackRatioOption, usualEffort, type SlackEffort } from "./effort.ts";
import { areaRange, leastRatio, packEvenly, packFully, type PaddingAdapter } from "./lay-out.ts";

export type { SlackEffort } from "./effort.ts";

/** Options of {@link slack}. */
export interface SlackOptions {
  /**
   * Longer / shorter side that no rectangle exceeds, at least 2; 3 by default. There flare and the populations of the
   * world lose next to nothing of the area, 37,582 files of node_modules one to three hundredths, and taxonomies, where
   * one child often outweighs its few siblings many times, one to seven.
   */
  readonly ratio?: number;
  /**
   * "exact", the default: all leaves have the same area per weight, and what that costs is left as gaps. "fill": no
   * gaps, and areas are only near to their shares, within a factor of ten; `quality(map).slack.deviation` tells how
   * near. Trees that would break that, those with a few tiny leaves, are laid out as with "exact".
   */
  readonly mode?: "exact" | "fill";
  /**
   * Instead of `ratio`: the part of the container that may be lost to gaps, or with "fill" the part by which the
   * area of a leaf may be off its share. The least ratio that keeps it is sought, which takes about ten layouts.
   */
  readonly waste?: number;
  /**
   * How much thought goes into losing little: "fast" takes about 10 µs a node, "balanced" 5 and "best" 20 times as
   * long. By default the most thorough that takes about a second, by the size of the tree.
   */
  readonly effort?: SlackEffort;
}

/** Without gaps, no area is more than this many times its share, nor less than such a part of it. */
const MOST_OFF = 10;

export const slackOptions: OptionTable<SlackOptions> = {
  ratio: slackRatioOption,
  mode: /* @__PURE__ */ choice(["exact", "fill"], "exact"),
  waste: /* @__PURE__ */ number({ above: 0, below: 1 }),
  effort: slackEffortOption,
};

export const slackHelp: OptionHelp<SlackOptions> = {
  ratio: "longer to shorter side that no rectangle exceeds",
  mode: "exact areas with gaps between them, or no gaps and areas that are only near",
  waste: "instead of a ratio: the part of the container that may be lost, or by which areas may be off",
  effort: "how much thought goes into losing little; by default as much as takes about a second",
};

/**
 * Rectangles with a proven limit: none is longer than `ratio` times its shorter side, whatever the tree and the
 * weights. Rectangles that fill a container with exact areas cannot have that, so something gives: with mode
 * "exact" there are gaps, with "fill" areas are not exact.
 *
 * In mode "exact" the limit holds in every container; in mode "fill" in those that keep it themselves, and else
 * cells are no longer than the container. It speaks of layouts without padding. With padding, leaves keep what room
 * they get: their areas are then not the same per weight.
 *
 * How much is lost depends on the tree: real ones lose little (flare 1 % at a ratio of 2), but a caterpillar of n
 * equal leaves at n levels cannot fill more than 4 · ratio / n of a square. See docs/slack-bound.md.
 *
 * Time: linear in the number of nodes after sorting; equal subtrees are worked out once.
 *
 * That slack gives rectangles a constant aspect ratio is a result of de Berg, Onak, Sidiropoulos, Fat Polygonal
 * Partitions with Applications to Visualization and Embeddings (2013). The tables by which little is lost are ours.
 *
 * @throws MarquetryError `bad-option`
 * @example quality(layout(tree, { engine: slack({ ratio: 2 }), container: [960, 600] })).slack.waste;
 */
export function slack(options?: SlackOptions): RectEngine {
  const settled = readOptions<SlackOptions, "ratio" | "mode">("slack", slackOptions, options);
  const { ratio, ...others } = settled;
  const { mode, waste, effort } = others;
  if (waste !== undefined && options?.ratio !== undefined) {
    throw new MarquetryError("bad-option", "slack takes a ratio or a waste, not both", { value: waste });
  }
  const fills = mode === "fill";
  const known = new WeakMap<WeightedTree, Map<string, number>>();
  return {
    ...boxCells,
    name: "slack",
    description: `rectangles of bounded side ratio, ${fills ? "with areas near their shares" : "with gaps that keep areas exact"}`,
    options: waste === undefined ? settled : others,
    // Without gaps areas can be too far off.
    hasGaps: true,
    hasInexactAreas: true,
    bound,
    partition(tree, _region, cells) {
      const { boxes } = cells;
      const limit = ratioFor(tree, boxes[2]!, boxes[3]!);
      pack(tree, limit, boxes, paddingOf(cells));
      if (fills && !areNear(tree, boxes)) {
        const layout = { dimension: 2, ratio: limit, effort: effort ?? usualEffort(tree, 2) };
        packEvenly(tree, layout, boxes, paddingOf(cells));
      }
    },
  };

  function bound(tree: WeightedTree, container: Container): Bound {
    const { x0, y0, x1, y1 } = readBox(container, "slack");
    const [width, height] = [x1 - x0, y1 - y0];
    const limit = ratioFor(tree, width, height);
    // A tree of one node is the container itself; and without gaps, a long container cannot be filled with short cells.
    const isGiven = fills || tree.size === 1;
    return { measure: "side", value: isGiven ? Math.max(limit, width / height, height / width) : limit };
  }

  function pack(tree: WeightedTree, limit: number, boxes: Float64Array, padding?: PaddingAdapter): number {
    const layout = { dimension: 2, ratio: limit, effort: effort ?? usualEffort(tree, 2) };
    return fills ? packFully(tree, layout, boxes, padding) : packEvenly(tree, layout, boxes, padding);
  }

  /** The ratio asked for, or else the least that keeps the waste asked for. */
  function ratioFor(tree: WeightedTree, width: number, height: number): number {
    if (waste === undefined) return ratio;
    const shapes = known.get(tree) ?? new Map<string, number>();
    known.set(tree, shapes);
    const shape = String(width / height);
    let found = shapes.get(shape);
    if (found === undefined) {
      const boxes = new Float64Array(4 * tree.size);
      boxes[2] = width;
      boxes[3] = height;
      found = leastRatio((limit) => pack(tree, limit, boxes), waste);
      shapes.set(shape, found);
    }
    if (found < Infinity) return found;
    const message = `slack finds no ratio up to a million at which no more than ${waste} is lost in ${tree.pathForMessage(0)}`;
    throw new MarquetryError("bad-option", message, { value: waste, path: tree.pathForMessage(0) });
  }
}

/** Whether no leaf's area is off its share by more than the factor allowed without gaps. */
function areNear(tree: WeightedTree, boxes: Float64Array): boolean {
  const [least, most] = areaRange(tree, boxes);
  return least >= 1 / MOST_OFF && most <= MOST_OFF;
}

/** The rooms that the padding of cells leaves. */
function paddingOf(cells: BoxCells): PaddingAdapter {
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  const { boxes } = cells;
  const adapter = {
    areWhole: true,
    open(i: number, sides: Float64Array): void {
      cells.open(i, room);
      sides[0] = room.width;
      sides[1] = room.height;
      const isWhole = room.width === boxes[4 * i + 2] && room.height === boxes[4 * i + 3];
      if (!isWhole) adapter.areWhole = false;
    },
    close: (i: number): void => cells.close(i),
  };
  return adapter;
}
