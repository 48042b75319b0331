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
export class RoomDivider {
  /** See {@link PowerEffort}. */
  readonly enough: number;
  readonly #forest: CutForest;
  readonly #effort: PowerEffort;
  readonly #sites: Sites;
  readonly #start: Start | null;
  readonly #family: (i: number) => readonly [first: number, end: number];
  readonly #cutter: FamilyCutter;
  readonly #groupCutter: FamilyCutter;
  readonly #divider = new GroupDivider();
  #isSound = true;

  constructor(
    forest: CutForest,
    effort: PowerEffort,
    sites: Sites,
    start: Start | null,
    family: (i: number) => readonly [first: number, end: number],
  ) {
    const planner = effort.planner();
    this.#forest = forest;
    this.#effort = effort;
    this.enough = effort.enough;
    this.#sites = sites;
    this.#start = start;
    this.#family = family;
    this.#cutter = new FamilyCutter(forest, planner);
    this.#groupCutter = new FamilyCutter(forest, planner);
  }

  /** Divides a room; false if a group could not be solved, and was cut instead. */
  divide(task: RoomTask, out: RingSink): boolean {
    this.#isSound = true;
    const { cells } = this.#forest;
    const groups: Group[] = [];
    this.#cutter.cut(task.room, task.part, {
      set(part, ...ring) {
        if (part < cells) out.set(part, ...ring);
        else groups.push(groupOf(part, false, ...ring));
      },
    });
    this.#divideAll(groups, task, out);
    return this.#isSound;
  }

  /** Divides groups and the groups within them. */
  #divideAll(groups: Group[], task: RoomTask, out: RingSink): void {
    for (let group = groups.pop(); group; group = groups.pop()) {
      if (group.isInner && !task.isRepeated && this.#divideBothWays(group, task, out)) continue;
      this.#divideOrCut(group, task, groups, out);
    }
  }

  #divideOrCut(group: Group, task: RoomTask, groups: Group[], out: RingSink): void {
    const { cells } = this.#forest;
    const take: RingSink = {
      set(part, ...ring) {
        if (part < cells) out.set(part, ...ring);
        else groups.push(groupOf(part, true, ...ring));
      },
    };
    if (this.#divideGroup(group, task, take)) return;
    // Where a power diagram failed, cuts go on.
    this.#isSound = false;
    this.#forget(group.part);
    this.#groupCutter.cut(group.room, group.part, out);
  }

  /** Has no group in a part, nor the part itself be one. */
  #forget(part: number): void {
    const { cells, isGroup } = this.#forest;
    for (const cut of this.#forest.partsBelow(part).cuts) isGroup[cut - cells] = 0;
  }

  /**
   * Divides a group of few that has groups within, with them and without, and takes what is fatter; false, with
   * nothing done, for other groups.
   */
  #divideBothWays(group: Group, task: RoomTask, out: RingSink): boolean {
    const { cells, isGroup } = this.#forest;
    const { cuts, children } = this.#forest.partsBelow(group.part);
    const within = cuts.filter((cut) => cut !== group.part && isGroup[cut - cells] === 1);
    if (within.length === 0 || children.length > FEW) return false;
    const weights = Array.from(children, (child) => this.#forest.weightOf(child));
    if (Math.max(...weights) > MOST_APART * Math.min(...weights)) return false;
    const wasSound = this.#isSound;
    const attempt = (groups: Int32Array): Attempt => {
      this.#isSound = true;
      this.#forget(group.part);
      for (const cut of [group.part, ...groups]) isGroup[cut - cells] = 1;
      const rings = new Rings();
      const inner: Group[] = [];
      this.#divideOrCut(group, task, inner, rings);
      for (let next = inner.pop(); next; next = inner.pop()) this.#divideOrCut(next, task, inner, rings);
      return { rings, isSound: this.#isSound };
    };
    let best = attempt(new Int32Array(0));
    if (!(best.isSound && best.rings.worst <= FAT_ENOUGH)) {
      const flags = cuts.map((cut) => isGroup[cut - cells]!);
      const restoreSites = rememberSites(this.#sites, ...this.#family(task.node));
      const nested = attempt(within);
      if (nested.isSound && (!best.isSound || nested.rings.cost < best.rings.cost)) best = nested;
      else {
        cuts.forEach((cut, k) => (isGroup[cut - cells] = flags[k]!));
        restoreSites();
      }
    }
    best.rings.writeTo(out);
    this.#isSound = wasSound && best.isSound;
    return true;
  }

  #divideGroup({ part, room, isInner }: Group, { places, isRepeated }: RoomTask, sink: RingSink): boolean {
    const divider = this.#divider;
    const members = membersOf(this.#forest, part);
    if (!divider.enter(room, members)) return false;
    if (!(isRepeated && this.#startAsBefore(members.parts))) {
      const { moves, shakes } = this.#effort;
      const isPlaced = places !== null && divider.startFromPlaces(places, room);
      // Places that cannot be kept count as a failure, though rows may serve.
      if (places !== null && !isPlaced) this.#isSound = false;
      const isFew = isInner && members.parts.length <= FEW;
      const isDivided = isPlaced
        ? divider.relax(moves) && divider.solve()
        : isFew
          ? divider.divideFromShaken(moves, shakes)
          : divider.divideFromRows(moves);
      if (!isDivided) return false;
    }
    divider.writeTo(sink, room, this.#sites);
    return true;
  }

  #startAsBefore(parts: Int32Array): boolean {
    if (!this.#start) return false;
    const { sites, match } = this.#start;
    const divider = this.#divider;
    const twins = twinsOf(this.#forest, parts, sites, match);
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
