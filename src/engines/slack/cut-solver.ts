import { emptyPart, type Part, type Shapes } from "./shapes.ts";

/** How exactly cuts are placed. */
export interface CutPrecision {
  /** Difference of the excesses of both sides of a cut at which it is good enough; and an excess that is. */
  readonly tolerance: number;
  /** Most places tried for one cut. */
  readonly trials: number;
}

/** Places a cut between two parts, which are pointed to their tables before. */
export abstract class CutSolver {
  readonly a: Part = emptyPart();
  readonly b: Part = emptyPart();
  /** The best cut that the last call of `solve` found: ln of volume a over volume b. */
  cut = 0;
  /** What stands beside its cost in the second table, if there is one. */
  middle = 0;
  protected readonly shapes: Shapes;
  protected readonly precision: CutPrecision;
  /** Logarithm of the content of a over that of b. */
  protected balanced = 0;
  /** Logarithms of the contents of both over their sum. */
  protected shareA = 0;
  protected shareB = 0;

  constructor(shapes: Shapes, precision: CutPrecision) {
    this.shapes = shapes;
    this.precision = precision;
  }

  /** Tells how much lies on either side: the logarithm of the content of a over that of b. */
  balance(balance: number): void {
    this.balanced = balance;
    this.shareA = lnShare(balance);
    this.shareB = this.shareA - balance;
  }

  /**
   * What the whole loses in a box of the current shape if it is cut across `axis`, or Infinity if that is sure to
   * be no less than `limit` or cannot be.
   */
  abstract solve(axis: number, limit: number): number;
}

/**
 * Places a cut between two parts so that both fit equally well: the part that is the tighter is given more, up to
 * where the other becomes as tight. That is where the volume needed is least, since a part never fits worse in a
 * larger box.
 *
 * A cut is known by the logarithm of the quotient of both volumes, which tells the smaller side of a cut as
 * precisely as the larger one, however small it is.
 */
export class EvenSolver extends CutSolver {
  /** What a and b would need at the place tried last, both as excess of the whole. */
  #needA = 0;
  #needB = 0;
  /** Which end of the interval stayed last: 1 for the upper, −1 for the lower. */
  #stays = 0;

  solve(axis: number, limit: number): number {
    const { tolerance, trials } = this.precision;
    let best = Infinity;
    // The cut lies above `low`, where a needs more than b, and below `high`, where b does.
    let low = -Infinity;
    let high = Infinity;
    let gapLow = 0;
    let gapHigh = 0;
    let stride = 1;
    let cut = this.balanced;
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

  #try(axis: number, cut: number): void {
    const shareA = lnShare(cut);
    const shareB = shareA - cut;
    this.#needA = this.shapes.excess(this.a, axis, shareA) + (this.shareA - shareA);
    this.#needB = this.shapes.excess(this.b, axis, shareB) + (this.shareB - shareB);
  }
}

/** Logarithm of the share of a in the sum of a and b, of ln(a/b). */
export function lnShare(quotient: number): number {
  return quotient > 0 ? -Math.log1p(Math.exp(-quotient)) : quotient - Math.log1p(Math.exp(quotient));
}

/** Quotients from here on have all their digits. */
const LEAST_NORMAL = 2 ** -1022;

/**
 * The logarithm of a/b, also where the quotient is too large or too small for a number. Equal factors of both,
 * if they are powers of four, do not change a bit of it.
 */
export function logQuotient(a: number, b: number): number {
  const quotient = a / b;
  if (quotient >= LEAST_NORMAL && quotient < Infinity) return Math.log(quotient);
  return 2 * Math.log(Math.sqrt(a) / Math.sqrt(b));
}
