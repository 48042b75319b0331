import type { BoxCells } from "../partition/box-cells.ts";
import { ABSENT, PARTS, Slot, slotsIn } from "../partition/slots.ts";

/** The most slots looked at for a place; of more, an even choice. */
const MOST_PLACES = 512;
/** Slots settled anew for all newcomers to a family together, before several of them are settled at once. */
const MOST_SETTLED = 1e6;

/** Takes back what was done. */
export type Undo = () => void;

/** The asp of a rectangle. */
function aspOf(width: number, height: number): number {
  return width / height + height / width;
}

/** One family's rows and columns, with the boxes that they come to at the weights of now. */
export class KeptFamily {
  readonly top: Slot;
  /** All slots, each before its parts, as of the last {@link settle}. */
  slots: Slot[] = [];
  readonly #weights: Float64Array;

  constructor(top: Slot, weights: Float64Array, width: number, height: number) {
    this.top = top;
    this.#weights = weights;
    top.width = width;
    top.height = height;
    this.settle();
  }

  /** The same weights in other rows and columns, or in a part of them. */
  alike(top: Slot, width: number, height: number): KeptFamily {
    return new KeptFamily(top, this.#weights, width, height);
  }

  /** Works out the weights and boxes of all slots. */
  settle(): void {
    const slots = (this.slots = slotsIn(this.top));
    for (let k = slots.length - 1; k >= 0; k--) {
      const slot = slots[k]!;
      slot.weight = slot.node === PARTS ? sumOfWeights(slot.parts) : (this.#weights[slot.node] ?? 0);
    }
    for (const slot of slots) placeParts(slot);
    for (let k = slots.length - 1; k >= 0; k--) {
      const slot = slots[k]!;
      const isCell = slot.node !== PARTS && slot.weight > 0;
      slot.wide = isCell ? slot.width / slot.height : 0;
      slot.high = isCell ? slot.height / slot.width : 0;
      for (const part of slot.parts) {
        slot.wide += part.wide;
        slot.high += part.high;
      }
    }
  }

  /** Writes the cells' boxes. */
  write(cells: Pick<BoxCells, "set">): void {
    for (const { node, x, y, width, height } of this.slots)
      if (node >= 0) cells.set(node, x, y, width, height);
  }

  /** Gives children that are new to the family a place each, the heaviest first. */
  insertAll(nodes: number[]): void {
    const weights = this.#weights;
    nodes.sort((a, b) => weights[b]! - weights[a]! || a - b);
    const atOnce = Math.ceil((nodes.length * this.slots.length) / MOST_SETTLED);
    for (let k = 0; k < nodes.length; k++) {
      this.insert(new Slot(nodes[k]!), weights[nodes[k]!]!);
      if ((k + 1) % atOnce === 0) this.settle();
    }
    this.settle();
  }

  /**
   * Puts a cell where the sum of asp grows least: beside the parts of a slot, or beside a cell in its place. Of what
   * becomes of the others, those in the slot and in the one around it count.
   */
  insert(cell: Slot, weight: number): Undo {
    const step = Math.ceil(this.slots.length / MOST_PLACES);
    let least = Infinity;
    let place = this.top;
    for (let k = 0; k < this.slots.length; k += step) {
      const slot = this.slots[k]!;
      const cost = slot.weight > 0 && slot.height > 0 && slot.width > 0 ? costOf(slot, weight) : Infinity;
      if (!(cost < least)) continue;
      least = cost;
      place = slot;
    }
    if (place.node === PARTS) return joinParts(place, cell);
    const isRow = place.within ? !place.within.isRow : place.width > place.height;
    return joinCell(place, cell, isRow);
  }
}

/** The sum of the weights of parts, rounded once (Neumaier). */
function sumOfWeights(parts: readonly Slot[]): number {
  let sum = 0;
  let error = 0;
  for (const { weight } of parts) {
    const next = sum + weight;
    error += sum >= weight ? sum - next + weight : weight - next + sum;
    sum = next;
  }
  return sum + error;
}

function placeParts({ parts, isRow, weight, x, y, width, height }: Slot): void {
  let before = 0;
  for (const part of parts) {
    const share = weight > 0 ? part.weight / weight : 0;
    const length = (isRow ? width : height) * share;
    part.x = isRow ? x + before : x;
    part.y = isRow ? y : y + before;
    part.width = isRow ? length : width;
    part.height = isRow ? height : length;
    before += length;
  }
}

/** By how much the sum of asp grows where a cell of this weight joins a slot. */
function costOf(slot: Slot, weight: number): number {
  const { within: around, isRow } = slot;
  const grown = slot.weight + weight;
  let { width, height } = slot;
  let cost = 0;
  if (around) {
    const others = around.weight / (around.weight + weight);
    const growth = (others * grown) / slot.weight;
    if (around.isRow) width *= growth;
    else height *= growth;
    // Those beside it get shorter.
    const ratio = around.isRow ? others : 1 / others;
    const [wide, high] = [around.wide - slot.wide, around.high - slot.high];
    cost += wide * (ratio - 1) + high * (1 / ratio - 1);
  }
  const isAcross = slot.node === PARTS ? isRow : around ? !around.isRow : width > height;
  const own = slot.weight / grown;
  const ratio =
    (isAcross ? width * own : width) / slot.width / ((isAcross ? height : height * own) / slot.height);
  cost += slot.wide * (ratio - 1) + slot.high * (1 / ratio - 1);
  const rest = weight / grown;
  return cost + (isAcross ? aspOf(width * rest, height) : aspOf(width, height * rest));
}

/** Puts a cell among the parts of a slot, before the first that is behind it in the order of nodes. */
function joinParts(slot: Slot, cell: Slot): Undo {
  let at = 0;
  while (at < slot.parts.length && firstNode(slot.parts[at]!) < cell.node) at++;
  slot.add(cell, at);
  return () => slot.parts.splice(slot.parts.indexOf(cell), 1);
}

function firstNode(slot: Slot): number {
  let first = slot;
  while (first.parts.length > 0) first = first.parts[0]!;
  return first.node;
}

/** Makes two of a cell's place. The slot stays the same, so that it may be the top of its family. */
function joinCell(slot: Slot, cell: Slot, isRow: boolean): Undo {
  const { node, absent } = slot;
  const before = new Slot(node);
  before.absent = absent;
  slot.node = PARTS;
  slot.isRow = isRow;
  slot.add(before);
  slot.add(cell);
  return () => {
    slot.node = before.node;
    slot.absent = before.absent;
    slot.parts.length = 0;
  };
}

/** Puts a cell next to another, to its right or below it. */
export function joinBeside(slot: Slot, cell: Slot, isRow: boolean): void {
  const { within } = slot;
  if (within?.isRow === isRow) within.add(cell, within.parts.indexOf(slot) + 1);
  else joinCell(slot, cell, isRow);
}

/** Takes slots out, and then those in which nothing is left. */
export function takeOut(slots: readonly Slot[], isGone: (slot: Slot) => boolean): void {
  for (let k = slots.length - 1; k > 0; k--) {
    const slot = slots[k]!;
    if (!(slot.node === PARTS ? slot.parts.length === 0 : isGone(slot))) continue;
    const { parts } = slot.within!;
    parts.splice(parts.indexOf(slot), 1);
  }
}

/** Whether a slot is kept for a child that is not there. */
export function isKeptFree(slot: Slot): boolean {
  return slot.node === ABSENT;
}
