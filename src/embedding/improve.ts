import { clustersOf, type Clusters } from "./clusters.ts";
import { distortionOf, type Placement } from "./construct.ts";
import { measureStretch } from "./distortion.ts";
import { Relaxation } from "./relax.ts";
import { buildSearchTree } from "./search-tree.ts";
import { PLANE_MERGING, SPACE_MERGING, startingPoints } from "./start.ts";
import type { Ultrametric } from "./ultrametric.ts";

/** What can stop a long computation: an `AbortSignal`, or anything with this property. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** How far an improvement has come. */
export interface EmbedProgress {
  /** Rounds done. */
  readonly round: number;
  /** Rounds there will be at most. */
  readonly rounds: number;
  /** The least distortion reached. */
  readonly distortion: number;
}

/** How long to improve. */
export interface Improvement {
  readonly rounds: number;
  readonly onProgress: ((progress: EmbedProgress) => void) | undefined;
  readonly signal: StopSignal | undefined;
}

/** Rounds between two measurements. */
const PERIOD = 10;
/** The target falls by this factor when the distortion comes within the next of it. */
const LOWER = 0.988;
const REACHED = 1.005;
/** Part of the rounds after which the target no longer falls, and from which on it rises when out of reach. */
const LAST_DESCENT = 0.8;
const FIRST_RISE = 0.4;
/** The target rises by this factor when the last share of rounds brought the distortion no nearer than the other. */
const RAISE = 1.01;
const PATIENCE = 0.06;
const OUT_OF_REACH = 1.03;

/** Sites times rounds that fit into half a minute or so in the plane. */
const USUAL_WORK = 2.4e7;
const MOST_ROUNDS = 5000;
const FEWEST_ROUNDS = 50;

/** Rounds that take less than a minute on most machines up to some ten thousands of sites. */
export function usualRounds(sites: number, dimension: number): number {
  const rounds = Math.round(USUAL_WORK / sites / Math.max(1, dimension - 1));
  return Math.max(FEWEST_ROUNDS, Math.min(MOST_ROUNDS, rounds));
}

/**
 * Looks for an embedding better than the one given: starts afresh from clusters cut out of a disc or a cube, and
 * relaxes them towards a target that falls while it is reached. Returns the better of both.
 */
export function improve(
  u: Ultrametric,
  clusters: Clusters,
  dimension: number,
  given: Placement,
  { rounds, onProgress, signal }: Improvement,
): Placement & { readonly rounds: number } {
  const points = startingPoints(clustersOf(u, dimension === 2 ? PLANE_MERGING : SPACE_MERGING), dimension);
  const tree = buildSearchTree(clusters, points, dimension);
  const relaxation = new Relaxation(tree, points);
  const schedule = new Schedule(measureStretch(tree).greatest[1], distortionOf(given.stretch), rounds);
  let best = given;
  let round = 0;
  while (round < rounds && signal?.aborted !== true) {
    relaxation.round(schedule.target);
    if (++round % PERIOD !== 0) continue;
    const stretch = measureStretch(tree);
    const distortion = distortionOf(stretch);
    if (distortion < distortionOf(best.stretch)) best = { points: points.slice(), stretch };
    if (schedule.next(round, distortion)) relaxation.touchAll();
    onProgress?.({ round, rounds, distortion: distortionOf(best.stretch) });
  }
  return { ...best, rounds: round };
}

/** Part of the construction's distortion that a relaxation reaches at once. */
const FIRST_TARGET = 0.85;

/** Sets the target of a relaxation by what it has reached. */
class Schedule {
  target: number;
  readonly #rounds: number;
  #best = Infinity;
  #since = 0;

  /** @param width - greatest stretch at the start */
  constructor(width: number, distortion: number, rounds: number) {
    this.target = Math.max(1, Math.min(width, FIRST_TARGET * distortion));
    this.#rounds = rounds;
  }

  /** Takes note of a measurement; whether the target has changed. */
  next(round: number, distortion: number): boolean {
    if (distortion < REACHED * this.target) {
      if (round > LAST_DESCENT * this.#rounds || this.target === 1) return false;
      this.#set(Math.max(1, LOWER * this.target), round);
      return true;
    }
    if (distortion < this.#best) this.#best = distortion;
    const hasWaited = round - this.#since > PATIENCE * this.#rounds;
    if (!hasWaited) return false;
    const isFar = this.#best > OUT_OF_REACH * this.target;
    if (isFar && round > FIRST_RISE * this.#rounds) {
      this.#set(RAISE * this.target, round);
      return true;
    }
    this.#since = round;
    return false;
  }

  #set(target: number, round: number): void {
    this.target = target;
    this.#best = Infinity;
    this.#since = round;
  }
}
