import { matchNodes } from "../../model/match-nodes.ts";
import type { RingCells, Structure, WeightedTree } from "../engine.ts";
import { cutDown } from "./cut-down.ts";
import type { CutForest } from "./forest.ts";
import type { CutPlanner } from "./planner.ts";
import { regrow } from "./regrow.ts";

/** Cuts kept as they are for other areas of the same cells, by an engine whose bound would not hold for them. */
export class FrozenCuts implements Structure<RingCells> {
  readonly losesBound = true;
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #planner: (forest: CutForest) => CutPlanner;

  constructor(tree: WeightedTree, forest: CutForest, planner: (forest: CutForest) => CutPlanner) {
    this.#tree = tree;
    this.#forest = forest;
    this.#planner = planner;
  }

  repeat(tree: WeightedTree, cells: RingCells): FrozenCuts {
    const before = { tree: this.#tree, forest: this.#forest };
    const forest = regrow(before, tree, matchNodes(tree, this.#tree), "huffman");
    cutDown(tree, cells, forest, { planner: this.#planner(forest) });
    return new FrozenCuts(tree, forest, this.#planner);
  }
}
