import { choice, listOf, number, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Partition } from "../partition/partition.ts";
import { leafCounts } from "../model/subtree.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { ColourFunction } from "./colour.ts";
import { fromOklab } from "./oklab.ts";

/** How {@link hueColours} colours. */
export interface HueColourOptions {
  /** First and last hue, in degrees of OKLCH: 20 is red, 140 green, 260 blue; 20 and 380 by default, all of them. */
  readonly from?: number;
  readonly to?: number;
  /** What hues are shared out by: the leaves below a node, the default, or its weight. */
  readonly by?: "leaves" | "weight";
  /** Lightness of the branches and that of the deepest level, 0 to 1; 0.72 and 0.9 by default. */
  readonly lightness?: readonly [top: number, bottom: number];
  /** Colourfulness, 0 (grey) to about 0.15; 0.1 by default. */
  readonly chroma?: number;
  /** Colour of the root, seen in gaps only. A light grey by default. */
  readonly root?: string;
}

/** Part of a node's hues that stays free between its children's. */
const FREE = 0.25;
/** How much darker every other sibling is: what tells neighbours apart where hues do not. */
const ALTERNATE = 0.07;

export const hueColourOptions: OptionTable<HueColourOptions> = {
  from: /* @__PURE__ */ number({}, 20),
  to: /* @__PURE__ */ number({}, 380),
  by: /* @__PURE__ */ choice(["leaves", "weight"], "leaves"),
  lightness: /* @__PURE__ */ listOf(/* @__PURE__ */ number({ min: 0, max: 1 }), [0.72, 0.9]),
  chroma: /* @__PURE__ */ number({ min: 0 }, 0.1),
  root: /* @__PURE__ */ text("#e8e8e8"),
};

export const hueColourHelp: OptionHelp<HueColourOptions> = {
  from: "first hue, in degrees of OKLCH",
  to: "last hue, in degrees of OKLCH",
  by: "what hues are shared out by: the leaves below a node, or its weight",
  lightness: "lightness of the branches and of the deepest level, 0 to 1",
  chroma: "colourfulness, 0 (grey) to about 0.15",
  root: "colour of the root, seen in gaps only",
};

/**
 * Colours cells by shares of the hues: each child of a node gets a part of its parent's hues, in proportion to
 * its leaves or its weight, so that cells of one branch look alike at every level, and large branches differ most
 * within. Levels grow lighter downwards.
 *
 * Readers who do not see all hues are served by lightness: every other sibling is darker. For up to nine branches
 * {@link branchColours} has colours made for any colour vision.
 *
 * After Tennekes, de Jonge, *Tree colors: color schemes for tree-structured data* (2014).
 *
 * @example toSVG(map, { colour: hueColours({ by: "weight" }) });
 */
export function hueColours(options: HueColourOptions = {}): ColourFunction {
  const { from, to, by, chroma, root, lightness } = readOptions<HueColourOptions, keyof HueColourOptions>(
    "hueColours",
    hueColourOptions,
    options,
  );
  const [top, bottom] = lightness;
  let known: { tree: WeightedTree; hue: Float64Array } | undefined;
  return (node: number, { tree }: Partition) => {
    if (known?.tree !== tree) known = { tree, hue: shareHues(tree, from, to, by) };
    if (node === 0) return root;
    const depth = tree.depth(node);
    const deepest = Math.max(1, tree.height - 1);
    const place = node - tree.firstChild[tree.parent[node]!]!;
    const light = top + ((bottom - top) * (depth - 1)) / deepest - (place % 2) * ALTERNATE;
    return fromOklch(light, chroma, known.hue[node]!);
  };
}

/** The hue in the middle of each node's share. */
function shareHues(tree: WeightedTree, from: number, to: number, by: "leaves" | "weight"): Float64Array {
  const { size, firstChild, childCount, weight } = tree;
  const measure = by === "weight" ? weight : leafCounts(tree);
  const low = new Float64Array(size);
  const high = new Float64Array(size);
  low[0] = from;
  high[0] = to;
  for (let i = 0; i < size; i++) {
    const count = childCount[i]!;
    const span = high[i]! - low[i]!;
    const free = count > 1 ? (FREE * span) / count : 0;
    let at = low[i]!;
    for (let c = firstChild[i]!; c < firstChild[i]! + count; c++) {
      const share = measure[i]! > 0 ? measure[c]! / measure[i]! : 1 / count;
      const next = at + (span - count * free) * share;
      low[c] = at;
      high[c] = next;
      at = next + free;
    }
  }
  return low.map((hue, i) => (hue + high[i]!) / 2);
}

function fromOklch(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  return fromOklab([lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)]);
}
