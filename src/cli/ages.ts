import type { WeightedTree } from "../index.ts";

const DAY = 86_400_000;

/** How old files are in days, by node; of a folder, its newest file. */
export function agesOf(tree: WeightedTree, modified: ArrayLike<number>, now: number): Float64Array {
  const ages = new Float64Array(tree.size).fill(Infinity);
  for (let i = tree.size - 1; i >= 0; i--) {
    if (tree.childCount[i] === 0) {
      const time = tree.isRemainder(i) ? NaN : modified[tree.source(i)]!;
      if (!Number.isNaN(time)) ages[i] = Math.max(0, (now - time) / DAY);
    }
    if (i > 0) ages[tree.parent[i]!] = Math.min(ages[tree.parent[i]!]!, ages[i]!);
  }
  // An empty folder has no age of its own.
  return ages.map((age) => (age === Infinity ? 0 : age));
}
