import type { Clusters } from "./clusters.ts";
import { PairSearch } from "./distortion.ts";
import { buildSearchTree } from "./search-tree.ts";

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

/** Least and greatest distance of the sites that meet at each cluster. */
export function measureFamilies(
  clusters: Clusters,
  points: Float64Array,
  dimension: number,
): FamilyDistances {
  const tree = buildSearchTree(clusters, points, dimension);
  const nearest = new PairSearch(tree, 1);
  const farthest = new PairSearch(tree, -1);
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
    distance: Float64Array.from(inner, (i) => clusters.diameter[i]!),
    least,
    greatest,
  };
}
