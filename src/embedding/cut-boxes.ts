import type { Clusters } from "./clusters.ts";
import { huffmanParts } from "./huffman-parts.ts";
import type { PlacedBoxes } from "./place-boxes.ts";

/** Volumes told as sides of cubes: of each cluster's box over its diameter, with its margin over its parent's. */
export interface Needs {
  readonly core: Float64Array;
  readonly cell: Float64Array;
}

/**
 * Places clusters in boxes cut top down, each across its longest side, into shares of volume by Huffman's tree of
 * cells. Every cluster's box then shrinks about its middle from its cell to the volume of its core.
 *
 * @param leastShare - a lighter part is raised to this share of what is cut
 */
export function cutBoxes(
  clusters: Clusters,
  dimension: number,
  needs: Needs,
  leastShare: number,
): PlacedBoxes {
  const d = dimension;
  const { size, firstSite, endSite, firstChild, childCount, diameter } = clusters;
  const low = new Float64Array(size * d);
  const high = new Float64Array(size * d);
  const points = new Float64Array(endSite[0]! * d);
  high.fill(needs.core[0]! * diameter[0]!, 0, d);
  for (let i = 0; i < size; i++) {
    if (childCount[i] === 0) {
      points.set(low.subarray(i * d, i * d + d), firstSite[i]! * d);
      continue;
    }
    cutFamily(clusters, i, d, needs.cell, leastShare, low, high);
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++)
      shrink(low, high, c, d, needs.core[c]! * diameter[c]!);
  }
  return { points, low, high };
}

/** Cuts the box of a family among its members. */
function cutFamily(
  { firstChild, childCount }: Clusters,
  family: number,
  d: number,
  cell: Float64Array,
  leastShare: number,
  low: Float64Array,
  high: Float64Array,
): void {
  const first = firstChild[family]!;
  const count = childCount[family]!;
  const parts = huffmanParts(Float64Array.from({ length: count }, (_, k) => cell[first + k]! ** d));
  // Of each part the low sides, then the high ones.
  const boxes = new Float64Array((2 * count - 1) * 2 * d);
  boxes.set(low.subarray(family * d, family * d + d), (2 * count - 2) * 2 * d);
  boxes.set(high.subarray(family * d, family * d + d), (2 * count - 2) * 2 * d + d);
  for (let part = 2 * count - 2; part >= count; part--) {
    const light = parts.light[part - count]!;
    const heavy = parts.heavy[part - count]!;
    const share = Math.max(parts.weight[light]! / parts.weight[part]!, leastShare);
    const from = part * 2 * d;
    const axis = longestAxis(boxes, from, d);
    boxes.copyWithin(light * 2 * d, from, from + 2 * d);
    boxes.copyWithin(heavy * 2 * d, from, from + 2 * d);
    const at = boxes[from + axis]! + share * (boxes[from + d + axis]! - boxes[from + axis]!);
    boxes[light * 2 * d + d + axis] = at;
    boxes[heavy * 2 * d + axis] = at;
  }
  for (let k = 0; k < count; k++) {
    low.set(boxes.subarray(k * 2 * d, k * 2 * d + d), (first + k) * d);
    high.set(boxes.subarray(k * 2 * d + d, k * 2 * d + 2 * d), (first + k) * d);
  }
}

function longestAxis(boxes: Float64Array, from: number, d: number): number {
  let axis = 0;
  for (let k = 1; k < d; k++)
    if (boxes[from + d + k]! - boxes[from + k]! > boxes[from + d + axis]! - boxes[from + axis]!) axis = k;
  return axis;
}

/** Scales a box about its middle to a volume, told as the side of a cube. */
function shrink(low: Float64Array, high: Float64Array, i: number, d: number, side: number): void {
  let log = 0;
  for (let k = i * d; k < i * d + d; k++) log += Math.log(high[k]! - low[k]!);
  // A box too small for the coordinates around it has no extent left.
  const mean = Math.exp(log / d);
  const scale = mean > 0 ? side / mean : 0;
  for (let k = i * d; k < i * d + d; k++) {
    const middle = (low[k]! + high[k]!) / 2;
    const half = (scale * (high[k]! - low[k]!)) / 2;
    low[k] = middle - half;
    high[k] = middle + half;
  }
}
