import { MarquetryError, show } from "../errors.ts";
import { fromColumns } from "../model/columns.ts";
import { choice, object, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions, type Settled } from "../options/read-options.ts";
import {
  chainLinkage,
  condensedPlace,
  singleLinkage,
  spanningTree,
  type Dendrogram,
  type Linkage,
} from "../model/linkage.ts";
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

export const linkageOptions: OptionTable<LinkageOptions> = {
  linkage: /* @__PURE__ */ choice(["single", "average", "complete"], "average"),
  labels: /* @__PURE__ */ object("a list of texts, one for each item"),
};
export const linkageHelp: OptionHelp<LinkageOptions> = {
  linkage: "which distance of two clusters counts: of the nearest items, the mean, or of the farthest",
  labels: "names of the items, in their order",
};

/** Difference of d(i, j) and d(j, i), relative to the greater, that counts as rounding. */
const SYMMETRY_TOLERANCE = 1e-9;

/** Clusters the items of a distance matrix; see {@link UltrametricBuilder}. */
export function ultrametricFromDistances(matrix: DistanceMatrix, options: LinkageOptions = {}): Ultrametric {
  const owner = "ultrametric.fromDistances";
  const { linkage, labels } = checked(owner, matrix, options);
  return ofDendrogram(matrix.length, cluster(condense(owner, matrix), matrix.length, linkage), labels);
}

/** Clusters points by their Euclidean distances; see {@link UltrametricBuilder}. */
export function ultrametricFromPoints(points: DistanceMatrix, options: LinkageOptions = {}): Ultrametric {
  const { linkage, labels } = checked("ultrametric.fromPoints", points, options);
  const n = points.length;
  const { flat, dimension } = flatten(points);
  const distance = (i: number, j: number): number => euclidean(flat, dimension, i, j);
  if (linkage === "single") return ofDendrogram(n, singleLinkage(spanningTree(n, distance)), labels);
  const condensed = condensedRoom(n);
  for (let i = 0, place = 0; i < n; i++) for (let j = i + 1; j < n; j++) condensed[place++] = distance(i, j);
  return ofDendrogram(n, cluster(condensed, n, linkage), labels);
}

function cluster(condensed: Float64Array, n: number, linkage: Linkage): Dendrogram {
  if (linkage !== "single") return chainLinkage(condensed, n, linkage);
  return singleLinkage(spanningTree(n, (i, j) => condensed[condensedPlace(n, i, j)]!));
}

/** Options, with the names of all items where any are given. */
function checked(
  owner: string,
  rows: DistanceMatrix,
  options: LinkageOptions,
): Settled<LinkageOptions, "linkage"> {
  const read = readOptions<LinkageOptions, "linkage">(owner, linkageOptions, options);
  const count = checkRows(owner, rows);
  if (count === 0)
    throw new MarquetryError("empty-tree", "there are no items: an ultrametric has at least one");
  const { labels } = read;
  if (labels === undefined) return read;
  if (labels.length !== count)
    throw badInput(`there are ${count} items, but ${show(labels.length)} labels`, labels.length);
  for (let k = 0; k < count; k++)
    if (typeof labels[k] !== "string")
      throw badInput(`the label of item ${k} must be a text, not ${show(labels[k])}`, labels[k]);
  return read;
}

function checkRows(owner: string, rows: DistanceMatrix): number {
  const isList = (typeof rows === "object" && rows !== null) || typeof rows === "string";
  if (isList && Number.isInteger(rows.length) && rows.length >= 0) return rows.length;
  throw badInput(`${owner} takes an array of rows, not ${show(rows)}`, rows);
}

/** The part of a matrix above the diagonal, checked. */
export function condense(owner: string, matrix: DistanceMatrix): Float64Array {
  const n = checkRows(owner, matrix);
  for (let i = 0; i < n; i++)
    if (matrix[i]?.length !== n)
      throw badInput(`row ${i} of the distances must have ${n} numbers, as there are rows`, matrix[i]);
  const condensed = condensedRoom(n);
  for (let i = 0, place = 0; i < n; i++) {
    const row = matrix[i]!;
    if (row[i] !== 0)
      throw badDistance(`the distance of item ${i} from itself must be 0, not ${show(row[i])}`, row[i]);
    for (let j = i + 1; j < n; j++) {
      const distance = row[j]!;
      const back = matrix[j]![i]!;
      if (!Number.isFinite(distance) || distance < 0)
        throw badDistance(
          `the distance of items ${i} and ${j} must be finite and not negative, not ${show(distance)}`,
          distance,
        );
      if (!Number.isFinite(back) || Math.abs(distance - back) > SYMMETRY_TOLERANCE * distance)
        throw badDistance(
          `the distance of items ${i} and ${j} is ${show(distance)} one way and ${show(back)} the other`,
          back,
        );
      condensed[place++] = distance;
    }
  }
  return condensed;
}

function condensedRoom(n: number): Float64Array {
  try {
    return new Float64Array((n * (n - 1)) / 2);
  } catch (cause) {
    const message = `${n} items are too many: their distances do not fit into memory`;
    throw new MarquetryError("bad-input", message, { value: n, cause });
  }
}

function flatten(points: DistanceMatrix): { flat: Float64Array; dimension: number } {
  const dimension = points[0]?.length ?? 0;
  const flat: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    if (point?.length !== dimension || !(dimension > 0))
      throw badInput(`point ${i} must have as many coordinates as the first, ${show(dimension)}`, point);
    for (let k = 0; k < dimension; k++) {
      if (!Number.isFinite(point[k]))
        throw badDistance(`coordinate ${k} of point ${i} must be finite, not ${show(point[k])}`, point[k]);
      flat.push(point[k]!);
    }
  }
  return { flat: Float64Array.from(flat), dimension };
}

/** Squares below this, or above its inverse, have lost digits. */
const LEAST_SQUARE = 1e-280;

function euclidean(flat: Float64Array, dimension: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < dimension; k++) sum += (flat[i * dimension + k]! - flat[j * dimension + k]!) ** 2;
  if (sum > LEAST_SQUARE && sum < 1 / LEAST_SQUARE) return Math.sqrt(sum);
  let most = 0;
  for (let k = 0; k < dimension; k++)
    most = Math.max(most, Math.abs(flat[i * dimension + k]! - flat[j * dimension + k]!));
  if (most === 0) return 0;
  sum = 0;
  for (let k = 0; k < dimension; k++)
    sum += ((flat[i * dimension + k]! - flat[j * dimension + k]!) / most) ** 2;
  const distance = most * Math.sqrt(sum);
  if (distance < Infinity) return distance;
  throw badDistance(`points ${i} and ${j} are farther apart than a number can hold`, distance);
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
