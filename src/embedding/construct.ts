import { clustersOf, type Clusters, type Distances } from "./clusters.ts";
import { measureStretch, type Stretch } from "./distortion.ts";
import { placeBoxes } from "./boxes.ts";
import { provenBoxes } from "./cut-boxes.ts";
import { boxDistortion, levelsOf, PROVEN_RATIOS, provenNeeds, provenRatio } from "./needs.ts";
import { packBoxes } from "./pack-boxes.ts";
import { buildSearchTree } from "./search-tree.ts";
import { bestSpread } from "./spread.ts";

/** Sites placed in R^d, and how that stretches distances. */
export interface Placement {
  /** `dimension` coordinates a site. */
  readonly points: Float64Array;
  readonly stretch: Stretch;
}

/** Greatest over least stretch; the greater end of what it is known to lie in. */
export function distortionOf({ least, greatest }: Stretch): number {
  return greatest[1] / least[0];
}

/** Factors of merging tried for the construction with a proven limit; the limit in closed form is that of the first. */
const PROVEN_MERGING = [2, 1.2, 1.4, 1.6, 1.8, 2.4];

/** How clusters are merged and how long boxes may be, and what the distortion then never exceeds. */
export interface Proof {
  readonly clusters: Clusters;
  readonly ratio: number;
  readonly limit: number;
}

/** The proof of the least limit, among pairs of a factor of merging and a side ratio. */
export function bestProof(u: Distances, dimension: number): Proof {
  const prove = (clusters: Clusters, ratio: number): Proof => {
    const needs = provenNeeds(clusters, dimension, ratio);
    return { clusters, ratio, limit: boxDistortion(clusters, needs, dimension, ratio) };
  };
  const lesser = (a: Proof, b: Proof): Proof => (b.limit < a.limit ? b : a);
  const first = clustersOf(u, PROVEN_MERGING[0]);
  const closed = prove(first, provenRatio(levelsOf(first), dimension));
  const usual = PROVEN_RATIOS[1]!;
  const merged = PROVEN_MERGING.map((factor) => prove(clustersOf(u, factor), usual)).reduce(lesser, closed);
  return PROVEN_RATIOS.map((ratio) => prove(merged.clusters, ratio)).reduce(lesser, merged);
}

/** Factors of merging tried for packings: which is best depends on the tree. */
const MERGING = [1.1, 1.05, 1.15];
/** Packings are tried while their sites together are no more than this: some seconds. */
const MOST_SITES = 100_000;
/** A cluster's box may be this many times as long as any embedding's must be before others are preferred. */
const CAP = 1.8;
/** Boxes kept for a part, by dimension, and for large inputs. */
const MOST_BOXES = [0, 1, 64, 12, 8, 6, 4, 3, 3];
const FEW_BOXES = 24;

/**
 * Places clusters in nested boxes, so that no distance is contracted: the best of several packings and of the
 * construction whose distortion has a proven limit.
 *
 * @param limit - the proven lower limit of any embedding
 * @param proof - of the construction's limit
 */
export function constructBoxes(
  u: Distances,
  clusters: Clusters,
  dimension: number,
  limit: number,
  proof: Proof,
): Placement {
  const measured = (points: Float64Array): Placement => ({
    points,
    stretch: measureStretch(buildSearchTree(clusters, points, dimension)),
  });
  let best = measured(provenBoxes(proof.clusters, dimension, proof.ratio));
  const sites = clusters.endSite[0]!;
  const flat = clusters.size === sites + 1 ? bestSpread(sites, dimension) : null;
  if (flat) return measured(flat);
  const tries = Math.max(1, Math.min(MERGING.length, Math.floor(MOST_SITES / sites)));
  const most = Math.min(MOST_BOXES[dimension]!, tries < MERGING.length ? FEW_BOXES : Infinity);
  for (const factor of MERGING.slice(0, tries)) {
    const merged = clustersOf(u, factor);
    const { table, root } = packBoxes(merged, { dimension, most, cap: CAP * limit });
    const packed = measured(placeBoxes(merged, table, root));
    if (distortionOf(packed.stretch) < distortionOf(best.stretch)) best = packed;
  }
  return best;
}
