import { MarquetryError, show } from "../errors.ts";
import { clustersOf } from "./clusters.ts";
import { constructBoxes, constructionLimit, distortionOf, type Placement } from "./construct.ts";
import { measureStretch } from "./distortion.ts";
import { Embedding } from "./embedding.ts";
import { improve, usualRounds, type EmbedProgress, type StopSignal } from "./improve.ts";
import { buildSearchTree } from "./search-tree.ts";
import { Ultrametric } from "./ultrametric.ts";
import { distortionLimit } from "./volume-bound.ts";

/** How {@link embedUltrametric} works. */
export interface EmbedOptions {
  /** Number of coordinates, 1 to 8; 2 by default. */
  readonly dimension?: number;
  /**
   * `"guaranteed"`, the default: nested boxes, in seconds. `"best"`: these, or what many rounds of relaxation make
   * of another start, whichever is better; up to a minute for ten thousand leaves.
   */
  readonly effort?: "guaranteed" | "best";
  /** Rounds of relaxation at most, with `"best"`; by default fewer the more leaves there are. */
  readonly rounds?: number;
  /** Told every ten rounds how far the work has come. */
  readonly onProgress?: (progress: EmbedProgress) => void;
  /** Looked at before every round; once it is aborted, the best so far is returned. An `AbortSignal` will do. */
  readonly signal?: StopSignal;
}

const MOST_DIMENSIONS = 8;
/** Room for the rounding of a scaled distance. */
const ROUNDING = 1e-12;

/**
 * Gives every leaf of an ultrametric a point in R^d, such that no distance is contracted and none expanded by much.
 *
 * The distortion is measured, and comes with a proven lower limit for all embeddings of this ultrametric. That of
 * the default effort never exceeds a proven multiple of that limit, which grows with the logarithm of the spread of
 * distances (see docs/ultrametric-embedding.md). Leaves at distance 0 share a point. The same input gives the same
 * points.
 *
 * De Berg, Onak, Sidiropoulos, Fat Polygonal Partitions with Applications to Visualization and Embeddings (2013).
 *
 * @throws MarquetryError `bad-option`, `bad-input`
 * @example
 * const u = ultrametric.fromNewick("((human:6,chimpanzee:6):2,gorilla:8);");
 * const { coordinates, distortion } = embedUltrametric(u, { dimension: 2 });
 */
export function embedUltrametric<T>(u: Ultrametric<T>, options: EmbedOptions = {}): Embedding<T> {
  if (!(u instanceof Ultrametric)) {
    const message = `an ultrametric is made by ultrametric.fromNewick and others, not ${show(u)}`;
    throw new MarquetryError("bad-input", message, { value: u });
  }
  const { dimension, effort } = checked(options);
  const clusters = clustersOf(u);
  const lowerBound = distortionLimit(clusters, dimension);
  const sites = clusters.endSite[0]!;
  if (sites === 1)
    return new Embedding(u, clusters, {
      ...single(dimension),
      dimension,
      lowerBound,
      rounds: 0,
      guarantee: 1,
    });
  const built = constructBoxes(u, clusters, dimension, lowerBound);
  const guarantee = constructionLimit(u, dimension, lowerBound);
  const { rounds = usualRounds(sites, dimension), onProgress, signal } = options;
  const isDone = effort === "guaranteed" || dimension === 1 || distortionOf(built.stretch) <= lowerBound;
  const best = isDone
    ? { ...built, rounds: 0 }
    : improve(u, clusters, dimension, built, { rounds, onProgress, signal });
  const points = normalised(best, dimension);
  const stretch = measureStretch(buildSearchTree(clusters, points, dimension));
  return new Embedding(u, clusters, { ...best, points, stretch, dimension, lowerBound, guarantee });
}

/** Scaled so that nothing is contracted, and moved so that the middle of the bounding box is 0. */
function normalised({ points, stretch }: Placement, d: number): Float64Array {
  // Two sites may have come to one point where one distance is more than 10¹⁵ times another: no scale mends that.
  const scale = stretch.least[0] > 0 ? (1 + ROUNDING) / stretch.least[0] : 1;
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  for (let at = 0; at < points.length; at++) {
    low[at % d] = Math.min(low[at % d]!, points[at]!);
    high[at % d] = Math.max(high[at % d]!, points[at]!);
  }
  return points.map((x, at) => (x - (low[at % d]! + high[at % d]!) / 2) * scale);
}

function single(dimension: number): Placement {
  return { points: new Float64Array(dimension), stretch: { least: [1, 1], greatest: [1, 1] } };
}

function checked({
  dimension = 2,
  effort = "guaranteed",
  rounds = 0,
  signal,
}: EmbedOptions): Required<Pick<EmbedOptions, "dimension" | "effort">> {
  if (!Number.isInteger(dimension) || dimension < 1 || dimension > MOST_DIMENSIONS)
    throw badOption(
      `dimension is a whole number from 1 to ${MOST_DIMENSIONS}, not ${show(dimension)}`,
      dimension,
    );
  if (effort !== "guaranteed" && effort !== "best")
    throw badOption(`effort is "guaranteed" or "best", not ${show(effort)}`, effort);
  if (!Number.isInteger(rounds) || rounds < 0)
    throw badOption(`rounds is a whole number, 0 or more, not ${show(rounds)}`, rounds);
  if (signal !== undefined && typeof signal?.aborted !== "boolean")
    throw badOption(`signal has a property aborted, as an AbortSignal has, not ${show(signal)}`, signal);
  return { dimension, effort };
}

function badOption(message: string, value: unknown): MarquetryError {
  return new MarquetryError("bad-option", message, { value });
}
