import type { WeightedTree } from "../index.ts";

/** The labels of a tree as they are searched: whatever the case and the accents. */
export function foldedLabels(tree: WeightedTree): string[] {
  return Array.from({ length: tree.size }, (_, i) => folded(tree.label(i)));
}

/** Nodes whose folded labels hold a text, in breadth-first order; none for "". */
export function findLabels(labels: readonly string[], text: string): number[] {
  const wanted = folded(text);
  return wanted === "" ? [] : [...labels.keys()].filter((i) => labels[i]!.includes(wanted));
}

/** A text without what a searcher need not type. */
export function folded(text: string, trims = true): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return trims ? plain.trim() : plain;
}
