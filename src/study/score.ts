import { summarise } from "../diagnostics/statistics.ts";
import { aspectRatio } from "../geometry/diameter.ts";
import { layout, stability, type Container, type Partition } from "../index.ts";
import { orderFor, type Method } from "./methods.ts";
import type { Series } from "./series.ts";

/** How good the maps of one method on one data set are, and how much they change: means over moments and steps. */
export interface Score {
  readonly data: string;
  readonly levels: number;
  readonly leaves: number;
  readonly moments: number;
  readonly method: string;
  readonly isPublished: boolean;
  readonly isUpdate: boolean;
  /** Visual quality as the comparison of 2020 has it: shorter / longer side of a leaf's bounding box; 1 is best. */
  readonly quality: number;
  /** diameter² / area of the leaves. */
  readonly aspMean: number;
  readonly aspP95: number;
  readonly aspMax: number;
  /** Way of the corners of a leaf at a step, as a part of the diagonal; NaN for a tree by itself. */
  readonly travel: number;
  readonly position: number;
  /** The same beyond what the weights demand; NaN where no baseline is known. */
  readonly travelBeyond: number;
  readonly positionBeyond: number;
  /** Processor time of one layout, in milliseconds. */
  readonly milliseconds: number;
  /** Part of the leaves in each bin of the logarithm of asp: see {@link aspOfBin}. */
  readonly distribution: Float64Array;
}

/** What happens around the measuring. */
export interface Circumstances {
  readonly container: Container;
  /** Processor time so far, in milliseconds. */
  readonly clock: () => number;
}

/** Pairs of leaves compared at each step; exact up to 141 leaves. */
const MOST_PAIRS = 20_000;

const BINS = 400;
/** Bins for a factor of e. */
const BINS_PER_E = 40;

/** The least asp in a bin; the last bin holds all that is larger. */
export function aspOfBin(bin: number): number {
  return Math.exp(bin / BINS_PER_E);
}

/** Lays out all moments of a series by one method, and measures the maps and the steps between them. */
export function scoreOf(method: Method, series: Series, circumstances: Circumstances): Score {
  const { shapes, steps, milliseconds } = follow(method, series, circumstances);
  const over = (of: (step: Step) => number): number => mean(steps.map(of));
  return {
    data: series.name,
    levels: series.levels,
    leaves: series.leaves,
    moments: series.moments,
    method: method.name,
    isPublished: method.isPublished,
    isUpdate: method.way !== "anew",
    quality: mean(shapes.map(({ quality }) => quality)),
    aspMean: mean(shapes.map(({ aspMean }) => aspMean)),
    aspP95: mean(shapes.map(({ aspP95 }) => aspP95)),
    aspMax: Math.max(...shapes.map(({ aspMax }) => aspMax)),
    travel: over(({ travel }) => travel),
    position: over(({ position }) => position),
    travelBeyond: over(({ travelBeyond }) => travelBeyond),
    positionBeyond: over(({ positionBeyond }) => positionBeyond),
    milliseconds: milliseconds / series.moments,
    distribution: averaged(shapes.map(({ distribution }) => distribution)),
  };
}

type Step = Pick<Score, "travel" | "position" | "travelBeyond" | "positionBeyond">;
type Shapes = Pick<Score, "quality" | "aspMean" | "aspP95" | "aspMax" | "distribution">;

function follow(
  { engine, way }: Method,
  series: Series,
  { container, clock }: Circumstances,
): { shapes: Shapes[]; steps: Step[]; milliseconds: number } {
  const shapes: Shapes[] = [];
  const steps: Step[] = [];
  const order = orderFor(engine);
  let milliseconds = 0;
  let before: Partition | undefined;
  for (let moment = 0; moment < series.moments; moment++) {
    const tree = series.tree(moment, order);
    const start = clock();
    const map =
      before && way !== "anew" ? before.update(tree, way) : layout(tree, { engine, container, empty: true });
    milliseconds += clock() - start;
    // Where nothing weighs anything there are no shapes.
    if (!map.isEmpty(0)) shapes.push(shapesOf(map));
    // A map without a leaf in common with the one before cannot have moved.
    if (before) steps.push(stepOf(before, map));
    before = map;
  }
  return { shapes, steps: steps.filter(({ travel }) => !Number.isNaN(travel)), milliseconds };
}

function stepOf(before: Partition, after: Partition): Step {
  const { cornerTravel, relativePosition, overBaseline } = stability(before, after, {
    maxPairs: MOST_PAIRS,
    baseline: true,
  });
  return {
    travel: cornerTravel.mean,
    position: relativePosition,
    travelBeyond: overBaseline?.cornerTravel ?? NaN,
    positionBeyond: overBaseline?.relativePosition ?? NaN,
  };
}

function shapesOf(map: Partition): Shapes {
  const ring = new Float64Array(2 * map.cells.mostCorners);
  const asps = new Float64Array(map.tree.leafCount);
  let count = 0;
  let quality = 0;
  for (const i of map.leaves()) {
    const corners = map.cells.ring(i, ring);
    if (corners === 0) continue;
    asps[count++] = aspectRatio(ring, 0, corners);
    const { x0, y0, x1, y1 } = map.bounds(i);
    quality += Math.min(x1 - x0, y1 - y0) / Math.max(x1 - x0, y1 - y0);
  }
  const distribution = new Float64Array(BINS);
  for (const asp of asps.subarray(0, count)) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(Math.log(asp) * BINS_PER_E)));
    distribution[bin]! += 1 / count;
  }
  const { mean: aspMean, p95: aspP95, max: aspMax } = summarise(asps, asps, count);
  return { quality: quality / count, aspMean, aspP95, aspMax, distribution };
}

/** The asp below which a part of the leaves lies. */
export function quantileOf(distribution: Float64Array, part: number): number {
  let below = 0;
  for (let bin = 0; bin < distribution.length; bin++) {
    const here = distribution[bin]!;
    if (below + here >= part && here > 0) return aspOfBin(bin + (part - below) / here);
    below += here;
  }
  return aspOfBin(distribution.length);
}

/** The mean of distributions. */
export function averaged(distributions: readonly Float64Array[]): Float64Array {
  return distributions.reduce(
    (sum, one) => sum.map((part, bin) => part + one[bin]! / distributions.length),
    new Float64Array(BINS),
  );
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum / values.length;
}
