import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { CutMeter } from "./cut-meter.ts";
import type { CutPlanner, CutTask } from "./planner.ts";

/** Directions a cut can have, over a half turn: a container that is not a box needs more than the axes. */
export const DIRECTIONS = 16;
/** What a part costs at most, in units of a square's, where no further direction is tried. */
export const GOOD_ENOUGH: number = 1.25 ** 3;
/** Beyond this many corners the exact measure, which takes their square, gives way to a simpler rule. */
export const MOST_CORNERS = 256;
/**
 * What a cut's cost must be less than, over that of the best before it, to be better, and a ring's height over its width
 * to be upright: what rounding decides would hang on the size of the container.
 */
export const TIE: number = 1 - 1e-9;
/** How far to turn from the middle: the main directions, then pairs round the best so far, closer and closer. */
const TURNS = [0, 8, 4, 12, 2, -2, 1, -1];
const MAIN_TURNS = 4;

/** Searches the directions of a cut, and keeps the best. What a direction has to give is up to those who extend it. */
export abstract class TurnSearch implements CutPlanner {
  nx = 1;
  ny = 0;
  /** Cost of the best cut so far: asp₁³ + asp₂³, in units of a square's. */
  protected best: number = Infinity;
  protected readonly meter: CutMeter = new CutMeter();
  #leftCorner = 0;
  #leftFraction = 0;
  #rightCorner = 0;

  abstract plan(cutter: ConvexCutter, task: CutTask): void;

  /** Tries direction k, of {@link DIRECTIONS}; whether it is the best so far. */
  protected abstract tryDirection(cutter: ConvexCutter, area: number, k: number, turn: number): boolean;

  /** Tries the main directions, then turns closer and closer round the best, until one costs less than `enough`. */
  protected search(cutter: ConvexCutter, area: number, isUpright: boolean, enough: number): void {
    // The cut across the longer side is the likeliest, and often the only one needed.
    let middle = isUpright ? DIRECTIONS / 2 : 0;
    let best = middle;
    for (let turn = 0; turn < TURNS.length && this.best >= enough; turn++) {
      if (turn >= MAIN_TURNS && turn % 2 === 0) middle = best;
      const k = (middle + TURNS[turn]! + DIRECTIONS) % DIRECTIONS;
      if (this.tryDirection(cutter, area, k, turn)) best = k;
    }
  }

  /** Notes the cutter's last sweep, along this normal from the part cut off into the rest, as the best. */
  protected take({ leftCorner, leftFraction, rightCorner }: ConvexCutter, nx: number, ny: number): void {
    this.nx = nx;
    this.ny = ny;
    this.#leftCorner = leftCorner;
    this.#leftFraction = leftFraction;
    this.#rightCorner = rightCorner;
  }

  /** Brings the cutter, still holding the same ring, back to the best cut, ready to split. */
  protected recall(cutter: ConvexCutter): void {
    cutter.leftCorner = this.#leftCorner;
    cutter.leftFraction = this.#leftFraction;
    cutter.rightCorner = this.#rightCorner;
  }
}
