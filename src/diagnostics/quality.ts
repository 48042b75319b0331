import { flag, number, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { checkMap } from "../partition/check-map.ts";
import type { Partition } from "../partition/partition.ts";
import { areaErrors, type AreaError } from "./area-error.ts";
import { checkBound, type BoundReport } from "./bound-check.ts";
import { shapeReader, type CellShape } from "./cell-shape.ts";
import { slackQuality, type SlackQuality } from "./slack-quality.ts";
import { summarise, type Statistics } from "./statistics.ts";

export type { AreaError } from "./area-error.ts";
export type { BoundReport } from "./bound-check.ts";
export type { SlackPerNode, SlackQuality } from "./slack-quality.ts";
export type { Statistics } from "./statistics.ts";

/** The measures of a group of cells. Empty cells have no shape and are left out. */
export interface ShapeQuality {
  /** Number of cells measured. */
  readonly count: number;
  /** diameter² / area: square 2, regular hexagon 1.54, disk 1.27. */
  readonly asp: Statistics;
  /** Longer / shorter side of the bounding box: what treemap papers call the aspect ratio. */
  readonly side: Statistics;
  /** The same as `side`. */
  readonly aspectRatio: Statistics;
  /** (longest side of the bounding box)² / area. */
  readonly box: Statistics;
  /** Radius of the smallest enclosing circle / radius of the largest inscribed circle. */
  readonly round: Statistics;
  /** The same as `round`. */
  readonly circleRatio: Statistics;
}

/** Some of the leaves, as those that nobody can see. */
export interface UnseenLeaves {
  /** Number of these leaves. */
  readonly count: number;
  /** Their weight together. */
  readonly weight: number;
  /** Their part of the tree's weight, 0 to 1. */
  readonly share: number;
}

/** What {@link quality} found out. */
export interface Quality {
  readonly leaves: ShapeQuality;
  /** Nodes with children, except the root: the container's shape is not the engine's doing. */
  readonly inner: ShapeQuality;
  /** Areas against weights, all nodes but the root. */
  readonly area: AreaError;
  /** What leaves lose to gaps, and how evenly: for engines with gaps or inexact areas, and for padding. */
  readonly slack: SlackQuality;
  /** Leaves without a cell: their weight is 0, or padding left them no room. */
  readonly empty: UnseenLeaves;
  /** Leaves with a weight but with less area than `below`, those without a cell included. */
  readonly tooSmall: UnseenLeaves & {
    /** Area in square units of the container. */
    readonly below: number;
  };
  /** With `areas: "leaf-exact"`, leaves whose area could not be made right; else none. `map.unsolved` lists them. */
  readonly unsolved: UnseenLeaves;
  /** Leaves raised to `minShare`, whose areas are too large for their weights. `map.raised` lists them. */
  readonly raised: UnseenLeaves;
  /** Nodes of a tree that is loaded in parts whose children are not there: they are no leaves, and not measured. */
  readonly unloaded: UnseenLeaves;
  /** The bound the engine has proven for this tree and container, or null. */
  readonly bound: BoundReport | null;
  /** Inner nodes whose families the engine had to divide in another way than its own: `map.fallbacks`. */
  readonly fallbacks: readonly number[];
}

/** Options of {@link quality}. */
export interface QualityOptions {
  /** Least area that a reader can see, in square units of the container; 1 by default: a pixel. */
  readonly visibleArea?: number;
  /** Whether to add ratio, waste and deviation of every node, as `slack.perNode`; false by default. */
  readonly perNode?: boolean;
}

export const qualityOptions: OptionTable<QualityOptions> = {
  visibleArea: /* @__PURE__ */ number({ min: 0 }, 1),
  perNode: /* @__PURE__ */ flag(false),
};

export const qualityHelp: OptionHelp<QualityOptions> = {
  visibleArea: "least area that a reader can see, in square units of the container",
  perNode: "add ratio, waste and deviation of every node",
};

/**
 * Measures how good a partition is: the shapes of its cells, leaves and inner nodes apart; how far areas are
 * from weights; what cannot be seen; and the engine's proven bound.
 *
 * A cell is measured in its own frame, so the numbers hold at any depth. The share of a node is its part of its
 * parent's weight times its parent's area as laid out, so with padding and headers the area error tells how much
 * they skew the areas. With `areas: "leaf-exact"` it is that of the leaves to their weights. All is exact up to
 * rounding, except the inscribed circle of cells that are not convex (relative error 1e-2). A group without cells has
 * `count` 0 and NaN for its measures, which JSON writes as null.
 *
 * @throws MarquetryError `bad-input` if it is no map, `bad-option`
 * @example
 * const { leaves, area } = quality(layout(tree, { engine: greedy(), container: [960, 600] }));
 * console.log(leaves.asp.p95, area.maxError);
 */
export function quality(map: Partition, options: QualityOptions = {}): Quality {
  checkMap("quality", map);
  const { visibleArea, perNode } = readOptions<QualityOptions, "visibleArea" | "perNode">(
    "quality",
    qualityOptions,
    options,
  );
  const { tree } = map;
  const { size, childCount } = tree;
  const inner: number[] = [];
  const bound = map.bound();
  const reached = new Float64Array(bound ? size : 0).fill(NaN);
  const note = (i: number, shape: CellShape): void => {
    if (bound) reached[i] = shape[bound.measure];
  };
  for (let i = 1; i < size; i++) if (childCount[i]! > 0) inner.push(i);
  return {
    leaves: measure(
      map,
      Array.from(map.leaves()).filter((i) => tree.isLoaded(i)),
      note,
    ),
    inner: measure(map, inner, note),
    area: areaErrors(map),
    slack: slackQuality(map, perNode),
    empty: countLeaves(map, (area) => !(area > 0)),
    tooSmall: {
      ...countLeaves(map, (area, weight) => weight > 0 && !(area >= visibleArea)),
      below: visibleArea,
    },
    unsolved: countListed(map, map.unsolved),
    raised: countListed(map, map.raised),
    unloaded: countLeaves(map, (_area, _weight, i) => !tree.isLoaded(i)),
    bound: checkBound(bound, reached),
    fallbacks: map.fallbacks,
  };
}

/**
 * Measures some cells; empty ones have no shape.
 *
 * @param note - is shown the shape of each
 */
function measure(
  map: Partition,
  nodes: readonly number[],
  note: (i: number, shape: CellShape) => void,
): ShapeQuality {
  const list = () => new Float64Array(nodes.length);
  const [areas, asps, sides, boxes, rounds] = [list(), list(), list(), list(), list()];
  const read = shapeReader(map);
  const shape: CellShape = { asp: 0, side: 0, box: 0, round: 0 };
  let count = 0;
  for (const i of nodes) {
    if (!read(i, shape)) continue;
    note(i, shape);
    areas[count] = map.cells.area(i);
    asps[count] = shape.asp;
    sides[count] = shape.side;
    boxes[count] = shape.box;
    rounds[count] = shape.round;
    count++;
  }
  const of = (values: Float64Array) => summarise(values, areas, count);
  const [side, round] = [of(sides), of(rounds)];
  return { count, asp: of(asps), side, aspectRatio: side, box: of(boxes), round, circleRatio: round };
}

function countLeaves(
  map: Partition,
  isUnseen: (area: number, weight: number, i: number) => boolean,
): UnseenLeaves {
  const { childCount, weight } = map.tree;
  let count = 0;
  let sum = 0;
  for (let i = 0; i < map.size; i++) {
    if (childCount[i] !== 0 || !isUnseen(map.cells.area(i), weight[i]!, i)) continue;
    count++;
    sum += weight[i]!;
  }
  // Summed in another order than the tree's own weight, all leaves together may seem to weigh more.
  return { count, weight: sum, share: shareOf(sum, weight[0]!) };
}

/** The part that a weight is of the whole, of which there may be none. */
function shareOf(weight: number, whole: number): number {
  return whole > 0 ? Math.min(1, weight / whole) : 0;
}

function countListed({ tree }: Partition, leaves: Int32Array): UnseenLeaves {
  let sum = 0;
  for (const i of leaves) sum += tree.weight[i]!;
  return { count: leaves.length, weight: sum, share: shareOf(sum, tree.weight[0]!) };
}
