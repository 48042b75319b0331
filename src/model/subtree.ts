import { MarquetryError, show } from "../errors.ts";
import { checkTree } from "./check-tree.ts";
import { WeightedTree } from "./weighted-tree.ts";

/**
 * A node and all below it as a tree of its own, with the same data, labels and ids; where nodes have none, their ids
 * are paths that begin at the node.
 *
 * The order of nodes stays: each level of the subtree is a run of nodes of the tree. Time: linear in the subtree.
 *
 * @param root - number of the node
 * @throws MarquetryError `bad-input` if it is no tree, `bad-node`
 * @example
 * const files = weightedTree.fromPaths([["src/a.ts", 2], ["src/b.ts", 1], ["README.md", 1]]);
 * layout(subtree(files, files.find("src")), { engine: squarify(), container: [960, 600] });
 */
export function subtree<T>(tree: WeightedTree<T>, root: number): WeightedTree<T> {
  checkTree("subtree", tree);
  if (!Number.isInteger(root) || root < 0 || root >= tree.size) {
    const message = `subtree: no node ${show(root)}: the tree has nodes 0 to ${tree.size - 1}`;
    throw new MarquetryError("bad-node", message, { value: root });
  }
  if (root === 0) return tree;
  const nodes = nodesBelow(tree, root);
  const size = nodes.length;
  const firstChild = new Int32Array(size);
  const parent = new Int32Array(size).fill(-1);
  const source = new Int32Array(size);
  // Children come in the order of their parents, so each family begins where the one before ends.
  for (let k = 0, next = 1; k < size; k++) {
    const count = tree.childCount[nodes[k]!]!;
    source[k] = tree.source(nodes[k]!);
    firstChild[k] = next;
    parent.fill(k, next, next + count);
    next += count;
  }
  const childCount = nodes.map((node) => tree.childCount[node]!);
  const weight = Float64Array.from(nodes, (node) => tree.weight[node]!);
  const { id, label, data, lazy } = tree.lookup;
  return new WeightedTree({ parent, firstChild, childCount, weight, source }, { id, label, data, lazy });
}

/** The numbers of a node and all below it, level by level, as its subtree numbers them. */
export function nodesBelow({ firstChild, childCount }: WeightedTree, root: number): Int32Array {
  const nodes: number[] = [];
  for (let [low, high] = [root, root + 1]; low < high;) {
    for (let i = low; i < high; i++) nodes.push(i);
    const last = high - 1;
    low = firstChild[low]!;
    high = firstChild[last]! + childCount[last]!;
  }
  return Int32Array.from(nodes);
}

/** The number of leaves in each node: 1 for a leaf. */
export function leafCounts({
  size,
  parent,
  childCount,
}: Pick<WeightedTree, "size" | "parent" | "childCount">): Int32Array {
  const leaves = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i] === 0) leaves[i] = 1;
    if (i > 0) leaves[parent[i]!]! += leaves[i]!;
  }
  return leaves;
}
