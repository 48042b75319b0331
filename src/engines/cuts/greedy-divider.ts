import type { WeightedTree } from "../engine.ts";
import { CutTree } from "./cut-tree.ts";
import { FamilyCutter, type PartDivider, type PartRoom, type RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { CellCost } from "./planners/part-cost.ts";
import { GreedyPlanner } from "./planners/greedy-planner.ts";
import type { CutPlanner } from "./planners/planner.ts";
import { rowPlanner, type PlanRows } from "./rows/row-planner.ts";

/** Families of at least this many leaves are tried in rows. */
const ROWS_FROM = 24;
/** Children that differ by no more than this factor are alike. */
const ALIKE = 1.3;
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
export function greedyDivider(
  { childCount, firstChild, weight }: WeightedTree,
  forest: CutForest,
  planner: CutPlanner,
  keepOrder: boolean,
): PartDivider {
  const cutter = new FamilyCutter(forest, planner, keepOrder);
  const cost = new CellCost(forest);
  // Small trees have no family that suits rows.
  let leaves: CutTree;
  let planRows: PlanRows | undefined;

  function repeat(_i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    cutter.cut(room, part, sink);
    return true;
  }

  function plan(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    if (!keepOrder && (childCount[i]! >= ROWS_FROM || (childCount[i]! > 2 && areAlike(i)))) {
      tryRows(i, part, room);
    }
    return repeat(i, part, room, sink);
  }

  /** Plans a part in rows, or as it is joined, whichever is fatter, if it has many leaves and few other children. */
  function tryRows(i: number, part: number, room: Readonly<PartRoom>): void {
    const places = forest.read(i, part, (leaves ??= new CutTree()));
    const isAlike = areAlike(i);
    if (!isAlike && !suitsRows()) return;
    const isRound = room.corners > ROUND;
    const tails = isAlike || room.corners === 4 ? [0, TAIL] : [TAIL];
    if (isRound) tails.push(LONG_TAIL * Math.ceil(Math.sqrt(places.length)));
    let restoreBest: (() => void) | null = null;
    let least = Infinity;
    planRows ??= rowPlanner(forest);
    for (const tail of tails) {
      const known = planRows(room, places, leaves, tail);
      if (known <= GOOD_ROWS) return;
      const sum = measure(room, part);
      if (sum <= GOOD_ROWS * cost.least) return;
      if (sum >= least) continue;
      least = sum;
      restoreBest = forest.remember(places);
    }
    forest.rejoin(places, leaves.join("huffman"));
    if (restoreBest && measure(room, part) > least) restoreBest();
  }

  /** Whether all children of a node are leaves of about the same weight, which rows hold as well as a grid. */
  function areAlike(i: number): boolean {
    const [first, end] = [firstChild[i]!, firstChild[i]! + childCount[i]!];
    let least = Infinity;
    let most = 0;
    for (let c = first; c < end; c++) {
      if (childCount[c]! > 0) return false;
      if (weight[c]! < least) least = weight[c]!;
      if (weight[c]! > most) most = weight[c]!;
    }
    return most <= ALIKE * least;
  }

  function suitsRows(): boolean {
    const { count, child } = leaves;
    let ends = 0;
    for (let k = 0; k < count; k++) if (childCount[child[k]!] === 0) ends++;
    return ends >= ROWS_FROM && ends >= MOSTLY * count;
  }

  function measure(room: Readonly<PartRoom>, part: number): number {
    cost.clear();
    cutter.cut(room, part, cost);
    return cost.sum;
  }

  return { plan, repeat };
}

/** Divides every family in rows, to the last one. */
export function rowDivider(forest: CutForest): PartDivider {
  const cutter = new FamilyCutter(forest, GreedyPlanner.shared);
  const planRows = rowPlanner(forest);
  const leaves = new CutTree();
  return {
    plan(i, part, room, sink) {
      const places = forest.read(i, part, leaves);
      if (places.length > 0) planRows(room, places, leaves, 0);
      cutter.cut(room, part, sink);
      return true;
    },
    repeat(_i, part, room, sink) {
      cutter.cut(room, part, sink);
      return true;
    },
  };
}
