import { MarquetryError } from "../errors.ts";
import { callback, choice, wholeNumber, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions, type Settled } from "../options/read-options.ts";
import { clustersOf, type Distances } from "./clusters.ts";
import { bestProof, constructBoxes, distortionOf, type Placement } from "./construct.ts";
import { measureStretch } from "./distortion.ts";
import { Embedding, type EmbeddingParts } from "./embedding.ts";
import { improve, usualRounds, type EmbedProgress, type StopSignal } from "./improve.ts";
import { distortionLimit, familyLimit } from "./needs.ts";
import { buildSearchTree } from "./search-tree.ts";
import { checkUltrametric, type Ultrametric } from "./ultrametric.ts";

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

export const embedOptions: OptionTable<EmbedOptions> = {
  dimension: /* @__PURE__ */ wholeNumber({ min: 1, max: 8 }, 2),
  effort: /* @__PURE__ */ choice(["guaranteed", "best"], "guaranteed"),
  rounds: /* @__PURE__ */ wholeNumber({ min: 0 }),
  onProgress: /* @__PURE__ */ callback(),
  signal: {
    takes: "an object whose aborted is true or false, as an AbortSignal's is",
    allows: (value) => typeof (value as StopSignal | null)?.aborted === "boolean",
  },
};
export const embedHelp: OptionHelp<EmbedOptions> = {
  dimension: "number of coordinates of a point",
  effort: "guaranteed: nested boxes, in seconds; best: these or many rounds of relaxation",
  rounds: "rounds of relaxation at most, with best",
  onProgress: "told every ten rounds how far the work has come",
  signal: "stops the relaxation once it is aborted; the best so far is returned",
};

/** Factors within which families are one, to count their points for a lower limit. */
const MERGED = [1.05, 1.15, 1.3];
/** Room for the rounding of a scaled distance. */
const ROUNDING = 1e-12;
/** Distances below this part of the extent of an embedding are some ten steps of its coordinates. */
const RESOLUTION = 2 ** -46;
/** The least distance of two points that keeps its digits as a coordinate. */
const LEAST = 2 ** -1000;
/** Where rounding contracts a distance by more than this, those below so many times the resolution are given up. */
const CONTRACTED = 2;
const COARSER = 16;
/** Greatest distances within 2 to the power of plus or minus this are embedded as they are, others in a unit of their own. */
const USUAL_EXPONENT = 200;

/**
 * Gives every leaf of an ultrametric a point in R^d, such that no distance is contracted and none expanded by much.
 *
 * The distortion is measured, and comes with a proven lower limit for all embeddings of this ultrametric. That of
 * the default effort never exceeds a proven multiple of that limit, which grows with the logarithm of the spread of
 * distances (see docs/ultrametric-embedding.md). The same input gives the same points.
 *
 * Leaves at distance 0 share a point. So do those so near each other, some 10⁻¹⁴ of the extent, that coordinates
 * cannot tell them apart: `resolution` tells below which distance, `coincident` lists them, and nothing is measured
 * or promised of their distances.
 *
 * De Berg, Onak, Sidiropoulos, Fat Polygonal Partitions with Applications to Visualization and Embeddings (2013).
 *
 * @throws MarquetryError `bad-option`, `bad-input`; `bad-distance` where coordinates would leave the range of numbers
 * @example
 * const u = ultrametric.fromNewick("((human:6,chimpanzee:6):2,gorilla:8);");
 * const { coordinates, distortion } = embedUltrametric(u, { dimension: 2 });
 */
export function embedUltrametric<T>(u: Ultrametric<T>, options: EmbedOptions = {}): Embedding<T> {
  const read = readOptions<EmbedOptions, "dimension" | "effort">("embedUltrametric", embedOptions, options);
  checkUltrametric("embedUltrametric", u);
  const unit = unitOf(u.diameter[0]!);
  const all = clustersOf(inUnit(u, unit, 0));
  const extent = all.diameter[0]! * distortionLimit(all, read.dimension);
  let least = Math.max(RESOLUTION * extent, LEAST / unit);
  for (;;) {
    const parts = embed(inUnit(u, unit, least), read);
    if (parts.stretch.least[1] * CONTRACTED >= 1) return checked(new Embedding(u, parts, unit));
    least *= COARSER;
  }
}

/** A power of two near the greatest distance, or 1 if that is within the usual range. */
function unitOf(greatest: number): number {
  const exponent = greatest > 0 ? Math.floor(Math.log2(greatest)) : 0;
  return Math.abs(exponent) <= USUAL_EXPONENT ? 1 : 2 ** Math.max(exponent, -1000);
}

/** An ultrametric in another unit, in which distances below the least are 0. */
function inUnit({ tree, diameter }: Distances, unit: number, least: number): Distances {
  return { tree, diameter: diameter.map((d) => (d / unit < least ? 0 : d / unit)) };
}

function embed(u: Distances, options: Settled<EmbedOptions, "dimension" | "effort">): EmbeddingParts {
  const { dimension, effort, onProgress, signal } = options;
  const clusters = clustersOf(u);
  const lowerBound = MERGED.reduce(
    (most, factor) => Math.max(most, familyLimit(clustersOf(u, factor), dimension)),
    distortionLimit(clusters, dimension),
  );
  const sites = clusters.endSite[0]!;
  const measured = { clusters, dimension, lowerBound, guarantee: 1, rounds: 0 };
  if (sites === 1) {
    const stretch = { least: [1, 1], greatest: [1, 1] } as const;
    return { ...measured, points: new Float64Array(dimension), stretch };
  }
  const proof = bestProof(u, dimension);
  const built = constructBoxes(u, clusters, dimension, lowerBound, proof);
  const guarantee = proof.limit;
  const { rounds = usualRounds(sites, dimension) } = options;
  const isDone = effort === "guaranteed" || dimension === 1 || distortionOf(built.stretch) <= lowerBound;
  const best = isDone
    ? { ...built, rounds: 0 }
    : improve(u, clusters, dimension, built, { rounds, onProgress, signal });
  const points = normalised(best, dimension);
  const stretch = measureStretch(buildSearchTree(clusters, points, dimension));
  return { ...measured, ...best, points, stretch, guarantee };
}

/** Scaled so that nothing is contracted, and moved so that the middle of the bounding box is 0. */
function normalised({ points, stretch }: Placement, d: number): Float64Array {
  // Two sites may have come to one point by rounding: no scale mends that.
  const scale = stretch.least[0] > 0 ? (1 + ROUNDING) / stretch.least[0] : 1;
  const low = new Float64Array(d).fill(Infinity);
  const high = new Float64Array(d).fill(-Infinity);
  for (let at = 0; at < points.length; at++) {
    low[at % d] = Math.min(low[at % d]!, points[at]!);
    high[at % d] = Math.max(high[at % d]!, points[at]!);
  }
  return points.map((x, at) => (x - (low[at % d]! + high[at % d]!) / 2) * scale);
}

function checked<T>(embedding: Embedding<T>): Embedding<T> {
  if (embedding.coordinates.every(Number.isFinite)) return embedding;
  const value = embedding.ultrametric.diameter[0]!;
  const message = `an embedding of distances up to ${value} would leave the range of numbers; scale them down`;
  throw new MarquetryError("bad-distance", message, { value });
}
