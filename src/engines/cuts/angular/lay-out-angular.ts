import type { EarlierLayout, RingCells, WeightedTree } from "../../engine.ts";
import { carryOver, type CutMemory } from "../carry-over.ts";
import { CutTree } from "../cut-tree.ts";
import { FamilyCutter, type RingSink } from "../family-cutter.ts";
import { CutForest } from "../forest.ts";
import { eachRoom } from "../lay-out.ts";
import { watchThinCells } from "../thin-cells.ts";
import type { Steps } from "../../steps.ts";
import { AngularPlanner } from "./angular-planner.ts";
import { angularRepair } from "./angular-repair.ts";
import { LopsidedCount } from "./lopsided-count.ts";
import { prove } from "./proven-bound.ts";

/**
 * Lays a tree out by the cuts that the proof allows.
 *
 * Of an earlier layout all cuts are kept at first. Where a cell then exceeds what is proven for the new tree, as
 * little as possible is cut anew: see docs/angular-bound.md.
 */
export function* layOutByAngularCuts(
  tree: WeightedTree,
  ring: Float64Array,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory> | undefined,
): Steps<CutMemory> {
  const built = CutForest.build(tree, "huffman");
  const { guarantee, promised, limitOf } = prove(tree, ring, 0, built);
  if (!earlier) {
    const cutter = new FamilyCutter(built, new AngularPlanner(guarantee, promised));
    yield* eachRoom(tree, cells, built, (_i, top, room) => cutter.cut(room, top, cells));
    return { forest: built.memory };
  }
  const forest = carryOver(earlier, tree, "huffman");
  const counted = LopsidedCount.keep(forest, promised);
  const family = new CutTree();
  for (let i = 0; i < tree.size; i++) {
    if (forest.isPlanned(forest.top[i]!)) continue;
    // A family that is all new is cut as the proof has it.
    forest.joinAnew(i, forest.top[i]!, "huffman", family);
    counted.begin(i, promised.stateOf(i));
    counted.handDown(forest, i);
  }
  const isProven = cells.padding.none && !earlier.keepsAll;
  const isLimited = !isProven || earlier.maxAspectGrowth < Infinity;
  const watch = watchThinCells(isLimited ? earlier : null, isProven ? limitOf : null);
  const cutter = new FamilyCutter(forest, new AngularPlanner(guarantee, counted));
  const wrong = new Uint8Array(tree.size);
  const sink: RingSink = {
    set(i, x, y, points, from, corners) {
      cells.set(i, x, y, points, from, corners);
      wrong[i] = watch(i, points, from, corners);
    },
  };
  yield* eachRoom(tree, cells, forest, (_i, top, room) => cutter.cut(room, top, sink));
  // Where the proof can begin again shows only when all cells are known.
  if (wrong.some((what) => what !== 0)) {
    const anew = angularRepair(tree, forest, { guarantee, promised, isProven, watch }, cells, wrong, counted);
    // With padding, what lies below a cell moves with it.
    const some = cells.padding.none ? anew : undefined;
    yield* eachRoom(tree, cells, forest, (_i, top, room) => cutter.cut(room, top, cells), some);
  }
  return { forest: forest.memory };
}
