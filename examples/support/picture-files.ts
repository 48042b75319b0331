import { createCanvas } from "@napi-rs/canvas";
import { engines } from "marquetry";
import { examples } from "../all.ts";
import { million } from "../million.ts";
import { enginePicture } from "../which-engine.ts";

/** Size of the canvas with a million leaves. */
const CANVAS = [960, 600] as const;
/** Quality of its file, 0 to 100. */
const WEBP_QUALITY = 75;

/** The files of docs/pictures by name, drawn anew. */
export function pictureFiles(): Map<string, string | Buffer> {
  const files = new Map<string, string | Buffer>();
  for (const { name, draw } of examples) files.set(`${name}.svg`, `${draw()}\n`);
  for (const name of Object.keys(engines) as (keyof typeof engines)[])
    files.set(`engine-${name}.svg`, `${enginePicture(name)}\n`);
  const canvas = createCanvas(...CANVAS);
  million(canvas.getContext("2d"));
  files.set("million.webp", canvas.toBuffer("image/webp", WEBP_QUALITY));
  return files;
}
