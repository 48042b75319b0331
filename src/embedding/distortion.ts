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
  const least = new PairSearch(tree, NEAREST).run(budget);
  const greatest = new PairSearch(tree, FARTHEST).run(budget);
  return {
    least: [Math.sqrt(least.bound), Math.sqrt(least.found)],
    greatest: [Math.sqrt(-greatest.found), Math.sqrt(-greatest.bound)],
  };
}

const NEAREST = 1;
const FARTHEST = -1;

/** Looks for the pair of sites with the least `sign` · squared distance / squared diameter. */
class PairSearch {
  readonly #tree: SearchTree;
  readonly #sign: number;
  #stack: Int32Array = new Int32Array(1024);
  #found = Infinity;
  /** What pairs that were left out may come to. */
  #left = Infinity;
  #visits = 0;

  constructor(tree: SearchTree, sign: 1 | -1) {
    this.#tree = tree;
    this.#sign = sign;
  }

  run(budget: number): { found: number; bound: number } {
    const { size, left } = this.#tree;
    // Small clusters last: the root's pairs need the best found below to be cut short.
    for (let i = size - 1; i >= 0; i--) if (left[i]! >= 0) this.#search(i, budget);
    const found = this.#found === Infinity ? this.#sign : this.#found;
    return { found, bound: Math.min(found, this.#left) };
  }

  /** That value among the pairs that meet at one node. */
  between(node: number): number {
    this.#found = Infinity;
    this.#search(node, Infinity);
    return this.#found;
  }

  #search(node: number, budget: number): void {
    const { left, right, begin, end, diameter } = this.#tree;
    const scale = 1 / diameter[node]!;
    let top = 0;
    this.#stack[top++] = left[node]!;
    this.#stack[top++] = right[node]!;
    while (top > 0) {
      const b = this.#stack[--top]!;
      const a = this.#stack[--top]!;
      const value = this.#value(a, b, scale);
      this.#visits++;
      if (value >= this.#found) continue;
      const isPair = left[a]! < 0 && left[b]! < 0;
      if (isPair) {
        this.#found = value;
        continue;
      }
      if (this.#visits > budget) {
        this.#left = Math.min(this.#left, value);
        continue;
      }
      this.#stack = grown(this.#stack, top + 4);
      const splitsFirst = left[b]! < 0 || (left[a]! >= 0 && end[a]! - begin[a]! >= end[b]! - begin[b]!);
      const [whole, other] = splitsFirst ? [a, b] : [b, a];
      const l = left[whole]!;
      const r = right[whole]!;
      // The more promising pair is looked at first.
      const isLeftBetter = this.#value(l, other, scale) <= this.#value(r, other, scale);
      this.#stack[top++] = isLeftBetter ? r : l;
      this.#stack[top++] = other;
      this.#stack[top++] = isLeftBetter ? l : r;
      this.#stack[top++] = other;
    }
  }

  /** A bound for all pairs between two nodes; for two sites, their value itself. */
  #value(a: number, b: number, scale: number): number {
    const { dimension: d, boxes } = this.#tree;
    let sum = 0;
    for (let k = 0, p = 2 * d * a, q = 2 * d * b; k < d; k++, p++, q++) {
      const right = boxes[q]! - boxes[p + d]!;
      const left = boxes[p]! - boxes[q + d]!;
      const gap = this.#sign > 0 ? Math.max(right, left, 0) : Math.min(right, left);
      sum += (gap * scale) ** 2;
    }
    return this.#sign * sum;
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
  const nearest = new PairSearch(tree, NEAREST);
  const farthest = new PairSearch(tree, FARTHEST);
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
