import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { weightedTree, type WeightedTree } from "marquetry";
import { knownData } from "./data.ts";

interface Country {
  year: number;
  cluster: number;
  country: string;
  pop: number;
}

/** The people of 62 countries in 2005, in clusters. */
export function gapminder(): WeightedTree {
  const file = readFileSync(knownData("gapminder.json"), "utf8");
  const rows = (JSON.parse(file) as Country[]).filter(({ year }) => year === 2005);
  return weightedTree.fromPaths(rows.map(({ cluster, country, pop }) => [`${cluster}/${country}`, pop]));
}

/** The files of installed packages. */
export function nodeModules(): WeightedTree {
  const lines = gunzipSync(readFileSync(knownData("node_modules.tsv.gz")))
    .toString()
    .trim()
    .split("\n");
  return weightedTree.fromPaths(
    lines.map((line) => {
      const [size, path] = line.split("\t") as [string, string];
      return [path, Number(size)] as const;
    }),
  );
}
