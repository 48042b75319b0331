import type { Partition } from "../partition/partition.ts";
import { LEAST_NORMAL } from "./area-error.ts";
import { shapeReader, type CellShape } from "./cell-shape.ts";

/** What rectangles with slack give up, and any other partition by padding or rounding. */
export interface SlackQuality {
  /** Greatest longer / shorter side of a bounding box, leaves and inner nodes but the root. */
  readonly ratio: number;
  /** The part of the container that no leaf covers, 0 to 1. */
  readonly waste: number;
  /**
   * Greatest relative difference of a leaf's area per weight from that of all leaves together. Empty cells of leaves
   * with a weight count as 1.
   */
  readonly deviation: number;
  /** The leaf with the greatest difference; −1 if no leaf has a weight. */
  readonly worst: number;
  /** The same for each node, if `perNode` asks for it. */
  readonly perNode?: SlackPerNode;
}

/** The figures of {@link SlackQuality} node by node; NaN for nodes without weight or without a cell. */
export interface SlackPerNode {
  /** Longer / shorter side. */
  readonly ratio: Float64Array;
  /** The part of the node's cell that its leaves do not cover. */
  readonly waste: Float64Array;
  /** Relative difference of the area per weight of its leaves from that of all leaves, signed. */
  readonly deviation: Float64Array;
}

/** Measures what leaves lose to gaps, and how evenly they share what is left. */
export function slackQuality(map: Partition, wantsNodes: boolean): SlackQuality {
  const { cells, size } = map;
  const { childCount, weight } = map.tree;
  const covered = leafAreas(map);
  const each: SlackPerNode | undefined = wantsNodes
    ? { ratio: nothing(size), waste: nothing(size), deviation: nothing(size) }
    : undefined;
  const read = shapeReader(map);
  const shape: CellShape = { asp: 0, side: 0, box: 0, round: 0 };
  let ratio = NaN;
  let deviation = 0;
  let worst = -1;
  for (let i = 0; i < size; i++) {
    if (!(weight[i]! > LEAST_NORMAL)) continue;
    const difference = covered[i]! / covered[0]! / (weight[i]! / weight[0]!) - 1;
    if (childCount[i] === 0 && isTelling(map, i) && (worst < 0 || Math.abs(difference) > deviation)) {
      deviation = Math.abs(difference);
      worst = i;
    }
    if (!read(i, shape)) continue;
    if (i > 0 && !(shape.side <= ratio)) ratio = shape.side;
    if (!each) continue;
    each.ratio[i] = shape.side;
    each.waste[i] = lost(covered[i]!, cells.area(i));
    each.deviation[i] = difference;
  }
  const waste = lost(covered[0]!, cells.area(0));
  return { ratio, waste, deviation, worst, ...(each && { perNode: each }) };
}

/** The area of the leaves under each node. */
function leafAreas({ cells, size, tree }: Partition): Float64Array {
  const areas = new Float64Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (tree.childCount[i] === 0) areas[i] = cells.area(i);
    if (i > 0) areas[tree.parent[i]!]! += areas[i]!;
  }
  return areas;
}

/** Whether the share of leaf i has digits enough to be compared with its area. */
function isTelling({ cells, tree }: Partition, i: number): boolean {
  return (tree.weight[i]! / tree.weight[0]!) * cells.area(0) > LEAST_NORMAL;
}

/** Sums of areas may come to a last bit more than the whole. */
function lost(covered: number, area: number): number {
  return Math.max(0, 1 - covered / area);
}

function nothing(size: number): Float64Array {
  return new Float64Array(size).fill(NaN);
}
