import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { Ultrametric } from "./ultrametric.ts";

/** How an ultrametric is read from a tree. */
export interface UltrametricTreeOptions<T> {
  /**
   * Height of a node above the leaves, half the distance of two leaves that meet there; leaves have 0 and are not
   * asked. By default the field `height` of the datum.
   */
  readonly height?: (datum: T, node: number) => number;
}

/** Reads an ultrametric from a tree with heights; see {@link UltrametricBuilder}. */
export function ultrametricFromTree<T>(
  tree: WeightedTree<T>,
  { height = heightField }: UltrametricTreeOptions<T> = {},
): Ultrametric<T> {
  if (typeof tree?.size !== "number" || typeof tree.leaves !== "function")
    throw new MarquetryError("bad-input", `a tree is made by weightedTree, not ${show(tree)}`, {
      value: tree,
    });
  const diameter = new Float64Array(tree.size);
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i] === 0) continue;
    const value: unknown = height(tree.data(i) as T, i);
    const path = tree.pathForMessage(i);
    if (typeof value !== "number" || !(value >= 0 && value < Infinity)) {
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

function heightField(datum: unknown): number {
  return (datum as { height?: number } | undefined)?.height as number;
}
