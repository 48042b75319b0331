import { MarquetryError } from "../errors.ts";
import { newickTree, type NewickNode } from "../model/newick.ts";
import { readNewick } from "../model/newick-text.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { checkTolerance, DEPTH_TOLERANCE } from "./tolerance.ts";
import { Ultrametric } from "./ultrametric.ts";

/** How an ultrametric is read from Newick text. */
export interface UltrametricNewickOptions {
  /** How far the depths of two leaves may differ, relative to the greatest; 1e-6 by default. */
  readonly tolerance?: number;
}

/** Reads an ultrametric from Newick text; see {@link UltrametricBuilder}. */
export function ultrametricFromNewick(
  text: string,
  { tolerance = DEPTH_TOLERANCE }: UltrametricNewickOptions = {},
): Ultrametric<NewickNode> {
  checkTolerance(tolerance);
  const rows = readNewick(text);
  const tree = newickTree(rows, { sort: null });
  const length = Float64Array.from({ length: tree.size }, (_, i) => rows.length[tree.source(i)]!);
  checkLengths(tree, length);
  checkDepths(tree, length, tolerance);
  return new Ultrametric(tree, diameters(tree, length), leavesInOrder(tree));
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

function leavesInOrder(tree: WeightedTree): Int32Array {
  return Int32Array.from(tree.leaves()).sort((a, b) => tree.source(a) - tree.source(b));
}
