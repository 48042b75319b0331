import { MarquetryError, show } from "../errors.ts";
import { arrange } from "./arrange.ts";
import { toName } from "./names.ts";
import { checkOptions, type TreeOptions } from "./options.ts";
import { breadthFirst, describeRow } from "./order.ts";
import type { NodeNames, WeightedTree } from "./weighted-tree.ts";
import { readWeights } from "./weights.ts";

/** Where a row has a value: the name of its field, or a function. */
export type Field<T> = string | ((row: T, index: number) => unknown);

/** How {@link TreeBuilder} reads rows. */
export interface RowOptions<T = unknown> extends TreeOptions<T> {
  /** The id, a string or a number; 1 and "1" are the same. `"id"` by default. */
  readonly id?: Field<T>;
  /** The id of the parent; null, undefined or `""` for the root. `"parent"` by default. */
  readonly parent?: Field<T>;
  /** The weight; `"weight"` by default. */
  readonly weight?: Field<T>;
  /** The text to show; by default the first of `name` and `label` that is a string or a number, else the id. */
  readonly label?: Field<T>;
}

type Reader = (row: number) => unknown;

/** Builds a tree of rows; see {@link TreeBuilder}. */
export function fromRows<T>(rows: Iterable<T>, options: RowOptions<T> = {}): WeightedTree<T> {
  const checked = checkOptions(options);
  const list = toList(rows);
  const id = reader(list, options.id ?? "id");
  const label = reader(list, options.label ?? nameOrLabel);
  const names: NodeNames<T> = {
    id: (row) => toName(id(row)),
    label: (row) => toName(label(row)),
    data: (row) => list[row]!,
  };
  const order = breadthFirst(
    linkRows(list.length, id, reader(list, options.parent ?? "parent"), names),
    names,
  );
  const weight = reader(list, options.weight ?? "weight");
  return arrange(readWeights(order, names, weight, checked.innerWeight !== "sum"), names, checked);
}

function toList<T>(rows: Iterable<T>): readonly T[] {
  if (typeof rows !== "object" || rows === null || !(Symbol.iterator in rows)) {
    throw new MarquetryError("bad-input", `rows must be an array or something iterable, not ${show(rows)}`, {
      value: rows,
    });
  }
  const list: readonly T[] = Array.isArray(rows) ? rows : Array.from(rows);
  for (let row = 0; row < list.length; row++) {
    const value = list[row];
    if (value === null || value === undefined) {
      throw new MarquetryError("bad-input", `row ${row} is ${show(value)}`, { path: `row ${row}`, value });
    }
  }
  return list;
}

function reader<T>(rows: readonly T[], field: Field<T>): Reader {
  if (typeof field === "function") return (row) => field(rows[row]!, row);
  return (row) => (rows[row] as Readonly<Record<string, unknown>>)[field];
}

function nameOrLabel(row: unknown): unknown {
  const { name, label } = row as { name?: unknown; label?: unknown };
  return toName(name) ?? label;
}

/** The parent row of each row, −1 where there is none. */
function linkRows(size: number, id: Reader, parentId: Reader, names: NodeNames<unknown>): Int32Array {
  const index = indexIds(size, id);
  const parent = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    const value = parentId(row);
    const isRoot = value === undefined || value === null || value === "";
    const name = toName(value);
    const found = isRoot ? -1 : name === undefined ? undefined : index.get(name);
    if (found === undefined) {
      const message = `the parent of ${describeRow(row, names)} is ${show(value)}: no row has that id`;
      throw new MarquetryError("missing-parent", message, { path: names.id!(row)!, value });
    }
    parent[row] = found;
  }
  return parent;
}

function indexIds(size: number, id: Reader): Map<string, number> {
  const index = new Map<string, number>();
  for (let row = 0; row < size; row++) {
    const value = id(row);
    const name = toName(value);
    if (name === undefined || name === "") {
      const message = `the id of row ${row} is ${show(value)}: it must be a string or a number`;
      throw new MarquetryError("missing-id", message, { path: `row ${row}`, value });
    }
    const other = index.get(name);
    if (other !== undefined) {
      const message = `rows ${other} and ${row} have the same id, ${show(value)}`;
      throw new MarquetryError("duplicate-id", message, { path: name, value });
    }
    index.set(name, row);
  }
  return index;
}
