import { eachBoxOverlap } from "../geometry/box-overlaps.ts";
import { eachLoop } from "../geometry/loops.ts";
import { OutlineIndex } from "../geometry/outline-index.ts";
import { rectilinearBoxes } from "../geometry/rectilinear.ts";
import { longerSide, ringBounds } from "../geometry/ring.ts";
import { distanceOutside, overlapDepth } from "../geometry/separation.ts";
import type { Partition } from "../partition/partition.ts";
import { AREA_TOLERANCE, PLACE_TOLERANCE, digits, isRounding, type IssueList } from "./issues.ts";

/**
 * Checks one family after the other: children within their parent's cell, apart from each other, and together
 * as large as it.
 *
 * The outlines of a family are read into one array, in the parent's frame and in units of the longer side of
 * the parent's bounding box, so that tolerances mean the same at any depth.
 *
 * @param covers - Whether children must cover their parents.
 */
export function familyCheck(map: Partition, list: IssueList, covers: boolean): (i: number) => void {
  /** Outlines, the parent's first; where each begins, in numbers; and the bounding boxes of the children. */
  let points: Float64Array = new Float64Array(256);
  let starts: Int32Array = new Int32Array(64);
  let boxes: Float64Array = new Float64Array(128);
  /** The children that have a cell. */
  let child: Int32Array = new Int32Array(32);
  let count = 0;
  /** Outlines of any shape made ready to be asked, where they were asked. */
  let indices: OutlineIndex[] = [];
  const ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 4));
  return check;

  /** Checks the children of node i. */
  function check(i: number): void {
    const { cells } = map;
    const corners = cells.ring(i, ring);
    const unit = corners > 0 ? longerSide(ring, corners) : 0;
    if (covers) checkCover(i, unit);
    if (!(unit > 0)) {
      expectNoCells(i);
      return;
    }
    read(i, corners, unit);
    for (let k = 0; k < count && !list.isFull; k++) checkContainment(k, unit);
    eachBoxOverlap(boxes, count, PLACE_TOLERANCE, (a, b) => {
      checkOverlap(a, b, unit);
      return !list.isFull;
    });
  }

  function checkCover(i: number, unit: number): void {
    const { cells, tree } = map;
    const area = cells.area(i);
    const first = tree.firstChild[i]!;
    let sum = 0;
    for (let c = first; c < first + tree.childCount[i]!; c++) sum += cells.area(c);
    const error = sum / area - 1;
    const isOff =
      Math.abs(error) > AREA_TOLERANCE && !isRounding(Math.abs(sum - area) / tree.childCount[i]!, unit);
    if (tree.weight[i]! > 0 && isOff) {
      list.add("cover", i, `its children have ${digits(1 + error)} times its area`, error);
    }
  }

  function expectNoCells(i: number): void {
    const { cells, tree } = map;
    const first = tree.firstChild[i]!;
    for (let c = first; c < first + tree.childCount[i]!; c++) {
      const area = cells.area(c);
      if (area > 0)
        list.add("containment", c, `a cell of area ${digits(area)} in an empty parent`, Math.sqrt(area));
    }
  }

  /** Reads the outlines of parent i, which is in the ring buffer, and of its children. */
  function read(i: number, corners: number, unit: number): void {
    const { cells, tree } = map;
    const first = tree.firstChild[i]!;
    const end = first + tree.childCount[i]!;
    reserve(end - first);
    starts[0] = 0;
    indices = [];
    append(0, 0, 0, corners, unit);
    count = 0;
    for (let c = first; c < end; c++) {
      const own = cells.ring(c, ring);
      if (own === 0) continue;
      const k = count++;
      child[k] = c;
      append(k + 1, cells.originX(c), cells.originY(c), own, unit);
      bound(k);
    }
  }

  function reserve(count: number): void {
    if (child.length >= count) return;
    child = new Int32Array(2 * count);
    starts = new Int32Array(2 * count + 2);
    boxes = new Float64Array(8 * count);
  }

  /** Appends the ring in the buffer as outline k: 0 the parent's, k + 1 that of the kth child with a cell. */
  function append(k: number, x: number, y: number, corners: number, unit: number): void {
    const start = starts[k]!;
    const end = start + 2 * corners;
    if (points.length < end) {
      const more = new Float64Array(2 * end);
      more.set(points);
      points = more;
    }
    for (let j = 0; j < 2 * corners; j += 2) {
      points[start + j] = (x + ring[j]!) / unit;
      points[start + j + 1] = (y + ring[j + 1]!) / unit;
    }
    starts[k + 1] = end;
  }

  function bound(k: number): void {
    const start = starts[k + 1]!;
    const { x0, y0, x1, y1 } = ringBounds(points, start, (starts[k + 2]! - start) / 2);
    boxes[4 * k] = x0;
    boxes[4 * k + 1] = y0;
    boxes[4 * k + 2] = x1;
    boxes[4 * k + 3] = y1;
  }

  function checkContainment(k: number, unit: number): void {
    const { shape } = map.cells;
    const outside =
      shape === "rectilinear"
        ? uncovered(k)
        : shape === "simple"
          ? Math.max(depth(k + 1, 0, false), depth(0, k + 1, true))
          : farthestOutside(k);
    if (!(outside > PLACE_TOLERANCE)) return;
    list.add(
      "containment",
      child[k]!,
      `it reaches ${digits(outside * unit)} out of its parent`,
      outside * unit,
    );
  }

  /** How far the kth child's farthest corner lies outside a convex parent. */
  function farthestOutside(k: number): number {
    const parentCorners = starts[1]! / 2;
    let most = -Infinity;
    for (let j = starts[k + 1]!; j < starts[k + 2]!; j += 2) {
      const outside = distanceOutside(points, 0, parentCorners, points[j]!, points[j + 1]!);
      if (outside > most) most = outside;
    }
    return most;
  }

  /** The part of the kth child that its rectilinear parent does not cover, as the side of a square. */
  function uncovered(k: number): number {
    const own = boxesOf(k + 1);
    const parent = boxesOf(0);
    let area = 0;
    for (let a = 0; a < own.length; a += 4) area += (own[a + 2]! - own[a]!) * (own[a + 3]! - own[a + 1]!);
    const size = area;
    eachCommonBox(own, parent, (width, height) => (area -= width * height));
    return area > AREA_TOLERANCE * size ? Math.sqrt(area) : 0;
  }

  function checkOverlap(a: number, b: number, unit: number): void {
    const depth = overlap(a, b);
    if (!(depth > PLACE_TOLERANCE)) return;
    const [earlier, later] = [child[Math.min(a, b)]!, child[Math.max(a, b)]!];
    const what = `it overlaps its sibling ${list.name(earlier)} by ${digits(depth * unit)}`;
    list.add("overlap", later, what, depth * unit);
  }

  /** How deep the ath and bth child lie in each other, knowing that their bounding boxes overlap. */
  function overlap(a: number, b: number): number {
    const { shape } = map.cells;
    if (shape === "rectilinear") return rectilinearOverlap(a, b);
    if (shape === "simple") return Math.max(depth(a + 1, b + 1, true), depth(b + 1, a + 1, true));
    const [startA, startB] = [starts[a + 1]!, starts[b + 1]!];
    const cornersA = (starts[a + 2]! - startA) / 2;
    const cornersB = (starts[b + 2]! - startB) / 2;
    return overlapDepth(points, startA, cornersA, startB, cornersB);
  }

  /** How far from the border of an outline the corners of another, and the middles of its sides, lie inside it, or outside. */
  function depth(of: number, other: number, isInside: boolean): number {
    const [start, end] = [starts[of]!, starts[of + 1]!];
    const index = (indices[other] ??= indexOf(other));
    let most = 0;
    const look = (x: number, y: number): void => {
      if (index.contains(x, y) === isInside) most = Math.max(most, index.distance(x, y, PLACE_TOLERANCE));
    };
    eachLoop(points, start, (end - start) / 2, (first, count) => {
      for (let k = 0, a = first + 2 * count - 2; k < count; k++) {
        const b = first + 2 * k;
        look(points[b]!, points[b + 1]!);
        look((points[a]! + points[b]!) / 2, (points[a + 1]! + points[b + 1]!) / 2);
        a = b;
      }
    });
    return most;
  }

  function indexOf(outline: number): OutlineIndex {
    const from = starts[outline]!;
    return new OutlineIndex(points, from, (starts[outline + 1]! - from) / 2);
  }

  function rectilinearOverlap(a: number, b: number): number {
    let depth = 0;
    eachCommonBox(boxesOf(a + 1), boxesOf(b + 1), (width, height) => {
      depth = Math.max(depth, Math.min(width, height));
    });
    return depth;
  }

  function boxesOf(outline: number): number[] {
    const start = starts[outline]!;
    return rectilinearBoxes(points, start, (starts[outline + 1]! - start) / 2);
  }
}

/** Visits what the boxes of one list have in common with those of another. */
function eachCommonBox(
  some: number[],
  others: number[],
  visit: (width: number, height: number) => void,
): void {
  for (let a = 0; a < some.length; a += 4) {
    for (let b = 0; b < others.length; b += 4) {
      const width = Math.min(some[a + 2]!, others[b + 2]!) - Math.max(some[a]!, others[b]!);
      const height = Math.min(some[a + 3]!, others[b + 3]!) - Math.max(some[a + 1]!, others[b + 1]!);
      if (width > 0 && height > 0) visit(width, height);
    }
  }
}
