import {
  matchNodes,
  treeFromObjects,
  treeFromPaths,
  treeFromRows,
  type PathWeight,
  type WeightedTree,
} from "../index.ts";

/** Data of any shape that a tree can be made of: a tree, nested objects, rows that name their parents, or paths. */
export type MapData<T = unknown> =
  WeightedTree<T> | (Unmistaken & (object | Readonly<Record<string, unknown>>));

/** What data of a tree do not have, but dates, promises and functions do: these do not compile. */
interface Unmistaken {
  readonly getTime?: never;
  readonly then?: never;
  readonly apply?: never;
}

/** The tree of some data. */
export function treeOf(data: MapData, options: object): WeightedTree {
  if (isTree(data)) return data;
  if (!Array.isArray(data)) return treeFromObjects(data, options);
  if (Array.isArray(data[0])) return treeFromPaths(data as PathWeight[], options);
  return treeFromRows(data as Record<string, unknown>[], options);
}

function isTree(data: object): data is WeightedTree {
  return "firstChild" in data && "withWeights" in data;
}

/** The node of a later tree that stands for a node: the one of the same id, else that of the nearest ancestor. */
export function heir(before: WeightedTree, node: number, after: WeightedTree): number {
  for (let v = node; v > 0; v = before.parent[v]!) {
    const found = after.find(before.id(v));
    if (found >= 0) return found;
  }
  return 0;
}

/** Whether two trees are the same in all but the user's own data: in shape, weights, ids and labels. */
export function isSameTree(a: WeightedTree, b: WeightedTree): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (let i = 0; i < a.size; i++) {
    if (a.parent[i] !== b.parent[i] || a.weight[i] !== b.weight[i]) return false;
    if (a.id(i) !== b.id(i) || a.label(i) !== b.label(i)) return false;
  }
  return true;
}

/** Least part of the root's children that two trees share if one is a later state of the other. */
const LEAST_SHARED = 0.5;

/** Whether a tree looks like a later state of another, so that cells are worth keeping in place. */
export function isLaterState(before: WeightedTree, after: WeightedTree): boolean {
  const count = after.childCount[0]!;
  const shared = matchNodes(after, before)
    .subarray(1, 1 + count)
    .filter((twin) => twin >= 0).length;
  return shared > 0 && shared >= LEAST_SHARED * Math.max(count, before.childCount[0]!);
}

/** Whether a node is another or lies below it. */
export function isWithin({ parent }: WeightedTree, node: number, root: number): boolean {
  let v = node;
  while (v > root) v = parent[v]!;
  return v === root;
}
