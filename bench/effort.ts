import {
  angular,
  circle,
  engines,
  greedy,
  layout,
  quality,
  regularPolygon,
  squarify,
  type Container,
  type Engine,
  type WeightedTree,
} from "marquetry";
import { caterpillar, flatList, geometricList, giantAndDwarfs, randomTree } from "marquetry/fixtures";
import { figure, heading, printTable } from "./support/table.ts";

const SQUARE: Container = [1000, 1000];
const ROUNDS = 3;

/** The cut engines at every effort, beside squarify with ratio 1, the honest baseline for lists. */
function contenders(): [string, Engine][] {
  const rows: [string, Engine][] = [
    ["squarify, ratio 1", squarify({ ratio: 1 })],
    ["greedy, fast", greedy()],
    ["greedy, fast, order kept", greedy({ order: "keep" })],
    ["greedy, balanced", greedy({ effort: "balanced" })],
    ["greedy, best", greedy({ effort: "best" })],
  ];
  return [...rows, ["angular", angular()]];
}

/** The engines that are not among them, with their defaults. */
function others(): [string, Engine][] {
  return Object.entries(engines)
    .filter(([name]) => !["greedy", "angular"].includes(name))
    .map(([name, make]) => [name, make()]);
}

/** Inputs that are hard for some of them. */
function inputs(quick: boolean): [string, WeightedTree, Container, polygon?: true][] {
  const leaves = quick ? 5_000 : 20_000;
  return [
    [`random tree of ${leaves} leaves`, randomTree(leaves), SQUARE],
    ["list of 10,000, uniform", flatList(10_000), SQUARE],
    ["list of 1,000, lognormal", flatList(1000, { spread: "lognormal" }), SQUARE],
    ["list of 1,000 in a hexagon", flatList(1000), regularPolygon(500, 500, 500, 6), true],
    ["list of 1,000 in a circle", flatList(1000), circle(500, 500, 500), true],
    ["one of 1,000,000 and 1,000 of 1", giantAndDwarfs(1000, 1e6), SQUARE],
    ["40 halves of halves", geometricList(40, 0.5), SQUARE],
    ["200 levels, equal leaves", caterpillar(200, { share: "equal" }), SQUARE],
    ["1,000 levels, equal leaves", caterpillar(1000, { share: "equal" }), SQUARE],
  ];
}

/** Fatness of the cells and time, by how much thought goes into a cut. */
export function effort(quick: boolean): void {
  heading("Effort: asp (diameter² / area) of the leaves, and processor time");
  const rows = contenders();
  for (const [k, [title, tree, container, isPolygon]] of inputs(quick).entries()) {
    console.log(`\n${title}`);
    const wanted = k === 0 ? [...rows, ...others()] : rows;
    const fitting = isPolygon ? wanted.filter(([, { shape }]) => shape !== "rect") : wanted;
    printTable(
      ["", "mean", "median", "95 %", "99 %", "worst", "bound", "µs a leaf"],
      fitting.map(([name, engine]) => [name, ...row(engine, tree, container)]),
    );
  }
}

function row(engine: Engine, tree: WeightedTree, container: Container): string[] {
  let least = Infinity;
  let map = layout(tree, { engine, container });
  for (let round = 0; round < ROUNDS; round++) {
    const start = process.cpuUsage();
    map = layout(tree, { engine, container });
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, user + system);
  }
  const { leaves, bound } = quality(map);
  const { mean, median, p95, p99, max } = leaves.asp;
  return [...[mean, median, p95, p99, max, bound?.value ?? NaN].map(figure), figure(least / leaves.count)];
}
