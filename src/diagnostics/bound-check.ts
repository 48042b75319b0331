import type { Bound, BoundMeasure } from "../partition/engine-info.ts";

/** What an engine has proven for a layout, and what the layout reached. */
export interface BoundReport {
  readonly measure: BoundMeasure;
  /** The proven limit of every cell. */
  readonly value: number;
  /** The greatest measure of a cell. */
  readonly reached: number;
  /** Whether every cell keeps the limit, its own where the engine proves one for each node. */
  readonly holds: boolean;
}

/** Relative excess over a bound that is put down to rounding. */
const BOUND_TOLERANCE = 1e-9;

/**
 * Holds a layout against the bound its engine has proven; null if it has proven none. The container's own
 * shape is not the engine's doing, so the root counts only where it is a leaf. Padding can break a bound,
 * which speaks of layouts without.
 *
 * @param reached - of each cell the measure that is bounded; NaN for empty ones
 */
export function checkBound(bound: Bound | null, reached: Float64Array): BoundReport | null {
  if (bound === null) return null;
  const { measure, value, perNode } = bound;
  let most = NaN;
  let holds = true;
  for (let i = reached.length > 1 ? 1 : 0; i < reached.length; i++) {
    const own = reached[i]!;
    if (Number.isNaN(own)) continue;
    if (!(own <= most)) most = own;
    const limit = perNode ? Math.min(value, perNode[i]!) : value;
    if (!(own <= limit * (1 + BOUND_TOLERANCE))) holds = false;
  }
  return { measure, value, reached: most, holds };
}
