import {
  branchColours,
  drawCanvas,
  type CanvasContext,
  type CanvasOptions,
  type Cells,
  type ColourFunction,
  type Partition,
  type RenderOptions,
} from "../index.ts";
import { number, text, type OptionTable } from "../options/option.ts";
import { ownBox, placeBelow, placeOf, ringFor, type Camera, type Size } from "./camera.ts";
import type { Similarity } from "./similarity.ts";

/** How the map is drawn: what the renderers are told, but for what the element decides itself. */
export type Drawing = Omit<RenderOptions, "root" | "margin"> &
  Pick<CanvasOptions, "title" | "subtitle" | "caption" | "source" | "legend">;

/** The drawing of the map alone: what stands around it is the element's own. */
export function withoutSurround(drawing: Drawing): Drawing {
  const { title: _, subtitle: __, caption: ___, source: ____, legend: _____, ...cells } = drawing;
  return cells;
}

/** The fills of a drawing, for the node that fills the view when nothing is magnified: a wheel changes no colours. */
export function fillsOf({ colour, theme }: Drawing, top: number): ColourFunction {
  const own = theme && { root: theme.surface };
  const ground = theme?.fills && { palette: theme.fills, towards: theme.background };
  const fill = colour ?? branchColours({ ...own, ...ground });
  const rooted: ColourFunction = (node, map) => fill(node, map, top);
  return Object.assign(rooted, { meaning: fill.meaning });
}

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
    view: { x0: -lens.x, y0: -lens.y, x1: size.width - lens.x, y1: size.height - lens.y },
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
  drawView(map, context, camera, size, { ...drawing, pixelRatio });
  context.setTransform(1, 0, 0, 1, 0, 0);
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

/** How `toPNG` draws. */
export interface PictureOptions {
  /** Pixels of the picture per CSS pixel; that of the screen by default. */
  readonly pixelRatio?: number;
  /** Colour behind the cells; transparent by default. */
  readonly background?: string;
}

export const pictureOptions: OptionTable<PictureOptions> = {
  pixelRatio: number({ above: 0 }),
  background: text(),
};

/** Draws what a camera shows into a PNG file. */
export function drawPNG(
  map: Partition,
  camera: Camera,
  size: Size,
  drawing: Drawing,
  options: PictureOptions,
): Promise<Blob> {
  const { pixelRatio = globalThis.devicePixelRatio, background } = options;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(size.width * pixelRatio);
  canvas.height = Math.round(size.height * pixelRatio);
  const context = canvas.getContext("2d");
  if (!context) return Promise.reject(new Error("this browser gives no 2D context"));
  if (background !== undefined) {
    context.fillStyle = background;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  drawOnCanvas(map, context, camera, size, pixelRatio, drawing);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else
        reject(
          new Error(`a picture of ${canvas.width} × ${canvas.height} pixels is too large for this browser`),
        );
    }, "image/png");
  });
}

/** Lines and their joints reach this far beyond their cells, in pixels. */
const REACH = 8;

/**
 * A map whose cells off the screen count as empty, so that a renderer passes them by; the map itself where all
 * are on the screen.
 */
export function visiblePart<T>(map: Partition<T>, camera: Camera, size: Size): Partition<T> {
  if (camera.lens.scale <= 1) return map;
  const hidden = hiddenCells(map, camera, size);
  // All else is asked of the cells themselves.
  const cells = Object.create(map.cells) as { -readonly [Name in keyof Cells]: Cells[Name] };
  cells.corners = (i) => (hidden[i] === 1 ? 0 : map.cells.corners(i));
  return map.withCells(cells);
}

/** 1 for each topmost node off the screen. */
function hiddenCells(map: Partition, camera: Camera, size: Size): Uint8Array {
  const { firstChild, childCount } = map.tree;
  const hidden = new Uint8Array(map.size);
  const ring = ringFor(map);
  const open: [node: number, place: Similarity][] = [[camera.root, placeOf(map, camera, size)]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, place] = next;
    const first = firstChild[node]!;
    for (let c = first; c < first + childCount[node]!; c++) {
      const box = ownBox(map, c, ring);
      if (!box) continue;
      const own = placeBelow(map, place, c);
      const x0 = box.x0 * own.scale + own.x;
      const y0 = box.y0 * own.scale + own.y;
      const x1 = box.x1 * own.scale + own.x;
      const y1 = box.y1 * own.scale + own.y;
      if (x1 < -REACH || y1 < -REACH || x0 > size.width + REACH || y0 > size.height + REACH) hidden[c] = 1;
      else if (childCount[c]! > 0 && (x0 < 0 || y0 < 0 || x1 > size.width || y1 > size.height))
        open.push([c, own]);
    }
  }
  return hidden;
}
