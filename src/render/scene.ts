import { MarquetryError, show } from "../errors.ts";
import type { Partition } from "../layout/partition.ts";
import { branchColours, textColour, type ColourFunction } from "./colour.ts";
import type { Frame } from "./frame.ts";
import { BESIDE, fitText, LINE_HEIGHT, textWidth, type TextPlace } from "./labels.ts";

/** A text for a node; null, undefined or "" for none. */
export type NodeText<T> = (datum: T, node: number, map: Partition<T>) => string | number | null | undefined;

/** What all renderers are told. Lengths are in pixels of the picture. */
export interface RenderOptions<T = unknown> {
  /** Node whose cell fills the picture; 0, the whole map, by default. */
  readonly root?: number;
  /** Fill of each cell; {@link branchColours} by default. */
  readonly colour?: ColourFunction;
  /**
   * Text on each leaf, and on each inner node where padding leaves room above its children; the node's label by
   * default, false for none. A text that does not fit its cell is left out. Not called for remainders.
   */
  readonly label?: NodeText<T> | false;
  /** Size of the texts; 12 by default. */
  readonly fontSize?: number;
  /** A text that does not fit shrinks down to this, then it is left out; 8 by default. */
  readonly minFontSize?: number;
  /** A sans-serif font: texts are measured by the widths of the common ones. "sans-serif" by default. */
  readonly fontFamily?: string;
  /** Colour of the lines between cells; white by default, "none" in a padded map. */
  readonly stroke?: string;
  /**
   * Width of the lines round cells, by their depth below `root`; 0 round the root, then 3, 1.5, 0.75 and 0.5 by
   * default. Lines are never wider than a tenth of the mean cell of their family.
   */
  readonly strokeWidth?: number | ((depth: number) => number);
  /** Whether inner nodes are drawn; true by default. */
  readonly groups?: boolean;
  /** Cells with less area than this, in square pixels, are left to the fill of their parent; 0 by default, 1 on a canvas. */
  readonly minArea?: number;
  /** Room around the picture; 0 by default. */
  readonly margin?: number;
}

/** A cell in the picture's coordinates: the first 2 × `corners` numbers of `points`. */
export interface Outline {
  corners: number;
  points: Float64Array;
}

/** A line of text that lies within its cell. */
export interface Label {
  readonly node: number;
  readonly text: string;
  /** Middle of the line, or its left end. */
  readonly x: number;
  /** Middle of the line. */
  readonly y: number;
  readonly size: number;
  /** Null where the fill cannot be read, so that black with a white rim is safest. */
  readonly colour: string | null;
  readonly align: "center" | "left";
}

/** Draws what the walk over a map tells it, in painting order. */
export interface Painter {
  /** An inner node begins; lines round its children are `strokeWidth` wide. */
  open(node: number, depth: number, strokeWidth: number): void;
  /** A cell to fill, unless `fill` is null, and to outline, unless `strokeWidth` is 0. */
  cell(node: number, outline: Outline, fill: string | null, strokeWidth: number, isLeaf: boolean): void;
  /** The inner node begun last ends. */
  close(): void;
  /** The texts, after all cells. */
  label(label: Label): void;
}

/** Part of the mean size of a family's cells that lines may take. */
const WIDEST_LINE = 0.1;
/** Thinner lines, in pixels, only grey the picture. */
const THINNEST_LINE = 0.15;
/** Shortest text worth a look, in font sizes: an "i" or so. */
const SHORTEST_TEXT = 0.25;
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
  readonly #label: NodeText<T> | false;
  readonly #fontSize: number;
  readonly #minFontSize: number;
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
  readonly #place: TextPlace = { x: 0, y: 0, size: 0 };
  readonly #labels: Label[] = [];
  #depth = 0;

  constructor(map: Partition<T>, options: RenderOptions<T>, frame: Frame, painter: Painter) {
    const { label = (_datum: T, node: number) => map.tree.label(node), strokeWidth = usualWidth } = options;
    this.#map = map;
    this.#frame = frame;
    this.#painter = painter;
    this.#colour = options.colour ?? branchColours();
    this.#label = label;
    this.#fontSize = options.fontSize ?? 12;
    this.#minFontSize = Math.max(0.1, options.minFontSize ?? Math.min(8, this.#fontSize));
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
    // Clipping for a header adds a corner.
    const room = 2 * Math.max(map.cells.mostCorners, 4) + 2;
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
    for (const label of this.#labels) this.#painter.label(label);
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
    const line = Math.min(this.#strokeWidth(depth + 1), WIDEST_LINE * Math.sqrt(area / count));
    this.#line[depth + 1] = line < THINNEST_LINE ? 0 : line;
    this.#painter.open(i, depth, this.#line[depth + 1]!);
    this.#after[depth] = 0;
    const fill = this.#shows(i, area) ? this.#fillOf(i) : null;
    this.#filled[depth] = fill !== null || this.#filled[depth - 1] ? 1 : 0;
    if (this.#groups || fill !== null) this.#inner(i, fill, area);
    return true;
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
    if (this.#gaps) this.#header(i, fill, area);
  }

  #leave(i: number): void {
    if (this.#after[this.#depth] === 1) {
      this.#load(i);
      this.#painter.cell(i, this.#outline, null, this.#line[this.#depth]!, false);
    }
    this.#painter.close();
  }

  #leaf(i: number, area: number): void {
    const fill = this.#fillOf(i);
    this.#load(i);
    this.#painter.cell(i, this.#outline, fill, this.#line[this.#depth]!, true);
    if (this.#mayHoldText(area)) this.#write(i, Infinity, fill, "center");
  }

  /** The text of an inner node goes above its highest child. */
  #header(i: number, fill: string, area: number): void {
    if (!this.#mayHoldText(area)) return;
    const { cells, tree } = this.#map;
    const first = tree.firstChild[i]!;
    let top = Infinity;
    for (let c = first; c < first + tree.childCount[i]!; c++) {
      const corners = cells.corners(c) && cells.ring(c, this.#scratch);
      for (let k = 1; k < 2 * corners; k += 2) top = Math.min(top, cells.originY(c) + this.#scratch[k]!);
    }
    const limit = this.#toY(this.#y[this.#depth]! + top);
    this.#write(i, limit, fill, cells.kind === "rect" ? "left" : "center");
  }

  /** Whether a cell of this area could hold the shortest text. */
  #mayHoldText(area: number): boolean {
    return this.#label !== false && area > LINE_HEIGHT * SHORTEST_TEXT * this.#minFontSize ** 2;
  }

  /** Notes the text of node i, whose outline is loaded, if it fits into the part above `limit`. */
  #write(i: number, limit: number, fill: string, align: Label["align"]): void {
    const place = this.#place;
    const points = this.#scratch;
    const outline = this.#outline;
    const corners = this.#map.cells.convexPart(outline.points, outline.corners, limit, points);
    if (corners === 0) return;
    // Most cells of a large map are too small for any text: do not even ask for it.
    fitText(points, corners, SHORTEST_TEXT, place);
    if (!(place.size >= this.#minFontSize)) return;
    const text = this.#text(i);
    if (!text) return;
    fitText(points, corners, textWidth(text), place);
    if (!(place.size >= this.#minFontSize)) return;
    // Whole tenths, rounded down so that it still fits: a canvas keeps what it measured of each font.
    const size = Math.floor(Math.min(this.#fontSize, place.size) * 10) / 10;
    const x = align === "left" ? points[0]! + BESIDE : place.x;
    this.#labels.push({ node: i, text, x, y: place.y, size, colour: textColour(fill), align });
  }

  /** A colour as text, though it be an object of d3-color. */
  #fillOf(i: number): string {
    const colour: unknown = this.#colour(i, this.#map);
    return typeof colour === "string" ? colour : String(colour);
  }

  #text(i: number): string {
    const { tree } = this.#map;
    const text =
      this.#label && !tree.isRemainder(i) ? this.#label(tree.data(i) as T, i, this.#map) : tree.label(i);
    return String(text ?? "")
      .replace(BLANKS, " ")
      .trim();
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
    const { firstChild, childCount } = this.#map.tree;
    const count = childCount[i]!;
    if (this.#groups && this.#line[depth + 1]! < HIDES_SEAMS && count > 1 && depth < DEEPEST_SEAMS)
      return true;
    if (!(this.#minArea > 0)) return false;
    let hidden = 0;
    for (let c = firstChild[i]!; c < firstChild[i]! + count; c++) {
      const small = this.#area(c);
      if (small < this.#minArea) hidden += small;
    }
    return hidden > (this.#filled[depth - 1] ? LEAST_HIDDEN * area : 0);
  }

  /** Area of a cell in square pixels; multiplied in two steps, neither of which leaves the range of numbers. */
  #area(i: number): number {
    const { scale } = this.#frame;
    return this.#map.cells.area(i) * scale * scale;
  }

  /** Puts the outline of cell i into the picture's coordinates. */
  #load(i: number): void {
    const { points } = this.#outline;
    const { originX, scale, shiftX } = this.#frame;
    const corners = this.#map.cells.ring(i, points);
    const x = this.#x[this.#depth]!;
    const y = this.#y[this.#depth]!;
    for (let k = 0; k < 2 * corners; k += 2) {
      points[k] = (x + points[k]! - originX) * scale + shiftX;
      points[k + 1] = this.#toY(y + points[k + 1]!);
    }
    this.#outline.corners = corners;
  }

  #toY(y: number): number {
    return (y - this.#frame.originY) * this.#frame.scale + this.#frame.shiftY;
  }
}

/** White space and control characters. */
const BLANKS = /[\s\p{Cc}]+/gu;

function familyEnd(tree: { firstChild: Int32Array; childCount: Int32Array }, parent: number): number {
  return tree.firstChild[parent]! + tree.childCount[parent]!;
}

function usualWidth(depth: number): number {
  return depth === 0 ? 0 : Math.max(0.5, 6 / 2 ** depth);
}

/** Colour of the lines. */
export function strokeOf<T>(map: Partition<T>, { stroke }: RenderOptions<T>): string {
  return stroke ?? (map.padded ? "none" : "#fff");
}

/**
 * Checks the numbers among the options.
 *
 * @throws MarquetryError `bad-option` if one is no finite number ≥ `least`.
 */
export function checkNumbers(options: object, names: readonly string[], least = 0): void {
  for (const name of names) {
    const value: unknown = (options as Record<string, unknown>)[name];
    if (value === undefined || (Number.isFinite(value) && (value as number) >= least)) continue;
    throw new MarquetryError("bad-option", `${name} must be a finite number ≥ ${least}, not ${show(value)}`, {
      value,
    });
  }
}
