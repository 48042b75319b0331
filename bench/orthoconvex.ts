import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { greedy, layout, orthoconvex, quality, squarify, weightedTree, type Engine, type WeightedTree } from "marquetry"; // prettier-ignore
import { caterpillar, randomTree } from "marquetry/fixtures";
import { knownData } from "../test/support/data.ts";
import { median, SEED } from "./support/measure.ts";
import { figure, heading, power, printTable, printTarget, times } from "./support/table.ts";

const SQUARE: readonly [width: number, height: number] = [1000, 1000];
const ROUNDS = 5;
/** After so many microseconds no further round begins. */
const PATIENCE = 10e6;
/** With more leaves than this a tree is left out of quick runs. */
const QUICK = 20_000;
/** Leaves laid out before a measurement. */
const WARM_UP = 50_000;
const EFFORTS = ["fast", "balanced", "best"] as const;
const SIZES = [1e4, 1e5, 1e6];

const CONTENDERS: readonly (readonly [name: string, engine: Engine])[] = [
  ["squarify", squarify()],
  ["greedy", greedy()],
  ...EFFORTS.map((effort) => [`orthoconvex, ${effort}`, orthoconvex({ effort })] as const),
];
const HEAD = ["box, mean", "95 %", "worst", "asp, mean", "inner box, mean", "worst", "µs a leaf"];

/** Fatness and time of orthoconvex cells at every effort, and how time grows with the tree. */
export function orthoconvexSection(quick: boolean): void {
  heading(
    "Orthoconvex cells: box ((longest side)² / area) and asp (diameter² / area) of leaves and inner nodes",
  );
  for (const [title, tree] of Object.entries(inputs())) {
    if (quick && leavesOf(tree) > QUICK) continue;
    console.log();
    printTable(
      [title, ...HEAD],
      CONTENDERS.map(([name, engine]) => [name, ...row(engine, tree)]),
    );
  }
  printGrowth(quick);
}

function row(engine: Engine, tree: WeightedTree): string[] {
  const us = microseconds(engine, tree);
  const { leaves, inner } = quality(layout(tree, { engine, container: SQUARE }));
  const { mean, p95, max } = leaves.box;
  return [mean, p95, max, leaves.asp.mean, inner.box.mean, inner.box.max, us].map(figure);
}

/** Microseconds a leaf on a tree that is already built, elapsed or of the processor, whichever is less: a median. */
function microseconds(engine: Engine, tree: WeightedTree): number {
  const leaves = leavesOf(tree);
  const run = () => layout(tree, { engine, container: SQUARE });
  // Small inputs are over before the compiler has seen enough.
  for (let done = 0; done + leaves <= WARM_UP; done += leaves) run();
  const times: number[] = [];
  let spent = 0;
  while (times.length < ROUNDS && spent < PATIENCE) {
    const startCpu = process.cpuUsage();
    const start = performance.now();
    run();
    const elapsed = 1000 * (performance.now() - start);
    const { user, system } = process.cpuUsage(startCpu);
    times.push(Math.min(elapsed, user + system));
    spent += elapsed;
  }
  return median(times) / leaves;
}

function leavesOf(tree: WeightedTree): number {
  return tree.childCount.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0);
}

function printGrowth(quick: boolean): void {
  const sizes = quick ? SIZES.slice(0, 2) : SIZES;
  const trees = sizes.map((leaves) => randomTree(leaves, { seed: SEED }));
  const found = EFFORTS.map((effort) => trees.map((tree) => microseconds(orthoconvex({ effort }), tree)));
  console.log();
  printTable(
    ["random tree, µs a leaf", ...sizes.map(power), "growth"],
    found.map((row, k) => [EFFORTS[k]!, ...row.map(figure), times(row.at(-1)! / row[0]!)]),
  );
  printTarget("fast: growth of the time a leaf", found[0]!.at(-1)! / found[0]![0]!, "≤", 1.6, "×");
  printTarget("fast: time a leaf at 1e5", found[0]![1]!, "≤", 3, "µs");
}

function inputs(): Record<string, WeightedTree> {
  return {
    flare: flare(),
    ...nodeModules(),
    "random tree, 1e4": randomTree(1e4, { seed: SEED }),
    "random tree, 1e5": randomTree(1e5, { seed: SEED }),
    "equal caterpillar, 200 levels": caterpillar(200, { share: "equal" }),
    "equal caterpillar, 1000 levels": caterpillar(1000, { share: "equal" }),
  };
}

function flare(): WeightedTree {
  const file = new URL("../examples/data/flare.json", import.meta.url);
  const rows = JSON.parse(readFileSync(file, "utf8")) as { id: number; parent?: number; size?: number }[];
  return weightedTree.fromRows(rows, { weight: "size" });
}

/** A tree of the files of installed packages. */
function nodeModules(): Record<string, WeightedTree> {
  const lines = gunzipSync(readFileSync(knownData("node_modules.tsv.gz")))
    .toString()
    .trim()
    .split("\n");
  const rows = lines.map((line) => {
    const [size, path] = line.split("\t") as [string, string];
    return [path, Number(size)] as const;
  });
  return { "files of node_modules": weightedTree.fromPaths(rows) };
}
