import { PARTS, readSlots, slotsIn, type Slot } from "../partition/slots.ts";
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
 * is too thin; else the whole family, if that is fatter.
 *
 * @param limitOf - the asp that the cell of a node may have
 */
export function repairRows(family: KeptFamily, limitOf: (node: number) => number, divide: Divide): void {
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
      const nodes = nodesIn(part);
      if (nodes.length < 2 * most && part.within) continue;
      most = nodes.length;
      const boxes = divide(nodes, part.width, part.height);
      const top = readSlots(
        boxes,
        nodes.map((_, k) => k),
      );
      if (!top) continue;
      for (const slot of slotsIn(top)) if (slot.node !== PARTS) slot.node = nodes[slot.node]!;
      const anew = family.alike(top, part.width, part.height);
      const left = excess(anew.slots);
      if (left > 0 && (part.within || left >= excess(family.slots))) continue;
      become(part, top);
      family.settle();
      return;
    }
  }
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

/** The nodes of the cells with a weight in a slot. */
function nodesIn(slot: Slot): number[] {
  return slotsIn(slot).flatMap(({ node, weight }) => (node >= 0 && weight > 0 ? [node] : []));
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
