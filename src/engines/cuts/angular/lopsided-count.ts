import type { CutForest } from "../forest.ts";

/**
 * Share of the lighter part below which a cut is lopsided. In Huffman's tree the heavier part of such a cut is
 * always a single child: two parts of it would each weigh no more than the lighter part, so less than a third.
 */
const LOPSIDED = 1 / 3;

/**
 * What the proof of `angular` counts on the way to each part of a forest: the new directions that lopsided cuts need.
 *
 * A lopsided cut brings a new direction, and leaves both its parts an edge without a parallel. The next lopsided cut
 * of such a part goes parallel to that edge instead: its lighter part then has an edge without a parallel again, its
 * heavier part not.
 */
export class LopsidedCount {
  /**
   * For each part twice the number of directions, less 1 if it has an edge without a parallel. Of two states the
   * lesser asks more of a part.
   */
  readonly #state: Int32Array;

  private constructor(cells: number) {
    this.#state = new Int32Array(2 * cells);
  }

  /** Counts along a forest of Huffman's trees, of which the proof speaks. */
  static count(forest: CutForest): LopsidedCount {
    const counted = new LopsidedCount(forest.cells);
    for (let i = 0; i < forest.cells; i++) counted.handDown(forest, i);
    return counted;
  }

  /** Leaves every part of a forest, whatever its trees, what has been promised to all cells in it. */
  static keep(forest: CutForest, promised: LopsidedCount): LopsidedCount {
    const { cells, first, second } = forest;
    const counted = new LopsidedCount(cells);
    const state = counted.#state;
    for (let i = 0; i < cells; i++) state[i] = promised.#state[i]!;
    for (let cut = 0; cut < forest.cuts; cut++)
      state[cut + cells] = Math.min(state[first[cut]!]!, state[second[cut]!]!);
    return counted;
  }

  /** Number of new directions on the way to a part. */
  directions(part: number): number {
    return directionsOf(this.#state[part]!);
  }

  /** Whether the part must keep an edge without a parallel, or a direction to spare: what is not cut need not. */
  isLone(forest: CutForest, part: number): boolean {
    return hasLone(this.#state[part]!) && !forest.isLeaf(part);
  }

  /** What is counted at a part, as {@link begin} takes it. */
  stateOf(part: number): number {
    return this.#state[part]!;
  }

  /** Counts from node i through the cuts of its family. */
  handDown(forest: CutForest, i: number): void {
    const top = forest.top[i]!;
    if (top < 0) return;
    this.begin(top, this.#state[i]!);
    // The cuts of a family stand together, parts before wholes.
    for (let cut = top, left = top < forest.cells ? 0 : forest.cutsIn(i); left > 0; left--)
      this.divide(forest, cut--);
  }

  /** Sets what is counted at a part. */
  begin(part: number, state: number): void {
    this.#state[part] = state;
  }

  /** Counts from a cut to its two parts. */
  divide(forest: CutForest, cut: number): void {
    const first = forest.first[cut - forest.cells]!;
    const second = forest.second[cut - forest.cells]!;
    const state = this.#state[cut]!;
    const isLop = isLopsided(forest, first, second);
    const isFirstLight = forest.weightOf(first) <= forest.weightOf(second);
    this.#state[first] = isLop ? afterLopsided(state, isFirstLight) : state;
    this.#state[second] = isLop ? afterLopsided(state, !isFirstLight) : state;
  }
}

/** Number of new directions in a state. */
export function directionsOf(state: number): number {
  return (state + 1) >> 1;
}

/** Whether a state asks for an edge without a parallel. */
export function hasLone(state: number): boolean {
  return (state & 1) === 1;
}

/** The state of a part of a lopsided cut. */
export function afterLopsided(state: number, isLight: boolean): number {
  return isLight ? state | 1 : state + 1;
}

/** Whether a cut between two parts takes less than a third off a single child. */
export function isLopsided(forest: CutForest, first: number, second: number): boolean {
  const a = forest.weightOf(first);
  const b = forest.weightOf(second);
  return isLopsidedPair(a, b, (a > b ? first : second) < forest.cells);
}

/** The same for the weights of two parts, of which the heavier is a single child or is not. */
export function isLopsidedPair(a: number, b: number, isHeavySingle: boolean): boolean {
  // Rounding may push a balanced cut below a third; what is not a single child counts as balanced.
  return isHeavySingle && Math.min(a, b) < LOPSIDED * (a + b);
}
