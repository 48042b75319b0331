import type { Clusters } from "./clusters.ts";
import { distortionOf, type Placement } from "./construct.ts";
import { measureFamilies, type FamilyDistances } from "./distortion.ts";
import { checkLeaf, type Ultrametric } from "./ultrametric.ts";

/** Bounding boxes of the leaves below each node of a tree. */
export interface ClusterBoxes {
  /** Least coordinates, `dimension` numbers a node. */
  readonly low: Float64Array;
  /** Greatest coordinates. */
  readonly high: Float64Array;
}

/** What an embedding is made of, in a unit of its own. */
export interface EmbeddingParts extends Placement {
  readonly clusters: Clusters;
  readonly dimension: number;
  readonly lowerBound: number;
  readonly guarantee: number;
  readonly rounds: number;
}

/** The leaves of an ultrametric as points in R^d; see {@link embedUltrametric}. */
export class Embedding<T = unknown> {
  /** What was embedded. */
  readonly ultrametric: Ultrametric<T>;
  /** Number of coordinates of a point. */
  readonly dimension: number;
  /** `dimension` coordinates a leaf, in the order of `ultrametric.leaves`; the middle of all is 0. */
  readonly coordinates: Float64Array;
  /** Greatest ratio of a distance in the embedding to that in the ultrametric. */
  readonly expansion: number;
  /**
   * Greatest ratio of a distance in the ultrametric to that in the embedding: 1, up to rounding, which grows with the
   * spread of distances; never above 2.
   */
  readonly contraction: number;
  /** Expansion times contraction: 1 would keep all distances in proportion. */
  readonly distortion: number;
  /** What the distortion is certain to lie between: twice the same, unless there were too many pairs to search. */
  readonly distortionBounds: readonly [least: number, greatest: number];
  /** A distortion that no embedding of this ultrametric into this dimension can go below. */
  readonly lowerBound: number;
  /** What the distortion was certain not to exceed before anything was laid out. */
  readonly guarantee: number;
  /** Distortion over `lowerBound`: 1 would be the best possible. */
  readonly quotient: number;
  /**
   * Leaves nearer to each other than this share a point: their distances are left out of all that is measured here.
   * The least distance that is kept; 0 where every distance above 0 is, as it is unless they differ by many decades.
   */
  readonly resolution: number;
  /** Groups of leaves that share a point, by their numbers: at distance 0 from each other, or below `resolution`. */
  readonly coincident: readonly Int32Array[];
  /** Rounds of relaxation done. */
  readonly rounds: number;

  readonly #clusters: Clusters;
  readonly #unit: number;
  readonly #siteOf: Int32Array;

  /** For {@link embedUltrametric}. */
  constructor(ultrametric: Ultrametric<T>, parts: EmbeddingParts, unit: number) {
    const { clusters, dimension, lowerBound, guarantee, rounds, stretch, points } = parts;
    this.ultrametric = ultrametric;
    this.dimension = dimension;
    this.rounds = rounds;
    this.#clusters = clusters;
    this.#unit = unit;
    this.#siteOf = sitesOf(ultrametric, clusters);
    this.coordinates = spread(points, this.#siteOf, dimension, unit);
    this.expansion = stretch.greatest[1];
    this.contraction = 1 / stretch.least[0];
    this.distortion = distortionOf(stretch);
    this.distortionBounds = [stretch.greatest[0] / stretch.least[1], this.distortion];
    this.lowerBound = lowerBound;
    this.guarantee = guarantee;
    this.quotient = this.distortion / lowerBound;
    this.resolution = resolutionOf(ultrametric, clusters);
    this.coincident = groups(this.#siteOf, clusters.endSite[0]!);
  }

  /**
   * Coordinates of leaf `k`.
   *
   * @throws MarquetryError `bad-node`
   */
  point(k: number): number[] {
    checkLeaf(k, this.ultrametric.size);
    return Array.from(this.coordinates.subarray(k * this.dimension, (k + 1) * this.dimension));
  }

  /** Bounding boxes of the leaves below every node of `ultrametric.tree`. */
  boxes(): ClusterBoxes {
    const { dimension: d, coordinates } = this;
    const { tree, leaves } = this.ultrametric;
    const low = new Float64Array(tree.size * d).fill(Infinity);
    const high = new Float64Array(tree.size * d).fill(-Infinity);
    for (let k = 0; k < leaves.length; k++) {
      low.set(coordinates.subarray(k * d, k * d + d), leaves[k]! * d);
      high.set(coordinates.subarray(k * d, k * d + d), leaves[k]! * d);
    }
    for (let i = tree.size - 1; i > 0; i--) {
      const p = tree.parent[i]! * d;
      for (let k = 0; k < d; k++) {
        low[p + k] = Math.min(low[p + k]!, low[i * d + k]!);
        high[p + k] = Math.max(high[p + k]!, high[i * d + k]!);
      }
    }
    return { low, high };
  }

  /** Least and greatest distance in the embedding of the leaves that meet at each inner node. Exact. */
  distances(): FamilyDistances {
    const d = this.dimension;
    const points = new Float64Array(this.#clusters.endSite[0]! * d);
    this.#siteOf.forEach((site, k) => {
      for (let axis = 0; axis < d; axis++)
        points[site * d + axis] = this.coordinates[k * d + axis]! / this.#unit;
    });
    return measureFamilies(this.#clusters, points, d, this.#unit);
  }
}

/** The site of each leaf, in the order of the leaves. */
function sitesOf({ tree, leaves }: Ultrametric, clusters: Clusters): Int32Array {
  const site = new Int32Array(tree.size).fill(-1);
  for (let i = 0; i < clusters.size; i++)
    if (clusters.childCount[i] === 0) site[clusters.node[i]!] = clusters.firstSite[i]!;
  for (let i = 1; i < tree.size; i++) if (site[i]! < 0) site[i] = site[tree.parent[i]!]!;
  return leaves.map((node) => site[node]!);
}

function spread(points: Float64Array, siteOf: Int32Array, d: number, unit: number): Float64Array {
  const coordinates = new Float64Array(siteOf.length * d);
  for (let k = 0; k < siteOf.length; k++)
    for (let axis = 0; axis < d; axis++) coordinates[k * d + axis] = points[siteOf[k]! * d + axis]! * unit;
  return coordinates;
}

/** The least distance that two sites have, if a lesser one above 0 is among those of the ultrametric. */
function resolutionOf({ tree, diameter }: Ultrametric, { node, size, childCount }: Clusters): number {
  let kept = Infinity;
  for (let i = 0; i < size; i++) if (childCount[i]! > 0) kept = Math.min(kept, diameter[node[i]!]!);
  const isLost = diameter.some((d, i) => d > 0 && d < kept && tree.childCount[i]! > 1);
  return isLost ? kept : 0;
}

function groups(siteOf: Int32Array, sites: number): Int32Array[] {
  const count = new Int32Array(sites);
  for (const site of siteOf) count[site]!++;
  const members = new Map<number, number[]>();
  siteOf.forEach((site, k) => {
    if (count[site]! < 2) return;
    const group = members.get(site);
    if (group) group.push(k);
    else members.set(site, [k]);
  });
  return Array.from(members.values(), (group) => Int32Array.from(group));
}
