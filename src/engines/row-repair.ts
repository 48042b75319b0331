import type { Box } from "../partition/box-cells.ts";
import { PARTS, readSlots, Slot, slotsIn } from "../partition/slots.ts";
import type { KeptFamily, Undo } from "./kept-family.ts";

/** Slots settled anew for all trials in a family together; a few trials are made in any. */
const MOST_SETTLED = 1e6;
const FEW_TRIALS = 4;
/** What counts as no thinner: a cell whose weight has not changed is to stay. */
const ROUNDING = 1e-9;

/** Sorts some children as the engine wants them, divides a box among them, and returns their boxes by place in the list. */
export type Divide = (nodes: number[], width: number, height: number) => Float64Array;

/**
 * Mends a family in which cells are thinner than they may be, the worst first, by the mildest change that does: the
 * cuts around a cell turned, or the cell moved to another row; else the smallest part laid out anew in which no cell
 * is too thin; else the whole family, if that is fatter. What is laid out anew keeps its order from side to side.
 *
 * @param limitOf - the asp that the cell of a node may have
 * @param placeOf - where the middle of a cell was in the same room
 */
export function repairRows(
  family: KeptFamily,
  limitOf: (node: number) => number,
  divide: Divide,
  placeOf: (slot: Slot) => Place,
): void {
  const excess = (slots: readonly Slot[]): number =>
    slots.reduce((sum, slot) => sum + excessOf(slot, limitOf), 0);
  const worst = thinnest(family.slots, limitOf);
  if (worst.length === 0) return;
  let trials = FEW_TRIALS + MOST_SETTLED / family.slots.length;
  let before = excess(family.slots);
  const isBetter = (undo: Undo): boolean => {
    trials--;
    family.settle();
    const after = excess(family.slots);
    if (after < before) {
      before = after;
      return true;
    }
    undo();
    family.settle();
    return false;
  };
  for (const slot of worst) {
    if (trials < 0 || before === 0) break;
    if (excessOf(slot, limitOf) === 0 || !slot.within) continue;
    if (!isBetter(turn(slot.within))) isBetter(move(family, slot));
  }
  const tried = new Set<number>();
  for (;;) {
    const slot = thinnest(family.slots, limitOf).find(({ node }) => !tried.has(node));
    if (!slot) return;
    tried.add(slot.node);
    layAnewAround(slot);
  }

  /** Each part tried holds twice the cells of the one before, so that all trials take no longer than two of the last. */
  function layAnewAround(slot: Slot): void {
    let most = 1;
    for (let part = slot.within; part; part = part.within) {
      const cells = cellsIn(part);
      if (cells.length < 2 * most && part.within) continue;
      most = cells.length;
      const movers = cells.map((slot) => ({ node: slot.node, weight: slot.weight, ...placeOf(slot) }));
      let top: Slot | undefined;
      let least = Infinity;
      for (const lay of movers.length <= SMALL_PART ? [layInBlocks, layBlock] : [layInBlocks]) {
        const tried = least > 0 ? lay(movers, part, family, divide)?.top : undefined;
        const left = tried ? excess(family.alike(tried, part.width, part.height).slots) : Infinity;
        if (!(left < least)) continue;
        least = left;
        top = tried;
      }
      if (!top || (least > 0 && (part.within || least >= excess(family.slots)))) continue;
      become(part, top);
      family.settle();
      return;
    }
  }
}

/** The most children that are laid out together where a part of a family is laid out anew, and the most that need be. */
const LARGE_BLOCK = 96;
const SMALL_BLOCK = 11;
/** Of so many children, all are laid out together where no blocks keep the limit. */
const SMALL_PART = 24;
/** What a way as long as the diagonal of the family's room costs, where a cell that has no width costs 1, and a square nothing. */
const WAY = 2;

/** Where the middle of a child's cell was; of one that is new, where it is. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly isNew?: boolean;
}

/** A child that is laid out anew. */
interface Mover extends Place {
  readonly node: number;
  readonly weight: number;
}

/** Children laid out anew, and what that costs: how far they are from squares, and their ways. */
interface Block {
  readonly top: Slot;
  readonly cost: number;
}

/**
 * Lays children out anew, in blocks of those that lay together: halved across the longer side, so that none goes far, as
 * long as that gains more than the fairer shapes of a large block. Null where an engine's boxes are no rows and columns.
 */
function layInBlocks(movers: Mover[], box: Readonly<Box>, family: KeptFamily, divide: Divide): Block | null {
  const whole = movers.length <= LARGE_BLOCK ? layBlock(movers, box, family, divide) : null;
  if (movers.length <= SMALL_BLOCK) return whole;
  const { x, y, width, height } = box;
  const isRow = width >= height;
  movers.sort((a, b) => (isRow ? a.x - b.x : a.y - b.y) || a.node - b.node);
  const total = movers.reduce((sum, { weight }) => sum + weight, 0);
  let end = 1;
  let before = movers[0]!.weight;
  while (end < movers.length - 1 && 2 * before + movers[end]!.weight < total) before += movers[end++]!.weight;
  const share = before / total;
  const [wide, high] = isRow ? [width * share, height] : [width, height * share];
  const rest = isRow
    ? { x: x + wide, y, width: width - wide, height }
    : { x, y: y + high, width, height: height - high };
  const first = layInBlocks(movers.slice(0, end), { x, y, width: wide, height: high }, family, divide);
  const second = first && layInBlocks(movers.slice(end), rest, family, divide);
  if (!first || !second || (whole && whole.cost <= first.cost + second.cost)) return whole;
  const top = new Slot(PARTS, isRow);
  top.add(first.top);
  top.add(second.top);
  return { top, cost: first.cost + second.cost };
}

/** Lays a block out as the engine does, and orders all parts as they lay: shapes do not depend on it. */
function layBlock(
  movers: readonly Mover[],
  { x, y, width, height }: Readonly<Box>,
  family: KeptFamily,
  divide: Divide,
): Block | null {
  const moverOf = new Map(movers.map((mover) => [mover.node, mover]));
  const nodes = [...moverOf.keys()];
  const boxes = divide(nodes, width, height);
  const top = readSlots(
    boxes,
    nodes.map((_, k) => k),
  );
  if (!top) return null;
  const middles = new Map<Slot, { x: number; y: number; cells: number }>();
  for (const slot of slotsIn(top).reverse()) {
    if (slot.node !== PARTS) slot.node = nodes[slot.node]!;
    const own = slot.node === PARTS ? null : moverOf.get(slot.node)!;
    const middle = { x: own?.x ?? 0, y: own?.y ?? 0, cells: own ? 1 : 0 };
    for (const part of slot.parts) {
      const { x, y, cells } = middles.get(part)!;
      middle.cells += cells;
      middle.x += ((x - middle.x) * cells) / middle.cells;
      middle.y += ((y - middle.y) * cells) / middle.cells;
    }
    middles.set(slot, middle);
    const axis = slot.isRow ? "x" : "y";
    slot.parts.sort((a, b) => middles.get(a)![axis] - middles.get(b)![axis]);
  }
  const way = WAY / Math.hypot(family.top.width, family.top.height);
  let cost = 0;
  for (const slot of family.alike(top, width, height).slots) {
    const mover = moverOf.get(slot.node);
    if (!mover) continue;
    cost += 1 - Math.min(slot.width / slot.height, slot.height / slot.width);
    const [right, down] = [x + slot.x + slot.width / 2, y + slot.y + slot.height / 2];
    if (!mover.isNew) cost += way * Math.hypot(right - mover.x, down - mover.y);
  }
  return { top, cost };
}

/** How much thinner a cell is than it may be: the logarithm; 0 if it is not. */
function excessOf({ node, weight, wide, high }: Slot, limitOf: (node: number) => number): number {
  // Cells without a width have no ratio: there is nothing to mend.
  if (node < 0 || weight === 0 || !(wide + high < Infinity)) return 0;
  const excess = Math.log((wide + high) / limitOf(node));
  return excess > ROUNDING ? excess : 0;
}

/** The cells that are too thin, the worst first. */
function thinnest(slots: readonly Slot[], limitOf: (node: number) => number): Slot[] {
  return slots
    .map((slot): [Slot, number] => [slot, excessOf(slot, limitOf)])
    .filter(([, excess]) => excess > 0)
    .sort(([a, worst], [b, bad]) => bad - worst || a.node - b.node)
    .map(([slot]) => slot);
}

/** The cells with a weight in a slot. */
function cellsIn(slot: Slot): Slot[] {
  return slotsIn(slot).filter(({ node, weight }) => node >= 0 && weight > 0);
}

/** Lays the parts of a slot the other way. */
function turn(slot: Slot): Undo {
  slot.isRow = !slot.isRow;
  return () => {
    slot.isRow = !slot.isRow;
  };
}

/** Moves a cell to the place where it costs least. */
function move(family: KeptFamily, cell: Slot): Undo {
  const { within, weight } = cell;
  const at = within!.parts.indexOf(cell);
  within!.parts.splice(at, 1);
  // Without it, its siblings take its room.
  family.settle();
  const undo = family.insert(cell, weight);
  return () => {
    undo();
    within!.add(cell, at);
  };
}

/** Puts the parts of another slot in the place of a slot's own. */
function become(slot: Slot, other: Slot): void {
  slot.node = other.node;
  slot.isRow = other.isRow;
  slot.parts.length = 0;
  for (const part of other.parts) slot.add(part);
}
