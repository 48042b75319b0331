import type { CutForest } from "./forest.ts";

/**
 * Share of the lighter part below which a cut is lopsided. In Huffman's tree the heavier part of such a cut is
 * always a single child: two parts of it would each weigh no more than the lighter part, so less than a third.
 */
const LOPSIDED = 1 / 3;

/**
 * What the proof of `angular` counts on the way to each part of a forest: the families with a lopsided cut on
 * that way. Only these may bring a new direction.
 */
export class AngularBudget {
  /** For each part twice the count, plus 1 if the family that the part is cut in is counted already. */
  readonly #state: Int32Array;
  readonly #cells: number;

  constructor(forest: CutForest) {
    const { cells, top } = forest;
    this.#cells = cells;
    this.#state = new Int32Array(2 * cells);
    let next = cells;
    for (let i = 0; i < cells; i++) {
      const part = top[i]!;
      if (part < 0) continue;
      this.#state[part] = this.#state[i]! & ~1;
      if (part < cells) continue;
      // The cuts of a family stand together, parts before wholes.
      for (let cut = part; cut >= next; cut--) this.#handDown(forest, cut);
      next = part + 1;
    }
  }

  /** Number of families with a lopsided cut on the way to a part. */
  families(part: number): number {
    return this.#state[part]! >> 1;
  }

  /** Whether the part will be cut further within a family that is counted already. */
  isSpent(part: number): boolean {
    return part >= this.#cells && (this.#state[part]! & 1) === 1;
  }

  #handDown(forest: CutForest, cut: number): void {
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
  const heavy = a > b ? first : second;
  // Rounding may push a balanced cut below a third; what is not a single child counts as balanced.
  return heavy < forest.cells && Math.min(a, b) < LOPSIDED * (a + b);
}
