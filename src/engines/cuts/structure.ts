import type { EarlierLayout, LayoutMemory, RingCells, WeightedTree } from "../engine.ts";
import { AspectBudget } from "./aspect-budget.ts";
import { cutDown } from "./cut-down.ts";
import type { Joining } from "./family-joiner.ts";
import { CutForest, type ForestMemory } from "./forest.ts";
import type { CutPlanner } from "./planners/planner.ts";
import { regrow } from "./regrow.ts";

/** How an engine of cuts works. */
export interface CutEngine {
  readonly joining: Joining;
  readonly rowsFrom: number;
  /** Makes a planner. */
  readonly planner: () => CutPlanner;
}

/** A layout by cuts, remembered as its forest of cuts with their normals. */
export interface CutMemory extends LayoutMemory {
  readonly forest: ForestMemory;
}

/** Lays a tree out by cuts, those of an earlier layout as far as they go. */
export function layOutByCuts(
  { planner, joining, rowsFrom }: CutEngine,
  tree: WeightedTree,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory> | undefined,
): CutMemory {
  const forest = earlier ? regrow(earlier, tree, joining) : CutForest.plant(tree, joining);
  const budget = earlier ? new AspectBudget(tree, forest, joining, earlier) : null;
  cutDown(tree, cells, forest, { planner: planner(), keepOrder: joining === "halves", rowsFrom, budget });
  return { forest: forest.memory };
}
