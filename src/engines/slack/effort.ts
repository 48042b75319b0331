import { choice, number, type Option } from "../../options/option.ts";
import type { WeightedTree } from "../engine.ts";
import type { CutPrecision } from "./cut-solver.ts";

/** How much thought goes into boxes with slack. */
export type SlackEffort = "fast" | "balanced" | "best";

/** Below this, two equal halves of a cube would already be too long. */
export const LEAST_RATIO = 2;

/** The options that rectangles and boxes with slack share; without an effort it goes by the size of the tree. */
export const slackRatioOption: Option = /* @__PURE__ */ number({ min: LEAST_RATIO }, 3);
export const slackEffortOption: Option = /* @__PURE__ */ choice(["fast", "balanced", "best"]);

/** What an effort means. */
export interface SlackPlan extends CutPrecision {
  /** Shapes a table holds along each axis, from the cube to the greatest ratio. */
  readonly levels: number;
  /** Parts of a family may get this many times as long as one of its members may be. */
  readonly reach: number;
  /** Most binary trees tried for a family. */
  readonly joins: number;
  /** An excess that is not worth trying another tree. */
  readonly enough: number;
}

const PLANE: Readonly<Record<SlackEffort, SlackPlan>> = {
  fast: { levels: 6, reach: 24, joins: 1, enough: 1e-3, tolerance: 1e-4, trials: 6 },
  balanced: { levels: 17, reach: 64, joins: 4, enough: 1e-4, tolerance: 1e-6, trials: 12 },
  best: { levels: 33, reach: 128, joins: 8, enough: 1e-5, tolerance: 1e-7, trials: 20 },
};

const SPACE: Readonly<Record<SlackEffort, SlackPlan>> = {
  fast: { levels: 3, reach: 4, joins: 1, enough: 1e-3, tolerance: 1e-4, trials: 6 },
  balanced: { levels: 5, reach: 12, joins: 4, enough: 1e-4, tolerance: 1e-5, trials: 10 },
  best: { levels: 7, reach: 24, joins: 8, enough: 1e-5, tolerance: 1e-6, trials: 14 },
};

/** From four dimensions on a table has so many axes that it must be coarse. */
const BEYOND: Readonly<Record<SlackEffort, SlackPlan>> = {
  fast: { levels: 2, reach: 2, joins: 1, enough: 1e-3, tolerance: 1e-3, trials: 5 },
  balanced: { levels: 2, reach: 4, joins: 2, enough: 1e-4, tolerance: 1e-4, trials: 8 },
  best: { levels: 3, reach: 4, joins: 4, enough: 1e-5, tolerance: 1e-5, trials: 10 },
};

/** Up to this depth tables are as fine as the effort says; from there on twice as fine for every four times as deep. */
const SHALLOW = 16;
/** Tables get finer by this factor at most. */
const FINEST: Readonly<Record<SlackEffort, number>> = { fast: 2, balanced: 8, best: 8 };

/**
 * What an effort means in a dimension.
 *
 * @param depth - families on top of each other
 */
export function slackPlan(dimension: number, effort: SlackEffort, depth: number): SlackPlan {
  if (dimension > 2) return (dimension === 3 ? SPACE : BEYOND)[effort];
  const plan = PLANE[effort];
  const finer = 2 ** Math.max(0, Math.ceil(Math.log2(depth / SHALLOW) / 2));
  return { ...plan, levels: 1 + (plan.levels - 1) * Math.min(finer, FINEST[effort]) };
}

/** Nodes up to which the best, and the next best, effort takes about a second at most, in the plane. */
const BEST_UP_TO = 1500;
const BALANCED_UP_TO = 25_000;

/** The most thorough effort that does not keep a user waiting. */
export function usualEffort(tree: WeightedTree, dimension: number): SlackEffort {
  const size = dimension > 2 ? tree.size * 4 : tree.size;
  return size <= BEST_UP_TO ? "best" : size <= BALANCED_UP_TO ? "balanced" : "fast";
}
