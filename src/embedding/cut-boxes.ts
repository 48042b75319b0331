import { joinLightest } from "../model/huffman.ts";
import type { Clusters } from "./clusters.ts";
import { provenNeeds, type Needs } from "./needs.ts";

/**
 * Places sites in boxes so that the distortion has a proven limit. Each cluster gets a box of the volume that its
 * sites and margins need at the given side ratio; a lighter part below 1/ρ of what is cut is raised to 1/ρ, which
 * keeps all boxes within the ratio and takes at most that share from any other.
 */
export function provenBoxes(clusters: Clusters, dimension: number, ratio: number): Float64Array {
  return cutBoxes(clusters, dimension, provenNeeds(clusters, dimension, ratio), 1 / ratio);
}

/**
 * Places sites, `dimension` coordinates each, in boxes of clusters cut top down, each across its longest side, into
 * shares of volume by Huffman's tree of cells. Every cluster's box then shrinks about its middle from its cell to
 * the volume of its core.
 *
 * @param leastShare - a lighter part is raised to this share of what is cut
 */
export function cutBoxes(
  clusters: Clusters,
  dimension: number,
  needs: Needs,
  leastShare: number,
): Float64Array {
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
  return points;
}

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
  const volume = cell.subarray(first, first + count).map((side) => side ** d);
  // From heavy to light; of equal ones the first is last, and so joined first.
  const member = Int32Array.from({ length: count }, (_, k) => k);
  member.sort((a, b) => volume[b]! - volume[a]! || b - a);
  const weight = new Float64Array(2 * count - 1);
  member.forEach((k, place) => (weight[place] = volume[k]!));
  const [light, heavy] = [new Int32Array(count - 1), new Int32Array(count - 1)];
  joinLightest({ weight, first: light, second: heavy }, count);
  // Of each part the low sides, then the high ones.
  const boxes = new Float64Array((2 * count - 1) * 2 * d);
  boxes.set(low.subarray(family * d, family * d + d), (2 * count - 2) * 2 * d);
  boxes.set(high.subarray(family * d, family * d + d), (2 * count - 2) * 2 * d + d);
  for (let part = 2 * count - 2; part >= count; part--) {
    const [one, other] = [light[part - count]!, heavy[part - count]!];
    const share = Math.max(weight[one]! / weight[part]!, leastShare);
    const from = part * 2 * d;
    const axis = longestAxis(boxes, from, d);
    boxes.copyWithin(one * 2 * d, from, from + 2 * d);
    boxes.copyWithin(other * 2 * d, from, from + 2 * d);
    const at = boxes[from + axis]! + share * (boxes[from + d + axis]! - boxes[from + axis]!);
    boxes[one * 2 * d + d + axis] = at;
    boxes[other * 2 * d + axis] = at;
  }
  member.forEach((k, place) => {
    low.set(boxes.subarray(place * 2 * d, place * 2 * d + d), (first + k) * d);
    high.set(boxes.subarray(place * 2 * d + d, place * 2 * d + 2 * d), (first + k) * d);
  });
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
