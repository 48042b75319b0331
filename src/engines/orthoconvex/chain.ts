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

/** What {@link searchChain} found. */
export interface ChainStep {
  kind: number;
  /** The part to cut off, or the leaf that takes an L, or the small part at the corner. */
  part: number;
  /** Whether it lies at the mark or below, not above. */
  isBelow: boolean;
  /** Share of the tree that a slice must have at least. */
  readonly thin: number;
}

/**
 * Looks along the chain from the root over the marked part down to a leaf, always to the heavier part, for the part
 * to cut off, and tells what to do with the tree in a rectangle whose sides have a ratio of `ratio` ≥ 1.
 */
export function searchChain(parts: Parts, root: number, mark: number, ratio: number): ChainStep {
  const { up, weight } = parts;
  const total = weight[root]!;
  const thin = THINNEST / ratio;
  const step: ChainStep = { kind: CUT, part: NONE, isBelow: false, thin };
  let least = Infinity;
  const consider = (v: number, share: number, isBelow: boolean, torn: number): void => {
    const cost = ratioOf(share * ratio) + ratioOf((1 - share) * ratio) + TORN * torn;
    if (cost >= least) return;
    least = cost;
    step.part = v;
    step.isBelow = isBelow;
  };

  // From the mark upwards, to the step where weights leave out all that can be cut off: the part below it is small.
  let small = NONE;
  for (let v = mark; v !== root; v = up[v]!) {
    const share = weight[v]! / total;
    if (share > 1 - thin) break;
    if (share < thin) small = v;
    else consider(v, share, v === mark, 0);
  }
  if (step.part === NONE && small !== NONE) return { ...step, kind: BESIDE, part: small };

  let torn = 0;
  let v = mark;
  let share = weight[v]! / total;
  while (!parts.isLeaf(v)) {
    if (v !== root && parts.needed[v]) torn++;
    v = parts.heavier(v);
    share = parts.weight[v]! / total;
    if (share < thin) break;
    if (share <= 1 - thin) consider(v, share, true, torn);
    if (share < LEAST_SHARE) break;
  }
  const mayBeL = parts.isLeaf(v) && share >= LEAST_L && (1 - share) * ratio <= MOST_BESIDE;
  if (step.part === NONE || (mayBeL && worst(parts.weight[step.part]! / total) > NICE)) {
    step.kind = L_SHAPE;
    step.part = v;
  }
  return step;

  function worst(cut: number): number {
    return Math.max(ratioOf(cut * ratio), ratioOf((1 - cut) * ratio));
  }
}

function ratioOf(sides: number): number {
  return sides < 1 ? 1 / sides : sides;
}
