import type { Ellipse } from "../geometry/arcs.ts";
import { nextLoop } from "../partition/cells.ts";
import { arcs } from "../partition/region.ts";
import type { Partition } from "../partition/partition.ts";
import {
  choice,
  either,
  number,
  text,
  wholeNumber,
  type OptionHelp,
  type OptionTable,
  merged,
} from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { checkMap } from "../partition/check-map.ts";
import { countLeaves } from "./aggregates.ts";
import { numberFormat } from "./format.ts";
import { naturalFrame, type Frame } from "./frame.ts";
import { nodeText } from "./given-text.ts";
import { labelsAhead } from "./labels-ahead.ts";
import { isRightToLeft, type Label } from "./labels/label.ts";
import { baselineOf, measureText } from "./labels/metrics.ts";
import { markup, type Mark } from "./marks.ts";
import { pictureAttributes, short, startTag, tag, type Attributes } from "./picture.ts";
import { renderHelp, renderOptions, TEXTS, type NodeText, type RenderOptions } from "./render-options.ts";
import { Scene, strokeOf, USUAL_MIN_AREA, type DrawnCell, type Painter } from "./scene.ts";
import {
  readMargins,
  surroundHelp,
  surroundOf,
  surroundOptions,
  type Surround,
  type SurroundOptions,
} from "./surround.ts";
import { ascii, escape, giveBack, LONGEST_TEXT, textBuffer, tooLong, type Ascii } from "./text-buffer.ts";

/** How {@link toSVG} draws. */
export interface SvgOptions<T = unknown> extends RenderOptions<T>, SurroundOptions {
  /** Tooltip of each node; its path below `root` and its weight by default, false for none. */
  readonly tooltip?: NodeText<T> | false;
  /** What a screen reader calls the picture; its title by default, or the label of `root`. */
  readonly name?: string;
  /** The attribute `width`, as 960 or "100%"; the picture's own width by default. */
  readonly width?: number | string;
  /** The attribute `height`; the picture's own height by default, left out where only `width` is given. */
  readonly height?: number | string;
  /** Digits after the point, 0 to 6; 2 by default. Raise it for a picture that will be magnified. */
  readonly precision?: number;
  /** The attribute `class` of the picture; "marquetry" by default. */
  readonly class?: string;
  /** Begins the id of every element, so must differ between pictures of one page; "cell-" by default. */
  readonly idPrefix?: string;
  /** Which nodes' elements get an id, made of the node's: inner nodes by default. */
  readonly ids?: "groups" | "all" | "none";
}

const SIDE = /* @__PURE__ */ either(/* @__PURE__ */ number({ min: 0 }), /* @__PURE__ */ text());

const drawnOptions = /* @__PURE__ */ merged(renderOptions, surroundOptions);

export const svgOptions: OptionTable<SvgOptions> = /* @__PURE__ */ merged(drawnOptions, {
  tooltip: TEXTS,
  name: /* @__PURE__ */ text(),
  width: SIDE,
  height: SIDE,
  precision: /* @__PURE__ */ wholeNumber({ min: 0, max: 6 }, 2),
  class: /* @__PURE__ */ text(),
  idPrefix: /* @__PURE__ */ text(),
  ids: /* @__PURE__ */ choice(["groups", "all", "none"]),
});

export const svgHelp: OptionHelp<SvgOptions> = /* @__PURE__ */ merged(
  /* @__PURE__ */ merged(renderHelp, surroundHelp),
  {
    tooltip: "tooltip of each node, or false for none",
    name: "what a screen reader calls the picture",
    width: "the attribute width, as 960 or 100%",
    height: "the attribute height",
    precision: "digits after the point",
    class: "the attribute class of the picture; marquetry by default",
    idPrefix: "begins the id of every element; cell- by default",
    ids: "which nodes' elements get an id; groups by default",
  },
);

/**
 * Draws a map as the text of an SVG picture, without a DOM.
 *
 * Its unit is the pixel. A container of screen size (longer side 100 to 10,000) keeps its coordinates; any
 * other is scaled to a longer side of 1000. With `root`, that node's cell fills the picture, from its own frame:
 * a cell 10⁻¹⁰⁰ wide comes out as exact as any.
 *
 * What is given as title, subtitle, legend, caption and source stands around the map, which stays where it is.
 *
 * Every leaf that is not empty becomes a `<rect>` or `<path>` of the classes `leaf` and `depth-2`, say; every
 * inner node a `<g>` of the classes `branch` and `depth-1` with an id. Below 200 levels cells no longer nest,
 * because XML parsers refuse to. With `minArea`, what stands for several leaves is of the class `aggregate`. Texts
 * come last, in a `<g class="labels">`, a `<text>` for each line.
 *
 * All text is escaped, and what XML forbids replaced; a name in a script from right to left does not turn what
 * stands beside it. There is no script and no style in it. The same map and options give the same text.
 *
 * A picture of some millions of cells is more than a string can hold and is refused, mostly before any of it is drawn:
 * {@link toSVGChunks} has no such limit.
 *
 * @throws MarquetryError `bad-option`, `bad-node`
 * @example
 * const svg = toSVG(map, { title: "People of the world", label: (d) => d.name, legend: branchLegend() });
 */
export function toSVG<T>(map: Partition<T>, given: SvgOptions<T> = {}): string {
  const [options, frame] = readDrawing("toSVG", map, given);
  checkLength(map, options, frame);
  let text = "";
  for (const chunk of draw(map, options, frame)) {
    if (text.length + chunk.length > LONGEST_TEXT) throw tooLong("the picture");
    text += chunk;
  }
  return text;
}

/**
 * The text of {@link toSVG} piece by piece, to be written to a file or sent on as it comes: for pictures of any number
 * of cells. Pieces are about 64 kB long, with a longer one where a text that was given is; joined, they are what `toSVG` returns.
 *
 * No more is held at a time than a piece, the labels that found room, and the ids that were given out (`ids`). Each cell
 * is drawn when it is asked for, so the map and what is called for its nodes must stay as they are until the end.
 *
 * @throws MarquetryError `bad-option`, `bad-node`; what a function of one's own gives for a node only once it is drawn
 * @example
 * await writeFile("map.svg", toSVGChunks(map)); // node:fs/promises
 */
export function toSVGChunks<T>(map: Partition<T>, given: SvgOptions<T> = {}): IterableIterator<string> {
  return draw(map, ...readDrawing("toSVGChunks", map, given));
}

type Settled<T> = SvgOptions<T> & { readonly precision: number };

function readDrawing<T>(owner: string, map: Partition<T>, given: SvgOptions<T>): [Settled<T>, Frame] {
  checkMap(owner, map);
  const options = readOptions<SvgOptions<T>, "precision">(owner, svgOptions, given);
  return [options, naturalFrame(map, options.root ?? 0)];
}

function* draw<T>(map: Partition<T>, options: Settled<T>, frame: Frame): Generator<string, void, undefined> {
  const painter = new SvgPainter(map, options);
  const { top, right, bottom, left } = readMargins(options.margin);
  const surround = surroundOf(map, options, frame.width, options.measure ?? measureText);
  const { above, below } = surround;
  painter.begin(
    frame.shiftX - left,
    frame.shiftY - above.height - top,
    frame.width + left + right,
    above.height + frame.height + below.height + top + bottom,
  );
  painter.marks(above.marks, frame.shiftX, frame.shiftY - above.height);
  const scene = new Scene(map, options, frame, painter);
  const isFull = (): boolean => painter.isFull;
  while (scene.paintCells(isFull)) yield painter.take();
  for (const label of scene.labels()) {
    painter.label(label);
    if (painter.isFull) yield painter.take();
  }
  yield painter.end(surround, frame.shiftX, frame.shiftY + frame.height);
}

/** The fewest characters of a leaf: an element with its class, a triangle's corners or four sides, and a fill. */
const LEAST_LEAF = 60;
/** The fewest of a tooltip: its tags, a separator and a digit. */
const LEAST_TITLE = 18;

/** Refuses a picture that is certain to be too long before any of it is drawn. */
function checkLength<T>(
  map: Partition<T>,
  { tooltip, minArea = USUAL_MIN_AREA }: SvgOptions<T>,
  frame: Frame,
): void {
  const { cells, tree } = map;
  const { root, scale } = frame;
  const most = LONGEST_TEXT / (tooltip === undefined ? LEAST_LEAF + LEAST_TITLE : LEAST_LEAF);
  if (tree.size <= most) return;
  const isDrawn = (i: number): boolean => cells.corners(i) > 0 && cells.area(i) * scale * scale >= minArea;
  const count = countLeaves(tree, root, root + 1, isDrawn);
  if (count > most) throw tooLong(`a picture of ${count} cells`);
}

/** Width of the rim round texts over lines, in pixels. */
const RIM = 3;
/** libxml2 and others give up at 256 elements within each other. */
const MOST_NESTED = 200;
/** Levels that a tooltip's path shows. */
const LONGEST_PATH = 12;

// Marked as pure, so that a bundle without toSVG does not hold them.
const BRANCH = /* @__PURE__ */ ascii('<g class="branch depth-');
const ID = /* @__PURE__ */ ascii('" id="');
const X = /* @__PURE__ */ ascii('" x="');
const Y = /* @__PURE__ */ ascii('" y="');
const WIDTH = /* @__PURE__ */ ascii('" width="');
const HEIGHT = /* @__PURE__ */ ascii('" height="');
const PATH = /* @__PURE__ */ ascii('" d="M');
const FILL = /* @__PURE__ */ ascii('" fill="');
const STROKE = /* @__PURE__ */ ascii('" stroke="');
const STROKE_WIDTH = /* @__PURE__ */ ascii('" stroke-width="');
const END = /* @__PURE__ */ ascii('">');
const EMPTY = /* @__PURE__ */ ascii('"/>');
const OPEN_TITLE = /* @__PURE__ */ ascii('"><title>');
const AND = /* @__PURE__ */ ascii("+ ");
const NOT_SHOWN = /* @__PURE__ */ ascii(" too small to show)");
const NOT_LOADED = /* @__PURE__ */ ascii(" (not loaded");
const BRACKET = /* @__PURE__ */ ascii(")");
const ONE_BY_ONE = /* @__PURE__ */ ascii(" (+ ");
const COLON = /* @__PURE__ */ ascii(": ");
const CLOSE_TITLE = /* @__PURE__ */ ascii("</title>");
const CLOSE_GROUP = /* @__PURE__ */ ascii("</g>");
const LINE = /* @__PURE__ */ ascii("L");
const MOVE = /* @__PURE__ */ ascii("M");
const BLANK = /* @__PURE__ */ ascii(" ");
const ARC = /* @__PURE__ */ ascii("A");
const TURN = /* @__PURE__ */ ascii(" 0 0 0 ");
const CLOSE_PATH = /* @__PURE__ */ ascii("Z");

const FONT_SIZE = /* @__PURE__ */ ascii('" font-size="');
const TEXT = /* @__PURE__ */ ascii('<text x="');
const RIGHT_TO_LEFT = /* @__PURE__ */ ascii('" direction="rtl');
const CLOSE_TEXT = /* @__PURE__ */ ascii("</text>");

/** How elements of cells begin and end. */
interface ElementTags {
  readonly leaf: Ascii;
  readonly unloaded: Ascii;
  readonly outline: Ascii;
  readonly aggregate: Ascii;
  readonly end: Ascii;
}

const RECT = /* @__PURE__ */ tagsOf("rect");
const PATHS = /* @__PURE__ */ tagsOf("path");

function tagsOf(element: string): ElementTags {
  return {
    leaf: ascii(`<${element} class="leaf depth-`),
    unloaded: ascii(`<${element} class="unloaded depth-`),
    outline: ascii(`<${element} class="outline`),
    aggregate: ascii(`<${element} class="aggregate depth-`),
    end: ascii(`</${element}>`),
  };
}

class SvgPainter<T> implements Painter {
  readonly #map: Partition<T>;
  readonly #options: SvgOptions<T>;
  readonly #out = textBuffer();
  readonly #precision: number;
  /** Size of texts that do not state their own. */
  readonly #fontSize: number;
  readonly #unit: number;
  /** Depth of the picture's root in its tree. */
  readonly #depth: number;
  readonly #isRect: boolean;
  readonly #tags: ElementTags;
  /** What stands before a label in a tooltip, for each inner node open. */
  readonly #paths: string[] = [""];
  /** Widths of lines that hold within the open groups. */
  readonly #lines: number[] = [0];
  /** Colours of lines that hold within the open groups. */
  readonly #strokes: string[] = [];
  readonly #used = new Map<string, number>();
  /** Writes a weight; undefined where that is the usual way, which is faster without. */
  readonly #write: ((value: number) => string) | undefined;
  #labelled = false;
  readonly #labelOf: (node: number) => string;

  constructor(map: Partition<T>, options: Settled<T>) {
    this.#map = map;
    this.#labelOf = labelsAhead(map.tree);
    this.#options = options;
    this.#precision = options.precision;
    this.#fontSize = options.fontSize ?? 12;
    this.#unit = 10 ** this.#precision;
    this.#isRect = map.cells.shape === "rect";
    this.#tags = this.#isRect ? RECT : PATHS;
    this.#depth = map.tree.depth(options.root ?? 0);
    this.#strokes.push(strokeOf(options));
    const { format, locale } = options;
    if ((format ?? "number") !== "number" || locale !== undefined) this.#write = numberFormat(format, locale);
  }

  begin(x: number, y: number, width: number, height: number): void {
    const { root = 0, class: className = "marquetry", fontFamily = "sans-serif" } = this.#options;
    const { title, subtitle, caption, source } = this.#options;
    const { name = title ?? this.#map.tree.label(root) } = this.#options;
    const [w, h] = [this.#rounded(width), this.#rounded(height)];
    const corner = { x: this.#rounded(x), y: this.#rounded(y) };
    const wide = this.#options.width ?? w;
    const high = this.#options.height ?? (this.#options.width === undefined ? h : undefined);
    this.#start("svg", {
      ...pictureAttributes(`${corner.x} ${corner.y} ${w} ${h}`, wide, high, name, className),
      direction: "ltr",
      "font-family": fontFamily,
      "font-size": this.#fontSize,
      stroke: strokeOf(this.#options),
      "stroke-width": 0,
      "stroke-linejoin": "round",
    });
    const about = [subtitle, caption, source].filter(Boolean).join("\n");
    if (about !== "") this.#out.markup(tag("desc", {}, escape(about)));
    const fill = this.#options.theme?.background;
    if (fill === undefined) return;
    this.#out.markup(tag("rect", { class: "background", ...corner, width: w, height: h, fill }, ""));
  }

  open(node: number, depth: number, strokeWidth: number, hidden: number, stroke: string): void {
    const out = this.#out;
    if (this.#hasGroup(depth)) {
      out.raw(BRANCH);
      out.decimal(this.#depth + depth, 0);
      if (this.#options.ids !== "none") this.#id(node);
      this.#lines.push(strokeWidth);
      this.#attribute(STROKE_WIDTH, strokeWidth);
      if (strokeWidth > 0) this.#strokeIn(stroke);
      this.#strokes.push(strokeWidth > 0 ? stroke : this.#strokes.at(-1)!);
      this.#endTag(node, hidden);
    }
    const path = this.#paths.at(-1)!;
    if (depth > 0 && depth < LONGEST_PATH) this.#paths.push(`${path}${isolate(this.#map.tree.label(node))}/`);
    else this.#paths.push(depth === LONGEST_PATH ? `${path}…/` : path);
  }

  close(): void {
    this.#paths.pop();
    if (!this.#hasGroup(this.#paths.length - 1)) return;
    this.#lines.pop();
    this.#strokes.pop();
    this.#out.raw(CLOSE_GROUP);
  }

  cell(node: number, cell: DrawnCell, isLeaf: boolean): void {
    const out = this.#out;
    out.raw(
      isLeaf ? (this.#map.tree.isLoaded(node) ? this.#tags.leaf : this.#tags.unloaded) : this.#tags.outline,
    );
    if (isLeaf) out.decimal(this.#depth + this.#paths.length - 1, 0);
    this.#shape(cell);
    if (isLeaf) {
      if (this.#options.ids === "all") this.#id(node);
      this.#endTag(node, 0);
      out.raw(this.#tags.end);
    } else out.raw(EMPTY);
  }

  hatch(lines: readonly number[], strokeWidth: number, stroke: string): void {
    const at = (k: number): string => `${this.#rounded(lines[k]!)} ${this.#rounded(lines[k + 1]!)}`;
    let d = "";
    for (let k = 0; k < lines.length; k += 4) d += `M${at(k)}L${at(k + 2)}`;
    this.#out.markup(tag("path", { class: "hatch", d, stroke, "stroke-width": strokeWidth }, ""));
  }

  aggregate(node: number, cell: DrawnCell, count: number, isWhole: boolean): void {
    const out = this.#out;
    out.raw(this.#tags.aggregate);
    out.decimal(this.#depth + this.#paths.length - 1, 0);
    this.#shape(cell);
    if (isWhole) {
      if (this.#options.ids !== "none") this.#id(node);
      this.#endTag(node, count);
    } else if (this.#options.tooltip === false) out.raw(END);
    else {
      out.raw(OPEN_TITLE);
      out.text(this.#paths.at(-1)!);
      out.raw(AND);
      this.#count(count);
      out.raw(CLOSE_TITLE);
    }
    out.raw(this.#tags.end);
  }

  label(label: Label): void {
    const { lines, x, y, size, angle } = label;
    if (!this.#labelled) {
      this.#labelled = true;
      const style = { "text-anchor": "middle", stroke: "none", "pointer-events": "none" };
      this.#start("g", { class: "labels", ...style });
    }
    const own = this.#textAttributes(label);
    const left = Math.round(x * this.#unit);
    const out = this.#out;
    for (let k = 0; k < lines.length; k++) {
      const line = lines[k]!;
      this.#units(TEXT, left);
      this.#attribute(Y, baselineOf(k, lines.length, y, size));
      if (isRightToLeft(line)) out.raw(RIGHT_TO_LEFT);
      if (angle !== 0) out.markup(`" transform="rotate(${angle} ${left / this.#unit} ${this.#rounded(y)})`);
      if (size !== this.#fontSize) {
        out.raw(FONT_SIZE);
        out.text(String(size));
      }
      out.markup(own);
      out.raw(END);
      out.text(line);
      out.raw(CLOSE_TEXT);
    }
  }

  /** Attributes that differ from those of most texts, without the last quotation mark. */
  #textAttributes({ kind, align, weight, colour, opacity, rim }: Label): string {
    let text = kind === "overlay" ? '" class="overlay' : "";
    if (align === "left") text += '" text-anchor="start';
    if (weight !== 400) text += `" font-weight="${weight}`;
    if (colour !== "#000") text += `" fill="${colour ?? "#000"}`;
    if (opacity < 1) text += `" opacity="${opacity}`;
    if (colour === null || rim !== null)
      text += `" stroke="${escape(rim ?? "#fff")}" stroke-width="${RIM}" paint-order="stroke`;
    return text;
  }

  marks(marks: readonly Mark[], x: number, y: number): void {
    if (marks.length > 0) this.#out.markup(tag("g", { class: "frame", stroke: "none" }, markup(marks, x, y)));
  }

  /** Ends the picture, and returns the rest of it, with what stands below it, its corner at (x, y). */
  end({ below, legend }: Surround, x: number, y: number): string {
    if (this.#labelled) this.#out.markup("</g>");
    if (legend && legend.height > 0) {
      const own =
        legend.markup && tag("g", { transform: `translate(${short(x)} ${short(y)})` }, legend.markup);
      this.#out.markup(tag("g", { class: "legend" }, own ?? markup(legend.marks ?? [], x, y)));
    }
    this.marks(below.marks, x, y);
    this.#out.markup("</svg>");
    const rest = this.#out.take();
    giveBack(this.#out);
    return rest;
  }

  get isFull(): boolean {
    return this.#out.isFull;
  }

  take(): string {
    return this.#out.take();
  }

  #strokeIn(stroke: string): void {
    if (stroke === this.#strokes.at(-1)) return;
    this.#out.raw(STROKE);
    this.#out.text(stroke);
  }

  #shape({ points, corners, ellipse, fill, strokeWidth, stroke }: DrawnCell): void {
    this.#out.raw(FILL);
    this.#out.text(fill ?? "none");
    if (this.#isRect) this.#rect(points);
    else this.#path(points, corners, ellipse);
    if (strokeWidth !== this.#lines.at(-1)) this.#attribute(STROKE_WIDTH, strokeWidth);
    if (strokeWidth > 0) this.#strokeIn(stroke);
  }

  /** Sides are rounded, not widths, so that cells that touch still touch. */
  #rect(points: Float64Array): void {
    const unit = this.#unit;
    const x = Math.round(points[0]! * unit);
    const y = Math.round(points[1]! * unit);
    this.#units(X, x);
    this.#units(Y, y);
    this.#units(WIDTH, Math.round(points[4]! * unit) - x);
    this.#units(HEIGHT, Math.round(points[5]! * unit) - y);
  }

  #path(points: Float64Array, corners: number, ellipse?: Ellipse): void {
    const kinds = ellipse && arcs?.arcsOf(points, corners, ellipse);
    let start = 0;
    for (let k = 0; k < corners; k++) {
      if (k > 0 && kinds?.[k] === 1) continue;
      if (k > 0 && kinds?.[k] === 2) this.#arc(points, k, ellipse!);
      else if (
        k > start &&
        points[2 * k] === points[2 * start] &&
        points[2 * k + 1] === points[2 * start + 1]
      ) {
        this.#out.raw(CLOSE_PATH);
        start = k = nextLoop(points, 2 * k) / 2;
        if (k >= corners) return;
        this.#attribute(MOVE, points[2 * k]!);
      } else this.#attribute(k === 0 ? PATH : LINE, points[2 * k]!);
      this.#attribute(BLANK, points[2 * k + 1]!);
    }
    if (kinds?.[0] === 2) {
      this.#arc(points, 0, ellipse!);
      this.#attribute(BLANK, points[1]!);
    }
    this.#out.raw(CLOSE_PATH);
  }

  /** An arc to a corner, but for that one's y. */
  #arc(points: Float64Array, k: number, { rx, ry }: Ellipse): void {
    this.#attribute(ARC, rx);
    this.#attribute(BLANK, ry);
    this.#attribute(TURN, points[2 * k]!);
  }

  /** A number after what stands before it. */
  #attribute(before: Ascii, value: number): void {
    this.#units(before, Math.round(value * this.#unit));
  }

  #units(before: Ascii, units: number): void {
    this.#out.raw(before);
    this.#out.decimal(units, this.#precision);
  }

  #rounded(value: number): number {
    return Math.round(value * this.#unit) / this.#unit;
  }

  /** Ends the start tag of a node's element, and adds the tooltip; of `hidden` leaves it tells the number. */
  #endTag(node: number, hidden: number): void {
    const out = this.#out;
    const { tree } = this.#map;
    const { tooltip } = this.#options;
    const hasOwn = tooltip && !tree.isRemainder(node);
    const own = hasOwn && tooltip(tree.data(node), node, this.#map);
    if (tooltip === false || (hasOwn && !own)) {
      out.raw(END);
      return;
    }
    out.raw(OPEN_TITLE);
    if (own) out.text(nodeText("tooltip", own, node, this.#map));
    else {
      out.text(this.#paths.at(-1)!);
      out.text(isolate(this.#labelOf(node)));
      out.raw(COLON);
      this.#number(tree.weight[node]!);
    }
    if (!tree.isLoaded(node)) {
      const failure = tree.failure(node);
      out.raw(NOT_LOADED);
      if (failure) out.text(`: ${failure.message}`);
      out.raw(BRACKET);
    }
    if (hidden > 0) {
      out.raw(ONE_BY_ONE);
      this.#count(hidden);
      out.raw(NOT_SHOWN);
    }
    out.raw(CLOSE_TITLE);
  }

  #number(value: number): void {
    if (this.#write) this.#out.text(this.#write(value));
    else this.#out.weight(value);
  }

  /** How many there are: a number in any case, whatever unit weights have. */
  #count(count: number): void {
    this.#out.text(numberFormat("number", this.#options.locale)(count));
  }

  #hasGroup(depth: number): boolean {
    return depth < MOST_NESTED && this.#options.groups !== false;
  }

  /** An id that holds letters, digits and ._- only; of like ones, the second ends in "-2", and so on. */
  #id(node: number): void {
    const base = this.#map.tree.id(node).replace(/[^\p{L}\p{N}_.-]+/gu, "-");
    let id = base;
    for (let count = this.#used.get(base) ?? 1; this.#used.has(id);) {
      id = `${base}-${++count}`;
      this.#used.set(base, count);
    }
    this.#used.set(id, 1);
    this.#out.raw(ID);
    this.#out.text((this.#options.idPrefix ?? "cell-") + id);
  }

  #start(name: string, attributes: Attributes): void {
    this.#out.markup(startTag(name, attributes));
  }
}

/** Letters that are read from right to left, and signs that turn the direction of what follows. */
const TURNS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u202a-\u202e\u2066-\u2069]/;

/** A name that may be read from right to left, marked off from what stands beside it. */
function isolate(name: string): string {
  return TURNS.test(name) ? `\u2068${name.replace(/[\u202a-\u202e\u2066-\u2069]/g, "")}\u2069` : name;
}
