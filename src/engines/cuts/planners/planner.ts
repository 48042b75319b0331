import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { CutForest } from "../forest.ts";

/** Where the part cut off lies: 1 above the line, or left of an upright one; −1 below it; 0 on either side. */
export type CutSide = -1 | 0 | 1;

/** A cut to be planned. One object is reused for all: read it, do not keep it. */
export interface CutTask {
  readonly forest: CutForest;
  /** The lighter of its two parts, which is the one cut off, and the other. */
  readonly light: number;
  readonly heavy: number;
  /** Area of the lighter part. */
  readonly area: number;
  /** Where the lighter part has to lie. */
  readonly side: CutSide;
}

/** Decides where a cut goes. */
export interface CutPlanner {
  /** Normal of the cut last planned, pointing from the part cut off into the rest. */
  readonly nx: number;
  readonly ny: number;
  /** Leaves `cutter`, which holds the ring, at the cut, ready to split. */
  plan(cutter: ConvexCutter, task: CutTask): void;
}

/** For forests of which all cuts are known. */
export const NO_PLANNER: CutPlanner = { nx: NaN, ny: NaN, plan() {} };
