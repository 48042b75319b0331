import type { ConvexCutter } from "../../../geometry/convex-cut.ts";

/** Numbers held of a candidate: its cost, the share of the part cut off in it, the ends of the cut, the normal. */
const STRIDE = 7;
/** Relative difference of costs below which two cuts count as mirror images of each other. */
const ALIKE = 1e-9;

/** The few cheapest cuts of a ring, cheapest first; of cuts that mirror each other only one. */
export class Candidates {
  count = 0;
  readonly #most: number;
  readonly #data: Float64Array;

  constructor(most: number) {
    this.#most = most;
    this.#data = new Float64Array(STRIDE * (most + 1));
  }

  clear(): void {
    this.count = 0;
  }

  /** Cost of the k-th cheapest. */
  cost(k: number): number {
    return this.#data[STRIDE * k]!;
  }

  /** What the part cut off costs in the k-th cheapest. */
  costOfCut(k: number): number {
    return this.#data[STRIDE * k + 1]!;
  }

  /** What a cut must cost less than to be taken in. */
  get limit(): number {
    return this.count < this.#most ? Infinity : this.#data[STRIDE * (this.count - 1)]!;
  }

  /** Takes the cutter's last sweep in, if it is cheap enough. */
  offer(cost: number, costOfCut: number, cutter: ConvexCutter, nx: number, ny: number): void {
    if (!(cost < this.limit)) return;
    const data = this.#data;
    for (let k = 0; k < this.count; k++) {
      if (Math.abs(data[STRIDE * k]! - cost) <= ALIKE * cost) return;
    }
    let k = this.count < this.#most ? this.count++ : this.count - 1;
    for (; k > 0 && data[STRIDE * (k - 1)]! > cost; k--) {
      for (let at = STRIDE * k; at < STRIDE * (k + 1); at++) data[at] = data[at - STRIDE]!;
    }
    const at = STRIDE * k;
    data[at] = cost;
    data[at + 1] = costOfCut;
    data[at + 2] = cutter.leftCorner;
    data[at + 3] = cutter.leftFraction;
    data[at + 4] = cutter.rightCorner;
    data[at + 5] = nx;
    data[at + 6] = ny;
  }

  /** Brings the cutter, still holding the same ring, back to the k-th cheapest cut, ready to split. */
  recall(k: number, cutter: ConvexCutter): void {
    cutter.leftCorner = this.#data[STRIDE * k + 2]!;
    cutter.leftFraction = this.#data[STRIDE * k + 3]!;
    cutter.rightCorner = this.#data[STRIDE * k + 4]!;
  }

  normalX(k: number): number {
    return this.#data[STRIDE * k + 5]!;
  }

  normalY(k: number): number {
    return this.#data[STRIDE * k + 6]!;
  }
}
