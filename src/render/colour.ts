import { MarquetryError, show } from "../errors.ts";
import { callback, listOf, number, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { branchNumbers, trunkOf } from "../partition/branch-numbers.ts";
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
/**
 * The first six of these, clear ones for up to fourteen branches, and for up to twenty some that look less well. All
 * are as far as can be from each other in OKLab, for readers without and for those with any of the three colour
 * blindnesses (as Machado, Oliveira, Fernandes simulate them, 2009), and 6.5 : 1 or more to black.
 */
const WIDE_PALETTE: readonly string[] = [
  "#77aadd",
  "#ee8866",
  "#eedd88",
  "#ffaabb",
  "#99ddff",
  "#44bb99",
  "#bbcc33",
  "#a37ef4",
  "#d2a0bc",
  "#bef6bd",
  "#9fbdfc",
  "#ee6474",
  "#339e9b",
  "#f69f72",
  "#23d891",
  "#7e8fcd",
  "#de67b2",
  "#a8912c",
  "#aaaa00",
  "#dddddd",
];
const NEUTRAL = "#e8e8e8";
const LIGHTEN = 0.22;

/** How {@link branchColours} colours. */
export interface BranchColourOptions {
  /** Colours of the branches, repeated where they run out; twenty by default, which begin like {@link LIGHT_PALETTE}. */
  readonly palette?: readonly string[];
  /**
   * Gives the colour of a branch by its label, as a d3 ordinal scale does; goes before `palette`.
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
  palette: "colours of the branches",
  scale: "gives the colour of a branch by its label",
  lighten: "how far each level goes on towards white, 0 to 1; 0.22 by default",
  root: "colour of the root, seen in gaps only",
};

/**
 * Colours cells by the branch they belong to, lighter with depth: one colour for each child of the first node that has
 * several.
 *
 * A colour belongs to the id of its branch: it does not depend on weights nor on order, `map.update` keeps it, and a
 * newcomer gets one that is free. The default palette tells up to 20 branches apart.
 *
 * @example toSVG(map, { colour: branchColours({ palette: ["#4477aa", "#ee6677", "#228833"], lighten: 0.1 }) });
 */
export function branchColours(options: BranchColourOptions = {}): ColourFunction {
  const settled = readOptions<BranchColourOptions>("branchColours", branchColourOptions, options);
  const { palette = WIDE_PALETTE, lighten = LIGHTEN, root = NEUTRAL, scale } = settled;
  let branches: Branches | undefined;
  return (node, map) => {
    const { tree, record } = map;
    if (branches?.tree !== tree || branches.numbers !== record.branchNumbers)
      branches = readBranches(map, palette, scale);
    const { colours, above, first, depth } = branches;
    const branch = above[node]!;
    if (branch < 0) return tree.size > 1 ? root : colours[0]!;
    const colour = colours[(branch - first) % colours.length]!;
    if (branch === node) return colour;
    // Siblings come one after another, and share their colour.
    const parent = tree.parent[node]!;
    if (parent !== branches.parent) {
      branches.parent = parent;
      branches.colour = towardsWhite(colour, 1 - (1 - lighten) ** (tree.depth(node) - depth));
    }
    return branches.colour;
  };
}

interface Branches {
  /** The tree asked for last, and the numbers that its branches have kept. */
  readonly tree: WeightedTree;
  readonly numbers: Int32Array | null | undefined;
  /** The first branch, and the depth of all of them. */
  readonly first: number;
  readonly depth: number;
  /** The branch above each node, or the node itself; −1 above the branches. */
  readonly above: Int32Array;
  /** Colours of the branches in turn. */
  readonly colours: readonly string[];
  /** The parent of the node asked for last, and its children's colour. */
  parent: number;
  colour: string;
}

function readBranches(
  map: Partition,
  palette: readonly string[],
  scale: ((label: string) => string) | undefined,
): Branches {
  const { tree } = map;
  const { size, parent, firstChild, childCount } = tree;
  const trunk = trunkOf(tree);
  const first = firstChild[trunk]!;
  const above = new Int32Array(size).fill(-1);
  for (let i = first; i < size; i++) above[i] = parent[i] === trunk ? i : above[parent[i]!]!;
  // Of a single leaf, its own.
  const nodes = size === 1 ? [0] : Array.from({ length: childCount[trunk]! }, (_, k) => first + k);
  const numbers = scale ? null : branchNumbers(map);
  const colours = scale
    ? nodes.map((i) => scale(tree.label(i)))
    : numbers && size > 1
      ? pick(palette, numbers)
      : palette;
  const { branchNumbers: kept } = map.record;
  return {
    tree,
    numbers: kept,
    first,
    depth: tree.depth(trunk) + 1,
    above,
    colours,
    parent: -1,
    colour: "",
  };
}

/** The colours of some numbers: each its own as long as there are enough. */
function pick(palette: readonly string[], numbers: Int32Array): string[] {
  const { length } = palette;
  const places = Array.from(numbers, (number) => number % length);
  if (numbers.length <= length) {
    const taken = new Set(numbers.filter((number) => number < length));
    const order = Array.from(numbers.keys()).sort((a, b) => numbers[a]! - numbers[b]!);
    for (const k of order) {
      if (numbers[k]! < length) continue;
      while (taken.has(places[k]!)) places[k] = (places[k]! + 1) % length;
      taken.add(places[k]!);
    }
  }
  return places.map((place) => palette[place]!);
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
