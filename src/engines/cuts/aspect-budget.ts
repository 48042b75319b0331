import type { EarlierLayout, WeightedTree } from "../engine.ts";
import { FamilyJoiner, type Joining } from "./family-joiner.ts";
import type { RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { GrowthLimit } from "./growth-limit.ts";

/**
 * Watches over the aspect ratios of a repeated layout while it is handed to the cells, and has the families cut
 * anew in which a cell has become too much thinner than it was. What lies below such a family is cut anew too:
 * its cells have new shapes.
 */
export class AspectBudget implements RingSink {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #joiner: FamilyJoiner;
  readonly #limit: GrowthLimit;
  /** Whether each node's family was cut anew. */
  readonly #anew: Uint8Array;
  #cells: RingSink | undefined;
  #overspent = false;

  constructor(tree: WeightedTree, forest: CutForest, joining: Joining, earlier: EarlierLayout) {
    this.#tree = tree;
    this.#forest = forest;
    this.#joiner = new FamilyJoiner(tree, joining);
    this.#limit = new GrowthLimit(earlier);
    this.#anew = new Uint8Array(tree.size);
  }

  /** Begins with the family of node i, whose cells go on to `cells`. If its parent's was cut anew, so will it be. */
  watch(i: number, cells: RingSink): void {
    const parent = this.#tree.parent[i]!;
    this.#cells = cells;
    this.#overspent = false;
    if (parent >= 0 && this.#anew[parent] === 1) this.#forget(i);
  }

  /** Whether a cell of the family of node i has become too thin; if so, forgets its cuts. */
  isOverspent(i: number): boolean {
    if (!this.#overspent || this.#anew[i] === 1) return false;
    this.#forget(i);
    return true;
  }

  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    this.#cells!.set(i, x, y, points, from, corners);
    if (this.#limit.isExceeded(i, points, from, corners)) this.#overspent = true;
  }

  #forget(i: number): void {
    this.#anew[i] = 1;
    this.#forest.replace(i, this.#joiner.join(i));
  }
}
