import type { WeightedTree } from "../model/weighted-tree.ts";

/**
 * Parts a tree into clades of many leaves: the clade with most leaves is split into its children, again and again,
 * as long as there are no more than `most`. Returns the clade of each node, numbered in breadth-first order; −1
 * above all clades.
 */
export function cladesOf({ size, parent, firstChild, childCount }: WeightedTree, most: number): Int32Array {
  const leaves = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i] === 0) leaves[i] = 1;
    if (i > 0) leaves[parent[i]!]! += leaves[i]!;
  }
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
