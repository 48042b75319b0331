import { MarquetryError } from "../errors.ts";
import { ringBounds } from "../geometry/ring.ts";
import { checkNode, type WeightedTree } from "../model/weighted-tree.ts";
import type { PathSink } from "../geometry/arcs.ts";
import { addUpOrigins, traceRing, type Cells } from "./cells.ts";
import type { Bound, EngineInfo } from "./engine-info.ts";
import type { Container, Region } from "./region.ts";

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
      /**
       * In a region of any shape, where the outline has several rings: each of them, holes clockwise. `points` then runs
       * through all, to and fro between them.
       */
      readonly rings?: [x: number, y: number][][];
    };

/** The bounding box of a cell in absolute coordinates. */
export interface Bounds {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** What was found where padding was made up for. */
export interface AreaSolution {
  /** Greatest relative error of the area of a leaf that has a solution. */
  readonly residual: number;
  /** Area of a leaf for each unit of its weight. */
  readonly scale: number;
  /** Leaves for which there is no solution, in order. */
  readonly unsolved: Int32Array;
}

/** How a map came about: kept by the layout that made it, and read by it alone to make the next. */
export interface LayoutRecord {
  readonly engine: EngineInfo;
  readonly region: Region;
  /** Whether padding took room from the cells, so that their areas are no longer exact shares. */
  readonly isPadded: boolean;
  /** Whether the sides were rounded to whole numbers. */
  readonly round: boolean;
  /** The tree as it was laid out: with the weights that `minShare` made of its own. */
  readonly laidTree: WeightedTree;
  readonly solved: AreaSolution | null;
  /** The leaves that were given more than their weight asks for, that they may be seen. */
  readonly raised: Int32Array;
  /** Inner nodes whose families the engine had to divide in another way than its own. */
  readonly fallbacks: Int32Array;
  /** What the engine remembers of the layout. */
  readonly memory?: object | undefined;
  /** Numbers of the branches that come of an earlier map; left out where they follow from the ids alone. */
  readonly branchNumbers?: Int32Array | null | undefined;
  /** The same for the branches of views into the map that were drawn, by the node whose children they are. */
  readonly zoomedNumbers?: ReadonlyMap<number, Int32Array> | undefined;
  /** Numbers the branches of views into a map between two others, as these number theirs. */
  readonly numberZoomed?: (trunk: number, colours: number) => Int32Array | null;
  /** All cells of the layout, where a map may show a part of them. */
  readonly cells?: Cells;
  /** Lays out a change of the map as the map was. */
  update(map: Partition, change: unknown, options: unknown): Partition;
  /** Loads and lets go what lies below nodes; left out where the tree is whole. */
  readonly branches?: Branches | undefined;
}

/** What a map of a tree that is loaded in parts can do. */
export interface Branches {
  expand(map: Partition, i: number, options: ExpandOptions): Promise<Partition>;
  collapse(map: Partition, i: number): Partition;
}

/** How {@link Partition.expand} goes about it. */
export interface ExpandOptions {
  /** Ends the wait; what nobody else waits for is no longer loaded. */
  readonly signal?: AbortSignal;
}

/** How {@link Partition.update} goes about it. */
export interface UpdateOptions {
  /**
   * Where the asp of a cell grew by more than this factor, counted from 2.5 at the least, the smallest part of its
   * family is laid out anew in which no cell does, or the whole family if there is none; what lies below it is too.
   * Infinity, the default, keeps all; 1.5 is a usual compromise. In another container the default is 2, with
   * `maxTravel` 1.5.
   */
  readonly maxAspectGrowth?: number;
  /**
   * How far the corners of leaves may move for `maxAspectGrowth` on average, as a part of the container's diagonal: on
   * top of what the weights alone ask for. Where they would move farther, cells may get 2, 4, 8 … times as thin, or
   * all is kept. Infinity by default.
   */
  readonly maxTravel?: number;
  /** The container from now on; that of the map by default. */
  readonly container?: Container;
  /** Whether a tree without weight gives an empty map, as for `layout`; by default as that was asked. */
  readonly empty?: boolean;
  /**
   * The node of the map that each node of the changed tree continues, or −1 for a new one; by default the one of the
   * same id.
   */
  readonly match?: ArrayLike<number>;
}

const NO_LEAVES = /* @__PURE__ */ new Int32Array(0);

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
  readonly engine: EngineInfo;
  /** The container. */
  readonly region: Region;
  /** Whether padding took room from the cells. */
  readonly padded: boolean;
  /** Whether sides were rounded to whole numbers. */
  readonly rounded: boolean;
  /**
   * With `areas: "leaf-exact"`, the greatest relative error of the area of a leaf that has a solution; else null.
   */
  readonly residual: number | null;
  /** With `areas: "leaf-exact"`, the area of a leaf for each unit of its weight; else null. */
  readonly areaPerWeight: number | null;
  /** With `areas: "leaf-exact"`, the leaves for which there is no solution, for padding leaves them no room. */
  readonly unsolved: Int32Array;
  /** The leaves that `minShare` gave more area than their weight asks for. */
  readonly raised: Int32Array;
  /** Inner nodes whose families the engine had to divide in another way than its own; usually none. */
  readonly fallbacks: readonly number[];
  /** The cells as they are stored: for renderers and measures. */
  readonly cells: Cells;
  /** @internal */
  readonly record: LayoutRecord;
  /** @internal */
  private absolute: Float64Array | undefined;

  /** @internal */
  constructor(tree: WeightedTree<T>, cells: Cells, record: LayoutRecord) {
    this.tree = tree;
    this.size = tree.size;
    this.cells = cells;
    this.record = record;
    this.engine = record.engine;
    this.region = record.region;
    this.padded = record.isPadded;
    this.rounded = record.round;
    this.residual = record.solved?.residual ?? null;
    this.areaPerWeight = record.solved?.scale ?? null;
    this.unsolved = record.solved?.unsolved ?? NO_LEAVES;
    this.raised = record.raised;
    // Hardly ever any, and an empty array is made quickest by itself.
    this.fallbacks = record.fallbacks.length > 0 ? Array.from(record.fallbacks) : [];
  }

  /**
   * The absolute place of every cell's own origin: x, y, x, y …
   *
   * These are sums along the way from the root, so they carry the rounding of absolute coordinates: about
   * 10⁻¹⁶ of the container's size. Shapes and areas do not depend on them.
   */
  get origins(): Float64Array {
    this.absolute ??= addUpOrigins(this.tree.parent, this.cells);
    return this.absolute;
  }

  /** The cell of node `i`. */
  cell(i: number): Cell {
    const [points, corners] = this.ring(i);
    if (this.cells.shape !== "rect") {
      const rings = this.cells.shape === "simple" ? ringsOf(points, corners) : [];
      return {
        kind: "polygon",
        points: Array.from({ length: corners }, (_, k) => [points[2 * k]!, points[2 * k + 1]!]),
        ...(rings.length > 1 && { rings }),
      };
    }
    return { kind: "rect", x0: points[0]!, y0: points[1]!, x1: points[4]!, y1: points[5]! };
  }

  /** Area of the cell of node `i`, taken in its own frame: exact where absolute corners would coincide. */
  area(i: number): number {
    this.check(i);
    return this.cells.area(i);
  }

  /** Whether the cell of node `i` is empty: its weight is 0, or padding left no room for it. */
  isEmpty(i: number): boolean {
    this.check(i);
    return this.cells.corners(i) === 0;
  }

  /** Centroid of the cell of node `i`. */
  centroid(i: number): [x: number, y: number] {
    this.check(i);
    const out = new Float64Array(2);
    this.cells.centroid(i, out);
    return [this.origins[2 * i]! + out[0]!, this.origins[2 * i + 1]! + out[1]!];
  }

  /** Bounding box of the cell of node `i`. */
  bounds(i: number): Bounds {
    const [points, corners] = this.ring(i);
    return ringBounds(points, 0, Math.max(corners, 1));
  }

  /** Traces the outline of the cell of node `i` into a canvas context or any other path; nothing for an empty cell. */
  trace(i: number, path: PathSink): void {
    const [points, corners] = this.ring(i);
    traceRing(points, corners, path, this.cells.ellipse?.(i));
  }

  /**
   * The deepest node whose cell holds the point, or −1 outside the container. On a border between siblings it
   * is the first of them; in the room that padding leaves it is the parent. Time: the fan-outs on the way down.
   */
  at(x: number, y: number): number {
    const { cells, tree } = this;
    let px = x - cells.originX(0);
    let py = y - cells.originY(0);
    if (!Number.isFinite(px - py) || !cells.contains(0, px, py) || cells.corners(0) === 0) return -1;
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

  /**
   * Lays out changed weights, or a changed tree, so that cells stay where they were as far as their areas allow; after an
   * empty map, where they were before it.
   *
   * Whatever the layout was asked for (padding, exact leaf areas, a least share, whole pixels) holds for the next as
   * well. Engines of cuts keep the tree of cuts and their directions, `voronoi` keeps its sites. Nodes of another tree are
   * matched by id; where one is gone its sibling takes the room, a new one shares the room of its heaviest sibling.
   * `angular` keeps the bound of the new weights as well, and cuts anew what would break it; the others lay a family
   * out anew in any case if a cell in it would get an asp beyond 10,000.
   *
   * Engines of rectangles keep their rows and columns: children that come go where they cost least, and those that
   * come back to where they were. With `maxAspectGrowth` the cuts around a thin cell are turned, or it goes to another
   * row; where that does not do, parts of the family are laid out anew. Engines without a memory (`slice`, `dice`,
   * `sliceDice`, which need none) lay the tree out afresh.
   *
   * @param change - weights of the leaves by node (as long as the tree; inner nodes are not read), or a tree
   * @throws MarquetryError as `layout` and {@link WeightedTree.withWeights} do
   * @example
   * const weights = map.tree.weight.slice();
   * weights[7] *= 1.1;
   * const next = map.update(weights);
   */
  update(change: ArrayLike<number> | WeightedTree<T>, options: UpdateOptions = {}): Partition<T> {
    return this.record.update(this, change, options) as Partition<T>;
  }

  /**
   * Loads the children of node `i` of a tree that `lazyTree` made, and lays them out in its cell: every other cell of
   * the map that it returns is the same to the bit. Where they are there, it notes that they were looked at, and returns
   * this very map. Numbers of nodes change: find nodes again by their ids.
   *
   * @throws MarquetryError `bad-node`; `bad-input` if the tree is whole; `source-failed` and `bad-source` with the
   * node's path, which `tree.failure(i)` tells from then on; the signal's reason if it ended the wait
   * @example
   * let map = layout(lazyTree(source), { engine: squarify(), container: [960, 600] });
   * map = await map.expand(map.at(300, 200));
   */
  async expand(i: number, options: ExpandOptions = {}): Promise<Partition<T>> {
    this.check(i);
    return (await this.branches("expand").expand(this, i, options)) as Partition<T>;
  }

  /**
   * Lets go all below node `i` of a tree that `lazyTree` made, so that it counts as not loaded; all other cells stay.
   *
   * @throws MarquetryError `bad-node`; `bad-input` if the tree is whole
   */
  collapse(i: number): Partition<T> {
    this.check(i);
    return this.branches("collapse").collapse(this, i) as Partition<T>;
  }

  /**
   * The limit that the engine has proven for this map's tree and container; null if none, with padding, which takes
   * room from cells, and in an empty map.
   */
  bound(): Bound | null {
    return this.record.isPadded || this.isEmpty(0)
      ? null
      : this.engine.bound(this.record.laidTree, this.region, this.record.memory);
  }

  /**
   * The same map with other cells in place of its own: for renderers that leave some out, or draw them elsewhere.
   *
   * @param cells - as many as the tree has nodes
   */
  withCells(cells: Cells): Partition<T> {
    return new Partition(this.tree, cells, this.record);
  }

  /**
   * The node of a datum: of the very object that the tree was made of, so of a d3 node where it was made of a
   * `d3.hierarchy`. −1 if there is none; the first in breadth-first order where a datum stands in several places. The
   * first call makes an index of all nodes.
   *
   * @example const i = map.indexOf(event.currentTarget.__data__);
   */
  indexOf(datum: T): number {
    return this.tree.derived.byDatum().get(datum) ?? -1;
  }

  /**
   * The nodes from the root down to node `i`, both included; `map.tree.path(i)` is the same in labels.
   *
   * @throws MarquetryError `bad-node`
   * @example map.path(i).map((node) => map.tree.label(node)).join(" › ");
   */
  path(i: number): number[] {
    this.check(i);
    const way: number[] = [];
    for (let node = i; node >= 0; node = this.tree.parent[node]!) way.push(node);
    return way.reverse();
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
  private ring(i: number): [points: Float64Array, corners: number] {
    this.check(i);
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

  private check(i: number): void {
    checkNode(this, i, "partition");
  }

  private branches(asked: string): Branches {
    const { branches } = this.record;
    if (branches) return branches;
    const message = `map.${asked} is for maps of trees that are loaded in parts: see lazyTree`;
    throw new MarquetryError("bad-input", message);
  }
}

/** The rings of an outline. */
function ringsOf(points: Float64Array, corners: number): [x: number, y: number][][] {
  const rings: [x: number, y: number][][] = [];
  traceRing(points, corners, {
    moveTo: (x, y) => rings.push([[x, y]]),
    lineTo: (x, y) => rings.at(-1)!.push([x, y]),
    closePath: () => undefined,
  });
  return rings;
}
