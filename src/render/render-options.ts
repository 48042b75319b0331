import type { Ellipse } from "../geometry/arcs.ts";
import type { Partition } from "../partition/partition.ts";
import type { ColourFunction } from "./colour.ts";
import { formatOption, localeOption, type NumberFormat } from "./format.ts";
import { labelHelp, labelOptions, type LabelOptions } from "./labels/fit-label.ts";
import {
  callback,
  choice,
  either,
  flag,
  number,
  object,
  text,
  checkedLater,
  type Option,
  type OptionHelp,
  type OptionTable,
  merged,
} from "../options/option.ts";
import type { Theme } from "./theme.ts";

/** A text for a node; null, undefined or "" for none. */
export type NodeText<T> = (datum: T, node: number, map: Partition<T>) => string | number | null | undefined;

/** What all renderers are told. Lengths are in pixels of the picture. */
export interface RenderOptions<T = unknown> extends LabelOptions {
  /** Node whose cell fills the picture; 0, the whole map, by default. */
  readonly root?: number;
  /** Fill of each cell; {@link branchColours} by default. */
  readonly colour?: ColourFunction;
  /**
   * Text on each leaf and inner node; the node's label by default, false for none. A text that does not fit its
   * cell breaks into lines, shrinks, is cut off, or is left out. Not called for remainders.
   */
  readonly label?: NodeText<T> | false;
  /**
   * A value under the name of each leaf, or after it, and after the names in headers, where there is room: `true` for
   * the weight as `format` writes numbers, "share" for its part of the whole, or a format of its own; none by default.
   */
  readonly value?: boolean | "share" | NumberFormat;
  /**
   * Where inner nodes are named: "auto", the default, above their children where padding leaves room for a header, else
   * across their cells; "header" or "overlay" in one of these ways only; "none" nowhere. Across cells the first two
   * levels are named, in large letters that let the cells shine through, and those below where their leaves have no
   * names; the label of a larger leaf is lost for one only where a group of these levels, 60 × 20 pixels or more large,
   * would have none. A chain of single children has one name, as "a / b / c".
   */
  readonly branchLabels?: "auto" | "header" | "overlay" | "none";
  /** Part of the picture that is seen, in its pixels: cells partly outside are labelled in what is seen of them. */
  readonly view?: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  /** A sans-serif font: texts are measured by the widths of the common ones. "sans-serif" by default. */
  readonly fontFamily?: string;
  /**
   * Colour of the lines between cells, "none" for no lines. By default those between branches are white, or the theme's,
   * and those below of a darker tone of the cells' own hue, the fainter the deeper; in a padded map there are none.
   */
  readonly stroke?: string;
  /**
   * Width of the lines round cells, by their depth below `root`; 0 round the root, then 3, 1.5, 0.75 and 0.5 by
   * default. Lines are never wider than a tenth of the mean cell of their family, nor than a sixth of the cell they
   * are drawn round.
   */
  readonly strokeWidth?: number | ((depth: number) => number);
  /** Whether inner nodes are drawn; true by default. */
  readonly groups?: boolean;
  /**
   * Cells with less area than this, in square pixels, are not drawn one by one: those of a family become one
   * cell that tells their number, as "+ 12", or the fill of their parent stands for them. 2 by default.
   */
  readonly minArea?: number;
  /** Text for so many leaves that are not drawn one by one, as "+ 1,204"; "" for none. */
  readonly aggregate?: (count: number) => string;
  /** How numbers are written in tooltips, labels and legends; whole numbers exactly by default. */
  readonly format?: NumberFormat;
  /** The language whose signs numbers have, as "de"; English by default. */
  readonly locale?: string;
  /** Colours beside those of cells, as `darkTheme`; none by default: white lines on whatever is there. */
  readonly theme?: Theme;
}

const LENGTH = /* @__PURE__ */ number({ min: 0 });
/** A text of each node, or none. */
export const TEXTS: Option = /* @__PURE__ */ either(
  /* @__PURE__ */ callback(),
  /* @__PURE__ */ choice([false]),
);

/** By text, only what has a name. */
function valueOption(): Option {
  const { byText, allows } = formatOption;
  const named = either(choice([true, false, "share"]), byText!);
  return either(named, { takes: "options of Intl.NumberFormat or a function", allows });
}

export const renderOptions: OptionTable<RenderOptions> = /* @__PURE__ */ merged(labelOptions, {
  root: /* @__PURE__ */ checkedLater("the number of a node"),
  colour: /* @__PURE__ */ callback(),
  label: TEXTS,
  branchLabels: /* @__PURE__ */ choice(["auto", "header", "overlay", "none"]),
  value: /* @__PURE__ */ valueOption(),
  view: /* @__PURE__ */ object("a box { x0, y0, x1, y1 }", undefined, ["x0", "y0", "x1", "y1"]),
  fontFamily: /* @__PURE__ */ text(),
  stroke: /* @__PURE__ */ text(),
  strokeWidth: /* @__PURE__ */ either(LENGTH, /* @__PURE__ */ callback()),
  groups: /* @__PURE__ */ flag(),
  minArea: LENGTH,
  aggregate: /* @__PURE__ */ callback(),
  format: formatOption,
  locale: localeOption,
  theme: /* @__PURE__ */ object("a theme, as lightTheme or darkTheme", undefined, [
    "background",
    "line",
    "text",
    "surface",
  ]),
});

export const renderHelp: OptionHelp<RenderOptions> = /* @__PURE__ */ merged(labelHelp, {
  root: "number of the node whose cell fills the picture; 0, the whole map, by default",
  colour: "fill of each cell, as branchColours() makes it",
  label: "text on each cell, or false for none",
  branchLabels: "name inner nodes in headers, across their cells, or both, the default, or not at all",
  value: "a value under the name: true for the weight, share for its part of the whole, or a format",
  view: "part of the picture that is seen, in its pixels",
  fontFamily: "a sans-serif font",
  stroke: "colour of the lines between cells",
  strokeWidth: "width of these lines in pixels, or a function of the depth",
  groups: "draw inner nodes; true by default",
  minArea: "cells with less area, in square pixels, are drawn together",
  aggregate: "text for so many leaves that are drawn together",
  format: "how numbers are written; whole numbers exactly by default",
  locale: "the language whose signs numbers have, as de or fr-CH",
  theme: "colours beside those of the cells",
});

/** A cell in the picture's coordinates: the first 2 × `corners` numbers of `points`. */
export interface Outline {
  corners: number;
  points: Float64Array;
  /** Of which sides at the border of a disk are arcs. */
  ellipse?: Ellipse;
}
