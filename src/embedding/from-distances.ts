import { MarquetryError, show } from "../errors.ts";
import { fromColumns } from "../model/columns.ts";
import {
  chainLinkage,
  condensedPlace,
  singleLinkage,
  spanningTree,
  type Dendrogram,
  type Linkage,
} from "./linkage.ts";
import { Ultrametric } from "./ultrametric.ts";

/** A square matrix of distances, as rows. */
export type DistanceMatrix = ArrayLike<ArrayLike<number>>;

/** How items are clustered. */
export interface LinkageOptions {
  /** Which distance of two clusters counts; `"average"` by default. */
  readonly linkage?: Linkage;
  /** Names of the items; `#` and the number by default. */
  readonly labels?: ArrayLike<string>;
}

const LINKAGES: readonly string[] = ["single", "average", "complete"];
/** Difference of d(i, j) and d(j, i), relative to the greater, that counts as rounding. */
const SYMMETRY_TOLERANCE = 1e-9;

/** Clusters the items of a distance matrix; see {@link UltrametricBuilder}. */
export function ultrametricFromDistances(matrix: DistanceMatrix, options: LinkageOptions = {}): Ultrametric {
  const linkage = checkLinkage(options, matrix?.length);
  return ofDendrogram(matrix.length, cluster(condense(matrix), matrix.length, linkage), options.labels);
}

/** Clusters points by their Euclidean distances; see {@link UltrametricBuilder}. */
export function ultrametricFromPoints(points: DistanceMatrix, options: LinkageOptions = {}): Ultrametric {
  const linkage = checkLinkage(options, points?.length);
  const n = points.length;
  const { flat, dimension } = flatten(points);
  const distance = (i: number, j: number): number => euclidean(flat, dimension, i, j);
  if (linkage === "single") return ofDendrogram(n, singleLinkage(spanningTree(n, distance)), options.labels);
  const condensed = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0, place = 0; i < n; i++) for (let j = i + 1; j < n; j++) condensed[place++] = distance(i, j);
  return ofDendrogram(n, cluster(condensed, n, linkage), options.labels);
}

function cluster(condensed: Float64Array, n: number, linkage: Linkage): Dendrogram {
  if (linkage !== "single") return chainLinkage(condensed, n, linkage);
  const at = (i: number, j: number): number =>
    condensed[i < j ? condensedPlace(n, i, j) : condensedPlace(n, j, i)]!;
  return singleLinkage(spanningTree(n, at));
}

function checkLinkage({ linkage = "average", labels }: LinkageOptions, count: unknown): Linkage {
  if (typeof count !== "number") throw badInput("distances and points come as an array of rows", count);
  if (count === 0)
    throw new MarquetryError("empty-tree", "there are no items: an ultrametric has at least one");
  if (!LINKAGES.includes(linkage)) {
    const message = `linkage is "single", "average" or "complete", not ${show(linkage)}`;
    throw new MarquetryError("bad-option", message, { value: linkage });
  }
  if (labels && labels.length !== count)
    throw badInput(`there are ${count} items, but ${labels.length} labels`, labels.length);
  return linkage;
}

/** The part of a matrix above the diagonal, checked. */
export function condense(matrix: DistanceMatrix): Float64Array {
  const n = matrix.length;
  const condensed = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0, place = 0; i < n; i++) {
    const row = matrix[i]!;
    if (row?.length !== n)
      throw badInput(`row ${i} of the distances must have ${n} numbers, as there are rows`, row);
    if (row[i] !== 0)
      throw badDistance(`the distance of item ${i} from itself must be 0, not ${show(row[i])}`, row[i]);
    for (let j = i + 1; j < n; j++) {
      const distance = row[j]!;
      const back = matrix[j]?.[i];
      if (!Number.isFinite(distance) || distance < 0)
        throw badDistance(
          `the distance of items ${i} and ${j} must be finite and not negative, not ${show(distance)}`,
          distance,
        );
      if (!(Math.abs(distance - back!) <= SYMMETRY_TOLERANCE * distance))
        throw badDistance(
          `the distance of items ${i} and ${j} is ${show(distance)} one way and ${show(back)} the other`,
          back,
        );
      condensed[place++] = distance;
    }
  }
  return condensed;
}

function flatten(points: DistanceMatrix): { flat: Float64Array; dimension: number } {
  const dimension = points[0]?.length ?? 0;
  const flat = new Float64Array(points.length * dimension);
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    if (point?.length !== dimension || dimension === 0)
      throw badInput(`point ${i} must have as many coordinates as the first, ${dimension}`, point);
    for (let k = 0; k < dimension; k++) {
      if (!Number.isFinite(point[k]))
        throw badDistance(`coordinate ${k} of point ${i} must be finite, not ${show(point[k])}`, point[k]);
      flat[i * dimension + k] = point[k]!;
    }
  }
  return { flat, dimension };
}

function euclidean(flat: Float64Array, dimension: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < dimension; k++) sum += (flat[i * dimension + k]! - flat[j * dimension + k]!) ** 2;
  return Math.sqrt(sum);
}

/** The tree of a dendrogram: row k is item k, and merges follow. */
export function ofDendrogram(
  n: number,
  { first, second, height }: Dendrogram,
  labels?: ArrayLike<string>,
): Ultrametric {
  const size = 2 * n - 1;
  const parent = new Int32Array(size).fill(-1);
  for (let k = 0; k < n - 1; k++) parent[first[k]!] = parent[second[k]!] = n + k;
  const weight = new Float64Array(size).fill(1);
  const label = Array.from({ length: size }, (_, row) => (row < n ? (labels?.[row] ?? `#${row}`) : ""));
  const tree = fromColumns({ parent, weight, label }, { sort: null });
  const diameter = new Float64Array(size);
  const leaves = new Int32Array(n);
  // Rounding could let a mean fall below the merges under it.
  for (let i = size - 1; i >= 0; i--) {
    const row = tree.source(i);
    if (row < n) leaves[row] = i;
    else diameter[i] = Math.max(diameter[i]!, height[row - n]!);
    const p = tree.parent[i]!;
    if (p >= 0) diameter[p] = Math.max(diameter[p]!, diameter[i]!);
  }
  return new Ultrametric(tree, diameter, leaves);
}

function badInput(message: string, value: unknown): MarquetryError {
  return new MarquetryError("bad-input", message, { value });
}

function badDistance(message: string, value: unknown): MarquetryError {
  return new MarquetryError("bad-distance", message, { value });
}
