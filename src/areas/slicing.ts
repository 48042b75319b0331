import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Box, BoxCells } from "../partition/box-cells.ts";

/** What a slot is: one cell, or several side by side, or several one below the other. */
export const CELL = 0;
export const ROW = 1;
export const COLUMN = 2;

/** Part of a family's extent by which boxes that touch may seem to overlap. */
const TOUCH = 1e-9;

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

/**
 * Reads rows and columns off a layout of rectangles; null if some family cannot be cut apart from edge to edge.
 * Padding only widens the cuts. Time: as many times n as rows lie within each other in a family.
 */
export function readSlicing(tree: WeightedTree, { boxes }: BoxCells): Slicing | null {
  const { firstChild, childCount, weight } = tree;
  // A cell each, and at most one row or column fewer than cells.
  const most = 2 * tree.size;
  const kind = new Uint8Array(most);
  const node = new Int32Array(most);
  const firstSlot = new Int32Array(most);
  const count = new Int32Array(most);
  const room = new Int32Array(tree.size).fill(-1);
  /** The slot of each node's cell, and the part of a cut that each node belongs to. */
  const cellOf = new Int32Array(tree.size);
  const partOf = new Int32Array(tree.size);
  let size = 0;

  /** Parents come before their children, so the cell of node i has its slot by now. */
  const readFamily = (i: number): boolean => {
    const first = firstChild[i]!;
    const filled: number[] = [];
    for (let c = first; c < first + childCount[i]!; c++) if (weight[c]! > 0) filled.push(c);
    const byX = Int32Array.from(filled).sort((p, q) => boxes[4 * p]! - boxes[4 * q]! || p - q);
    const byY = Int32Array.from(filled).sort((p, q) => boxes[4 * p + 1]! - boxes[4 * q + 1]! || p - q);
    let extent = 0;
    for (const c of filled) {
      extent = Math.max(extent, boxes[4 * c]! + boxes[4 * c + 2]!, boxes[4 * c + 1]! + boxes[4 * c + 3]!);
    }
    const slot = size++;
    room[i] = slot;
    if (i > 0) {
      firstSlot[cellOf[i]!] = slot;
      count[cellOf[i]!] = 1;
    }
    const open: [slot: number, byX: Int32Array, byY: Int32Array][] = [[slot, byX, byY]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [at, xs, ys] = next;
      if (xs.length === 1) {
        kind[at] = CELL;
        node[at] = xs[0]!;
        cellOf[xs[0]!] = at;
        continue;
      }
      const across = numberParts(boxes, xs, 0, TOUCH * extent, partOf);
      const parts = across > 1 ? across : numberParts(boxes, ys, 1, TOUCH * extent, partOf);
      if (parts < 2) return false;
      kind[at] = across > 1 ? ROW : COLUMN;
      node[at] = i;
      firstSlot[at] = size;
      count[at] = parts;
      const [left, right] = [deal(xs, parts, partOf), deal(ys, parts, partOf)];
      for (let k = 0; k < parts; k++) open.push([size + k, left[k]!, right[k]!]);
      size += parts;
    }
    return true;
  };
  for (let i = 0; i < tree.size; i++) {
    if (childCount[i]! > 0 && weight[i]! > 0 && !readFamily(i)) return null;
  }
  return { kind, node, first: firstSlot, count, room, size };
}

/** Numbers the parts between all cuts across one axis, and returns how many there are. */
function numberParts(
  boxes: Float64Array,
  order: Int32Array,
  axis: 0 | 1,
  touch: number,
  partOf: Int32Array,
): number {
  let parts = 0;
  let end = -Infinity;
  for (const c of order) {
    const from = boxes[4 * c + axis]!;
    if (from >= end - touch) parts++;
    partOf[c] = parts - 1;
    end = Math.max(end, from + boxes[4 * c + axis + 2]!);
  }
  return parts;
}

/** Deals an order out to the parts, each in the same order. */
function deal(order: Int32Array, parts: number, partOf: Int32Array): Int32Array[] {
  const dealt: number[][] = Array.from({ length: parts }, () => []);
  for (const c of order) dealt[partOf[c]!]!.push(c);
  return dealt.map((part) => Int32Array.from(part));
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
