import { eachBoxOverlap } from "../geometry/box-overlaps.ts";
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
 */
export class FamilyCheck {
  readonly #map: Partition;
  readonly #list: IssueList;
  /** Whether children must cover their parents. */
  readonly #covers: boolean;
  /** Outlines, the parent's first; where each begins, in numbers; and the bounding boxes of the children. */
  #points: Float64Array = new Float64Array(256);
  #start: Int32Array = new Int32Array(64);
  #boxes: Float64Array = new Float64Array(128);
  /** The children that have a cell. */
  #child: Int32Array = new Int32Array(32);
  #count = 0;
  readonly #ring: Float64Array;

  constructor(map: Partition, list: IssueList, covers: boolean) {
    this.#map = map;
    this.#list = list;
    this.#covers = covers;
    this.#ring = new Float64Array(2 * Math.max(map.cells.mostCorners, 4));
  }

  /** Checks the children of node i. */
  check(i: number): void {
    const { cells } = this.#map;
    const corners = cells.ring(i, this.#ring);
    const unit = corners > 0 ? longerSide(this.#ring, corners) : 0;
    if (this.#covers) this.#checkCover(i, unit);
    if (!(unit > 0)) {
      this.#expectNoCells(i);
      return;
    }
    this.#read(i, corners, unit);
    for (let k = 0; k < this.#count && !this.#list.isFull; k++) this.#checkContainment(k, unit);
    eachBoxOverlap(this.#boxes, this.#count, PLACE_TOLERANCE, (a, b) => {
      this.#checkOverlap(a, b, unit);
      return !this.#list.isFull;
    });
  }

  #checkCover(i: number, unit: number): void {
    const { cells, tree } = this.#map;
    const area = cells.area(i);
    const first = tree.firstChild[i]!;
    let sum = 0;
    for (let c = first; c < first + tree.childCount[i]!; c++) sum += cells.area(c);
    const error = sum / area - 1;
    const isOff =
      Math.abs(error) > AREA_TOLERANCE && !isRounding(Math.abs(sum - area) / tree.childCount[i]!, unit);
    if (tree.weight[i]! > 0 && isOff) {
      this.#list.add("cover", i, `its children have ${digits(1 + error)} times its area`, error);
    }
  }

  #expectNoCells(i: number): void {
    const { cells, tree } = this.#map;
    const first = tree.firstChild[i]!;
    for (let c = first; c < first + tree.childCount[i]!; c++) {
      const area = cells.area(c);
      if (area > 0)
        this.#list.add(
          "containment",
          c,
          `a cell of area ${digits(area)} in an empty parent`,
          Math.sqrt(area),
        );
    }
  }

  /** Reads the outlines of parent i, which is in the ring buffer, and of its children. */
  #read(i: number, corners: number, unit: number): void {
    const { cells, tree } = this.#map;
    const first = tree.firstChild[i]!;
    const end = first + tree.childCount[i]!;
    this.#reserve(end - first);
    this.#start[0] = 0;
    this.#append(0, 0, 0, corners, unit);
    this.#count = 0;
    for (let c = first; c < end; c++) {
      const own = cells.ring(c, this.#ring);
      if (own === 0) continue;
      const k = this.#count++;
      this.#child[k] = c;
      this.#append(k + 1, cells.originX(c), cells.originY(c), own, unit);
      this.#bound(k);
    }
  }

  #reserve(count: number): void {
    if (this.#child.length >= count) return;
    this.#child = new Int32Array(2 * count);
    this.#start = new Int32Array(2 * count + 2);
    this.#boxes = new Float64Array(8 * count);
  }

  /** Appends the ring in the buffer as outline k: 0 the parent's, k + 1 that of the kth child with a cell. */
  #append(k: number, x: number, y: number, corners: number, unit: number): void {
    const start = this.#start[k]!;
    const end = start + 2 * corners;
    if (this.#points.length < end) {
      const more = new Float64Array(2 * end);
      more.set(this.#points);
      this.#points = more;
    }
    for (let j = 0; j < 2 * corners; j += 2) {
      this.#points[start + j] = (x + this.#ring[j]!) / unit;
      this.#points[start + j + 1] = (y + this.#ring[j + 1]!) / unit;
    }
    this.#start[k + 1] = end;
  }

  #bound(k: number): void {
    const start = this.#start[k + 1]!;
    const { x0, y0, x1, y1 } = ringBounds(this.#points, start, (this.#start[k + 2]! - start) / 2);
    this.#boxes[4 * k] = x0;
    this.#boxes[4 * k + 1] = y0;
    this.#boxes[4 * k + 2] = x1;
    this.#boxes[4 * k + 3] = y1;
  }

  #checkContainment(k: number, unit: number): void {
    const outside = this.#map.cells.shape === "rectilinear" ? this.#uncovered(k) : this.#farthestOutside(k);
    if (!(outside > PLACE_TOLERANCE)) return;
    this.#list.add(
      "containment",
      this.#child[k]!,
      `it reaches ${digits(outside * unit)} out of its parent`,
      outside * unit,
    );
  }

  /** How far the kth child's farthest corner lies outside a convex parent. */
  #farthestOutside(k: number): number {
    const parentCorners = this.#start[1]! / 2;
    let most = -Infinity;
    for (let j = this.#start[k + 1]!; j < this.#start[k + 2]!; j += 2) {
      const outside = distanceOutside(this.#points, 0, parentCorners, this.#points[j]!, this.#points[j + 1]!);
      if (outside > most) most = outside;
    }
    return most;
  }

  /** The part of the kth child that its rectilinear parent does not cover, as the side of a square. */
  #uncovered(k: number): number {
    const own = this.#boxesOf(k + 1);
    const parent = this.#boxesOf(0);
    let area = 0;
    for (let a = 0; a < own.length; a += 4) area += (own[a + 2]! - own[a]!) * (own[a + 3]! - own[a + 1]!);
    const size = area;
    eachCommonBox(own, parent, (width, height) => (area -= width * height));
    return area > AREA_TOLERANCE * size ? Math.sqrt(area) : 0;
  }

  #checkOverlap(a: number, b: number, unit: number): void {
    const depth = this.#overlap(a, b);
    if (!(depth > PLACE_TOLERANCE)) return;
    const [earlier, later] = [this.#child[Math.min(a, b)]!, this.#child[Math.max(a, b)]!];
    const what = `it overlaps its sibling ${this.#list.name(earlier)} by ${digits(depth * unit)}`;
    this.#list.add("overlap", later, what, depth * unit);
  }

  /** How deep the ath and bth child lie in each other, knowing that their bounding boxes overlap. */
  #overlap(a: number, b: number): number {
    if (this.#map.cells.shape === "rectilinear") return this.#rectilinearOverlap(a, b);
    const [startA, startB] = [this.#start[a + 1]!, this.#start[b + 1]!];
    const cornersA = (this.#start[a + 2]! - startA) / 2;
    const cornersB = (this.#start[b + 2]! - startB) / 2;
    return overlapDepth(this.#points, startA, cornersA, startB, cornersB);
  }

  #rectilinearOverlap(a: number, b: number): number {
    let depth = 0;
    eachCommonBox(this.#boxesOf(a + 1), this.#boxesOf(b + 1), (width, height) => {
      depth = Math.max(depth, Math.min(width, height));
    });
    return depth;
  }

  #boxesOf(outline: number): number[] {
    const start = this.#start[outline]!;
    return rectilinearBoxes(this.#points, start, (this.#start[outline + 1]! - start) / 2);
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
