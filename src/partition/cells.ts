import type { Ellipse, PathSink } from "../geometry/arcs.ts";
import { arcs } from "./region.ts";

/**
 * The kind of all outlines of a map, which an engine states once: axis-parallel rectangles, convex polygons,
 * polygons with upright and level sides that every such line meets in one piece, or polygons of any shape that do not
 * cross themselves. Of these, outlines of several rings (holes, islands) are held as loops.ts says.
 */
export type Shape = "rect" | "convex" | "rectilinear" | "simple";

/** Where the next ring of an outline of several begins, after the corner that closes one: see loops.ts. */
export function nextLoop(points: Float64Array, closing: number): number {
  const next = closing + 2;
  return points[next] === points[0] && points[next + 1] === points[1] ? next + 2 : next;
}

/**
 * Traces a ring of absolute corners, held at the front of `points`, into a path; nothing if there are none.
 *
 * @param ellipse - of which the border of the region is an arc
 */
export function traceRing(points: Float64Array, corners: number, path: PathSink, ellipse?: Ellipse): void {
  if (corners === 0) return;
  if (ellipse && arcs && path.ellipse) {
    arcs.traceArcs(points, corners, ellipse, path as Required<PathSink>);
    return;
  }
  path.moveTo(points[0]!, points[1]!);
  let start = 0;
  for (let k = 2; k < 2 * corners; k += 2) {
    if (points[k] === points[start] && points[k + 1] === points[start + 1]) {
      path.closePath();
      start = k = nextLoop(points, k);
      if (k >= 2 * corners) return;
      path.moveTo(points[k]!, points[k + 1]!);
    } else path.lineTo(points[k]!, points[k + 1]!);
  }
  path.closePath();
}

/**
 * The cells of a tree in typed arrays, each in its parent's frame.
 *
 * The origin of a cell is one of its own corners, held relative to the origin of its parent's cell; the
 * outline is held relative to that origin. So a cell 10⁻¹⁵⁰ wide at x = 1000 keeps its exact shape and area,
 * which absolute coordinates could not hold.
 */
export interface Cells {
  readonly shape: Shape;
  /** Number of corners of cell i; 0 where the cell is empty. */
  corners(i: number): number;
  /** x of the origin of cell i in its parent's frame; of the root's, absolute. */
  originX(i: number): number;
  /** y of the origin of cell i in its parent's frame; of the root's, absolute. */
  originY(i: number): number;
  /** Area of cell i, exact to a few units in the last place at any depth. */
  area(i: number): number;
  /** Writes the centroid of cell i, in its own frame, to `out[0]`, `out[1]`; 0, 0 for an empty cell. */
  centroid(i: number, out: Float64Array): void;
  /** Copies the corners of cell i, in its own frame, to the front of `out`, and returns how many there are. */
  ring(i: number, out: Float64Array): number;
  /** Area of the room for the children of cell i, which its padding leaves. */
  roomArea(i: number): number;
  /** Whether a point of cell i's own frame lies in cell i or on its border. */
  contains(i: number, x: number, y: number): boolean;
  /**
   * A convex part of a cell that lies above y = `limit`, where a text may stand; all of a convex cell that is
   * above. `points` holds the outline of any of these cells, moved and scaled at will; the part is written to
   * the front of `out`, with at most one corner more. Returns how many corners it has, 0 if nothing is left.
   */
  convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number;
  /** The greatest number of corners of any cell: `ring` needs an `out` of twice that length. */
  readonly mostCorners: number;
  /** Rounds every side to a whole number, where the cells are rectangles. */
  round?(): void;
  /**
   * Lets rings begin at the corners at which those of an earlier layout began, so that whoever moves corners from the
   * one to the other does not turn cells round. `match` has the earlier cell of each, or −1.
   */
  beginLike?(before: Cells, match: Int32Array): void;
  /** The ellipse that the border of cell i has arcs of, in a disk. */
  ellipse?(i: number): Ellipse;
  /** Copies of the arrays that hold the cells, of which {@link CellFactory.unpackCells} makes them again. */
  pack(): PackedCells;
}

/** The cells of a map as a few arrays, which go from thread to thread without a copy. */
export type PackedCells = Readonly<Record<string, Float64Array | Int32Array>>;

/** The absolute place of every cell's own origin: x, y, x, y … */
export function addUpOrigins(parent: Int32Array, cells: Cells): Float64Array {
  const origins = new Float64Array(2 * parent.length);
  for (let i = 0; i < parent.length; i++) {
    const p = parent[i]!;
    origins[2 * i] = cells.originX(i) + (p < 0 ? 0 : origins[2 * p]!);
    origins[2 * i + 1] = cells.originY(i) + (p < 0 ? 0 : origins[2 * p + 1]!);
  }
  return origins;
}
