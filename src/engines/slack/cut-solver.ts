import { emptyPart, type Part, type Shapes } from "./shapes.ts";

/** How exactly cuts are placed. */
export interface CutPrecision {
  /** Difference of the excesses of both sides of a cut at which it is good enough; and an excess that is. */
  readonly tolerance: number;
  /** Most places tried for one cut. */
  readonly trials: number;
}

/** Places a cut between two parts, which are pointed to their tables before. */
export interface CutSolver {
  readonly a: Part;
  readonly b: Part;
  /** The best cut that the last call of `solve` found: ln of volume a over volume b. */
  readonly cut: number;
  /** What stands beside its cost in the second table, if there is one. */
  readonly middle: number;
  /** Tells how much lies on either side: the logarithm of the content of a over that of b. */
  balance(balance: number): void;
  /**
   * What the whole loses in a box of the current shape if it is cut across `axis`, or Infinity if that is sure to
   * be no less than `limit` or cannot be.
   */
  solve(axis: number, limit: number): number;
}

/**
 * Places a cut between two parts so that both fit equally well: the part that is the tighter is given more, up to
 * where the other becomes as tight. That is where the volume needed is least, since a part never fits worse in a
 * larger box.
 *
 * A cut is known by the logarithm of the quotient of both volumes, which tells the smaller side of a cut as
 * precisely as the larger one, however small it is.
 */
export class EvenSolver implements CutSolver {
  readonly a: Part = emptyPart();
  readonly b: Part = emptyPart();
  readonly middle = 0;
  /** Logarithm of the content of a over that of b. */
  #balance = 0;
  /** Logarithms of the contents of both over their sum. */
  #shareA = 0;
  #shareB = 0;
  cut = 0;
  readonly #shapes: Shapes;
  readonly #precision: CutPrecision;
  /** What a and b would need at the place tried last, both as excess of the whole. */
  #needA = 0;
  #needB = 0;

  constructor(shapes: Shapes, precision: CutPrecision) {
    this.#shapes = shapes;
    this.#precision = precision;
  }

  balance(balance: number): void {
    this.#balance = balance;
    this.#shareA = lnShare(balance);
    this.#shareB = this.#shareA - balance;
  }

  solve(axis: number, limit: number): number {
    const { tolerance, trials } = this.#precision;
    let best = Infinity;
    // The cut lies above `low`, where a needs more than b, and below `high`, where b does.
    let low = -Infinity;
    let high = Infinity;
    let gapLow = 0;
    let gapHigh = 0;
    let stride = 1;
    let cut = this.#balance;
    for (let trial = 0; trial < trials; trial++) {
      this.#try(axis, cut);
      const a = this.#needA;
      const b = this.#needB;
      if ((a < b ? a : b) >= limit) return Infinity;
      const need = a > b ? a : b;
      if (need < best) {
        best = need;
        this.cut = cut;
      }
      const gap = a - b;
      if (gap <= tolerance && gap >= -tolerance) break;
      if (gap > 0) {
        // Illinois: an end that stays twice counts half, or the other would creep.
        if (low > -Infinity && high < Infinity && this.#stays > 0) gapHigh /= 2;
        this.#stays = 1;
        low = cut;
        gapLow = gap;
      } else {
        if (low > -Infinity && high < Infinity && this.#stays < 0) gapLow /= 2;
        this.#stays = -1;
        high = cut;
        gapHigh = gap;
      }
      if (low > -Infinity && high < Infinity) {
        cut = low + ((high - low) * gapLow) / (gapLow - gapHigh);
      } else {
        cut += gap * stride;
        stride *= 2;
      }
    }
    return best < limit ? best : Infinity;
  }

  #stays = 0;

  #try(axis: number, cut: number): void {
    const shareA = lnShare(cut);
    const shareB = shareA - cut;
    this.#needA = this.#shapes.excess(this.a, axis, shareA) + (this.#shareA - shareA);
    this.#needB = this.#shapes.excess(this.b, axis, shareB) + (this.#shareB - shareB);
  }
}

/** Logarithm of the share of a in the sum of a and b, of ln(a/b). */
export function lnShare(quotient: number): number {
  return quotient > 0 ? -Math.log1p(Math.exp(-quotient)) : quotient - Math.log1p(Math.exp(quotient));
}
