import { MarquetryError, show } from "../errors.ts";
import { readOptions } from "../options/read-options.ts";
import { arrange } from "./arrange.ts";
import { checkIds } from "./check-tree.ts";
import { toName } from "./names.ts";
import { breadthFirst, describeRow, rowName, type RowNames } from "./order.ts";
import { rootAlone } from "./root-alone.ts";
import { treeOptions, type SettledNames, type TreeOptions } from "./tree-options.ts";
import { readWeights } from "./unsorted-tree.ts";
import { isAbsent } from "./weight-errors.ts";
import type { NodeLookup, WeightedTree } from "./weighted-tree.ts";

/** A tree in columns: row i of each belongs to one node. */
export interface Columns {
  /** Row of the parent; −1 for the root. */
  readonly parent: Int32Array | ArrayLike<number>;
  /** Weight; of an inner node, see `innerWeight`, with NaN for none. */
  readonly weight: Float64Array | ArrayLike<number>;
  /** Ids, which must differ. */
  readonly id?: ArrayLike<string | number> | undefined;
  /** Texts to show. */
  readonly label?: ArrayLike<string | number> | undefined;
}

const OWNER = "weightedTree.fromColumns";

/** Builds a tree of columns; see {@link TreeBuilder}. */
export function fromColumns(columns: Columns, options?: TreeOptions<undefined>): WeightedTree<undefined> {
  const settings = readOptions<TreeOptions<undefined>, SettledNames>(OWNER, treeOptions, options);
  checkColumns(columns);
  if (settings.empty && columns.parent.length === 0) return rootAlone();
  const lookup: NodeLookup<undefined> = { id: nameReader(columns.id), label: nameReader(columns.label) };
  const order = breadthFirst(toParents(columns.parent, lookup), lookup);
  const weight = (row: number): unknown => columns.weight[row];
  const unsorted = readWeights(order, lookup, weight, settings.innerWeight !== "sum", isAbsentOrNaN);
  const tree = arrange(unsorted, lookup, settings);
  if (lookup.id) checkIds(tree);
  return tree;
}

function checkColumns(columns: Columns): void {
  const size: unknown = columns?.parent?.length;
  if (typeof size !== "number" || typeof columns.weight?.length !== "number") {
    const message = `${OWNER} takes { parent, weight }, two arrays, not ${show(columns)}`;
    throw new MarquetryError("bad-input", message, { value: columns });
  }
  for (const name of ["weight", "id", "label"] as const) {
    const length: unknown = columns[name]?.length;
    if (isAbsent(columns[name]) || length === size) continue;
    const message = `columns must be equally long: parent has ${size} rows, ${name} ${show(length)}`;
    throw new MarquetryError("bad-input", message, { value: length });
  }
}

/** Names by row, of a copy of the column. */
function nameReader(column: Columns["id"]): NodeLookup<undefined>["id"] {
  if (isAbsent(column)) return undefined;
  const names: readonly unknown[] = Array.prototype.slice.call(column);
  return (row) => toName(names[row]);
}

/** A copy of the column of parents, checked. */
function toParents(column: ArrayLike<number>, names: RowNames): Int32Array {
  const parent = new Int32Array(column.length);
  for (let row = 0; row < parent.length; row++) {
    const value = column[row]!;
    if (!(value >= -1 && value < parent.length) || !Number.isInteger(value)) {
      const message = `the parent of ${describeRow(row, names)} is ${show(value)}: there are rows 0 to ${parent.length - 1}, and -1 for the root`;
      throw new MarquetryError("missing-parent", message, { path: rowName(row, names), value });
    }
    parent[row] = value;
  }
  return parent;
}

/** A typed array has no other way to leave a weight out. */
function isAbsentOrNaN(value: unknown): boolean {
  return isAbsent(value) || Number.isNaN(value);
}
