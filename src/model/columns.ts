import { MarquetryError, show } from "../errors.ts";
import { arrange } from "./arrange.ts";
import { checkIds, toName } from "./names.ts";
import { checkOptions, type TreeOptions } from "./options.ts";
import { breadthFirst, describeRow, rowName, type RowNames } from "./order.ts";
import type { NodeNames, WeightedTree } from "./weighted-tree.ts";
import { readWeights } from "./weights.ts";
import { isAbsent } from "./weight-errors.ts";

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

/** Builds a tree of columns; see {@link TreeBuilder}. */
export function fromColumns(columns: Columns, options: TreeOptions<undefined> = {}): WeightedTree<undefined> {
  const checked = checkOptions(options);
  checkLengths(columns);
  const { id, label } = columns;
  const names: NodeNames<undefined> = {
    id: id && ((row) => toName(id[row])),
    label: label && ((row) => toName(label[row])),
  };
  const order = breadthFirst(toParents(columns.parent, names), names);
  const { weight } = columns;
  const outline = readWeights(
    order,
    names,
    (row) => weight[row],
    checked.innerWeight !== "sum",
    isAbsentOrNaN,
  );
  const tree = arrange(outline, names, checked);
  if (names.id) checkIds(tree, names.id);
  return tree;
}

function checkLengths(columns: Columns): void {
  const size: unknown = columns?.parent?.length;
  if (typeof size !== "number" || typeof columns.weight?.length !== "number") {
    throw new MarquetryError("bad-input", "columns need two arrays, parent and weight", { value: columns });
  }
  for (const name of ["weight", "id", "label"] as const) {
    const column = columns[name];
    if (column && column.length !== size) {
      const message = `columns must be equally long: parent has ${size} rows, ${name} ${show(column.length)}`;
      throw new MarquetryError("bad-input", message, { value: column.length });
    }
  }
}

function toParents(column: ArrayLike<number>, names: RowNames): Int32Array {
  const size = column.length;
  const parent = column instanceof Int32Array ? column : new Int32Array(size);
  for (let row = 0; row < size; row++) {
    const value = column[row]!;
    if (!(value >= -1 && value < size) || !Number.isInteger(value)) {
      const message = `the parent of ${describeRow(row, names)} is ${show(value)}: there are rows 0 to ${size - 1}, and -1 for the root`;
      throw new MarquetryError("missing-parent", message, { path: rowName(row, names), value });
    }
    if (parent !== column) parent[row] = value;
  }
  return parent;
}

/** A typed array has no other way to leave a weight out. */
function isAbsentOrNaN(value: unknown): boolean {
  return isAbsent(value) || Number.isNaN(value);
}
