import { CutTree } from "../cuts/cut-tree.ts";
import { FamilyCutter, type PartDivider, type PartRoom, type RingSink } from "../cuts/family-cutter.ts";
import type { CutForest } from "../cuts/forest.ts";
import { CellCost } from "../cuts/planners/part-cost.ts";
import type { CutPlanner } from "../cuts/planners/planner.ts";
import { RingBuffer } from "../cuts/ring-buffer.ts";
import type { WeightedTree } from "../engine.ts";
import { GroupDivider, type Sites, type Start } from "./group-divider.ts";
import { GroupJoiner } from "./group-joiner.ts";
import type { PlaceOf } from "./places.ts";

/** How much thought goes into a family. */
export interface PowerEffort {
  /** Moves of sites to the centroids of their cells, in a group of few and in a larger one. */
  readonly movesOfFew: number;
  readonly moves: number;
  /** Families of up to this many children are tried in cuts alone, too, and the fatter outcome is taken. */
  readonly alsoCutsTo: number;
  /** Whether families are cut only where a single power diagram cannot be solved. */
  readonly isPure: boolean;
  /** Makes the planner of cuts. */
  readonly planner: () => CutPlanner;
}

/** A group of up to this many members has few. */
const FEW = 100;
/** Groups of fewer members than this are cut: two sites make a cut anyway, and three seldom more. */
const LEAST_GROUP = 3;
/** Families of fewer children than this are cut and no group is tried. */
const LEAST_FAMILY = 3;

/** Divides the rooms of families: by cuts into groups of like weight, and these by power diagrams. */
export class FamilyDivider implements PartDivider {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #effort: PowerEffort;
  readonly #sites: Sites;
  readonly #start: Start | null;
  readonly #placesIn: ((i: number) => PlaceOf | null) | null;
  readonly #cutter: FamilyCutter;
  readonly #groupCutter: FamilyCutter;
  readonly #groups: GroupDivider = new GroupDivider();
  readonly #joiner: GroupJoiner = new GroupJoiner();
  readonly #cost: CellCost;
  readonly #buffer: RingBuffer = new RingBuffer();
  readonly #leaves: CutTree = new CutTree();
  /** Whether a group of the part last divided could not be solved, and was cut instead. */
  #hasFallenBack = false;

  /**
   * @param sites - where to note the sites
   * @param start - sites to repeat families from; null for none
   * @param placesIn - where users want the sites of the children of a node; null if they do not care
   */
  constructor(
    tree: WeightedTree,
    forest: CutForest,
    effort: PowerEffort,
    sites: Sites,
    start: Start | null,
    placesIn: ((i: number) => PlaceOf | null) | null,
  ) {
    this.#tree = tree;
    this.#forest = forest;
    this.#effort = effort;
    this.#sites = sites;
    this.#start = start;
    this.#placesIn = placesIn;
    const planner = effort.planner();
    this.#cutter = new FamilyCutter(forest, planner);
    this.#groupCutter = new FamilyCutter(forest, planner);
    this.#cost = new CellCost(forest);
  }

  repeat(_i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    this.#hasFallenBack = false;
    this.#divide(part, room, sink, this.#start, null);
    return !this.#hasFallenBack;
  }

  plan(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    const forest = this.#forest;
    const { firstChild, childCount } = this.#tree;
    const placeOf = this.#placesIn?.(i) ?? null;
    const places = part < forest.cells ? new Int32Array(0) : forest.read(i, part, this.#leaves);
    const count = places.length + 1;
    this.#hasFallenBack = false;
    if (count < 2 || (count < LEAST_FAMILY && !placeOf)) {
      this.#divide(part, room, sink, null, null);
      return true;
    }
    const buffer = this.#buffer;
    const tryOut = (): number => {
      buffer.begin(firstChild[i]!, firstChild[i]! + childCount[i]!);
      this.#divide(part, room, buffer, null, placeOf);
      return this.#cost.sum;
    };
    if (this.#effort.isPure && !placeOf) {
      this.#joinGroups(places, true);
      tryOut();
      if (this.#hasFallenBack) {
        this.#joinGroups(places, false);
        tryOut();
      }
    } else if (count > this.#effort.alsoCutsTo || placeOf) {
      this.#joinGroups(places, placeOf !== null);
      tryOut();
    } else {
      const costOfCuts = tryOut();
      this.#joiner.join(this.#leaves, LEAST_GROUP, false);
      if (this.#joiner.groups.length > 0) {
        const restoreCuts = forest.remember(places);
        this.#joinGroups(places, false);
        if (!(tryOut() < costOfCuts)) {
          restoreCuts();
          tryOut();
        }
      }
    }
    buffer.writeTo(sink);
    return !this.#hasFallenBack;
  }

  /** Joins the children last read so that cuts part them into groups, or as one whole. */
  #joinGroups(places: Int32Array, whole: boolean): void {
    const forest = this.#forest;
    this.#joiner.join(this.#leaves, whole ? 2 : LEAST_GROUP, whole);
    forest.rejoin(places, this.#leaves);
    for (const group of this.#joiner.groups) forest.isGroup[places[group]! - forest.cells] = 1;
  }

  /** Cuts a room down to cells and groups, and divides the groups. */
  #divide(
    top: number,
    room: Readonly<PartRoom>,
    out: RingSink,
    start: Start | null,
    placeOf: PlaceOf | null,
  ): void {
    const forest = this.#forest;
    this.#cost.clear();
    const keep: RingSink = {
      set: (...cell) => {
        out.set(...cell);
        this.#cost.set(...cell);
      },
    };
    this.#cutter.cut(room, top, {
      set: (part, x, y, points, from, corners) => {
        if (part < forest.cells) {
          keep.set(part, x, y, points, from, corners);
          return;
        }
        const own = { x, y, points: points.slice(from, from + 2 * corners), corners };
        if (this.#divideGroup(part, own, keep, start, placeOf)) return;
        // Where a power diagram failed, cuts go on.
        this.#hasFallenBack = true;
        forest.isGroup[part - forest.cells] = 0;
        this.#groupCutter.cut(own, part, keep);
      },
    });
  }

  #divideGroup(
    part: number,
    room: Required<PartRoom>,
    sink: RingSink,
    start: Start | null,
    placeOf: PlaceOf | null,
  ): boolean {
    const groups = this.#groups;
    const members = this.#membersOf(part);
    if (!groups.enter(room, members, this.#tree.weight)) return false;
    const { movesOfFew, moves } = this.#effort;
    const isKept = start !== null && groups.startFromSites(start) && groups.solve() && groups.refresh();
    if (!isKept) {
      groups.forget();
      const isPlaced = placeOf !== null && groups.startFromPlaces(placeOf, room);
      // Places that cannot be kept count as a failure, though rows may serve.
      if (placeOf !== null && !isPlaced) this.#hasFallenBack = true;
      if (!isPlaced && !groups.startFromRows()) return false;
      if (!groups.relax(members.length <= FEW ? movesOfFew : moves) || !groups.solve()) return false;
    }
    groups.writeTo(sink, room, this.#sites);
    return true;
  }

  /** The nodes below a part, from heavy to light. */
  #membersOf(part: number): Int32Array {
    const { cells, first, second } = this.#forest;
    const { weight } = this.#tree;
    const members: number[] = [];
    const open = [part];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next < cells) members.push(next);
      else open.push(first[next - cells]!, second[next - cells]!);
    }
    return Int32Array.from(members).sort((a, b) => weight[b]! - weight[a]! || a - b);
  }
}
