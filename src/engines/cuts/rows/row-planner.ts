import type { Ring } from "../../engine.ts";
import { CutTree } from "../cut-tree.ts";
import type { CutForest } from "../forest.ts";
import { RowFinder } from "./row-finder.ts";

/** What a cell of the tail is taken to cost: asp 2.25. */
const USUAL_COST = 1.125 ** 3;

/**
 * Rewrites some cuts of a forest for a room and the children it is for, two at least, which are sorted.
 *
 * @param places - numbers of the cuts, ascending
 * @param tail - how many of the lightest children are left out of the rows
 * @returns what a cell costs on average, at most, if the room is a box; else Infinity, for not known
 */
export type PlanRows = (room: Readonly<Ring>, places: Int32Array, family: CutTree, tail: number) => number;

/**
 * Plans the cuts of a family in rows. The last few children are left to be planned one cut at a time, since the last
 * row has to take whatever shape is left.
 */
export function rowPlanner(forest: CutForest): PlanRows {
  const rows = new RowFinder({
    worst: (squared, most, least) =>
      Math.max(squared / least + least / squared, squared / most + most / squared),
    tie: 0,
  });
  const rest = new CutTree();
  return (room, places, family, tail) => {
    family.sortLeaves();
    const { count, child, weight } = family;
    rows.begin(room.points, room.corners, weight, count);
    /** The place of the next cut: wholes come before parts here, so it goes down. */
    let next = places.length - 1;
    let wasBox = true;
    let cost = 0;
    for (let from = 0; from < count; from += rows.taken) {
      const left = count - from;
      if (left <= Math.max(tail, 1)) {
        // Joined as Huffman does, the tail's cuts are left to be planned.
        rest.takeSome(family, from, count);
        forest.rejoin(places, rest.join("huffman"));
        cost += left * USUAL_COST;
        break;
      }
      wasBox &&= rows.rest.isBox;
      rows.find(from);
      const { taken, nx, ny } = rows;
      cost += taken * (rows.worst / 2) ** 3;
      if (taken < left) {
        const cut = next--;
        const rowPart = taken === 1 ? child[from]! : places[next]!;
        const restPart = left - taken === 1 ? child[from + taken]! : places[next - (taken - 1)]!;
        forest.write(places[cut]!, rowPart, restPart, rows.after[from]!, nx, ny);
        cutRow(rows, weight, from);
      }
      writeRow(forest, rows, family, from, places.subarray(next - (taken - 2), next + 1));
      next -= taken - 1;
    }
    return wasBox ? cost / count : Infinity;
  };
}

/** Takes a row off what is left of the room: the lighter of the two is cut off. */
function cutRow(rows: RowFinder, weight: Float64Array, from: number): void {
  const end = from + rows.taken;
  const whole = rows.after[from]!;
  const left = rows.after[end]!;
  const rowIsLight = whole - left <= left;
  // Not taken as a difference: the row may weigh next to nothing.
  let row = 0;
  for (let k = end - 1; k >= from; k--) row += weight[k]!;
  rows.cutOff(rows.rest.area * ((rowIsLight ? row : left) / whole), rowIsLight);
  rows.goOn(!rowIsLight);
}

/** Writes the cuts between the children of a row: one child after the other, along the row. */
function writeRow(
  forest: CutForest,
  { taken, nx, ny }: RowFinder,
  { child, weight }: CutTree,
  from: number,
  places: Int32Array,
): void {
  let sum = weight[from + taken - 1]!;
  let part = child[from + taken - 1]!;
  // The cut after the last child but one stands lowest, so that parts come before wholes.
  for (let k = 0, c = from + taken - 2; c >= from; k++, c--) {
    sum += weight[c]!;
    forest.write(places[k]!, child[c]!, part, sum, -ny, nx);
    part = places[k]!;
  }
}
