import type { Ring, RingCells, WeightedTree } from "../../engine.ts";
import { type AngularBudget, isLopsidedPair } from "./angular-budget.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { AngularRing } from "./angular-ring.ts";
import { THINNER_THAN_PROVEN } from "./angular-watch.ts";
import { CutTree } from "../cut-tree.ts";
import { FamilyCutter, type RingSink } from "../family-cutter.ts";
import { FamilyJoiner } from "../family-joiner.ts";
import type { CutForest } from "../forest.ts";
import { buildHuffman } from "../huffman.ts";
import type { CutPlanner } from "../planners/planner.ts";

/** What has been promised for the cells of a repeated layout. */
export interface Promised {
  readonly guarantee: AngularGuarantee;
  /** The families that count on the way to each node. */
  readonly promised: AngularBudget;
  /** False where padding takes room from the cells, so that nothing is. */
  readonly isProven: boolean;
}

const NOWHERE = -1;
/** A part is looked at as a beginning if it has this many times as many cells as the part below it that was none. */
const LARGER = 2;

/** All cuts are known by now. */
const NO_PLANNER: CutPlanner = { nx: NaN, ny: NaN, plan() {} };
const NO_SINK: RingSink = { set() {} };

/**
 * Finds parts of a repeated layout, as small as possible, in which the proof of `angular` can begin anew so that
 * what it promises is kept, and prepares their cuts and all below them to be planned anew.
 */
export class AngularRepair {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #promise: Promised;
  readonly #ring: AngularRing;
  readonly #cutter: FamilyCutter;
  readonly #room: Ring = { corners: 0, points: new Float64Array(0) };
  readonly #family: CutTree = new CutTree();
  /** What is counted at a part where the proof begins, as twice the families, plus 1 if it is spent; or NOWHERE. */
  readonly #beginning: Int32Array;
  /** What is wrong below each part and has to be put right from there or from above. */
  readonly #wrong: Uint8Array;
  /** Number of children in each part, and in the largest part within that was no beginning. */
  readonly #count: Int32Array;
  readonly #tried: Int32Array;
  /** Corners of the parts of one family, by their numbers. */
  readonly #rings: Map<number, Float64Array> = new Map<number, Float64Array>();

  constructor(tree: WeightedTree, forest: CutForest, promise: Promised) {
    this.#tree = tree;
    this.#forest = forest;
    this.#promise = promise;
    this.#ring = new AngularRing(promise.guarantee);
    this.#cutter = new FamilyCutter(forest, NO_PLANNER, false);
    this.#beginning = new Int32Array(2 * tree.size).fill(NOWHERE);
    this.#wrong = new Uint8Array(2 * tree.size);
    this.#count = new Int32Array(2 * tree.size).fill(1, 0, tree.size);
    this.#tried = new Int32Array(2 * tree.size);
  }

  /** Goes up from the wrong cells to where the proof can begin; what is wrong below a wrong cell goes with it. */
  findBeginnings(cells: RingCells, wrong: Uint8Array): void {
    const { size, parent, childCount } = this.#tree;
    const isBelow = new Uint8Array(size);
    for (let i = 1; i < size; i++) {
      const p = parent[i]!;
      isBelow[i] = wrong[p]! | isBelow[p]!;
      if (isBelow[i] === 0) this.#wrong[i] = wrong[i]!;
    }
    for (let i = size - 1; i >= 0; i--) if (childCount[i]! > 0) this.#searchFamily(i, cells);
  }

  /** Joins all cuts below the beginnings anew, none of them planned; returns the families that have such cuts. */
  begin(budget: AngularBudget): Uint8Array {
    const { size, childCount } = this.#tree;
    const { top } = this.#forest;
    const joiner = new FamilyJoiner(this.#tree, "huffman");
    const isAnew = new Uint8Array(2 * size);
    const families = new Uint8Array(size);
    for (let i = 0; i < size; i++) {
      if (childCount[i] === 0 || top[i]! < 0) continue;
      if (isAnew[i] === 1) {
        families[i] = 1;
        this.#forest.replace(i, joiner.join(i));
        budget.handDown(this.#forest, i);
        isAnew.fill(1, this.#tree.firstChild[i], this.#tree.firstChild[i]! + childCount[i]!);
      } else if (this.#beginIn(i, budget, isAnew)) families[i] = 1;
    }
    return families;
  }

  /** Begins where it was found within a family; returns whether anywhere. */
  #beginIn(i: number, budget: AngularBudget, isAnew: Uint8Array): boolean {
    const { cells, first, second } = this.#forest;
    const top = this.#forest.top[i]!;
    let isSome = false;
    if (top < cells) return false;
    for (let cut = top, left = this.#forest.cutsIn(i); left > 0; left--, cut--) {
      if (isAnew[cut] === 0) {
        const beginning = this.#beginning[cut]!;
        if (beginning === NOWHERE) continue;
        isSome = true;
        const places = this.#readPart(cut);
        buildHuffman(this.#family);
        this.#forest.rejoin(places, this.#family);
        budget.begin(cut, beginning >> 1, (beginning & 1) === 1);
      }
      budget.divide(this.#forest, cut);
      isAnew[first[cut - cells]!] = isAnew[second[cut - cells]!] = 1;
    }
    return isSome;
  }

  /** Looks for beginnings in one family, from its children up; if there is none, its own node becomes wrong. */
  #searchFamily(i: number, room: RingCells): void {
    const { cells, first, second } = this.#forest;
    const top = this.#forest.top[i]!;
    if (top < 0) return;
    const wrong = this.#wrong;
    const from = top < cells ? cells : top - this.#forest.cutsIn(i) + 1;
    for (let cut = from; cut <= top; cut++) {
      const [a, b] = [first[cut - cells]!, second[cut - cells]!];
      wrong[cut] = wrong[a]! | wrong[b]!;
      this.#count[cut] = this.#count[a]! + this.#count[b]!;
    }
    if (wrong[top] === 0) return;
    if (top >= cells) this.#readRings(i, room);
    for (let cut = from; cut <= top; cut++) {
      const [a, b] = [first[cut - cells]!, second[cut - cells]!];
      wrong[cut] = wrong[a]! | wrong[b]!;
      this.#tried[cut] = Math.max(this.#tried[a]!, this.#tried[b]!);
      if (wrong[cut] !== 0) this.#tryPart(i, cut);
    }
    if (wrong[top] !== 0 && this.#promise.isProven) wrong[i] = THINNER_THAN_PROVEN;
  }

  /** Notes the rings of the parts of a family that have something wrong below. */
  #readRings(i: number, cells: RingCells): void {
    this.#rings.clear();
    cells.open(i, this.#room);
    this.#cutter.cut(
      this.#room,
      this.#forest.top[i]!,
      NO_SINK,
      0,
      undefined,
      (part, points, from, corners) => {
        if (this.#wrong[part] !== 0) this.#rings.set(part, points.slice(from, from + 2 * corners));
      },
    );
  }

  /** Begins with a part if the proof can; what that puts right is no longer wrong. */
  #tryPart(i: number, cut: number): void {
    const wrong = this.#wrong[cut]!;
    const isTop = cut === this.#forest.top[i];
    // A cell that is thinner than its user allows has its whole family cut anew.
    if (!isTop && (wrong & THINNER_THAN_PROVEN) === 0) return;
    if (!isTop && this.#count[cut]! < LARGER * this.#tried[cut]!) return;
    const beginning = isTop ? this.#beginAtTop(i, cut) : this.#beginAt(cut);
    this.#beginning[cut] = beginning;
    if (beginning === NOWHERE) this.#tried[cut] = this.#count[cut]!;
    else this.#wrong[cut] = isTop ? 0 : wrong & ~THINNER_THAN_PROVEN;
  }

  /** A whole family is cut as the proof has it, if its room keeps what the proof asks for; the container does. */
  #beginAtTop(i: number, top: number): number {
    const { promised, isProven } = this.#promise;
    const families = promised.families(i);
    if (i > 0 && isProven) {
      this.#loadRing(top);
      if (!this.#ring.keeps(families)) return NOWHERE;
    }
    return 2 * families;
  }

  /** What to begin with in a part of a family so that no cell comes to count more than was promised for it. */
  #beginAt(cut: number): number {
    const { promised } = this.#promise;
    const ring = this.#ring;
    this.#readPart(cut);
    const { count, child } = this.#family;
    let least = Infinity;
    for (let k = 0; k < count; k++) least = Math.min(least, promised.families(child[k]!));
    this.#loadRing(cut);
    if (ring.keeps(least)) {
      buildHuffman(this.#family);
      if (this.#fits(least)) return 2 * least;
      if (ring.leavesCut(least)) return 2 * least + 1;
    }
    return least > 0 && ring.keeps(least - 1) ? 2 * (least - 1) : NOWHERE;
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

  /** Reads the cells of a part into the family, and returns its cuts. */
  #readPart(cut: number): Int32Array {
    this.#family.clear();
    return this.#forest.cutsBelow(cut, this.#family);
  }

  #loadRing(part: number): void {
    const points = this.#rings.get(part)!;
    this.#ring.load(points, 0, points.length / 2);
  }
}
