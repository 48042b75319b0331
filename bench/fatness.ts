import { readFileSync } from "node:fs";
import {
  engines,
  layout,
  MarquetryError,
  quality,
  weightedTree,
  type Engine,
  type WeightedTree,
} from "marquetry";
import { d3Hierarchy, d3Treemap } from "./support/contenders.ts";
import { inputs, nest, type Columns } from "./support/inputs.ts";
import { median, SEED } from "./support/measure.ts";
import { figure, heading, printTable } from "./support/table.ts";

const container: [width: number, height: number] = [1600, 1000];
/** An engine that would take longer than this on an input, in milliseconds, is left out there. */
const PATIENCE = 20_000;
/** An engine is tried on a tree of this many leaves first. */
const TRIAL = 1000;

const HEAD = ["leaves: mean", "p95", "max", "inner: mean", "p95", "max", "lost"];
const BLANK = Array.from({ length: HEAD.length - 1 }, () => "");

interface Shapes {
  readonly mean: number;
  readonly p95: number;
  readonly max: number;
}

/** The aspect ratios of every engine's cells, beside d3-hierarchy's. */
export function fatness(quick: boolean): void {
  heading("Fatness: diameter² / area of the cells (square 2, regular hexagon 1.54, disk 1.27)");
  console.log("Lost: nodes with a weight that were left without an area.");
  const trees: Record<string, Columns> = {
    "flare, 220 leaves": flare(),
    "flat, lognormal, 1e3 leaves": inputs["flat, lognormal"](1e3, SEED),
    "caterpillar, 200 levels": inputs.caterpillar(200, SEED),
    [`random tree, ${quick ? "1e4" : "1e5"} leaves`]: inputs["random tree"](quick ? 1e4 : 1e5, SEED),
  };
  const speed = Object.fromEntries(Object.entries(engines).map(([name, make]) => [name, msPerNode(make())]));
  for (const [title, columns] of Object.entries(trees)) {
    const tree = weightedTree.fromColumns(columns);
    const rows = [["d3 squarify", ...d3Row(columns)]];
    for (const [name, make] of Object.entries(engines)) {
      const isSlow = speed[name]! * tree.size > PATIENCE;
      rows.push([name, ...(isSlow ? [...BLANK, "too slow"] : ourRow(make(), tree))]);
    }
    console.log();
    printTable([title, ...HEAD], rows);
  }
}

function flare(): Columns {
  const file = new URL("../examples/data/flare.json", import.meta.url);
  const rows = JSON.parse(readFileSync(file, "utf8")) as { id: number; parent?: number; size?: number }[];
  const place = new Map(rows.map(({ id }, row) => [id, row]));
  return {
    parent: Int32Array.from(rows, ({ parent }) => (parent === undefined ? -1 : place.get(parent)!)),
    weight: Float64Array.from(rows, ({ size = 0 }) => size),
  };
}

function msPerNode(engine: Engine): number {
  const tree = weightedTree.fromColumns(inputs["random tree"](TRIAL, SEED));
  const samples = [0, 1, 2].map(() => {
    const start = performance.now();
    ourRow(engine, tree);
    return performance.now() - start;
  });
  return median(samples) / tree.size;
}

function ourRow(engine: Engine, tree: WeightedTree): string[] {
  try {
    const { leaves, inner } = quality(layout(tree, { engine, container }));
    const weighing = tree.weight.subarray(1).filter((weight) => weight > 0).length;
    return [...texts(leaves.asp), ...texts(inner.asp), String(weighing - leaves.count - inner.count)];
  } catch (error) {
    if (error instanceof MarquetryError) return [...BLANK, error.code];
    throw error;
  }
}

function d3Row(columns: Columns): string[] {
  const leaves: number[] = [];
  const inner: number[] = [];
  let lost = 0;
  d3Treemap(d3Hierarchy(nest(columns))).each((node) => {
    const width = node.x1 - node.x0;
    const height = node.y1 - node.y0;
    const isVisible = width > 0 && height > 0;
    if (!node.parent || node.value === 0) return;
    if (isVisible)
      (node.children ? inner : leaves).push((width * width + height * height) / (width * height));
    else lost++;
  });
  return [...texts(summarise(leaves)), ...texts(summarise(inner)), String(lost)];
}

function summarise(values: number[]): Shapes {
  const sorted = values.sort((a, b) => a - b);
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    p95: quantile(sorted, 0.95),
    max: sorted.at(-1) ?? NaN,
  };
}

/** Interpolated linearly, as `quality` does. */
function quantile(sorted: number[], p: number): number {
  const place = p * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (place - Math.floor(place)) * (above - below);
}

function texts({ mean, p95, max }: Shapes): string[] {
  return [mean, p95, max].map(figure);
}
