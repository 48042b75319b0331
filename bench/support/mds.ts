import { generator } from "marquetry/fixtures";
import type { Clusters } from "../../src/embedding/clusters.ts";

const ITERATIONS = 300;
const SEED = 7;

/**
 * Classical multidimensional scaling of an ultrametric: the leading eigenvectors of the centred matrix of squared
 * distances, by iteration of a subspace. The tree stands for the matrix, so that a product takes linear time.
 */
export function classicalMds(clusters: Clusters, dimension: number): Float64Array {
  const sites = clusters.endSite[0]!;
  const random = generator(SEED);
  const basis = Array.from({ length: dimension }, () =>
    Float64Array.from({ length: sites }, () => random() - 0.5),
  );
  let scales = basis.map(() => 1);
  for (let step = 0; step < ITERATIONS; step++) {
    for (const vector of basis) vector.set(centredProduct(clusters, vector));
    scales = orthonormalise(basis);
  }
  const points = new Float64Array(sites * dimension);
  for (const [axis, vector] of basis.entries())
    for (let s = 0; s < sites; s++) points[s * dimension + axis] = vector[s]! * Math.sqrt(scales[axis]!);
  return points;
}

/** −½ J D² J x, where J takes the mean away. */
function centredProduct(clusters: Clusters, vector: Float64Array): Float64Array {
  const { size, parent, firstSite, endSite, childCount, diameter } = clusters;
  const mean = vector.reduce((sum, x) => sum + x, 0) / vector.length;
  const sum = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i] === 0) sum[i] = vector[firstSite[i]!]! - mean;
    if (i > 0) sum[parent[i]!]! += sum[i]!;
  }
  const above = new Float64Array(size);
  const result = new Float64Array(endSite[0]!);
  for (let i = 0; i < size; i++) {
    const p = parent[i]!;
    if (i > 0) above[i] = above[p]! + diameter[p]! ** 2 * (sum[p]! - sum[i]!);
    if (childCount[i] === 0) result[firstSite[i]!] = -above[i]! / 2;
  }
  const middle = result.reduce((total, x) => total + x, 0) / result.length;
  return result.map((x) => x - middle);
}

/** Makes vectors orthonormal and returns the lengths that they had. */
function orthonormalise(basis: readonly Float64Array[]): number[] {
  return basis.map((vector, k) => {
    for (const other of basis.slice(0, k)) {
      const along = vector.reduce((sum, x, s) => sum + x * other[s]!, 0);
      other.forEach((x, s) => (vector[s]! -= along * x));
    }
    const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0)) || 1;
    vector.forEach((x, s) => (vector[s] = x / length));
    return length;
  });
}
