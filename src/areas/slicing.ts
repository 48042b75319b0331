import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Box, BoxCells } from "../partition/box-cells.ts";
import { readSlots, type Slot } from "../partition/slots.ts";

/** What a slot is: one cell, or several side by side, or several one below the other. */
export const CELL = 0;
export const ROW = 1;
export const COLUMN = 2;

/**
 * The rectangles of a layout as rows and columns of rows and columns …, down to cells, and within the cells of
 * inner nodes on to their children. Slots come after those they lie in, the slots of a row or column one after
 * the other. Slot 0 is the room of the root.
 */
export interface Slicing {
  readonly kind: Uint8Array;
  /** The node of a cell; of a row or column, its parent in the tree. */
  readonly node: Int32Array;
  /** The slots within: of an inner node's cell just one. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** The slot in which the children of each inner node lie; −1 where none has a weight. */
  readonly room: Int32Array;
  readonly size: number;
}

/** Reads rows and columns off a layout of rectangles; null if some family cannot be cut apart from edge to edge. */
export function readSlicing(tree: WeightedTree, { boxes }: BoxCells): Slicing | null {
  const { firstChild, childCount, weight } = tree;
  // A cell each, and at most one row or column fewer than cells.
  const most = 2 * tree.size;
  const kind = new Uint8Array(most);
  const node = new Int32Array(most);
  const firstSlot = new Int32Array(most);
  const count = new Int32Array(most);
  const room = new Int32Array(tree.size).fill(-1);
  /** The slot of each node's cell. */
  const cellOf = new Int32Array(tree.size);
  let size = 0;

  /** Parents come before their children, so the cell of node i has its slot by now. */
  const readFamily = (i: number): boolean => {
    const first = firstChild[i]!;
    const filled: number[] = [];
    for (let c = first; c < first + childCount[i]!; c++) if (weight[c]! > 0) filled.push(c);
    const top = readSlots(boxes, filled);
    if (!top) return false;
    room[i] = size;
    if (i > 0) {
      firstSlot[cellOf[i]!] = size;
      count[cellOf[i]!] = 1;
    }
    const slots: Slot[] = [top];
    const base = size++;
    for (let at = base; at < size; at++) {
      const slot = slots[at - base]!;
      const isCell = slot.node >= 0;
      kind[at] = isCell ? CELL : slot.isRow ? ROW : COLUMN;
      node[at] = isCell ? slot.node : i;
      if (isCell) {
        cellOf[slot.node] = at;
        continue;
      }
      firstSlot[at] = size;
      count[at] = slot.parts.length;
      for (const part of slot.parts) slots.push(part);
      size += slot.parts.length;
    }
    return true;
  };
  for (let i = 0; i < tree.size; i++) {
    if (childCount[i]! > 0 && weight[i]! > 0 && !readFamily(i)) return null;
  }
  return { kind, node, first: firstSlot, count, room, size };
}

/** The sum over the cells in each slot of what a node counts. */
export function sumOverSlots(slicing: Slicing, byNode: Float64Array): Float64Array {
  const { kind, node, first, count } = slicing;
  const total = new Float64Array(slicing.size);
  for (let s = slicing.size - 1; s >= 0; s--) {
    if (kind[s] === CELL) total[s] = byNode[node[s]!]!;
    else for (let k = first[s]!; k < first[s]! + count[s]!; k++) total[s]! += total[k]!;
  }
  return total;
}

/**
 * Writes the boxes of a slicing.
 *
 * @param lengthsOf - lengths by slot, to which those side by side (in a row) or one below the other share the rooms
 * of the family of node i
 */
export function writeSlicing(
  slicing: Slicing,
  tree: WeightedTree,
  cells: BoxCells,
  lengthsOf: (i: number, isRow: boolean) => Float64Array,
): void {
  const { kind, node, first, count, room } = slicing;
  const box: Box = { x: 0, y: 0, width: 0, height: 0 };
  const open: [slot: number, x: number, y: number, width: number, height: number][] = [];
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i] === 0) continue;
    cells.open(i, box);
    const firstChild = tree.firstChild[i]!;
    for (let c = firstChild; c < firstChild + tree.childCount[i]!; c++) cells.set(c, 0, 0, 0, 0);
    if (room[i]! >= 0 && box.width > 0 && box.height > 0) open.push([room[i]!, 0, 0, box.width, box.height]);
    for (let next = open.pop(); next; next = open.pop()) {
      const [s, left, top, width, height] = next;
      let [x, y] = [left, top];
      if (kind[s] === CELL) {
        cells.set(node[s]!, x, y, width, height);
        continue;
      }
      const isRow = kind[s] === ROW;
      const lengths = lengthsOf(i, isRow);
      let sum = 0;
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) sum += lengths[k]!;
      for (let k = first[s]!; k < first[s]! + count[s]!; k++) {
        // Shares of the room there is: rounding must leave no gap.
        const share = lengths[k]! / (sum || 1);
        const [w, h] = isRow ? [width * share, height] : [width, height * share];
        open.push([k, x, y, w, h]);
        if (isRow) x += w;
        else y += h;
      }
    }
    cells.close(i);
  }
}
