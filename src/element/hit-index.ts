import type { Bounds, Partition } from "../index.ts";
import { ownBox, ringFor } from "./camera.ts";

/** Families up to this size are searched child by child. */
const FEW = 16;
/** Boxes under one box of the level above. */
const FAN_OUT = 8;
/** Bits of each coordinate along the curve, and of a child's number: together as many as a double holds. */
const CURVE_BITS = 13;
const CHILD_BITS = 26;

/**
 * Finds the deepest node under a point, below any root, in its own frame: as `map.at` does, but in logarithmic
 * time for large families too. A family is indexed when it is first searched.
 */
export class HitIndex {
  readonly #map: Partition;
  readonly #families = new Map<number, BoxTree>();

  constructor(map: Partition) {
    this.#map = map;
  }

  /** The deepest node below `root` that holds a point of the root's own frame, or −1. */
  at(root: number, x: number, y: number): number {
    const { cells } = this.#map;
    if (cells.corners(root) === 0 || !cells.contains(root, x, y)) return -1;
    let node = root;
    for (let child = this.#childAt(node, x, y); child >= 0; child = this.#childAt(node, x, y)) {
      x -= cells.originX(child);
      y -= cells.originY(child);
      node = child;
    }
    return node;
  }

  /** The first child of a node that holds a point of the node's own frame, or −1. */
  #childAt(node: number, x: number, y: number): number {
    const { cells, tree } = this.#map;
    const first = tree.firstChild[node]!;
    const end = first + tree.childCount[node]!;
    const holds = (c: number): boolean =>
      cells.corners(c) > 0 && cells.contains(c, x - cells.originX(c), y - cells.originY(c));
    if (end - first > FEW) {
      let family = this.#families.get(node);
      if (!family) this.#families.set(node, (family = new BoxTree(this.#map, first, end)));
      return family.first(x, y, holds);
    }
    for (let c = first; c < end; c++) if (holds(c)) return c;
    return -1;
  }
}

/**
 * A packed R-tree of the bounding boxes of siblings, in the order of a space-filling curve (Kamel and Faloutsos,
 * *On packing R-trees*, 1993, with Morton's curve for Hilbert's).
 */
class BoxTree {
  /** x0, y0, x1, y1 of the children in curve order, then of the boxes above them level by level; the last is the whole. */
  readonly #boxes: Float64Array;
  /** Child of each box of the lowest level. */
  readonly #children: Int32Array;
  /** Where each level starts among the boxes. */
  readonly #levels: number[] = [];

  constructor(map: Partition, first: number, end: number) {
    const count = end - first;
    const own = childBoxes(map, first, end);
    this.#children = curveOrder(own, first, count);
    let total = 0;
    for (let n = count; ; n = Math.ceil(n / FAN_OUT)) {
      this.#levels.push(total);
      total += n;
      if (n === 1) break;
    }
    this.#boxes = new Float64Array(4 * total);
    for (let k = 0; k < count; k++) {
      const from = 4 * (this.#children[k]! - first);
      this.#boxes.set(own.subarray(from, from + 4), 4 * k);
    }
    this.#pack();
  }

  /** The lowest-numbered child whose box holds the point and that `holds` agrees to, or −1. */
  first(x: number, y: number, holds: (child: number) => boolean): number {
    const boxes = this.#boxes;
    const levels = this.#levels;
    let found = -1;
    const open: number[] = [levels.length - 1, levels.at(-1)!];
    while (open.length > 0) {
      const box = open.pop()!;
      const level = open.pop()!;
      const at = 4 * box;
      if (x < boxes[at]! || y < boxes[at + 1]! || x > boxes[at + 2]! || y > boxes[at + 3]!) continue;
      if (level === 0) {
        const child = this.#children[box]!;
        if ((found < 0 || child < found) && holds(child)) found = child;
        continue;
      }
      const below = levels[level - 1]! + FAN_OUT * (box - levels[level]!);
      const end = Math.min(below + FAN_OUT, levels[level]!);
      for (let k = below; k < end; k++) open.push(level - 1, k);
    }
    return found;
  }

  #pack(): void {
    const boxes = this.#boxes;
    const levels = this.#levels;
    for (let level = 1; level < levels.length; level++) {
      const low = levels[level - 1]!;
      for (let k = low; k < levels[level]!; k++) {
        const box = 4 * (levels[level]! + Math.floor((k - low) / FAN_OUT));
        const isFirst = (k - low) % FAN_OUT === 0;
        for (let side = 0; side < 4; side++) {
          const value = boxes[4 * k + side]!;
          if (isFirst) boxes[box + side] = value;
          else
            boxes[box + side] =
              side < 2 ? Math.min(boxes[box + side]!, value) : Math.max(boxes[box + side]!, value);
        }
      }
    }
  }
}

const EMPTY: Bounds = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };

/** Bounding boxes of siblings in their parent's frame; of an empty cell, one that holds no point. */
function childBoxes(map: Partition, first: number, end: number): Float64Array {
  const { cells } = map;
  const ring = ringFor(map);
  const boxes = new Float64Array(4 * (end - first));
  for (let c = first, at = 0; c < end; c++, at += 4) {
    const { x0, y0, x1, y1 } = ownBox(map, c, ring) ?? EMPTY;
    const [x, y] = [cells.originX(c), cells.originY(c)];
    boxes.set([x0 + x, y0 + y, x1 + x, y1 + y], at);
  }
  return boxes;
}

/** The siblings in the order of Morton's curve through the middles of their boxes. */
function curveOrder(boxes: Float64Array, first: number, count: number): Int32Array {
  const [x, width] = extent(boxes, 0);
  const [y, height] = extent(boxes, 1);
  const steps = 2 ** CURVE_BITS - 1;
  const keys = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const u = step((boxes[4 * k]! + boxes[4 * k + 2]!) / 2 - x, width, steps);
    const v = step((boxes[4 * k + 1]! + boxes[4 * k + 3]!) / 2 - y, height, steps);
    keys[k] = (spread(u) + 2 * spread(v)) * 2 ** CHILD_BITS + k;
  }
  keys.sort();
  return Int32Array.from(keys, (key) => first + (key % 2 ** CHILD_BITS));
}

function extent(boxes: Float64Array, axis: number): [from: number, length: number] {
  let from = Infinity;
  let to = -Infinity;
  for (let k = axis; k < boxes.length; k += 4) {
    from = Math.min(from, boxes[k]!);
    to = Math.max(to, boxes[k + 2]!);
  }
  return [from, to - from];
}

/** A place along a length as a whole number of steps; empty cells, whose middle is no number, stand at 0. */
function step(along: number, length: number, steps: number): number {
  const at = Math.floor((along / length) * steps);
  return at >= 0 && at <= steps ? at : 0;
}

/** The bits of a number below 2^13, each with a 0 before it. */
function spread(bits: number): number {
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
