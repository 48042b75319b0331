import type { WeightedTree } from "../index.ts";

/** Finds nodes by their labels. What is searched is made on the first search, and kept for the tree. */
export class SearchIndex {
  readonly #tree: WeightedTree;
  #labels: string[] | undefined;

  constructor(tree: WeightedTree) {
    this.#tree = tree;
  }

  /** Nodes whose labels hold the text, whatever the case and the accents, in breadth-first order; none for "". */
  find(text: string): number[] {
    const wanted = folded(text);
    if (wanted === "") return [];
    const tree = this.#tree;
    this.#labels ??= Array.from({ length: tree.size }, (_, i) => folded(tree.label(i)));
    const found: number[] = [];
    for (const [i, label] of this.#labels.entries()) if (label.includes(wanted)) found.push(i);
    return found;
  }
}

/** A text without what a searcher need not type. */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
