import type { WeightedTree } from "../engine.ts";
import { CutTree } from "./cut-tree.ts";
import { FamilyCutter, type PartDivider, type PartRoom, type RingSink } from "./family-cutter.ts";
import type { CutForest, CopiedCuts } from "./forest.ts";
import { CellCost } from "./planners/part-cost.ts";
import type { CutPlanner } from "./planners/planner.ts";
import { RowPlanner } from "./rows/row-planner.ts";

/** Families of at least this many leaves are tried in rows. */
const ROWS_FROM = 24;
/** Part of a family that must be leaves for rows to be worth a trial: rows take no heed of what cells are cut into. */
const MOSTLY = 0.75;
/** Children that are left out of the rows: a last row has to take whatever shape is left. */
const TAIL = 6;
/** The same where the room is round, with more than this many corners: as many rows' worth. */
const LONG_TAIL = 3;
const ROUND = 8;
/** Rows that cost no more than this many times what squares would are taken without trying anything else. */
const GOOD_ROWS = 1.03;

/** Divides families by cuts, and those of many leaves in rows where that is fatter, unless children keep their order. */
export class GreedyDivider implements PartDivider {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #rowsFrom: number;
  readonly #cutter: FamilyCutter;
  readonly #rows: RowPlanner;
  readonly #cost: CellCost;
  readonly #leaves: CutTree = new CutTree();

  constructor(tree: WeightedTree, forest: CutForest, planner: CutPlanner, keepOrder: boolean) {
    this.#tree = tree;
    this.#forest = forest;
    this.#rowsFrom = keepOrder ? Infinity : ROWS_FROM;
    this.#cutter = new FamilyCutter(forest, planner, keepOrder);
    this.#rows = new RowPlanner(forest);
    this.#cost = new CellCost(forest);
  }

  repeat(_i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    this.#cutter.cut(room, part, sink);
    return true;
  }

  plan(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    if (this.#tree.childCount[i]! >= this.#rowsFrom) this.#tryRows(i, part, room);
    this.#cutter.cut(room, part, sink);
    return true;
  }

  /** Plans a part in rows, or as it is joined, whichever is fatter, if it has many leaves and few other children. */
  #tryRows(i: number, part: number, room: Readonly<PartRoom>): void {
    const forest = this.#forest;
    const leaves = this.#leaves;
    const places = forest.read(i, part, leaves);
    if (!this.#suitsRows()) return;
    const isRound = room.corners > ROUND;
    let best: CopiedCuts | null = null;
    let least = Infinity;
    for (const tail of isRound ? [TAIL, LONG_TAIL * Math.ceil(Math.sqrt(places.length))] : [TAIL]) {
      const known = this.#rows.plan(room, places, leaves, tail);
      if (known <= GOOD_ROWS) return;
      const cost = this.#measure(room, part);
      if (cost <= GOOD_ROWS * this.#cost.least) return;
      if (cost >= least) continue;
      least = cost;
      best = forest.copy(places);
    }
    forest.rejoin(places, leaves.join("huffman"));
    if (best && this.#measure(room, part) > least) forest.restore(best);
  }

  #suitsRows(): boolean {
    const { count, child } = this.#leaves;
    const { childCount } = this.#tree;
    let leaves = 0;
    for (let k = 0; k < count; k++) if (childCount[child[k]!] === 0) leaves++;
    return leaves >= this.#rowsFrom && leaves >= MOSTLY * count;
  }

  #measure(room: Readonly<PartRoom>, part: number): number {
    this.#cost.clear();
    this.#cutter.cut(room, part, this.#cost);
    return this.#cost.sum;
  }
}
