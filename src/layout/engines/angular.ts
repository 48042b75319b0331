import { AngularBudget } from "../cuts/angular-budget.ts";
import { AngularGuarantee } from "../cuts/angular-guarantee.ts";
import { AngularPlanner } from "../cuts/angular-planner.ts";
import { cutDown } from "../cuts/cut-down.ts";
import { CutForest } from "../cuts/forest.ts";
import type { PolygonEngine } from "../engine.ts";
import { convexRegion } from "../polygon-region.ts";
import { ringStage } from "../ring-cells.ts";

export function angular(): PolygonEngine {
  return {
    name: "angular",
    description: "fat convex polygons, by straight cuts that keep a proven limit of diameter² / area",
    shape: "convex",
    stage: ringStage,
    bound(tree, container) {
      const guarantee = new AngularGuarantee(convexRegion(container).ring);
      const budget = new AngularBudget(CutForest.plant(tree, "huffman"));
      const bounds: number[] = [];
      const perNode = new Float64Array(tree.size);
      let value = 0;
      for (let i = 0; i < tree.size; i++) {
        const families = budget.families(i);
        perNode[i] = bounds[families] ??= guarantee.bound(families);
        if (perNode[i]! > value) value = perNode[i]!;
      }
      return { measure: "asp", value, perNode };
    },
    partition(tree, region, cells) {
      const forest = CutForest.plant(tree, "huffman");
      const planner = new AngularPlanner(new AngularGuarantee(region.ring), new AngularBudget(forest));
      cutDown(tree, cells, forest, { planner });
    },
  };
}
