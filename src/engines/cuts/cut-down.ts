import type { Ring, RingCells, WeightedTree } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";
import { FamilyCutter, type RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import type { CutPlanner } from "./planners/planner.ts";
import { RowTrial } from "./rows/row-trial.ts";

/** Part of a family that must be leaves for rows to be worth a trial: rows take no heed of what cells are cut into. */
const MOSTLY = 0.75;

/** Watches the cells of families on their way, and may have a family cut anew. */
export interface FamilyWatch extends RingSink {
  /** Begins with the family of node i, whose cells it hands on to `cells`. */
  watch(i: number, cells: RingSink): void;
  /** Whether the family of node i, whose cuts it has replaced, is to be cut once more. */
  isOverspent(i: number): boolean;
}

/** How a forest is cut down. */
export interface CutDownOptions {
  readonly planner: CutPlanner;
  /** Whether parts must lie in reading order. */
  readonly keepOrder?: boolean;
  /** Families of at least this many leaves, most of their children, are tried in rows, too; none by default. */
  readonly rowsFrom?: number;
  /** Has families cut anew whose cells get too thin. */
  readonly budget?: FamilyWatch | null;
  /** Whether to cut the family of each node; all by default. */
  readonly only?: Uint8Array | null;
}

/** Lays a whole tree out along the cuts of a forest, planning those that have no normal yet. */
export function cutDown(
  tree: WeightedTree,
  cells: RingCells,
  forest: CutForest,
  { planner, keepOrder = false, rowsFrom = Infinity, budget = null, only = null }: CutDownOptions,
): void {
  const cutter = new FamilyCutter(forest, planner, keepOrder);
  const trial = rowsFrom < Infinity ? new RowTrial(tree, forest, cutter) : null;
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  const depths = new Int32Array(tree.size);

  /** Cuts the family of node i: in rows if that is fatter, unless its cuts are known already. */
  function cutFamily(i: number, top: number, sink: RingSink): void {
    const isPlanned = top < forest.cells || !Number.isNaN(forest.normalX[top - forest.cells]!);
    if (!isPlanned && trial && suitsRows(tree, i, rowsFrom)) trial.plan(i, room, depths[i]!);
    cutter.cut(room, top, sink, depths[i]!, depths);
  }

  eachFamily(tree, (i, first, end) => {
    if (only && only[i] !== 1) return;
    cells.open(i, room);
    const top = room.corners > 0 ? forest.top[i]! : -1;
    for (let c = first; c < end; c++) {
      if (top < 0 || tree.weight[c] === 0) cells.set(c, 0, 0, room.points, 0, 0);
    }
    if (top >= 0 && budget) {
      budget.watch(i, cells);
      cutFamily(i, top, budget);
      if (budget.isOverspent(i)) cutFamily(i, top, cells);
    } else if (top >= 0) cutFamily(i, top, cells);
    cells.close(i);
  });
}

/** Whether a family has many leaves, and few other children. */
function suitsRows({ firstChild, childCount, weight }: WeightedTree, i: number, rowsFrom: number): boolean {
  const first = firstChild[i]!;
  const end = first + childCount[i]!;
  if (end - first < rowsFrom) return false;
  let leaves = 0;
  let filled = 0;
  for (let c = first; c < end; c++) {
    if (weight[c] === 0) continue;
    filled++;
    if (childCount[c] === 0) leaves++;
  }
  return leaves >= rowsFrom && leaves >= MOSTLY * filled;
}
