import type { EarlierLayout, Ring, RingCells, WeightedTree } from "../engine.ts";
import type { CutMemory } from "./carry-over.ts";
import { CutTree, type Joining } from "./cut-tree.ts";
import type { PartDivider, PartRoom, RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { PartSearch } from "./part-search.ts";
import { RingBuffer } from "./ring-buffer.ts";
import { ThinCellWatch } from "./thin-cells.ts";

/**
 * Divides families along the cuts of an earlier layout. Where a cell has become too much thinner than it was, the
 * smallest part of its family is planned anew that brings all its cells within the limit; the whole family if none
 * does, as thin as its cells may then be. What lies below a part planned anew is planned anew too: its cells have new
 * shapes.
 */
export class FamilyRepair {
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #joining: Joining;
  readonly #divider: PartDivider;
  readonly #match: Int32Array;
  readonly #watch: ThinCellWatch;
  readonly #search: PartSearch;
  readonly #leaves: CutTree = new CutTree();
  readonly #buffer: RingBuffer = new RingBuffer();
  readonly #trial: RingBuffer = new RingBuffer();
  /** Whether each earlier node's family was divided in a makeshift way. */
  readonly #wasMakeshift: Uint8Array;
  /** Whether each node's family is to be planned anew. */
  readonly #isAnew: Uint8Array;

  constructor(
    tree: WeightedTree,
    forest: CutForest,
    earlier: EarlierLayout<CutMemory>,
    joining: Joining,
    divider: PartDivider,
  ) {
    this.#tree = tree;
    this.#forest = forest;
    this.#joining = joining;
    this.#divider = divider;
    this.#match = earlier.match;
    this.#watch = new ThinCellWatch(earlier);
    this.#search = new PartSearch(tree, forest);
    this.#wasMakeshift = new Uint8Array(earlier.tree.size);
    for (const i of earlier.memory.fallbacks ?? []) this.#wasMakeshift[i] = 1;
    this.#isAnew = new Uint8Array(tree.size);
  }

  /** Divides the family of node i; false if in a makeshift way. */
  divide(i: number, top: number, room: Readonly<Ring>, cells: RingCells): boolean {
    const first = this.#tree.firstChild[i]!;
    const end = first + this.#tree.childCount[i]!;
    if (this.#isAnew[i] === 1 || !this.#forest.isPlanned(top)) {
      if (this.#isAnew[i] === 1) this.#isAnew.fill(1, first, end);
      return this.#planAnew(i, top, room, cells);
    }
    const buffer = this.#buffer;
    buffer.begin(first, end);
    let isSound = this.#divider.repeat(i, top, room, buffer) && this.#wasMakeshift[this.#match[i]!] !== 1;
    if (this.#findThin(buffer, this.#search.wrong)) {
      this.#search.search(i, room, (part, partRoom, wrong) => {
        if (part !== top) return this.#tryAnew(i, part, partRoom) ? 0 : wrong;
        this.#isAnew.fill(1, first, end);
        isSound = this.#planAnew(i, top, room, buffer);
        return 0;
      });
    }
    buffer.writeTo(cells);
    return isSound;
  }

  /** Plans a part anew, and keeps that if all its cells come out as fat as they must. */
  #tryAnew(i: number, part: number, room: PartRoom): boolean {
    const forest = this.#forest;
    const { firstChild, childCount } = this.#tree;
    const trial = this.#trial;
    const before = forest.copy(forest.read(i, part, this.#leaves));
    trial.begin(firstChild[i]!, firstChild[i]! + childCount[i]!);
    if (!this.#planAnew(i, part, room, trial) || this.#findThin(trial)) {
      forest.restore(before);
      return false;
    }
    trial.writeTo({
      set: (c, ...cell) => {
        this.#isAnew[c] = 1;
        this.#buffer.set(c, ...cell);
      },
    });
    return true;
  }

  /** Whether some cells are too thin, which is noted where wanted. */
  #findThin(cells: RingBuffer, note?: Uint8Array): boolean {
    let isSome = false;
    cells.writeTo({
      set: (i, _x, _y, points, from, corners) => {
        const wrong = this.#watch.judge(i, points, from, corners);
        if (note) note[i] = wrong;
        if (wrong !== 0) isSome = true;
      },
    });
    return isSome;
  }

  #planAnew(i: number, part: number, room: Readonly<PartRoom>, sink: RingSink): boolean {
    if (part >= this.#forest.cells) {
      const places = this.#forest.read(i, part, this.#leaves);
      this.#forest.rejoin(places, this.#leaves.join(this.#joining));
    }
    return this.#divider.plan(i, part, room, sink);
  }
}
