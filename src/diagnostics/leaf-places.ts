import { ringBounds, ringCentroid } from "../geometry/ring.ts";
import type { Partition } from "../partition/partition.ts";

/** Where some leaves lie, in absolute coordinates. */
export interface LeafPlaces {
  /** x0, y0, x1, y1 of the bounding box of each. */
  readonly boxes: Float64Array;
  /** x, y of the centroid of each. */
  readonly centroids: Float64Array;
}

/** The places of leaves whose cells are not empty. */
export function leafPlaces(map: Partition, leaves: Int32Array): LeafPlaces {
  const { cells, origins } = map;
  const boxes = new Float64Array(4 * leaves.length);
  const centroids = new Float64Array(2 * leaves.length);
  const ring = new Float64Array(2 * cells.mostCorners);
  const centroid = new Float64Array(2);
  for (const [k, leaf] of leaves.entries()) {
    const corners = cells.ring(leaf, ring);
    const x = origins[2 * leaf]!;
    const y = origins[2 * leaf + 1]!;
    ringCentroid(ring, 0, corners, centroid);
    centroids[2 * k] = x + centroid[0]!;
    centroids[2 * k + 1] = y + centroid[1]!;
    const { x0, y0, x1, y1 } = ringBounds(ring, 0, corners);
    boxes[4 * k] = x + x0;
    boxes[4 * k + 1] = y + y0;
    boxes[4 * k + 2] = x + x1;
    boxes[4 * k + 3] = y + y1;
  }
  return { boxes, centroids };
}
