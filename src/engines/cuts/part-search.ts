import type { Ring } from "../engine.ts";
import { FamilyCutter, type PartRoom, type RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import type { CutPlanner } from "./planners/planner.ts";

/** A part is tried if it has this many times as many cells as the part below it that was of no use. */
const LARGER = 2;
/** As many times as many cells as a family has may be divided in trials. */
const MOST_WORK = 4;

/** All cuts are known by now. */
const NO_PLANNER: CutPlanner = { nx: NaN, ny: NaN, plan() {} };

/**
 * Mends a part of a family.
 *
 * @param wrong - what is wrong below it
 * @returns what is still wrong
 */
export type Mend = (part: number, room: PartRoom, wrong: number) => number;

/**
 * Goes up the cuts of families from cells with which something is wrong, to parts, as small as possible, in which it
 * can be put right. Parts that are of no use grow twofold, and all trials together have a limit.
 */
export class PartSearch {
  /** What is wrong with each cell, and below each cut. */
  readonly wrong: Uint8Array;
  readonly #forest: CutForest;
  readonly #cutter: FamilyCutter;
  /** Number of children in each part, and in the largest part within that was of no use. */
  readonly #count: Int32Array;
  readonly #tried: Int32Array;
  /** Cells divided in trials of one family. */
  #work = 0;
  /** Rooms of the parts of one family that have something wrong below, by their numbers. */
  readonly #rooms: Map<number, PartRoom> = new Map<number, PartRoom>();

  constructor(size: number, forest: CutForest) {
    this.wrong = new Uint8Array(2 * size);
    this.#forest = forest;
    this.#cutter = new FamilyCutter(forest, NO_PLANNER);
    this.#count = new Int32Array(2 * size).fill(1, 0, size);
    this.#tried = new Int32Array(2 * size);
  }

  /** Looks at the family of node i, whose cuts are planned: from its children up, and last at its top. */
  search(i: number, room: Readonly<Ring>, mend: Mend): void {
    const { cells, first, second } = this.#forest;
    const { wrong } = this;
    const top = this.#forest.top[i]!;
    if (top < cells) return;
    const from = top - this.#forest.cutsIn(i) + 1;
    for (let part = from; part <= top; part++) {
      const [a, b] = [first[part - cells]!, second[part - cells]!];
      wrong[part] = wrong[a]! | wrong[b]!;
      this.#count[part] = this.#count[a]! + this.#count[b]!;
    }
    if (wrong[top] === 0) return;
    this.#readRooms(room, top);
    this.#work = 0;
    for (let part = from; part <= top; part++) {
      const [a, b] = [first[part - cells]!, second[part - cells]!];
      wrong[part] = wrong[a]! | wrong[b]!;
      this.#tried[part] = Math.max(this.#tried[a]!, this.#tried[b]!);
      if (this.#isWorthTrying(part, top)) this.#try(part, mend);
    }
  }

  /** Parts within a group have no room of their own. */
  #isWorthTrying(part: number, top: number): boolean {
    if (this.wrong[part] === 0 || !this.#rooms.has(part)) return false;
    const count = this.#count[part]!;
    const isLarger = count >= LARGER * this.#tried[part]!;
    return part === top || (isLarger && this.#work + count <= MOST_WORK * this.#count[top]!);
  }

  #try(part: number, mend: Mend): void {
    const wrong = this.wrong[part]!;
    this.#work += this.#count[part]!;
    this.wrong[part] = mend(part, this.#rooms.get(part)!, wrong);
    if (this.wrong[part] === wrong) this.#tried[part] = this.#count[part]!;
  }

  #readRooms(room: Readonly<Ring>, top: number): void {
    this.#rooms.clear();
    const sink: RingSink = {
      set: (part, x, y, points, from, corners) => {
        if (this.wrong[part] === 0) return;
        this.#rooms.set(part, { x, y, points: points.slice(from, from + 2 * corners), corners });
      },
    };
    this.#cutter.cut(room, top, sink, sink);
  }
}
