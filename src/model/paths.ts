import { MarquetryError, show } from "../errors.ts";
import { arrange } from "./arrange.ts";
import { badOption, checkOptions, type TreeOptions } from "./options.ts";
import { breadthFirst } from "./order.ts";
import { PathTable } from "./path-table.ts";
import type { NodeNames, WeightedTree } from "./weighted-tree.ts";
import { readWeights } from "./weights.ts";
import { isWeight, overflowError, weightError } from "./weight-errors.ts";

/** A path and the weight of what it leads to. */
export type PathWeight = readonly [path: string, weight: number];

/** How {@link TreeBuilder} reads paths. */
export interface PathOptions extends TreeOptions<PathWeight> {
  /** What stands between the names of a path; `"/"` by default. */
  readonly separator?: string;
  /** Whether a path given twice is an error, the default, or its weights add up. */
  readonly duplicates?: "error" | "add";
  /** As for all trees, but `"own"` by default: what a folder weighs itself becomes a remainder in it. */
  readonly innerWeight?: "sum" | "own" | "total";
}

/** Builds a tree of paths; see {@link TreeBuilder}. */
export function fromPaths(
  entries: Iterable<PathWeight>,
  options: PathOptions = {},
): WeightedTree<PathWeight> {
  const checked = checkOptions(options, "own");
  const { separator, duplicates } = checkPathOptions(options);
  const table = new PathTable<PathWeight>(separator);
  for (const entry of checkIterable(entries)) {
    const [path, weight] = checkEntry(entry);
    const row = table.open(path);
    const before = table.entry[row];
    if (before && duplicates === "error") {
      const message = `the path ${show(path)} is given twice: the option duplicates: "add" adds its weights up`;
      throw new MarquetryError("duplicate-id", message, { path, value: path });
    }
    table.entry[row] = before ? addWeights(before, weight) : entry;
  }
  if (table.isEmpty)
    throw new MarquetryError("empty-tree", "there are no paths: a tree has at least one node");
  return treeOf(table, separator, checked);
}

function checkPathOptions({
  separator = "/",
  duplicates = "error",
}: PathOptions): Required<Pick<PathOptions, "separator" | "duplicates">> {
  if (typeof separator !== "string" || separator === "") {
    throw badOption(`separator is a text of at least one character, not ${show(separator)}`, separator);
  }
  if (duplicates !== "error" && duplicates !== "add") {
    throw badOption(`duplicates is "error" or "add", not ${show(duplicates)}`, duplicates);
  }
  return { separator, duplicates };
}

function checkIterable(entries: Iterable<PathWeight>): Iterable<PathWeight> {
  if (typeof entries === "object" && entries !== null && Symbol.iterator in entries) return entries;
  const message = `paths must come in an array or something iterable, not ${show(entries)}`;
  throw new MarquetryError("bad-input", message, { value: entries });
}

function checkEntry(entry: PathWeight): PathWeight {
  if (!Array.isArray(entry)) {
    throw new MarquetryError("bad-input", `an entry is a pair [path, weight], not ${show(entry)}`, {
      value: entry,
    });
  }
  const [path, weight] = entry as readonly [unknown, unknown];
  if (typeof path !== "string" || path === "") {
    throw new MarquetryError("bad-path", `a path is a text of at least one character, not ${show(path)}`, {
      value: path,
    });
  }
  if (!isWeight(weight)) throw weightError(weight, path);
  return entry;
}

function addWeights([path, before]: PathWeight, weight: number): PathWeight {
  const sum = before + weight;
  if (sum === Infinity) throw overflowError(path);
  return [path, sum];
}

function treeOf(
  table: PathTable<PathWeight>,
  separator: string,
  checked: ReturnType<typeof checkOptions<PathWeight>>,
): WeightedTree<PathWeight> {
  const { label, entry } = table;
  const parent = Int32Array.from(table.parent);
  const names: NodeNames<PathWeight> = {
    id: (row) => (row === 0 ? undefined : pathOf(row, parent, label).join(separator)),
    label: (row) => (row === 0 ? undefined : label[row]),
    data: (row) => entry[row],
    locate: (tree, id) => walkDown(tree, id.split(separator)),
  };
  const order = breadthFirst(parent, names);
  return arrange(
    readWeights(order, names, (row) => entry[row]?.[1], checked.innerWeight !== "sum"),
    names,
    checked,
  );
}

function pathOf(row: number, parent: Int32Array, label: readonly string[]): string[] {
  const names: string[] = [];
  for (let up = row; up > 0; up = parent[up]!) names.push(label[up]!);
  return names.reverse();
}

/** The node that a path leads to, or −1. */
function walkDown(tree: WeightedTree, names: readonly string[]): number {
  let node = 0;
  for (const name of names) {
    if (name === "") continue;
    let child = tree.firstChild[node]!;
    const end = child + tree.childCount[node]!;
    while (child < end && tree.label(child) !== name) child++;
    if (child === end) return -1;
    node = child;
  }
  return node;
}
