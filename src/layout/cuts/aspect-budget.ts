import { diameterSquared } from "../../geometry/diameter.ts";
import { ringArea } from "../../geometry/ring.ts";
import type { RepeatOptions, Ring, WeightedTree } from "../engine.ts";
import { FamilyJoiner, type Joining } from "./family-joiner.ts";
import type { FamilyCutter, RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";

/** An earlier cell fatter than this counts as if it were this fat: from a square, any change is for the worse. */
const FAT = 2.5;

/**
 * Watches over the aspect ratios of a repeated layout, and has the families cut anew in which a cell has become
 * too much thinner than it was. What lies below such a family is cut anew too: its cells have new shapes.
 */
export class AspectBudget implements RingSink {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #joiner: FamilyJoiner;
  readonly #match: Int32Array;
  readonly #options: RepeatOptions;
  readonly #ring: Float64Array;
  /** Whether each node's family was cut anew. */
  readonly #anew: Uint8Array;
  #overspent = false;

  /** @param match - the node of the earlier tree that each node continues, or −1 */
  constructor(
    tree: WeightedTree,
    forest: CutForest,
    joining: Joining,
    match: Int32Array,
    options: RepeatOptions,
  ) {
    this.#match = match;
    this.#tree = tree;
    this.#forest = forest;
    this.#joiner = new FamilyJoiner(tree, joining);
    this.#options = options;
    this.#ring = new Float64Array(2 * options.before.mostCorners);
    this.#anew = new Uint8Array(tree.size);
  }

  /** Forgets the cuts of the family of node i if they would overspend in this room; says whether it did. */
  review(i: number, room: Readonly<Ring>, cutter: FamilyCutter, cutsBefore: number): boolean {
    const parent = this.#tree.parent[i]!;
    this.#overspent = parent >= 0 && this.#anew[parent] === 1;
    if (!this.#overspent) cutter.cut(room, this.#forest.top[i]!, this, cutsBefore);
    if (!this.#overspent) return false;
    this.#anew[i] = 1;
    this.#forest.replace(i, this.#joiner.join(i));
    return true;
  }

  set(i: number, _x: number, _y: number, points: Float64Array, from: number, corners: number): void {
    const { before, maxAspectGrowth } = this.#options;
    const earlier = this.#match[i]!;
    const known = earlier >= 0 ? before.ring(earlier, this.#ring) : 0;
    const was = known > 0 ? aspectRatio(this.#ring, 0, known) : FAT;
    if (aspectRatio(points, from, corners) > maxAspectGrowth * Math.max(was, FAT)) this.#overspent = true;
  }
}

function aspectRatio(points: Float64Array, from: number, corners: number): number {
  return diameterSquared(points, from, corners) / ringArea(points, from, corners);
}
