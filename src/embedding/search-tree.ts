import type { Clusters } from "./clusters.ts";

/**
 * A binary tree over the sites, in which every pair of sites meets at a node that knows their distance. Families of
 * more than two are split in the middle of the axis along which they spread most. Parents come before children.
 */
export interface SearchTree {
  readonly size: number;
  readonly dimension: number;
  /** Parts of each node; −1 for a site. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** The distance of two sites that meet at the node; 0 for a site. */
  readonly diameter: Float64Array;
  /** The cluster that each node belongs to. */
  readonly cluster: Int32Array;
  /** The site that a node without parts is, else −1. */
  readonly site: Int32Array;
  /** The sites of a node are `order[begin[i]] … order[end[i] − 1]`. */
  readonly begin: Int32Array;
  readonly end: Int32Array;
  readonly order: Int32Array;
  /** Bounding box of the sites of each node: `dimension` low sides, then as many high ones. */
  readonly boxes: Float64Array;
}

/** Builds the tree for points, `dimension` coordinates a site. Time: O(n log² of the largest family). */
export function buildSearchTree(clusters: Clusters, points: Float64Array, dimension: number): SearchTree {
  const builder = new Builder(clusters, points, dimension);
  builder.build();
  return builder;
}

class Builder implements SearchTree {
  readonly size: number;
  readonly dimension: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly diameter: Float64Array;
  readonly cluster: Int32Array;
  readonly site: Int32Array;
  readonly begin: Int32Array;
  readonly end: Int32Array;
  readonly order: Int32Array;
  readonly boxes: Float64Array;
  readonly #clusters: Clusters;
  readonly #middle: Float64Array;
  readonly #points: Float64Array;
  #used = 1;

  constructor(clusters: Clusters, points: Float64Array, dimension: number) {
    const sites = clusters.endSite[0]!;
    this.size = 2 * sites - 1;
    this.dimension = dimension;
    this.left = new Int32Array(this.size).fill(-1);
    this.right = new Int32Array(this.size).fill(-1);
    this.diameter = new Float64Array(this.size);
    this.cluster = new Int32Array(this.size);
    this.site = new Int32Array(this.size).fill(-1);
    this.begin = new Int32Array(this.size);
    this.end = new Int32Array(this.size);
    this.order = new Int32Array(sites);
    this.boxes = new Float64Array(2 * this.size * dimension);
    this.#clusters = clusters;
    this.#points = points;
    this.#middle = clusterMiddles(clusters, points, dimension);
  }

  build(): void {
    const { firstChild, childCount } = this.#clusters;
    const open: [node: number, members: number[], cluster: number][] = [[0, [0], -1]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [node, members, above] = next;
      if (members.length > 1) {
        this.#part(node, this.#split(members), above, open);
        continue;
      }
      const own = members[0]!;
      const count = childCount[own]!;
      if (count === 0) {
        this.cluster[node] = own;
        this.site[node] = this.#clusters.firstSite[own]!;
        continue;
      }
      const children = Array.from({ length: count }, (_, k) => firstChild[own]! + k);
      this.#part(node, this.#split(children), own, open);
    }
    this.#number();
    refit(this, this.#points);
  }

  #part(
    node: number,
    [first, second]: [number[], number[]],
    cluster: number,
    open: [node: number, members: number[], cluster: number][],
  ): void {
    this.left[node] = this.#used++;
    this.right[node] = this.#used++;
    this.diameter[node] = this.#clusters.diameter[cluster]!;
    this.cluster[node] = cluster;
    open.push([this.right[node], second, cluster], [this.left[node], first, cluster]);
  }

  /** Two halves along the axis of the greatest spread. */
  #split(members: number[]): [number[], number[]] {
    if (members.length === 2) return [[members[0]!], [members[1]!]];
    const d = this.dimension;
    const middle = this.#middle;
    let axis = 0;
    let widest = -1;
    for (let k = 0; k < d; k++) {
      let low = Infinity;
      let high = -Infinity;
      for (const c of members) {
        low = Math.min(low, middle[c * d + k]!);
        high = Math.max(high, middle[c * d + k]!);
      }
      if (high - low > widest) [axis, widest] = [k, high - low];
    }
    const sorted = members.sort((a, b) => middle[a * d + axis]! - middle[b * d + axis]! || a - b);
    const half = sorted.length >> 1;
    return [sorted.slice(0, half), sorted.slice(half)];
  }

  /** Lists the sites of every node side by side. */
  #number(): void {
    const count = new Int32Array(this.size);
    for (let i = this.size - 1; i >= 0; i--) {
      count[i] = this.left[i]! < 0 ? 1 : count[this.left[i]!]! + count[this.right[i]!]!;
    }
    this.end[0] = count[0]!;
    for (let i = 0; i < this.size; i++) {
      if (this.left[i]! < 0) {
        this.order[this.begin[i]!] = this.site[i]!;
        continue;
      }
      const cut = this.begin[i]! + count[this.left[i]!]!;
      this.begin[this.left[i]!] = this.begin[i]!;
      this.end[this.left[i]!] = cut;
      this.begin[this.right[i]!] = cut;
      this.end[this.right[i]!] = this.end[i]!;
    }
  }
}

/** Mean of the sites of each cluster. */
function clusterMiddles(clusters: Clusters, points: Float64Array, d: number): Float64Array {
  const { size, parent, childCount, firstSite, endSite } = clusters;
  const middle = new Float64Array(size * d);
  for (let i = size - 1; i >= 0; i--) {
    const count = endSite[i]! - firstSite[i]!;
    for (let k = 0; k < d; k++) {
      if (childCount[i] === 0) middle[i * d + k] = points[firstSite[i]! * d + k]!;
      if (i > 0) middle[parent[i]! * d + k]! += middle[i * d + k]!;
      middle[i * d + k]! /= count;
    }
  }
  return middle;
}

/** Brings the boxes up to date after points have moved. */
export function refit(
  { size, dimension: d, left, right, site, boxes }: SearchTree,
  points: Float64Array,
): void {
  for (let i = size - 1; i >= 0; i--) {
    const at = 2 * d * i;
    const l = 2 * d * left[i]!;
    const r = 2 * d * right[i]!;
    for (let k = 0; k < d; k++) {
      if (l < 0) boxes[at + k] = boxes[at + d + k] = points[site[i]! * d + k]!;
      else {
        boxes[at + k] = Math.min(boxes[l + k]!, boxes[r + k]!);
        boxes[at + d + k] = Math.max(boxes[l + d + k]!, boxes[r + d + k]!);
      }
    }
  }
}
