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
  const sites = clusters.endSite[0]!;
  const size = 2 * sites - 1;
  const tree: SearchTree = {
    size,
    dimension,
    left: new Int32Array(size).fill(-1),
    right: new Int32Array(size).fill(-1),
    diameter: new Float64Array(size),
    cluster: new Int32Array(size),
    site: new Int32Array(size).fill(-1),
    begin: new Int32Array(size),
    end: new Int32Array(size),
    order: new Int32Array(sites),
    boxes: new Float64Array(2 * size * dimension),
  };
  const middle = clusterMiddles(clusters, points, dimension);
  let used = 1;
  const open: [node: number, members: number[], cluster: number][] = [[0, [0], -1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, members, above] = next;
    const own = members[0]!;
    let [family, parts] = [above, members];
    if (members.length === 1) {
      const first = clusters.firstChild[own]!;
      family = own;
      parts = Array.from({ length: clusters.childCount[own]! }, (_, k) => first + k);
    }
    tree.cluster[node] = family;
    if (parts.length === 0) {
      tree.site[node] = clusters.firstSite[own]!;
      continue;
    }
    const [left, right] = split(parts, middle, dimension);
    tree.left[node] = used++;
    tree.right[node] = used++;
    tree.diameter[node] = clusters.diameter[family]!;
    open.push([tree.right[node], right, family], [tree.left[node], left, family]);
  }
  numberSites(tree);
  refit(tree, points);
  return tree;
}

function split(members: number[], middle: Float64Array, d: number): [number[], number[]] {
  if (members.length === 2) return [[members[0]!], [members[1]!]];
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
function numberSites({ size, left, right, site, begin, end, order }: SearchTree): void {
  const count = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) count[i] = left[i]! < 0 ? 1 : count[left[i]!]! + count[right[i]!]!;
  end[0] = count[0]!;
  for (let i = 0; i < size; i++) {
    const [l, r] = [left[i]!, right[i]!];
    if (l < 0) order[begin[i]!] = site[i]!;
    else {
      begin[l] = begin[i]!;
      begin[r] = end[l] = begin[i]! + count[l]!;
      end[r] = end[i]!;
    }
  }
}

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
