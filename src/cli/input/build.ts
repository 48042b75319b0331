import {
  MarquetryError,
  weightedTree,
  type ErrorCode,
  type PathOptions,
  type TreeOptions,
  type WeightedTree,
} from "../../index.ts";
import { badFile, isUsage } from "../failure.ts";
import { optionsOf, type TreeFlags } from "../flags.ts";
import type { Entry, Source } from "./source.ts";

type Item = Record<string, unknown>;
type Paths = Extract<Source, { builder: "paths" }>;

/** Builds the tree of what a reader found. `name` is what messages call the input. */
export function buildTree(source: Source, name: string, options: TreeFlags): WeightedTree {
  const innerWeight = options.innerWeight ?? source.innerWeight;
  const ofPaths: PathOptions = optionsOf("weightedTree.fromPaths", options);
  const { separator = "/", tolerance } = ofPaths;
  const common: TreeOptions = {
    sort: options.sort === "none" ? null : "descending",
    ...(innerWeight && { innerWeight }),
    ...(tolerance !== undefined && { tolerance }),
  };
  try {
    switch (source.builder) {
      case "nested":
        return weightedTree(source.data as Item, { ...common, ...source.fields });
      case "rows":
        return weightedTree.fromRows(source.rows, { ...common, label: (row) => row.label ?? row.id });
      case "objects":
        return weightedTree.fromRows(source.rows as Item[], { ...common, ...source.fields });
      case "paths": {
        const entries = separator === "/" ? plainPaths(source.entries) : source.entries;
        return weightedTree.fromPaths(entries, { ...ofPaths, ...common });
      }
      case "columns":
        return weightedTree.fromColumns(source, common);
    }
  } catch (error) {
    if (error instanceof MarquetryError && !isUsage(error)) throw located(error, source, name);
    throw error;
  }
}

/** Paths from find and du begin with "./", and "." itself is the root. */
function* plainPaths(entries: readonly Entry[]): Generator<Entry> {
  for (const entry of entries) {
    const [path, weight] = entry;
    if (path === "." || path === "./") yield ["/", weight];
    else yield path.startsWith("./") ? [path.slice(2), weight] : entry;
  }
}

/** The error in words of the command line, with the line to blame where the input has lines. */
function located(error: MarquetryError, source: Source, name: string): MarquetryError {
  const { code, path, message } = error;
  if (source.builder === "paths" && code === "duplicate-id" && typeof error.value === "string") {
    return repeated(error.value, source, name);
  }
  const node = path ?? "a node";
  const own: Partial<Record<ErrorCode, string>> = {
    "missing-weight": `the leaf ${node} has no weight; --weight names its field`,
    "total-mismatch": `the total of ${node}, ${String(error.value)}, is less than its children weigh; --inner-weight own adds it to theirs, sum ignores it`,
    cycle: `no root: each of ${node} is an ancestor of the others`,
  };
  return badFile(name, own[code] ?? message);
}

/** The second of two like paths is the one too many. */
function repeated(path: string, { entries, line }: Paths, name: string): MarquetryError {
  const isLike = (entry: string): boolean => entry === path || entry === `./${path}`;
  let last = entries.length - 1;
  while (last >= 0 && !isLike(entries[last]![0])) last--;
  const place = line && last >= 0 ? `${name}:${line(last)}` : name;
  return badFile(
    place,
    `the path ${JSON.stringify(path)} is there twice; --duplicates add adds the weights up`,
  );
}
