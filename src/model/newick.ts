import { arrange } from "./arrange.ts";
import { readNewick, type NewickRows } from "./newick-text.ts";
import { checkOptions, type TreeOptions } from "./options.ts";
import { breadthFirst } from "./order.ts";
import type { NodeNames, WeightedTree } from "./weighted-tree.ts";
import { readWeights } from "./weights.ts";

/** A node as Newick text tells it. */
export interface NewickNode {
  /** Its name without quotes; of inner nodes often a measure of support. Undefined where there is none. */
  readonly name: string | undefined;
  /** Length of the branch above it; undefined where there is none. */
  readonly length: number | undefined;
}

/** How {@link TreeBuilder} reads Newick text. */
export interface NewickOptions extends Pick<TreeOptions<NewickNode>, "sort"> {
  /** Weight of a leaf; 1 by default. */
  readonly weight?: (leaf: NewickNode) => number;
}

/** Builds a tree of Newick text; see {@link TreeBuilder}. */
export function fromNewick(text: string, options: NewickOptions = {}): WeightedTree<NewickNode> {
  return newickTree(readNewick(text), options);
}

/** Builds a tree of Newick text that is read already; `tree.source(i)` is the row of node i. */
export function newickTree(rows: NewickRows, options: NewickOptions = {}): WeightedTree<NewickNode> {
  const { sort = "descending", weight = () => 1 } = options;
  const checked = checkOptions({ sort });
  const data = (row: number): NewickNode => nodeOf(rows, row);
  let leaves: Map<string, number> | undefined;
  const names: NodeNames<NewickNode> = {
    label: (row) => rows.name[row],
    data,
    locate: (tree, id) => (leaves ??= leavesByName(tree, rows)).get(id) ?? -1,
  };
  const order = breadthFirst(rows.parent, names);
  return arrange(
    readWeights(order, names, (row) => weight(data(row)), false),
    names,
    checked,
  );
}

function nodeOf({ name, length }: NewickRows, row: number): NewickNode {
  return { name: name[row], length: Number.isNaN(length[row]) ? undefined : length[row] };
}

/** Of leaves with the same name, the first. */
function leavesByName(tree: WeightedTree, rows: NewickRows): Map<string, number> {
  const leaves = new Map<string, number>();
  for (const i of tree.leaves()) {
    const name = rows.name[tree.source(i)];
    if (name !== undefined && !leaves.has(name)) leaves.set(name, i);
  }
  return leaves;
}
