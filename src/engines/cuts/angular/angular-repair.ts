import { ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { Ring, RingCells, WeightedTree } from "../../engine.ts";
import { CutTree } from "../cut-tree.ts";
import { FamilyCutter, type PartRoom } from "../family-cutter.ts";
import type { CutForest } from "../forest.ts";
import { PartSearch } from "../part-search.ts";
import { THINNER_THAN_ALLOWED, THINNER_THAN_PROVEN, type ThinCellWatch } from "../thin-cells.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { AngularPlanner } from "./angular-planner.ts";
import { EdgeDirections, SAME_DIRECTION } from "./edge-directions.ts";
import { isLopsidedPair, LopsidedCount } from "./lopsided-count.ts";

/** What has been promised for the cells of a repeated layout. */
export interface Promised {
  readonly guarantee: AngularGuarantee;
  /** The families that count on the way to each node. */
  readonly promised: LopsidedCount;
  /** False where padding takes room from the cells, so that nothing is. */
  readonly isProven: boolean;
  readonly watch: ThinCellWatch;
}

const NOWHERE = -1;
/** What rounding and directions that count as the same may take off angles, in radians, of what was to be kept. */
const ANGLE_TOLERANCE = 10 * SAME_DIRECTION;
/** What rounding may take off the distance of parallel edges over the extent along them. */
const SPACING_TOLERANCE = 1e-8;

/**
 * Finds parts of a repeated layout, as small as possible, in which the proof of `angular` can begin anew so that
 * what it promises is kept and cells are as fat as their user wants them, and prepares their cuts and all below them to be planned anew.
 */
export class AngularRepair {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #promise: Promised;
  readonly #search: PartSearch;
  readonly #room: Ring = { corners: 0, points: new Float64Array(0) };
  readonly #cutter: ConvexCutter = new ConvexCutter();
  readonly #directions: EdgeDirections = new EdgeDirections();
  readonly #family: CutTree = new CutTree();
  /** What would be counted, and cut, if the proof began in a part. */
  readonly #trialCount: LopsidedCount;
  readonly #trialCutter: FamilyCutter;
  /** What is counted at a part where the proof begins, as twice the families, plus 1 if it is spent; or NOWHERE. */
  readonly #beginning: Int32Array;

  constructor(tree: WeightedTree, forest: CutForest, promise: Promised) {
    this.#tree = tree;
    this.#forest = forest;
    this.#promise = promise;
    this.#search = new PartSearch(tree.size, forest);
    this.#trialCount = LopsidedCount.count(forest);
    this.#trialCutter = new FamilyCutter(forest, new AngularPlanner(promise.guarantee, this.#trialCount));
    this.#beginning = new Int32Array(2 * tree.size).fill(NOWHERE);
  }

  /** Goes up from the wrong cells to where the proof can begin; what is wrong below a wrong cell goes with it. */
  findBeginnings(cells: RingCells, wrong: Uint8Array): void {
    const { size, parent, childCount } = this.#tree;
    const isBelow = new Uint8Array(size);
    for (let i = 1; i < size; i++) {
      const p = parent[i]!;
      isBelow[i] = wrong[p]! | isBelow[p]!;
      if (isBelow[i] === 0) this.#search.wrong[i] = wrong[i]!;
    }
    for (let i = size - 1; i >= 0; i--) if (childCount[i]! > 0) this.#searchFamily(i, cells);
  }

  /** Looks for beginnings in one family; if there is none, its own node becomes wrong. */
  #searchFamily(i: number, cells: RingCells): void {
    const top = this.#forest.top[i]!;
    if (top < 0) return;
    const { wrong } = this.#search;
    cells.open(i, this.#room);
    this.#search.search(i, this.#room, (part, room, before) => {
      const isTop = part === top;
      const beginning = isTop ? this.#beginAtTop(i, room) : this.#beginAt(i, part, room);
      if (beginning === NOWHERE) return before;
      const isThin =
        (before & THINNER_THAN_ALLOWED) !== 0 && !isTop && this.#isThin(i, part, room, beginning);
      if (isThin && (before & THINNER_THAN_PROVEN) === 0) return before;
      this.#beginning[part] = beginning;
      return isThin ? THINNER_THAN_ALLOWED : 0;
    });
    if (wrong[top] !== 0 && this.#promise.isProven) wrong[i] = THINNER_THAN_PROVEN;
  }

  /** A whole family is cut as the proof has it, if its room keeps what the proof asks for; the container does. */
  #beginAtTop(i: number, room: PartRoom): number {
    const { promised, isProven } = this.#promise;
    const families = promised.families(i);
    if (i === 0 || !isProven) return 2 * families;
    this.#load(room);
    return this.#keeps(families) ? 2 * families : NOWHERE;
  }

  /** What to begin with in a part of a family so that no cell comes to count more than was promised for it. */
  #beginAt(i: number, part: number, room: PartRoom): number {
    const { promised, guarantee } = this.#promise;
    const family = this.#family;
    this.#forest.read(i, part, family);
    let least = Infinity;
    for (let k = 0; k < family.count; k++) least = Math.min(least, promised.families(family.child[k]!));
    this.#load(room);
    if (this.#keeps(least)) {
      family.join("huffman");
      if (this.#fits(least)) return 2 * least;
      // A cut that may bring no new direction needs one to spare, or an edge to go parallel to.
      const directions = this.#directions;
      if (directions.count < guarantee.directions(least) || directions.loneEdge() >= 0) return 2 * least + 1;
    }
    return least > 0 && this.#keeps(least - 1) ? 2 * (least - 1) : NOWHERE;
  }

  /** Whether cells come out too thin for their user if the proof begins in a part. */
  #isThin(i: number, part: number, room: PartRoom, beginning: number): boolean {
    const forest = this.#forest;
    const places = forest.read(i, part, this.#family);
    const restore = forest.remember(places);
    forest.rejoin(places, this.#family.join("huffman"));
    this.#trialCount.begin(part, beginning >> 1, (beginning & 1) === 1);
    for (let k = places.length - 1; k >= 0; k--) this.#trialCount.divide(forest, places[k]!);
    let isThin = false;
    this.#trialCutter.cut(room, part, {
      set: (c, _x, _y, points, from, corners) => {
        if (this.#promise.watch(c, points, from, corners) !== 0) isThin = true;
      },
    });
    restore();
    return isThin;
  }

  #load({ points, corners }: PartRoom): void {
    const { axisX, axisY } = this.#promise.guarantee;
    this.#cutter.load(points, 0, corners);
    this.#directions.load(this.#cutter, axisX, axisY);
  }

  /** Whether cells below may begin with so many families counted: the invariants of docs/angular-bound.md, measured. */
  #keeps(families: number): boolean {
    const { guarantee } = this.#promise;
    const directions = this.#directions;
    return (
      directions.count <= guarantee.directions(families) &&
      directions.leastAngle() >= guarantee.angle(families) - ANGLE_TOLERANCE &&
      directions.leastSpacing(this.#cutter) >= guarantee.leastSpacing(families) - SPACING_TOLERANCE
    );
  }

  /** Whether no cell of Huffman's tree counts more than was promised if its root counts so many families. */
  #fits(families: number): boolean {
    const { count, child, weight, first, second } = this.#family;
    const counted = new Uint8Array(2 * count - 1);
    for (let v = 2 * count - 2; v >= count; v--) {
      const [a, b] = [first[v - count]!, second[v - count]!];
      const heavy = weight[a]! > weight[b]! ? a : b;
      const isLopsided = isLopsidedPair(weight[a]!, weight[b]!, heavy < count);
      counted[a] = counted[b] = counted[v] === 1 || isLopsided ? 1 : 0;
    }
    for (let k = 0; k < count; k++) {
      if (families + counted[k]! > this.#promise.promised.families(child[k]!)) return false;
    }
    return true;
  }

  /** Joins all cuts below the beginnings anew, none of them planned; returns the families that have such cuts. */
  begin(counted: LopsidedCount): Uint8Array {
    const { size, firstChild, childCount } = this.#tree;
    const { top } = this.#forest;
    const isAnew = new Uint8Array(2 * size);
    const families = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      if (childCount[i] === 0 || top[i]! < 0) continue;
      if (isAnew[i] === 1) {
        families[i] = 1;
        this.#rejoin(i, top[i]!);
        counted.handDown(this.#forest, i);
        isAnew.fill(1, firstChild[i], firstChild[i]! + childCount[i]!);
      } else if (this.#beginIn(i, counted, isAnew)) families[i] = 1;
    }
    return families;
  }

  /** Begins where it was found within a family; returns whether anywhere. */
  #beginIn(i: number, counted: LopsidedCount, isAnew: Uint8Array): boolean {
    const { cells, first, second } = this.#forest;
    const top = this.#forest.top[i]!;
    let isSome = false;
    if (top < cells) return false;
    for (let part = top, left = this.#forest.cutsIn(i); left > 0; left--, part--) {
      if (isAnew[part] === 0) {
        const beginning = this.#beginning[part]!;
        if (beginning === NOWHERE) continue;
        isSome = true;
        this.#rejoin(i, part);
        counted.begin(part, beginning >> 1, (beginning & 1) === 1);
      }
      counted.divide(this.#forest, part);
      isAnew[first[part - cells]!] = isAnew[second[part - cells]!] = 1;
    }
    return isSome;
  }

  #rejoin(i: number, part: number): void {
    if (part >= this.#forest.cells) joinAnew(this.#forest, i, part, this.#family);
  }
}

/** Joins a part of the family of node i as the proof has it. */
export function joinAnew(forest: CutForest, i: number, part: number, family: CutTree): void {
  const places = forest.read(i, part, family);
  forest.rejoin(places, family.join("huffman"));
}
