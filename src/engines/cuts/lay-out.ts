import type { EarlierLayout, Ring, RingCells, WeightedTree } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";
import { carryOver, type CutMemory } from "./carry-over.ts";
import type { Joining } from "./cut-tree.ts";
import type { PartDivider } from "./family-cutter.ts";
import { CutForest } from "./forest.ts";
import { repeatFamilies } from "./repair.ts";

/**
 * Lays a tree out along a forest of cuts, that of an earlier layout as far as it goes.
 *
 * @param makeDivider - makes what divides the families of a forest
 * @returns also the nodes whose families had to be divided in a makeshift way
 */
export function layOutByCuts(
  tree: WeightedTree,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory> | undefined,
  joining: Joining,
  makeDivider: (forest: CutForest) => PartDivider,
): CutMemory & { readonly fallbacks: Int32Array } {
  const forest = earlier ? carryOver(earlier, tree, joining) : CutForest.build(tree, joining);
  const divider = makeDivider(forest);
  const repeat = earlier && repeatFamilies(tree, cells, forest, earlier, joining, divider);
  const fallbacks: number[] = [];
  eachRoom(tree, cells, forest, (i, top, room) => {
    const isSound = repeat ? repeat(i, top, room) : divider.plan(i, top, room, cells);
    if (!isSound) fallbacks.push(i);
  });
  return { forest: forest.memory, fallbacks: Int32Array.from(fallbacks) };
}

/**
 * Opens the room of each family in turn and has it divided, if any of its children weighs anything; those without
 * weight get empty cells.
 *
 * @param only - whether to do so for each node; for all by default
 */
export function eachRoom(
  tree: WeightedTree,
  cells: RingCells,
  forest: CutForest,
  divide: (i: number, top: number, room: Ring) => void,
  only?: Uint8Array,
): void {
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  eachFamily(tree, (i, first, end) => {
    if (only && only[i] !== 1) return;
    cells.open(i, room);
    const top = room.corners > 0 ? forest.top[i]! : -1;
    for (let c = first; c < end; c++) {
      if (top < 0 || tree.weight[c] === 0) cells.set(c, 0, 0, room.points, 0, 0);
    }
    if (top >= 0) divide(i, top, room);
    cells.close(i);
  });
}
