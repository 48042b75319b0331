import { NONE, type Parts } from "./parts.ts";

/**
 * The thinnest slice, as a part of the shorter side. With an eighth, no rectangle gets longer than 8 : 1, and
 * three slices can always be found: see docs/orthoconvex-bound.md.
 */
const THINNEST = 1 / 8;
/** A ratio up to which a rectangle is nicer than an L. */
const NICE = 4;
/** Below this share of the whole no better cut can follow. */
const LEAST_SHARE = 0.35;
/** A leaf takes an L if it has this share at least, */
const LEAST_L = 0.5;
/** and if what is left over is no larger than this part of a square on the shorter side. */
const MOST_BESIDE = 0.5;
/** What cutting a node's region apart costs, in ratios. */
const TORN = 0.8;

/** What to do with a tree in a rectangle. */
export const CUT = 0;
export const L_SHAPE = 1;
export const BESIDE = 2;

/**
 * Looks along the chain from the root over the marked part down to a leaf, always to the heavier part, for the
 * part to cut off.
 */
export class Chain {
  /** Share of the tree that a slice must have at least. */
  thin = 0;
  /** The part found: to cut off, or the leaf that takes an L, or the small part at the corner. */
  found: number = NONE;
  /** Whether it lies at the mark or below, not above. */
  isBelow = false;
  readonly #parts: Parts;
  #ratio = 1;
  #total = 0;
  #cost = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Tells what to do with the tree under `root` in a rectangle whose sides have a ratio of `ratio` ≥ 1. */
  search(root: number, mark: number, ratio: number): number {
    const { weight } = this.#parts;
    this.found = NONE;
    this.thin = THINNEST / ratio;
    this.#ratio = ratio;
    this.#total = weight[root]!;
    this.#cost = Infinity;
    const small = this.#above(root, mark);
    if (small !== NONE) {
      this.found = small;
      return BESIDE;
    }
    return this.#below(root, mark);
  }

  /** From the mark upwards; returns the part below the step where weights leave out all that can be cut off. */
  #above(root: number, mark: number): number {
    const { up, weight } = this.#parts;
    const total = this.#total;
    let small = NONE;
    for (let v = mark; v !== root; v = up[v]!) {
      const share = weight[v]! / total;
      if (share > 1 - this.thin) break;
      if (share < this.thin) small = v;
      else this.#consider(v, share, v === mark, 0);
    }
    return this.found === NONE ? small : NONE;
  }

  #below(root: number, mark: number): number {
    const parts = this.#parts;
    const total = this.#total;
    let torn = 0;
    let v = mark;
    let share = parts.weight[v]! / total;
    while (!parts.isLeaf(v)) {
      if (v !== root && parts.needed[v]) torn++;
      v = parts.heavier(v);
      share = parts.weight[v]! / total;
      if (share < this.thin) break;
      if (share <= 1 - this.thin) this.#consider(v, share, true, torn);
      if (share < LEAST_SHARE) break;
    }
    const mayBeL = parts.isLeaf(v) && share >= LEAST_L && (1 - share) * this.#ratio <= MOST_BESIDE;
    if (this.found === NONE || (mayBeL && this.#worst(this.found) > NICE)) {
      this.found = v;
      return L_SHAPE;
    }
    return CUT;
  }

  #consider(v: number, share: number, isBelow: boolean, torn: number): void {
    const a = ratioOf(share * this.#ratio);
    const b = ratioOf((1 - share) * this.#ratio);
    const cost = a + b + TORN * torn;
    if (cost >= this.#cost) return;
    this.#cost = cost;
    this.found = v;
    this.isBelow = isBelow;
  }

  #worst(v: number): number {
    const share = this.#parts.weight[v]! / this.#total;
    return Math.max(ratioOf(share * this.#ratio), ratioOf((1 - share) * this.#ratio));
  }
}

function ratioOf(sides: number): number {
  return sides < 1 ? 1 / sides : sides;
}
