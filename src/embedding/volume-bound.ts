import type { Clusters } from "./clusters.ts";

/**
 * The radius that each cluster needs in R^d, in units of its diameter: a ball of that radius has the volume that
 * the balls round its sites must cover in any embedding that contracts nothing.
 *
 * r(site) = 0; r(v)^d = Σ (r(child) + (δ(v) − δ(child)) / 2)^d.
 */
export function leastRadii(clusters: Clusters, dimension: number): Float64Array {
  const { size, parent, diameter } = clusters;
  const radius = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (diameter[i]! > 0) radius[i] = radius[i]! ** (1 / dimension);
    if (i === 0) continue;
    // Everything is measured by the parent's diameter, so that no power leaves the range of numbers.
    const above = diameter[parent[i]!]!;
    const needed = (radius[i]! * diameter[i]! + (above - diameter[i]!) / 2) / above;
    radius[parent[i]!]! += needed ** dimension;
  }
  return radius;
}

/**
 * A distortion that no embedding of the ultrametric into R^d can go below: max 2 r(v) / δ(v) − 1, by the
 * Brunn–Minkowski and the isodiametric inequality, and at least 1.
 */
export function distortionLimit(clusters: Clusters, dimension: number): number {
  const radius = leastRadii(clusters, dimension);
  let most = 1;
  for (let i = 0; i < clusters.size; i++) most = Math.max(most, 2 * radius[i]! - 1);
  return most;
}
