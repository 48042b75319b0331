import type { EarlierLayout, Region, RingCells, WeightedTree } from "../engine.ts";
import { carryOver, type CutMemory } from "./carry-over.ts";
import { Draft } from "./draft.ts";
import { layOutFattest, type MakeDivider } from "./fattest.ts";
import { CutForest } from "./forest.ts";
import { rowDivider } from "./greedy-divider.ts";
import { KeptLimits, measureCells } from "./keep-limits.ts";
import { divideAlong, eachRoom } from "./lay-out.ts";
import { squarifiedMean } from "./squarified-mean.ts";
import type { Steps } from "../steps.ts";

/** Directions that a cell may have beyond those that `angular` allows: hardly any layout has more. */
export const SPARE_DIRECTIONS = 1;
/** Trees of up to so many nodes with weight are compared with rectangles: larger ones have cells enough to even out. */
const FEW = 3000;

/**
 * Lays a tree out, and keeps the limits of its cells where some are promised.
 *
 * @param ways - ways of dividing from the fastest to the one that is asked for, none of which may be fatter than it
 */
export function* layOutGreedily(
  tree: WeightedTree,
  region: Region,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory> | undefined,
  ways: readonly MakeDivider[],
  keepOrder: boolean,
  spare: number = SPARE_DIRECTIONS,
): Steps<CutMemory> {
  const joining = keepOrder ? "halves" : "huffman";
  const isPromised = !keepOrder && cells.padding.none && earlier?.keepsAll !== true;
  const limits = isPromised ? new KeptLimits(tree, region.ring, spare) : null;
  const makeDivider = ways.at(-1)!;
  if (earlier) {
    const forest = carryOver(earlier, tree, joining);
    const { isAllAnew } = yield* divideAlong(forest, tree, cells, earlier, joining, makeDivider(forest));
    if (!isAllAnew) {
      limits?.keep(cells, forest, measureCells(cells, tree.size, limits.least), cells);
      return { forest: forest.memory };
    }
  }
  const hasRival = !keepOrder && region.isBox && cells.padding.none && countFilled(tree) <= FEW;
  const rival = hasRival
    ? { mean: squarifiedMean(tree, region.x1 - region.x0, region.y1 - region.y0), way: rowDivider }
    : null;
  let first: Draft | undefined;
  if (ways.length === 1) {
    const forest = CutForest.build(tree, joining);
    yield* divideAlong(forest, tree, cells, undefined, joining, makeDivider(forest));
    let asp = limits || rival ? measureCells(cells, tree.size, rival ? 0 : limits?.least) : null;
    if (asp && limits?.keep(cells, forest, asp, cells)) asp = measureCells(cells, tree.size);
    if (!rival || meanOfLeaves(tree, asp!) <= rival.mean) return { forest: forest.memory };
    first = new Draft(tree, cells, forest, asp!, joining, limits);
  }
  const make = (): Draft => Draft.begin(tree, region, cells, joining, limits);
  const best = yield* layOutFattest(tree, ways, make, rival, first);
  const { forest } = best;
  if (best === first) return { forest: forest.memory };
  const divider = makeDivider(forest);
  yield* eachRoom(tree, cells, forest, (i, top, room) => divider.repeat(i, top, room, cells));
  return { forest: forest.memory };
}

function meanOfLeaves({ size, childCount }: WeightedTree, asp: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < size; i++) {
    if (childCount[i]! > 0 || asp[i] === 0) continue;
    sum += asp[i]!;
    count++;
  }
  return sum / count;
}

function countFilled({ size, weight }: WeightedTree): number {
  let filled = 0;
  for (let i = 0; i < size; i++) if (weight[i]! > 0) filled++;
  return filled;
}
