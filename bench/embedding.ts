import { readFileSync } from "node:fs";
import { embedUltrametric, ultrametric, type Ultrametric } from "marquetry";
import { generator } from "marquetry/fixtures";
import { clustersOf, type Clusters } from "../src/embedding/clusters.ts";
import { distortionOf } from "../src/embedding/construct.ts";
import { measureStretch } from "../src/embedding/distortion.ts";
import { buildSearchTree } from "../src/embedding/search-tree.ts";
import { dataFile } from "../test/support/data.ts";
import { classicalMds } from "./support/mds.ts";
import { SEED } from "./support/measure.ts";
import { figure, heading, printTable, printTarget } from "./support/table.ts";

/** Trees of species, which are not part of the repository; left out where they are not at hand. */
const SPECIES = ["birds.tre", "mammals.tre"];

/** Distortion of embeddings over the proven lower limit, beside classical scaling and a grid. */
export function embedding(quick: boolean): void {
  heading("Embedding: distortion over the proven lower limit of any embedding");
  console.log("∞: two leaves at a distance share a point. Seconds: elapsed, of one run.");
  for (const [title, make] of Object.entries(inputs(quick))) {
    const u = make();
    for (const dimension of [2, 3]) section(title, u, dimension, quick);
  }
}

function section(title: string, u: Ultrametric, dimension: number, quick: boolean): void {
  const clusters = clustersOf(u);
  const { lowerBound, guarantee, distortion } = embedUltrametric(u, { dimension });
  const of = (points: Float64Array): number =>
    distortionOf(measureStretch(buildSearchTree(clusters, points, dimension)));
  const built = timed(() => embedUltrametric(u, { dimension }).distortion);
  const best = quick ? undefined : timed(() => embedUltrametric(u, { dimension, effort: "best" }).distortion);
  const rows: [string, Timed][] = [
    ["leaves on a grid, in order", timed(() => of(grid(clusters, dimension)))],
    ["classical scaling", timed(() => of(classicalMds(clusters, dimension)))],
    ["guaranteed", built],
    ...(best ? ([["best", best]] as [string, Timed][]) : []),
  ];
  console.log();
  printTable(
    [
      `${title}, ${u.size} leaves, ${dimension} dimensions, limit ${figure(lowerBound)}`,
      "distortion",
      "quotient",
      "s",
    ],
    rows.map(([name, { value, seconds }]) => [
      name,
      figure(value),
      figure(value / lowerBound),
      figure(seconds),
    ]),
  );
  printTarget("guarantee over what is reached", guarantee / distortion, "≤", 6.3, "×");
  if (dimension === 2 && SPECIES.includes(title)) {
    printTarget("guaranteed, quotient", built.value / lowerBound, "≤", 2.1, "");
    printTarget("guaranteed, time", built.seconds, "≤", 3, "s");
    if (best) printTarget("best, quotient", best.value / lowerBound, "≤", 1.3, "");
    if (best) printTarget("best, time", best.seconds, "≤", 60, "s");
  }
  if (dimension === 3 && SPECIES.includes(title) && best)
    printTarget("best in space, quotient", best.value / lowerBound, "≤", 1.55, "");
}

interface Timed {
  readonly value: number;
  readonly seconds: number;
}

function timed(measure: () => number): Timed {
  const start = performance.now();
  const value = measure();
  return { value, seconds: (performance.now() - start) / 1000 };
}

function inputs(quick: boolean): Record<string, () => Ultrametric> {
  const found: Record<string, () => Ultrametric> = {};
  for (const name of SPECIES) {
    const file = dataFile(name);
    if (file !== null) found[name] = () => ultrametric.fromNewick(readFileSync(file, "utf8"));
  }
  found["random mergers"] = () => coalescent(quick ? 1000 : 10_000);
  if (!quick) found["many random mergers"] = () => coalescent(70_000);
  return found;
}

/** Pairs drawn at random merge one after another, at the times of Kingman's coalescent. */
function coalescent(leaves: number): Ultrametric {
  const random = generator(SEED);
  const parts = Array.from({ length: leaves }, (_, k) => ({ text: `t${k}`, height: 0 }));
  let height = 0;
  while (parts.length > 1) {
    height -= Math.log(random()) / ((parts.length * (parts.length - 1)) / 2);
    const take = (): (typeof parts)[number] => {
      const k = Math.floor(random() * parts.length);
      const part = parts[k]!;
      parts[k] = parts.at(-1)!;
      parts.pop();
      return part;
    };
    const [a, b] = [take(), take()];
    parts.push({ text: `(${a.text}:${height - a.height},${b.text}:${height - b.height})`, height });
  }
  return ultrametric.fromNewick(`${parts[0]!.text};`);
}

/** Sites in the order of the tree, row by row. */
function grid(clusters: Clusters, dimension: number): Float64Array {
  const sites = clusters.endSite[0]!;
  const side = Math.ceil(sites ** (1 / dimension));
  const points = new Float64Array(sites * dimension);
  for (let s = 0; s < sites; s++)
    for (let axis = 0; axis < dimension; axis++)
      points[s * dimension + axis] = Math.floor(s / side ** axis) % side;
  return points;
}
