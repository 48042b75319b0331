import type { ConvexCutter } from "../../geometry/convex-cut.ts";

/** Directions a cut can have, over a half turn: a container that is not a box needs more than the axes. */
const DIRECTIONS = 16;
/** How far to turn from the middle: the main directions, then pairs round the best so far, closer and closer. */
const TURNS = [0, 8, 4, 12, 2, -2, 1, -1];
const MAIN_TURNS = 4;
/** Sum of the parts' (asp / 2)⁴ below which no further direction is tried: two squares have 2. */
const GOOD_ENOUGH = 2 * 1.25 ** 4;
/** Beyond this many corners the exact measure, which takes their square, gives way to a simpler rule. */
const MOST_CORNERS = 256;

/** Where the part cut off lies: 1 above the line, −1 below it, 0 on either side. */
export type CutSide = -1 | 0 | 1;

/**
 * Chooses the direction of a cut: the one of least asp₁⁴ + asp₂⁴, asp being diameter² / area.
 *
 * A cost that looks at the worse part alone would make right-angled triangles for ever, since halving one gives
 * two of the same shape.
 */
export class CutChooser {
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  /** Squared diameter of the run of corners i … i + n, at i × corners + n. */
  #reach: Float64Array = new Float64Array(64);

  constructor() {
    this.#cos = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.cos((k * Math.PI) / DIRECTIONS));
    this.#sin = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.sin((k * Math.PI) / DIRECTIONS));
    // Exact on the axes, so that a square is cut into exact rectangles.
    this.#cos[DIRECTIONS / 2] = 0;
  }

  /**
   * Leaves `cutter` at the best cut that takes a part of the given area off its ring, ready to split. On `side` 1 the part
   * lies above the line (left, where it is upright), on −1 below it, on 0 wherever it is best.
   */
  choose(cutter: ConvexCutter, area: number, side: CutSide): void {
    if (cutter.corners > MOST_CORNERS) {
      this.#acrossWidest(cutter);
      cutter.sweep(side < 0 ? -1 : 1, area);
      return;
    }
    this.#measureReach(cutter);
    const cos = this.#cos;
    const sin = this.#sin;
    const perCut = 0.5 / area;
    const perRest = 0.5 / (cutter.area - area);
    let best = Infinity;
    let l = 0;
    let p = 0;
    let r = 0;
    // The cut across the longer side is the likeliest, and often the only one needed.
    let middle = cutter.height > cutter.width ? DIRECTIONS / 2 : 0;
    let bestK = middle;
    for (let turn = 0; turn < TURNS.length && best >= GOOD_ENOUGH; turn++) {
      if (turn >= MAIN_TURNS && turn % 2 === 0) middle = bestK;
      const k = (middle + TURNS[turn]! + DIRECTIONS) % DIRECTIONS;
      cutter.aim(cos[k]!, sin[k]!);
      for (let sign: 1 | -1 = side < 0 ? -1 : 1; ; sign = -1) {
        cutter.sweep(sign, area);
        const cost = this.#cost(cutter, perCut, perRest, best);
        if (cost < best) {
          best = cost;
          bestK = k;
          l = cutter.l;
          p = cutter.p;
          r = cutter.r;
        }
        if (sign < 0 || side > 0) break;
      }
    }
    cutter.l = l;
    cutter.p = p;
    cutter.r = r;
  }

  /** The sum of (asp / 2)⁴ of both parts, or something not below `limit` as soon as that is known. */
  #cost(cutter: ConvexCutter, perCut: number, perRest: number, limit: number): number {
    const { x, y, corners, l, p, r, q } = cutter;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const rNext = r === 0 ? corners - 1 : r - 1;
    const px = x[l]! + p * (x[lNext]! - x[l]!);
    const py = y[l]! + p * (y[lNext]! - y[l]!);
    const qx = x[r]! + q * (x[rNext]! - x[r]!);
    const qy = y[r]! + q * (y[rNext]! - y[r]!);
    const chord = (px - qx) * (px - qx) + (py - qy) * (py - qy);
    const reach = this.#reach;
    const inCut = l >= r ? l - r + 1 : l - r + 1 + corners;

    const cut =
      farthest(x, y, corners, r, inCut, px, py, qx, qy, Math.max(chord, reach[r * corners + inCut - 1]!)) *
      perCut;
    const cutCost = cut * cut * cut * cut;
    if (cutCost >= limit) return cutCost;
    const inRest = corners - inCut;
    const restReach = inRest > 0 ? reach[lNext * corners + inRest - 1]! : 0;
    const rest = farthest(x, y, corners, lNext, inRest, px, py, qx, qy, Math.max(chord, restReach)) * perRest;
    return cutCost + rest * rest * rest * rest;
  }

  /** Fills the table of squared diameters of all runs of corners, each from two shorter runs. */
  #measureReach({ x, y, corners }: ConvexCutter): void {
    if (corners * corners > this.#reach.length) this.#reach = new Float64Array(2 * corners * corners);
    const reach = this.#reach;
    for (let i = 0; i < corners; i++) reach[i * corners] = 0;
    for (let n = 1; n < corners; n++) {
      for (let i = 0; i < corners; i++) {
        const next = i + 1 === corners ? 0 : i + 1;
        const end = i + n < corners ? i + n : i + n - corners;
        const dx = x[i]! - x[end]!;
        const dy = y[i]! - y[end]!;
        const shorter = Math.max(reach[i * corners + n - 1]!, reach[next * corners + n - 1]!);
        reach[i * corners + n] = Math.max(shorter, dx * dx + dy * dy);
      }
    }
  }

  /** For a ring of very many corners: the line goes across the direction in which the ring is longest. */
  #acrossWidest(cutter: ConvexCutter): void {
    const { x, y, corners } = cutter;
    let widest = 0;
    let best = 0;
    for (let k = 0; k < DIRECTIONS; k++) {
      const nx = this.#cos[k]!;
      const ny = this.#sin[k]!;
      let low = Infinity;
      let high = -Infinity;
      for (let v = 0; v < corners; v++) {
        const along = nx * x[v]! + ny * y[v]!;
        low = Math.min(low, along);
        high = Math.max(high, along);
      }
      if (high - low <= widest) continue;
      widest = high - low;
      best = k;
    }
    cutter.aim(this.#cos[best]!, this.#sin[best]!);
  }
}

/** The greatest squared distance of `count` corners from `first` on to either end of the cut, or `atLeast`. */
function farthest(
  x: Float64Array,
  y: Float64Array,
  corners: number,
  first: number,
  count: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
  atLeast: number,
): number {
  let most = atLeast;
  for (let n = 0, k = first; n < count; n++) {
    const vx = x[k]!;
    const vy = y[k]!;
    const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
    const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
    if (toP > most) most = toP;
    if (toQ > most) most = toQ;
    k = k + 1 === corners ? 0 : k + 1;
  }
  return most;
}
