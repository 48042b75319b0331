import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { weightedTree, type WeightedTree } from "marquetry";
import { generator, randomTree, flatList } from "marquetry/fixtures";
import { dataFile } from "../../test/support/data.ts";

/** A tree whose weights change: rows, and a column of weights for each moment. A weight of 0 means absent. */
export interface History {
  readonly name: string;
  readonly parent: Int32Array;
  readonly id: readonly string[];
  readonly moments: readonly Float64Array[];
  /** Levels below the root. */
  readonly levels: number;
  /** Whether it is one of the study's. */
  readonly isStudy: boolean;
}

/** The folder of the data sets of the EuroVis 2020 study, which carry no licence and so are no part of this repository. */
const DATA = dataFile("timevarying");
const SEED = 2013;
/** Logarithm of the factor by which a weight changes from one moment to the next: standard deviation. */
const STEP = 0.1;
const MOMENTS = 20;

/** What can be had: always some random walks and two years of the world; the data of the study where they are. */
export function histories(): History[] {
  const made = [
    walk("walk, list", flatList(200, { seed: SEED, sort: null })),
    walk("walk, tree", randomTree(400, { seed: SEED, fanOut: [2, 8], sort: null })),
    world(),
  ];
  return DATA ? [...readdirSync(DATA).map(readStudy), ...made] : made;
}

/** Whether the data of the study are there. */
export function hasStudy(): boolean {
  return DATA !== null;
}

/** The tree of a history at its first moment, its nodes in the order of the rows. */
export function firstTree(history: History): WeightedTree {
  return treeAt(history, 0, null);
}

/** The tree of a history at a moment. */
export function treeAt({ parent, id, moments }: History, k: number, sort: "descending" | null): WeightedTree {
  return weightedTree.fromColumns({ parent, weight: moments[k]!, id }, { sort });
}

function history(
  name: string,
  parent: Int32Array,
  id: readonly string[],
  moments: Float64Array[],
  isStudy = false,
): History {
  const levels = weightedTree.fromColumns({ parent, weight: moments[0]! }).height;
  return { name, parent, id, moments, levels, isStudy };
}

/** Lines `id,parent,weight,weight,…`; the root has no line of its own. */
function readStudy(file: string): History {
  const lines = readFileSync(join(DATA!, file), "utf8").trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(","));
  const id = ["root", ...cells.map(([own]) => own!)];
  const row = new Map(id.map((own, k) => [own, k]));
  const parent = Int32Array.from(id, (_, k) => (k === 0 ? -1 : row.get(cells[k - 1]![1]!)!));
  const moments = cells[0]!
    .slice(2)
    .map((_, k) => Float64Array.from(id, (_, r) => (r === 0 ? 0 : Number(cells[r - 1]![k + 2]))));
  return history(file.replace(/\.data$/, ""), parent, id, moments, true);
}

/** Every leaf's weight goes its own way; now and then one comes or goes. */
function walk(name: string, tree: WeightedTree): History {
  const random = generator(SEED);
  const normal = (): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
  const now = Float64Array.from(tree.weight);
  const isThere = now.map(() => (random() < 0.9 ? 1 : 0));
  const moments = Array.from({ length: MOMENTS }, () => {
    for (let i = 0; i < now.length; i++) {
      now[i]! *= Math.exp(STEP * normal());
      if (random() < 0.005) isThere[i] = 1 - isThere[i]!;
    }
    return now.map((weight, i) => weight * isThere[i]!);
  });
  return history(
    name,
    tree.parent,
    Array.from(now, (_, i) => `${i}`),
    moments,
  );
}

interface Place {
  readonly name: string;
  readonly population?: number;
  readonly population1994?: number;
  readonly children?: Place[];
}

/** The people of the world, by country, in 1994 and in 2024. */
function world(): History {
  const file = new URL("../../examples/data/world.json", import.meta.url);
  const data = JSON.parse(readFileSync(file, "utf8")) as Place;
  const tree = weightedTree(data, { weight: (place) => place.population, sort: null });
  const column = (of: (place: Place) => number | undefined): Float64Array =>
    Float64Array.from(tree.parent, (_, i) => of(tree.data(i)) ?? 0);
  const moments = [column((place) => place.population1994), column((place) => place.population)];
  return history(
    "world",
    tree.parent,
    Array.from(tree.parent, (_, i) => tree.id(i)),
    moments,
  );
}
