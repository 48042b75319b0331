import { MarquetryError, show } from "../errors.ts";
import { callback, listOf, number, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Partition } from "../partition/partition.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { towardsWhite } from "./contrast.ts";

/** Gives the fill of a node's cell, as any CSS colour. */
export type ColourFunction = (node: number, map: Partition) => string;

/**
 * Nine light colours that readers with any colour vision tell apart, made to fill labelled cells: the scheme
 * "light" of Paul Tol, Colour Schemes, SRON/EPS/TN/09-002 (2021).
 */
export const LIGHT_PALETTE: readonly string[] = [
  "#77aadd",
  "#ee8866",
  "#eedd88",
  "#ffaabb",
  "#99ddff",
  "#44bb99",
  "#bbcc33",
  "#aaaa00",
  "#dddddd",
];
const NEUTRAL = "#e8e8e8";
const LIGHTEN = 0.22;
/** Beyond as many branches no reader looks a colour up by name, and a scale's table would cost more than the picture. */
const MOST_NAMED = 256;

/** How {@link branchColours} colours. */
export interface BranchColourOptions {
  /** Colours of the root's children in turn, repeated where they run out; {@link LIGHT_PALETTE} by default. */
  readonly palette?: readonly string[];
  /**
   * Gives the colour of a branch by the label of the root's child, as a d3 ordinal scale does; goes before
   * `palette`. Pass the same scale to every picture to keep the colours when branches come and go.
   */
  readonly scale?: (label: string) => string;
  /** How far each level below the branches goes on towards white, 0 to 1; 0.22 by default. */
  readonly lighten?: number;
  /** Colour of the root, seen in gaps only. A light grey by default. */
  readonly root?: string;
}

export const branchColourOptions: OptionTable<BranchColourOptions> = {
  palette: /* @__PURE__ */ listOf(/* @__PURE__ */ text()),
  scale: /* @__PURE__ */ callback(),
  lighten: /* @__PURE__ */ number({ min: 0, max: 1 }),
  root: /* @__PURE__ */ text(),
};

export const branchColourHelp: OptionHelp<BranchColourOptions> = {
  palette: "colours of the root's children in turn",
  scale: "gives the colour of a branch by its label",
  lighten: "how far each level goes on towards white, 0 to 1; 0.22 by default",
  root: "colour of the root, seen in gaps only",
};

/**
 * Colours cells by the branch they belong to, one colour for each child of the root, lighter with depth.
 *
 * @example toSVG(map, { colour: branchColours({ palette: ["#4477aa", "#ee6677", "#228833"], lighten: 0.1 }) });
 */
export function branchColours(options: BranchColourOptions = {}): ColourFunction {
  const settled = readOptions<BranchColourOptions>("branchColours", branchColourOptions, options);
  const { palette = LIGHT_PALETTE, lighten = LIGHTEN, root = NEUTRAL } = settled;
  const { scale = inTurn(palette) } = settled;
  let branches: Branches | undefined;
  return (node, { tree }) => {
    const parent = tree.parent[node]!;
    if (parent < 0) return tree.size > 1 ? root : scale(tree.label(0));
    if (branches?.tree !== tree) {
      const count = tree.childCount[0]!;
      const isNamed = settled.scale !== undefined || count <= MOST_NAMED;
      // All branches are put to the scale at once, so that colours do not depend on which node is drawn first.
      const colours = isNamed ? Array.from({ length: count }, (_, k) => scale(tree.label(k + 1))) : palette;
      branches = { tree, above: branchesAbove(tree), colours, parent: 0, colour: "" };
    }
    const { colours } = branches;
    if (parent === 0) return colours[(node - 1) % colours.length]!;
    // Siblings come one after another, and share their colour.
    if (parent !== branches.parent) {
      branches.parent = parent;
      const colour = colours[(branches.above[node]! - 1) % colours.length]!;
      branches.colour = towardsWhite(colour, 1 - (1 - lighten) ** (tree.depth(node) - 1));
    }
    return branches.colour;
  };
}

/** Colours in the order in which labels first come, from the beginning again where they run out. */
function inTurn(palette: readonly string[]): (label: string) => string {
  const given = new Map<string, string>();
  return (label) => {
    let colour = given.get(label);
    if (colour === undefined) given.set(label, (colour = palette[given.size % palette.length]!));
    return colour;
  };
}

interface Branches {
  /** The tree asked for last. */
  readonly tree: WeightedTree;
  /** The root's child above each node. */
  readonly above: Int32Array;
  /** Colours of the root's children in turn. */
  readonly colours: readonly string[];
  /** The parent of the node asked for last, and its children's colour. */
  parent: number;
  colour: string;
}

function branchesAbove({ size, parent }: WeightedTree): Int32Array {
  const above = new Int32Array(size);
  for (let i = 1; i < size; i++) above[i] = parent[i] === 0 ? i : above[parent[i]!]!;
  return above;
}

/** How {@link depthColours} colours. */
export interface DepthColourOptions {
  /** Colour of the root; a blue by default. */
  readonly colour?: string;
  /** How far each level goes on towards white, 0 to 1; 0.2 by default. */
  readonly lighten?: number;
}

export const depthColourOptions: OptionTable<DepthColourOptions> = {
  colour: /* @__PURE__ */ text("#4477aa"),
  lighten: /* @__PURE__ */ number({ min: 0, max: 1 }, 0.2),
};

export const depthColourHelp: OptionHelp<DepthColourOptions> = {
  colour: "colour of the root",
  lighten: "how far each level goes on towards white, 0 to 1",
};

/** Colours cells by their depth alone, each level lighter than the one above. */
export function depthColours(options: DepthColourOptions = {}): ColourFunction {
  const { colour, lighten } = readOptions<DepthColourOptions, keyof DepthColourOptions>(
    "depthColours",
    depthColourOptions,
    options,
  );
  const colours: string[] = [];
  return (node, { tree }) => {
    const depth = tree.depth(node);
    return (colours[depth] ??= towardsWhite(colour, 1 - (1 - lighten) ** depth));
  };
}

/**
 * Colours cells by a number, through a d3 scale or any function from a number to a colour.
 *
 * @param scale - from value to CSS colour
 * @param value - the number of a node; its weight by default
 * @param missing - colour where that is no finite number; a light grey by default
 * @example toSVG(map, { colour: valueColours(scaleSequential([0, 100], interpolateViridis), (i) => coverage[i]) });
 */
export function valueColours(
  scale: (value: number) => string,
  value: (node: number, map: Partition) => number | null | undefined = (node, map) => map.tree.weight[node],
  missing: string = NEUTRAL,
): ColourFunction {
  for (const [name, given] of Object.entries({ scale, value })) {
    if (typeof given === "function") continue;
    const message = `valueColours takes a function as its ${name}, not ${show(given)}`;
    throw new MarquetryError("bad-option", message, { value: given });
  }
  return (node, map) => {
    const found = value(node, map);
    return Number.isFinite(found) ? scale(found!) : missing;
  };
}
