import type { ConvexCutter } from "../../geometry/convex-cut.ts";
import { CutMeter } from "./cut-meter.ts";
import type { CutPlanner, CutSide, CutTask } from "./planner.ts";

/** Directions a cut can have, over a half turn: a container that is not a box needs more than the axes. */
const DIRECTIONS = 16;
/** How far to turn from the middle: the main directions, then pairs round the best so far, closer and closer. */
const TURNS = [0, 8, 4, 12, 2, -2, 1, -1];
const MAIN_TURNS = 4;
/** Sum of the parts' (asp / 2)³ below which no further direction is tried: two squares have 2. */
const GOOD_ENOUGH = 2 * 1.25 ** 3;
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
  nx = 1;
  ny = 0;

  constructor() {
    this.#cos = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.cos((k * Math.PI) / DIRECTIONS));
    this.#sin = Float64Array.from({ length: DIRECTIONS }, (_, k) => Math.sin((k * Math.PI) / DIRECTIONS));
    // Exact on the axes, so that a square is cut into exact rectangles.
    this.#cos[DIRECTIONS / 2] = 0;
  }

  plan(cutter: ConvexCutter, { area, side }: CutTask): void {
    if (cutter.corners > MOST_CORNERS) this.#acrossWidest(cutter, area, side < 0 ? -1 : 1);
    else this.#search(cutter, area, side);
  }

  /** Tries the main directions, then turns closer and closer round the best, until one is good enough. */
  #search(cutter: ConvexCutter, area: number, side: CutSide): void {
    const meter = this.#meter;
    meter.load(cutter);
    let best = Infinity;
    let isFirst = true;
    let l = 0;
    let p = 0;
    let r = 0;
    // The cut across the longer side is the likeliest, and often the only one needed.
    let middle = cutter.height > cutter.width ? DIRECTIONS / 2 : 0;
    let bestK = middle;
    for (let turn = 0; turn < TURNS.length && best >= GOOD_ENOUGH; turn++) {
      if (turn >= MAIN_TURNS && turn % 2 === 0) middle = bestK;
      const k = (middle + TURNS[turn]! + DIRECTIONS) % DIRECTIONS;
      cutter.aim(this.#cos[k]!, this.#sin[k]!);
      for (let sign: 1 | -1 = side < 0 ? -1 : 1; ; sign = -1) {
        cutter.sweep(sign, area);
        const cost = meter.measure(cutter, area, 1, 1, best);
        // The first is taken even if its cost is beyond what a number can hold.
        if (isFirst || cost < best) {
          isFirst = false;
          best = cost;
          bestK = k;
          this.nx = sign * this.#cos[k]!;
          this.ny = sign * this.#sin[k]!;
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
