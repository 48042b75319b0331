import { clustersOf, type Clusters, type Distances } from "./clusters.ts";
import { distortionOf, type Placement } from "./construct.ts";
import { measureStretch } from "./distortion.ts";
import { relaxation } from "./relax.ts";
import { buildSearchTree } from "./search-tree.ts";
import { PLANE_MERGING, SPACE_MERGING, startingPoints } from "./start.ts";

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
const FIRST_RISE = 0.2;
/** The target rises by this factor when it is out of reach by one more, and a share of all rounds gained less than a third. */
const RAISE = 1.02;
const OUT_OF_REACH = 1.03;
const PATIENCE = 0.05;
const GAIN = 1.02;

/** Sites times rounds that fit into three quarters of a minute or so in the plane. */
const USUAL_WORK = 5.2e7;
const MOST_ROUNDS = 10_000;
const FEWEST_ROUNDS = 50;

/** Rounds that take less than a minute on most machines up to some ten thousands of sites. */
export function usualRounds(sites: number, dimension: number): number {
  const rounds = Math.round(USUAL_WORK / sites / Math.max(1, dimension - 1));
  return Math.max(FEWEST_ROUNDS, Math.min(MOST_ROUNDS, rounds));
}

/** Part of the rounds after which a fresh start that has gained nothing is given up. */
const FIRST_ATTEMPT = 0.5;
/** Part of the construction's distortion that a relaxation from a fresh start, or from the boxes, aims at first. */
const FRESH_TARGET = 0.85;
const BOX_TARGET = 0.97;

/**
 * Looks for an embedding better than the one given: starts afresh from clusters cut out of a disc or a cube, and
 * relaxes them towards a target that falls while it is reached. If that leads nowhere, as where few leaves make the
 * distortion, it starts again from what was given. Returns the best of all.
 */
export function improve(
  u: Distances,
  clusters: Clusters,
  dimension: number,
  given: Placement,
  { rounds, onProgress, signal }: Improvement,
): Placement & { readonly rounds: number } {
  const known = distortionOf(given.stretch);
  let best = given;
  let round = 0;
  let last = Math.max(PERIOD, Math.floor(FIRST_ATTEMPT * rounds));
  attempt(
    startingPoints(clustersOf(u, dimension === 2 ? PLANE_MERGING : SPACE_MERGING), dimension),
    FRESH_TARGET * known,
  );
  last = rounds;
  if (best === given) attempt(given.points.slice(), BOX_TARGET * known);
  return { ...best, rounds: round };

  /** Relaxes until the last round, or on to the end of all if something was gained by then. */
  function attempt(points: Float64Array, target: number): void {
    const tree = buildSearchTree(clusters, points, dimension);
    const moving = relaxation(tree, points);
    const schedule = scheduleFrom(Math.min(measureStretch(tree).greatest[1], target), round, rounds);
    while (round < (best === given ? last : rounds) && signal?.aborted !== true) {
      moving.round(schedule.target);
      if (++round % PERIOD !== 0) continue;
      const stretch = measureStretch(tree);
      const distortion = distortionOf(stretch);
      if (distortion < distortionOf(best.stretch)) best = { points: points.slice(), stretch };
      if (schedule.next(round, distortion)) moving.touchAll();
      onProgress?.({ round, rounds, distortion: distortionOf(best.stretch) });
    }
  }
}

/** Sets the target of a relaxation by what it has reached; `round` rounds are done before. */
function scheduleFrom(start: number, round: number, rounds: number): Schedule {
  let best = Infinity;
  // The best when it was last asked whether the target is out of reach.
  let before = Infinity;
  let since = round;
  const schedule = { target: Math.max(1, start), next };
  return schedule;

  function next(round: number, distortion: number): boolean {
    const { target } = schedule;
    if (distortion < REACHED * target) {
      return round <= LAST_DESCENT * rounds && target > 1 && aimAt(Math.max(1, LOWER * target), round);
    }
    best = Math.min(best, distortion);
    if (round - since <= PATIENCE * rounds) return false;
    const isStuck = best > OUT_OF_REACH * target && before < GAIN * best;
    if (isStuck && round > FIRST_RISE * rounds) return aimAt(RAISE * target, round);
    before = best;
    since = round;
    return false;
  }

  function aimAt(target: number, round: number): true {
    schedule.target = target;
    best = before = Infinity;
    since = round;
    return true;
  }
}

interface Schedule {
  readonly target: number;
  /** Takes note of a measurement; whether the target has changed. */
  next(round: number, distortion: number): boolean;
}
