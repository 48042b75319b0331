import { readOptions, type Partition } from "../index.ts";
import { number, text, type OptionTable } from "../options/option.ts";
import type { Camera, Size } from "./camera.ts";
import { drawOnCanvas, type Drawing } from "./picture.ts";

/** How `toPNG` draws. */
export interface PictureOptions {
  /** Pixels of the picture per CSS pixel; that of the screen by default. */
  readonly pixelRatio?: number;
  /** Colour behind the cells; transparent by default. */
  readonly background?: string;
}

const pictureOptions: OptionTable<PictureOptions> = { pixelRatio: number({ above: 0 }), background: text() };

/** Draws what a camera shows into a PNG file. */
export function drawPNG(
  map: Partition,
  camera: Camera,
  size: Size,
  drawing: Drawing,
  options: PictureOptions,
): Promise<Blob> {
  const { pixelRatio = globalThis.devicePixelRatio, background } = readOptions<PictureOptions>(
    "toPNG",
    pictureOptions,
    options,
  );
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
