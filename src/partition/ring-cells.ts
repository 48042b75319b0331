import { likeFirstCorner } from "../geometry/align-rings.ts";
import type { Ellipse } from "../geometry/arcs.ts";
import { Carver } from "../geometry/carve.ts";
import type { Margins } from "../geometry/rectilinear-inset.ts";
import { ringArea, ringCentroid } from "../geometry/ring.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { CellFactory } from "./cell-factory.ts";
import type { Cells, PackedCells } from "./cells.ts";
import type { Padding } from "./padding.ts";

/** A ring in the frame of the cell it lies in: the first 2 × `corners` numbers of `points`. */
export interface Ring {
  corners: number;
  points: Float64Array;
}

/** What the outlines of polygonal cells have of their kind: how they are asked, cut short and moved inwards. */
export interface RingKind {
  readonly shape: "convex" | "rectilinear" | "simple";
  /** Whether a point lies in a ring or on it. */
  contains(points: Float64Array, start: number, corners: number, x: number, y: number): boolean;
  /** See {@link Cells.convexPart}. */
  convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number;
  /**
   * Moves the sides of a ring inwards, outwards where a distance is negative: those that face left, up, right and
   * down each by its own distance. Returns the ring that is left, with no corners where nothing is.
   */
  inset(ring: Readonly<Ring>, left: number, top: number, right: number, bottom: number): Ring;
  /**
   * Moves all sides of a ring inwards by a distance, and keeps what is far enough from the sides of the cell around
   * it; left out where the one follows from the other.
   */
  insetWithin?(ring: Readonly<Ring>, distance: number, around: Surroundings): Ring;
  /** Writes a point in the middle of a ring; its centroid where left out. */
  centroid?(points: Float64Array, start: number, corners: number, out: Float64Array): void;
}

/** The cell that a ring lies in, which stands at (x, y) of its frame, and the distances to keep from its sides. */
export interface Surroundings extends Ring {
  readonly margins: Margins;
  x: number;
  y: number;
}

/** Corners reserved per node at first: cells of cuts have about four on average. */
const USUAL_CORNERS = 5;

/** The arrays of {@link RingCells}. */
interface RingArrays {
  /** x and y of the first corner of each cell, in its parent's frame. */
  readonly origin: Float64Array;
  /** Where the ring of each cell begins in `points`, and how many corners it has. */
  readonly start: Int32Array;
  readonly corners: Int32Array;
  /** The rings, each relative to its first corner. */
  readonly points: Float64Array;
}

/**
 * Polygonal cells: rings in one array, each relative to its first corner, whose place is relative to the
 * parent's first corner.
 */
export class RingCells implements Cells {
  readonly shape: "convex" | "rectilinear" | "simple";
  mostCorners = 0;
  ellipse?: (i: number) => Ellipse;
  /** The padding asked for, for engines that lay out a whole tree at once. */
  readonly padding: Padding;
  /** @internal */
  private readonly kind: RingKind;
  /** @internal */
  private readonly tree: WeightedTree;
  /** @internal */
  private readonly origin: Float64Array;
  /** @internal */
  private readonly start: Int32Array;
  /** @internal */
  private readonly count: Int32Array;
  /** @internal */
  private points: Float64Array;
  /** @internal */
  private used: number;

  constructor(kind: RingKind, tree: WeightedTree, padding: Padding, arrays: RingArrays, used: number) {
    this.kind = kind;
    this.shape = kind.shape;
    this.tree = tree;
    this.padding = padding;
    this.origin = arrays.origin;
    this.start = arrays.start;
    this.count = arrays.corners;
    this.points = arrays.points;
    this.used = used;
    for (const corners of arrays.corners) if (corners > this.mostCorners) this.mostCorners = corners;
  }

  /**
   * Writes the ring of cell i: `corners` corners from `points[from]` on, in a frame whose origin lies at
   * (x, y) of the parent's frame. The first corner becomes the cell's own origin.
   */
  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    const start = this.used;
    const own = this.reserve(2 * corners);
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
    this.used = end;
    const kept = (end - start) / 2;
    this.origin[2 * i] = x + firstX;
    this.origin[2 * i + 1] = y + firstY;
    this.start[i] = start;
    this.count[i] = kept;
    if (kept > this.mostCorners) this.mostCorners = kept;
  }

  /**
   * Tells where the children of cell i go, in its own frame. Engines visit every inner node once, parents
   * first: `open` it, `set` its children, `close` it. Padding happens in these two calls.
   *
   * Half the inner padding will go off every side of each child, so the room is widened by as much.
   */
  open(i: number, room: Ring): void {
    const corners = this.count[i]!;
    if (room.points.length < 2 * corners) room.points = new Float64Array(4 * corners);
    room.corners = this.ring(i, room.points);
    const { padding } = this;
    if (padding.none || corners === 0) return;
    const half = padding.inner(i) / 2;
    const left = this.kind.inset(
      room,
      padding.left(i) - half,
      padding.top(i) - half,
      padding.right(i) - half,
      padding.bottom(i) - half,
    );
    room.corners = left.corners;
    if (room.points.length < 2 * left.corners) room.points = new Float64Array(4 * left.corners);
    room.points.set(left.points.subarray(0, 2 * left.corners));
  }

  /**
   * Takes half the inner padding off every side of the children of cell i. What lies in these keeps its place, so
   * that an engine may write all cells as if there were no padding, and close them afterwards, parents first.
   */
  close(i: number): void {
    const { padding, kind, tree } = this;
    if (padding.none) return;
    const half = padding.inner(i) / 2;
    if (half === 0 && !kind.insetWithin) return;
    const ring: Ring = { corners: 0, points: new Float64Array(2 * this.mostCorners) };
    const around = kind.insetWithin && this.surroundings(i);
    const first = tree.firstChild[i]!;
    for (let c = first; c < first + tree.childCount[i]!; c++) {
      ring.corners = this.ring(c, ring.points);
      if (ring.corners === 0) continue;
      const [x, y] = [this.originX(c), this.originY(c)];
      if (around) [around.x, around.y] = [x, y];
      const { points, corners } = around
        ? kind.insetWithin!(ring, half, around)
        : kind.inset(ring, half, half, half, half);
      const end = this.used;
      // A ring that has lost corners, or none, takes the place that it had.
      const isLarger = corners > ring.corners;
      if (!isLarger) this.used = this.start[c]!;
      this.set(c, x, y, points, 0, corners);
      if (!isLarger) this.used = end;
      if (corners > 0) this.shift(c, -points[0]!, -points[1]!);
    }
  }

  beginLike(before: Cells, match: Int32Array): void {
    const { points, start, count } = this;
    const isAlike = before instanceof RingCells;
    const ring = isAlike ? before.points : new Float64Array(2 * Math.max(before.mostCorners, 1));
    const scratch = new Float64Array(2 * this.mostCorners);
    for (let i = 0; i < match.length; i++) {
      const twin = match[i]!;
      if (twin < 0 || count[i] === 0 || before.corners(twin) === 0) continue;
      const from = isAlike ? before.start[twin]! : 0;
      const corners = isAlike ? before.count[twin]! : before.ring(twin, ring);
      const first = likeFirstCorner(ring, from, corners, points, start[i]!, count[i]!);
      if (first > 0) this.turn(i, first, scratch);
    }
  }

  /**
   * Makes corner `first` of cell i the one at which its ring begins, unless corners that lie very near the old one
   * would then coincide; what lies in the cell keeps its place.
   *
   * @internal
   */
  private turn(i: number, first: number, old: Float64Array): void {
    const { points } = this;
    const corners = this.count[i]!;
    const start = this.start[i]!;
    this.ring(i, old);
    const x = old[2 * first]!;
    const y = old[2 * first + 1]!;
    // Outlines of several rings hang together at their first corner: see loops.ts.
    if (this.shape === "simple")
      for (let k = 2; k < 2 * corners; k += 2) if (old[k] === old[0] && old[k + 1] === old[1]) return;
    for (let k = 0, last = 2 * corners - 2; k < 2 * corners; last = k, k += 2)
      if (old[k]! - x === old[last]! - x && old[k + 1]! - y === old[last + 1]! - y) return;
    for (let k = 0, from = 2 * first; k < 2 * corners; k += 2, from = (from + 2) % (2 * corners)) {
      points[start + k] = old[from]! - x;
      points[start + k + 1] = old[from + 1]! - y;
    }
    this.origin[2 * i]! += x;
    this.origin[2 * i + 1]! += y;
    this.shift(i, -x, -y);
  }

  /** @internal */
  private surroundings(i: number): Surroundings {
    const { padding } = this;
    const points = new Float64Array(2 * this.count[i]!);
    const margins = {
      left: padding.left(i),
      top: padding.top(i),
      right: padding.right(i),
      bottom: padding.bottom(i),
    };
    return { points, corners: this.ring(i, points), margins, x: 0, y: 0 };
  }

  /** @internal */
  private shift(i: number, dx: number, dy: number): void {
    const first = this.tree.firstChild[i]!;
    for (let c = first; c < first + this.tree.childCount[i]!; c++) {
      this.origin[2 * c]! += dx;
      this.origin[2 * c + 1]! += dy;
    }
  }

  corners(i: number): number {
    return this.count[i]!;
  }

  originX(i: number): number {
    return this.origin[2 * i]!;
  }

  originY(i: number): number {
    return this.origin[2 * i + 1]!;
  }

  area(i: number): number {
    return ringArea(this.points, this.start[i]!, this.count[i]!);
  }

  centroid(i: number, out: Float64Array): void {
    out.fill(0, 0, 2);
    if (this.count[i]! > 0)
      (this.kind.centroid ?? ringCentroid)(this.points, this.start[i]!, this.count[i]!, out);
  }

  ring(i: number, out: Float64Array): number {
    const corners = this.count[i]!;
    const start = this.start[i]!;
    const points = this.points;
    for (let k = 0; k < 2 * corners; k++) out[k] = points[start + k]!;
    return corners;
  }

  convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
    return this.kind.convexPart(points, corners, limit, out);
  }

  contains(i: number, x: number, y: number): boolean {
    const corners = this.count[i]!;
    return corners > 0 && this.kind.contains(this.points, this.start[i]!, corners, x, y);
  }

  roomArea(i: number): number {
    if (this.padding.none || this.count[i] === 0) return this.area(i);
    const room: Ring = { corners: 0, points: new Float64Array(0) };
    this.open(i, room);
    return ringArea(room.points, 0, room.corners);
  }

  pack(): PackedCells {
    return {
      origin: this.origin.slice(),
      start: this.start.slice(),
      corners: this.count.slice(),
      points: this.points.slice(0, this.used),
    };
  }

  private reserve(length: number): Float64Array {
    const needed = this.used + length;
    if (needed > this.points.length) {
      const grown = new Float64Array(Math.max(needed, Math.ceil(1.5 * this.points.length)));
      grown.set(this.points);
      this.points = grown;
    }
    this.used = needed;
    return this.points;
  }
}

/** Cells of one kind of polygon, in containers that it can fill. */
export function ringCells(
  kind: RingKind,
  readContainer: CellFactory["readContainer"],
): CellFactory<RingCells> {
  return {
    shape: kind.shape,
    bound: () => null,
    readContainer,
    makeCells(tree, { ring }, padding) {
      const { size } = tree;
      const numbers = 2 * USUAL_CORNERS * size + ring.length;
      const carver = new Carver(24 * size + 8 * numbers);
      const arrays = {
        origin: carver.floats(2 * size),
        points: carver.floats(numbers),
        start: carver.integers(size),
        corners: carver.integers(size),
      };
      const cells = new RingCells(kind, tree, padding, arrays, 0);
      cells.set(0, 0, 0, ring, 0, ring.length / 2);
      return cells;
    },
    unpackCells(tree, padding, packed) {
      const arrays = packed as unknown as RingArrays;
      return new RingCells(kind, tree, padding, arrays, arrays.points.length);
    },
  };
}
