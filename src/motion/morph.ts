import { ringArea, ringBounds, ringCentroid, ringContains } from "../geometry/ring.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Partition } from "../partition/partition.ts";
import type { MergedTree } from "./merge-trees.ts";
import { RingPairer } from "./pair-rings.ts";

/** A node without a cell of its own at one end. */
const NONE = -1;
/** How often the way to the middle of a cell is halved in search of a place in it. */
const HALVINGS = 8;

/** One end of the way of all cells: how they lie before, or after. Numbers go by nodes of the merged tree. */
export interface End {
  readonly map: Partition;
  /** Node of the map, or −1. */
  readonly node: Int32Array;
  /** Corners of all cells, each relative to its first one, at the places that {@link Morph.start} tells. */
  points: Float64Array;
  /** x, y of the first corner in the frame of the parent's first corner; of a {@link Morph.free} node absolute. */
  readonly origin: Float64Array;
  /** x, y of the centroid from the first corner. */
  readonly centre: Float64Array;
  /** How far the cell reaches from its centroid to the left, up, to the right and down. */
  readonly reach: Float64Array;
  readonly area: Float64Array;
  readonly weight: Float64Array;
  /** x, y of the corner that was made the first, from the map's own first one. */
  readonly shift: Float64Array;
}

/**
 * The ways of all cells from one map to another, worked out once: a frame is then a line through all arrays.
 *
 * All is told in the frame of the parent, and moves with it, so small cells keep their digits.
 */
export interface Morph<T = unknown> {
  readonly tree: WeightedTree<T>;
  readonly before: End;
  readonly after: End;
  /** Corners of each cell, 0 where it is empty at both ends, and where they begin in `points`, in numbers. */
  readonly corners: Int32Array;
  readonly start: Int32Array;
  /** What the corners of both ends have of area together; see {@link mixedArea}. */
  readonly mixed: Float64Array;
  /** 1 for nodes that go from one parent to another: they follow neither of them. */
  readonly free: Uint8Array;
  readonly hasFree: boolean;
}

/** Works out the ways of all cells. */
export function prepareMorph<T>(before: Partition<T>, after: Partition<T>, merged: MergedTree<T>): Morph<T> {
  const { tree } = merged;
  const { size, parent } = tree;
  const usual = 2 * 6 * size;
  const a = makeEnd(before, merged.before, usual);
  const b = makeEnd(after, merged.after, usual);
  const corners = new Int32Array(size);
  const start = new Int32Array(size);
  const mixed = new Float64Array(size);
  const free = new Uint8Array(size);
  const areConvex = before.cells.shape !== "rectilinear" && after.cells.shape !== "rectilinear";
  const rings = [before, after].map(({ cells }) => new Float64Array(2 * Math.max(cells.mostCorners, 1)));
  const [ringA, ringB] = rings as [Float64Array, Float64Array];
  const pairer = new RingPairer(before.cells.mostCorners + after.cells.mostCorners);
  let used = 0;
  for (let i = 0; i < size; i++) {
    start[i] = used;
    const countA = readRing(a, i, ringA);
    const countB = readRing(b, i, ringB);
    if (countA + countB === 0) continue;
    // A cell that comes or goes has all its corners in one place at the other end.
    const only = countA === 0 ? ringB : ringA;
    const paired =
      countA > 0 && countB > 0
        ? pairer.pair(ringA, countA, ringB, countB, areConvex)
        : { corners: countA + countB, before: only, after: only };
    const count = paired.corners;
    corners[i] = count;
    used += 2 * count;
    if (countA > 0) writeRing(a, i, start[i]!, paired.before, count);
    if (countB > 0) writeRing(b, i, start[i]!, paired.after, count);
    reserve(a, used);
    reserve(b, used);
    if (countA > 0 && countB > 0) mixed[i] = mixedArea(a.points, b.points, start[i]!, count);
  }
  const morph = { tree, before: a, after: b, corners, start, mixed, free, hasFree: false };
  for (let i = 0; i < size; i++) {
    if (corners[i] === 0) continue;
    const isAtA = a.area[i]! > 0;
    const isAtB = b.area[i]! > 0;
    if (isAtA) placeKnown(a, parent, i);
    if (isAtB) placeKnown(b, parent, i);
    const staysBelow = (!isAtA || isWithParent(a, parent, i)) && (!isAtB || isWithParent(b, parent, i));
    if (i > 0 && !staysBelow) {
      free[i] = 1;
      morph.hasFree = true;
      placeFree(a, i);
      placeFree(b, i);
      continue;
    }
    if (!isAtA) placePoint(morph, b, a, i);
    if (!isAtB) placePoint(morph, a, b, i);
  }
  return morph;
}

function makeEnd(map: Partition, node: Int32Array, numbers: number): End {
  const size = node.length;
  const weight = Float64Array.from(node, (i) => (i >= 0 ? map.tree.weight[i]! : 0));
  return {
    map,
    node,
    points: new Float64Array(numbers),
    origin: new Float64Array(2 * size),
    centre: new Float64Array(2 * size),
    reach: new Float64Array(4 * size),
    area: new Float64Array(size),
    weight,
    shift: new Float64Array(2 * size),
  };
}

function readRing({ map, node }: End, i: number, out: Float64Array): number {
  const own = node[i]!;
  return own >= 0 && map.cells.corners(own) > 0 ? map.cells.ring(own, out) : 0;
}

function reserve(end: End, used: number): void {
  if (used <= end.points.length) return;
  const grown = new Float64Array(Math.ceil(1.5 * used));
  grown.set(end.points);
  end.points = grown;
}

function writeRing(end: End, i: number, start: number, ring: Float64Array, corners: number): void {
  reserve(end, start + 2 * corners);
  const { points, centre, reach, shift } = end;
  const [x, y] = [ring[0]!, ring[1]!];
  for (let k = 0; k < 2 * corners; k += 2) {
    points[start + k] = ring[k]! - x;
    points[start + k + 1] = ring[k + 1]! - y;
  }
  shift[2 * i] = x;
  shift[2 * i + 1] = y;
  end.area[i] = ringArea(points, start, corners);
  const middle = centre.subarray(2 * i, 2 * i + 2);
  ringCentroid(points, start, corners, middle);
  const { x0, y0, x1, y1 } = ringBounds(points, start, corners);
  reach[4 * i] = middle[0]! - x0;
  reach[4 * i + 1] = middle[1]! - y0;
  reach[4 * i + 2] = x1 - middle[0]!;
  reach[4 * i + 3] = y1 - middle[1]!;
}

/** The area of a ring between two is (1 − t)² · before + t (1 − t) · mixed + t² · after. */
function mixedArea(a: Float64Array, b: Float64Array, start: number, corners: number): number {
  let twice = 0;
  for (let k = start + 2, end = start + 2 * corners; k < end; k += 2) {
    const p = k - 2;
    twice += a[p + 1]! * b[k]! - a[p]! * b[k + 1]! + (b[p + 1]! * a[k]! - b[p]! * a[k + 1]!);
  }
  return twice / 2;
}

/** Whether the map has the node below the very node that it lies below in the merged tree. */
function isWithParent({ map, node }: End, parent: Int32Array, i: number): boolean {
  return map.tree.parent[node[i]!] === node[parent[i]!];
}

function placeKnown({ map, node, origin, shift }: End, parent: Int32Array, i: number): void {
  const p = parent[i]!;
  const own = node[i]!;
  origin[2 * i] = map.cells.originX(own) + shift[2 * i]! - (p < 0 ? 0 : shift[2 * p]!);
  origin[2 * i + 1] = map.cells.originY(own) + shift[2 * i + 1]! - (p < 0 ? 0 : shift[2 * p + 1]!);
}

function placeFree({ map, node, origin, shift }: End, i: number): void {
  for (let axis = 2 * i; axis < 2 * i + 2; axis++) {
    origin[axis] = map.origins[2 * node[i]! + (axis & 1)]! + shift[axis]!;
  }
}

/**
 * Where a cell that is there at one end only comes from or goes to: the like place in its parent's cell at the
 * other end.
 */
function placePoint({ tree, start, corners }: Morph, there: End, absent: End, i: number): void {
  const p = tree.parent[i]!;
  // A whole map comes from its middle.
  if (p === NONE) for (const axis of [0, 1]) absent.origin[axis] = there.origin[axis]! + there.centre[axis]!;
  // A parent that is not there either is a point, and so is all that it holds.
  if (p === NONE || !(absent.area[p]! > 0) || !(there.area[p]! > 0)) return;
  const from = start[p]!;
  const count = corners[p]!;
  const own = ringBounds(there.points, from, count);
  const other = ringBounds(absent.points, from, count);
  const x = there.origin[2 * i]! + there.centre[2 * i]!;
  const y = there.origin[2 * i + 1]! + there.centre[2 * i + 1]!;
  let px = other.x0 + ((x - own.x0) / (own.x1 - own.x0)) * (other.x1 - other.x0);
  let py = other.y0 + ((y - own.y0) / (own.y1 - own.y0)) * (other.y1 - other.y0);
  const [mx, my] = middleOf(absent.points, from, count, (other.y0 + other.y1) / 2);
  for (let k = 0; k < HALVINGS && !ringContains(absent.points, from, count, px, py); k++) {
    px = (px + mx) / 2;
    py = (py + my) / 2;
  }
  absent.origin[2 * i] = px;
  absent.origin[2 * i + 1] = py;
}

/** The middle of a ring at a level that it meets in one piece. */
function middleOf(points: Float64Array, from: number, corners: number, y: number): [x: number, y: number] {
  let [x0, x1] = [Infinity, -Infinity];
  for (let k = from, end = from + 2 * corners; k < end; k += 2) {
    const next = k + 2 < end ? k + 2 : from;
    const [ay, by] = [points[k + 1]!, points[next + 1]!];
    if (ay > y === by > y) continue;
    const x = points[k]! + ((y - ay) / (by - ay)) * (points[next]! - points[k]!);
    x0 = Math.min(x0, x);
    x1 = Math.max(x1, x);
  }
  return [(x0 + x1) / 2, y];
}
