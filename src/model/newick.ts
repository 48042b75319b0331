import { field, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { arrange } from "./arrange.ts";
import { readNewick, type NewickRows } from "./newick-text.ts";
import { breadthFirst } from "./order.ts";
import { fieldReader, SORT, SORT_HELP, type FieldName, type TreeOptions } from "./tree-options.ts";
import { readWeights } from "./unsorted-tree.ts";
import type { NodeLookup, WeightedTree } from "./weighted-tree.ts";

/** A node as Newick text tells it. */
export interface NewickNode {
  /** Its name without quotes; of inner nodes often a measure of support. Undefined where there is none. */
  readonly name: string | undefined;
  /** Length of the branch above it; undefined where there is none. */
  readonly length: number | undefined;
}

/** How {@link TreeBuilder} reads Newick text. */
export interface NewickOptions extends Pick<TreeOptions<NewickNode>, "sort"> {
  /** Weight of a leaf, as a function or `"length"`; 1 by default. */
  readonly weight?: FieldName<NewickNode> | ((leaf: NewickNode) => number | undefined);
}

export const newickOptions: OptionTable<NewickOptions> = { sort: SORT, weight: /* @__PURE__ */ field() };

export const newickHelp: OptionHelp<NewickOptions> = {
  sort: SORT_HELP,
  weight: "weight of a leaf: length, or a function of its name and length",
};

/** Builds a tree of Newick text; see {@link TreeBuilder}. */
export function fromNewick(text: string, options?: NewickOptions): WeightedTree<NewickNode> {
  const settings = readOptions<NewickOptions, "sort">("weightedTree.fromNewick", newickOptions, options);
  return newickTree(readNewick(text), settings);
}

/** Builds a tree of Newick text that is read already; `tree.source(i)` is the row of node i. */
export function newickTree(
  rows: NewickRows,
  { sort = "descending", weight }: NewickOptions,
): WeightedTree<NewickNode> {
  const data = (row: number): NewickNode => nodeOf(rows, row);
  let leaves: Map<string, number> | undefined;
  const lookup: NodeLookup<NewickNode> = {
    label: (row) => rows.name[row],
    data,
    locate: (tree, id) => (leaves ??= leavesByName(tree, rows)).get(id) ?? -1,
  };
  const read = fieldReader<(leaf: NewickNode) => unknown>(weight, () => 1);
  const order = breadthFirst(rows.parent, lookup);
  const unsorted = readWeights(order, lookup, (row) => read(data(row)), false);
  return arrange(unsorted, lookup, { sort, innerWeight: "sum", tolerance: 0 });
}

function nodeOf({ name, length }: NewickRows, row: number): NewickNode {
  return { name: name[row], length: Number.isNaN(length[row]) ? undefined : length[row] };
}

/** Of leaves with the same name, the first. */
export function leavesByName(tree: WeightedTree, rows: Pick<NewickRows, "name">): Map<string, number> {
  const leaves = new Map<string, number>();
  for (const i of tree.leaves()) {
    const name = rows.name[tree.source(i)];
    if (name !== undefined && !leaves.has(name)) leaves.set(name, i);
  }
  return leaves;
}
