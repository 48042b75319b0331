import { flag, wholeNumber, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { checkMap } from "../partition/check-map.ts";
import type { Partition } from "../partition/partition.ts";
import { cellOverlap, originMoves } from "./cell-overlap.ts";
import { leafPlaces } from "./leaf-places.ts";
import { leastChange } from "../layout/least-change.ts";
import { matchNodes } from "../model/match-nodes.ts";
import { relativePosition } from "./relative-position.ts";

/** How far leaves have moved, as a part of the container's diagonal. */
export interface Shift {
  /** Over all leaves compared; NaN if there is none. */
  readonly mean: number;
  /** Of the leaf that moved most. */
  readonly max: number;
}

/** What {@link stability} found out. */
export interface Stability {
  /** Number of leaves with a cell both before and after: those compared. */
  readonly leaves: number;
  /** Number of leaves with a cell after, but not before. */
  readonly appeared: number;
  /** Number of leaves with a cell before, but not after. */
  readonly gone: number;
  /** The way of the four corners of a leaf's bounding box, on average / diagonal: 0 where nothing moved. */
  readonly cornerTravel: Shift;
  /**
   * For two leaves, the part of the second that lies in another of the zones left, right, above, below and
   * aslant of the first than before; the mean over ordered pairs. 0 where the leaves keep their places to one
   * another, 1 at most; NaN for fewer than two leaves.
   */
  readonly relativePosition: number;
  /** Number of ordered pairs that `relativePosition` is the mean of: all of them, or a sample. */
  readonly pairs: number;
  /** The way of the centroid of a leaf / diagonal: 0 where nothing moved. */
  readonly centroidShift: Shift;
  /** Area of intersection / area of union of the two cells of a leaf: 1 where they are the same, 0 where they are apart. */
  readonly jaccard: {
    /** Over all leaves compared; NaN if there is none. */
    readonly mean: number;
    /** Of the leaf that changed most. */
    readonly min: number;
  };
  /**
   * With `baseline`, how much more has changed than the weights alone demand; null where that cannot be told: the
   * map before is neither one of rows and columns nor one of cuts, or its areas make up for padding.
   */
  readonly overBaseline?: OverBaseline | null;
}

/** How much more has changed than the weights alone demand; see {@link StabilityOptions.baseline}. */
export interface OverBaseline {
  /** The mean corner travel less that of the baseline; 0 at least. */
  readonly cornerTravel: number;
  /** The same for `relativePosition`. */
  readonly relativePosition: number;
}

/** Options of {@link stability}. */
export interface StabilityOptions {
  /**
   * Whether to compare with a baseline as well: the map before with the weights after, its cells arranged as they
   * were, which is the least change that the weights demand. False by default.
   */
  readonly baseline?: boolean;
  /**
   * The most ordered pairs of leaves to take for `relativePosition`; 4,000,000 by default, which is exact up to
   * 2,000 leaves. Beyond that an even sample of so many pairs is taken, the same one every time.
   */
  readonly maxPairs?: number;
}

export const stabilityOptions: OptionTable<StabilityOptions> = {
  baseline: /* @__PURE__ */ flag(false),
  maxPairs: /* @__PURE__ */ wholeNumber({ min: 1, infinite: true }, 4_000_000),
};

export const stabilityHelp: OptionHelp<StabilityOptions> = {
  baseline: "compare with the least change that the weights demand as well",
  maxPairs: "the most ordered pairs of leaves to take for relative position",
};

/**
 * Measures how much a partition has changed: for data that change over time, or for two engines on the same data.
 *
 * Leaves are matched by id (without ids: by path, so labels should then be the same); trees that share their
 * structure, node by node. A leaf without a cell, for its weight is 0, counts as absent. Those that come or go
 * are counted and left out. Polygons take part in `cornerTravel` and `relativePosition` with their bounding
 * boxes, which may overlap; what lies within the first box then counts as one more zone. `jaccard` takes the
 * cells themselves, and is exact up to rounding. Lengths are divided by the diagonal of the bounding box of the
 * container of `before`, and both maps should have the same.
 *
 * Time: n² up to `maxPairs` pairs of leaves, about 0.1 µs each; else linear in the number of corners, and in the
 * length of ids.
 *
 * Corner travel, relative position and the baseline are those of Vernier, Sondag, Comba, Speckmann, Telea, Verbeek,
 * Quantitative comparison of time-dependent treemaps (2020). For rectangles in rows and columns the baseline is the
 * same as theirs; for maps of cuts it keeps every cut and its direction. Leaves that are gone leave their room to
 * the others in it; new ones have no place in it, and are left out.
 *
 * @throws MarquetryError `bad-input` if either is no map, `bad-option`
 * @example
 * const before = layout(year2023, { engine: squarify(), container: [960, 600] });
 * const after = layout(year2024, { engine: squarify(), container: [960, 600] });
 * console.log(stability(before, after).cornerTravel.mean);
 */
export function stability(before: Partition, after: Partition, options: StabilityOptions = {}): Stability {
  for (const map of [before, after]) checkMap("stability", map);
  const { maxPairs, baseline } = readOptions<StabilityOptions, "maxPairs" | "baseline">(
    "stability",
    stabilityOptions,
    options,
  );
  const change = compare(before, after, maxPairs);
  return baseline ? { ...change, overBaseline: overBaseline(before, after, change, maxPairs) } : change;
}

/** What has changed beyond what the weights demand; null where no structure can be read. */
function overBaseline(
  before: Partition,
  after: Partition,
  change: Stability,
  maxPairs: number,
): OverBaseline | null {
  const least = leastChange(before, after);
  if (!least) return null;
  const demanded = compare(before, least, maxPairs);
  return {
    cornerTravel: Math.max(0, change.cornerTravel.mean - demanded.cornerTravel.mean),
    relativePosition: Math.max(0, change.relativePosition - demanded.relativePosition),
  };
}

function compare(before: Partition, after: Partition, maxPairs: number): Stability {
  const partner = matchNodes(before.tree, after.tree);
  const [old, young] = commonLeaves(before, after, partner);
  const leaves = old.length;
  const from = leafPlaces(before, old);
  const to = leafPlaces(after, young);
  const relative = relativePosition(from.boxes, to.boxes, leaves, maxPairs);
  const { x0, y0, x1, y1 } = before.region;
  const diagonal = Math.hypot(x1 - x0, y1 - y0);
  return {
    leaves,
    appeared: countLeaves(after) - leaves,
    gone: countLeaves(before) - leaves,
    cornerTravel: shift(leaves, (k) => cornerTravel(from.boxes, to.boxes, 4 * k) / diagonal),
    relativePosition: relative.mean,
    pairs: relative.pairs,
    centroidShift: shift(leaves, (k) => distance(from.centroids, to.centroids, 2 * k) / diagonal),
    jaccard: overlaps(before, after, partner, old),
  };
}

/** Leaves with a cell in both partitions: their nodes before and their nodes after, in the same order. */
function commonLeaves(
  before: Partition,
  after: Partition,
  partner: Int32Array,
): [before: Int32Array, after: Int32Array] {
  const old: number[] = [];
  for (let i = 0; i < before.size; i++) {
    const j = partner[i]!;
    if (j >= 0 && hasLeafCell(before, i) && hasLeafCell(after, j)) old.push(i);
  }
  return [Int32Array.from(old), Int32Array.from(old, (i) => partner[i]!)];
}

function hasLeafCell({ tree, cells }: Partition, i: number): boolean {
  return tree.childCount[i] === 0 && cells.corners(i) > 0;
}

function countLeaves(map: Partition): number {
  let count = 0;
  for (let i = 0; i < map.size; i++) if (hasLeafCell(map, i)) count++;
  return count;
}

function overlaps(
  before: Partition,
  after: Partition,
  partner: Int32Array,
  leaves: Int32Array,
): Stability["jaccard"] {
  const jaccard = cellOverlap(before, after);
  const moves = originMoves(before, after, partner);
  let sum = 0;
  let min = 1;
  for (const i of leaves) {
    const value = jaccard(i, partner[i]!, moves[2 * i]!, moves[2 * i + 1]!);
    sum += value;
    min = Math.min(min, value);
  }
  return { mean: sum / leaves.length, min: leaves.length === 0 ? NaN : min };
}

/** Mean way of the corners of the box at `at`. */
function cornerTravel(from: Float64Array, to: Float64Array, at: number): number {
  const left = to[at]! - from[at]!;
  const top = to[at + 1]! - from[at + 1]!;
  const right = to[at + 2]! - from[at + 2]!;
  const bottom = to[at + 3]! - from[at + 3]!;
  return (
    (Math.hypot(left, top) + Math.hypot(right, top) + Math.hypot(right, bottom) + Math.hypot(left, bottom)) /
    4
  );
}

function distance(from: Float64Array, to: Float64Array, at: number): number {
  return Math.hypot(to[at]! - from[at]!, to[at + 1]! - from[at + 1]!);
}

function shift(count: number, of: (k: number) => number): Shift {
  let sum = 0;
  let max = 0;
  for (let k = 0; k < count; k++) {
    const value = of(k);
    sum += value;
    max = Math.max(max, value);
  }
  return { mean: sum / count, max: count === 0 ? NaN : max };
}
