import type { BoundMeasure } from "../partition/engine-info.ts";
import type { Partition } from "../partition/partition.ts";
import { ShapeReader, type CellShape } from "./cell-shape.ts";

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
 */
export function checkBound(map: Partition): BoundReport | null {
  const bound = map.bound();
  if (bound === null) return null;
  const { measure, value, perNode } = bound;
  const reader = new ShapeReader(map);
  const shape: CellShape = { asp: 0, side: 0, box: 0, round: 0 };
  let reached = NaN;
  let holds = true;
  for (let i = map.size > 1 ? 1 : 0; i < map.size; i++) {
    if (!reader.read(i, shape)) continue;
    if (!(shape[measure] <= reached)) reached = shape[measure];
    const limit = perNode ? Math.min(value, perNode[i]!) : value;
    if (!(shape[measure] <= limit * (1 + BOUND_TOLERANCE))) holds = false;
  }
  return { measure, value, reached, holds };
}
