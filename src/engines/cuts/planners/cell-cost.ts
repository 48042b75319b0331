import { diameterSquared } from "../../../geometry/diameter.ts";
import { ringArea } from "../../../geometry/ring.ts";
import type { CutForest } from "../forest.ts";
import type { RingSink } from "../family-cutter.ts";

/** A leaf's cell counts this many times as much as a part that will be cut again. */
export const LEAF = 2;

/** Adds up what cells cost instead of keeping them: (asp / 2)³ each, leaves twice. */
export class CellCost implements RingSink {
  sum = 0;
  /** Sum of the factors: what squares alone would cost. */
  least = 0;
  readonly #forest: CutForest;

  constructor(forest: CutForest) {
    this.#forest = forest;
  }

  clear(): void {
    this.sum = 0;
    this.least = 0;
  }

  set(i: number, _x: number, _y: number, points: Float64Array, from: number, corners: number): void {
    const half = (0.5 * diameterSquared(points, from, corners)) / ringArea(points, from, corners);
    const factor = this.#forest.goal[i]! < this.#forest.cells ? LEAF : 1;
    this.sum += factor * half * half * half;
    this.least += factor;
  }
}
