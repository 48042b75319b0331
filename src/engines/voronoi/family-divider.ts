import { CellCost } from "../cuts/planners/cell-cost.ts";
import { FamilyCutter, type RingSink } from "../cuts/family-cutter.ts";
import type { CutForest } from "../cuts/forest.ts";
import type { CutPlanner } from "../cuts/planners/planner.ts";
import type { Ring, WeightedTree } from "../engine.ts";
import { GroupDivider, type Sites } from "./group-divider.ts";
import { GroupJoiner } from "./group-joiner.ts";
import { RingBuffer } from "./ring-buffer.ts";

/** How much thought goes into a family. */
export interface PowerEffort {
  /** Moves of sites to the centroids of their cells, in a group of up to `fewMembers` and in a larger one. */
  readonly movesOfFew: number;
  readonly moves: number;
  readonly fewMembers: number;
  /** Families of up to this many children are tried in cuts alone, too, and the fatter outcome is taken. */
  readonly alsoCutsTo: number;
  /** Whether families are cut only where a single power diagram cannot be solved. */
  readonly isPure: boolean;
  /** Makes the planner of cuts. */
  readonly planner: () => CutPlanner;
}

/** Where a group's sites start. */
export interface Start {
  /** Sites of an earlier layout, and the earlier node of each node, or −1. */
  readonly sites: Sites;
  readonly match: Int32Array;
}

/** Groups of fewer members than this are cut: two sites make a cut anyway, and three seldom more. */
const LEAST_GROUP = 3;
/** Families of fewer children than this are cut and no group is tried. */
const LEAST_FAMILY = 3;

/** Divides the rooms of families: by cuts into groups of like weight, and these by power diagrams. */
export class FamilyDivider {
  /** Whether a group of the family last divided could not be solved, and was cut instead. */
  hasFallenBack = false;
  readonly buffer: RingBuffer = new RingBuffer();
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #effort: PowerEffort;
  readonly #sites: Sites;
  readonly #cutter: FamilyCutter;
  readonly #groupCutter: FamilyCutter;
  readonly #groups: GroupDivider = new GroupDivider();
  readonly #joiner: GroupJoiner;
  readonly #cost: CellCost;
  #members: Int32Array = new Int32Array(64);
  #earlier: Int32Array = new Int32Array(64);
  #places: Float64Array = new Float64Array(128);
  readonly #stack: number[] = [];

  constructor(tree: WeightedTree, forest: CutForest, effort: PowerEffort, sites: Sites) {
    this.#tree = tree;
    this.#forest = forest;
    this.#effort = effort;
    this.#sites = sites;
    const planner = effort.planner();
    this.#cutter = new FamilyCutter(forest, planner, false);
    this.#groupCutter = new FamilyCutter(forest, planner, false);
    this.#joiner = new GroupJoiner(tree);
    this.#cost = new CellCost(forest);
  }

  /** Divides a family along cuts and groups that the forest has already. */
  repeat(room: Readonly<Ring>, top: number, start: Start | null): void {
    this.hasFallenBack = false;
    this.buffer.clear();
    this.#divide(room, top, start, null);
  }

  /**
   * Plans the family of node i anew, and leaves its cells in `buffer`.
   *
   * @param placeOf - where users want a child's site, in the room's frame; NaN where they do not care
   */
  plan(room: Readonly<Ring>, i: number, placeOf: PlaceOf | null): void {
    const forest = this.#forest;
    const top = forest.top[i]!;
    const count = forest.cutsIn(i) + 1;
    this.hasFallenBack = false;
    this.buffer.clear();
    if (count < 2 || (count < LEAST_FAMILY && !placeOf)) {
      this.#divide(room, top, null, null);
      return;
    }
    if (this.#effort.isPure && !placeOf) {
      this.#planPure(room, i, top, count);
      return;
    }
    let costOfCuts = Infinity;
    let cuts = null;
    if (count <= this.#effort.alsoCutsTo && !placeOf) {
      this.#divide(room, top, null, null);
      costOfCuts = this.#cost.sum;
      if (!this.#mayGroup(i, count)) return;
      cuts = forest.copyCuts(top, count - 1);
      this.buffer.clear();
    }
    this.#joinGroups(i, top, count, placeOf !== null);
    this.#divide(room, top, null, placeOf);
    if (this.#cost.sum < costOfCuts || cuts === null) return;
    forest.pasteCuts(top, cuts);
    this.buffer.clear();
    this.#divide(room, top, null, null);
  }

  /** Divides a family by a single power diagram, or else as usual. */
  #planPure(room: Readonly<Ring>, i: number, top: number, count: number): void {
    this.#joinGroups(i, top, count, true);
    this.#divide(room, top, null, null);
    if (!this.hasFallenBack) return;
    this.buffer.clear();
    this.#joinGroups(i, top, count, false);
    this.#divide(room, top, null, null);
  }

  /** Whether any group would come of a family. */
  #mayGroup(i: number, count: number): boolean {
    this.#joiner.join(i, LEAST_GROUP, false);
    return count >= LEAST_GROUP && this.#joiner.groups.length > 0;
  }

  #joinGroups(i: number, top: number, count: number, whole: boolean): void {
    const forest = this.#forest;
    forest.replace(i, this.#joiner.join(i, whole ? 2 : LEAST_GROUP, whole));
    const first = top - forest.cells - (count - 2);
    for (const group of this.#joiner.groups) forest.isGroup[first + group] = 1;
  }

  /** Cuts a room down to cells and groups, and divides the groups. */
  #divide(room: Readonly<Ring>, top: number, start: Start | null, placeOf: PlaceOf | null): void {
    const { cells } = this.#forest;
    this.#cost.clear();
    const sink: RingSink = {
      set: (part, x, y, points, from, corners) => {
        if (part < cells) this.#keep(part, x, y, points, from, corners);
        else if (!this.#divideGroup(part, x, y, points, from, corners, start, placeOf))
          this.#cutGroup(part, x, y, points, from, corners);
      },
    };
    this.#cutter.cut(room, top, sink, 0);
  }

  #keep(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    this.buffer.set(i, x, y, points, from, corners);
    this.#cost.set(i, x, y, points, from, corners);
  }

  #divideGroup(
    part: number,
    x: number,
    y: number,
    points: Float64Array,
    from: number,
    corners: number,
    start: Start | null,
    placeOf: PlaceOf | null,
  ): boolean {
    const count = this.#collect(part);
    const groups = this.#groups;
    if (!groups.enter(points, from, corners, this.#members, count, this.#tree.weight)) return false;
    const { movesOfFew, moves, fewMembers } = this.#effort;
    const relaxation = count <= fewMembers ? movesOfFew : moves;
    const isKept = start !== null && this.#startFrom(start, count) && groups.solve() && groups.refresh();
    if (!isKept) {
      groups.forget();
      const isPlaced = placeOf !== null && this.#startAt(placeOf, count, x, y);
      // Places that cannot be kept count as a failure, though rows may serve.
      if (placeOf !== null && !isPlaced) this.hasFallenBack = true;
      if (!isPlaced && !groups.startFromRows()) return false;
      if (!groups.relax(relaxation) || !groups.solve()) return false;
    }
    groups.pass({ set: (...cell) => this.#keep(...cell) }, x, y, this.#sites);
    return true;
  }

  #startFrom({ sites, match }: Start, count: number): boolean {
    if (this.#earlier.length < count) this.#earlier = new Int32Array(2 * count);
    for (let k = 0; k < count; k++) this.#earlier[k] = match[this.#members[k]!]!;
    return this.#groups.startFromSites(sites, this.#earlier);
  }

  #startAt(placeOf: PlaceOf, count: number, x: number, y: number): boolean {
    if (this.#places.length < 2 * count) this.#places = new Float64Array(4 * count);
    const place = new Float64Array(2);
    for (let k = 0; k < count; k++) {
      placeOf(this.#members[k]!, place);
      this.#places[2 * k] = place[0]! - x;
      this.#places[2 * k + 1] = place[1]! - y;
    }
    return this.#groups.startFromPlaces(this.#places);
  }

  /** Goes on cutting where a power diagram failed. */
  #cutGroup(part: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    this.hasFallenBack = true;
    this.#forest.isGroup[part - this.#forest.cells] = 0;
    const room = { points: points.slice(from, from + 2 * corners), corners };
    const sink: RingSink = {
      set: (i, ownX, ownY, own, ownFrom, ownCorners) =>
        this.#keep(i, x + ownX, y + ownY, own, ownFrom, ownCorners),
    };
    this.#groupCutter.cut(room, part, sink, 0);
  }

  /** Lists the nodes below a part, from heavy to light, and returns how many there are. */
  #collect(part: number): number {
    const { cells, first, second } = this.#forest;
    const { weight } = this.#tree;
    const stack = this.#stack;
    let count = 0;
    stack.length = 0;
    stack.push(part);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next >= cells) {
        stack.push(first[next - cells]!, second[next - cells]!);
        continue;
      }
      if (count === this.#members.length) {
        const more = new Int32Array(2 * count);
        more.set(this.#members);
        this.#members = more;
      }
      this.#members[count++] = next;
    }
    this.#members.subarray(0, count).sort((a, b) => weight[b]! - weight[a]! || a - b);
    return count;
  }
}

/** Writes where the site of a child should start to `out[0]`, `out[1]`, or NaN. */
export type PlaceOf = (child: number, out: Float64Array) => void;
