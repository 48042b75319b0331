import type { Clusters } from "./clusters.ts";
import { cutBoxes, type Needs } from "./cut-boxes.ts";
import type { PlacedBoxes } from "./place-boxes.ts";

/** Least ratio of longest to shortest side that cuts keep: Huffman's cuts are lopsided beyond 2 : 1. */
const LEAST_RATIO = 3;

/** The side ratio that loses least in all: families in so many levels lose a factor of e at most. */
export function provenRatio(levels: number, dimension: number): number {
  return Math.max(LEAST_RATIO, 1 + levels / dimension);
}

/**
 * A distortion that {@link provenBoxes} never exceeds, whatever the ultrametric: e λ² √d ρ^(2 − 2/d) (limit + 1).
 * The proof is in docs/ultrametric-embedding.md.
 *
 * @param factor - λ, with which the clusters were made
 * @param limit - the proven lower limit of any embedding
 */
export function provenDistortion(levels: number, dimension: number, factor: number, limit: number): number {
  const ratio = provenRatio(levels, dimension);
  return Math.E * factor ** 2 * Math.sqrt(dimension) * ratio ** (2 - 2 / dimension) * (limit + 1);
}

/** Most families on the way from the root down to a site. */
export function levelsOf({ size, parent }: Clusters): number {
  const depth = new Int32Array(size);
  let most = 0;
  for (let i = 1; i < size; i++) {
    depth[i] = depth[parent[i]!]! + 1;
    most = Math.max(most, depth[i]!);
  }
  return most;
}

/**
 * Places clusters in boxes so that the distortion has a proven limit. Each cluster gets a box of the volume that its
 * sites and margins need at the given side ratio; a lighter part below 1/ρ of what is cut is raised to 1/ρ, which
 * keeps all boxes within the ratio and takes at most that share from any other.
 */
export function provenBoxes(clusters: Clusters, dimension: number): PlacedBoxes {
  const ratio = provenRatio(levelsOf(clusters), dimension);
  return cutBoxes(clusters, dimension, provenNeeds(clusters, dimension, ratio), 1 / ratio);
}

function provenNeeds(clusters: Clusters, d: number, ratio: number): Needs {
  const { size, parent, diameter } = clusters;
  const longer = ratio ** ((d - 1) / d);
  const core = new Float64Array(size);
  const cell = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (diameter[i]! > 0) core[i] = (core[i]! / (1 - 1 / ratio)) ** (1 / d);
    if (i === 0) continue;
    const above = diameter[parent[i]!]!;
    cell[i] = (core[i]! * diameter[i]! + longer * (above - diameter[i]!)) / above;
    core[parent[i]!]! += cell[i]! ** d;
  }
  return { core, cell };
}
