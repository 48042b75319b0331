import { grown } from "../geometry/growing.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { areBoxes, BoxCells, type Box } from "../partition/box-cells.ts";
import { ABSENT, PARTS, readSlots, Slot, slotsIn } from "../partition/slots.ts";
import type { EarlierLayout, LayoutMemory } from "./engine.ts";
import { growthLimit } from "./growth-limit.ts";
import { isKeptFree, KeptFamily, takeOut } from "./kept-family.ts";
import { repairRows, type Divide, type Place } from "./row-repair.ts";

/**
 * What a layout of rectangles remembers: nothing at first, for its rows and columns can be read off its cells. Once it
 * has been updated there may be cells without area and places of children that are gone, so all slots are listed.
 */
export interface RowMemory extends LayoutMemory {
  /** The slots of all families, each slot before its parts: see {@link encode}. */
  readonly codes: Int32Array | null;
  /** Where the slots of each inner node's family begin; −1 where they are to be read off the cells. */
  readonly from?: Int32Array;
  /** The ids of the children that are gone. */
  readonly absent?: readonly string[];
}

/** The memory of a layout whose rows and columns are all to be read off its cells. */
export const UNLISTED: RowMemory = { codes: null };

/** Divides a room among a family afresh, as a divider of rectangles does. */
export type DivideFamily = (
  room: Box,
  weights: Float64Array,
  first: number,
  end: number,
  cells: BoxCells,
  depth: number,
) => void;

const NONE = -1;

/**
 * Lays a tree out in the rows and columns of an earlier layout, as far as the update lets them be.
 *
 * @param insert - gives children that are new to a family a place each; where they cost least by default
 */
export function keepRows(
  tree: WeightedTree,
  cells: BoxCells,
  earlier: EarlierLayout<RowMemory>,
  divide: DivideFamily,
  insert: (family: KeptFamily, nodes: number[]) => void = (family, nodes) => family.insertAll(nodes),
): RowMemory {
  const { weight, firstChild, childCount, parent, levels } = tree;
  const { match, tree: old } = earlier;
  const repairs = earlier.maxAspectGrowth < Infinity && !earlier.keepsAll;
  const limitOf = growthLimit(earlier);
  const memory = rowWriter(tree.size);
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  /** The child that each earlier one has become in the same family. */
  const now = new Int32Array(old.size).fill(NONE);
  for (let j = 1; j < tree.size; j++) {
    const twin = match[j]!;
    if (twin > 0 && match[parent[j]!] === old.parent[twin]) now[twin] = j;
  }
  for (let depth = 0; depth + 1 < levels.length; depth++) {
    for (let i = levels[depth]!; i < levels[depth + 1]!; i++) if (childCount[i]! > 0) layFamily(i, depth);
  }
  return memory.done();

  function layFamily(i: number, depth: number): void {
    const first = firstChild[i]!;
    const end = first + childCount[i]!;
    cells.open(i, room);
    const top = match[i] === NONE ? null : readEarlier(earlier, match[i]!);
    const family = top && renew(top, first, end);
    const hasRoom = room.width > 0 && room.height > 0;
    if (family && repairs && hasRoom)
      repairRows(family, limitOf, divideSome(depth, isSorted(match[i]!)), placeBefore(i));
    if (family) memory.write(i, family.slots);
    if (hasRoom && family) family.write(cells);
    else if (hasRoom) divide(room, weight, first, end, cells, depth);
    cells.close(i);
  }

  /** The rows and columns with the children of now; null if none of those that have a weight is in them. */
  function renew(top: Slot, first: number, end: number): KeptFamily | null {
    const slots = slotsIn(top);
    const places = new Map<string, Slot>();
    const isPlaced = new Uint8Array(end - first);
    let kept = 0;
    for (const slot of slots) {
      if (isKeptFree(slot)) places.set(slot.absent, slot);
      if (slot.node < 0) continue;
      const child = now[slot.node]!;
      if (child === NONE) {
        slot.absent = old.id(slot.node);
        slot.node = ABSENT;
        continue;
      }
      slot.node = child;
      isPlaced[child - first] = 1;
      if (weight[child]! > 0) kept++;
    }
    if (kept === 0) return null;
    const newcomers: number[] = [];
    for (let c = first; c < end; c++) {
      if (isPlaced[c - first] === 1 || weight[c] === 0) continue;
      const place = places.size > 0 ? places.get(tree.id(c)) : undefined;
      if (place) {
        place.node = c;
        places.delete(place.absent);
      } else newcomers.push(c);
    }
    // What has long been gone must not outgrow what is there.
    if (places.size > kept) takeOut(slots, (slot) => isKeptFree(slot) && places.has(slot.absent));
    const family = new KeptFamily(top, weight, room.width, room.height);
    if (newcomers.length > 0) insert(family, newcomers);
    return family;
  }

  /** Whether the children of an earlier node were sorted by falling weight. */
  function isSorted(twin: number): boolean {
    const first = old.firstChild[twin]!;
    for (let c = first + 1; c < first + old.childCount[twin]!; c++) {
      if (old.weight[c]! > old.weight[c - 1]!) return false;
    }
    return true;
  }

  /** Where the middle of a cell was in this room, as wide and high as it is now; of a new one, where it is. */
  function placeBefore(i: number): (slot: Slot) => Place {
    const boxes = areBoxes(earlier.cells) ? earlier.cells.boxes : null;
    const was: Box = { x: 0, y: 0, width: 0, height: 0 };
    if (areBoxes(earlier.cells)) earlier.cells.open(match[i]!, was);
    return ({ node, x, y, width, height }) => {
      const twin = match[node]!;
      const isKept =
        boxes && twin > 0 && old.parent[twin] === match[i] && boxes[4 * twin + 2]! > 0 && was.width > 0;
      if (!isKept) return { x: x + width / 2, y: y + height / 2, isNew: true };
      const middle = (axis: number): number => boxes[4 * twin + axis]! + boxes[4 * twin + 2 + axis]! / 2;
      return {
        x: (middle(0) - was.x) * (room.width / was.width),
        y: (middle(1) - was.y) * (room.height / was.height),
      };
    };
  }

  function divideSome(depth: number, sorts: boolean): Divide {
    return (nodes, width, height) => {
      nodes.sort((a, b) => (sorts ? weight[b]! - weight[a]! : 0) || a - b);
      const some = new BoxCells(tree, cells.padding, new Float64Array(4 * nodes.length));
      const weights = Float64Array.from(nodes, (node) => weight[node]!);
      divide({ x: 0, y: 0, width, height }, weights, 0, nodes.length, some, depth);
      return some.boxes;
    };
  }
}

/** The rows and columns of an earlier family; null if it has none. */
function readEarlier({ tree, cells, memory }: EarlierLayout<RowMemory>, i: number): Slot | null {
  const from = memory.from?.[i] ?? NONE;
  if (from !== NONE) return decode(memory, from, tree.size);
  const filled: number[] = [];
  for (let c = tree.firstChild[i]!; c < tree.firstChild[i]! + tree.childCount[i]!; c++) {
    if (tree.weight[c]! > 0) filled.push(c);
  }
  return filled.length > 0 && areBoxes(cells) ? readSlots(cells.boxes, filled) : null;
}

/** Writes down slots: a node; less than 0 a row or column and how many parts follow; from the tree's size on a child that is gone. */
function rowWriter(size: number) {
  let codes: Int32Array = new Int32Array(0);
  let count = 0;
  const gone: string[] = [];
  const from = new Int32Array(size).fill(NONE);
  return { write, done };

  function write(i: number, slots: readonly Slot[]): void {
    from[i] = count;
    codes = grown(codes, count + slots.length);
    for (const { node, isRow, parts, absent } of slots) {
      let code = node;
      if (node === PARTS) code = -2 * parts.length - (isRow ? 1 : 2);
      if (node === ABSENT) code = from.length + gone.push(absent) - 1;
      codes[count++] = code;
    }
  }

  function done(): RowMemory {
    return { codes: codes.slice(0, count), from: from, absent: gone };
  }
}

function decode({ codes, absent }: RowMemory, from: number, size: number): Slot {
  let at = from;
  const next = (): Slot => {
    const code = codes![at++]!;
    if (code < 0) return new Slot(PARTS, code % 2 !== 0);
    const slot = new Slot(code < size ? code : ABSENT);
    if (code >= size) slot.absent = absent![code - size]!;
    return slot;
  };
  const countOf = (code: number): number => (code < 0 ? (-code - 1) >> 1 : 0);
  const counts = [countOf(codes![from]!)];
  const top = next();
  const open = [top];
  while (open.length > 0) {
    const slot = open[open.length - 1]!;
    if (counts[counts.length - 1] === slot.parts.length) {
      open.pop();
      counts.pop();
      continue;
    }
    counts.push(countOf(codes![at]!));
    open.push(slot.add(next()));
  }
  return top;
}
