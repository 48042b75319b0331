import { callback, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { branchLegend, swatchLegend, type Legend } from "./legend.ts";
import { scaleLegend } from "./scale-legend.ts";

/** What {@link colourLegend} says. */
export interface ColourLegendOptions {
  readonly title?: string;
  /** What a level is called, counted from the root's children; "level 1" and so on by default. */
  readonly level?: (level: number) => string;
  /** What is said of leaves whose type has no colour of its own; "others" by default. */
  readonly others?: string;
}

export const colourLegendOptions: OptionTable<ColourLegendOptions> = {
  title: /* @__PURE__ */ text(),
  level: /* @__PURE__ */ callback(),
  others: /* @__PURE__ */ text("others"),
};

export const colourLegendHelp: OptionHelp<ColourLegendOptions> = {
  title: "what stands above it",
  level: "what a level is called",
  others: "what is said of leaves whose type has no colour of its own",
};

/** Levels that are named. */
const MOST_LEVELS = 10;

/**
 * A legend of whatever the picture's colours tell: the levels of `depthColours`, the types of `typeColours`, the values
 * of `valueColours` where its scale tells its domain, and else the branches.
 *
 * @throws MarquetryError `bad-option`
 * @example toSVG(map, { colour: depthColours(), legend: colourLegend() });
 */
export function colourLegend(options: ColourLegendOptions = {}): Legend {
  const {
    title,
    others,
    level: nameOf = (level) => `level ${level}`,
  } = readOptions<ColourLegendOptions, "others">("colourLegend", colourLegendOptions, options);
  const titled = title === undefined ? {} : { title };
  return (map, space) => {
    const { meaning } = space.colour;
    if (!meaning) return branchLegend(titled)(map, space);
    if (meaning.by === "type") return swatchLegend(meaning.swatches(map, others), title)(map, space);
    if (meaning.by === "value") {
      const isTold = "domain" in meaning.scale;
      return isTold ? scaleLegend(meaning.scale, titled)(map, space) : { marks: [], height: 0 };
    }
    const { tree } = map;
    const above = tree.depth(space.root);
    const levels = Array.from({ length: Math.min(tree.height - above, MOST_LEVELS) }, (_, k) => k + 1);
    const swatches = levels.map((level) => ({
      label: nameOf(above + level),
      colour: meaning.colourAt(above + level),
    }));
    return swatchLegend(swatches, title)(map, space);
  };
}
