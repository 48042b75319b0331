import { ringBounds } from "../geometry/ring.ts";
import type { Partition } from "../partition/partition.ts";

/**
 * Where a picture puts the cells: a point p of the root's own frame lies at `(p − origin) · scale + shift`.
 * The root is the node that fills the picture; its descendants' frames are added up from there.
 */
export interface Frame {
  readonly root: number;
  readonly scale: number;
  readonly originX: number;
  readonly originY: number;
  readonly shiftX: number;
  readonly shiftY: number;
  /** Size of the root's bounding box in the picture. */
  readonly width: number;
  readonly height: number;
}

/** A container whose longer side is in this range, and whose corners are no farther out, is taken for pixels. */
const FEWEST_PIXELS = 100;
const MOST_PIXELS = 10_000;
/** Longer side of the picture of any other container. */
const USUAL_PIXELS = 1000;

function isInPixels({ region }: Partition): boolean {
  const longer = Math.max(region.x1 - region.x0, region.y1 - region.y0);
  const farthest = Math.max(-region.x0, -region.y0, region.x1, region.y1);
  return longer >= FEWEST_PIXELS && farthest <= MOST_PIXELS;
}

/** Pixels per unit of the container, in the picture of the whole map. */
export function pixelsPerUnit(map: Partition): number {
  const { x0, y0, x1, y1 } = map.region;
  // An empty map may have a container without extent.
  return isInPixels(map) ? 1 : USUAL_PIXELS / (Math.max(x1 - x0, y1 - y0) || USUAL_PIXELS);
}

/**
 * The frame in which the bounding box of a node's cell is as large as fits into width × height, its corner at
 * (0, 0). Only the node's own corners and frame enter, so a cell of any size fills the picture exactly.
 */
export function fitNode(map: Partition, root: number, width: number, height: number): Frame {
  const { cells } = map;
  const ring = new Float64Array(2 * Math.max(cells.mostCorners, 1));
  const none = { root, scale: 1, originX: 0, originY: 0, shiftX: 0, shiftY: 0, width, height };
  if (map.isEmpty(root)) return none;
  const { x0, y0, x1, y1 } = ringBounds(ring, 0, cells.ring(root, ring));
  const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
  return { ...none, scale, originX: x0, originY: y0, width: (x1 - x0) * scale, height: (y1 - y0) * scale };
}

/** The frame of an SVG: the container's own coordinates where they are pixels and the whole map is shown. */
export function naturalFrame(map: Partition, root: number): Frame {
  const { x0, y0, x1, y1 } = map.region;
  const scale = pixelsPerUnit(map);
  const frame = fitNode(map, root, (x1 - x0) * scale, (y1 - y0) * scale);
  if (root !== 0 || !isInPixels(map)) return frame;
  return { ...frame, scale, shiftX: x0, shiftY: y0, width: x1 - x0, height: y1 - y0 };
}
