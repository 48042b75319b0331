import type { CutForest } from "../forest.ts";

/**
 * Share of the lighter part below which a cut is lopsided. In Huffman's tree the heavier part of such a cut is
 * always a single child: two parts of it would each weigh no more than the lighter part, so less than a third.
 */
const LOPSIDED = 1 / 3;

/**
 * What the proof of `angular` counts on the way to each part of a forest: the families with a lopsided cut on
 * that way. Only these may bring a new direction.
 */
export class LopsidedCount {
  /** For each part twice the count, plus 1 if the family that the part is cut in is counted already. */
  readonly #state: Int32Array;
  readonly #cells: number;

  private constructor(cells: number) {
    this.#cells = cells;
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
    for (let i = 0; i < cells; i++) state[i] = promised.#state[i]! & ~1;
    for (let cut = 0; cut < forest.cuts; cut++) {
      const a = first[cut]!;
      const b = second[cut]!;
      state[a] = state[b] = state[cut + cells] = Math.min(state[a]!, state[b]!);
    }
    return counted;
  }

  /** Number of families with a lopsided cut on the way to a part. */
  families(part: number): number {
    return this.#state[part]! >> 1;
  }

  /** Whether the part will be cut further within a family that is counted already. */
  isSpent(part: number): boolean {
    return part >= this.#cells && (this.#state[part]! & 1) === 1;
  }

  /** Counts from node i through the cuts of its family. */
  handDown(forest: CutForest, i: number): void {
    const top = forest.top[i]!;
    if (top < 0) return;
    this.begin(top, this.families(i), false);
    // The cuts of a family stand together, parts before wholes.
    for (let cut = top, left = top < forest.cells ? 0 : forest.cutsIn(i); left > 0; left--)
      this.divide(forest, cut--);
  }

  /** Sets what is counted at a part. */
  begin(part: number, families: number, isSpent: boolean): void {
    this.#state[part] = 2 * families + (isSpent ? 1 : 0);
  }

  /** Counts from a cut to its two parts. */
  divide(forest: CutForest, cut: number): void {
    const first = forest.first[cut - this.#cells]!;
    const second = forest.second[cut - this.#cells]!;
    let state = this.#state[cut]!;
    if ((state & 1) === 0 && isLopsided(forest, first, second)) state += 3;
    this.#state[first] = state;
    this.#state[second] = state;
  }
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
