import type { Partition } from "../index.ts";
import { ownBox, placeOfNode, ringFor, type Camera, type Size } from "./camera.ts";
import type { Stretch } from "./similarity.ts";

/** A box on the screen. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Thinner boxes, in pixels, are no place to zoom out of or into. */
const THINNEST = 0.01;

/** The box of a node's cell on the screen of a camera; null where there is none to speak of. */
export function boxOnScreen(map: Partition, camera: Camera, node: number, size: Size): Box | null {
  const own = ownBox(map, node, ringFor(map));
  if (!own) return null;
  const { scale, x, y } = placeOfNode(map, camera, node, size);
  const box = {
    x: own.x0 * scale + x,
    y: own.y0 * scale + y,
    width: (own.x1 - own.x0) * scale,
    height: (own.y1 - own.y0) * scale,
  };
  return Math.min(box.width, box.height) > THINNEST ? box : null;
}

/** The whole screen. */
export function wholeScreen({ width, height }: Size): Box {
  return { x: 0, y: 0, width, height };
}

/** The box between two when a part of the way is done. */
export function boxBetween(a: Box, b: Box, part: number): Box {
  const mix = (from: number, to: number): number => from + (to - from) * part;
  return {
    x: mix(a.x, b.x),
    y: mix(a.y, b.y),
    width: mix(a.width, b.width),
    height: mix(a.height, b.height),
  };
}

/** What takes one box to another. */
export function stretchBetween(from: Box, to: Box): Stretch {
  const scaleX = to.width / from.width;
  const scaleY = to.height / from.height;
  return { scaleX, scaleY, x: to.x - from.x * scaleX, y: to.y - from.y * scaleY };
}
