import { MarquetryError } from "../errors.ts";
import { arrange } from "../model/arrange.ts";
import { breadthFirst, type BreadthFirst } from "../model/order.ts";
import type { TreeSettings } from "../model/tree-options.ts";
import { readWeights } from "../model/unsorted-tree.ts";
import type { NodeLookup, WeightedTree } from "../model/weighted-tree.ts";
import { badFile } from "./faults.ts";
import type { ReadSettings } from "./options.ts";
import type { Nodes } from "./reader.ts";
import { judgeInner, type Judged } from "./totals.ts";

/** A tree, and what a user should know of how its inner weights were taken. */
export interface Built {
  readonly tree: WeightedTree;
  readonly notes: readonly string[];
}

/** Makes a tree of what a reader found. */
export function buildTree(nodes: Nodes, settings: ReadSettings): Built {
  try {
    const { lookup } = nodes;
    const parent = Int32Array.from(nodes.parent);
    const order = breadthFirst(parent, lookup);
    const judged = judgeInner(nodes, order, settings);
    const tree = treeOf(order, judged, lookup, settings);
    return {
      tree: settings.collapse ? collapsed(tree, judged, lookup, settings) : tree,
      notes: judged.notes,
    };
  } catch (error) {
    if (!(error instanceof MarquetryError) || error.code === "bad-file") throw error;
    throw located(error, settings.name);
  }
}

function treeOf(
  order: BreadthFirst,
  { weight, innerWeight }: Judged,
  lookup: NodeLookup<unknown>,
  { sort, tolerance }: ReadSettings,
): WeightedTree {
  const how: TreeSettings<unknown> = { sort, tolerance, innerWeight };
  const read = (row: number): unknown => (Number.isNaN(weight[row]) ? undefined : weight[row]);
  return arrange(readWeights(order, lookup, read, innerWeight !== "sum"), lookup, how);
}

/** The tree in which each chain of nodes with a single child is one node: it has the names of all, and is the last. */
function collapsed(
  tree: WeightedTree,
  judged: Judged,
  lookup: NodeLookup<unknown>,
  settings: ReadSettings,
): WeightedTree {
  const rows: number[] = [];
  const parent: number[] = [];
  const label: (string | undefined)[] = [];
  /** Of each node: the row that stands for it, or for the node above the chain that it is in. */
  const above = new Int32Array(tree.size);
  const name: (string | undefined)[] = [];
  for (let i = 0; i < tree.size; i++) {
    const up = tree.parent[i]!;
    const isInChain = up >= 0 && tree.childCount[up] === 1;
    const before = isInChain ? name[up] : undefined;
    if (isInChain) name[up] = undefined;
    above[i] = up < 0 ? -1 : above[up]!;
    if (tree.isRemainder(i)) continue;
    const row = tree.source(i);
    const own = lookup.label?.(row) ?? lookup.id?.(row);
    name[i] =
      before === undefined || own === undefined ? (own ?? before) : `${before}${settings.separator}${own}`;
    if (tree.childCount[i] === 1) continue;
    parent.push(above[i]!);
    label.push(name[i]);
    above[i] = rows.push(row) - 1;
  }
  const { id, data } = lookup;
  const weight = Float64Array.from(rows, (row) => judged.weight[row]!);
  const names: NodeLookup<unknown> = {
    label: (k) => label[k],
    id: id && ((k) => id(rows[k]!)),
    data: data && ((k) => data(rows[k]!)),
  };
  return treeOf(breadthFirst(Int32Array.from(parent), names), { ...judged, weight }, names, settings);
}

/** The error with the name of the input. */
function located(error: MarquetryError, name: string): MarquetryError {
  const { code, path, message, value } = error;
  const node = path ?? "a node";
  if (code === "missing-weight") {
    return badFile(
      name,
      `the leaf ${node} has no weight: name the field that holds it with the option weight`,
      value,
    );
  }
  if (code === "cycle") return badFile(name, `no root: each of ${node} is an ancestor of the others`, value);
  return badFile(name, message, value);
}
