import type { Partition } from "../partition/partition.ts";

/**
 * How far the areas of cells are from their shares of their parents' areas; with `areas: "leaf-exact"`, how far
 * those of the leaves that have a solution are from their weights.
 */
export interface AreaError {
  /** Greatest relative error of a node. */
  readonly maxError: number;
  /** Mean relative error of the nodes. */
  readonly meanError: number;
  /** The node with the greatest error; −1 if there is no node to ask, as in a tree of one node. */
  readonly worst: number;
}

/** The least number with full precision: an area or weight below it has lost digits, so its error says nothing. */
export const LEAST_NORMAL: number = 2 ** -1022;

/**
 * The relative area error of node i where leaves make up for padding: of a leaf against its part of the area of
 * all leaves that have a solution; NaN for other nodes.
 */
function leafError(map: Partition, i: number, areaPerWeight: number): number {
  const { childCount, weight } = map.tree;
  if (childCount[i] !== 0 || !(weight[i]! > LEAST_NORMAL)) return NaN;
  return Math.abs(map.cells.area(i) / (areaPerWeight * weight[i]!) - 1);
}

/**
 * The relative area error of node i against its share of its parent's cell; NaN where it has none: at the root,
 * in a parent without area, and below the least number of full precision. A cell that no weight asks for is
 * infinitely wrong.
 */
export function areaError(map: Partition, i: number): number {
  const { areaPerWeight, cells } = map;
  if (areaPerWeight !== null) return leafError(map, i, areaPerWeight);
  const { parent, weight } = map.tree;
  const p = parent[i]!;
  if (p < 0) return NaN;
  const room = roomFor(map, p);
  if (!(room > LEAST_NORMAL)) return NaN;
  const area = cells.area(i);
  if (weight[i] === 0) return area === 0 ? 0 : Infinity;
  if (!(weight[i]! > LEAST_NORMAL)) return NaN;
  const share = weight[i]! / weight[p]!;
  return Math.min(share, room * share) > LEAST_NORMAL ? Math.abs(area / room / share - 1) : NaN;
}

/** The area that the children of a node share: on islands, which leaves seldom fill, what they have together. */
function roomFor({ cells, engine, tree }: Partition, node: number): number {
  if (cells.shape !== "simple" || engine.hasGaps !== true) return cells.area(node);
  const first = tree.firstChild[node]!;
  let sum = 0;
  for (let c = first; c < first + tree.childCount[node]!; c++) sum += cells.area(c);
  return sum;
}

/** Sums up {@link areaError} over all nodes with a weight that have a solution. */
export function areaErrors(map: Partition): AreaError {
  const unsolved = new Set(map.unsolved);
  let maxError = 0;
  let sum = 0;
  let count = 0;
  let worst = -1;
  for (let i = 1; i < map.size; i++) {
    const error = areaError(map, i);
    if (Number.isNaN(error) || unsolved.has(i) || (error === 0 && map.tree.weight[i] === 0)) continue;
    sum += error;
    count++;
    if (worst < 0 || error > maxError) {
      maxError = error;
      worst = i;
    }
  }
  return { maxError, meanError: count > 0 ? sum / count : 0, worst };
}
