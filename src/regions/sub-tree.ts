import { WeightedTree } from "../model/weighted-tree.ts";

/** Part of an island below which the room left on it is rounding. */
const ROUNDING = 1e-12;

/** A tree of some nodes of another, and the node of each of its nodes, −1 for one that is not of it. */
export interface SubTree {
  readonly below: WeightedTree;
  readonly numbers: readonly number[];
}

/** Some siblings, with all below them if it is to be deep, as a tree of their own. */
export function treeOf(tree: WeightedTree, siblings: ArrayLike<number>, isDeep: boolean): SubTree {
  const { firstChild, childCount, weight, parent } = tree;
  const childrenOf = (node: number): number[] =>
    Array.from({ length: isDeep ? childCount[node]! : 0 }, (_, c) => firstChild[node]! + c);
  return buildTree(tree, parent[siblings[0]!]!, Array.from(siblings), childrenOf, (node) => weight[node]!);
}

/** What of a tree lies on an island, and a leaf for the room that is left there. */
export function treeOn(tree: WeightedTree, island: Int32Array, k: number, room: number): SubTree {
  const { size, firstChild, childCount, parent } = tree;
  /** Weight of each node on the island. */
  const weight = new Float64Array(size);
  const isOn = new Uint8Array(size);
  for (let i = 0; i < size; i++) isOn[i] = island[i] === k || (i > 0 && isOn[parent[i]!] === 1) ? 1 : 0;
  for (let i = size - 1; i >= 0; i--) {
    if (isOn[i] === 1) weight[i] = tree.weight[i]!;
    if (i > 0 && (isOn[i] === 0 || isOn[parent[i]!] === 0)) weight[parent[i]!]! += weight[i]!;
  }
  const rest = room - weight[0]!;
  const childrenOf = (node: number): number[] =>
    Array.from({ length: node < 0 ? 0 : childCount[node]! }, (_, c) => firstChild[node]! + c).filter(
      (c) => weight[c]! > 0,
    );
  const top = weight[0]! > 0 ? childrenOf(0) : [];
  if (top.length > 0 && rest > ROUNDING * room) top.push(-1);
  return buildTree(tree, 0, top, childrenOf, (node) => (node < 0 ? rest : weight[node]!));
}

function buildTree(
  tree: WeightedTree,
  root: number,
  top: readonly number[],
  childrenOf: (node: number) => readonly number[],
  weightOf: (node: number) => number,
): SubTree {
  const numbers = [root];
  const parent = [-1];
  const firstChild: number[] = [];
  const childCount: number[] = [];
  for (let k = 0; k < numbers.length; k++) {
    const children = k === 0 ? top : childrenOf(numbers[k]!);
    firstChild[k] = numbers.length;
    childCount[k] = children.length;
    for (const child of children) {
      numbers.push(child);
      parent.push(k);
    }
  }
  const weight = Float64Array.from(numbers, weightOf);
  weight[0] = top.reduce((sum, node) => sum + weightOf(node), 0);
  const { id, label, data } = tree.lookup;
  const source = Int32Array.from(numbers, (node) => (node < 0 ? -1 : tree.source(node)));
  const below = new WeightedTree(
    {
      parent: Int32Array.from(parent),
      firstChild: Int32Array.from(firstChild),
      childCount: Int32Array.from(childCount),
      weight,
      source,
    },
    { id, label, data },
  );
  return { below, numbers };
}
