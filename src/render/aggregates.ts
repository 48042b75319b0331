import { overlapDepth } from "../geometry/separation.ts";
import { ringBounds } from "../geometry/ring.ts";
import type { Partition } from "../partition/partition.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";

/** Beyond so many polygons their outline takes longer than it is worth: their parent's fill stands for them. */
const MOST_OUTLINED = 200;
/** So many hulls of polygons are tried. */
const MOST_HULLS = 4;
/** Part of a length by which outlines may seem to overlap that only touch. */
const TOUCH = 1e-6;

/** The number of leaves with a weight among the siblings `first … end − 1` and below them, of those that are asked for. */
export function countLeaves(
  { firstChild, childCount, weight }: WeightedTree,
  first: number,
  end: number,
  isAskedFor: (leaf: number) => boolean = () => true,
): number {
  let count = 0;
  for (let [low, high] = [first, end]; low < high;) {
    for (let i = low; i < high; i++) if (childCount[i] === 0 && weight[i]! > 0 && isAskedFor(i)) count++;
    const last = high - 1;
    low = firstChild[low]!;
    high = firstChild[last]! + childCount[last]!;
  }
  return count;
}

/**
 * One outline for small siblings, in their parent's frame: the bounding box of as many of the last of them as lie
 * together, or the convex hull of polygons. Null if not even two do. Siblings usually come by falling weight, and
 * engines put neighbours in that order side by side, so that the last of a family lie in one place.
 */
export function outlineTogether(
  map: Partition,
  parent: number,
  small: readonly number[],
): Float64Array | null {
  const { shape } = map.cells;
  const isBox = shape === "rect";
  if (
    small.length < 2 ||
    shape === "rectilinear" ||
    shape === "simple" ||
    (!isBox && small.length > MOST_OUTLINED)
  )
    return null;
  const family = readFamily(map, parent, small);
  let best: Float64Array | null = null;
  // If the last k lie apart from all others, so do fewer: the greatest k is found by halving.
  let steps = isBox ? Infinity : MOST_HULLS;
  for (let low = 0, high = small.length - 1; low < high && steps > 0; steps--) {
    const from = (low + high) >> 1;
    const outline = isBox ? boxFrom(family, from) : hullFrom(family, from);
    if (isAlone(family, outline, isBox)) {
      best = outline;
      high = from;
    } else low = from + 1;
  }
  return best;
}

/** Corners of siblings in their parent's frame, and the boxes round them. */
interface Family {
  /** Of the small ones in turn, x and y of each corner. */
  readonly small: readonly Float64Array[];
  readonly others: readonly Float64Array[];
  /** Of the others, four sides each: left, top, right, bottom. */
  readonly otherBoxes: Float64Array;
  /** The box round the small ones from each on. */
  readonly boxes: Float64Array;
}

function readFamily(map: Partition, parent: number, small: readonly number[]): Family {
  const { firstChild, childCount } = map.tree;
  const first = firstChild[parent]!;
  const count = childCount[parent]!;
  const hidden = new Uint8Array(count);
  for (const c of small) hidden[c - first] = 1;
  const isBox = map.cells.shape === "rect";
  const scratch = new Float64Array(2 * Math.max(map.cells.mostCorners, 4));
  const others: Float64Array[] = [];
  const otherBoxes = new Float64Array(4 * (count - small.length));
  let filled = 0;
  for (let k = 0; k < count; k++) {
    if (hidden[k] === 1) continue;
    const corners = cornersOf(map, first + k, scratch);
    if (corners === 0) continue;
    clearBox(otherBoxes, filled);
    widen(otherBoxes, filled, scratch, corners);
    filled += 4;
    if (!isBox) others.push(scratch.slice(0, 2 * corners));
  }
  const rings: Float64Array[] = [];
  const boxes = new Float64Array(4 * small.length);
  for (let k = small.length - 1; k >= 0; k--) {
    const corners = cornersOf(map, small[k]!, scratch);
    if (k === small.length - 1) clearBox(boxes, 4 * k);
    else boxes.copyWithin(4 * k, 4 * k + 4, 4 * k + 8);
    widen(boxes, 4 * k, scratch, corners);
    if (!isBox) rings[k] = scratch.slice(0, 2 * corners);
  }
  return { small: rings, others, otherBoxes: otherBoxes.subarray(0, filled), boxes };
}

function clearBox(boxes: Float64Array, at: number): void {
  boxes[at] = boxes[at + 1] = Infinity;
  boxes[at + 2] = boxes[at + 3] = -Infinity;
}

/** Widens a box so that it holds a ring too. */
function widen(boxes: Float64Array, at: number, ring: Float64Array, corners: number): void {
  for (let k = 0; k < 2 * corners; k += 2) {
    const x = ring[k]!;
    const y = ring[k + 1]!;
    if (x < boxes[at]!) boxes[at] = x;
    if (y < boxes[at + 1]!) boxes[at + 1] = y;
    if (x > boxes[at + 2]!) boxes[at + 2] = x;
    if (y > boxes[at + 3]!) boxes[at + 3] = y;
  }
}

/** Puts the corners of a cell in its parent's frame into `ring`, and returns their number. */
function cornersOf({ cells }: Partition, i: number, ring: Float64Array): number {
  if (cells.corners(i) === 0) return 0;
  const corners = cells.ring(i, ring);
  const x = cells.originX(i);
  const y = cells.originY(i);
  for (let k = 0; k < 2 * corners; k += 2) {
    ring[k] = ring[k]! + x;
    ring[k + 1] = ring[k + 1]! + y;
  }
  return corners;
}

function boxFrom({ boxes }: Family, from: number): Float64Array {
  const [x0, y0, x1, y1] = boxes.subarray(4 * from, 4 * from + 4) as unknown as [
    number,
    number,
    number,
    number,
  ];
  return Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0);
}

function hullFrom({ small }: Family, from: number): Float64Array {
  const points: [x: number, y: number][] = [];
  for (const ring of small.slice(from))
    for (let k = 0; k < ring.length; k += 2) points.push([ring[k]!, ring[k + 1]!]);
  return convexHull(points);
}

/** Whether an outline reaches into none of the other siblings. */
function isAlone({ others, otherBoxes }: Family, outline: Float64Array, isBox: boolean): boolean {
  const { x0, y0, x1, y1 } = ringBounds(outline, 0, outline.length / 2);
  const touch = TOUCH * Math.max(x1 - x0, y1 - y0);
  for (let k = 0; 4 * k < otherBoxes.length; k++) {
    const across = Math.min(x1, otherBoxes[4 * k + 2]!) - Math.max(x0, otherBoxes[4 * k]!);
    const down = Math.min(y1, otherBoxes[4 * k + 3]!) - Math.max(y0, otherBoxes[4 * k + 1]!);
    if (Math.min(across, down) > touch && (isBox || reachesInto(outline, others[k]!))) return false;
  }
  return true;
}

/** Counter-clockwise as drawn; Andrew's monotone chain. */
export function convexHull(points: [x: number, y: number][]): Float64Array {
  points.sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const chain = (ordered: readonly [number, number][]): [number, number][] => {
    const kept: [number, number][] = [];
    for (const [x, y] of ordered) {
      while (kept.length > 1) {
        const [[ax, ay], [bx, by]] = kept.slice(-2) as [[number, number], [number, number]];
        if ((bx - ax) * (y - ay) - (by - ay) * (x - ax) < 0) break;
        kept.pop();
      }
      kept.push([x, y]);
    }
    return kept.slice(0, -1);
  };
  const lower = chain(points);
  return Float64Array.from([...lower, ...chain(points.reverse())].flat());
}

function reachesInto(outline: Float64Array, ring: Float64Array): boolean {
  const both = new Float64Array(outline.length + ring.length);
  both.set(outline);
  both.set(ring, outline.length);
  const depth = overlapDepth(both, 0, outline.length / 2, outline.length, ring.length / 2);
  const { x0, y0, x1, y1 } = ringBounds(ring, 0, ring.length / 2);
  return depth > TOUCH * Math.max(x1 - x0, y1 - y0);
}
