import { MarquetryError, show } from "../errors.ts";
import { choice, merged, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions, type Settled } from "../options/read-options.ts";
import { arrange } from "./arrange.ts";
import { checkIterable, shortText } from "./names.ts";
import { breadthFirst } from "./order.ts";
import { rootAlone } from "./root-alone.ts";
import { INNER_WEIGHTS, treeHelp, treeOptions, type SettledNames, type TreeOptions } from "./tree-options.ts";
import { readWeights } from "./unsorted-tree.ts";
import { isWeight, overflowError, weightError } from "./weight-errors.ts";
import type { NodeLookup, WeightedTree } from "./weighted-tree.ts";

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

export const pathOptions: OptionTable<PathOptions> = /* @__PURE__ */ merged(treeOptions, {
  innerWeight: /* @__PURE__ */ choice(INNER_WEIGHTS, "own"),
  separator: /* @__PURE__ */ merged(/* @__PURE__ */ text("/"), {
    takes: "a text of at least one character",
    allows: (value: unknown) => typeof value === "string" && value !== "",
  }),
  duplicates: /* @__PURE__ */ choice(["error", "add"], "error"),
});

export const pathHelp: OptionHelp<PathOptions> = /* @__PURE__ */ merged(treeHelp, {
  separator: "what stands between the names of a path",
  duplicates: "whether a path given twice is an error, or its weights add up",
});

const OWNER = "weightedTree.fromPaths";

type PathSettings = Settled<PathOptions, SettledNames | "separator" | "duplicates">;

/** Builds a tree of paths; see {@link TreeBuilder}. */
export function fromPaths(
  entries: Iterable<PathWeight>,
  options?: PathOptions,
): WeightedTree<PathWeight | undefined> {
  const settings: PathSettings = readOptions(OWNER, pathOptions, options);
  checkIterable(OWNER, "pairs [path, weight]", entries);
  const table = new PathTable(settings.separator);
  for (const entry of entries) {
    const [path, weight] = checkEntry(entry);
    const row = table.open(path);
    const before = table.weight[row];
    if (before === undefined) {
      table.weight[row] = weight;
      table.entry[row] = entry;
      continue;
    }
    if (settings.duplicates === "error") {
      const message = `the path ${show(path)} is given twice: the option duplicates: "add" adds its weights up`;
      throw new MarquetryError("duplicate-id", message, { path: shortText(path), value: path });
    }
    const sum = before + weight;
    if (sum === Infinity) throw overflowError(shortText(path));
    table.weight[row] = sum;
    table.entry[row] = [table.entry[row]![0], sum];
  }
  if (table.isEmpty && settings.empty) return rootAlone();
  if (table.isEmpty)
    throw new MarquetryError(
      "empty-tree",
      "there are no paths: a tree has at least one node, but with empty: true",
    );
  return treeOf(table, settings);
}

function checkEntry(entry: PathWeight): PathWeight {
  if (!Array.isArray(entry)) {
    const message = `an entry is a pair [path, weight], not ${show(entry)}`;
    throw new MarquetryError("bad-input", message, { value: entry });
  }
  const [path, weight] = entry as readonly [unknown, unknown];
  if (typeof path !== "string" || path === "") {
    const message = `a path is a text of at least one character, not ${show(path)}`;
    throw new MarquetryError("bad-path", message, { value: path });
  }
  if (!isWeight(weight)) throw weightError(weight, shortText(path));
  return entry;
}

function treeOf(table: PathTable, settings: PathSettings): WeightedTree<PathWeight | undefined> {
  const { entry, weight } = table;
  const parent = Int32Array.from(table.parent);
  const lookup: NodeLookup<PathWeight> = {
    ...pathLookup(table, settings.separator),
    data: (row) => entry[row],
  };
  const readInner = settings.innerWeight !== "sum";
  const unsorted = readWeights(breadthFirst(parent, lookup), lookup, (row) => weight[row], readInner);
  return arrange(unsorted, lookup, settings);
}

/** What a tree of paths knows of its nodes: their ids are the paths. */
export function pathLookup(
  { parent, label }: Pick<PathTable, "parent" | "label">,
  separator: string,
): Pick<NodeLookup<never>, "id" | "label" | "locate"> {
  return {
    id: (row) => (row === 0 ? undefined : pathOf(row, parent, label).join(separator)),
    // The root has a name only where one was given to it.
    label: (row) => label[row] || undefined,
    locate: (tree, id) => walkDown(tree, id.split(separator)),
  };
}

function pathOf(row: number, parent: readonly number[], label: readonly string[]): string[] {
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

/**
 * The files and folders of a set of paths, in order of first mention; row 0 is the root, above all paths.
 *
 * Names are keys of a Map, so that `__proto__` and `constructor` are names like others.
 */
export class PathTable {
  readonly parent: number[] = [-1];
  readonly label: string[] = [""];
  /** What was given for the path of a row, and its weight; undefined for a folder that only other paths mention. */
  readonly entry: (PathWeight | undefined)[] = [undefined];
  readonly weight: (number | undefined)[] = [undefined];
  readonly #children: (Map<string, number> | undefined)[] = [undefined];
  readonly #separator: string;
  /** The folder of the path opened last, with the separator at its end. */
  #folder = "";
  #folderRow = 0;

  constructor(separator: string) {
    this.#separator = separator;
  }

  /** Whether no path was opened. */
  get isEmpty(): boolean {
    return this.parent.length === 1 && this.entry[0] === undefined;
  }

  /** The row that a path leads to, made where it is missing. Empty names count for nothing. */
  open(path: string): number {
    const known = this.#openSibling(path);
    if (known >= 0) return known;
    const names = path.split(this.#separator);
    const name = names.pop()!;
    let row = 0;
    for (const folder of names) if (folder !== "") row = this.#child(row, folder);
    this.#folder = path.slice(0, path.length - name.length);
    this.#folderRow = row;
    return name === "" ? row : this.#child(row, name);
  }

  /** The row of a path in the folder of the path before, as most are in a list of files; −1 if it is elsewhere. */
  #openSibling(path: string): number {
    const start = this.#folder.length;
    if (start === 0 || start === path.length || !path.startsWith(this.#folder)) return -1;
    return path.includes(this.#separator, start) ? -1 : this.#child(this.#folderRow, path.slice(start));
  }

  #child(row: number, name: string): number {
    const children = (this.#children[row] ??= new Map<string, number>());
    const known = children.get(name);
    if (known !== undefined) return known;
    const child = this.parent.length;
    children.set(name, child);
    this.parent.push(row);
    this.label.push(name);
    this.entry.push(undefined);
    this.weight.push(undefined);
    this.#children.push(undefined);
    return child;
  }
}
