import type { EarlierLayout, RingCells, WeightedTree } from "../../engine.ts";
import { AngularBudget } from "./angular-budget.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { AngularPlanner } from "./angular-planner.ts";
import { AngularRepair } from "./angular-repair.ts";
import { AngularWatch } from "./angular-watch.ts";
import { cutDown } from "../cut-down.ts";
import { FamilyJoiner } from "../family-joiner.ts";
import { CutForest } from "../forest.ts";
import { GrowthLimit } from "../growth-limit.ts";
import { regrow } from "../regrow.ts";
import type { CutMemory } from "../structure.ts";

/**
 * Lays a tree out by the cuts that the proof allows.
 *
 * Of an earlier layout all cuts are kept at first. Where a cell then exceeds what is proven for the new tree, as
 * little as possible is cut anew: see docs/angular-bound.md.
 */
export function layOutByAngularCuts(
  guarantee: AngularGuarantee,
  tree: WeightedTree,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory> | undefined,
): CutMemory {
  if (earlier) return repeat(guarantee, tree, cells, earlier);
  const forest = CutForest.plant(tree, "huffman");
  cutDown(tree, cells, forest, { planner: new AngularPlanner(guarantee, AngularBudget.count(forest)) });
  return { forest: forest.memory };
}

function repeat(
  guarantee: AngularGuarantee,
  tree: WeightedTree,
  cells: RingCells,
  earlier: EarlierLayout<CutMemory>,
): CutMemory {
  const promised = AngularBudget.count(CutForest.plant(tree, "huffman"));
  const forest = regrow(earlier, tree, "huffman");
  const budget = AngularBudget.keep(forest, promised);
  joinNewFamilies(tree, forest, budget, promised);
  const isProven = cells.padding.none && !earlier.keepsAll;
  const isLimited = !isProven || earlier.maxAspectGrowth < Infinity;
  const watch = new AngularWatch(
    tree.size,
    promised,
    isProven ? guarantee : null,
    isLimited ? new GrowthLimit(earlier) : null,
  );
  const planner = new AngularPlanner(guarantee, budget);
  cutDown(tree, cells, forest, { planner, budget: watch });
  if (watch.isWrong) {
    const repair = new AngularRepair(tree, forest, { guarantee, promised, isProven });
    repair.findBeginnings(cells, watch.wrong);
    cutDown(tree, cells, forest, { planner, only: repair.begin(budget) });
  }
  return { forest: forest.memory };
}

/** Cuts families that are all new as the proof has them. */
function joinNewFamilies(
  tree: WeightedTree,
  forest: CutForest,
  budget: AngularBudget,
  promised: AngularBudget,
): void {
  const joiner = new FamilyJoiner(tree, "huffman");
  for (let i = 0; i < tree.size; i++) {
    if (!forest.isUnplanned(i)) continue;
    forest.replace(i, joiner.join(i));
    budget.begin(i, promised.families(i), false);
    budget.handDown(forest, i);
  }
}
