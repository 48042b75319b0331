import { hierarchy, type HierarchyNode } from "d3-hierarchy";
import { voronoiTreemap } from "d3-voronoi-treemap";
import {
  circle,
  layout,
  quality,
  voronoi,
  weightedTree,
  type Container,
  type VoronoiOptions,
  type WeightedTree,
} from "marquetry";
import { flatList, generator, randomTree } from "marquetry/fixtures";
import { nest, type Columns, type Nested } from "./support/inputs.ts";
import { median, SEED } from "./support/measure.ts";
import { figure, heading, printTable, printTarget } from "./support/table.ts";

const SIDE = 1000;
const SQUARE: [x: number, y: number][] = [[0, 0], [0, SIDE], [SIDE, SIDE], [SIDE, 0]]; // prettier-ignore
const ROUNDS = 7;
/** Seeds of the lists whose fatness is looked at. */
const SEEDS = Array.from({ length: 20 }, (_, k) => k + 1);
/** Leaves laid out before a measurement. */
const WARM_UP = 10_000;
/** Up to so many leaves d3-voronoi-treemap comes to an end in seconds: with its defaults, and with the tight settings. */
const PATIENCE = { default: 1000, tight: 100 };

type Points = readonly (readonly [x: number, y: number])[];

/** A leaf's cell and its part of the whole weight. */
interface Leaf {
  readonly points: Points;
  readonly share: number;
}

interface Row {
  readonly name: string;
  readonly us: number;
  readonly text: string[];
}

const HEAD = ["ms", "µs a leaf", "area error, worst", "mean", "asp, mean", "95 %", "worst"];

/** Voronoi treemaps: time, area errors and fatness beside those of d3-voronoi-treemap, on the same inputs. */
export function voronoiSection(quick: boolean): void {
  heading("Voronoi treemaps against d3-voronoi-treemap");
  console.log(`Default: as it comes. Tight: convergenceRatio 0.0001, maxIterationCount 1000, minWeightRatio 0.00001.
Errors are relative to a leaf's share of the container. Where it throws, what it said is shown. FoamTree is no part
of this: it is not free software. To compare it, lay the same weights out in a page with its documented API, with
relaxationVisible off, and read its groups' polygons once it calls back.`);
  const inputs: [string, WeightedTree][] = [
    ["100, uniform", flatList(100, { spread: "uniform", seed: SEED })],
    ["100, lognormal", flatList(100, { seed: SEED })],
    ["1,000, uniform", flatList(1000, { spread: "uniform", seed: SEED })],
    ["1,000, lognormal", flatList(1000, { seed: SEED })],
    ["1,000, Pareto", flatList(1000, { spread: "pareto", seed: SEED })],
    ["tree of 300", randomTree(300, { seed: SEED })],
    ["10,000, uniform", flatList(10_000, { spread: "uniform", seed: SEED })],
    ["10,000, lognormal", flatList(10_000, { seed: SEED })],
    ["10,000, Pareto", flatList(10_000, { spread: "pareto", seed: SEED })],
    ["tree of 10,000", randomTree(10_000, { seed: SEED })],
    ["100,000, uniform", flatList(100_000, { spread: "uniform", seed: SEED })],
    ["tree of 100,000", randomTree(100_000, { seed: SEED })],
  ];
  for (const [title, tree] of inputs) {
    const leaves = [...tree.leaves()].length;
    if (quick && leaves > 10_000) continue;
    const rounds = leaves > 10_000 ? 1 : ROUNDS;
    const rows = (["fast", "balanced", "best"] as const).map((effort) => ours(tree, leaves, effort, rounds));
    if (leaves <= PATIENCE.default) rows.push(theirs("default", tree, leaves));
    if (leaves <= PATIENCE.tight) rows.push(theirs("tight", tree, leaves));
    console.log();
    printTable([title, ...HEAD], rows.map(({ name, text }) => [name, ...text])); // prettier-ignore
    const peer = rows.find(({ name }) => name.endsWith("default"));
    if (peer && Number.isFinite(peer.us) && leaves === 1000)
      printTarget(`${title}: faster than its default`, peer.us / rows[1]!.us, "≥", 300, "×");
  }
  printFatness();
  printDrag();
}

/** Lists of uniform weights in a rectangle, and in a circle: what the cells at the border and the lightest come to. */
function printFatness(): void {
  for (const [least, most] of [
    [0.1, [1.64, 1.82, 2.1]],
    [0, [1.67, 1.9, 2.8]],
  ] as const) {
    const found = SEEDS.map((seed) => fatness(uniform(1000, least, seed), [960, 600]));
    console.log();
    const title = `1,000 weights from ${least} to 1, ${SEEDS.length} lists`;
    printTarget(`${title}: mean`, mean(found.map((each) => each.mean)), "≤", most[0], "");
    printTarget(`${title}: 95 %`, mean(found.map((each) => each.p95)), "≤", most[1], "");
    printTarget(`${title}: worst`, Math.max(...found.map((each) => each.max)), "≤", most[2], "");
  }
  for (const count of [100, 300, 1000]) {
    const found = SEEDS.map((seed) => fatness(uniform(count, 0, seed), circle(300, 300, 300)).max);
    printTarget(`${count} weights from 0 to 1 in a circle: worst`, Math.max(...found), "≤", 4, "");
  }
}

function uniform(count: number, least: number, seed: number): WeightedTree {
  const random = generator(seed);
  const weight = Float64Array.from({ length: count + 1 }, (_, k) =>
    k === 0 ? 0 : least + (1 - least) * random(),
  );
  return weightedTree.fromColumns({ parent: Int32Array.from(weight, (_, k) => (k === 0 ? -1 : 0)), weight });
}

function fatness(tree: WeightedTree, container: Container): { mean: number; p95: number; max: number } {
  return quality(layout(tree, { engine: voronoi(), container })).leaves.asp;
}

function ours(
  tree: WeightedTree,
  leaves: number,
  effort: NonNullable<VoronoiOptions["effort"]>,
  rounds: number,
): Row {
  const run = () => layout(tree, { engine: voronoi({ effort }), container: [SIDE, SIDE] });
  // Small inputs are over before the compiler has seen enough.
  let map = run();
  for (let k = 0; k * leaves < WARM_UP; k++) run();
  const ms = Array.from({ length: rounds }, () => clock(() => (map = run())));
  const cells = [...map.leaves()].map((i) => {
    const cell = map.cell(i);
    return { points: cell.kind === "polygon" ? cell.points : [], share: tree.weight[i]! / tree.weight[0]! };
  });
  return row(`voronoi, ${effort}`, median(ms), leaves, cells);
}

function theirs(settings: "default" | "tight", tree: WeightedTree, leaves: number): Row {
  const name = `d3-voronoi-treemap, ${settings}`;
  const root = hierarchy(nest(columns(tree)))
    .sum(({ value = 0 }) => value)
    .sort((a, b) => b.value! - a.value!);
  const divide = voronoiTreemap().clip(SQUARE).prng(generator(SEED));
  if (settings === "tight") divide.convergenceRatio(1e-4).maxIterationCount(1000).minWeightRatio(1e-5);
  try {
    const ms = clock(() => divide(root));
    const cells = (root.leaves() as (HierarchyNode<Nested> & { polygon: Points })[]).map((leaf) => ({
      points: leaf.polygon,
      share: leaf.value! / root.value!,
    }));
    return row(name, ms, leaves, cells);
  } catch (error) {
    const said = `throws: ${error instanceof Error ? error.message : "something"}`;
    return { name, us: NaN, text: [said, ...HEAD.slice(1).map(() => "")] };
  }
}

/** The rows that a tree was made of. */
function columns(tree: WeightedTree): Columns {
  return { parent: tree.parent, weight: tree.weight };
}

/** Elapsed or processor time in milliseconds, whichever is less, so that other work on the machine hardly counts. */
function clock(run: () => void): number {
  const startCpu = process.cpuUsage();
  const start = performance.now();
  run();
  const elapsed = performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  return Math.min(elapsed, (user + system) / 1000);
}

function row(name: string, ms: number, leaves: number, cells: readonly Leaf[]): Row {
  const us = (1000 * ms) / leaves;
  const errors = cells.map(({ points, share }) => Math.abs(area(points) / (SIDE * SIDE * share) - 1));
  const asp = cells.map(({ points }) => diameter(points) ** 2 / area(points)).sort((a, b) => a - b);
  const worst = errors.reduce((most, error) => Math.max(most, error), 0);
  const figures = [ms, us, worst, mean(errors), mean(asp), asp[Math.floor(0.95 * asp.length)]!, asp.at(-1)!];
  return { name, us, text: figures.map(figure) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Taken from the first corner, so that a small cell far from the origin keeps its digits. */
function area(points: Points): number {
  const [x0, y0] = points[0] ?? [0, 0];
  let twice = 0;
  for (const [k, [x, y]] of points.entries()) {
    const [nextX, nextY] = points[(k + 1) % points.length]!;
    twice += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }
  return Math.abs(twice) / 2;
}

function diameter(points: Points): number {
  let most = 0;
  for (const [x, y] of points) for (const [u, v] of points) most = Math.max(most, Math.hypot(x - u, y - v));
  return most;
}

/** A weight dragged up and down in a list of 1,000. */
function printDrag(): void {
  const tree = flatList(1000, { spread: "uniform", seed: SEED });
  let map = layout(tree, { engine: voronoi(), container: [SIDE, SIDE] });
  const ms: number[] = [];
  for (let step = 0; step < 60; step++) {
    const weights = map.tree.weight.slice();
    weights[500]! *= step % 20 < 10 ? 1.1 : 1 / 1.1;
    ms.push(clock(() => (map = map.update(weights))));
  }
  console.log();
  printTarget("a weight of 1,000 dragged: one update", median(ms), "≤", 16, "ms");
}
