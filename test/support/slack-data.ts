import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { weightedTree, type WeightedTree } from "marquetry";

const SHARED = join(import.meta.dirname, "../../../shared/data");

/** A file of the data that is not part of the repository, or null where it is absent. */
function shared(name: string): Buffer | null {
  const file = join(SHARED, name);
  return existsSync(file) ? readFileSync(file) : null;
}

interface Country {
  year: number;
  cluster: number;
  country: string;
  pop: number;
}

/** The people of 62 countries in 2005, in clusters. */
export function gapminder(): WeightedTree | null {
  const file = shared("gapminder.json");
  if (file === null) return null;
  const rows = (JSON.parse(file.toString()) as Country[]).filter(({ year }) => year === 2005);
  return weightedTree.fromPaths(rows.map(({ cluster, country, pop }) => [`${cluster}/${country}`, pop]));
}

/** The files of installed packages. */
export function nodeModules(): WeightedTree | null {
  const file = shared("node_modules.tsv.gz");
  if (file === null) return null;
  const lines = gunzipSync(file).toString().trim().split("\n");
  return weightedTree.fromPaths(
    lines.map((line) => {
      const [size, path] = line.split("\t") as [string, string];
      return [path, Number(size)] as const;
    }),
  );
}
