import { MarquetryError, show } from "../errors.ts";
import { callback, listOf, number, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { branchNumbers, hashOf, trunkOf } from "../partition/branch-numbers.ts";
import type { LayoutRecord, Partition } from "../partition/partition.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { colours, mixed } from "./contrast.ts";
import type { Theme } from "./theme.ts";

/** Gives the fill of a node's cell, as any CSS colour; `root` is the node whose cell fills the picture. */
export interface ColourFunction {
  (node: number, map: Partition, root?: number): string;
  /** What the colours tell, for `colourLegend`; of branches where it is left out. */
  readonly meaning?: ColourMeaning | undefined;
}

/** What colours tell other than the branch. */
export type ColourMeaning =
  | { readonly by: "depth"; readonly colourAt: (depth: number) => string }
  | { readonly by: "value"; readonly scale: (value: number) => string }
  | {
      readonly by: "type";
      readonly swatches: (map: Partition, others: string) => { label: string; colour: string }[];
    };

/**
 * Nine light colours that readers with any colour vision tell apart, made to fill labelled cells: the scheme
 * "light" of Paul Tol, Colour Schemes, SRON/EPS/TN/09-002 (2021).
 */
export const LIGHT_PALETTE: readonly string[] = /* @__PURE__ */ colours(
  "#77aadd #ee8866 #eedd88 #ffaabb #99ddff #44bb99 #bbcc33 #aaaa00 #dddddd",
);
/**
 * Six clear colours, three more for up to nine branches, and so on for up to fourteen and twenty. Each group is as far
 * apart in OKLab as can be, at every tone in use, for readers without and for those with any of the three colour
 * blindnesses (as Machado, Oliveira, Fernandes simulate them, 2009). `npm run colours` measures them.
 */
export const BRANCH_PALETTE: readonly string[] = /* @__PURE__ */ colours(`
  #6ec6ff #b99739 #edcf72 #259276 #a8bfad #8479c8 #c8bf81 #7db9d0 #8a8040 #967100 #8ee6b8 #5e7fa6
  #a54c45 #59e3e9 #00612c #484d99 #d79a7c #7d497e #ac9ce6 #11b0a7
`);
export const NEUTRAL = "#e8e8e8";
const WHITE = "#ffffff";
const LIGHTEN = 0.1;
/** Tones between a branch's colour and twice `lighten` on the way to the ground: steps that the eye can just tell. */
const TONES = 16;
/** The tone of a leaf below a branch, and those of groups there: by turns, so that a large branch is not flat. */
const LEAF_TONE = 8;
const GROUP_TONES = [4, 8, 12] as const;
/** What each level adds below that. */
const DEEPER_TONES = [0, 0, 2, 1, 1] as const;

/** How {@link branchColours} colours. */
export interface BranchColourOptions {
  /** Colours of the branches, repeated where they run out; twenty by default, which begin like {@link LIGHT_PALETTE}. */
  readonly palette?: readonly string[];
  /**
   * Gives the colour of a branch by its label, as a d3 ordinal scale does; goes before `palette`.
   */
  readonly scale?: (label: string) => string;
  /**
   * How far the first level below the branches goes towards the ground, 0 to 1; 0.1 by default. Further levels add less
   * and less: none goes farther than twice as much.
   */
  readonly lighten?: number;
  /** The ground; white by default. */
  readonly towards?: string;
  /** Colour of the root, seen in gaps only. A light grey by default. */
  readonly root?: string;
}

export const branchColourOptions: OptionTable<BranchColourOptions> = {
  palette: /* @__PURE__ */ listOf(/* @__PURE__ */ text()),
  scale: /* @__PURE__ */ callback(),
  lighten: /* @__PURE__ */ number({ min: 0, max: 1 }),
  towards: /* @__PURE__ */ text(),
  root: /* @__PURE__ */ text(),
};

export const branchColourHelp: OptionHelp<BranchColourOptions> = {
  palette: "colours of the branches",
  scale: "gives the colour of a branch by its label",
  lighten:
    "how far the first level goes towards the ground, 0 to 1; 0.1 by default, and no level twice as far",
  towards: "the ground; white by default",
  root: "colour of the root, seen in gaps only",
};

/**
 * Colours cells by the branch they belong to: one colour for each child of the first node, from the picture's root
 * down, that has several. Levels below are a little nearer to the ground, and groups next to each other differ in tone.
 *
 * A colour belongs to the id of its branch: it does not depend on weights nor on order, unless neighbours would look
 * alike, of which one then takes another. `map.update` keeps it whatever comes and goes, and a newcomer gets one that is
 * free. The default palette tells up to 20 branches apart, for readers of any colour vision.
 *
 * @example toSVG(map, { colour: branchColours({ palette: ["#4477aa", "#ee6677", "#228833"], lighten: 0.1 }) });
 */
export function branchColours(options: BranchColourOptions = {}): ColourFunction {
  const settled = readOptions<BranchColourOptions>("branchColours", branchColourOptions, options);
  const { palette = BRANCH_PALETTE, root: top = NEUTRAL, scale } = settled;
  let branches: Branches | undefined;
  return (node, map, root = 0) => {
    const { tree } = map;
    if (branches?.tree !== tree || branches.record !== map.record || branches.root !== root)
      branches = readBranches(map, root, palette, scale);
    const place = branches.above[node]!;
    if (place < 0) return tree.size > 1 && node !== branches.only ? top : branches.colours[0]!;
    const tone = branches.tones[node]!;
    const fills = (branches.fills[place] ??= []);
    return (fills[tone] ??= toned(branches.colours[place]!, tone, settled));
  };
}

function toned(colour: string, tone: number, options: BranchColourOptions): string {
  const { lighten = LIGHTEN, towards = WHITE } = options;
  return tone === 0 ? colour : mixed(colour, towards, Math.min(1, (2 * lighten * tone) / TONES));
}

interface Branches {
  /** What was asked for last. */
  readonly tree: WeightedTree;
  readonly record: LayoutRecord;
  readonly root: number;
  /** A root that is a leaf: a branch of its own. */
  readonly only: number;
  /** The colours in use: few, however many branches there are. */
  readonly colours: readonly string[];
  /** Of each colour its tones, as far as they were asked for. */
  readonly fills: string[][];
  /** Of each node the place of its branch's colour, −1 above them; and its tone. */
  readonly above: Int32Array;
  readonly tones: Uint8Array;
}

function readBranches(
  map: Partition,
  root: number,
  palette: readonly string[],
  scale: ((label: string) => string) | undefined,
): Branches {
  const { tree } = map;
  const trunk = trunkOf(tree, root);
  const isLeaf = tree.childCount[trunk] === 0;
  const [first, count] = isLeaf ? [trunk, 1] : [tree.firstChild[trunk]!, tree.childCount[trunk]!];
  const places = new Int32Array(count);
  let colours = palette;
  if (scale) {
    const known = new Map<string, number>();
    for (let k = 0; k < count; k++) {
      const colour = scale(tree.label(first + k));
      const place = known.get(colour) ?? known.size;
      known.set(colour, (places[k] = place));
    }
    colours = Array.from(known.keys());
  } else {
    const numbers = isLeaf ? null : branchNumbers(map, root, palette.length);
    for (let k = 0; k < count; k++) places[k] = (numbers ? numbers[k]! : k) % palette.length;
  }
  const only = isLeaf ? trunk : -1;
  return { tree, record: map.record, root, only, colours, fills: [], ...tonesBelow(tree, trunk, places) };
}

/** The colour and the tone of each node below a trunk. */
function tonesBelow(
  tree: WeightedTree,
  trunk: number,
  places: Int32Array,
): Pick<Branches, "above" | "tones"> {
  const { size, parent, firstChild, childCount } = tree;
  const above = new Int32Array(size).fill(-1);
  const tones = new Uint8Array(size);
  const first = firstChild[trunk]!;
  const end = first + childCount[trunk]!;
  if (end > first) above.set(places, first);
  const level = tree.depth(trunk) + 1;
  let parentSeen = -1;
  let depth = 0;
  for (let i = end; i < size; i++) {
    const p = parent[i]!;
    const branch = (above[i] = above[p]!);
    if (branch < 0) continue;
    if (p !== parentSeen) {
      parentSeen = p;
      depth = tree.depth(p) + 1 - level;
    }
    tones[i] =
      depth > 1
        ? tones[p]! + (DEEPER_TONES[depth] ?? 0)
        : childCount[i] === 0
          ? LEAF_TONE
          : GROUP_TONES[hashOf(tree.id(i)) % GROUP_TONES.length]!;
  }
  return { above, tones };
}

/** Share of white in the palest level: it still differs from white lines. */
const PALEST = 0.8;

/** How {@link depthColours} colours. */
export interface DepthColourOptions {
  /** Colour of the root; a blue by default. */
  readonly colour?: string;
  /** How far each level goes on towards white, 0 to 1; 0.2 by default. None goes farther than four fifths of the way. */
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

/**
 * Colours cells by their depth alone, each level lighter than the one above.
 *
 * @example toSVG(map, { colour: depthColours({ colour: "#225588", lighten: 0.1 }) });
 */
export function depthColours(options: DepthColourOptions = {}): ColourFunction {
  const { colour, lighten } = readOptions<DepthColourOptions, keyof DepthColourOptions>(
    "depthColours",
    depthColourOptions,
    options,
  );
  const colours: string[] = [];
  const colourAt = (depth: number): string =>
    (colours[depth] ??= mixed(colour, WHITE, Math.min(PALEST, 1 - (1 - lighten) ** depth)));
  const fill: ColourFunction = (node, { tree }) => colourAt(tree.depth(node));
  return Object.assign(fill, { meaning: { by: "depth", colourAt } as const });
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
  const fill: ColourFunction = (node, map) => {
    const found = value(node, map);
    return Number.isFinite(found) ? scale(found!) : missing;
  };
  return Object.assign(fill, { meaning: { by: "value", scale } as const });
}

/** What decides about the fills of a picture. */
interface Colouring {
  readonly colour?: ColourFunction;
  readonly theme?: Theme;
  readonly root?: number;
}

/** The fills of a picture: of its own function, or by branch in the colours of its theme; they follow its root. */
export function colourOf({ colour, theme, root = 0 }: Colouring): ColourFunction {
  const own = theme && { root: theme.surface };
  const ground = theme?.fills && { palette: theme.fills, towards: theme.background };
  const fill = colour ?? branchColours({ ...own, ...ground });
  if (root === 0) return fill;
  const rooted: ColourFunction = (node, map) => fill(node, map, root);
  return Object.assign(rooted, { meaning: fill.meaning });
}
