import type { Ring, WeightedTree } from "../../engine.ts";
import { CellCost } from "../planners/cell-cost.ts";
import type { FamilyCutter } from "../family-cutter.ts";
import { FamilyJoiner } from "../family-joiner.ts";
import type { CutForest, FamilyCuts } from "../forest.ts";
import { RowPlanner } from "./rows.ts";

/** Children that are left out of the rows: a last row has to take whatever shape is left. */
const TAIL = 6;
/** The same where the room is round, with more than this many corners: as many rows' worth. */
const LONG_TAIL = 3;
const ROUND = 8;
/** Rows that cost no more than this many times what squares would are taken without trying anything else. */
const GOOD_ROWS = 1.03;

/** Tries whether a family is better off in rows than along the cuts the forest has for it, and keeps the better. */
export class RowTrial {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #cutter: FamilyCutter;
  readonly #rows: RowPlanner;
  readonly #cost: CellCost;
  readonly #joiner: FamilyJoiner;

  constructor(tree: WeightedTree, forest: CutForest, cutter: FamilyCutter) {
    this.#joiner = new FamilyJoiner(tree, "huffman");
    this.#tree = tree;
    this.#forest = forest;
    this.#cutter = cutter;
    this.#rows = new RowPlanner(forest);
    this.#cost = new CellCost(forest);
  }

  /** Leaves the cuts of the family of node i, of at least two children with weight, planned. */
  plan(i: number, room: Readonly<Ring>, cutsBefore: number): void {
    const { firstChild, childCount, weight } = this.#tree;
    const top = this.#forest.top[i]!;
    const first = firstChild[i]!;
    const cuts = this.#forest.cutsIn(i);
    let best: FamilyCuts | null = null;
    let least = Infinity;
    const isRound = room.corners > ROUND;
    for (const tail of isRound ? [TAIL, LONG_TAIL * Math.ceil(Math.sqrt(cuts))] : [TAIL]) {
      const known = this.#rows.plan(room, top, weight, first, first + childCount[i]!, tail);
      if (known <= GOOD_ROWS) return;
      const cost = this.#run(room, top, cutsBefore);
      if (cost <= GOOD_ROWS * this.#cost.least) return;
      if (cost >= least) continue;
      least = cost;
      best = this.#forest.copyCuts(top, cuts);
    }
    this.#forest.replace(i, this.#joiner.join(i));
    if (best && this.#run(room, top, cutsBefore) > least) this.#forest.pasteCuts(top, best);
  }

  #run(room: Readonly<Ring>, top: number, cutsBefore: number): number {
    this.#cost.clear();
    this.#cutter.cut(room, top, this.#cost, cutsBefore);
    return this.#cost.sum;
  }
}
