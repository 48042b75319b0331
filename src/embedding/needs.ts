import { joinLightest } from "../model/huffman.ts";
import type { Clusters } from "./clusters.ts";
import { spreadOf } from "./spread.ts";

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
 * @param growth - by what the volume of a core must exceed that of the cells in it, which are told as sides of cubes
 */
function needsOf(
  { size, parent, firstChild, childCount, diameter }: Clusters,
  d: number,
  cellOf: (core: number, gap: number, above: number) => number,
  growth: (cells: Float64Array) => number = () => 1,
): Needs {
  const core = new Float64Array(size);
  const cell = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    const first = firstChild[i]!;
    const cells = cell.subarray(first, first + childCount[i]!);
    core[i] = (core[i]! * growth(cells)) ** (1 / d);
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
  return core.reduce((most, radius) => Math.max(most, 2 * radius - 1), familyLimit(clusters, dimension));
}

/**
 * A distortion that no embedding goes below for the sake of one family: as many points as it has children, of which
 * no two are closer than its least distance, cannot all lie within less.
 */
export function familyLimit({ size, childCount, diameter, least }: Clusters, dimension: number): number {
  let most = 1;
  for (let i = 0; i < size; i++) {
    if (childCount[i]! < dimension + 2) continue;
    most = Math.max(most, (spreadOf(childCount[i]!, dimension) * least[i]!) / diameter[i]!);
  }
  return most;
}

/** Least ratio of longest to shortest side that cuts keep: Huffman's cuts are lopsided beyond 2 : 1. */
const LEAST_RATIO = 3;

/** A side ratio with which families in so many levels lose a factor of e at most. */
export function provenRatio(levels: number, dimension: number): number {
  return Math.max(LEAST_RATIO, 1 + levels / dimension);
}

/** Side ratios tried, beside that of {@link provenRatio}. */
export const PROVEN_RATIOS: readonly number[] = [LEAST_RATIO, 3.5, 4, 5, 6, 8];

/** A distortion that boxes of these needs, cut with this side ratio, never exceed: the longest diagonal over the least distance. */
export function boxDistortion(
  { size, childCount, diameter, least }: Clusters,
  { core }: Needs,
  d: number,
  ratio: number,
): number {
  const diagonal = longestDiagonal(d, ratio);
  let most = 1;
  for (let i = 0; i < size; i++) {
    if (childCount[i] === 0) continue;
    // The root's core is a cube.
    most = Math.max(most, ((i === 0 ? Math.sqrt(d) : diagonal) * core[i]! * diameter[i]!) / least[i]!);
  }
  return most;
}

/** Of boxes of volume 1 and at most a side ratio, in which some sides are the longest and the others the shortest. */
function longestDiagonal(d: number, ratio: number): number {
  let most = d;
  for (let long = 1; long < d; long++) {
    const shortest = ratio ** (-long / d);
    most = Math.max(most, shortest * shortest * (long * ratio * ratio + d - long));
  }
  return Math.sqrt(most);
}

/** Most families on the way from the root down to a site. */
export function levelsOf({ size, parent }: Clusters): number {
  const depth = new Int32Array(size);
  for (let i = 1; i < size; i++) depth[i] = depth[parent[i]!]! + 1;
  return depth.reduce((most, level) => Math.max(most, level), 0);
}

/** Room for boxes of any side ratio up to the one given, in families cut by Huffman's trees. */
export function provenNeeds(clusters: Clusters, d: number, ratio: number): Needs {
  const longer = ratio ** ((d - 1) / d);
  return needsOf(
    clusters,
    d,
    (core, gap, above) => (core + longer * gap) / above,
    (cells) => lossOf(cells, d, ratio),
  );
}

/**
 * By what a family's room must be larger than its cells because lighter parts below 1/ρ are raised to that: a cell
 * loses once at most, where it is alone beside one of them.
 */
function lossOf(cells: Float64Array, d: number, ratio: number): number {
  const count = cells.length;
  if (count < 2) return 1;
  const weight = new Float64Array(2 * count - 1);
  for (let k = 0; k < count; k++) weight[k] = cells[k]! ** d;
  weight.subarray(0, count).sort().reverse();
  const parts = { weight, first: new Int32Array(count - 1), second: new Int32Array(count - 1) };
  joinLightest(parts, count);
  let loss = 1;
  for (let part = count; part < 2 * count - 1; part++) {
    const share = weight[parts.first[part - count]!]! / weight[part]!;
    if (share * ratio < 1) loss = Math.max(loss, (1 - share) / (1 - 1 / ratio));
  }
  return loss;
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
