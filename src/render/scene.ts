import type { Ellipse } from "../geometry/arcs.ts";
import { convexContains, longerSide, ringArea } from "../geometry/ring.ts";
import type { Partition } from "../partition/partition.ts";
import { countLeaves, outlineTogether } from "./aggregates.ts";
import { colourOf, type ColourFunction } from "./colour.ts";
import type { Frame } from "./frame.ts";
import { fillOf } from "./given-text.ts";
import { hatchOf } from "./hatch.ts";
import type { Label } from "./labels/label.ts";
import { LabelWriter } from "./labels/label-writer.ts";
import type { Outline, RenderOptions } from "./render-options.ts";
import { lineTone } from "./tones.ts";

/** A cell to fill, unless `fill` is null, and to outline, unless `strokeWidth` is 0. One object serves for many. */
export interface DrawnCell extends Outline {
  fill: string | null;
  strokeWidth: number;
  stroke: string;
}

/** Draws what the walk over a map tells it, in painting order. */
export interface Painter {
  /** Share of white or black, 0 to 1, that the painter adds to fills; texts must be readable on all of them. */
  readonly shading?: number;
  /** Whether cells without a line need not be told where they have the colour of what lies beneath. */
  readonly skipsSame?: boolean;
  /** Lines thinner than this, in pixels, are not drawn. */
  readonly thinnest?: number;
  /**
   * An inner node begins; lines round its children are `strokeWidth` wide, and most of them of the colour `stroke`.
   * `hidden` leaves below it are too small to draw.
   */
  open(node: number, depth: number, strokeWidth: number, hidden: number, stroke: string): void;
  cell(node: number, cell: DrawnCell, isLeaf: boolean): void;
  /**
   * One cell for `count` leaves too small to draw: all of an inner node, which is not opened, where it `isWhole`,
   * else some of the inner node begun last.
   */
  aggregate(node: number, cell: DrawnCell, count: number, isWhole: boolean): void;
  /** Lines within the cell drawn last, as [x, y, x, y] each: there is more in it than is loaded. */
  hatch?(lines: readonly number[], strokeWidth: number, stroke: string): void;
  /** The inner node begun last ends. */
  close(): void;
  /** The texts, after all cells. */
  label(label: Label): void;
}

/** Cells with less area than this, in square pixels, are drawn together where nothing else is asked for. */
export const USUAL_MIN_AREA = 2;
/** Part of the mean size of a family's cells that lines may take. */
const WIDEST_LINE = 0.1;
/** The same for the line round the family, and part of a cell's thinner side for its own. */
const WIDEST_OUTLINE = 0.25;
const WIDEST_PART = 1 / 6;
/** Thinner lines, in pixels, only grey the picture. */
const THINNEST_LINE = 0.15;
/** Width in pixels from which a line hides the seam under it. */
const HIDES_SEAMS = 1;
/** How many times the room for the shortest text small cells must have to be drawn as one with their number. */
const ROOMY = 6;
/** Most nodes that one name stands for. */
const LONGEST_CHAIN = 12;
/** Levels whose cells are filled to show in seams. */
const DEEPEST_SEAMS = 16;
const OPAQUE = /^#[\da-f]{6}$/i;
/** Share of a cell below which small children may show the fill of an ancestor. */
const LEAST_HIDDEN = 0.01;

/** Draws the part of a map below the frame's root. Time: linear in its nodes, whatever their depth. */
export function paint<T>(map: Partition<T>, options: RenderOptions<T>, frame: Frame, painter: Painter): void {
  const scene = new Scene(map, options, frame, painter);
  scene.paintCells(() => false);
  for (const label of scene.labels()) painter.label(label);
}

/** An ellipse of the map as it lies in the picture. */
function inPicture({ cx, cy, rx, ry }: Ellipse, map: Partition, frame: Frame): Ellipse {
  const { root, scale, originX, originY, shiftX, shiftY } = frame;
  const { origins } = map;
  return {
    cx: (cx - origins[2 * root]! - originX) * scale + shiftX,
    cy: (cy - origins[2 * root + 1]! - originY) * scale + shiftY,
    rx: rx * scale,
    ry: ry * scale,
  };
}

/** The part of a map below the frame's root, to be drawn bit by bit. */
export class Scene<T> {
  readonly #map: Partition<T>;
  readonly #frame: Frame;
  readonly #painter: Painter;
  readonly #colour: ColourFunction;
  readonly #labels: LabelWriter<T>;
  readonly #headers: boolean;
  readonly #overlays: boolean;
  readonly #strokeWidth: (depth: number, level: number) => number;
  /** The colour of all lines, or of those between branches where the others have tones. */
  readonly #stroke: string;
  readonly #hasTones: boolean;
  readonly #thinnest: number;
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
  /** By depth, the number of branchings above that node, and whether the lines round its children may be wide. */
  readonly #level: Int32Array;
  readonly #outlineWidth: Float64Array;
  /** By depth, the level that counts for names: where a group fills the view, its children are the first. */
  readonly #nameLevel: Int32Array;
  readonly #view: RenderOptions["view"];
  /** By depth, the fill of that node where lines have tones. */
  readonly #fills: string[] = [];
  /** By depth, the opaque colour that lies under the children of that node. */
  readonly #grounds: (string | undefined)[] = [];
  /** By depth, whether that node's name is written, or will be with those above it. */
  readonly #named: Uint8Array;
  readonly #cell: DrawnCell;
  readonly #scratch: Float64Array;
  /** Of the inner node looked at last: its children too small to draw, and their area. */
  #small: number[] = [];
  #smallArea = 0;
  /** The node to draw next, and its depth below the root. */
  #at: number;
  #depth = 0;

  constructor(map: Partition<T>, options: RenderOptions<T>, frame: Frame, painter: Painter) {
    const { strokeWidth, branchLabels = "auto" } = options;
    this.#map = map;
    this.#frame = frame;
    this.#painter = painter;
    this.#colour = colourOf(options);
    this.#labels = new LabelWriter(map, options, painter.shading ?? 0);
    this.#groups = options.groups ?? true;
    const names = options.label !== false;
    this.#headers = names && (branchLabels === "auto" || branchLabels === "header");
    this.#overlays = names && ((branchLabels === "auto" && this.#groups) || branchLabels === "overlay");
    this.#minArea = options.minArea ?? USUAL_MIN_AREA;
    this.#gaps = this.#groups && (map.padded || map.engine.hasGaps === true);
    this.#stroke = strokeOf(options);
    this.#hasTones = options.stroke === undefined;
    this.#thinnest = Math.max(THINNEST_LINE, painter.thinnest ?? 0);
    this.#strokeWidth =
      options.stroke === "none"
        ? () => 0
        : typeof strokeWidth === "number"
          ? () => strokeWidth
          : (strokeWidth ?? ((_, level) => usualWidth(level, map.padded || this.#gaps)));
    const levels = map.tree.height + 1;
    this.#x = new Float64Array(levels);
    this.#y = new Float64Array(levels);
    this.#line = new Float64Array(levels);
    this.#after = new Uint8Array(levels);
    this.#filled = new Uint8Array(levels);
    this.#level = new Int32Array(levels);
    this.#nameLevel = new Int32Array(levels);
    this.#view = options.view;
    this.#outlineWidth = new Float64Array(levels);
    this.#named = new Uint8Array(levels);
    const room = 2 * Math.max(map.cells.mostCorners, 4);
    this.#cell = { corners: 0, points: new Float64Array(room), fill: null, strokeWidth: 0, stroke: "" };
    this.#scratch = new Float64Array(room);
    this.#at = frame.root;
    this.#line[0] = this.#strokeWidth(0, 0);
  }

  /**
   * Draws on until it is to pause, and tells whether there is more to draw: down to the first child, on to the next
   * sibling, up where there is none. The tree itself is the stack.
   */
  paintCells(isToPause: () => boolean): boolean {
    const { cells, tree } = this.#map;
    const { root } = this.#frame;
    let i = this.#at;
    while (!isToPause()) {
      if (this.#enter(i)) {
        i = tree.firstChild[i]!;
        this.#depth++;
      } else {
        while (i !== root && i + 1 === familyEnd(tree, tree.parent[i]!)) {
          i = tree.parent[i]!;
          this.#depth--;
          this.#leave(i);
        }
        if (i === root) return false;
        i++;
      }
      const d = this.#depth;
      const step = this.#isOnly(i) ? 0 : 1;
      this.#level[d] = this.#level[d - 1]! + step;
      this.#nameLevel[d] = this.#nameLevel[d - 1]! + step;
      this.#x[d] = this.#x[d - 1]! + cells.originX(i);
      this.#y[d] = this.#y[d - 1]! + cells.originY(i);
    }
    this.#at = i;
    return true;
  }

  /** The texts, once all cells are drawn. */
  labels(): readonly Label[] {
    return this.#labels.finish();
  }

  #isOnly(i: number): boolean {
    const { childCount, parent } = this.#map.tree;
    return this.#depth > 0 && childCount[parent[i]!] === 1;
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
    const level = this.#level[depth]! + (count > 1 ? 1 : 0);
    const size = Math.sqrt(area / count);
    const line = Math.min(this.#strokeWidth(depth + 1, level), WIDEST_LINE * size);
    this.#line[depth + 1] = line < this.#thinnest ? 0 : line;
    this.#outlineWidth[depth] = Math.min(this.#line[depth]!, WIDEST_OUTLINE * size);
    const own = this.#hasTones ? this.#fill(i) : "";
    const fill = this.#shows(i, area) ? own || this.#fill(i) : null;
    this.#fills[depth] = own;
    const hasTone = this.#hasTones && line > 0 && (level > 1 || this.#gaps);
    const stroke = this.#strokeOn(hasTone ? this.#fill(tree.firstChild[i]!) : "", level);
    this.#painter.open(i, depth, this.#line[depth + 1]!, hidden, stroke);
    this.#after[depth] = this.#named[depth] = 0;
    this.#filled[depth] = fill !== null || this.#filled[depth - 1] ? 1 : 0;
    if (this.#groups || fill !== null) this.#inner(i, fill);
    if (this.#painter.skipsSame)
      this.#grounds[depth] = fill === null ? this.#grounds[depth - 1] : opaque(fill);
    if (depth > 0 || this.#gaps) this.#name(i, fill, area);
    if (hidden > 0 && this.#labels.mayHold(this.#smallArea / ROOMY)) this.#aggregateSome(i, fill, hidden);
    return true;
  }

  #fill(i: number): string {
    return fillOf(this.#colour, i, this.#map);
  }

  /** Colour of a line round cells of a fill. */
  #strokeOn(fill: string, level: number): string {
    return (this.#hasTones && (level > 1 || this.#gaps) && lineTone(fill, level)) || this.#stroke;
  }

  /** Colours the cell that is loaded; the colour of its line goes by what it is on, and its level. */
  #colourCell(fill: string | null, strokeWidth: number, ground: string, level: number): void {
    const cell = this.#cell;
    cell.fill = fill;
    cell.strokeWidth = strokeWidth;
    cell.stroke = this.#strokeOn(ground, level);
  }

  /** Width of the line round the cell that is loaded, of which it may take a part only. */
  #thin(line: number): number {
    if (line === 0) return 0;
    const width = Math.min(line, WIDEST_PART * thinnerSide(this.#cell, this.#map.cells.shape === "rect"));
    return width < this.#thinnest ? 0 : width;
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
    const fill = this.#fill(i);
    this.#load(i);
    this.#colourCell(fill, this.#thin(this.#line[this.#depth]!), fill, this.#level[this.#depth]!);
    this.#painter.aggregate(i, this.#cell, count, true);
    this.#labels.seeFill(fill);
    if (this.#labels.mayHold(area)) this.#labels.aggregate(i, this.#cell, area, fill, count, true);
  }

  /** The small children of node i as one cell, if they lie together. */
  #aggregateSome(i: number, above: string | null, count: number): void {
    const points = outlineTogether(this.#map, i, this.#small);
    if (!points) return;
    const fill = above ?? this.#fill(i);
    const stroke = this.#strokeOn(fill, this.#level[this.#depth]! + 1);
    const strokeWidth = this.#line[this.#depth + 1]!;
    const cell = { points, corners: points.length / 2, fill, strokeWidth, stroke };
    this.#place(cell);
    this.#painter.aggregate(i, cell, count, false);
    this.#labels.seeFill(fill);
    this.#labels.aggregate(i, cell, this.#smallArea, fill, count, false);
  }

  #inner(i: number, fill: string | null): void {
    const depth = this.#depth;
    // The only child of a node has the same outline, and the thinner line.
    const line = this.#gaps || !this.#isOnly(i) ? this.#outlineWidth[depth]! : 0;
    if (!this.#gaps && this.#groups && line > 0) this.#after[depth] = 1;
    if (fill === null || ((!this.#gaps || line === 0) && this.#isSame(fill))) return;
    this.#load(i);
    this.#colourCell(fill, this.#gaps ? this.#thin(line) : 0, fill, this.#level[depth]!);
    this.#painter.cell(i, this.#cell, false);
  }

  #leave(i: number): void {
    const depth = this.#depth;
    if (this.#after[depth] === 1) {
      this.#load(i);
      this.#colourCell(
        null,
        this.#thin(this.#outlineWidth[depth]!),
        this.#fills[depth]!,
        this.#level[depth]!,
      );
      if (this.#cell.strokeWidth > 0) this.#painter.cell(i, this.#cell, false);
    }
    if (this.#overlays) this.#labels.closeGroup(i);
    this.#painter.close();
  }

  #leaf(i: number, area: number): void {
    const fill = this.#fill(i);
    const depth = this.#depth;
    const isLoaded = this.#map.tree.isLoaded(i);
    if (this.#overlays) this.#labels.seeFill(fill);
    const isSeen = this.#line[depth]! > 0 || !this.#isSame(fill) || !isLoaded;
    const mayHold = this.#labels.mayHold(area);
    if (!isSeen && !mayHold) return;
    this.#load(i);
    if (isSeen) {
      const line = this.#thin(this.#line[depth]!);
      this.#colourCell(fill, line, fill, this.#level[depth]!);
      this.#painter.cell(i, this.#cell, true);
      if (!isLoaded) this.#hatch(fill, line);
    }
    if (mayHold) this.#labels.leaf(i, this.#cell, area, fill, this.#chainTop(i));
  }

  /** Lines over the outline, like those within a group: on wide or bright ones no name could be read. */
  #hatch(fill: string, line: number): void {
    const stroke = this.#strokeOn(fill, Math.max(this.#level[this.#depth]!, 2));
    this.#painter.hatch?.(hatchOf(this.#cell), Math.min(line || 1, 1), stroke);
  }

  /** Whether what lies under the cell of the node walked to has its colour already. */
  #isSame(fill: string): boolean {
    return this.#depth > 0 && fill === this.#grounds[this.#depth - 1];
  }

  /** The topmost of the nodes above a leaf that have but one child and no name of their own. */
  #chainTop(leaf: number): number {
    const { childCount, parent } = this.#map.tree;
    let top = leaf;
    if (!this.#overlays) return leaf;
    for (let d = this.#depth; d > 1 && childCount[parent[top]!] === 1 && this.#named[d - 1] === 0; d--) {
      if (this.#nameLevel[d - 1] === 0) break;
      top = parent[top]!;
    }
    return top;
  }

  /** Names an inner node in its header, if there is room, or notes it to be named across its cells. */
  #name(i: number, fill: string | null, area: number): void {
    const depth = this.#depth;
    if (!this.#labels.mayHold(area)) return;
    this.#load(i);
    if (this.#view && fillsView(this.#cell, this.#view)) this.#nameLevel[depth] = 0;
    const level = this.#nameLevel[depth]!;
    const isPart = this.#isOnly(i) && this.#nameLevel[depth - 1]! > 0;
    if (this.#headers && this.#gaps && fill !== null) {
      const room = this.#headerRoom(i);
      if (room >= this.#labels.headerRoom) {
        this.#load(i);
        const limit = this.#toY(this.#y[depth]! + this.#top(i));
        const last = this.#chainEnd(i, true);
        if (this.#labels.header(i, last, this.#cell, limit, fill, level)) this.#named[depth] = 1;
        if (this.#named[depth] === 1) return;
      }
    }
    if (isPart && this.#named[depth - 1] === 1) this.#named[depth] = 1;
    if (!this.#overlays || level === 0 || isPart) return;
    const last = this.#chainEnd(i, false);
    // A chain down to a leaf has one name, on the leaf.
    if (this.#map.tree.childCount[last] === 0) return;
    this.#load(i);
    this.#labels.openGroup(i, last, this.#cell, level, area, fill ?? this.#fill(i));
  }

  /** The last inner node, or the leaf, of the chain of single children that begins at node i. */
  #chainEnd(i: number, ofHeaders: boolean): number {
    const { childCount, firstChild } = this.#map.tree;
    let last = i;
    for (let k = 0; k < LONGEST_CHAIN && childCount[last] === 1; k++) {
      const only = firstChild[last]!;
      if (ofHeaders && (childCount[only] === 0 || this.#headerRoom(only) >= this.#labels.headerRoom)) break;
      last = only;
    }
    return last;
  }

  /** The upper edge of the highest child of node i, in its frame. */
  #top(i: number): number {
    const { cells, tree } = this.#map;
    const first = tree.firstChild[i]!;
    let top = Infinity;
    for (let c = first; c < first + tree.childCount[i]!; c++) {
      const corners = cells.corners(c) && cells.ring(c, this.#scratch);
      for (let k = 1; k < 2 * corners; k += 2) top = Math.min(top, cells.originY(c) + this.#scratch[k]!);
    }
    return top;
  }

  /** Height in pixels between the upper edges of a cell and of its highest child. */
  #headerRoom(i: number): number {
    const { cells } = this.#map;
    const top = this.#top(i);
    let own = Infinity;
    const corners = cells.corners(i) && cells.ring(i, this.#scratch);
    for (let k = 1; k < 2 * corners; k += 2) own = Math.min(own, this.#scratch[k]!);
    return (top - own) * this.#frame.scale;
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
    const { cells } = this.#map;
    const cell = this.#cell;
    cell.corners = cells.ring(i, cell.points);
    if (cells.ellipse) cell.ellipse = inPicture(cells.ellipse(i), this.#map, this.#frame);
    this.#place(cell);
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

/** A colour, if it is sure to hide what lies beneath. */
function opaque(colour: string): string | undefined {
  return OPAQUE.test(colour) ? colour : undefined;
}

function familyEnd(tree: { firstChild: Int32Array; childCount: Int32Array }, parent: number): number {
  return tree.firstChild[parent]! + tree.childCount[parent]!;
}

/** Whether all corners of the view lie in a cell; of cells that are not convex, some that do are missed. */
function fillsView(
  { points, corners }: Outline,
  { x0, y0, x1, y1 }: NonNullable<RenderOptions["view"]>,
): boolean {
  const isIn = (x: number, y: number): boolean => convexContains(points, 0, corners, x, y);
  return isIn(x0, y0) && isIn(x0, y1) && isIn(x1, y1) && isIn(x1, y0);
}

/** About as wide as the cell is where it is narrowest: of a box its shorter side, else its area by its longer extent. */
function thinnerSide({ points, corners }: Outline, isBox: boolean): number {
  if (isBox) return Math.min(Math.abs(points[4]! - points[0]!), Math.abs(points[5]! - points[1]!));
  return ringArea(points, 0, corners) / longerSide(points, corners);
}

/** Gaps tell cells apart already, with a thin line beside them. */
function usualWidth(level: number, hasGaps: boolean): number {
  if (hasGaps) return level === 0 ? 0 : 0.75;
  return level === 0 ? 0 : Math.max(0.5, 6 / 2 ** level);
}

/** The colour of lines where they have no tones. */
export function strokeOf<T>({ stroke, theme }: RenderOptions<T>): string {
  return stroke ?? theme?.line ?? "#fff";
}
