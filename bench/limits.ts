import {
  greedy,
  layout,
  orthoconvex,
  quality,
  rectangles,
  slack,
  squarify,
  voronoi,
  type Engine,
  type WeightedTree,
} from "marquetry";
import { caterpillar, flatList, randomTree } from "marquetry/fixtures";
import { figure, heading, printTable } from "./support/table.ts";

/** The longest cell in chains of so many levels with equal leaves: the least that a search over whole chains, or `greedy`, found. */
const BEST_CHAINS = new Map([
  [30, 7.14],
  [60, 9],
  [100, 11.2],
  [200, 14],
]);
/** Sides of the slack rectangles tried, longest over shortest. */
const RATIO = 2;

/** How far layouts are from the best that is possible, or known. */
export function limits(quick: boolean): void {
  heading("How far from the best possible");
  console.log("\nChains with equal leaves in a square: the longest cell, diameter² / area\n");
  printTable(
    ["levels", "best known", "greedy", "greedy, best", "over", "slack 2 : 1 fills", "can fill at most"],
    [...BEST_CHAINS].map(([levels, best]) => {
      const tree = caterpillar(levels, { share: "equal" });
      const reached = measured(tree, greedy({ effort: "best" })).asp.max;
      const { waste } = quality(layout(tree, { engine: slack({ ratio: RATIO }), container: SQUARE })).slack;
      const atMost = (4 * RATIO * (levels + 1)) / levels ** 2;
      return [
        String(levels),
        figure(best),
        figure(measured(tree, greedy()).asp.max),
        figure(reached),
        `${figure(100 * (reached / best - 1))} %`,
        figure(1 - waste),
        figure(Math.min(1, atMost)),
      ];
    }),
  );

  const leaves = quick ? 2_000 : 20_000;
  console.log("\nMean of diameter² / area of the leaves\n");
  const inputs: [string, WeightedTree][] = [
    ["list of 1,000, uniform", flatList(1000, { spread: "uniform" })],
    ["list of 1,000, lognormal", flatList(1000, { spread: "lognormal" })],
    [`random tree of ${leaves}`, randomTree(leaves)],
  ];
  const engines: [string, Engine, number][] = [
    ["squarify, ratio 1", squarify({ ratio: 1 }), 2],
    ["rectangles, best", rectangles({ effort: "best" }), 2],
    ["greedy, best", greedy({ effort: "best" }), meanLimit(4)],
    ["voronoi, best", voronoi({ effort: "best" }), meanLimit(6)],
    ["orthoconvex, best", orthoconvex({ effort: "best" }), 4 / Math.PI],
  ];
  printTable(
    ["", "cannot be below", ...inputs.map(([name]) => name)],
    engines.map(([name, engine, least]) => [
      name,
      figure(least),
      ...inputs.map(([, tree]) => figure(measured(tree, engine).asp.mean)),
    ]),
  );
}

const SQUARE = [1000, 1000] as const;

function measured(tree: WeightedTree, engine: Engine): ReturnType<typeof quality>["leaves"] {
  return quality(layout(tree, { engine, container: SQUARE })).leaves;
}

/**
 * The least mean of diameter² / area of convex polygons with so many corners on average.
 *
 * With an odd number of corners the regular polygon is the fattest, with four the square (Reinhardt 1922). The least
 * mean lies on the lower convex hull of these, between the odd numbers on either side.
 */
function meanLimit(corners: number): number {
  const regular = (n: number): number => 1 / ((n / 2) * Math.cos(Math.PI / n) * Math.tan(Math.PI / (2 * n)));
  return (regular(corners - 1) + regular(corners + 1)) / 2;
}
