import { largestBox } from "../geometry/largest-box.ts";
import { convexContains, ringArea, ringBounds, ringContains } from "../geometry/ring.ts";
import { clipRing, LEAST_LEFT, offsetRing, withoutNoise } from "../geometry/clip.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells } from "./cells.ts";
import { convexRegion } from "./polygon-region.ts";
import { rectangle, type Region } from "./region.ts";
import type { Spacing } from "./padding.ts";
import type { Stage } from "./cell-factory.ts";

/** A convex ring in the frame of the cell it lies in: the first 2 × `corners` numbers of `points`. */
export interface Ring {
  corners: number;
  points: Float64Array;
}

/** Corners reserved per node at first: cells of cuts have about four on average. */
const USUAL_CORNERS = 5;

/**
 * Polygonal cells: rings in one array, each relative to its first corner, whose place is relative to the
 * parent's first corner.
 */
export class RingCells implements Cells {
  readonly kind = "polygon";
  mostCorners = 0;
  readonly #origin: Float64Array;
  readonly #start: Int32Array;
  readonly #corners: Int32Array;
  #points: Float64Array;
  #used = 0;
  readonly #tree: WeightedTree;
  /** The padding asked for, for engines that lay out a whole tree at once. */
  readonly spacing: Spacing;

  readonly #rectilinear: boolean;

  constructor(tree: WeightedTree, region: Region, spacing: Spacing, rectilinear: boolean) {
    this.#rectilinear = rectilinear;
    this.#tree = tree;
    this.spacing = spacing;
    this.#origin = new Float64Array(2 * tree.size);
    this.#start = new Int32Array(tree.size);
    this.#corners = new Int32Array(tree.size);
    this.#points = new Float64Array(2 * USUAL_CORNERS * tree.size + region.ring.length);
    this.set(0, 0, 0, region.ring, 0, region.ring.length / 2);
  }

  /**
   * Writes the ring of cell i: `corners` corners from `points[from]` on, in a frame whose origin lies at
   * (x, y) of the parent's frame. The first corner becomes the cell's own origin.
   */
  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    const start = this.#used;
    const own = this.#reserve(2 * corners);
    const firstX = corners > 0 ? points[from]! : 0;
    const firstY = corners > 0 ? points[from + 1]! : 0;
    let end = start;
    for (let k = from; k < from + 2 * corners; k += 2) {
      const ownX = points[k]! - firstX;
      const ownY = points[k + 1]! - firstY;
      // Corners that a much smaller sibling left may coincide in this frame.
      if (end > start && ownX === own[end - 2] && ownY === own[end - 1]) continue;
      own[end++] = ownX;
      own[end++] = ownY;
    }
    while (end - start > 2 && own[end - 2] === 0 && own[end - 1] === 0) end -= 2;
    this.#used = end;
    const kept = (end - start) / 2;
    this.#origin[2 * i] = x + firstX;
    this.#origin[2 * i + 1] = y + firstY;
    this.#start[i] = start;
    this.#corners[i] = kept;
    if (kept > this.mostCorners) this.mostCorners = kept;
  }

  /**
   * Tells where the children of cell i go, in its own frame. Engines visit every inner node once, parents
   * first: `open` it, `set` its children, `close` it. Padding happens in these two calls.
   */
  open(i: number, room: Ring): void {
    const corners = this.#corners[i]!;
    // Cutting off the four padded sides can add four corners.
    if (room.points.length < 2 * corners + 8) room.points = new Float64Array(4 * corners + 8);
    room.corners = this.ring(i, room.points);
    if (!this.spacing.none) this.#pad(i, room);
  }

  /** Takes half the inner padding off every side of the children of cell i. */
  close(i: number): void {
    if (this.spacing.none) return;
    const half = this.spacing.inner(i) / 2;
    if (half === 0) return;
    const first = this.#tree.firstChild[i]!;
    const end = first + this.#tree.childCount[i]!;
    for (let c = first; c < end; c++) this.#shrink(c, half);
  }

  corners(i: number): number {
    return this.#corners[i]!;
  }

  originX(i: number): number {
    return this.#origin[2 * i]!;
  }

  originY(i: number): number {
    return this.#origin[2 * i + 1]!;
  }

  area(i: number): number {
    return ringArea(this.#points, this.#start[i]!, this.#corners[i]!);
  }

  ring(i: number, out: Float64Array): number {
    const corners = this.#corners[i]!;
    const start = this.#start[i]!;
    const points = this.#points;
    for (let k = 0; k < 2 * corners; k++) out[k] = points[start + k]!;
    return corners;
  }

  convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
    if (this.#rectilinear) return largestBox(points, corners, out, limit);
    const kept = clipRing(points, corners, 0, 1, limit, out);
    return ringArea(out, 0, kept) > 0 ? kept : 0;
  }

  contains(i: number, x: number, y: number): boolean {
    const corners = this.#corners[i]!;
    if (corners === 0) return false;
    const contains = this.#rectilinear ? ringContains : convexContains;
    return contains(this.#points, this.#start[i]!, corners, x, y);
  }

  /** The outer padding moves every side in; a side given by itself keeps its distance from the bounding box too. */
  #pad(i: number, room: Ring): void {
    const spacing = this.spacing;
    const sides = [spacing.left(i), spacing.top(i), spacing.right(i), spacing.bottom(i)];
    const half = spacing.inner(i) / 2;
    const around = Math.min(...sides);
    const scratch = new Float64Array(room.points.length);
    const { x0, y0, x1, y1 } = ringBounds(room.points, 0, room.corners);
    room.corners = offsetRing(room.points, room.corners, around - half, scratch);
    const least = LEAST_LEFT * Math.max(Math.abs(x0), Math.abs(y0), Math.abs(x1), Math.abs(y1));
    const clip = (nx: number, ny: number, limit: number) => {
      if (room.corners === 0) return;
      const kept = clipRing(room.points, room.corners, nx, ny, limit, scratch);
      room.corners = withoutNoise(scratch, kept, least);
      room.points.set(scratch.subarray(0, 2 * room.corners));
    };
    if (sides[0]! > around) clip(-1, 0, -(x0 + sides[0]! - half));
    if (sides[1]! > around) clip(0, -1, -(y0 + sides[1]! - half));
    if (sides[2]! > around) clip(1, 0, x1 - sides[2]! + half);
    if (sides[3]! > around) clip(0, 1, y1 - sides[3]! + half);
  }

  /** Moves the sides of cell c inwards; its ring can only lose corners, so it stays where it is in the array. */
  #shrink(c: number, distance: number): void {
    const corners = this.#corners[c]!;
    if (corners === 0) return;
    const start = this.#start[c]!;
    const ring = this.#points.slice(start, start + 2 * corners + 2);
    const left = offsetRing(ring, corners, distance, new Float64Array(2 * corners + 2));
    const firstX = left > 0 ? ring[0]! : 0;
    const firstY = left > 0 ? ring[1]! : 0;
    for (let k = 0; k < 2 * left; k += 2) {
      this.#points[start + k] = ring[k]! - firstX;
      this.#points[start + k + 1] = ring[k + 1]! - firstY;
    }
    this.#corners[c] = left;
    this.#origin[2 * c]! += firstX;
    this.#origin[2 * c + 1]! += firstY;
  }

  #reserve(length: number): Float64Array {
    const needed = this.#used + length;
    if (needed > this.#points.length) {
      const grown = new Float64Array(Math.max(needed, Math.ceil(1.5 * this.#points.length)));
      grown.set(this.#points);
      this.#points = grown;
    }
    this.#used = needed;
    return this.#points;
  }
}

/** The stage of an engine that makes polygons. */
export const ringStage: Stage<RingCells> = (tree, container, spacing, { name, shape }) => {
  const region = shape === "rectilinear" ? rectangle(container, name) : convexRegion(container);
  return { region, cells: new RingCells(tree, region, spacing, shape === "rectilinear") };
};
