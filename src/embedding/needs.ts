import type { Clusters } from "./clusters.ts";

/** Volumes told as sides of cubes: of each cluster's box over its diameter, with its margin over its parent's. */
export interface Needs {
  readonly core: Float64Array;
  readonly cell: Float64Array;
}

/**
 * What every cluster needs in R^d, from the sites up: the volume of a core is that of the cells in it.
 *
 * Everything is measured by the diameter of the cluster above, so that no power leaves the range of numbers.
 *
 * @param cellOf - the cell of a core with a margin of half a gap round it: the gap is what the cluster's diameter
 * lacks of `above`, its parent's
 * @param used - part of the volume of a core that its cells can fill
 */
function needsOf(
  { size, parent, diameter }: Clusters,
  d: number,
  cellOf: (core: number, gap: number, above: number) => number,
  used: number = 1,
): Needs {
  const core = new Float64Array(size);
  const cell = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    core[i] = (core[i]! / used) ** (1 / d);
    if (i === 0) continue;
    const above = diameter[parent[i]!]!;
    cell[i] = cellOf(core[i]! * diameter[i]!, above - diameter[i]!, above);
    core[parent[i]!]! += cell[i]! ** d;
  }
  return { core, cell };
}

/**
 * A distortion that no embedding of the ultrametric into R^d can go below: max 2 r(v) / δ(v) − 1, by the
 * Brunn–Minkowski and the isodiametric inequality, and at least 1.
 *
 * r(v) is the radius of a ball of the volume that the balls round the sites of v must cover in any embedding that
 * contracts nothing: r(site) = 0; r(v)^d = Σ (r(child) + (δ(v) − δ(child)) / 2)^d.
 */
export function distortionLimit(clusters: Clusters, dimension: number): number {
  const { core } = needsOf(clusters, dimension, (radius, gap, above) => (radius + gap / 2) / above);
  return core.reduce((most, radius) => Math.max(most, 2 * radius - 1), 1);
}

/** Least ratio of longest to shortest side that cuts keep: Huffman's cuts are lopsided beyond 2 : 1. */
const LEAST_RATIO = 3;

/** The side ratio that loses least in all: families in so many levels lose a factor of e at most. */
export function provenRatio(levels: number, dimension: number): number {
  return Math.max(LEAST_RATIO, 1 + levels / dimension);
}

/**
 * A distortion that boxes of {@link provenNeeds} never exceed, whatever the ultrametric: e λ² √d ρ^(2 − 2/d)
 * (limit + 1). The proof is in docs/ultrametric-embedding.md.
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
  for (let i = 1; i < size; i++) depth[i] = depth[parent[i]!]! + 1;
  return depth.reduce((most, level) => Math.max(most, level), 0);
}

/** Room for boxes of any side ratio up to the one given. */
export function provenNeeds(clusters: Clusters, d: number, ratio: number): Needs {
  const longer = ratio ** ((d - 1) / d);
  return needsOf(clusters, d, (core, gap, above) => (core + longer * gap) / above, 1 - 1 / ratio);
}

/** Of a cell, in the plane: area of a site over the square of its margin, and what a margin adds to an area. */
const SITE_AREA = 6.4;
const MARGIN_LENGTH = 4;
const MARGIN_AREA = 3.2;
/** The same in space, for volumes told as sides of cubes, per margin. */
const SITE_SIDE = 2.4;
const MARGIN_SIDE = 1.85;

/** About the room that fat cells need in the plane before they are relaxed. */
export function planeNeeds(clusters: Clusters): Needs {
  return needsOf(clusters, 2, (size, gap, above) => {
    const [core, margin] = [size / above, gap / above / 2];
    if (core === 0) return Math.sqrt(SITE_AREA) * margin;
    return Math.sqrt(core * core + MARGIN_LENGTH * core * margin + MARGIN_AREA * margin * margin);
  });
}

/** The same in space. */
export function spaceNeeds(clusters: Clusters, dimension: number): Needs {
  return needsOf(clusters, dimension, (size, gap, above) => {
    const [core, margin] = [size / above, gap / above / 2];
    return core === 0 ? SITE_SIDE * margin : core + MARGIN_SIDE * margin;
  });
}
