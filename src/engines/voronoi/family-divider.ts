import { aspectRatio } from "../../geometry/diameter.ts";
import { CutTree } from "../cuts/cut-tree.ts";
import type { PartDivider, PartRoom, RingSink } from "../cuts/family-cutter.ts";
import type { CutForest } from "../cuts/forest.ts";
import { factorOf } from "../cuts/planners/part-cost.ts";
import { RingBuffer } from "../cuts/ring-buffer.ts";
import type { WeightedTree } from "../engine.ts";

import { joinInGroups, type Grouping } from "./group-joiner.ts";
import type { Places } from "./places.ts";
import {
  roomDivider,
  type PowerEffort,
  type RoomDivider,
  type RoomTask,
  type Start,
} from "./room-divider.ts";
import { rememberSites, type Sites } from "./sites.ts";

/** What a family is divided by: one kind of groups, or cuts alone. */
type Way = Grouping | "cuts";

/** How much thought goes into families. */
export interface FamilyEfforts {
  /** For those of which not all children are leaves. */
  readonly inner: PowerEffort;
  /** For the others: what each makes is taken where it is nowhere worse than what those before it make. */
  readonly leaves: readonly PowerEffort[];
}

type Attempt = (way: Way, divider: RoomDivider) => Outcome;

/** How fat cells are. */
export interface Fatness {
  /** Mean and greatest asp. */
  readonly mean: number;
  readonly max: number;
}

/** How a family came out. */
interface Outcome extends Fatness {
  /** What its cells cost. */
  readonly cost: number;
  /** What squares would. */
  readonly least: number;
  /** Whether a group could not be solved, and was cut instead. */
  readonly hasFallenBack: boolean;
  readonly buffer: RingBuffer;
  /** Puts the forest and the sites back as they were; null while they are so. */
  restore: (() => void) | null;
}

/** Weights farther apart than this are not tried as one group. */
const MOST_APART = 1e5;
/** Groups of fewer members than this are cut: two sites make a cut anyway, and three seldom more. */
const LEAST_GROUP = 3;
/** Families of fewer children than this are cut and no group is tried. */
const LEAST_FAMILY = 3;
/** Families of up to this many children are tried in cuts alone in any case. */
const FEW = 16;
/**
 * In trees of more nodes and levels than these, families of which a smaller part are leaves are cut and not tried in
 * diagrams: what is divided in turn asks for rooms that suit it, as cuts with a look ahead leave them, not for fat cells.
 * In small trees the gain is less than what hexagons give.
 */
const MANY_NODES = 1000;
const MANY_LEVELS = 4;
const MOSTLY = 0.5;
/** Cells of no cuts have a mean asp below this, but for what corners of the room beyond four are worth to each. */
const CUTS_AT_BEST = 1.915;
const PER_CORNER = 0.4;
/** One outcome is no worse than another up to this part. */
const ROUNDING = 1e-9;

/**
 * Divides the rooms of families: by cuts into groups of like weight, and these by power diagrams; by one diagram, in
 * one of whose cells the lightest may be a diagram of their own; or by cuts alone: whichever is fattest.
 *
 * @param isPure - whether families are cut only where a single power diagram cannot be solved
 * @param sites - where to note the sites
 * @param start - sites to repeat families from; null for none
 * @param placesIn - where users want the sites of the children of a node; null if they do not care
 */
export function familyDivider(
  { firstChild, childCount, size, levels }: WeightedTree,
  forest: CutForest,
  efforts: FamilyEfforts,
  isPure: boolean,
  sites: Sites,
  start: Start | null,
  placesIn: ((i: number) => Places | null) | null,
): PartDivider {
  const family = (i: number) => [firstChild[i]!, firstChild[i]! + childCount[i]!] as const;
  const make = (effort: PowerEffort) => roomDivider(forest, effort, sites, start, family);
  const inner = make(efforts.inner);
  const ofLeaves = efforts.leaves.map(make);
  const usual = ofLeaves.at(-1)!;
  const judge = new Judge(forest);
  const leaves = new CutTree();
  const spare: RingBuffer[] = [];
  const isDeep = size > MANY_NODES && levels.length - 1 > MANY_LEVELS;

  function repeat(node: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    return usual.divide({ node, part, room, places: null, isRepeated: true }, sink);
  }

  function plan(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    const places = placesIn?.(i) ?? null;
    const cuts = part < forest.cells ? new Int32Array(0) : forest.read(i, part, leaves);
    const count = cuts.length + 1;
    const task: RoomTask = { node: i, part, room, places, isRepeated: false };
    if (count < 2 || (count < LEAST_FAMILY && !places)) {
      inner.divide(task, sink);
      return true;
    }
    const [first, end] = family(i);
    let latest: Outcome | null = null;
    const attempt: Attempt = (way, divider) => {
      if (latest && !latest.restore) {
        const [restoreCuts, restoreSites] = [forest.remember(cuts), rememberSites(sites, first, end)];
        latest.restore = () => {
          restoreCuts();
          restoreSites();
        };
      }
      if (way === "cuts") forest.rejoin(cuts, leaves.join("huffman"));
      else joinGroups(cuts, way);
      const buffer = spare.pop() ?? new RingBuffer();
      buffer.begin(first, end);
      judge.begin(buffer);
      const hasFallenBack = !divider.divide(task, judge);
      const { cost, least, mean, max } = judge;
      return (latest = { cost, least, mean, max, hasFallenBack, buffer, restore: null });
    };
    const outcome =
      isPure || places
        ? planPure(attempt, cuts.length, places !== null)
        : planFattest(attempt, room.corners, cuts.length);
    outcome.restore?.();
    outcome.buffer.writeTo(sink);
    spare.push(outcome.buffer);
    return !outcome.hasFallenBack;
  }

  /** In one diagram, or, where that is fatter, with one for the lightest within one of its cells; by cuts if neither works. */
  function planPure(attempt: Attempt, last: number, isPlaced: boolean): Outcome {
    const whole = attempt("whole", usual);
    if (isPlaced) return whole;
    const hasNested = areLeaves() && joinInGroups(leaves, 2, "nested").includes(last - 1);
    const nested = hasNested && !(whole.cost <= whole.least) ? attempt("nested", usual) : null;
    if (nested && !nested.hasFallenBack && (whole.hasFallenBack || nested.cost < whole.cost)) return nested;
    if (!whole.hasFallenBack) return whole;
    return { ...attempt("apart", usual), hasFallenBack: true };
  }

  /**
   * Tries the children last read in all ways that could be the fattest, and keeps what is; with each further effort,
   * of what is then nowhere worse.
   */
  function planFattest(attempt: Attempt, corners: number, last: number): Outcome {
    const own = areLeaves() ? ofLeaves : [inner];
    return own.reduce<Outcome | null>(
      (before, divider) => fattest(attempt, divider, corners, last, before),
      null,
    )!;
  }

  function fattest(
    attempt: Attempt,
    divider: RoomDivider,
    corners: number,
    last: number,
    before: Outcome | null,
  ): Outcome {
    let found = before;
    const consider = (way: Way): void => {
      const outcome = attempt(way, divider);
      const isSound = way === "apart" || way === "cuts" || !outcome.hasFallenBack;
      const isAllowed = isSound && (before === null || isNoWorse(outcome, before));
      if (isAllowed && !(found && outcome.cost >= (1 - ROUNDING) * found.cost)) {
        if (found) spare.push(found.buffer);
        found = outcome;
      } else spare.push(outcome.buffer);
    };
    const isEnough = (): boolean =>
      found !== null && found !== before && last >= FEW && found.cost <= divider.enough * found.least;
    for (const way of waysOf(last)) if (!isEnough()) consider(way);
    const limit = CUTS_AT_BEST - (PER_CORNER * Math.max(0, corners - 4)) / (last + 1);
    if (last < FEW || !(found && found.mean <= limit)) consider("cuts");
    return found!;
  }

  /** Ways in groups of dividing the children last read, and whether these are all leaves. */
  function waysOf(last: number): Way[] {
    const ways: Way[] = ["apart"];
    if (!areLeaves()) return isDeep && leafPart() < MOSTLY ? [] : ways;
    const groups = joinInGroups(leaves, LEAST_GROUP, "apart");
    if (groups.includes(last - 1)) return ways;
    const nested = joinInGroups(leaves, LEAST_GROUP, "nested");
    if (nested.includes(last - 1)) ways.unshift("nested");
    else if (nested.length > groups.length) ways.push("nested");
    if (leaves.weight[0]! <= MOST_APART * leaves.weight[leaves.count - 1]!) ways.push("whole");
    return ways;
  }

  /** The part of the children last read that are leaves. */
  function leafPart(): number {
    const { child, count } = leaves;
    let ends = 0;
    for (let k = 0; k < count; k++) if (childCount[child[k]!] === 0) ends++;
    return ends / count;
  }

  function areLeaves(): boolean {
    return leaves.child.subarray(0, leaves.count).every((child) => childCount[child] === 0);
  }

  /** Joins the children last read so that cuts part them into groups, or as one whole. */
  function joinGroups(cuts: Int32Array, grouping: Grouping): void {
    const groups = joinInGroups(leaves, grouping === "whole" ? 2 : LEAST_GROUP, grouping);
    forest.rejoin(cuts, leaves);
    for (const group of groups) forest.isGroup[cuts[group]! - forest.cells] = 1;
  }

  return { plan, repeat };
}

/** Measures cells on their way: (asp / 2)³ each, leaves twice, and the mean and the greatest asp. */
class Judge implements RingSink {
  cost = 0;
  /** What squares alone would cost. */
  least = 0;
  max = 0;
  readonly #forest: CutForest;
  #out: RingSink | undefined;
  #sum = 0;
  #count = 0;

  constructor(forest: CutForest) {
    this.#forest = forest;
  }

  get mean(): number {
    return this.#sum / this.#count;
  }

  begin(out: RingSink): void {
    this.#out = out;
    this.cost = this.least = this.max = this.#sum = this.#count = 0;
  }

  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    this.#out!.set(i, x, y, points, from, corners);
    const asp = aspectRatio(points, from, corners);
    const factor = factorOf(this.#forest, i);
    this.cost += factor * 0.125 * asp * asp * asp;
    this.least += factor;
    this.#sum += asp;
    this.#count++;
    if (asp > this.max) this.max = asp;
  }
}

/** Whether an outcome, or a layout, is no worse than another, neither in the mean of its cells nor in the worst of them. */
export function isNoWorse(a: Fatness, b: Fatness): boolean {
  return a.mean <= (1 + ROUNDING) * b.mean && a.max <= (1 + ROUNDING) * b.max;
}
