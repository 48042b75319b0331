import { aspectRatio } from "../../geometry/diameter.ts";
import { FamilyCutter, type PartRoom, type RingSink } from "../cuts/family-cutter.ts";
import type { CutForest } from "../cuts/forest.ts";
import type { CutPlanner } from "../cuts/planners/planner.ts";
import { FAT_ENOUGH, GroupDivider, POWER, type Moves } from "./group-divider.ts";
import { membersOf, twinsOf } from "./members.ts";
import type { Places } from "./places.ts";
import { rememberSites, type Sites } from "./sites.ts";

/** How much thought goes into the groups of a family. */
export interface PowerEffort {
  /** How often the sites of a group move. */
  readonly moves: Moves;
  /** Starts tried beside the first for groups of few within others. */
  readonly shakes: number;
  /** What a family may cost, as a part of what squares would, for no further way of dividing it to be tried. */
  readonly enough: number;
  /** Makes the planner of cuts. */
  readonly planner: () => CutPlanner;
}

/** Groups of up to this many members within others have several starts, and are tried as one and with groups within. */
const FEW = 60;
/** Weights farther apart than this are not tried as one group there. */
const MOST_APART = 1e4;

/** Where groups start from: the sites of an earlier layout, and the earlier node of each node, or −1. */
export interface Start {
  readonly sites: Sites;
  readonly match: Int32Array;
}

/** How a room is to be divided. */
export interface RoomTask {
  /** The family's node. */
  readonly node: number;
  /** The part that the room is of. */
  readonly part: number;
  readonly room: Readonly<PartRoom>;
  readonly places: Places | null;
  /** Whether groups start from the sites of the earlier layout. */
  readonly isRepeated: boolean;
}

/** What one way of dividing a group came to. */
interface Attempt {
  readonly rings: Rings;
  readonly isSound: boolean;
}

/** The room of a group. */
interface Group {
  readonly part: number;
  readonly room: Required<PartRoom>;
  /** Whether the group is a member of another. */
  readonly isInner: boolean;
}

/** Divides rooms by the cuts of a forest down to cells and groups, and the groups by power diagrams. */
export interface RoomDivider extends Pick<PowerEffort, "enough"> {
  /** Divides a room; false if a group could not be solved, and was cut instead. */
  divide(task: RoomTask, out: RingSink): boolean;
}

export function roomDivider(
  forest: CutForest,
  effort: PowerEffort,
  sites: Sites,
  start: Start | null,
  family: (i: number) => readonly [first: number, end: number],
): RoomDivider {
  const divider = new GroupDivider();
  let isSound = true;
  const planner = effort.planner();
  const cutter = new FamilyCutter(forest, planner);
  const groupCutter = new FamilyCutter(forest, planner);
  return { enough: effort.enough, divide };

  function divide(task: RoomTask, out: RingSink): boolean {
    isSound = true;
    const { cells } = forest;
    const groups: Group[] = [];
    cutter.cut(task.room, task.part, {
      set(part, ...ring) {
        if (part < cells) out.set(part, ...ring);
        else groups.push(groupOf(part, false, ...ring));
      },
    });
    divideAll(groups, task, out);
    return isSound;
  }

  /** Divides groups and the groups within them. */
  function divideAll(groups: Group[], task: RoomTask, out: RingSink): void {
    for (let group = groups.pop(); group; group = groups.pop()) {
      if (group.isInner && !task.isRepeated && divideBothWays(group, task, out)) continue;
      divideOrCut(group, task, groups, out);
    }
  }

  function divideOrCut(group: Group, task: RoomTask, groups: Group[], out: RingSink): void {
    const { cells } = forest;
    const take: RingSink = {
      set(part, ...ring) {
        if (part < cells) out.set(part, ...ring);
        else groups.push(groupOf(part, true, ...ring));
      },
    };
    if (divideGroup(group, task, take)) return;
    // Where a power diagram failed, cuts go on.
    isSound = false;
    forget(group.part);
    groupCutter.cut(group.room, group.part, out);
  }

  /** Has no group in a part, nor the part itself be one. */
  function forget(part: number): void {
    const { cells, isGroup } = forest;
    for (const cut of forest.partsBelow(part).cuts) isGroup[cut - cells] = 0;
  }

  /**
   * Divides a group of few that has groups within, with them and without, and takes what is fatter; false, with
   * nothing done, for other groups.
   */
  function divideBothWays(group: Group, task: RoomTask, out: RingSink): boolean {
    const { cells, isGroup } = forest;
    const { cuts, children } = forest.partsBelow(group.part);
    const within = cuts.filter((cut) => cut !== group.part && isGroup[cut - cells] === 1);
    if (within.length === 0 || children.length > FEW) return false;
    const weights = Array.from(children, (child) => forest.weightOf(child));
    if (Math.max(...weights) > MOST_APART * Math.min(...weights)) return false;
    const wasSound = isSound;
    const attempt = (groups: Int32Array): Attempt => {
      isSound = true;
      forget(group.part);
      for (const cut of [group.part, ...groups]) isGroup[cut - cells] = 1;
      const rings = new Rings();
      const inner: Group[] = [];
      divideOrCut(group, task, inner, rings);
      for (let next = inner.pop(); next; next = inner.pop()) divideOrCut(next, task, inner, rings);
      return { rings, isSound: isSound };
    };
    let best = attempt(new Int32Array(0));
    if (!(best.isSound && best.rings.worst <= FAT_ENOUGH)) {
      const flags = cuts.map((cut) => isGroup[cut - cells]!);
      const restoreSites = rememberSites(sites, ...family(task.node));
      const nested = attempt(within);
      if (nested.isSound && (!best.isSound || nested.rings.cost < best.rings.cost)) best = nested;
      else {
        cuts.forEach((cut, k) => (isGroup[cut - cells] = flags[k]!));
        restoreSites();
      }
    }
    best.rings.writeTo(out);
    isSound = wasSound && best.isSound;
    return true;
  }

  function divideGroup(
    { part, room, isInner }: Group,
    { places, isRepeated }: RoomTask,
    sink: RingSink,
  ): boolean {
    const members = membersOf(forest, part);
    if (!divider.enter(room, members)) return false;
    if (!(isRepeated && startAsBefore(members.parts))) {
      const { moves, shakes } = effort;
      const isPlaced = places !== null && divider.startFromPlaces(places, room);
      // Places that cannot be kept count as a failure, though rows may serve.
      if (places !== null && !isPlaced) isSound = false;
      const isFew = isInner && members.parts.length <= FEW;
      const isDivided = isPlaced
        ? divider.relax(moves) && divider.solve()
        : isFew
          ? divider.divideFromShaken(moves, shakes)
          : divider.divideFromRows(moves);
      if (!isDivided) return false;
    }
    divider.writeTo(sink, room, sites);
    return true;
  }

  function startAsBefore(parts: Int32Array): boolean {
    if (!start) return false;
    const { sites, match } = start;
    const twins = twinsOf(forest, parts, sites, match);
    return divider.startFromSites(sites, twins) && divider.solve() && divider.refresh();
  }
}

function groupOf(
  part: number,
  isInner: boolean,
  x: number,
  y: number,
  points: Float64Array,
  from: number,
  corners: number,
): Group {
  return { part, isInner, room: { x, y, points: points.slice(from, from + 2 * corners), corners } };
}

/** Keeps rings and adds up what they cost. */
class Rings implements RingSink {
  cost = 0;
  worst = 0;
  readonly #rings: Parameters<RingSink["set"]>[] = [];

  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    const asp = aspectRatio(points, from, corners);
    this.cost += (asp / 2) ** POWER;
    this.worst = Math.max(this.worst, asp);
    this.#rings.push([i, x, y, points.slice(from, from + 2 * corners), 0, corners]);
  }

  writeTo(sink: RingSink): void {
    for (const ring of this.#rings) sink.set(...ring);
  }
}
