/** The steps of the R₂ sequence, powers of the inverse plastic number: its points fill a square evenly from the first on. */
const STEP_X = 0.7548776662466927;
const STEP_Y = 0.5698402909980532;

/** How much the places of leaves to one another have changed, and over how many ordered pairs that was averaged. */
export interface RelativePosition {
  /** 0 where nothing changed, 1 where every leaf lies in another direction of every other; NaN without a pair. */
  readonly mean: number;
  readonly pairs: number;
}

/**
 * The mean change of relative position over ordered pairs of leaves, each with its bounding box before and after.
 * Takes all pairs if there are at most `maxPairs`, else so many of them, spread evenly, the same ones every time.
 */
export function relativePosition(
  before: Float64Array,
  after: Float64Array,
  leaves: number,
  maxPairs: number,
): RelativePosition {
  const all = leaves * (leaves - 1);
  if (all === 0) return { mean: NaN, pairs: 0 };
  const pairs = all <= maxPairs ? all : maxPairs;
  const change = new PairChange(before, after);
  const sum = all <= maxPairs ? sumAll(change, leaves) : sumSome(change, leaves, maxPairs);
  return { mean: sum / pairs, pairs };
}

function sumAll(change: PairChange, leaves: number): number {
  let sum = 0;
  for (let a = 0; a < leaves; a++) {
    for (let b = 0; b < leaves; b++) if (a !== b) sum += change.of(a, b);
  }
  return sum;
}

function sumSome(change: PairChange, leaves: number, count: number): number {
  let sum = 0;
  let x = 0;
  let y = 0;
  for (let k = 0; k < count; k++) {
    x = (x + STEP_X) % 1;
    y = (y + STEP_Y) % 1;
    const a = Math.floor(x * leaves);
    const b = Math.floor(y * (leaves - 1));
    sum += change.of(a, b < a ? b : b + 1);
  }
  return sum;
}

/**
 * The lines through the sides of one box cut the plane into nine zones. A share of another box in a zone is the
 * product of its shares in a column and in a row.
 */
class PairChange {
  readonly #before: Float64Array;
  readonly #after: Float64Array;
  /** Shares left of, between, right of; above, between, below; before, then the same after. */
  readonly #shares: Float64Array = new Float64Array(12);

  constructor(before: Float64Array, after: Float64Array) {
    this.#before = before;
    this.#after = after;
  }

  /** The part of leaf b's box that now lies in another zone round leaf a's box. */
  of(a: number, b: number): number {
    const shares = this.#shares;
    writeShares(this.#before, 4 * a, 4 * b, shares, 0);
    writeShares(this.#before, 4 * a + 1, 4 * b + 1, shares, 3);
    writeShares(this.#after, 4 * a, 4 * b, shares, 6);
    writeShares(this.#after, 4 * a + 1, 4 * b + 1, shares, 9);
    let sum = 0;
    for (let column = 0; column < 3; column++) {
      for (let row = 3; row < 6; row++) {
        sum += Math.abs(shares[column]! * shares[row]! - shares[6 + column]! * shares[6 + row]!);
      }
    }
    return sum / 2;
  }
}

/** The shares of the interval at `b` before, within and behind the interval at `a`; ends stand two places on. */
function writeShares(boxes: Float64Array, a: number, b: number, out: Float64Array, at: number): void {
  const from = boxes[b]!;
  const to = boxes[b + 2]!;
  const length = to - from;
  const less = share(boxes[a]! - from, length);
  const more = share(to - boxes[a + 2]!, length);
  out[at] = less;
  out[at + 1] = Math.max(0, 1 - less - more);
  out[at + 2] = more;
}

/** part / whole within 0 … 1; of an interval that rounding left no length, 1 where it lies on that side. */
function share(part: number, whole: number): number {
  if (!(part > 0)) return 0;
  return part < whole ? part / whole : 1;
}
