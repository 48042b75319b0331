import { matchNodes } from "../../model/match-nodes.ts";
import type { RepeatOptions, RingCells, Structure, WeightedTree } from "../engine.ts";
import { AspectBudget } from "./aspect-budget.ts";
import { cutDown, type CutDownOptions } from "./cut-down.ts";
import type { Joining } from "./family-joiner.ts";
import { CutForest } from "./forest.ts";
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
export class CutStructure implements Structure<RingCells> {
  readonly isOfCuts = true;
  readonly #engine: CutEngine;
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;

  private constructor(engine: CutEngine, tree: WeightedTree, forest: CutForest) {
    this.#engine = engine;
    this.#tree = tree;
    this.#forest = forest;
  }

  /** Lays a tree out anew. */
  static grow(engine: CutEngine, tree: WeightedTree, cells: RingCells): CutStructure {
    const forest = CutForest.plant(tree, engine.joining);
    cutDown(tree, cells, forest, toOptions(engine));
    return new CutStructure(engine, tree, forest);
  }

  repeat(tree: WeightedTree, cells: RingCells, options: RepeatOptions): CutStructure {
    const engine = this.#engine;
    const match = matchNodes(tree, this.#tree);
    const forest = regrow({ tree: this.#tree, forest: this.#forest }, tree, match, engine.joining);
    const budget = new AspectBudget(tree, forest, engine.joining, match, options);
    cutDown(tree, cells, forest, { ...toOptions(engine), budget });
    return new CutStructure(engine, tree, forest);
  }
}

function toOptions({ planner, joining, rowsFrom }: CutEngine): CutDownOptions {
  return { planner: planner(), keepOrder: joining === "halves", rowsFrom };
}
