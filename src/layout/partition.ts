import { MarquetryError, show } from "../errors.ts";
import { ringCentroid } from "../geometry/ring.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Cells, PathSink } from "./cells.ts";
import type { Engine } from "./engine.ts";
import type { Region } from "./region.ts";

/** A cell in absolute coordinates. */
export type Cell =
  | {
      readonly kind: "rect";
      readonly x0: number;
      readonly y0: number;
      readonly x1: number;
      readonly y1: number;
    }
  | {
      readonly kind: "polygon";
      /** Corners, counter-clockwise as drawn with y downwards, the first not repeated; none if the cell is empty. */
      readonly points: [x: number, y: number][];
    };

/** The bounding box of a cell in absolute coordinates. */
export interface Bounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** How a partition came about. */
export interface PartitionInfo {
  readonly engine: Engine;
  readonly region: Region;
  /** Whether padding took room from the cells, so that their areas are no longer exact shares. */
  readonly padded: boolean;
  /** Whether the sides were rounded to whole numbers. */
  readonly rounded: boolean;
}

/**
 * A region divided among the nodes of a tree: what {@link layout} returns.
 *
 * All cells live in a few typed arrays, each in its parent's frame; methods that answer in absolute
 * coordinates add the frames up, and make an object only for the node asked about.
 */
export class Partition<T = unknown> {
  /** The tree laid out. */
  readonly tree: WeightedTree<T>;
  /** Number of cells: one a node, empty ones included. */
  readonly size: number;
  /** The engine that made it. */
  readonly engine: Engine;
  /** The container. */
  readonly region: Region;
  /** Whether padding took room from the cells. */
  readonly padded: boolean;
  /** Whether sides were rounded to whole numbers. */
  readonly rounded: boolean;
  /** The cells as they are stored: for renderers and measures. */
  readonly cells: Cells;
  #origins: Float64Array | undefined;

  constructor(tree: WeightedTree<T>, cells: Cells, info: PartitionInfo) {
    this.tree = tree;
    this.size = tree.size;
    this.cells = cells;
    this.engine = info.engine;
    this.region = info.region;
    this.padded = info.padded;
    this.rounded = info.rounded;
  }

  /**
   * The absolute place of every cell's own origin: x, y, x, y …
   *
   * These are sums along the way from the root, so they carry the rounding of absolute coordinates: about
   * 10⁻¹⁶ of the container's size. Shapes and areas do not depend on them.
   */
  get origins(): Float64Array {
    this.#origins ??= addUpOrigins(this.tree.parent, this.cells);
    return this.#origins;
  }

  /** The cell of node `i`. */
  cell(i: number): Cell {
    const [points, corners] = this.#ring(i);
    if (this.cells.kind === "polygon") {
      return {
        kind: "polygon",
        points: Array.from({ length: corners }, (_, k) => [points[2 * k]!, points[2 * k + 1]!]),
      };
    }
    return { kind: "rect", x0: points[0]!, y0: points[1]!, x1: points[4]!, y1: points[5]! };
  }

  /** Area of the cell of node `i`, taken in its own frame: exact where absolute corners would coincide. */
  area(i: number): number {
    this.#check(i);
    return this.cells.area(i);
  }

  /** Whether the cell of node `i` is empty: its weight is 0, or padding left no room for it. */
  isEmpty(i: number): boolean {
    this.#check(i);
    return this.cells.corners(i) === 0;
  }

  /** Centroid of the cell of node `i`. */
  centroid(i: number): [x: number, y: number] {
    const [points, corners] = this.#ring(i);
    const out = new Float64Array(2);
    ringCentroid(points, 0, Math.max(corners, 1), out);
    return [out[0]!, out[1]!];
  }

  /** Bounding box of the cell of node `i`. */
  bounds(i: number): Bounds {
    const [points, corners] = this.#ring(i);
    let [x0, y0] = points as unknown as [number, number];
    let [x1, y1] = [x0, y0];
    for (let k = 2; k < 2 * corners; k += 2) {
      x0 = Math.min(x0, points[k]!);
      x1 = Math.max(x1, points[k]!);
      y0 = Math.min(y0, points[k + 1]!);
      y1 = Math.max(y1, points[k + 1]!);
    }
    return { x0, y0, x1, y1 };
  }

  /** Traces the outline of the cell of node `i` into a canvas context or any other path; nothing for an empty cell. */
  trace(i: number, path: PathSink): void {
    const [points, corners] = this.#ring(i);
    if (corners === 0) return;
    path.moveTo(points[0]!, points[1]!);
    for (let k = 2; k < 2 * corners; k += 2) path.lineTo(points[k]!, points[k + 1]!);
    path.closePath();
  }

  /**
   * The deepest node whose cell holds the point, or −1 outside the container. On a border between siblings it
   * is the first of them; in the room that padding leaves it is the parent. Time: the fan-outs on the way down.
   */
  at(x: number, y: number): number {
    const { cells, tree } = this;
    let px = x - cells.originX(0);
    let py = y - cells.originY(0);
    if (!cells.contains(0, px, py)) return -1;
    let i = 0;
    let c = tree.firstChild[0]!;
    let end = c + tree.childCount[0]!;
    while (c < end) {
      const cx = px - cells.originX(c);
      const cy = py - cells.originY(c);
      if (cells.corners(c) > 0 && cells.contains(c, cx, cy)) {
        i = c;
        px = cx;
        py = cy;
        c = tree.firstChild[i]!;
        end = c + tree.childCount[i]!;
      } else c++;
    }
    return i;
  }

  /** The leaves, in breadth-first order. */
  leaves(): IterableIterator<number> {
    return this.tree.leaves();
  }

  /** All nodes in breadth-first order: parents before children, so a painter may draw them as they come. */
  *[Symbol.iterator](): IterableIterator<number> {
    for (let i = 0; i < this.size; i++) yield i;
  }

  /** The ring of cell i in absolute coordinates; a rectangle has its four corners even when it is empty. */
  #ring(i: number): [points: Float64Array, corners: number] {
    this.#check(i);
    const points = new Float64Array(2 * Math.max(this.cells.mostCorners, 1));
    const corners = this.cells.ring(i, points);
    const x = this.origins[2 * i]!;
    const y = this.origins[2 * i + 1]!;
    for (let k = 0; k < points.length; k += 2) {
      points[k]! += x;
      points[k + 1]! += y;
    }
    return [points, corners];
  }

  #check(i: number): void {
    if (Number.isInteger(i) && i >= 0 && i < this.size) return;
    throw new MarquetryError(
      "bad-node",
      `no node ${show(i)}: the partition has nodes 0 to ${this.size - 1}`,
      { value: i },
    );
  }
}

function addUpOrigins(parent: Int32Array, cells: Cells): Float64Array {
  const origins = new Float64Array(2 * parent.length);
  for (let i = 0; i < parent.length; i++) {
    const p = parent[i]!;
    origins[2 * i] = cells.originX(i) + (p < 0 ? 0 : origins[2 * p]!);
    origins[2 * i + 1] = cells.originY(i) + (p < 0 ? 0 : origins[2 * p + 1]!);
  }
  return origins;
}
