import {
  angular,
  greedy,
  layout,
  orthoconvex,
  slack,
  squarify,
  voronoi,
  weightedTree,
  type Engine,
  type WeightedTree,
} from "marquetry";
import { caterpillar, flatList, randomTree } from "marquetry/fixtures";
import files from "../examples/data/files.json" with { type: "json" };
import { d3Hierarchy, d3Treemap } from "./support/contenders.ts";
import { inputs, nest } from "./support/inputs.ts";
import { median } from "./support/measure.ts";
import { figure, heading, printTable, printTarget } from "./support/table.ts";

const BOX: [width: number, height: number] = [1600, 1000];
const ROUNDS = 5;
/** Milliseconds for which a run is repeated before it is measured. */
const WARM_UP = 200;

/** Milliseconds of one run by the clock, and of the processor. */
interface Cost {
  readonly clock: number;
  readonly processor: number;
}

/** Costs of some runs in turn, round after round: the medians. */
function interleaved(runs: Readonly<Record<string, () => void>>, rounds: number = ROUNDS): Map<string, Cost> {
  const samples = new Map(Object.keys(runs).map((name) => [name, [] as Cost[]]));
  for (const run of Object.values(runs)) {
    const end = performance.now() + WARM_UP;
    do run();
    while (performance.now() < end);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const startCpu = process.cpuUsage();
      const start = performance.now();
      run();
      const clock = performance.now() - start;
      const { user, system } = process.cpuUsage(startCpu);
      samples.get(name)!.push({ clock, processor: (user + system) / 1000 });
    }
  }
  const middle = (costs: readonly Cost[], of: keyof Cost): number => median(costs.map((cost) => cost[of]));
  return new Map(
    [...samples].map(([name, costs]) => [
      name,
      { clock: middle(costs, "clock"), processor: middle(costs, "processor") },
    ]),
  );
}

/** Small maps, deep chains, and the engines other than the fastest. */
export function speed(quick: boolean): void {
  heading("Speed: small maps, chains and other engines; µs by the clock and of the processor");
  smallMaps(quick ? 100 : 1000);
  chains(quick ? 1e4 : 1e5);
  otherEngines(quick ? 1e4 : 1e5);
  exactAreas();
}

/** Dashboards: many maps of a few leaves, each read from objects and laid out. */
function smallMaps(maps: number): void {
  const rows: string[][] = [];
  const targets: [what: string, value: number, target: number][] = [];
  for (const leaves of [10, 50, 200]) {
    const data = Array.from({ length: maps }, (_, k) => nest(inputs["random tree"](leaves, k + 1)));
    const divide = (engine: () => Engine) => (): void => {
      for (const each of data) layout(weightedTree(each), { engine: engine(), container: BOX });
    };
    const costs = interleaved({
      d3: () => {
        for (const each of data) d3Treemap(d3Hierarchy(each));
      },
      squarify: divide(squarify),
      greedy: divide(greedy),
    });
    rows.push([
      `${leaves} leaves`,
      ...[...costs.values()].map(({ clock, processor }) => costOf(clock / maps, processor / maps)),
    ]);
    const ratio = (name: string): number => costs.get(name)!.processor / costs.get("d3")!.processor;
    targets.push([`squarify of ${leaves} leaves, of d3's time`, ratio("squarify"), 1]);
    targets.push([`greedy of ${leaves} leaves, of d3's time`, ratio("greedy"), 3]);
  }
  printTable([`${maps} maps, µs a map`, "d3", "squarify", "greedy"], rows);
  for (const [what, value, target] of targets) printTarget(what, value, "≤", target, "×");
}

/** A leaf a level, all as large: the time a level must not grow with depth. */
function chains(deepest: number): void {
  console.log();
  for (const [name, engine] of [
    ["greedy", greedy()],
    ["angular", angular()],
  ] as const) {
    const perLevel = [1e3, deepest].map((depth) => {
      const tree = caterpillar(depth, { share: "equal" });
      return eachLeaf(`${name}, a chain of ${depth} levels`, tree, engine, depth).processor;
    });
    printTarget(`${name} on chains, a level`, perLevel[1]!, "≤", 3, "µs");
    printTarget(`${name} on chains, growth a level from 1,000`, perLevel[1]! / perLevel[0]!, "≤", 1.3, "×");
  }
}

function otherEngines(leaves: number): void {
  console.log();
  const tree = randomTree(leaves);
  const fast = eachLeaf("slack, fast", tree, slack({ effort: "fast" }), leaves);
  printTarget(
    `slack, fast, ${leaves} leaves`,
    (fast.processor * leaves) / 1e6,
    "≤",
    0.4 * (leaves / 1e5),
    "s",
  );
  printTarget(
    "orthoconvex",
    eachLeaf("orthoconvex", tree, orthoconvex(), leaves).processor,
    "≤",
    1,
    "µs a leaf",
  );
  const list = flatList(1000, { spread: "uniform" });
  printTarget(
    "voronoi",
    eachLeaf("voronoi, 1,000 uniform", list, voronoi(), 1000).processor,
    "≤",
    12,
    "µs a leaf",
  );
}

function exactAreas(): void {
  console.log();
  const tree = weightedTree.fromPaths(Object.entries(files));
  const options = { engine: squarify(), container: BOX, padding: 1, paddingTop: 4 };
  const costs = interleaved({
    plain: () => void layout(tree, options),
    exact: () => void layout(tree, { ...options, areas: "leaf-exact" }),
  });
  const [plain, exact] = [costs.get("plain")!, costs.get("exact")!];
  console.log(`5,053 files: plain ${figure(plain.processor)} ms, leaf-exact ${figure(exact.processor)} ms`);
  printTarget("leaf-exact areas, of a plain layout's time", exact.processor / plain.processor, "≤", 5, "×");
}

/** Prints and returns what a layout takes for each of so many leaves or levels, in µs. */
function eachLeaf(what: string, tree: WeightedTree, engine: Engine, count: number): Cost {
  const cost = interleaved({ it: () => void layout(tree, { engine, container: BOX }) }, 3).get("it")!;
  const each = { clock: (1000 * cost.clock) / count, processor: (1000 * cost.processor) / count };
  console.log(`${what}: ${figure(each.clock)} / ${figure(each.processor)} µs each`);
  return each;
}

function costOf(clock: number, processor: number): string {
  return `${figure(1000 * clock)} / ${figure(1000 * processor)}`;
}
