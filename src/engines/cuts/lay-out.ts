import type { EarlierLayout, Ring, RingCells, WeightedTree } from "../engine.ts";
import { carryOver, type CutMemory } from "./carry-over.ts";
import type { Joining } from "./cut-tree.ts";
import type { PartDivider, RingSink } from "./family-cutter.ts";
import { CutForest } from "./forest.ts";
import { repeatFamilies } from "./repair.ts";
import { Stride, type Steps } from "../steps.ts";

/**
 * Lays a tree out along a forest of cuts, that of an earlier layout as far as it goes.
 *
 * @param makeDivider - makes what divides the families of a forest
 * @returns also the nodes whose families had to be divided in a makeshift way
 */
export function* layOutByCuts(
  tree: WeightedTree,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory> | undefined,
  makeDivider: (forest: CutForest) => PartDivider,
): Steps<CutMemory & { readonly fallbacks: Int32Array }> {
  const forest = earlier ? carryOver(earlier, tree, "huffman") : CutForest.build(tree, "huffman");
  const divider = makeDivider(forest);
  const { fallbacks } = yield* divideAlong(forest, tree, cells, earlier, "huffman", divider);
  return { forest: forest.memory, fallbacks };
}

/**
 * Divides all families along a forest.
 *
 * @returns those that had to be divided in a makeshift way, and whether nothing is left of the earlier layout
 */
export function* divideAlong(
  forest: CutForest,
  tree: WeightedTree,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory> | undefined,
  joining: Joining,
  divider: PartDivider,
): Steps<{ fallbacks: Int32Array; isAllAnew: boolean }> {
  const isAnew = new Uint8Array(earlier ? tree.size : 0);
  const repeat = earlier && repeatFamilies(tree, cells, forest, earlier, joining, divider, isAnew);
  const fallbacks: number[] = [];
  yield* eachRoom(tree, cells, forest, (i, top, room) => {
    const isSound = repeat ? repeat(i, top, room) : divider.plan(i, top, room, cells);
    if (!isSound) fallbacks.push(i);
  });
  const first = tree.firstChild[0]!;
  const isAllAnew = isAnew
    .subarray(first, first + tree.childCount[0]!)
    .every((is, k) => is === 1 || tree.weight[first + k] === 0);
  return { fallbacks: Int32Array.from(fallbacks), isAllAnew };
}

/** Numbers of the usual room: a quadrangle. */
const USUAL_ROOM = 8;

/**
 * Opens the room of each family in turn and has it divided, if any of its children weighs anything; those without
 * weight get empty cells.
 *
 * @param only - whether to do so for each node; for all by default
 */
export function* eachRoom(
  tree: WeightedTree,
  cells: RingCells,
  forest: CutForest,
  divide: (i: number, top: number, room: Ring) => void,
  only?: Uint8Array,
): Steps<void> {
  const { size, childCount } = tree;
  const room: Ring = { corners: 0, points: new Float64Array(USUAL_ROOM) };
  const stride = new Stride();
  for (let i = 0; i < size; i++) {
    const children = childCount[i]!;
    if (children === 0 || (only && only[i] === 0)) continue;
    divideRoom(tree, cells, forest, i, room, divide, cells);
    if (stride.isOver(children)) yield;
  }
}

/**
 * Opens the room of one family and has it divided, if any of its children weighs anything.
 *
 * @param sink - gets the empty cells of children without weight
 */
export function divideRoom(
  { firstChild, childCount, weight }: WeightedTree,
  cells: RingCells,
  forest: CutForest,
  i: number,
  room: Ring,
  divide: (i: number, top: number, room: Ring) => void,
  sink: RingSink,
): void {
  cells.open(i, room);
  const top = room.corners > 0 ? forest.top[i]! : -1;
  const first = firstChild[i]!;
  for (let c = first; c < first + childCount[i]!; c++) {
    if (top < 0 || weight[c] === 0) sink.set(c, 0, 0, room.points, 0, 0);
  }
  if (top >= 0) divide(i, top, room);
  cells.close(i);
}
