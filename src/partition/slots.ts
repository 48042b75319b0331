/** The node of a slot that holds several parts, and of one whose child is not there. */
export const PARTS = -1;
export const ABSENT = -2;

/** Part of a family's extent by which boxes that touch may seem to overlap. */
const TOUCH = 1e-9;
/** Boxes up to which insertion sorts fastest. */
const FEW = 24;
/** A part that is a smaller piece of what it is cut off is sorted by itself. */
const SMALL_PIECE = 16;

/** A piece of a family's room: a cell, or parts side by side (a row), or parts one below the other. */
export class Slot {
  /** The node of a cell; else PARTS or ABSENT. */
  node: number;
  isRow: boolean;
  /** Its parts, from the left to the right or downwards. */
  readonly parts: Slot[] = [];
  within: Slot | null = null;
  /** The id of a child that is not there, for which the place is kept. */
  absent = "";
  weight = 0;
  x = 0;
  y = 0;
  width = 0;
  height = 0;
  /** Sums over the cells in it of width / height, and of height / width. */
  wide = 0;
  high = 0;

  constructor(node: number, isRow = false) {
    this.node = node;
    this.isRow = isRow;
  }

  /** Adds a part, at the end by default, and returns it. */
  add(part: Slot, at: number = this.parts.length): Slot {
    if (at === this.parts.length) this.parts.push(part);
    else this.parts.splice(at, 0, part);
    part.within = this;
    return part;
  }
}

/** All slots in a slot, itself the first, each before its parts. */
export function slotsIn(top: Slot): Slot[] {
  const slots: Slot[] = [];
  const open = [top];
  for (let slot = open.pop(); slot; slot = open.pop()) {
    slots.push(slot);
    for (let k = slot.parts.length - 1; k >= 0; k--) open.push(slot.parts[k]!);
  }
  return slots;
}

/** Looks at boxes from one side: from the left, from above, from the right or from below. */
interface View {
  /** How far from that side each box begins and ends. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** The boxes by their beginnings, and the place of each in that order. */
  readonly order: Int32Array;
  readonly rank: Int32Array;
}

/** What is still to be cut apart: its slot, its boxes in the order of each view, and its number. */
interface Piece {
  readonly slot: Slot;
  readonly orders: readonly Int32Array[];
  readonly number: number;
}

/** The views from the left, from above, from the right and from below, in the order in which they are tried. */
const VIEWS = [0, 1, 2, 3] as const;
const isAcross = (view: number): boolean => view % 2 === 0;
const isFar = (view: number): boolean => view > 1;

/**
 * Reads rows and columns off the boxes of some siblings; null if they cannot be cut apart from edge to edge. Padding
 * only widens the cuts.
 *
 * From all four sides in turn it looks for the first cut, so that finding it takes no longer than what is cut off is
 * large. Time: n log² n.
 *
 * @param boxes - x, y, width and height by node
 */
export function readSlots(boxes: Float64Array, nodes: ArrayLike<number>): Slot | null {
  const views = VIEWS.map((view) => viewOf(boxes, nodes, view));
  let extent = 0;
  for (const { end } of views)
    for (let k = 0; k < end.length; k++) extent = Math.max(extent, Math.abs(end[k]!));
  const touch = TOUCH * extent;
  /** The number of the piece that each box is in. */
  const owner = new Int32Array(nodes.length);
  let pieces = 1;
  const top = new Slot(PARTS);
  const open: Piece[] = [{ slot: top, orders: views.map(({ order }) => order), number: 0 }];
  const at = new Int32Array(VIEWS.length);
  const ends = new Float64Array(VIEWS.length);

  /** The view in which the first cut of a piece is found, at the place `at` in its order; −1 if there is none. */
  const findCut = ({ orders, number }: Piece, from: Int32Array): number => {
    at.set(from);
    ends.fill(-Infinity);
    for (let view = 0, misses = 0; misses < VIEWS.length; view = (view + 1) % VIEWS.length) {
      const order = orders[view]!;
      let place = at[view]!;
      while (place < order.length && owner[order[place]!] !== number) place++;
      at[view] = place;
      if (place === order.length) {
        misses++;
        continue;
      }
      misses = 0;
      const k = order[place]!;
      if (views[view]!.start[k]! >= ends[view]! - touch && ends[view]! > -Infinity) return view;
      ends[view] = Math.max(ends[view]!, views[view]!.end[k]!);
      at[view] = place + 1;
    }
    return -1;
  };

  for (let piece = open.pop(); piece; piece = open.pop()) {
    const { orders, number } = piece;
    let { slot } = piece;
    /** The part before which what is left has its place. */
    let middle = 0;
    const from = new Int32Array(VIEWS.length);
    let left = orders[0]!.length;
    while (left > 1) {
      for (const view of VIEWS) while (owner[orders[view]![from[view]!]!] !== number) from[view]!++;
      const view = findCut(piece, from);
      if (view < 0) return null;
      const part = orders[view]!.subarray(from[view], at[view]).filter((k) => owner[k] === number);
      for (const k of part) owner[k] = pieces;
      if (slot.parts.length > 0 && slot.isRow !== isAcross(view)) {
        slot = slot.add(new Slot(PARTS), middle);
        middle = 0;
      }
      slot.isRow = isAcross(view);
      const child = slot.add(new Slot(PARTS), middle);
      if (!isFar(view)) middle++;
      if (part.length === 1) child.node = nodes[part[0]!]!;
      else {
        const isSmall = SMALL_PIECE * part.length < left;
        const number = pieces;
        const dealt = VIEWS.map((other) => {
          if (other === view) return part;
          return isSmall ? sortFor(views[other]!, part) : orders[other]!.filter((k) => owner[k] === number);
        });
        open.push({ slot: child, orders: dealt, number });
      }
      pieces++;
      from[view] = at[view]!;
      left -= part.length;
    }
    const last = nodes[orders[0]!.find((k) => owner[k] === number)!]!;
    if (slot.parts.length === 0) slot.node = last;
    else slot.add(new Slot(last), middle);
  }
  return top;
}

function viewOf(boxes: Float64Array, nodes: ArrayLike<number>, view: number): View {
  const count = nodes.length;
  const start = new Float64Array(count);
  const end = new Float64Array(count);
  const order = new Int32Array(count);
  const rank = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const at = 4 * nodes[k]! + (isAcross(view) ? 0 : 1);
    const near = boxes[at]!;
    const far = near + boxes[at + 2]!;
    start[k] = isFar(view) ? -far : near;
    end[k] = isFar(view) ? -near : far;
    order[k] = k;
  }
  if (count > FEW) order.sort((p, q) => start[p]! - start[q]! || p - q);
  else insertionSort(order, start);
  for (let place = 0; place < count; place++) rank[order[place]!] = place;
  return { start, end, order, rank };
}

/** Sorts places by what stands there; the earlier one comes first of equal ones, as they stand in order. */
function insertionSort(order: Int32Array, values: Float64Array): void {
  for (let k = 1; k < order.length; k++) {
    const place = order[k]!;
    let at = k;
    for (; at > 0 && values[order[at - 1]!]! > values[place]!; at--) order[at] = order[at - 1]!;
    order[at] = place;
  }
}

function sortFor({ order, rank }: View, part: Int32Array): Int32Array {
  return part
    .map((k) => rank[k]!)
    .sort()
    .map((place) => order[place]!);
}
