import type { WeightedTree } from "./weighted-tree.ts";

/** Stands for the partner of a node that the other tree does not have. */
export const NO_PARTNER = -1;

/**
 * The partner of each node of `before` among the nodes of `after`: the one of the same id, or −1.
 *
 * Trees that share their structure are matched node by node. Ids that occur more than once are paired off in
 * breadth-first order, the first with the first.
 */
export function matchNodes(before: WeightedTree, after: WeightedTree): Int32Array {
  const partner = new Int32Array(before.size);
  if (before.parent === after.parent) {
    for (let i = 0; i < before.size; i++) partner[i] = i;
    return partner;
  }
  // For each id its first node not yet taken; `next` leads on to the others of that id.
  const first = new Map<string, number>();
  const next = new Int32Array(after.size);
  for (let j = after.size - 1; j >= 0; j--) {
    const id = after.id(j);
    next[j] = first.get(id) ?? NO_PARTNER;
    first.set(id, j);
  }
  for (let i = 0; i < before.size; i++) {
    const id = before.id(i);
    const j = first.get(id) ?? NO_PARTNER;
    partner[i] = j;
    if (j !== NO_PARTNER) first.set(id, next[j]!);
  }
  return partner;
}
