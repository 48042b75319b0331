import { CutTree } from "../cuts/cut-tree.ts";
import { FamilyCutter, type PartDivider, type PartRoom, type RingSink } from "../cuts/family-cutter.ts";
import type { CutForest } from "../cuts/forest.ts";
import { CellCost } from "../cuts/planners/part-cost.ts";
import type { CutPlanner } from "../cuts/planners/planner.ts";
import { RingBuffer } from "../cuts/ring-buffer.ts";
import type { WeightedTree } from "../engine.ts";
import { GroupDivider, type Sites, type Start } from "./group-divider.ts";
import { joinInGroups } from "./group-joiner.ts";
import type { Places } from "./places.ts";

/** How often sites move in a group of few, and in a larger one. */
export type Moves = readonly [few: number, more: number];

/** How much thought goes into a family. */
export interface PowerEffort {
  /** How often sites move to the centroids of their cells. */
  readonly moves: Moves;
  /** Families of up to this many children are tried in cuts alone, too, and the fatter outcome is taken. */
  readonly alsoCutsTo: number;
  /** How often they move where a family is tried as one group after others: one trial each. */
  readonly movesOfAll: readonly Moves[];
  /** What groups may cost, as a part of what squares would, for one group not to be tried. */
  readonly enough: number;
  /** Whether families are cut only where a single power diagram cannot be solved. */
  readonly isPure: boolean;
  /** Makes the planner of cuts. */
  readonly planner: () => CutPlanner;
}

/** A group of up to this many members has few. */
const FEW = 100;
/** Weights farther apart than this are not tried as one group. */
const MOST_APART = 1e5;
/** Where groups cost more than this many times what squares would, cuts alone are tried, too. */
const POOR = 1.2;
/** Groups of fewer members than this are cut: two sites make a cut anyway, and three seldom more. */
const LEAST_GROUP = 3;
/** Families of fewer children than this are cut and no group is tried. */
const LEAST_FAMILY = 3;

/**
 * Divides the rooms of families: by cuts into groups of like weight, and these by power diagrams.
 *
 * @param sites - where to note the sites
 * @param start - sites to repeat families from; null for none
 * @param placesIn - where users want the sites of the children of a node; null if they do not care
 */
export function familyDivider(
  { firstChild, childCount, weight }: WeightedTree,
  forest: CutForest,
  effort: PowerEffort,
  sites: Sites,
  start: Start | null,
  placesIn: ((i: number) => Places | null) | null,
): PartDivider {
  const planner = effort.planner();
  const cutter = new FamilyCutter(forest, planner);
  const groupCutter = new FamilyCutter(forest, planner);
  const divider = new GroupDivider();
  const cost = new CellCost(forest);
  const buffer = new RingBuffer();
  const leaves = new CutTree();
  /** Whether a group of the part last divided could not be solved, and was cut instead. */
  let hasFallenBack = false;
  let moves = effort.moves;

  function repeat(_i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    hasFallenBack = false;
    divide(part, room, sink, start, null);
    return !hasFallenBack;
  }

  function plan(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    const places = placesIn?.(i) ?? null;
    const cuts = part < forest.cells ? new Int32Array(0) : forest.read(i, part, leaves);
    const count = cuts.length + 1;
    hasFallenBack = false;
    if (count < 2 || (count < LEAST_FAMILY && !places)) {
      divide(part, room, sink, null, null);
      return true;
    }
    const tryOut = (): number => {
      hasFallenBack = false;
      buffer.begin(firstChild[i]!, firstChild[i]! + childCount[i]!);
      divide(part, room, buffer, null, places);
      return cost.sum;
    };
    if (effort.isPure || places) {
      joinGroups(cuts, true);
      tryOut();
      if (hasFallenBack && !places) {
        joinGroups(cuts, false);
        tryOut();
        hasFallenBack = true;
      }
    } else planFattest(cuts, tryOut);
    buffer.writeTo(sink);
    return !hasFallenBack;
  }

  /**
   * Tries the children last read in groups, and, where that is not fat enough or they are few, in cuts alone and as one
   * group, and keeps what is fattest. Cuts that part light from heavy cost the light ones their shapes in a round room.
   */
  function planFattest(cuts: Int32Array, tryOut: () => number): void {
    let least = Infinity;
    let restore = (): void => {};
    let isLast = false;
    /** Whether the groups of what is fattest, or else was to be in groups, could not be solved. */
    let fellBack = false;
    const attempt = (isWhole: boolean): void => {
      const sum = tryOut();
      isLast = (sum < least || least === Infinity) && !(isWhole && hasFallenBack);
      if (!isLast) return;
      least = sum;
      const restoreCuts = forest.remember(cuts);
      const movesNow = moves;
      restore = () => {
        restoreCuts();
        moves = movesNow;
      };
    };
    const isFew = cuts.length < effort.alsoCutsTo;
    if (isFew) attempt(false);
    const groups = joinInGroups(leaves, LEAST_GROUP, false);
    if (!isFew || groups.length > 0) {
      joinGroups(cuts, false);
      attempt(false);
      fellBack = hasFallenBack;
    }
    const isOne = groups.includes(cuts.length - 1);
    const isNear = leaves.weight[0]! <= MOST_APART * leaves.weight[leaves.count - 1]!;
    // What cells are divided into in turn asks for more than fat cells.
    const isOpen = leaves.child.subarray(0, leaves.count).every((child) => childCount[child] === 0);
    if (isOpen && !isOne && isNear && least > effort.enough * cost.least) {
      for (const tried of effort.movesOfAll) {
        moves = tried;
        joinGroups(cuts, true);
        attempt(true);
        fellBack &&= !isLast;
      }
      moves = effort.moves;
    }
    if (isOpen && !isFew && least > POOR * cost.least) {
      forest.rejoin(cuts, leaves.join("huffman"));
      attempt(false);
    }
    if (!isLast) {
      restore();
      tryOut();
      moves = effort.moves;
    }
    hasFallenBack = fellBack;
  }

  /** Joins the children last read so that cuts part them into groups, or as one whole. */
  function joinGroups(cuts: Int32Array, whole: boolean): void {
    const groups = joinInGroups(leaves, whole ? 2 : LEAST_GROUP, whole);
    forest.rejoin(cuts, leaves);
    for (const group of groups) forest.isGroup[cuts[group]! - forest.cells] = 1;
  }

  /** Cuts a room down to cells and groups, and divides the groups. */
  function divide(
    top: number,
    room: Readonly<PartRoom>,
    out: RingSink,
    from: Start | null,
    places: Places | null,
  ): void {
    cost.clear();
    const keep: RingSink = {
      set(...cell) {
        out.set(...cell);
        cost.set(...cell);
      },
    };
    cutter.cut(room, top, {
      set(part, x, y, points, first, corners) {
        if (part < forest.cells) {
          keep.set(part, x, y, points, first, corners);
          return;
        }
        const own = { x, y, points: points.slice(first, first + 2 * corners), corners };
        if (divideGroup(part, own, keep, from, places)) return;
        // Where a power diagram failed, cuts go on.
        hasFallenBack = true;
        forest.isGroup[part - forest.cells] = 0;
        groupCutter.cut(own, part, keep);
      },
    });
  }

  function divideGroup(
    part: number,
    room: Required<PartRoom>,
    sink: RingSink,
    from: Start | null,
    places: Places | null,
  ): boolean {
    // From heavy to light.
    const members = forest.partsBelow(part).children.sort((a, b) => weight[b]! - weight[a]! || a - b);
    if (!divider.enter(room, members, weight)) return false;
    const isKept = from !== null && divider.startFromSites(from) && divider.solve() && divider.refresh();
    if (!isKept) {
      const isPlaced = places !== null && divider.startFromPlaces(places, room);
      // Places that cannot be kept count as a failure, though rows may serve.
      if (places !== null && !isPlaced) hasFallenBack = true;
      if (!isPlaced && !divider.startFromRows()) return false;
      if (!divider.relax(members.length <= FEW ? moves[0] : moves[1]) || !divider.solve()) return false;
    }
    divider.writeTo(sink, room, sites);
    return true;
  }

  return { plan, repeat };
}
