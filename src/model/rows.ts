import { MarquetryError, show } from "../errors.ts";
import { field, merged, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { arrange } from "./arrange.ts";
import { checkIterable, shortText, toName } from "./names.ts";
import { rootAlone } from "./root-alone.ts";
import { breadthFirst } from "./order.ts";
import { treeHelp, treeOptions, type Field, type SettledNames, type TreeOptions } from "./tree-options.ts";
import { readWeights } from "./unsorted-tree.ts";
import { isAbsent } from "./weight-errors.ts";
import type { NodeLookup, WeightedTree } from "./weighted-tree.ts";

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

export const rowOptions: OptionTable<RowOptions> = /* @__PURE__ */ merged(treeOptions, {
  id: /* @__PURE__ */ field("id"),
  parent: /* @__PURE__ */ field("parent"),
  weight: /* @__PURE__ */ field("weight"),
  label: /* @__PURE__ */ field(),
});

export const rowHelp: OptionHelp<RowOptions> = /* @__PURE__ */ merged(treeHelp, {
  id: "field that holds the id of a row",
  parent: "field that holds the id of its parent, empty for the root",
  weight: "field that holds its weight",
  label: "field that holds the text to show",
});

const OWNER = "weightedTree.fromRows";

type Reader = (row: number) => unknown;

/** Builds a tree of rows; see {@link TreeBuilder}. */
export function fromRows<T>(rows: Iterable<T>, options?: RowOptions<T>): WeightedTree<T> {
  const settings = readOptions<RowOptions<T>, SettledNames>(OWNER, rowOptions, options);
  const list = toList(rows);
  const reader = (name: Field<T> | undefined): Reader => {
    const read = name ?? nameOrLabel;
    if (typeof read === "function") return (row) => read(list[row]!, row);
    return (row) => (list[row] as Readonly<Record<string, unknown>>)[read];
  };
  if (settings.empty && list.length === 0) return rootAlone();
  const index = indexIds(list.length, reader(settings.id));
  const ids = [...index.keys()];
  const label = reader(settings.label);
  const labels = new Array<unknown>(list.length);
  for (let row = 0; row < list.length; row++) labels[row] = label(row);
  const lookup: NodeLookup<T> = {
    id: (row) => ids[row],
    label: (row) => toName(labels[row]),
    data: (row) => list[row],
  };
  const order = breadthFirst(linkRows(ids, index, reader(settings.parent)), lookup);
  const readInner = settings.innerWeight !== "sum";
  return arrange(readWeights(order, lookup, reader(settings.weight), readInner), lookup, settings);
}

/** A copy of the rows. */
function toList<T>(rows: Iterable<T>): readonly T[] {
  checkIterable(OWNER, "rows", rows);
  const list: readonly T[] = Array.isArray(rows) ? rows.slice() : Array.from(rows);
  const row = list.findIndex(isAbsent);
  if (row < 0) return list;
  const value = list[row];
  throw new MarquetryError("bad-input", `row ${row} is ${show(value)}`, { path: `row ${row}`, value });
}

function nameOrLabel(row: unknown): unknown {
  const { name, label } = row as { name?: unknown; label?: unknown };
  return toName(name) ?? label;
}

/** The row of each id, in the order of the rows. */
function indexIds(size: number, id: Reader): Map<string, number> {
  const index = new Map<string, number>();
  for (let row = 0; row < size; row++) {
    const value = id(row);
    const name = toName(value);
    if (name === undefined || name === "") {
      const message = `the id of row ${row} is ${show(value)}: it must be a string or a number`;
      throw new MarquetryError("missing-id", message, { path: `row ${row}`, value });
    }
    index.set(name, row);
    // One look into the index a row: only where it did not grow is the id there already.
    if (index.size === row) {
      const other = [...index.keys()].indexOf(name);
      const message = `rows ${other} and ${row} have the same id, ${show(value)}`;
      throw new MarquetryError("duplicate-id", message, { path: shortText(name), value });
    }
  }
  return index;
}

/** The parent row of each row, −1 where there is none. */
function linkRows(ids: readonly string[], index: ReadonlyMap<string, number>, parentId: Reader): Int32Array {
  const parent = new Int32Array(ids.length);
  // Siblings often stand together: their parent is looked up once.
  let known: unknown;
  for (let row = 0; row < parent.length; row++) {
    const value = parentId(row);
    if (row > 0 && value === known) {
      parent[row] = parent[row - 1]!;
      continue;
    }
    known = value;
    const isRoot = value === undefined || value === null || value === "";
    const name = toName(value);
    const found = isRoot ? -1 : name === undefined ? undefined : index.get(name);
    if (found === undefined) {
      const message = `the parent of row ${row}, ${show(ids[row])}, is ${show(value)}: no row has that id`;
      throw new MarquetryError("missing-parent", message, { path: shortText(ids[row]!), value });
    }
    parent[row] = found;
  }
  return parent;
}
