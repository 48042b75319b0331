import type { PathSink } from "../geometry/arcs.ts";
import { traceRing } from "../partition/cells.ts";
import type { Partition } from "../partition/partition.ts";
import { MarquetryError, show } from "../errors.ts";
import { number, object, type OptionHelp, type OptionTable, merged } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { checkMap } from "../partition/check-map.ts";
import { fitNode, pixelsPerUnit } from "./frame.ts";
import { isRightToLeft, type Label } from "./labels/label.ts";
import { baselineOf, measureText, type TextMeasure } from "./labels/metrics.ts";
import type { LegendPicture } from "./legend.ts";
import { FAINT, type BoxMark, type Mark, type TextMark } from "./marks.ts";
import { renderHelp, renderOptions, type Outline, type RenderOptions } from "./render-options.ts";
import { paint, type DrawnCell, type Painter } from "./scene.ts";
import { readMargins, surroundHelp, surroundOf, surroundOptions, type SurroundOptions } from "./surround.ts";

/** What {@link drawCanvas} needs of a 2D context: the browser's, a worker's, node-canvas's or a test's. */
export interface CanvasContext extends PathSink {
  readonly canvas?: { readonly width: number; readonly height: number } | undefined;
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineJoin: unknown;
  font: string;
  textAlign: unknown;
  textBaseline: unknown;
  save(): void;
  restore(): void;
  scale(x: number, y: number): void;
  beginPath(): void;
  fill(): void;
  stroke(): void;
  /** Where both are there, cells that are boxes take no path, and half of the time. */
  fillRect?(x: number, y: number, width: number, height: number): void;
  strokeRect?(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  strokeText(text: string, x: number, y: number): void;
  /** Where it is there, texts may step back. */
  globalAlpha?: number;
  /** Where it is there, texts are measured by it. */
  measureText?(text: string): { readonly width: number };
  /** Where both are there, texts may be turned. */
  translate?(x: number, y: number): void;
  rotate?(angle: number): void;
}

/** Shades cells after they are filled, as `cushions()` does. */
export interface CellShade {
  /** Greatest share of white or black, 0 to 1, that it adds to a fill: texts stay readable on that. */
  readonly strength: number;
  /** Shades a cell; the context's path is the cell's outline. */
  paint(context: CanvasContext, outline: Outline, depth: number): void;
}

/** How {@link drawCanvas} draws. Lengths are CSS pixels. */
export interface CanvasOptions<T = unknown> extends RenderOptions<T>, SurroundOptions {
  /** Device pixels per CSS pixel, as `devicePixelRatio`; 1 by default. */
  readonly pixelRatio?: number;
  /** Width of the picture; by default that of the context's canvas, divided by `pixelRatio`. */
  readonly width?: number;
  /** Height of the picture; by default that of the context's canvas, divided by `pixelRatio`. */
  readonly height?: number;
  /** Shading of the cells, as `cushions()`; none by default. */
  readonly shade?: CellShade;
}

const SIDE = /* @__PURE__ */ number({ min: 0 });

const drawnOptions = /* @__PURE__ */ merged(renderOptions, surroundOptions);

export const canvasOptions: OptionTable<CanvasOptions> = /* @__PURE__ */ merged(drawnOptions, {
  pixelRatio: /* @__PURE__ */ number({ above: 0 }, 1),
  width: SIDE,
  height: SIDE,
  shade: /* @__PURE__ */ object("a shading, as cushions() makes it", undefined, ["strength", "paint"]),
});

export const canvasHelp: OptionHelp<CanvasOptions> = /* @__PURE__ */ merged(
  /* @__PURE__ */ merged(renderHelp, surroundHelp),
  {
    pixelRatio: "device pixels per CSS pixel",
    width: "width of the picture; by default that of the canvas",
    height: "height of the picture; by default that of the canvas",
    shade: "shading of the cells, as cushions() makes it",
  },
);

/**
 * Draws a map into a 2D context, over what is there: the same cells and colours as {@link toSVG}. Texts are
 * measured by the context, unless `measure` is given.
 *
 * The picture is as large as fits into the canvas, with its proportions kept, in the middle of what titles and the like
 * leave of it. Cells below a
 * pixel are not drawn one by one: those of a family become one cell that tells their number where there is room,
 * or their parent's fill stands for them, so no part of the map is left blank. The context's own transform
 * holds, and its state is restored.
 *
 * @throws MarquetryError `bad-option`, `bad-node`
 * @example
 * const context = canvas.getContext("2d");
 * drawCanvas(map, context, { pixelRatio: devicePixelRatio });
 */
export function drawCanvas<T>(map: Partition<T>, context: CanvasContext, given: CanvasOptions<T> = {}): void {
  checkMap("drawCanvas", map);
  const options = readOptions<CanvasOptions<T>, "pixelRatio">("drawCanvas", canvasOptions, given);
  if (typeof context?.beginPath !== "function") {
    const message = `drawCanvas takes the 2D context of a canvas, not ${show(context)}`;
    throw new MarquetryError("bad-input", message, { value: context });
  }
  const { pixelRatio, theme, angles = [] } = options;
  const measure = options.measure ?? contextMeasure(context, options);
  const mayTurn = context.rotate !== undefined && context.translate !== undefined;
  context.save();
  context.scale(pixelRatio, pixelRatio);
  context.lineJoin = "round";
  const size = canvasSize(map, context, options);
  const margin = readMargins(options.margin);
  const room = Math.max(0, size.width - margin.left - margin.right);
  const surround = surroundOf(map, options, room, measure ?? measureText);
  const { above, below, legend } = surround;
  const top = above.height + margin.top;
  const high = Math.max(0, size.height - top - (below.height + margin.bottom));
  // The map lies in the middle of what is left between the margins and what stands above and below.
  const fitted = fitNode(map, options.root ?? 0, room, high);
  const across = margin.left + (room - fitted.width) / 2;
  const frame = { ...fitted, shiftX: across, shiftY: top + (high - fitted.height) / 2 };
  const thinnest = thinnestLine(map, options, size);
  const painter = new CanvasPainter(context, options, map.cells.shape === "rect", thinnest);
  if (theme) painter.background(size, theme.background);
  const told = { ...options, angles: mayTurn ? angles : [] };
  paint(map, measure ? { ...told, measure } : told, frame, painter);
  painter.marks(above.marks, margin.left, margin.top);
  const foot = size.height - margin.bottom - below.height;
  painter.marks(below.marks, margin.left, foot);
  if (legend) painter.marks(marksOf(legend), margin.left, foot);
  painter.flush();
  context.restore();
}

/** Where a cell has less room than this on average, in device pixels, hairlines are left out. */
const DENSE = 40;
/** A line thinner than this, in device pixels, only greys the cells where they are many. */
const THINNEST = 0.5;

/** Width of the thinnest lines to draw: where cells are many, those too thin to be seen take most of the time. */
function thinnestLine<T>(
  map: Partition<T>,
  { pixelRatio = 1, view }: CanvasOptions<T>,
  { width, height }: Size,
): number {
  const seen = view ? (view.x1 - view.x0) * (view.y1 - view.y0) : width * height;
  return seen * pixelRatio ** 2 < DENSE * map.size ? THINNEST / pixelRatio : 0;
}

/** Size at which texts are measured: hinting shows at small ones. */
const MEASURED_SIZE = 100;
/** At small sizes a text may be wider by so much than its width in large suggests. */
const HINTING = 1.02;

/** The context's own measure; undefined where it has none. */
function contextMeasure<T>(
  context: CanvasContext,
  { fontFamily = "sans-serif" }: CanvasOptions<T>,
): TextMeasure | undefined {
  if (!context.measureText) return undefined;
  const byWeight = new Map<number, Map<string, number>>();
  let font = 0;
  return (text, weight = 400) => {
    let known = byWeight.get(weight);
    if (!known) byWeight.set(weight, (known = new Map<string, number>()));
    let width = known.get(text);
    if (width === undefined) {
      if (font !== weight) context.font = `${weight} ${MEASURED_SIZE}px ${fontFamily}`;
      font = weight;
      width = (HINTING * context.measureText!(text).width) / MEASURED_SIZE;
      known.set(text, width);
    }
    return width;
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function canvasSize<T>(map: Partition<T>, { canvas }: CanvasContext, options: CanvasOptions<T>): Size {
  const { pixelRatio = 1 } = options;
  const { x0, y0, x1, y1 } = map.region;
  const scale = pixelsPerUnit(map);
  return {
    width: options.width ?? (canvas ? canvas.width / pixelRatio : (x1 - x0) * scale),
    height: options.height ?? (canvas ? canvas.height / pixelRatio : (y1 - y0) * scale),
  };
}

function marksOf({ marks, markup }: LegendPicture): readonly Mark[] {
  if (marks) return marks;
  const message = "drawCanvas: legend gave elements of SVG; a canvas needs its marks";
  throw new MarquetryError("bad-option", message, { value: markup });
}

/** So many cells of one fill are painted as one path: of more, the sorting of their sides takes longer than is saved. */
const MOST_TOGETHER = 8;

class CanvasPainter<T> implements Painter {
  readonly thinnest: number;
  readonly #context: CanvasContext;
  readonly #family: string;
  readonly #shade: CellShade | undefined;
  readonly #takesBoxes: boolean;
  #depth = 0;
  #fill: string | null = null;
  #lineWidth = 0;
  #stroke: string | null = null;
  /** Cells in the path that are still to be filled. */
  #together = 0;

  constructor(
    context: CanvasContext,
    { fontFamily = "sans-serif", shade }: CanvasOptions<T>,
    areBoxes: boolean,
    thinnest: number,
  ) {
    this.#context = context;
    this.#family = fontFamily;
    this.#shade = shade;
    this.#takesBoxes =
      areBoxes && !shade && context.fillRect !== undefined && context.strokeRect !== undefined;
    this.thinnest = thinnest;
  }

  get skipsSame(): boolean {
    return this.#shade === undefined;
  }

  get shading(): number {
    return this.#shade?.strength ?? 0;
  }

  background({ width, height }: Size, fill: string): void {
    this.#box({ x: 0, y: 0, width, height, fill });
  }

  /** Draws what stands beside the cells, moved by (x, y). */
  marks(marks: readonly Mark[], x: number, y: number): void {
    for (const mark of marks) {
      if ("text" in mark) this.#text(mark, x, y);
      else this.#box({ ...mark, x: mark.x + x, y: mark.y + y });
    }
  }

  #box({ x, y, width, height, fill }: BoxMark): void {
    const [x1, y1] = [x + width, y + height];
    const points = Float64Array.of(x, y, x, y1, x1, y1, x1, y);
    this.cell(0, { points, corners: 4, fill, strokeWidth: 0, stroke: "" }, false);
  }

  #text({ text, size, colour, bold, faint, align = "left", ...at }: TextMark, x: number, y: number): void {
    this.flush();
    const context = this.#context;
    context.font = `${bold ? "bold " : ""}${size}px ${this.#family}`;
    context.textAlign = align === "middle" ? "center" : align;
    context.textBaseline = "alphabetic";
    if ("direction" in context) context.direction = isRightToLeft(text) ? "rtl" : "ltr";
    context.fillStyle = this.#fill = colour;
    const opaque = context.globalAlpha;
    if (faint && opaque !== undefined) context.globalAlpha = opaque * FAINT;
    context.fillText(text, at.x + x, at.y + y);
    if (faint && opaque !== undefined) context.globalAlpha = opaque;
  }

  open(): void {
    this.#depth++;
  }

  close(): void {
    this.#depth--;
  }

  aggregate(node: number, cell: DrawnCell): void {
    this.cell(node, cell, true);
  }

  cell(_node: number, cell: DrawnCell, isLeaf: boolean): void {
    if (this.#takesBoxes && cell.corners === 4) {
      this.#paintBox(cell);
      return;
    }
    const { fill, strokeWidth, stroke } = cell;
    const context = this.#context;
    if (fill !== this.#fill || this.#together === 0 || this.#together === MOST_TOGETHER) {
      this.flush();
      if (fill !== null) this.#fillWith(fill);
      context.beginPath();
    }
    traceRing(cell.points, cell.corners, context, cell.ellipse);
    if (fill !== null) this.#together++;
    const isShaded = isLeaf && this.#shade !== undefined;
    if (strokeWidth === 0 && !isShaded) return;
    this.flush();
    if (isShaded) {
      this.#shade.paint(context, cell, this.#depth);
      this.#fill = null;
    }
    if (strokeWidth === 0) return;
    this.#strokeWith(stroke, strokeWidth);
    context.stroke();
  }

  hatch(lines: readonly number[], strokeWidth: number, stroke: string): void {
    const context = this.#context;
    this.flush();
    this.#strokeWith(stroke, strokeWidth);
    context.beginPath();
    for (let k = 0; k < lines.length; k += 4) {
      context.moveTo(lines[k]!, lines[k + 1]!);
      context.lineTo(lines[k + 2]!, lines[k + 3]!);
    }
    context.stroke();
  }

  /** Fills the cells that have waited for others of their fill. */
  flush(): void {
    if (this.#together > 0) this.#context.fill();
    this.#together = 0;
  }

  #paintBox({ points, fill, strokeWidth, stroke }: DrawnCell): void {
    const context = this.#context;
    const [x, y] = [points[0]!, points[1]!];
    const [width, height] = [points[4]! - x, points[5]! - y];
    if (fill !== null) {
      this.#fillWith(fill);
      context.fillRect!(x, y, width, height);
    }
    if (strokeWidth === 0) return;
    this.#strokeWith(stroke, strokeWidth);
    context.strokeRect!(x, y, width, height);
  }

  // A context reads a colour each time it is set, equal or not.
  #fillWith(fill: string): void {
    if (fill !== this.#fill) this.#context.fillStyle = this.#fill = fill;
  }

  #strokeWith(stroke: string, width: number): void {
    if (stroke !== this.#stroke) this.#context.strokeStyle = this.#stroke = stroke;
    if (width !== this.#lineWidth) this.#context.lineWidth = this.#lineWidth = width;
  }

  label({ lines, x, y, size, colour, align, angle, weight, opacity, rim }: Label): void {
    this.flush();
    const context = this.#context;
    context.font = `${weight === 400 ? "" : `${weight} `}${size}px ${this.#family}`;
    const { globalAlpha: alpha = 1 } = context;
    if (opacity < 1) context.globalAlpha = alpha * opacity;
    context.textAlign = align;
    context.textBaseline = "alphabetic";
    if (angle !== 0) {
      context.save();
      context.translate!(x, y);
      context.rotate!((angle * Math.PI) / 180);
    }
    const [left, top] = angle === 0 ? [x, y] : [0, 0];
    for (const [k, line] of lines.entries()) {
      const baseline = baselineOf(k, lines.length, top, size);
      if ("direction" in context) context.direction = isRightToLeft(line) ? "rtl" : "ltr";
      if (colour === null || rim !== null) {
        context.strokeStyle = rim ?? "#fff";
        context.lineWidth = 3;
        context.strokeText(line, left, baseline);
      }
      context.fillStyle = this.#fill = colour ?? "#000";
      context.fillText(line, left, baseline);
    }
    if (opacity < 1) context.globalAlpha = alpha;
    if (angle !== 0) context.restore();
  }
}
