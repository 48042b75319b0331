import type { AspectBudget } from "./aspect-budget.ts";
import type { Ring, RingCells, WeightedTree } from "../engine.ts";
import { eachFamily } from "../families.ts";
import { FamilyCutter } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import type { CutPlanner } from "./planner.ts";
import { RowTrial } from "./row-trial.ts";

/** Part of a family that must be leaves for rows to be worth a trial: rows take no heed of what cells are cut into. */
const MOSTLY = 0.75;

/** How a forest is cut down. */
export interface CutDownOptions {
  readonly planner: CutPlanner;
  /** Whether parts must lie in reading order. */
  readonly keepOrder?: boolean;
  /** Families of at least this many leaves, most of their children, are tried in rows, too; none by default. */
  readonly rowsFrom?: number;
  /** Has families cut anew whose cells get too thin. */
  readonly budget?: AspectBudget | null;
}

/** Lays a whole tree out along the cuts of a forest, planning those that have no normal yet. */
export function cutDown(
  tree: WeightedTree,
  cells: RingCells,
  forest: CutForest,
  { planner, keepOrder = false, rowsFrom = Infinity, budget = null }: CutDownOptions,
): void {
  const { weight, childCount } = tree;
  const cutter = new FamilyCutter(forest, planner, keepOrder);
  const trial = rowsFrom < Infinity ? new RowTrial(tree, forest, cutter) : null;
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  const depths = new Int32Array(tree.size);
  eachFamily(tree, (i, first, end) => {
    cells.open(i, room);
    const top = room.corners > 0 ? forest.top[i]! : -1;
    let filled = 0;
    let leaves = 0;
    for (let c = first; c < end; c++) {
      if (top < 0 || weight[c] === 0) {
        cells.set(c, 0, 0, room.points, 0, 0);
        continue;
      }
      filled++;
      if (childCount[c] === 0) leaves++;
    }
    if (filled > 1) budget?.review(i, room, cutter, depths[i]!);
    const isPlanned = filled > 1 && !Number.isNaN(forest.normalX[top - forest.cells]!);
    if (!isPlanned && leaves >= rowsFrom && leaves >= MOSTLY * filled)
      trial!.plan(i, room, depths[i]!, filled - 1);
    if (filled > 0) cutter.cut(room, top, cells, depths[i]!, depths);
    cells.close(i);
  });
}
