import { overlapDepth } from "../geometry/separation.ts";
import { ringBounds } from "../geometry/ring.ts";
import type { Partition } from "../partition/partition.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";

/** Beyond so many cells their outline takes longer than it is worth: their parent's fill stands for them. */
const MOST_OUTLINED = 5000;
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
  const { cells, tree } = map;
  if (small.length < 2 || small.length > MOST_OUTLINED || cells.shape === "rectilinear") return null;
  const hidden = new Set(small);
  const first = tree.firstChild[parent]!;
  const siblings = Array.from({ length: tree.childCount[parent]! }, (_, k) => first + k);
  const others = siblings.filter((c) => !hidden.has(c)).map((c) => cornersOf(map, c).flat());
  const corners = small.map((c) => cornersOf(map, c));
  let best: Float64Array | null = null;
  // If the last k lie apart from all others, so do fewer: the greatest k is found by halving.
  for (let low = 0, high = small.length - 1; low < high;) {
    const from = (low + high) >> 1;
    const points = corners.slice(from).flat();
    const outline = cells.shape === "rect" ? boundingBox(points) : convexHull(points);
    if (others.some((ring) => reachesInto(outline, ring))) low = from + 1;
    else {
      best = outline;
      high = from;
    }
  }
  return best;
}

/** Corners of a cell in its parent's frame. */
function cornersOf({ cells }: Partition, i: number): [x: number, y: number][] {
  const ring = new Float64Array(2 * Math.max(cells.mostCorners, 4));
  const corners = cells.ring(i, ring);
  const [x, y] = [cells.originX(i), cells.originY(i)];
  return Array.from({ length: corners }, (_, k) => [x + ring[2 * k]!, y + ring[2 * k + 1]!]);
}

function boundingBox(points: readonly (readonly [number, number])[]): Float64Array {
  const { x0, y0, x1, y1 } = ringBounds(Float64Array.from(points.flat()), 0, points.length);
  return Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0);
}

/** Counter-clockwise as drawn; Andrew's monotone chain. */
function convexHull(points: [x: number, y: number][]): Float64Array {
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

function reachesInto(outline: Float64Array, corners: readonly number[]): boolean {
  if (corners.length === 0) return false;
  const both = Float64Array.from([...outline, ...corners]);
  const depth = overlapDepth(both, 0, outline.length / 2, outline.length, corners.length / 2);
  const size = Math.max(...corners) - Math.min(...corners);
  return depth > TOUCH * size;
}
