import { MarquetryError } from "../errors.ts";
import { toAreaRule, type AreaRule } from "../areas/area-rule.ts";
import type { Engine } from "../engines/engine.ts";
import type { EngineName } from "../engines/engine-name.ts";
import { toEngine } from "../engines/register.ts";
import { checkTree } from "../model/check-tree.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import {
  checkedLater,
  choice,
  either,
  flag,
  merged,
  number,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { paddingHelp, paddingOptions, pickPadding, type PaddingOptions } from "../partition/padding.ts";
import type { Partition } from "../partition/partition.ts";
import { engineFor, type Container } from "../partition/region.ts";
import { layOut, type LayoutSpec } from "./lay-out.ts";
import { readRegion, updateMap } from "./update.ts";

/** How {@link layout} lays a tree out. */
export interface LayoutOptions extends PaddingOptions {
  /**
   * An engine, as `squarify()`, or its name. A name works where all engines are loaded: always in Node, in a
   * bundle only if it uses the table `engines`; or where `registerEngine` has made it known. Names of your own are
   * declared in {@link EngineNames}; for a text that is not known before, `toEngine(text)`.
   */
  readonly engine: Engine | EngineName;
  /**
   * `[width, height]`, a box `{ x0, y0, x1, y1 }`, the corners of a convex polygon in order, a region of any shape as
   * `region`, `geoRegion` and `svgPathRegion` make it, or the region of another map.
   */
  readonly container: Container;
  /** Whether to round the sides of rectangles to whole numbers; false by default. */
  readonly round?: boolean;
  /**
   * What padding does to areas. "gross", the default: a cell's share of its parent includes its padding, so
   * headers skew the leaves. "leaf-exact", or {@link leafExact} where a bundle knows no rules by name: leaves get
   * areas in proportion to weights after padding; `map.unsolved` lists those for which there is no solution.
   */
  readonly areas?: "gross" | "leaf-exact" | AreaRule;
  /**
   * The least share of the whole area that a leaf with a weight gets, so that it can be seen; 0 by default. Areas
   * then are not in proportion to weights: `map.raised` lists the leaves that are too large.
   */
  readonly minShare?: number;
  /**
   * Whether a tree without weight, or a container without width or height, as `[0, 300]` in a hidden tab, gives an empty
   * map instead of an error: no node has a cell, and pictures show what stands around the map alone. Its `update` goes on
   * with the arrangement and the colours of the last map before it that was not empty. False by default.
   */
  readonly empty?: boolean;
}

export const layoutOptions: OptionTable<LayoutOptions> = /* @__PURE__ */ merged(
  {
    engine: /* @__PURE__ */ checkedLater("an engine, as squarify(), or its name"),
    container: /* @__PURE__ */ checkedLater("[width, height], a box, or the corners of a convex polygon"),
    round: /* @__PURE__ */ flag(false),
    areas: /* @__PURE__ */ either(
      /* @__PURE__ */ choice(["gross", "leaf-exact"]),
      /* @__PURE__ */ checkedLater("leafExact"),
      "gross",
    ),
    minShare: /* @__PURE__ */ number({ min: 0, below: 1 }, 0),
    empty: /* @__PURE__ */ flag(false),
  },
  paddingOptions,
);

export const layoutHelp: OptionHelp<LayoutOptions> = /* @__PURE__ */ merged(
  {
    engine: "what lays out, or its name",
    container: "[width, height], a box, the corners of a convex polygon, or another map's region",
    round: "round the sides of rectangles to whole numbers",
    areas: "whether leaves make up for what padding takes from them",
    minShare: "least share of the whole area for a leaf with a weight",
    empty: "draw nothing, instead of an error, where nothing weighs anything",
  },
  paddingHelp,
);

/**
 * Divides a container among the nodes of a tree.
 *
 * Areas are exact: a cell's share of its parent's area is its share of its parent's weight. Padding, headers
 * and rounding take their room from the cells; {@link quality} then tells how much that skews the areas, and
 * `areas: "leaf-exact"` makes up for padding and headers.
 *
 * @throws MarquetryError `zero-weight` if nothing in the tree weighs anything, unless `empty` allows it; `bad-input` if it is no tree;
 * `bad-container`, `container-not-convex`, `container-not-rectangle`, `bad-option`, `unknown-engine`; `bad-engine` if
 * the engine is none, or returned something that cannot be a partition.
 * @example
 * const map = layout(tree, { engine: squarify(), container: [960, 600], padding: 2 });
 */
export function layout<T>(tree: WeightedTree<T>, options: LayoutOptions): Partition<T> {
  checkTree("layout", tree);
  return layOut(tree, readSpec(options), null);
}

/** Reads all options before any work. */
export function readSpec(options: unknown): LayoutSpec {
  const read = readOptions<LayoutOptions, "areas" | "round" | "minShare" | "empty">(
    "layout",
    layoutOptions,
    options,
  );
  const { engine: given, container, areas, round, minShare, empty } = read;
  const engine = engineFor(toEngine(given), container);
  if (round && engine.shape !== "rect") {
    const message = `layout: round is for rectangles, and ${engine.name} makes polygons`;
    throw new MarquetryError("bad-option", message, { value: round });
  }
  return {
    engine,
    region: readRegion(engine, container, empty),
    padding: pickPadding(read),
    round,
    areas: toAreaRule(areas),
    minShare,
    empty,
    update: updateMap,
  };
}
