import { MarquetryError, show } from "../errors.ts";
import {
  callback,
  listOf,
  number,
  text as textOption,
  wholeNumber,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import { checkOption, readOptions } from "../options/read-options.ts";
import type { Partition } from "../partition/partition.ts";
import type { ColourFunction } from "./colour.ts";
import { asText, fillOf } from "./given-text.ts";
import type { TextMeasure } from "./labels/metrics.ts";
import { short, tag } from "./picture.ts";
import { escape } from "./text-buffer.ts";

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
  /** The node whose cell fills the picture. */
  readonly root: number;
}

/** A legend as it stands below a picture. */
export interface LegendPicture {
  /** Elements of SVG, all text in them escaped. */
  readonly markup: string;
  readonly height: number;
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
const ROW = 1.6;
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
    if (rest > 0) swatches.push({ label: `+ ${rest}`, colour: "none" });
    return drawSwatches(swatches, title, space);
  };
}

const swatchArguments: OptionTable<{ swatches: readonly Swatch[]; title?: string }> = {
  swatches: /* @__PURE__ */ listOf({
    takes: "{ label, colour } of two texts",
    allows: (value) =>
      typeof (value as Swatch | null)?.label === "string" && typeof (value as Swatch).colour === "string",
  }),
  title: branchLegendOptions.title,
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
  const parts = heading(title, space);
  let x = 0;
  let y = parts.length * ROW;
  for (const { label, colour } of swatches) {
    const shown = cutOff(label, LONGEST_LABEL, measure);
    const needed = SWATCH + AFTER_SWATCH + measure(shown);
    if (x > 0 && (x + needed) * fontSize > width) {
      x = 0;
      y += ROW;
    }
    if (colour !== "none") parts.push(box(space, x, y + (ROW - SWATCH) / 2, SWATCH, SWATCH, colour));
    parts.push(text(space, x + (colour === "none" ? 0 : SWATCH + AFTER_SWATCH), y, shown));
    x += needed + BETWEEN;
  }
  return { markup: parts.join(""), height: (y + (swatches.length > 0 ? ROW : 0)) * fontSize };
}

/** What a legend of values shows. */
export interface ScaleLegendOptions {
  /** Least and greatest value to show. */
  readonly from: number;
  readonly to: number;
  readonly title?: string;
  /** Values to name; by default both ends and the middle. */
  readonly ticks?: readonly number[];
  /** Writes a value; `String` by default. */
  readonly format?: (value: number) => string;
}

/** Steps of a scale's colours: more than the eye tells apart on this length. */
const STEPS = 48;
/** Length and height of a scale, in font sizes. */
const SCALE_LENGTH = 20;
const SCALE_HEIGHT = 0.9;

export const scaleLegendOptions: OptionTable<ScaleLegendOptions> = {
  from: /* @__PURE__ */ number(),
  to: /* @__PURE__ */ number(),
  title: /* @__PURE__ */ textOption(),
  ticks: /* @__PURE__ */ listOf(/* @__PURE__ */ number()),
  format: /* @__PURE__ */ callback(),
};

export const scaleLegendHelp: OptionHelp<ScaleLegendOptions> = {
  from: "least value to show",
  to: "greatest value to show",
  title: "what stands above it",
  ticks: "values to name; by default both ends and the middle",
  format: "writes a value; String by default",
};

/**
 * A legend of a scale from values to colours, as a d3 scale is.
 *
 * @example toSVG(map, { colour: valueColours(scale), legend: scaleLegend(scale, { from: 0, to: 100 }) });
 */
export function scaleLegend(scale: (value: number) => string, options: ScaleLegendOptions): Legend {
  const settled = readOptions<ScaleLegendOptions>("scaleLegend", scaleLegendOptions, options);
  const { from, to, title, format = String } = settled;
  const { ticks = [from, (from + to) / 2, to] } = settled;
  if (typeof scale !== "function" || from === undefined || to === undefined) {
    const message = "scaleLegend takes a function from a value to a colour, and from and to in its options";
    throw new MarquetryError("bad-option", message, { value: scale });
  }
  return (_map, space) => {
    const { fontSize, measure, width } = space;
    const length = Math.min(SCALE_LENGTH, width / fontSize);
    const parts = heading(title, space);
    const y = parts.length * ROW;
    for (let k = 0; k < STEPS; k++) {
      const value = from + ((k + 0.5) / STEPS) * (to - from);
      const colour = given("its scale", scale(value), value);
      // A step reaches under the next, so that no seam shows.
      const reach = Math.min(2, STEPS - k);
      parts.push(box(space, (k / STEPS) * length, y + 0.3, (reach / STEPS) * length, SCALE_HEIGHT, colour));
    }
    for (const tick of ticks) {
      const label = given("format", format(tick), tick);
      const half = measure(label) / 2;
      const at = ((tick - from) / (to - from)) * length;
      // A text at an end stays within the picture.
      const start = Math.max(0, Math.min(at - half, width / fontSize - 2 * half));
      parts.push(text(space, start, y + SCALE_HEIGHT + 0.2, label));
    }
    return { markup: parts.join(""), height: (y + SCALE_HEIGHT + 0.2 + ROW) * fontSize };
  };
}

/** What stands above a legend, on a row of its own; nothing without a title. */
function heading(title: string | undefined, space: LegendSpace): string[] {
  return title ? [text(space, 0, 0, cutOff(title, space.width / space.fontSize, space.measure))] : [];
}

function text(
  { x, y, fontSize, text: colour }: LegendSpace,
  left: number,
  top: number,
  shown: string,
): string {
  const at = { x: short(x + left * fontSize), y: short(y + (top + BASELINE) * fontSize) };
  return tag("text", { ...at, fill: colour }, escape(shown));
}

function box(
  { x, y, fontSize }: LegendSpace,
  left: number,
  top: number,
  width: number,
  height: number,
  fill: string,
): string {
  const at = { x: short(x + left * fontSize), y: short(y + top * fontSize) };
  return tag("rect", { ...at, width: short(width * fontSize), height: short(height * fontSize), fill });
}

function cutOff(label: string, limit: number, measure: TextMeasure): string {
  if (measure(label) <= limit) return label;
  let shown = "";
  for (const char of label) {
    if (measure(`${shown}${char}…`) > limit) break;
    shown += char;
  }
  return `${shown.trimEnd()}…`;
}

/** What a function of the user's own gave for a value. */
function given(name: string, result: unknown, value: number): string {
  const text = asText(result);
  if (text !== undefined) return text;
  const message = `scaleLegend: ${name} gave ${show(result)} for ${value}, not a text`;
  throw new MarquetryError("bad-option", message, { value: result });
}
