import { aspectRatio } from "../../geometry/diameter.ts";
import { convexCells } from "../../partition/convex-cells.ts";
import type { Region, Ring, RingCells, WeightedTree } from "../engine.ts";
import { CutTree, type Joining } from "./cut-tree.ts";
import type { PartDivider, RingSink } from "./family-cutter.ts";
import { CutForest } from "./forest.ts";
import type { KeptLimits } from "./keep-limits.ts";
import { divideRoom } from "./lay-out.ts";
import type { Steps } from "../steps.ts";

/** Trees of up to so many nodes are laid out at once: to pause takes longer. */
const SMALL = 500;
/** Nodes whose families are laid out between two pauses. */
const STEP = 8;
const NO_STEPS: readonly undefined[] = [];

type Divide = (family: number, top: number, room: Ring) => void;

/** How fat the leaves of a layout, or of a subtree of it, are. */
export interface Fatness {
  readonly sum: number;
  readonly count: number;
  /** The largest asp; infinite if a cell breaks its limit. */
  readonly max: number;
}

/** A layout with cells of its own, of which subtrees can be laid out anew. */
export class Draft {
  readonly forest: CutForest;
  readonly cells: RingCells;
  /** asp of each node; 0 for empty cells. */
  readonly asp: Float64Array;
  /** Takes cells, and measures them. */
  readonly sink: RingSink;
  readonly #tree: WeightedTree;
  readonly #joining: Joining;
  readonly #limits: KeptLimits | null;
  readonly #room: Ring = { corners: 0, points: new Float64Array(0) };
  readonly #leaves: CutTree = new CutTree();

  /**
   * Takes over a layout.
   *
   * @param asp - of each node; 0 for empty cells
   * @param limits - null where nothing is promised
   */
  constructor(
    tree: WeightedTree,
    cells: RingCells,
    forest: CutForest,
    asp: Float64Array,
    joining: Joining,
    limits: KeptLimits | null,
  ) {
    this.#tree = tree;
    this.#joining = joining;
    this.#limits = limits;
    this.forest = forest;
    this.cells = cells;
    this.asp = asp;
    this.sink = {
      set(i, x, y, points, from, corners) {
        cells.set(i, x, y, points, from, corners);
        asp[i] = corners > 0 ? aspectRatio(points, from, corners) : 0;
      },
    };
  }

  /** A draft of which nothing is laid out yet, with the padding of other cells. */
  static begin(
    tree: WeightedTree,
    region: Region,
    { padding }: RingCells,
    joining: Joining,
    limits: KeptLimits | null,
  ): Draft {
    const cells = convexCells.makeCells(tree, region, padding);
    const forest = CutForest.build(tree, joining);
    return new Draft(tree, cells, forest, new Float64Array(tree.size), joining, limits);
  }

  /** Lays out what lies in node i. */
  layOut(i: number, divider: PartDivider): Iterable<undefined> {
    return this.#each(i, (family, top, room) => divider.plan(family, top, room, this.sink));
  }

  /** Joins all cuts in node i anew and lays it out. */
  layOutAnew(i: number, divider: PartDivider): Iterable<undefined> {
    const { forest } = this;
    return this.#each(i, (family, top, room) => {
      forest.joinAnew(family, top, this.#joining, this.#leaves);
      divider.plan(family, top, room, this.sink);
    });
  }

  /** Makes the cells in node i again after their cuts have changed. */
  repeat(i: number, divider: PartDivider): Iterable<undefined> {
    return this.#each(i, (family, top, room) => divider.repeat(family, top, room, this.sink));
  }

  /** Brings all cells within their limits. */
  keepLimits(): void {
    this.#limits?.keep(this.cells, this.forest, this.asp, this.sink);
  }

  /** A function that puts the cuts in node i back as they are now. */
  remember(i: number): () => void {
    const { forest } = this;
    const restore: (() => void)[] = [];
    this.#eachRange(i, (first, end) => {
      for (let family = first; family < end; family++) {
        const top = forest.top[family]!;
        if (this.#tree.childCount[family]! > 0 && top >= forest.cells)
          restore.push(forest.remember(forest.read(family, top, this.#leaves)));
      }
    });
    return () => {
      for (const put of restore) put();
    };
  }

  /** How fat the leaves in node i are. */
  fatness(i: number): Fatness {
    const { asp } = this;
    const limits = this.#limits;
    const { childCount } = this.#tree;
    let [sum, count, max] = [0, 0, 0];
    this.#eachRange(i, (first, end) => {
      for (let k = first; k < end; k++) {
        const own = asp[k]!;
        if (limits && !limits.allows(k, own)) max = Infinity;
        if (childCount[k]! > 0 || own === 0) continue;
        sum += own;
        count++;
        if (!(own <= max)) max = own;
      }
    });
    return { sum, count, max };
  }

  #each(i: number, divide: Divide): Iterable<undefined> {
    const isSmall = this.#tree.size <= SMALL;
    const ranges: [first: number, end: number][] = [];
    this.#eachRange(i, (first, end) => {
      if (isSmall) this.#divide(first, end, divide);
      else ranges.push([first, end]);
    });
    return isSmall ? NO_STEPS : this.#divideInSteps(ranges, divide);
  }

  *#divideInSteps(ranges: readonly (readonly [first: number, end: number])[], divide: Divide): Steps<void> {
    for (const [first, end] of ranges) {
      for (let from = first; from < end; from += STEP) {
        this.#divide(from, Math.min(from + STEP, end), divide);
        yield;
      }
    }
  }

  #divide(first: number, end: number, divide: Divide): void {
    for (let family = first; family < end; family++) {
      if (this.#tree.childCount[family]! > 0)
        divideRoom(this.#tree, this.cells, this.forest, family, this.#room, divide, this.sink);
    }
  }

  /** Visits the nodes in node i, its own included, level by level: those of a level have numbers in a row. */
  #eachRange(i: number, visit: (first: number, end: number) => void): void {
    const { firstChild, childCount } = this.#tree;
    for (let first = i, end = i + 1; first < end;) {
      visit(first, end);
      let [below, last] = [end, end];
      for (let k = end - 1; k >= first; k--) {
        if (childCount[k] === 0) continue;
        if (last === end) last = firstChild[k]! + childCount[k]!;
        below = firstChild[k]!;
      }
      [first, end] = [below, last];
    }
  }
}
