import {
  listOf,
  text as textOption,
  wholeNumber,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import { checkOption, readOptions } from "../options/read-options.ts";
import type { Partition } from "../partition/partition.ts";
import type { ColourFunction } from "./colour.ts";
import { numberFormat } from "./format.ts";
import { fillOf } from "./given-text.ts";
import { isRightToLeft } from "./labels/label.ts";
import type { TextMeasure } from "./labels/metrics.ts";
import { cutOff, type BoxMark, type Mark, type TextMark } from "./marks.ts";

/** Where and how a legend is drawn. Lengths are pixels. */
export interface LegendSpace {
  /** Upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly fontSize: number;
  /** Colour of the texts. */
  readonly text: string;
  /** Fill of each cell. */
  readonly colour: ColourFunction;
  readonly measure: TextMeasure;
  /** Writes numbers as the whole picture does. */
  readonly write: (value: number) => string;
  /** The language of numbers; English where it is undefined. */
  readonly locale: string | undefined;
  /** The node whose cell fills the picture. */
  readonly root: number;
}

/** A legend as it stands below a picture. */
export interface LegendPicture {
  readonly height: number;
  /** What it is made of. */
  readonly marks?: readonly Mark[];
  /** Elements of SVG in place of marks, all text in them escaped; a canvas cannot draw them. */
  readonly markup?: string;
}

/** Draws a legend: {@link branchLegend}, {@link swatchLegend}, {@link scaleLegend}, or one of your own. */
export type Legend = (map: Partition, space: LegendSpace) => LegendPicture;

/** A colour and what it means. */
export interface Swatch {
  readonly label: string;
  readonly colour: string;
}

/** Side of a swatch, room after it, and between entries, in font sizes. */
const SWATCH = 0.9;
const AFTER_SWATCH = 0.4;
const BETWEEN = 1.2;
/** From one row to the next, in font sizes. */
export const ROW = 1.6;
/** Longer labels are cut off, in font sizes. */
const LONGEST_LABEL = 20;
/** From the top of a row to the baseline, in font sizes. */
const BASELINE = 1.1;

/** What a legend of branches shows. */
export interface BranchLegendOptions {
  readonly title?: string;
  /** Most branches to name; the others are counted. 24 by default. */
  readonly most?: number;
}

export const branchLegendOptions: OptionTable<BranchLegendOptions> = {
  title: /* @__PURE__ */ textOption(),
  most: /* @__PURE__ */ wholeNumber({ min: 0 }, 24),
};

export const branchLegendHelp: OptionHelp<BranchLegendOptions> = {
  title: "what stands above it",
  most: "most branches to name; the others are counted",
};

/**
 * A legend of the branches: each child of the picture's root with the colour of its cell.
 *
 * @example toSVG(map, { legend: branchLegend() });
 */
export function branchLegend(options: BranchLegendOptions = {}): Legend {
  const { title, most } = readOptions<BranchLegendOptions, "most">(
    "branchLegend",
    branchLegendOptions,
    options,
  );
  return (map, space) => {
    const { firstChild, childCount, weight } = map.tree;
    const first = firstChild[space.root]!;
    const children = Array.from({ length: childCount[space.root]! }, (_, k) => first + k);
    const nodes = children.filter((i) => weight[i]! > 0);
    const swatches = nodes
      .slice(0, most)
      .map((i) => ({ label: map.tree.label(i), colour: fillOf(space.colour, i, map) }));
    const rest = nodes.length - swatches.length;
    if (rest > 0) swatches.push({ label: `+ ${numberFormat("number", space.locale)(rest)}`, colour: "none" });
    return drawSwatches(swatches, title, space);
  };
}

const swatchArguments: OptionTable<{ swatches: readonly Swatch[]; title?: string }> = {
  swatches: /* @__PURE__ */ listOf({
    takes: "{ label, colour } of two texts",
    allows: (value) =>
      typeof (value as Swatch | null)?.label === "string" && typeof (value as Swatch).colour === "string",
  }),
  title: /* @__PURE__ */ textOption(),
};

/**
 * A legend of colours with their meanings, in rows.
 *
 * @throws MarquetryError `bad-option`
 * @example toSVG(map, { colour, legend: swatchLegend([{ label: "grown", colour: "#5ab4ac" }]) });
 */
export function swatchLegend(swatches: readonly Swatch[], title?: string): Legend {
  checkOption("swatchLegend", swatchArguments, "swatches", swatches);
  if (title !== undefined) checkOption("swatchLegend", swatchArguments, "title", title);
  return (_map, space) => drawSwatches(swatches, title, space);
}

function drawSwatches(
  swatches: readonly Swatch[],
  title: string | undefined,
  space: LegendSpace,
): LegendPicture {
  const { fontSize, measure, width } = space;
  const marks: Mark[] = heading(title, space);
  const longest = Math.min(LONGEST_LABEL, width / fontSize - SWATCH - AFTER_SWATCH);
  let x = 0;
  let y = marks.length * ROW;
  for (const { label, colour } of swatches) {
    const shown = cutOff(label, longest, measure);
    const needed = SWATCH + AFTER_SWATCH + measure(shown);
    if (x > 0 && (x + needed) * fontSize > width) {
      x = 0;
      y += ROW;
    }
    if (colour !== "none") marks.push(legendBox(space, x, y + (ROW - SWATCH) / 2, SWATCH, SWATCH, colour));
    marks.push(legendText(space, x + (colour === "none" ? 0 : SWATCH + AFTER_SWATCH), y, shown));
    x += needed + BETWEEN;
  }
  return { marks, height: (y + (swatches.length > 0 ? ROW : 0)) * fontSize };
}

/** What stands above a legend, on a row of its own; nothing without a title. */
export function heading(title: string | undefined, space: LegendSpace): TextMark[] {
  return title ? [legendText(space, 0, 0, cutOff(title, space.width / space.fontSize, space.measure))] : [];
}

/** A text of a legend; places are in font sizes, from the legend's corner. */
export function legendText(
  { x, y, fontSize, text: colour, measure }: LegendSpace,
  left: number,
  top: number,
  shown: string,
): TextMark {
  // Programs differ in which end of a text from right to left is its start; its middle is clear.
  const isTurned = isRightToLeft(shown);
  const at = isTurned ? left + measure(shown) / 2 : left;
  return {
    text: shown,
    x: x + at * fontSize,
    y: y + (top + BASELINE) * fontSize,
    align: isTurned ? "middle" : "left",
    size: fontSize,
    colour,
  };
}

/** A box of a legend; lengths are in font sizes. */
export function legendBox(
  { x, y, fontSize }: LegendSpace,
  left: number,
  top: number,
  width: number,
  height: number,
  fill: string,
): BoxMark {
  return {
    x: x + left * fontSize,
    y: y + top * fontSize,
    width: width * fontSize,
    height: height * fontSize,
    fill,
  };
}
