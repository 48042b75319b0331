import { MarquetryError, show } from "../errors.ts";
import { leafCounts } from "../model/subtree.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import {
  callback,
  flag,
  number,
  text,
  wholeNumber,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { pictureAttributes, short, tag } from "./picture.ts";
import { escape } from "./text-buffer.ts";

/** What {@link embeddingToSVG} draws: what `embedUltrametric` returns. */
export interface EmbeddedLeaves {
  readonly dimension: number;
  /** `dimension` coordinates a leaf. */
  readonly coordinates: Float64Array;
  readonly ultrametric: {
    readonly tree: WeightedTree;
    readonly diameter: Float64Array;
    readonly leaves: Int32Array;
    label(leaf: number): string;
  };
  boxes(): { readonly low: Float64Array; readonly high: Float64Array };
}

/** How {@link embeddingToSVG} draws. */
export interface EmbeddingSvgOptions {
  /** Longer side of the picture in pixels; 800 by default. */
  readonly size?: number;
  /** Radius of a point in pixels; by default as fits the number of leaves. */
  readonly radius?: number;
  /** Whether to draw the box round every cluster, half its diameter wider than its leaves; true by default. */
  readonly boxes?: boolean;
  /** Number of clades that get a colour of their own: the largest is split until there are so many; 7 by default. */
  readonly clades?: number;
  /** Colour of leaf `k`, in place of that of its clade. */
  readonly colour?: (k: number) => string;
  /** Whether a point tells its name where the mouse rests on it; true by default. */
  readonly titles?: boolean;
  /** What a screen reader calls the picture. */
  readonly name?: string;
}

/** Colours of points that readers with any colour vision tell apart: Paul Tol's scheme "bright". */
const POINT_COLOURS = ["#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#777777"];
const USUAL_SIZE = 800;
const MARGIN = 10;
/** Part of the room per leaf that a point takes. */
const POINT_SHARE = 0.13;
const LARGEST_POINT = 5;
const SMALLEST_POINT = 0.6;
const BACKGROUND = "#f7f7f7";
/** Opacity of a box, and of all that can lie on one another. */
const MOST_OPAQUE = 0.03;
const DARKEST = 0.25;
/** Boxes narrower than this, in pixels, are left out. */
const SMALLEST_BOX = 4;

export const embeddingSvgOptions: OptionTable<EmbeddingSvgOptions> = {
  size: /* @__PURE__ */ number({ min: 0 }, USUAL_SIZE),
  radius: /* @__PURE__ */ number({ min: 0 }),
  boxes: /* @__PURE__ */ flag(true),
  clades: /* @__PURE__ */ wholeNumber({ min: 1 }, 7),
  colour: /* @__PURE__ */ callback(),
  titles: /* @__PURE__ */ flag(true),
  name: /* @__PURE__ */ text(),
};

export const embeddingSvgHelp: OptionHelp<EmbeddingSvgOptions> = {
  size: "longer side of the picture in pixels",
  radius: "radius of a point in pixels; by default as fits the number of leaves",
  boxes: "draw the box round every cluster",
  clades: "number of clades that get a colour of their own",
  colour: "colour of a leaf by its number, in place of that of its clade",
  titles: "a point tells its name where the mouse rests on it",
  name: "what a screen reader calls the picture",
};

/**
 * Draws the leaves of an embedded ultrametric as points, coloured by clade, with the nested boxes of the clusters
 * drawn lightly. Of more than two coordinates the first two are drawn, without boxes.
 *
 * @throws MarquetryError `bad-option`
 * @example const svg = embeddingToSVG(embedUltrametric(ultrametric.fromNewick("((a:1,b:1):2,c:3);")));
 */
export function embeddingToSVG(embedding: EmbeddedLeaves, given: EmbeddingSvgOptions = {}): string {
  const options = readOptions<EmbeddingSvgOptions, "size" | "boxes" | "clades">(
    "embeddingToSVG",
    embeddingSvgOptions,
    given,
  );
  const { size, boxes, clades } = options;
  if (typeof embedding?.dimension !== "number") {
    const message = `embeddingToSVG takes an embedding, as embedUltrametric makes it, not ${show(embedding)}`;
    throw new MarquetryError("bad-input", message, { value: embedding });
  }
  const frame = frameOf(embedding, size);
  const hasBoxes = boxes && embedding.dimension === 2;
  const { width, height } = frame;
  const { name = `${embedding.ultrametric.leaves.length} leaves as points` } = options;
  const content =
    (hasBoxes ? drawBoxes(embedding, frame) : "") + drawPoints(embedding, options, clades, frame);
  return tag("svg", pictureAttributes(`0 0 ${width} ${height}`, width, height, name), content);
}

/** Where a picture puts the coordinates: x at `(x − left) · scale + MARGIN`. */
interface Frame {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

function frameOf({ coordinates, dimension, ultrametric }: EmbeddedLeaves, size: number): Frame {
  const half = (ultrametric.diameter[0] ?? 0) / 2;
  const low = [Infinity, dimension > 1 ? Infinity : 0];
  const high = [-Infinity, dimension > 1 ? -Infinity : 0];
  for (let at = 0; at < coordinates.length; at++) {
    const axis = at % dimension;
    if (axis > 1) continue;
    low[axis] = Math.min(low[axis]!, coordinates[at]!);
    high[axis] = Math.max(high[axis]!, coordinates[at]!);
  }
  const [left, top] = [low[0]! - half, low[1]! - (dimension > 1 ? half : 0)];
  const width = high[0]! + half - left;
  const height = high[1]! + (dimension > 1 ? half : 0) - top;
  const longer = Math.max(width, height);
  const scale = longer > 0 ? (size - 2 * MARGIN) / longer : 1;
  return {
    left,
    top,
    scale,
    width: short(width * scale + 2 * MARGIN),
    height: short(height * scale + 2 * MARGIN),
  };
}

function drawBoxes(embedding: EmbeddedLeaves, { left, top, scale }: Frame): string {
  const { tree, diameter } = embedding.ultrametric;
  const { low, high } = embedding.boxes();
  const boxes: string[] = [];
  for (let i = 0; i < tree.size; i++) {
    const half = diameter[i]! / 2;
    const width = (high[2 * i]! - low[2 * i]! + 2 * half) * scale;
    const height = (high[2 * i + 1]! - low[2 * i + 1]! + 2 * half) * scale;
    if (tree.childCount[i]! < 2 || Math.min(width, height) < SMALLEST_BOX) continue;
    const x = short((low[2 * i]! - half - left) * scale + MARGIN);
    const y = short((low[2 * i + 1]! - half - top) * scale + MARGIN);
    const fill = i === 0 ? { fill: BACKGROUND, "fill-opacity": 1 } : {};
    boxes.push(tag("rect", { x, y, width: short(width), height: short(height), ...fill }));
  }
  // Boxes lie on one another in as many layers as the tree has levels.
  const opacity = Math.round(1e4 * Math.min(MOST_OPAQUE, DARKEST / Math.max(1, tree.height))) / 1e4;
  const line = { stroke: "#000", "stroke-opacity": 0.15, "stroke-width": 0.5 };
  return tag("g", { class: "boxes", fill: "#000", "fill-opacity": opacity, ...line }, boxes.join(""));
}

function drawPoints(
  { coordinates, dimension, ultrametric }: EmbeddedLeaves,
  { radius, colour, titles = true }: EmbeddingSvgOptions,
  clades: number,
  { left, top, scale, width, height }: Frame,
): string {
  const { tree, leaves } = ultrametric;
  const count = leaves.length;
  const room = dimension > 1 ? Math.sqrt((width * height) / count) : width / count;
  const r = short(radius ?? Math.max(SMALLEST_POINT, Math.min(LARGEST_POINT, POINT_SHARE * room)));
  const clade = cladesOf(tree, clades);
  const fillOf = colour ?? ((k) => POINT_COLOURS[clade[leaves[k]!]! % POINT_COLOURS.length]!);
  const groups = new Map<string, string[]>();
  for (let k = 0; k < count; k++) {
    const cx = short((coordinates[k * dimension]! - left) * scale + MARGIN);
    const cy = dimension > 1 ? short((coordinates[k * dimension + 1]! - top) * scale + MARGIN) : MARGIN;
    const fill = fillOf(k);
    const title = titles ? tag("title", {}, escape(ultrametric.label(k))) : undefined;
    const group = groups.get(fill) ?? [];
    group.push(tag("circle", { cx, cy, r }, title));
    groups.set(fill, group);
  }
  return Array.from(groups, ([fill, points]) => tag("g", { fill }, points.join(""))).join("");
}

/**
 * Parts a tree into clades of many leaves: the clade with most leaves is split into its children, again and again,
 * as long as there are no more than `most`. Returns the clade of each node, numbered in breadth-first order; −1
 * above all clades.
 */
export function cladesOf(tree: WeightedTree, most: number): Int32Array {
  const { size, parent, firstChild, childCount } = tree;
  const leaves = leafCounts(tree);
  const tops = [0];
  for (;;) {
    let largest = 0;
    for (let k = 1; k < tops.length; k++) if (leaves[tops[k]!]! > leaves[tops[largest]!]!) largest = k;
    const top = tops[largest]!;
    const count = childCount[top]!;
    if (count === 0 || tops.length - 1 + count > most) break;
    tops.splice(largest, 1, ...Array.from({ length: count }, (_, k) => firstChild[top]! + k));
  }
  const clade = new Int32Array(size).fill(-1);
  tops.sort((a, b) => a - b).forEach((top, k) => (clade[top] = k));
  for (let i = 1; i < size; i++) if (clade[i]! < 0) clade[i] = clade[parent[i]!]!;
  return clade;
}
