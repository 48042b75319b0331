import type { ConvexCutter } from "../../geometry/convex-cut.ts";

/** Part of its bounding box that a ring of four corners must fill to count as a box. */
const BOX = 1 - 1e-9;

/** Whether the ring in a cutter is a box with sides along the axes. */
export function isBox({ corners, area, width, height }: ConvexCutter): boolean {
  return corners === 4 && area >= BOX * width * height;
}
