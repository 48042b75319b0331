import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { hierarchy, stratify, type HierarchyNode } from "d3-hierarchy";
import fc from "fast-check";
import { dataFile } from "./data.ts";

/** What the hierarchies of the tests hold: a leaf has a value. */
export interface Datum {
  readonly value?: number;
  readonly children?: readonly Datum[];
}

interface FlareRow {
  readonly id: number;
  readonly name: string;
  readonly parent?: number;
  readonly size?: number;
}

const root = resolve(import.meta.dirname, "../..");

/** The classes of the flare library, by size. */
export function flare(): HierarchyNode<FlareRow> {
  const rows = JSON.parse(readFileSync(resolve(root, "examples/data/flare.json"), "utf8")) as FlareRow[];
  return stratify<FlareRow>()
    .id((row) => String(row.id))
    .parentId((row) => (row.parent === undefined ? undefined : String(row.parent)))(rows)
    .sum((row) => row.size ?? 0);
}

const population = dataFile("world-population.csv");
const regions = dataFile("iso3166-regions.csv");

/** Whether the raw tables of world population are at hand. */
export const hasPopulation: boolean = population !== null && regions !== null;

/** World population of 2020 by region, sub-region and country. */
export function worldPopulation(): HierarchyNode<Datum> {
  const people = new Map<string, number>();
  for (const [, code, year, value] of table(population!)) {
    if (year === "2020") people.set(code!, Number(value));
  }
  const world = new Map<string, Map<string, Datum[]>>();
  for (const row of table(regions!)) {
    const [code, region, subregion] = [row[2]!, row[5]!, row[6]!];
    if (!people.has(code)) continue;
    const subregions = world.get(region) ?? new Map<string, Datum[]>();
    world.set(region, subregions);
    const countries = subregions.get(subregion) ?? [];
    subregions.set(subregion, countries);
    countries.push({ value: people.get(code)! });
  }
  const children = [...world.values()].map((subregions) => ({
    children: [...subregions.values()].map((countries) => ({ children: countries })),
  }));
  return hierarchy<Datum>({ children }).sum((d) => d.value ?? 0);
}

/** The rows of a csv file without its header; quotes may hold commas. */
function table(path: string): string[][] {
  const lines = readFileSync(path, "utf8").trim().split(/\r?\n/).slice(1);
  return lines.map((line) => [...line.matchAll(/("[^"]*"|[^,]*)(?:,|$)/g)].map(([, field]) => field!));
}

/** Heaviest first, as d3-hierarchy's users sort. */
export function descending<T>(root: HierarchyNode<T>): HierarchyNode<T> {
  return root.copy().sort((a, b) => b.value! - a.value!);
}

/** Nested objects, a few levels deep, their leaves' values drawn from `value`. */
export function nested(value: fc.Arbitrary<number>, maxLength = 12): fc.Arbitrary<Datum> {
  const leaf = value.map((v): Datum => ({ value: v }));
  const { tree } = fc.letrec<{ tree: Datum; family: Datum }>((tie) => ({
    family: fc.array(tie("tree"), { minLength: 1, maxLength }).map((children) => ({ children })),
    tree: fc.oneof({ maxDepth: 4 }, { weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: tie("family") }),
  }));
  return fc.array(tree, { minLength: 1, maxLength }).map((children) => ({ children }));
}
