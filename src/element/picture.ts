import {
  drawCanvas,
  type CanvasContext,
  type CanvasOptions,
  type Partition,
  type RenderOptions,
} from "../index.ts";
import type { Camera, Size } from "./camera.ts";
import { visiblePart } from "./visible-cells.ts";

/** How the cells are drawn: what the renderers are told, but for what the element decides itself. */
export type Drawing = Omit<RenderOptions, "root" | "margin">;

/** What a picture is drawn on. */
export interface Surface {
  readonly element: HTMLCanvasElement | SVGSVGElement;
  /** Draws what a camera shows. */
  draw(map: Partition, camera: Camera, size: Size, pixelRatio: number, drawing: Drawing): void;
}

/** Draws what a camera shows into a context whose origin is the screen's corner. */
export function drawView(
  map: Partition,
  context: CanvasContext,
  { root, lens }: Camera,
  size: Size,
  options: CanvasOptions,
): void {
  drawCanvas(visiblePart(map, { root, lens }, size), context, {
    ...options,
    root,
    width: size.width * lens.scale,
    height: size.height * lens.scale,
  });
}

/** Draws what a camera shows on a canvas, over what is there. */
export function drawOnCanvas(
  map: Partition,
  context: CanvasRenderingContext2D,
  camera: Camera,
  size: Size,
  pixelRatio: number,
  drawing: Drawing,
): void {
  context.setTransform(1, 0, 0, 1, camera.lens.x * pixelRatio, camera.lens.y * pixelRatio);
  const draw = (): void => drawView(map, context, camera, size, { ...drawing, pixelRatio });
  const area = size.width * size.height * pixelRatio ** 2;
  if (area < DENSE * map.size) withoutHairlines(context, pixelRatio, draw);
  else draw();
  context.setTransform(1, 0, 0, 1, 0, 0);
}

/** Where a cell has less room than this on average, in square pixels of the screen, hairlines are left out. */
const DENSE = 40;
/** A line thinner than this, in pixels of the screen, only greys the cells. */
const THINNEST = 0.5;

/**
 * Draws with a context that leaves out lines too thin to be seen, which take most of the time where cells are many.
 */
function withoutHairlines(context: CanvasRenderingContext2D, pixelRatio: number, draw: () => void): void {
  const thinnest = THINNEST / pixelRatio;
  const stroke = context.stroke.bind(context);
  context.stroke = () => {
    if (context.lineWidth >= thinnest) stroke();
  };
  try {
    draw();
  } finally {
    Reflect.deleteProperty(context, "stroke");
  }
}

/** Fits a canvas to the screen, and clears it. */
export function clearCanvas(
  canvas: HTMLCanvasElement,
  size: Size,
  pixelRatio: number,
): CanvasRenderingContext2D | null {
  const width = Math.max(1, Math.round(size.width * pixelRatio));
  const height = Math.max(1, Math.round(size.height * pixelRatio));
  const context = canvas.getContext("2d");
  // Setting a size makes the browser give the canvas new memory, equal or not.
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  } else context?.clearRect(0, 0, width, height);
  return context;
}

/** A canvas: as fast for 100,000 cells as browsers are. */
export class CanvasSurface implements Surface {
  readonly element: HTMLCanvasElement = document.createElement("canvas");

  draw(map: Partition, camera: Camera, size: Size, pixelRatio: number, drawing: Drawing): void {
    const context = clearCanvas(this.element, size, pixelRatio);
    if (context) drawOnCanvas(map, context, camera, size, pixelRatio, drawing);
  }
}
