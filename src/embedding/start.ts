import { circle } from "../partition/circle.ts";
import { greedy } from "../engines/cuts/greedy.ts";
import { layout } from "../layout/layout.ts";
import { fromColumns } from "../model/columns.ts";
import type { Clusters } from "./clusters.ts";
import { cutBoxes } from "./cut-boxes.ts";
import { planeNeeds, spaceNeeds, type Needs } from "./needs.ts";

/** Merging of clusters that works best before sites are relaxed: cuts in the plane are fat by themselves. */
export const PLANE_MERGING = 1.03;
export const SPACE_MERGING = 1.1;

/** Corners of the polygon that stands for a disc. */
const CORNERS = 24;

/**
 * Places sites so that every cluster has about the room it needs and a fat shape, though some are too close: a start
 * for a relaxation.
 */
export function startingPoints(clusters: Clusters, dimension: number): Float64Array {
  if (dimension === 2) {
    const needs = planeNeeds(clusters);
    const weight = shares(clusters, needs.cell);
    // In trees of hundreds of levels shares can leave the range of numbers; boxes are cut family by family.
    const isDrawable = weight.every((w, i) => w > 0 || clusters.childCount[i]! > 0);
    return isDrawable ? cutDisc(clusters, needs, weight) : cutBoxes(clusters, 2, needs, 0);
  }
  return cutBoxes(clusters, dimension, spaceNeeds(clusters, dimension), 0);
}

/** In a disc, by convex cuts; each cell shrinks about its centroid from its area to that without its margin. */
function cutDisc(clusters: Clusters, { core, cell }: Needs, weight: Float64Array): Float64Array {
  const { size, parent, childCount, firstSite, endSite, diameter } = clusters;
  const map = layout(fromColumns({ parent, weight }, { sort: null }), {
    engine: greedy({ effort: "best" }),
    container: circle(0, 0, (core[0]! * diameter[0]!) / Math.sqrt(Math.PI), CORNERS),
  });
  const points = new Float64Array(2 * endSite[0]!);
  // A point x of the layout in cell i belongs at scale[i] · x + shift[i].
  const scale = new Float64Array(size).fill(1);
  const shift = new Float64Array(2 * size);
  for (let i = 1; i < size; i++) {
    const p = parent[i]!;
    const [x, y] = map.centroid(i);
    if (childCount[i] === 0) {
      points[2 * firstSite[i]!] = shift[2 * p]! + scale[p]! * x;
      points[2 * firstSite[i]! + 1] = shift[2 * p + 1]! + scale[p]! * y;
      continue;
    }
    const shrunk = (core[i]! * diameter[i]!) / (cell[i]! * diameter[p]!);
    scale[i] = scale[p]! * shrunk;
    shift[2 * i] = shift[2 * p]! + scale[p]! * (1 - shrunk) * x;
    shift[2 * i + 1] = shift[2 * p + 1]! + scale[p]! * (1 - shrunk) * y;
  }
  return points;
}

/** Weights of sites such that every cluster weighs its share of its family's cells. */
function shares({ size, parent, childCount }: Clusters, cell: Float64Array): Float64Array {
  const whole = new Float64Array(size);
  for (let i = 1; i < size; i++) whole[parent[i]!]! += cell[i]! ** 2;
  const weight = new Float64Array(size).fill(1);
  for (let i = 1; i < size; i++) weight[i] = (weight[parent[i]!]! * cell[i]! ** 2) / whole[parent[i]!]!;
  return weight.map((w, i) => (childCount[i] === 0 ? w : 0));
}
