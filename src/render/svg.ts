import { MarquetryError, show } from "../errors.ts";
import type { PathSink } from "../layout/cells.ts";
import type { Partition } from "../layout/partition.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { naturalFrame } from "./frame.ts";
import { BASELINE } from "./labels.ts";
import {
  checkNumbers,
  paint,
  strokeOf,
  traceOutline,
  type Label,
  type NodeText,
  type Outline,
  type Painter,
  type RenderOptions,
} from "./scene.ts";
import { ascii, TextBuffer } from "./text-buffer.ts";

/** How {@link toSVG} draws. */
export interface SvgOptions<T = unknown> extends RenderOptions<T> {
  /** Tooltip of each node; its path below `root` and its weight by default, false for none. */
  readonly title?: NodeText<T> | false;
  /** What a screen reader calls the picture; the label of `root` by default. */
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

/**
 * Draws a map as the text of an SVG picture, without a DOM.
 *
 * Its unit is the pixel. A container of screen size (longer side 100 to 10,000) keeps its coordinates; any
 * other is scaled to a longer side of 1000. With `root`, that node's cell fills the picture, from its own frame:
 * a cell 10⁻¹⁰⁰ wide comes out as exact as any.
 *
 * Every leaf that is not empty becomes a `<rect>` or `<path>` of the classes `leaf` and `depth-2`, say; every
 * inner node a `<g>` of the classes `branch` and `depth-1` with an id. Below 200 levels cells no longer nest,
 * because XML parsers refuse to. Texts come last, in a `<g class="labels">`.
 *
 * All text is escaped, and what XML forbids replaced. The same map and options give the same text.
 *
 * @throws MarquetryError `bad-option`, `bad-node`
 * @example
 * const svg = toSVG(map, { label: (d) => d.name, colour: branchColours({ lighten: 0.1 }) });
 */
export function toSVG<T>(map: Partition<T>, options: SvgOptions<T> = {}): string {
  checkNumbers(options, ["precision", "fontSize", "minFontSize", "minArea", "margin"]);
  const { precision = 2, root = 0, margin = 0 } = options;
  if (!Number.isInteger(precision) || precision > 6) {
    throw new MarquetryError(
      "bad-option",
      `precision must be a whole number from 0 to 6, not ${show(precision)}`,
      {
        value: precision,
      },
    );
  }
  const frame = naturalFrame(map, root);
  const painter = new SvgPainter(map, options);
  painter.begin(
    frame.shiftX - margin,
    frame.shiftY - margin,
    frame.width + 2 * margin,
    frame.height + 2 * margin,
  );
  paint(map, options, frame, painter);
  return painter.end();
}

/** libxml2 and others give up at 256 elements within each other. */
const MOST_NESTED = 200;
/** Levels that a tooltip's path shows. */
const LONGEST_PATH = 12;
/** Bytes of a cell's element, roughly; the buffer grows where it is more. */
const USUAL_BYTES = 180;

/** Stands for the depth of a cell that is no leaf. */
const NO_LEAF = -1;
/** Openings of elements kept at a time. */
const MOST_OPENINGS = 256;

const RECT = ascii('<rect class="');
const PATH = ascii('<path class="');
const BRANCH = ascii('<g class="branch depth-');
const ID = ascii('" id="');
const X = ascii('" x="');
const Y = ascii('" y="');
const WIDTH = ascii('" width="');
const HEIGHT = ascii('" height="');
const D = ascii('" d="');
const FILL = ascii('" fill="');
const STROKE_WIDTH = ascii('" stroke-width="');
const END = ascii('">');
const EMPTY = ascii('"/>');
const OPEN_TITLE = ascii("<title>");
const CLOSE_TITLE = ascii("</title>");
const CLOSE_RECT = ascii("</rect>");
const CLOSE_PATH = ascii("</path>");
const CLOSE_GROUP = ascii("</g>");
const SLASH = ascii("/");
const COLON = ascii(": ");
const CLOSE_SUBPATH = ascii("Z");

class SvgPainter<T> implements Painter, PathSink {
  readonly #map: Partition<T>;
  readonly #options: SvgOptions<T>;
  readonly #out: TextBuffer;
  readonly #precision: number;
  readonly #unit: number;
  readonly #title: NodeText<T> | false | undefined;
  readonly #ids: "groups" | "all" | "none";
  readonly #depth: number;
  /** The path of the inner node open now, as escaped text, and its length at each level. */
  readonly #path = new TextBuffer(256);
  readonly #pathEnds: number[] = [];
  /** Widths of lines that hold within the open groups. */
  readonly #lines: number[] = [0];
  /** How many inner nodes are open, whether they have a group or not. */
  #open = 0;
  readonly #isRect: boolean;
  readonly #labels: LabelsAhead;
  readonly #openings = new Map<string, Uint8Array>();
  #openingDepth = NO_LEAF;
  readonly #used = new Map<string, number>();
  #labelled = false;

  constructor(map: Partition<T>, options: SvgOptions<T>) {
    this.#map = map;
    this.#options = options;
    this.#precision = options.precision ?? 2;
    this.#unit = 10 ** this.#precision;
    this.#isRect = map.cells.kind === "rect";
    this.#labels = new LabelsAhead(map.tree);
    this.#title = options.title;
    this.#ids = options.ids ?? "groups";
    this.#depth = map.tree.depth(options.root ?? 0);
    this.#out = new TextBuffer(1024 + USUAL_BYTES * map.size);
  }

  begin(x: number, y: number, width: number, height: number): void {
    const { name = this.#map.tree.label(this.#options.root ?? 0), class: className = "marquetry" } =
      this.#options;
    const { fontFamily = "sans-serif", fontSize = 12 } = this.#options;
    const [w, h] = [this.#rounded(width), this.#rounded(height)];
    const shownWidth = this.#options.width ?? w;
    const shownHeight = this.#options.height ?? (this.#options.width === undefined ? h : undefined);
    this.#tag("svg", {
      xmlns: "http://www.w3.org/2000/svg",
      class: className,
      viewBox: `${this.#rounded(x)} ${this.#rounded(y)} ${w} ${h}`,
      width: shownWidth,
      height: shownHeight,
      role: "img",
      "aria-label": name,
      direction: "ltr",
      "font-family": fontFamily,
      "font-size": fontSize,
      stroke: strokeOf(this.#map, this.#options),
      "stroke-width": 0,
      "stroke-linejoin": "round",
    });
  }

  open(node: number, _depth: number, strokeWidth: number): void {
    const out = this.#out;
    const depth = this.#open++;
    if (this.#hasGroup(depth)) {
      out.raw(BRANCH);
      out.decimal(this.#depth + depth, 0);
      if (this.#ids !== "none") this.#id(node);
      this.#lines.push(strokeWidth);
      out.raw(STROKE_WIDTH);
      this.#number(strokeWidth);
      out.raw(END);
      this.#writeTitle(node);
    }
    if (depth > LONGEST_PATH) return;
    this.#pathEnds.push(this.#path.length);
    if (depth === 0) return;
    this.#path.text(depth < LONGEST_PATH ? this.#map.tree.label(node) : "…");
    this.#path.raw(SLASH);
  }

  close(): void {
    const depth = --this.#open;
    if (depth <= LONGEST_PATH) this.#path.length = this.#pathEnds.pop()!;
    if (!this.#hasGroup(depth)) return;
    this.#lines.pop();
    this.#out.raw(CLOSE_GROUP);
  }

  cell(node: number, outline: Outline, fill: string | null, strokeWidth: number, isLeaf: boolean): void {
    const out = this.#out;
    out.raw(this.#opening(fill ?? "none", isLeaf ? this.#depth + this.#open : NO_LEAF));
    if (this.#isRect) this.#rect(outline.points);
    else traceOutline(outline, this);
    if (strokeWidth !== this.#lines.at(-1))
      this.#attribute(STROKE_WIDTH, Math.round(strokeWidth * this.#unit));
    if (!isLeaf) {
      out.raw(EMPTY);
      return;
    }
    if (this.#ids === "all") this.#id(node);
    out.raw(END);
    this.#writeTitle(node);
    out.raw(this.#isRect ? CLOSE_RECT : CLOSE_PATH);
  }

  label({ text, x, y, size, colour, align }: Label): void {
    if (!this.#labelled) {
      this.#labelled = true;
      this.#tag("g", { class: "labels", "text-anchor": "middle", stroke: "none", "pointer-events": "none" });
    }
    this.#tag("text", {
      x: this.#rounded(x),
      y: this.#rounded(y + BASELINE * size),
      "text-anchor": align === "left" ? "start" : undefined,
      "font-size": size === (this.#options.fontSize ?? 12) ? undefined : size,
      fill: colour === "#000" ? undefined : (colour ?? "#000"),
      stroke: colour ? undefined : "#fff",
      "stroke-width": colour ? undefined : 3,
      "paint-order": colour ? undefined : "stroke",
    });
    this.#out.text(text);
    this.#out.raw(ascii("</text>"));
  }

  end(): string {
    this.#out.raw(ascii(this.#labelled ? "</g></svg>" : "</svg>"));
    return this.#out.toString();
  }

  moveTo(x: number, y: number): void {
    this.#command("M", x, y);
  }

  lineTo(x: number, y: number): void {
    this.#command("L", x, y);
  }

  closePath(): void {
    this.#out.raw(CLOSE_SUBPATH);
  }

  /** All up to the first number, which neighbours mostly share, and which is kept for them. */
  #opening(fill: string, depth: number): Uint8Array {
    if (depth !== this.#openingDepth || this.#openings.size >= MOST_OPENINGS) {
      this.#openings.clear();
      this.#openingDepth = depth;
    }
    let opening = this.#openings.get(fill);
    if (!opening) {
      const text = new TextBuffer(64);
      text.raw(this.#isRect ? RECT : PATH);
      text.raw(ascii(depth === NO_LEAF ? "outline" : `leaf depth-${depth}`));
      text.raw(FILL);
      text.text(fill);
      text.raw(this.#isRect ? X : D);
      this.#openings.set(fill, (opening = text.copy()));
    }
    return opening;
  }

  /** Sides are rounded, not widths, so that cells that touch still touch. */
  #rect(points: Float64Array): void {
    const unit = this.#unit;
    const x = Math.round(points[0]! * unit);
    const y = Math.round(points[1]! * unit);
    this.#out.decimal(x, this.#precision);
    this.#attribute(Y, y);
    this.#attribute(WIDTH, Math.round(points[4]! * unit) - x);
    this.#attribute(HEIGHT, Math.round(points[5]! * unit) - y);
  }

  #attribute(name: Uint8Array, units: number): void {
    this.#out.raw(name);
    this.#out.decimal(units, this.#precision);
  }

  #command(letter: "M" | "L", x: number, y: number): void {
    this.#out.text(letter);
    this.#number(x);
    this.#out.text(" ");
    this.#number(y);
  }

  #number(value: number): void {
    this.#out.decimal(Math.round(value * this.#unit), this.#precision);
  }

  #rounded(value: number): number {
    return Math.round(value * this.#unit) / this.#unit;
  }

  #writeTitle(node: number): void {
    const out = this.#out;
    if (this.#title === false) return;
    const { tree } = this.#map;
    if (this.#title && !tree.isRemainder(node)) {
      const title = this.#title(tree.data(node) as T, node, this.#map);
      if (!title) return;
      out.raw(OPEN_TITLE);
      out.text(String(title));
    } else {
      out.raw(OPEN_TITLE);
      out.raw(this.#path.bytes, this.#path.length);
      out.text(this.#labels.of(node));
      out.raw(COLON);
      out.weight(tree.weight[node]!);
    }
    out.raw(CLOSE_TITLE);
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

  #tag(name: string, attributes: Readonly<Record<string, string | number | undefined>>): void {
    const out = this.#out;
    out.raw(ascii(`<${name}`));
    for (const [key, value] of Object.entries(attributes)) {
      if (value === undefined) continue;
      out.raw(ascii(` ${key}="`));
      out.text(String(value));
      out.raw(ascii('"'));
    }
    out.raw(ascii(">"));
  }
}

/** Labels read at a time, at most. */
const MOST_AHEAD = 64;

/**
 * The labels of nodes asked for in turn, read some way ahead: twice as many each time, so that few are read in vain.
 *
 * Each label lies somewhere else in memory. To wait for many at once, and not for one after the other between
 * all the writing, takes a fourth off the time of a large picture.
 */
class LabelsAhead {
  readonly #tree: WeightedTree;
  readonly #labels: string[] = [];
  #from = 0;
  #end = 0;

  constructor(tree: WeightedTree) {
    this.#tree = tree;
  }

  of(node: number): string {
    if (node < this.#from || node >= this.#end) {
      const ahead = node === this.#end ? Math.min(2 * (node - this.#from), MOST_AHEAD) : 1;
      this.#from = node;
      this.#end = Math.min(node + Math.max(1, ahead), this.#tree.size);
      for (let i = node; i < this.#end; i++) this.#labels[i - node] = this.#tree.label(i);
    }
    return this.#labels[node - this.#from]!;
  }
}
