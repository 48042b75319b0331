import type { Partition } from "../partition/partition.ts";
import { countLeaves, outlineTogether } from "./aggregates.ts";
import { colourOf, type ColourFunction } from "./colour.ts";
import type { Frame } from "./frame.ts";
import { fillOf } from "./given-text.ts";
import { LabelWriter, type Label } from "./labels/label-writer.ts";
import type { Outline, RenderOptions } from "./render-options.ts";

/** Draws what the walk over a map tells it, in painting order. */
export interface Painter {
  /** Share of white or black, 0 to 1, that the painter adds to fills; texts must be readable on all of them. */
  readonly shading?: number;
  /** An inner node begins; lines round its children are `strokeWidth` wide. `hidden` leaves below it are too small to draw. */
  open(node: number, depth: number, strokeWidth: number, hidden: number): void;
  /** A cell to fill, unless `fill` is null, and to outline, unless `strokeWidth` is 0. */
  cell(node: number, outline: Outline, fill: string | null, strokeWidth: number, isLeaf: boolean): void;
  /**
   * One cell for `count` leaves too small to draw: all of an inner node, which is not opened, where it `isWhole`,
   * else some of the inner node begun last.
   */
  aggregate(
    node: number,
    outline: Outline,
    fill: string,
    strokeWidth: number,
    count: number,
    isWhole: boolean,
  ): void;
  /** The inner node begun last ends. */
  close(): void;
  /** The texts, after all cells. */
  label(label: Label): void;
}

/** Part of the mean size of a family's cells that lines may take. */
const WIDEST_LINE = 0.1;
/** Thinner lines, in pixels, only grey the picture. */
const THINNEST_LINE = 0.15;
/** Width in pixels from which a line hides the seam under it. */
const HIDES_SEAMS = 1;
/** Levels whose cells are filled to show in seams. */
const DEEPEST_SEAMS = 16;
/** Share of a cell below which small children may show the fill of an ancestor. */
const LEAST_HIDDEN = 0.01;

/** Draws the part of a map below the frame's root. Time: linear in its nodes, whatever their depth. */
export function paint<T>(map: Partition<T>, options: RenderOptions<T>, frame: Frame, painter: Painter): void {
  new Scene(map, options, frame, painter).paint();
}

class Scene<T> {
  readonly #map: Partition<T>;
  readonly #frame: Frame;
  readonly #painter: Painter;
  readonly #colour: ColourFunction;
  readonly #labels: LabelWriter<T>;
  readonly #overlays: boolean;
  readonly #strokeWidth: (depth: number) => number;
  readonly #groups: boolean;
  readonly #minArea: number;
  /** Whether inner nodes show between their children. */
  readonly #gaps: boolean;
  /** By depth, for the nodes on the way down: place of the frame, width of the lines, whether the outline is still to be drawn. */
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  readonly #line: Float64Array;
  readonly #after: Uint8Array;
  /** By depth, whether that node or one above it is filled. */
  readonly #filled: Uint8Array;
  readonly #outline: Outline;
  readonly #scratch: Float64Array;
  /** Of the inner node looked at last: its children too small to draw, and their area. */
  #small: number[] = [];
  #smallArea = 0;
  #depth = 0;

  constructor(map: Partition<T>, options: RenderOptions<T>, frame: Frame, painter: Painter) {
    const { strokeWidth = usualWidth } = options;
    this.#map = map;
    this.#frame = frame;
    this.#painter = painter;
    this.#colour = colourOf(options);
    this.#labels = new LabelWriter(map, options, painter.shading ?? 0);
    this.#overlays = options.branchLabels === "overlay" && options.label !== false;
    this.#groups = options.groups ?? true;
    this.#minArea = options.minArea ?? 0;
    this.#gaps = this.#groups && (map.padded || map.engine.hasGaps === true);
    const noLines = strokeOf(map, options) === "none";
    this.#strokeWidth = noLines ? () => 0 : typeof strokeWidth === "number" ? () => strokeWidth : strokeWidth;
    const levels = map.tree.height + 1;
    this.#x = new Float64Array(levels);
    this.#y = new Float64Array(levels);
    this.#line = new Float64Array(levels);
    this.#after = new Uint8Array(levels);
    this.#filled = new Uint8Array(levels);
    const room = 2 * Math.max(map.cells.mostCorners, 4);
    this.#outline = { corners: 0, points: new Float64Array(room) };
    this.#scratch = new Float64Array(room);
  }

  /** Down to the first child, on to the next sibling, up where there is none: the tree itself is the stack. */
  paint(): void {
    const { cells, tree } = this.#map;
    const { root } = this.#frame;
    this.#line[0] = this.#strokeWidth(0);
    for (let i = root; ;) {
      if (this.#enter(i)) {
        i = tree.firstChild[i]!;
        this.#depth++;
      } else {
        while (i !== root && i + 1 === familyEnd(tree, tree.parent[i]!)) {
          i = tree.parent[i]!;
          this.#depth--;
          this.#leave(i);
        }
        if (i === root) break;
        i++;
      }
      const d = this.#depth;
      this.#x[d] = this.#x[d - 1]! + cells.originX(i);
      this.#y[d] = this.#y[d - 1]! + cells.originY(i);
    }
    for (const label of this.#labels.finish()) this.#painter.label(label);
  }

  /** Draws what lies under the children of node i, and tells whether to go down to them. */
  #enter(i: number): boolean {
    const { cells, tree } = this.#map;
    const depth = this.#depth;
    if (cells.corners(i) === 0) return false;
    const area = this.#area(i);
    if (area < this.#minArea && depth > 0) return false;
    const count = tree.childCount[i]!;
    if (count === 0) {
      this.#leaf(i, area);
      return false;
    }
    const hidden = this.#minArea > 0 ? this.#hide(i) : 0;
    if (hidden > 0 && this.#small.length === count) {
      this.#aggregate(i, area);
      return false;
    }
    const line = Math.min(this.#strokeWidth(depth + 1), WIDEST_LINE * Math.sqrt(area / count));
    this.#line[depth + 1] = line < THINNEST_LINE ? 0 : line;
    this.#painter.open(i, depth, this.#line[depth + 1]!, hidden);
    this.#after[depth] = 0;
    const fill = this.#shows(i, area) ? fillOf(this.#colour, i, this.#map) : null;
    this.#filled[depth] = fill !== null || this.#filled[depth - 1] ? 1 : 0;
    if (this.#groups || fill !== null) this.#inner(i, fill, area);
    if (hidden > 0 && this.#labels.mayHold(this.#smallArea)) this.#aggregateSome(i, fill, hidden);
    if (this.#overlays && depth > 0 && this.#labels.mayHold(area)) {
      this.#load(i);
      this.#labels.overlay(i, this.#outline, depth);
    }
    return true;
  }

  /** Notes the children of node i that are too small to draw, and counts the leaves among and below them. */
  #hide(i: number): number {
    const { cells, tree } = this.#map;
    const first = tree.firstChild[i]!;
    let count = 0;
    this.#small.length = 0;
    this.#smallArea = 0;
    for (let c = first; c < first + tree.childCount[i]!; c++) {
      const area = this.#area(c);
      if (area >= this.#minArea) continue;
      this.#small.push(c);
      this.#smallArea += area;
      if (tree.weight[c]! > 0 && cells.corners(c) > 0) count += countLeaves(tree, c, c + 1);
    }
    return count;
  }

  /** Node i as one cell, since all its children are too small. */
  #aggregate(i: number, area: number): void {
    const { tree } = this.#map;
    const first = tree.firstChild[i]!;
    const count = countLeaves(tree, first, first + tree.childCount[i]!);
    const fill = fillOf(this.#colour, i, this.#map);
    this.#load(i);
    this.#painter.aggregate(i, this.#outline, fill, this.#line[this.#depth]!, count, true);
    if (this.#labels.mayHold(area)) this.#labels.aggregate(i, this.#outline, fill, count, true);
  }

  /** The small children of node i as one cell, if they lie together. */
  #aggregateSome(i: number, above: string | null, count: number): void {
    const points = outlineTogether(this.#map, i, this.#small);
    if (!points) return;
    const fill = above ?? fillOf(this.#colour, i, this.#map);
    const outline = { points, corners: points.length / 2 };
    this.#place(outline);
    this.#painter.aggregate(i, outline, fill, this.#line[this.#depth + 1]!, count, false);
    this.#labels.aggregate(i, outline, fill, count, false);
  }

  #inner(i: number, fill: string | null, area: number): void {
    const depth = this.#depth;
    const { childCount, parent } = this.#map.tree;
    // The only child of a node has the same outline, and the thinner line.
    const isOnly = depth > 0 && childCount[parent[i]!] === 1;
    const line = this.#gaps || !isOnly ? this.#line[depth]! : 0;
    if (!this.#gaps && this.#groups && line > 0) this.#after[depth] = 1;
    if (fill === null) return;
    this.#load(i);
    this.#painter.cell(i, this.#outline, fill, this.#gaps ? line : 0, false);
    if (this.#gaps && !this.#overlays) this.#header(i, fill, area);
  }

  #leave(i: number): void {
    if (this.#after[this.#depth] === 1) {
      this.#load(i);
      this.#painter.cell(i, this.#outline, null, this.#line[this.#depth]!, false);
    }
    this.#painter.close();
  }

  #leaf(i: number, area: number): void {
    const fill = fillOf(this.#colour, i, this.#map);
    this.#load(i);
    this.#painter.cell(i, this.#outline, fill, this.#line[this.#depth]!, true);
    if (this.#labels.mayHold(area)) this.#labels.leaf(i, this.#outline, fill);
  }

  /** The text of an inner node goes above its highest child. */
  #header(i: number, fill: string, area: number): void {
    if (!this.#labels.mayHold(area)) return;
    const { cells, tree } = this.#map;
    const first = tree.firstChild[i]!;
    let top = Infinity;
    for (let c = first; c < first + tree.childCount[i]!; c++) {
      const corners = cells.corners(c) && cells.ring(c, this.#scratch);
      for (let k = 1; k < 2 * corners; k += 2) top = Math.min(top, cells.originY(c) + this.#scratch[k]!);
    }
    const limit = this.#toY(this.#y[this.#depth]! + top);
    this.#labels.header(i, this.#outline, limit, fill);
  }

  /**
   * Whether the cell of node i shows between or in place of its children: where they leave gaps, where no line
   * hides the seam between two smoothed edges, where some are too small to be drawn.
   *
   * In deep trees that must not paint the same pixels at every level. So seams count down to a depth only; and
   * where an ancestor is filled already, small children count from a share of the cell on, which keeps all the
   * area filled for them within 1/share times the picture.
   */
  #shows(i: number, area: number): boolean {
    if (this.#gaps) return true;
    const depth = this.#depth;
    const count = this.#map.tree.childCount[i]!;
    if (this.#groups && this.#line[depth + 1]! < HIDES_SEAMS && count > 1 && depth < DEEPEST_SEAMS)
      return true;
    if (!(this.#minArea > 0)) return false;
    return this.#smallArea > (this.#filled[depth - 1] ? LEAST_HIDDEN * area : 0);
  }

  /** Area of a cell in square pixels; multiplied in two steps, neither of which leaves the range of numbers. */
  #area(i: number): number {
    const { scale } = this.#frame;
    return this.#map.cells.area(i) * scale * scale;
  }

  /** Puts the outline of cell i into the picture's coordinates. */
  #load(i: number): void {
    const outline = this.#outline;
    outline.corners = this.#map.cells.ring(i, outline.points);
    this.#place(outline);
  }

  /** Moves an outline from the frame of the node walked to into the picture. */
  #place({ points, corners }: Outline): void {
    const { originX, scale, shiftX } = this.#frame;
    const x = this.#x[this.#depth]!;
    const y = this.#y[this.#depth]!;
    for (let k = 0; k < 2 * corners; k += 2) {
      points[k] = (x + points[k]! - originX) * scale + shiftX;
      points[k + 1] = this.#toY(y + points[k + 1]!);
    }
  }

  #toY(y: number): number {
    return (y - this.#frame.originY) * this.#frame.scale + this.#frame.shiftY;
  }
}

function familyEnd(tree: { firstChild: Int32Array; childCount: Int32Array }, parent: number): number {
  return tree.firstChild[parent]! + tree.childCount[parent]!;
}

function usualWidth(depth: number): number {
  return depth === 0 ? 0 : Math.max(0.5, 6 / 2 ** depth);
}

export function strokeOf<T>(map: Partition<T>, { stroke, theme }: RenderOptions<T>): string {
  return stroke ?? (map.padded ? "none" : (theme?.line ?? "#fff"));
}
