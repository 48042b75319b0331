import { grown } from "../geometry/growing.ts";
import type { Clusters } from "./clusters.ts";
import { buildSearchTree, type SearchTree } from "./search-tree.ts";

/** An interval that a number is known to lie in. */
export type Interval = readonly [least: number, greatest: number];

/** Least and greatest distance in the embedding over distance in the ultrametric. */
export interface Stretch {
  readonly least: Interval;
  readonly greatest: Interval;
}

/** Pairs of parts looked at before a search gives bounds instead: some seconds. */
export const USUAL_BUDGET = 400_000_000;

/**
 * Measures how an embedding stretches distances, by a search over pairs of parts. Both intervals are single numbers
 * unless the budget runs out first.
 */
export function measureStretch(tree: SearchTree, budget: number = USUAL_BUDGET): Stretch {
  const least = pairSearch(tree, NEAREST).run(budget);
  const greatest = pairSearch(tree, FARTHEST).run(budget);
  return {
    least: [Math.sqrt(least.bound), Math.sqrt(least.found)],
    greatest: [Math.sqrt(-greatest.found), Math.sqrt(-greatest.bound)],
  };
}

const NEAREST = 1;
const FARTHEST = -1;

/** Looks for the pair of sites with the least `sign` · squared distance / squared diameter. */
function pairSearch(tree: SearchTree, sign: 1 | -1) {
  let stack: Int32Array = new Int32Array(1024);
  let least = Infinity;
  /** What pairs that were left out may come to. */
  let leftOut = Infinity;
  let visits = 0;
  return { run, between };

  function run(budget: number): { found: number; bound: number } {
    const { size, left } = tree;
    // Small clusters last: the root's pairs need the best found below to be cut short.
    for (let i = size - 1; i >= 0; i--) if (left[i]! >= 0) search(i, budget);
    const found = least === Infinity ? sign : least;
    return { found, bound: Math.min(found, leftOut) };
  }

  /** That value among the pairs that meet at one node. */
  function between(node: number): number {
    least = Infinity;
    search(node, Infinity);
    return least;
  }

  function search(node: number, budget: number): void {
    const { left, right, begin, end, diameter } = tree;
    const scale = 1 / diameter[node]!;
    let top = 0;
    stack[top++] = left[node]!;
    stack[top++] = right[node]!;
    while (top > 0) {
      const b = stack[--top]!;
      const a = stack[--top]!;
      const value = valueOf(a, b, scale);
      visits++;
      if (value >= least) continue;
      const isPair = left[a]! < 0 && left[b]! < 0;
      if (isPair) {
        least = value;
        continue;
      }
      if (visits > budget) {
        leftOut = Math.min(leftOut, value);
        continue;
      }
      stack = grown(stack, top + 4);
      const splitsFirst = left[b]! < 0 || (left[a]! >= 0 && end[a]! - begin[a]! >= end[b]! - begin[b]!);
      const [whole, other] = splitsFirst ? [a, b] : [b, a];
      const l = left[whole]!;
      const r = right[whole]!;
      // The more promising pair is looked at first.
      const isLeftBetter = valueOf(l, other, scale) <= valueOf(r, other, scale);
      stack[top++] = isLeftBetter ? r : l;
      stack[top++] = other;
      stack[top++] = isLeftBetter ? l : r;
      stack[top++] = other;
    }
  }

  /** A bound for all pairs between two nodes; for two sites, their value itself. */
  function valueOf(a: number, b: number, scale: number): number {
    const { dimension: d, boxes } = tree;
    let sum = 0;
    for (let k = 0, p = 2 * d * a, q = 2 * d * b; k < d; k++, p++, q++) {
      const right = boxes[q]! - boxes[p + d]!;
      const left = boxes[p]! - boxes[q + d]!;
      const gap = sign > 0 ? Math.max(right, left, 0) : Math.min(right, left);
      sum += (gap * scale) ** 2;
    }
    return sign * sum;
  }
}

/** Distances of the leaves that meet at each inner node, in the ultrametric and in an embedding. */
export interface FamilyDistances {
  /** Inner nodes at which leaves meet at a distance above 0; a node of the same distance as its parent counts with it. */
  readonly nodes: Int32Array;
  /** Distance in the ultrametric. */
  readonly distance: Float64Array;
  /** Least and greatest distance in the embedding. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

/**
 * Least and greatest distance of the sites that meet at each cluster.
 *
 * @param unit - what diameters and points are told in
 */
export function measureFamilies(
  clusters: Clusters,
  points: Float64Array,
  dimension: number,
  unit: number,
): FamilyDistances {
  const tree = buildSearchTree(clusters, points, dimension);
  const nearest = pairSearch(tree, NEAREST);
  const farthest = pairSearch(tree, FARTHEST);
  const inner: number[] = [];
  for (let i = 0; i < clusters.size; i++) if (clusters.childCount[i]! > 0) inner.push(i);
  const place = new Int32Array(clusters.size);
  inner.forEach((i, k) => (place[i] = k));
  const least = new Float64Array(inner.length).fill(Infinity);
  const greatest = new Float64Array(inner.length);
  for (let i = 0; i < tree.size; i++) {
    if (tree.left[i]! < 0) continue;
    const k = place[tree.cluster[i]!]!;
    const { diameter } = tree;
    least[k] = Math.min(least[k]!, diameter[i]! * Math.sqrt(nearest.between(i)));
    greatest[k] = Math.max(greatest[k]!, diameter[i]! * Math.sqrt(-farthest.between(i)));
  }
  return {
    nodes: Int32Array.from(inner, (i) => clusters.node[i]!),
    distance: Float64Array.from(inner, (i) => clusters.diameter[i]! * unit),
    least: least.map((length) => length * unit),
    greatest: greatest.map((length) => length * unit),
  };
}
