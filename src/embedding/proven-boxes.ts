import type { Clusters } from "./clusters.ts";
import type { PlacedBoxes } from "./place-boxes.ts";

/** Least ratio of longest to shortest side that cuts keep: Huffman's cuts are lopsided beyond 2 : 1. */
const LEAST_RATIO = 3;

/** The side ratio that loses least in all: families in so many levels lose a factor of e at most. */
export function provenRatio(levels: number, dimension: number): number {
  return Math.max(LEAST_RATIO, 1 + levels / dimension);
}

/**
 * A distortion that {@link provenBoxes} never exceeds, whatever the ultrametric: e λ √d ρ^(2 − 2/d) (limit + 1).
 * The proof is in docs/ultrametric-embedding.md.
 *
 * @param factor - λ, with which the clusters were made
 * @param limit - the proven lower limit of any embedding
 */
export function provenDistortion(levels: number, dimension: number, factor: number, limit: number): number {
  const ratio = provenRatio(levels, dimension);
  return Math.E * factor * Math.sqrt(dimension) * ratio ** (2 - 2 / dimension) * (limit + 1);
}

/** Most families on the way from the root down to a site. */
export function levelsOf({ size, parent }: Clusters): number {
  const depth = new Int32Array(size);
  let most = 0;
  for (let i = 1; i < size; i++) {
    depth[i] = depth[parent[i]!]! + 1;
    most = Math.max(most, depth[i]!);
  }
  return most;
}

/**
 * Places clusters in boxes by cuts across the longest side, so that the distortion has a proven limit. Each cluster
 * gets a box of the volume that its sites and margins need at the given side ratio; a family is cut in two by
 * Huffman's tree of volumes, and a lighter part below 1/ρ is raised to 1/ρ.
 */
export function provenBoxes(clusters: Clusters, dimension: number): PlacedBoxes {
  const { size, firstSite, endSite, firstChild, childCount, diameter } = clusters;
  const d = dimension;
  const ratio = provenRatio(levelsOf(clusters), d);
  const need = volumes(clusters, d, ratio);
  const low = new Float64Array(size * d);
  const high = new Float64Array(size * d);
  const points = new Float64Array(endSite[0]! * d);
  for (let k = 0; k < d; k++) high[k] = need.core[0]! * diameter[0]!;
  const cutter = new Cutter(clusters, d, ratio, need.cell);
  for (let i = 0; i < size; i++) {
    if (childCount[i] === 0) {
      for (let k = 0; k < d; k++) points[firstSite[i]! * d + k] = low[i * d + k]!;
      continue;
    }
    cutter.cut(i, low, high);
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++)
      shrink(low, high, c, d, need.core[c]! * diameter[c]!);
  }
  return { points, low, high };
}

/** Volume of each cluster's box as a length: without its margin, over its diameter; with it, over its parent's. */
function volumes(clusters: Clusters, d: number, ratio: number): { core: Float64Array; cell: Float64Array } {
  const { size, parent, diameter } = clusters;
  const longer = ratio ** ((d - 1) / d);
  const core = new Float64Array(size);
  const cell = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (diameter[i]! > 0) core[i] = (core[i]! / (1 - 1 / ratio)) ** (1 / d);
    if (i === 0) continue;
    const above = diameter[parent[i]!]!;
    cell[i] = (core[i]! * diameter[i]! + longer * (above - diameter[i]!)) / above;
    core[parent[i]!]! += cell[i]! ** d;
  }
  return { core, cell };
}

/** Scales a box about its middle to the given volume, told as the side of a cube. */
function shrink(low: Float64Array, high: Float64Array, i: number, d: number, side: number): void {
  let log = 0;
  for (let k = i * d; k < i * d + d; k++) log += Math.log(high[k]! - low[k]!);
  const scale = side / Math.exp(log / d);
  for (let k = i * d; k < i * d + d; k++) {
    const middle = (low[k]! + high[k]!) / 2;
    const half = (scale * (high[k]! - low[k]!)) / 2;
    low[k] = middle - half;
    high[k] = middle + half;
  }
}

/** Cuts the box of a family among its members. */
class Cutter {
  readonly #clusters: Clusters;
  readonly #d: number;
  readonly #ratio: number;
  readonly #cell: Float64Array;

  constructor(clusters: Clusters, d: number, ratio: number, cell: Float64Array) {
    this.#clusters = clusters;
    this.#d = d;
    this.#ratio = ratio;
    this.#cell = cell;
  }

  cut(family: number, low: Float64Array, high: Float64Array): void {
    const d = this.#d;
    const first = this.#clusters.firstChild[family]!;
    const count = this.#clusters.childCount[family]!;
    const { left, right, weight } = huffman(
      Float64Array.from({ length: count }, (_, k) => this.#cell[first + k]! ** d),
    );
    const boxes = new Float64Array((2 * count - 1) * 2 * d);
    const root = (2 * count - 2) * 2 * d;
    boxes.set(low.subarray(family * d, family * d + d), root);
    boxes.set(high.subarray(family * d, family * d + d), root + d);
    for (let part = 2 * count - 2; part >= count; part--) {
      const heavy = right[part - count]!;
      const light = left[part - count]!;
      const share = Math.max(weight[light]! / weight[part]!, 1 / this.#ratio);
      const from = part * 2 * d;
      let axis = 0;
      for (let k = 1; k < d; k++) {
        if (boxes[from + d + k]! - boxes[from + k]! > boxes[from + d + axis]! - boxes[from + axis]!) axis = k;
      }
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
}

/** Huffman's tree: parts 0 … n − 1 are the weights given, then come those joined; `left` is the lighter. */
function huffman(weights: Float64Array): { left: Int32Array; right: Int32Array; weight: Float64Array } {
  const count = weights.length;
  const weight = new Float64Array(2 * count - 1);
  weight.set(weights);
  const sorted = Int32Array.from({ length: count }, (_, k) => k).sort((a, b) => weights[a]! - weights[b]!);
  const left = new Int32Array(count - 1);
  const right = new Int32Array(count - 1);
  let p = 0;
  let q = count;
  for (let made = count; made < 2 * count - 1; made++) {
    const a = p < count && (q === made || weight[sorted[p]!]! <= weight[q]!) ? sorted[p++]! : q++;
    const b = p < count && (q === made || weight[sorted[p]!]! <= weight[q]!) ? sorted[p++]! : q++;
    left[made - count] = a;
    right[made - count] = b;
    weight[made] = weight[a]! + weight[b]!;
  }
  return { left, right, weight };
}
