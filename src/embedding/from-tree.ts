import { MarquetryError, show } from "../errors.ts";
import { checkTree } from "../model/check-tree.ts";
import { newickTree, type NewickNode } from "../model/newick.ts";
import { readNewick } from "../model/newick-text.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { field, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { toleranceOptions, Ultrametric, type UltrametricNewickOptions } from "./ultrametric.ts";

/** How an ultrametric is read from a tree. */
export interface UltrametricTreeOptions<T> {
  /**
   * Height of a node above the leaves, half the distance of two leaves that meet there; leaves have 0 and are not
   * asked. A field of the datum by its name, `"height"` by default, or a function of the datum.
   */
  readonly height?: string | ((datum: T, node: number) => number);
}

export const ultrametricTreeOptions: OptionTable<UltrametricTreeOptions<unknown>> = {
  height: /* @__PURE__ */ field("height"),
};
export const ultrametricTreeHelp: OptionHelp<UltrametricTreeOptions<unknown>> = {
  height: "height of a node above the leaves: a field of its datum, or a function",
};

/** Reads an ultrametric from a tree with heights; see {@link UltrametricBuilder}. */
export function ultrametricFromTree<T>(
  tree: WeightedTree<T>,
  options: UltrametricTreeOptions<T> = {},
): Ultrametric<T> {
  const owner = "ultrametric.fromTree";
  const { height } = readOptions<UltrametricTreeOptions<T>, "height">(owner, ultrametricTreeOptions, options);
  checkTree(owner, tree);
  const heightOf =
    typeof height === "function"
      ? height
      : (datum: T): unknown => (datum as Record<string, unknown> | undefined)?.[height];
  const diameter = new Float64Array(tree.size);
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i] === 0) continue;
    const value: unknown = heightOf(tree.data(i), i);
    const path = tree.pathForMessage(i);
    if (typeof value !== "number" || !(value >= 0 && 2 * value < Infinity)) {
      const message = `the height of ${path} must be a finite number, not negative, not ${show(value)}`;
      throw new MarquetryError("bad-distance", message, { path, value });
    }
    diameter[i] = 2 * value;
    const above = tree.parent[i]!;
    if (above >= 0 && diameter[i]! > diameter[above]!) {
      const message = `${path} is ${value} high, more than the ${diameter[above]! / 2} of its parent`;
      throw new MarquetryError("not-ultrametric", message, { path, value });
    }
  }
  return new Ultrametric(tree, diameter, Int32Array.from(tree.leaves()));
}

/** Reads an ultrametric from Newick text; see {@link UltrametricBuilder}. */
export function ultrametricFromNewick(
  text: string,
  options: UltrametricNewickOptions = {},
): Ultrametric<NewickNode> {
  const owner = "ultrametric.fromNewick";
  const { tolerance } = readOptions<UltrametricNewickOptions, "tolerance">(owner, toleranceOptions, options);
  if (typeof text !== "string") {
    const message = `${owner} takes a text in Newick form, not ${show(text)}`;
    throw new MarquetryError("bad-newick", message, { value: text });
  }
  const rows = readNewick(text);
  const tree = newickTree(rows, { sort: null });
  const length = Float64Array.from({ length: tree.size }, (_, i) => rows.length[tree.source(i)]!);
  checkLengths(tree, length);
  checkDepths(tree, length, tolerance);
  const leaves = Int32Array.from(tree.leaves()).sort((a, b) => tree.source(a) - tree.source(b));
  return new Ultrametric(tree, diameters(tree, length), leaves);
}

function checkLengths(tree: WeightedTree<NewickNode>, length: Float64Array): void {
  for (let i = 1; i < tree.size; i++) {
    const value = length[i]!;
    if (value >= 0) continue;
    const path = tree.pathForMessage(i);
    const what = Number.isNaN(value) ? "has no length" : `has the length ${value}, below 0`;
    throw new MarquetryError("not-ultrametric", `the branch above ${path} ${what}`, { path, value });
  }
}

/** All leaves must be as deep as each other; the one to blame is farthest from the middle of them all. */
function checkDepths(tree: WeightedTree<NewickNode>, length: Float64Array, tolerance: number): void {
  const depth = new Float64Array(tree.size);
  for (let i = 1; i < tree.size; i++) depth[i] = depth[tree.parent[i]!]! + length[i]!;
  const leaves = [...tree.leaves()];
  const sorted = Float64Array.from(leaves, (i) => depth[i]!).sort();
  if (2 * sorted.at(-1)! === Infinity) {
    const message = "the branches together are longer than a number can hold";
    throw new MarquetryError("bad-distance", message, { value: Infinity });
  }
  const least = sorted[0]!;
  const greatest = sorted.at(-1)!;
  if (greatest - least <= tolerance * greatest) return;
  const median = sorted[sorted.length >> 1]!;
  const deviation = (i: number): number => Math.abs(depth[i]! - median);
  const worst = leaves.reduce((a, b) => (deviation(b) > deviation(a) ? b : a));
  const spread = (greatest - least) / greatest;
  const message =
    `the tree is not ultrametric: its leaves lie ${round(least)} to ${round(greatest)} below the root, a spread of ` +
    `${round(100 * spread)} % where ${round(100 * tolerance)} % is allowed; the leaf ${tree.label(worst)} lies at ` +
    `${round(depth[worst]!)}, ${round(deviation(worst))} from the median ${round(median)}`;
  throw new MarquetryError("not-ultrametric", message, { path: tree.pathForMessage(worst), value: spread });
}

function round(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** Summed from the leaves up, heights of young clusters keep all their digits. */
function diameters(tree: WeightedTree, length: Float64Array): Float64Array {
  const diameter = new Float64Array(tree.size);
  for (let i = tree.size - 1; i > 0; i--) {
    const p = tree.parent[i]!;
    diameter[p] = Math.max(diameter[p]!, diameter[i]! + 2 * length[i]!);
  }
  return diameter;
}
