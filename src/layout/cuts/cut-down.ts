import type { Ring, RingCells, WeightedTree } from "../engine.ts";
import { eachFamily } from "../families.ts";
import { FamilyCutter } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import type { CutPlanner } from "./planner.ts";

/** Lays a whole tree out along the cuts of a forest, planning those that have no normal yet. */
export function cutDown(
  tree: WeightedTree,
  cells: RingCells,
  forest: CutForest,
  planner: CutPlanner,
  keepOrder: boolean,
): void {
  const cutter = new FamilyCutter(forest, planner, keepOrder);
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  const depths = new Int32Array(tree.size);
  eachFamily(tree, (i, first, end) => {
    cells.open(i, room);
    const filled = room.corners > 0 && forest.top[i]! >= 0;
    for (let c = first; c < end; c++) {
      if (!filled || tree.weight[c] === 0) cells.set(c, 0, 0, room.points, 0, 0);
    }
    if (filled) cutter.cut(room, forest.top[i]!, cells, depths[i]!, depths);
    cells.close(i);
  });
}
