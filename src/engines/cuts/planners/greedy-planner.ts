import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { CutMeter } from "./cut-meter.ts";
import { isBox } from "../is-box.ts";
import type { CutPlanner, CutSide, CutTask } from "./planner.ts";

/** Directions a cut can have, over a half turn: a container that is not a box needs more than the axes. */
const DIRECTIONS = 16;
/** How far to turn from the middle: the main directions, then pairs round the best so far, closer and closer. */
const TURNS = [0, 8, 4, 12, 2, -2, 1, -1];
const MAIN_TURNS = 4;
/** Of the main directions, the one that is another's mirror image in a box. */
const MIRRORED_TURN = 3;
/** Sum of the parts' (asp / 2)³ below which no further direction is tried: two squares have 2. */
const GOOD_ENOUGH = 2 * 1.25 ** 3;
/** The same sum above which corners are cut off as well: a part of asp 12. */
const TOO_THIN = 6 ** 3;
/** Beyond this many corners the exact measure, which takes their square, gives way to a simpler rule. */
const MOST_CORNERS = 256;

/**
 * Chooses the direction of a cut: the one of least asp₁³ + asp₂³, asp being diameter² / area.
 *
 * A cost that looks at the worse part alone would make right-angled triangles for ever, since halving one gives
 * two of the same shape.
 */
export class GreedyPlanner implements CutPlanner {
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #meter: CutMeter = new CutMeter();
  /** The best cut so far: its cost, and the cutter's l, p, r in it. */
  #best = Infinity;
  #isFirst = true;
  #l = 0;
  #p = 0;
  #r = 0;
  nx = 1;
  ny = 0;

  constructor() {
    this.#cos = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.cos((k * Math.PI) / DIRECTIONS));
    this.#sin = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.sin((k * Math.PI) / DIRECTIONS));
    // Exact on the axes, so that a square is cut into exact rectangles.
    this.#cos[DIRECTIONS / 2] = 0;
  }

  plan(cutter: ConvexCutter, { forest, light, heavy, area, side }: CutTask): void {
    this.#meter.expect(forest, light, heavy, 1);
    if (cutter.corners > MOST_CORNERS) this.#acrossWidest(cutter, area, side < 0 ? -1 : 1);
    else if (!isBox(cutter)) this.#search(cutter, area, side, false);
    else if (!this.#cutBox(cutter, area, side)) this.#search(cutter, area, side, true);
  }

  /** Cuts a box across its longer side if that is good enough: most rings are boxes, and need no sweeps to measure. */
  #cutBox(cutter: ConvexCutter, area: number, side: CutSide): boolean {
    const { width, height } = cutter;
    const isUpright = height > width;
    const long = isUpright ? height : width;
    const wide = isUpright ? width : height;
    const cutLength = area / wide;
    this.#meter.measureBoxes(cutLength, long - cutLength, wide);
    if (!(this.#meter.cost < GOOD_ENOUGH)) return false;
    const sign = side < 0 ? -1 : 1;
    this.nx = isUpright ? 0 : sign;
    this.ny = isUpright ? sign : 0;
    cutter.aim(isUpright ? 0 : 1, isUpright ? 1 : 0);
    cutter.sweep(sign, area);
    return true;
  }

  /** Tries the main directions, then turns closer and closer round the best, until one is good enough. */
  #search(cutter: ConvexCutter, area: number, side: CutSide, ofBox: boolean): void {
    const meter = this.#meter;
    meter.load(cutter);
    this.#best = Infinity;
    this.#isFirst = true;
    // A box is the same from both ends, and mirrored.
    const isSymmetric = ofBox && side === 0;
    // The cut across the longer side is the likeliest, and often the only one needed.
    let middle = cutter.height > cutter.width ? DIRECTIONS / 2 : 0;
    let bestK = middle;
    for (let turn = 0; turn < TURNS.length && this.#best >= GOOD_ENOUGH; turn++) {
      if (turn >= MAIN_TURNS && turn % 2 === 0) middle = bestK;
      if (isSymmetric && turn === MIRRORED_TURN) continue;
      const k = (middle + TURNS[turn]! + DIRECTIONS) % DIRECTIONS;
      cutter.aim(this.#cos[k]!, this.#sin[k]!);
      if (side >= 0 && this.#try(cutter, area, 1, this.#cos[k]!, this.#sin[k]!)) bestK = k;
      if (side <= 0 && !isSymmetric && this.#try(cutter, area, -1, this.#cos[k]!, this.#sin[k]!)) bestK = k;
    }
    if (this.#best > TOO_THIN) this.#cutCorners(cutter, area, side);
    cutter.l = this.#l;
    cutter.p = this.#p;
    cutter.r = this.#r;
  }

  /** Takes the cut in the direction in which the cutter is aimed if it is better than the best so far. */
  #try(cutter: ConvexCutter, area: number, sign: 1 | -1, nx: number, ny: number): boolean {
    cutter.sweep(sign, area);
    this.#meter.limit = this.#best;
    this.#meter.measure(cutter, area);
    const { cost } = this.#meter;
    // The first is taken even if its cost is beyond what a number can hold.
    if (!this.#isFirst && !(cost < this.#best)) return false;
    this.#isFirst = false;
    this.#best = cost;
    this.nx = sign * nx;
    this.ny = sign * ny;
    this.#l = cutter.l;
    this.#p = cutter.p;
    this.#r = cutter.r;
    return true;
  }

  /**
   * Tries to cut off each corner alike on both its sides. A ring with sides in all directions, as a tiny part on
   * every level leaves it, has only slivers to give along them.
   */
  #cutCorners(cutter: ConvexCutter, area: number, side: CutSide): void {
    const { x, y, corners } = cutter;
    for (let k = 0; k < corners; k++) {
      const a = k === 0 ? corners - 1 : k - 1;
      const b = k + 1 === corners ? 0 : k + 1;
      const before = Math.hypot(x[a]! - x[k]!, y[a]! - y[k]!);
      const after = Math.hypot(x[b]! - x[k]!, y[b]! - y[k]!);
      const dx = (x[a]! - x[k]!) / before + (x[b]! - x[k]!) / after;
      const dy = (y[a]! - y[k]!) / before + (y[b]! - y[k]!) / after;
      const length = Math.hypot(dx, dy);
      const isAhead = dy > 0 || (dy === 0 && dx > 0);
      if (!(length > 0) || (side !== 0 && isAhead !== side > 0)) continue;
      cutter.aim(dx / length, dy / length);
      this.#try(cutter, area, 1, dx / length, dy / length);
    }
  }

  /** For a ring of very many corners: the line goes across the direction in which the ring is longest. */
  #acrossWidest(cutter: ConvexCutter, area: number, sign: 1 | -1): void {
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
    cutter.sweep(sign, area);
    this.nx = sign * this.#cos[best]!;
    this.ny = sign * this.#sin[best]!;
  }
}
