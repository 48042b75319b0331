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
export class LabelsAhead {
  readonly #tree: WeightedTree;
  #labels: string[] = [];
  #from = -1;

  constructor(tree: WeightedTree) {
    this.#tree = tree;
  }

  of(node: number): string {
    const ahead = this.#labels.length;
    const place = node - this.#from;
    if (!(place >= 0 && place < ahead)) {
      const count = place === ahead ? Math.min(2 * ahead, MOST_AHEAD, this.#tree.size - node) : 1;
      this.#from = node;
      this.#labels.length = 0;
      for (let k = 0; k < count; k++) this.#labels.push(this.#tree.label(node + k));
    }
    return this.#labels[node - this.#from]!;
  }
}
