import type { WeightedTree } from "../model/weighted-tree.ts";
import type { BoxCells } from "../partition/box-cells.ts";
import type { Cells } from "../partition/cells.ts";
import type { Container, Region } from "../partition/region.ts";
import type { RingCells } from "../partition/ring-cells.ts";
import type { Stage } from "../partition/cell-factory.ts";

export type { Box } from "../partition/box-cells.ts";
export type { Ring } from "../partition/ring-cells.ts";
export type { BoxCells, Cells, Container, Region, RingCells, Stage, WeightedTree };

/** The aspect measures that an engine can bound; {@link quality} defines them. */
export type BoundMeasure = "asp" | "side" | "box";

/** A proven limit on the aspect ratio of every cell of a layout. */
export interface Bound {
  readonly measure: BoundMeasure;
  /** No cell exceeds this. */
  readonly value: number;
  /** A limit for each node, where the proof gives more than one number. */
  readonly perNode?: Float64Array;
}

/** What every engine says of itself. */
export interface EngineInfo {
  /** One word, for messages, tables and the command line. */
  readonly name: string;
  /** One line: what the cells look like and what is promised. */
  readonly description: string;
  /**
   * The proven bound for a tree laid out in a container, or null where nothing is proven.
   * It speaks of the layout without padding.
   */
  bound(tree: WeightedTree, container: Container): Bound | null;
  /** True if the cells of a family may leave gaps in their parent; false by default. */
  readonly hasGaps?: boolean;
  /** True if areas may differ from the shares of their parents' areas; false by default. */
  readonly hasInexactAreas?: boolean;
}

/** What a layout is to be repeated with. */
export interface RepeatOptions {
  /** The cells of the earlier layout. */
  readonly before: Cells;
  /** A family is laid out anew if the asp of one of its cells grew by more than this factor; Infinity for never. */
  readonly maxAspectGrowth: number;
  /** Whether to keep every cut, however thin cells get and whatever bound they break; false by default. */
  readonly keepsAll?: boolean;
}

/** What an engine remembers of a layout, so that changed weights can be laid out alike. */
export interface Structure<C extends Cells = Cells> {
  /**
   * Inner nodes whose families could not be divided as the engine does it, and so were divided in another way, with
   * exact areas all the same; none by default. `map.fallbacks` and `quality` report them.
   */
  readonly fallbacks?: readonly number[];
  /**
   * Whether it is one of straight cuts, which can all be kept for any weights: then a layout repeated with
   * `keepsAll` changes only as the weights demand. False by default.
   */
  readonly isOfCuts?: boolean;
  /** Lays a tree out with this structure as far as it goes, and returns the structure of that layout. */
  repeat(tree: WeightedTree, cells: C, options: RepeatOptions): Structure<C>;
}

/** An engine whose cells are axis-parallel rectangles; its container must be one too. */
export interface RectEngine extends EngineInfo {
  readonly shape: "rect";
  readonly stage: Stage<BoxCells>;
  partition(tree: WeightedTree, region: Region, cells: BoxCells): Structure<BoxCells> | undefined;
}

/**
 * An engine whose cells are polygons: convex ones in any convex container, or rectilinear ones, which are
 * orthoconvex: every upright or level line meets them in one piece.
 */
export interface PolygonEngine extends EngineInfo {
  readonly shape: "convex" | "rectilinear";
  readonly stage: Stage<RingCells>;
  partition(tree: WeightedTree, region: Region, cells: RingCells): Structure<RingCells> | undefined;
}

/**
 * THE contract: an engine divides the region of a tree's root among all its nodes.
 *
 * An engine brings its `stage`, so that a program that draws rectangles does not carry the code for polygons.
 * It is called with the root's cell written and must write every other cell: for each inner node i, parents
 * before children, `cells.open(i, room)` tells the room for the children, `cells.set(child, …)` writes each of
 * them, `cells.close(i)` ends the family. What it must guarantee, without padding:
 * - the cells of siblings cover their parent's room, unless the engine says `hasGaps`, and do not overlap;
 * - areas are proportional to weights, to a relative 1e-9, unless the engine says `hasInexactAreas`;
 * - a node without weight gets a cell without area (boxes: a width or height of 0; polygons: no corners);
 * - the same input gives the same output: no chance, no clock;
 * - no recursion over the tree, which may be a million levels deep.
 *
 * It may return a {@link Structure}, which keeps the layout steady when weights change: `map.update` asks it.
 *
 * The simplest way to write one is to divide a single family: see {@link rectEngine} and {@link convexEngine}.
 */
export type Engine = RectEngine | PolygonEngine;
