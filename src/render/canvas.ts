import { traceRing, type PathSink } from "../layout/cells.ts";
import type { Partition } from "../layout/partition.ts";
import { fitNode, pixelsPerUnit, type Frame } from "./frame.ts";
import { BASELINE } from "./labels.ts";
import {
  checkNumbers,
  paint,
  strokeOf,
  type Label,
  type Outline,
  type Painter,
  type RenderOptions,
} from "./scene.ts";

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
  fillText(text: string, x: number, y: number): void;
  strokeText(text: string, x: number, y: number): void;
}

/** How {@link drawCanvas} draws. Lengths are CSS pixels. */
export interface CanvasOptions<T = unknown> extends RenderOptions<T> {
  /** Device pixels per CSS pixel, as `devicePixelRatio`; 1 by default. */
  readonly pixelRatio?: number;
  /** Width of the picture; by default that of the context's canvas, divided by `pixelRatio`. */
  readonly width?: number;
  /** Height of the picture; by default that of the context's canvas, divided by `pixelRatio`. */
  readonly height?: number;
  /** Cells with less area, in square pixels, are left to the fill of their parent; 1 by default. */
  readonly minArea?: number;
}

/**
 * Draws a map into a 2D context, over what is there: the same cells, colours and texts as {@link toSVG}.
 *
 * The picture is as large as fits into the canvas, with its proportions kept, in the middle. Cells below a
 * pixel are not drawn one by one: their parent's fill stands for them, so no part of the map is left blank.
 * The context's own transform holds, and its state is restored.
 *
 * @throws MarquetryError `bad-option`, `bad-node`
 * @example
 * const context = canvas.getContext("2d");
 * drawCanvas(map, context, { pixelRatio: devicePixelRatio });
 */
export function drawCanvas<T>(
  map: Partition<T>,
  context: CanvasContext,
  options: CanvasOptions<T> = {},
): void {
  checkNumbers(options, ["fontSize", "minFontSize", "minArea", "margin", "width", "height"]);
  checkNumbers(options, ["pixelRatio"], Number.MIN_VALUE);
  const { pixelRatio = 1, minArea = 1 } = options;
  context.save();
  context.scale(pixelRatio, pixelRatio);
  context.strokeStyle = strokeOf(map, options);
  context.lineJoin = "round";
  paint(
    map,
    { ...options, minArea },
    canvasFrame(map, context, options),
    new CanvasPainter(context, options),
  );
  context.restore();
}

function canvasFrame<T>(map: Partition<T>, { canvas }: CanvasContext, options: CanvasOptions<T>): Frame {
  const { pixelRatio = 1, margin = 0, root = 0 } = options;
  const { x0, y0, x1, y1 } = map.region;
  const scale = pixelsPerUnit(map);
  const width = options.width ?? (canvas ? canvas.width / pixelRatio : (x1 - x0) * scale);
  const height = options.height ?? (canvas ? canvas.height / pixelRatio : (y1 - y0) * scale);
  const frame = fitNode(map, root, Math.max(0, width - 2 * margin), Math.max(0, height - 2 * margin));
  return { ...frame, shiftX: (width - frame.width) / 2, shiftY: (height - frame.height) / 2 };
}

class CanvasPainter<T> implements Painter {
  readonly #context: CanvasContext;
  readonly #family: string;
  #fill: string | null = null;
  #lineWidth = 0;

  constructor(context: CanvasContext, { fontFamily = "sans-serif" }: CanvasOptions<T>) {
    this.#context = context;
    this.#family = fontFamily;
  }

  open(): void {}

  close(): void {}

  cell(_node: number, outline: Outline, fill: string | null, strokeWidth: number): void {
    const context = this.#context;
    // A context reads a colour each time it is set, equal or not.
    if (fill !== null && fill !== this.#fill) context.fillStyle = this.#fill = fill;
    context.beginPath();
    traceRing(outline.points, outline.corners, context);
    if (fill !== null) context.fill();
    if (strokeWidth === 0) return;
    if (strokeWidth !== this.#lineWidth) context.lineWidth = this.#lineWidth = strokeWidth;
    context.stroke();
  }

  label({ text, x, y, size, colour, align }: Label): void {
    const context = this.#context;
    const baseline = y + BASELINE * size;
    context.font = `${size}px ${this.#family}`;
    context.textAlign = align;
    context.textBaseline = "alphabetic";
    if (colour === null) {
      context.strokeStyle = "#fff";
      context.lineWidth = 3;
      context.strokeText(text, x, baseline);
    }
    context.fillStyle = colour ?? "#000";
    context.fillText(text, x, baseline);
  }
}
