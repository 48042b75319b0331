import { matchNodes } from "../../../model/match-nodes.ts";
import type { RepeatOptions, RingCells, Structure, WeightedTree } from "../../engine.ts";
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

/**
 * A layout of `angular`, remembered as its forest of cuts with their normals.
 *
 * Repeated, all cuts are kept at first. Where a cell then exceeds what is proven for the new tree, as little as
 * possible is cut anew: see docs/angular-bound.md.
 */
export class AngularStructure implements Structure<RingCells> {
  readonly isOfCuts = true;
  readonly #guarantee: AngularGuarantee;
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;

  private constructor(guarantee: AngularGuarantee, tree: WeightedTree, forest: CutForest) {
    this.#guarantee = guarantee;
    this.#tree = tree;
    this.#forest = forest;
  }

  /** Lays a tree out anew. */
  static grow(guarantee: AngularGuarantee, tree: WeightedTree, cells: RingCells): AngularStructure {
    const forest = CutForest.plant(tree, "huffman");
    cutDown(tree, cells, forest, { planner: new AngularPlanner(guarantee, AngularBudget.count(forest)) });
    return new AngularStructure(guarantee, tree, forest);
  }

  repeat(tree: WeightedTree, cells: RingCells, options: RepeatOptions): AngularStructure {
    const guarantee = this.#guarantee;
    const match = matchNodes(tree, this.#tree);
    const promised = AngularBudget.count(CutForest.plant(tree, "huffman"));
    const forest = regrow({ tree: this.#tree, forest: this.#forest }, tree, match, "huffman");
    const budget = AngularBudget.keep(forest, promised);
    joinNewFamilies(tree, forest, budget, promised);
    const isProven = cells.spacing.none && options.keepsAll !== true;
    const isLimited = !isProven || options.maxAspectGrowth < Infinity;
    const watch = new AngularWatch(
      tree.size,
      promised,
      isProven ? guarantee : null,
      isLimited ? new GrowthLimit(match, options) : null,
    );
    const planner = new AngularPlanner(guarantee, budget);
    cutDown(tree, cells, forest, { planner, budget: watch });
    if (watch.isWrong) {
      const repair = new AngularRepair(tree, forest, { guarantee, promised, isProven });
      repair.findBeginnings(cells, watch.wrong);
      cutDown(tree, cells, forest, { planner, only: repair.begin(budget) });
    }
    return new AngularStructure(guarantee, tree, forest);
  }
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
