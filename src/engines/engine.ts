import type { SiteCells } from "../geometry/power/cells.ts";
import type { RegularTriangulation } from "../geometry/power/triangulation.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { BoxCells } from "../partition/box-cells.ts";
import type { CellFactory } from "../partition/cell-factory.ts";
import type { Cells } from "../partition/cells.ts";
import type { EngineInfo } from "../partition/engine-info.ts";
import type { Region } from "../partition/region.ts";
import type { RingCells } from "../partition/ring-cells.ts";
import type { Steps } from "./steps.ts";

export type { Box, BoxCells } from "../partition/box-cells.ts";
export type { CellFactory } from "../partition/cell-factory.ts";
export type { Cells, Shape } from "../partition/cells.ts";
export type { Bound, BoundMeasure, EngineInfo } from "../partition/engine-info.ts";
export type { Container, Region } from "../partition/region.ts";
export type { Ring, RingCells } from "../partition/ring-cells.ts";
export type { WeightedTree } from "../model/weighted-tree.ts";

/**
 * What an engine remembers of a layout, so that changed weights can be laid out alike: typed arrays, numbers, texts
 * and plain objects of them, nothing else, so that it can be packed and sent to another thread.
 */
export interface LayoutMemory {
  /**
   * Inner nodes whose families could not be divided as the engine does it, and so were divided in another way, with
   * exact areas all the same; none by default. `map.fallbacks` and `quality` report them.
   */
  readonly fallbacks?: Int32Array;
}

/** Finds the weights of a power diagram whose cells have given areas: the part of voronoi's solver that regions need. */
export interface PowerSolver {
  readonly mesh: RegularTriangulation;
  readonly targets: Float64Array;
  readonly error: number;
  begin(count: number, room: Float64Array, corners: number): void;
  start(): boolean;
  retake(): boolean;
  solve(enough?: number): boolean;
  moveToCentroids(factor: number, halvings: number): boolean;
  fatten(times: number): void;
}

/** Where users want a node to lie, in the container's coordinates, or nothing. */
export type AskPlace = (datum: unknown, node: number) => readonly [x: number, y: number] | null | undefined;

/** An earlier layout of the same engine, to be repeated as far as other weights, nodes or another container allow. */
export interface EarlierLayout<M extends LayoutMemory = LayoutMemory> {
  /** The tree as it was laid out. */
  readonly tree: WeightedTree;
  readonly cells: Cells;
  /** What the engine returned. */
  readonly memory: M;
  /** The earlier node that each node of the tree continues, or −1. */
  readonly match: Int32Array;
  /** By how much the container has become wider and higher since: 1 and 1 in the same container. */
  readonly stretch: readonly [x: number, y: number];
  /** Cells whose asp grew by more than this factor are to be laid out anew, with as little else as will do; Infinity for none. */
  readonly maxAspectGrowth: number;
  /** Whether to keep every cut, however thin cells get and whatever bound they break. */
  readonly keepsAll: boolean;
}

/**
 * THE contract: an engine divides the region of a tree's root among all its nodes.
 *
 * It takes over one of {@link boxCells}, {@link convexCells} and {@link rectilinearCells}, which state the shape of
 * its cells: padding, labels, exact leaf areas and validation follow from that. It is called with the root's cell
 * written and must write every other cell that has a weight; what is never written is empty. For each inner node i,
 * parents before children (see {@link eachFamily}), `cells.open(i, room)` writes the room for the children into an
 * object of yours, `cells.set(child, …)` writes each of them, `cells.close(i)` ends the family. Padding may leave no
 * room: a width or height of 0, no corners. What an engine must guarantee, without padding:
 * - the cells of siblings cover their parent's room, unless the engine says `hasGaps`, and do not overlap;
 * - areas are proportional to weights, to a relative 1e-9, unless the engine says `hasInexactAreas`;
 * - a node without weight gets a cell without area (boxes: a width or height of 0; polygons: no corners);
 * - the same input gives the same output: no chance, no clock;
 * - no recursion over the tree, which may be a million levels deep;
 * - it only reads the tree. What it is handed is a copy of the weights.
 *
 * It may return what it remembers, and is then handed it again when the map is updated. Where nothing is proven it
 * needs no `bound`.
 *
 * The simplest way to write one is to divide a single family: see {@link rectEngine} and {@link convexEngine}.
 *
 * @example
 * const engine: Engine<BoxCells> = { ...boxCells, name: "mine", description: "…", partition(tree, region, cells) { … } };
 */
export interface Engine<C extends Cells = Cells, M extends LayoutMemory = LayoutMemory>
  extends EngineInfo, CellFactory<C> {
  readonly shape: C["shape"];
  /** Where users want nodes to lie, for regions of any shape, and the engine for families without such places. */
  readonly placed?: { readonly ask: AskPlace; readonly otherwise: () => Engine<C, M> } | undefined;
  /**
   * For regions of any shape: what finds the weights of power cells clipped to them, how often sites move, and whether
   * families are to be cut only where that fails.
   *
   * @internal
   */
  readonly powers?:
    | {
        readonly moves: { readonly toCentroids: number; readonly toFatter: number };
        readonly isPure: boolean;
        readonly solver: (cells: SiteCells) => PowerSolver;
      }
    | undefined;
  /** Whether its cuts can all be kept for any weights, so that `keepsAll` is heeded; false by default. */
  readonly canKeepAllCuts?: boolean;
  /**
   * Its `partition` again, if that is known to leave the weights alone that it is handed: they need no copy then. Where
   * another `partition` has taken the place, it says nothing.
   *
   * @internal
   */
  readonly reader?: unknown;
  /**
   * What `partition` does, in steps, so that a page can do other things in between. It counts where `reader` says that
   * `partition` is still its own.
   *
   * @internal
   */
  steps?(tree: WeightedTree, region: Region, cells: C, earlier?: EarlierLayout<M>): Steps<M | undefined>;
  /** Whether it lays out each family by itself as another engine of the same name does; false by default. */
  readonly isByFamily?: boolean;
  partition(tree: WeightedTree, region: Region, cells: C, earlier?: EarlierLayout<M>): M | undefined;
}

/** An engine whose cells are axis-parallel rectangles; its container must be one too. */
export type RectEngine = Engine<BoxCells>;

/** An engine whose cells are polygons: convex ones in any convex container, or rectilinear ones in a rectangle. */
export type PolygonEngine = Engine<RingCells>;
