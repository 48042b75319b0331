import { readFileSync } from "node:fs";
import { weightedTree, type WeightedTree } from "marquetry";
import { flatList, generator, randomTree, twosAndThrees } from "marquetry/fixtures";

/** Logarithm of the factor by which a weight changes from one moment of a walk to the next: standard deviation. */
const STEP = 0.1;
/** The same for weights drawn anew. */
const SPREAD = 1;
const MOMENTS = 20;
/** Of the leaves of a churning tree, so great a part changes at each step, and so great a part of these goes. */
const CHANGING = 1 / 2;
const GOING = 1 / 3;

/** A tree whose weights change, as `marquetry bench` reads it: lines `id,parent,weight,weight,…`. 0 means absent. */
export function seriesText(tree: WeightedTree, moments: readonly Float64Array[]): string {
  const lines: string[] = [];
  for (let i = 1; i < tree.size; i++) {
    const name = (node: number): string => (node === 0 ? "root" : `n${node}`);
    lines.push([name(i), name(tree.parent[i]!), ...moments.map((moment) => moment[i]!)].join());
  }
  return `${lines.join("\n")}\n`;
}

/** Series made here, by name; what stands after "#" is the seed. */
export function madeSeries(seeds: readonly number[]): Record<string, string> {
  const made = seeds.flatMap((seed): [string, string][] => [
    [`walk of a list#${seed}`, walk(flatList(200, { seed, sort: null }), seed)],
    [`walk of a tree#${seed}`, walk(randomTree(400, { seed, fanOut: [2, 8], sort: null }), seed)],
    [`half changes, 1 level#${seed}`, churn(flatList(300, { seed, sort: null }), seed)],
    [`half changes, 2–3 levels#${seed}`, churn(randomTree(500, { seed, fanOut: [8, 24], sort: null }), seed)],
    [`half changes, 4 and more levels#${seed}`, churn(twosAndThrees(400, { seed, sort: null }), seed)],
  ]);
  return Object.fromEntries([...made, ["world", world()]]);
}

/** Every leaf's weight goes its own way; now and then one comes or goes. */
function walk(tree: WeightedTree, seed: number): string {
  const random = generator(seed);
  const now = leafWeights(tree);
  const isThere = now.map(() => (random() < 0.9 ? 1 : 0));
  const moments = Array.from({ length: MOMENTS }, () => {
    for (let i = 0; i < now.length; i++) {
      now[i]! *= Math.exp(STEP * normal(random));
      if (random() < 0.005) isThere[i] = 1 - isThere[i]!;
    }
    return now.map((weight, i) => weight * isThere[i]!);
  });
  return seriesText(tree, moments);
}

/** At each step half of the leaves change: a third of them go, as many come, and the others get any weight. */
export function churn(tree: WeightedTree, seed: number): string {
  const random = generator(seed);
  const now = leafWeights(tree);
  const isThere = now.map(() => (random() < 0.5 ? 1 : 0));
  const moments = Array.from({ length: MOMENTS }, () => {
    for (let i = 0; i < now.length; i++) {
      if (random() >= (isThere[i] === 1 ? CHANGING : CHANGING * GOING)) continue;
      if (isThere[i] === 0 || random() < GOING) isThere[i] = 1 - isThere[i]!;
      else now[i] = now[i]! > 0 ? Math.exp(SPREAD * normal(random)) : 0;
    }
    return now.map((weight, i) => weight * isThere[i]!);
  });
  return seriesText(tree, moments);
}

function leafWeights({ weight, childCount }: WeightedTree): Float64Array {
  return weight.map((own, i) => (childCount[i] === 0 ? own : 0));
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

interface Place {
  readonly name: string;
  readonly population?: number;
  readonly population1994?: number;
  readonly children?: Place[];
}

/** The people of the world, by country, in 1994 and in 2024. */
function world(): string {
  const file = new URL("../../examples/data/world.json", import.meta.url);
  const data = JSON.parse(readFileSync(file, "utf8")) as Place;
  const tree = weightedTree(data, { weight: (place) => place.population, sort: null });
  const column = (of: (place: Place) => number | undefined): Float64Array =>
    Float64Array.from(tree.parent, (_, i) => of(tree.data(i)) ?? 0);
  return seriesText(tree, [column((place) => place.population1994), column((place) => place.population)]);
}
