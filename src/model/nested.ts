import { MarquetryError, show } from "../errors.ts";
import { field, merged, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { arrange } from "./arrange.ts";
import { checkIds, isTree } from "./check-tree.ts";
import { toName } from "./names.ts";
import { readNested, type Accessors } from "./read-nested.ts";
import { rootAlone } from "./root-alone.ts";
import {
  fieldReader,
  treeHelp,
  treeOptions,
  type FieldName,
  type SettledNames,
  type TreeOptions,
  type TreeSettings,
} from "./tree-options.ts";
import { isAbsent } from "./weight-errors.ts";
import type { WeightedTree } from "./weighted-tree.ts";

/** How {@link weightedTree} reads nested objects. What a node has is told by the name of a field or a function. */
export interface NestedOptions<T = unknown> extends TreeOptions<T> {
  /** The children of a node, an array or anything iterable; null or undefined for a leaf. `"children"` by default. */
  readonly children?: FieldName<T> | ((d: T) => Iterable<T> | null | undefined);
  /** The weight of a node. `"value"` by default. */
  readonly weight?: FieldName<T> | ((d: T) => number | null | undefined);
  /** The id of a node; ids must differ. By default `d.id` if it is a string or a number, which is not checked. */
  readonly id?: FieldName<T> | ((d: T) => string | number | null | undefined);
  /** The text to show for a node. By default the first of `d.name` and `d.label` that is a string or a number. */
  readonly label?: FieldName<T> | ((d: T) => string | number | null | undefined);
}

export const nestedOptions: OptionTable<NestedOptions> = /* @__PURE__ */ merged(treeOptions, {
  children: /* @__PURE__ */ field(),
  weight: /* @__PURE__ */ field(),
  id: /* @__PURE__ */ field(),
  label: /* @__PURE__ */ field(),
});

export const nestedHelp: OptionHelp<NestedOptions> = /* @__PURE__ */ merged(treeHelp, {
  children: "field that holds the children of a node",
  weight: "field that holds its weight",
  id: "field that holds its id",
  label: "field that holds the text to show",
});

/** Builds a tree of nested objects; see {@link TreeBuilder}. */
export function fromNested<T>(data: T, options?: NestedOptions<T>): WeightedTree<T> {
  const read = readOptions<NestedOptions<T>, SettledNames>("weightedTree", nestedOptions, options);
  if (read.empty && isAbsent(data)) return rootAlone();
  const settings = isHierarchyNode(data) ? asHierarchy(data, read, options) : read;
  checkRoot(data, settings);
  const { unsorted, lookup } = readNested(data, accessorsOf(data, settings), settings.innerWeight !== "sum");
  const tree = arrange(unsorted, lookup, settings);
  if (settings.id !== undefined) checkIds(tree);
  return tree;
}

/** What is not said otherwise of a d3 hierarchy: its order is meant, and what `sum` or `count` has set are totals. */
function asHierarchy<T, S extends TreeSettings<T>>(
  { value }: Loose,
  read: S,
  { sort, weight, innerWeight }: NestedOptions<T> = {},
): S {
  const usual = value === undefined || weight ? "sum" : "total";
  return { ...read, sort: sort ?? null, innerWeight: innerWeight ?? usual };
}

/** Refuses what can be no root, and says what to do with it. */
function checkRoot<T>(data: T, { children, weight }: NestedOptions<T>): void {
  const help = wayToRead(data, children === undefined, weight === undefined);
  if (help === undefined) return;
  const given = data instanceof Map ? "a Map" : show(data);
  const message = `weightedTree takes one object, the root, as { name, value, children }, not ${given}${help}`;
  throw new MarquetryError("bad-input", message, { value: data });
}

/** What helps with data that are no root; undefined if they may be one. Accessors may read what fields cannot. */
function wayToRead(data: unknown, hasFields: boolean, hasValue: boolean): string | undefined {
  if (data === null || data === undefined) return "";
  if (typeof data === "string") return hasValue ? "; JSON.parse makes objects of a text" : undefined;
  if (typeof data !== "object") return hasValue ? "" : undefined;
  if (isTree(data)) return ": it is a tree already";
  if ("tree" in data && isTree(data.tree)) return ": it is a map, and its tree is map.tree";
  if (!hasFields || "children" in data || isHierarchyNode(data)) return undefined;
  if (Array.isArray(data)) {
    return "; weightedTree.fromRows reads rows that name their parents, fromPaths pairs [path, weight], and { children: list } puts a list under one root";
  }
  if (data instanceof Map) return "; weightedTree.fromPaths reads a Map of paths to weights";
  return Symbol.iterator in data ? "; { children: list } puts a list under one root" : undefined;
}

function accessorsOf<T>(data: T, { children, weight, id, label }: NestedOptions<T>): Accessors<T> {
  const usual = (isHierarchyNode(data) ? HIERARCHY_NODE : PLAIN_OBJECT) as Accessors<unknown>;
  return {
    children: fieldReader<(d: T) => unknown>(children, usual.children),
    weight: fieldReader<(d: T) => unknown>(weight, usual.weight),
    id: fieldReader<(d: T) => unknown>(id, usual.id),
    label: fieldReader<(d: T) => unknown>(label, usual.label),
  };
}

interface Loose {
  readonly children?: unknown;
  readonly value?: unknown;
  readonly id?: unknown;
  readonly name?: unknown;
  readonly label?: unknown;
  readonly data?: Loose | null;
}

const PLAIN_OBJECT: Accessors<Loose> = {
  children: (d) => d.children,
  weight: (d) => d.value,
  id: (d) => d.id,
  label: (d) => toName(d.name) ?? d.label,
};

/**
 * d3 keeps the user's object in `data`, of a `rollup` the pair of key and value; `sum` and `count` set `value`,
 * `stratify` sets `id`, by `path` a whole path.
 */
const HIERARCHY_NODE: Accessors<Loose> = {
  children: (d) => d.children,
  weight: (d) => d.value ?? d.data?.value,
  id: (d) => d.id ?? d.data?.id,
  label: (d) =>
    toName(d.data?.name) ?? toName(d.data?.label) ?? (Array.isArray(d.data) ? keyOf(d.data) : lastPart(d)),
};

/** The key of an entry of a `rollup` or a `group`; the root has none. */
function keyOf([key]: readonly unknown[]): string | undefined {
  return key === null || typeof key === "boolean" ? `${key}` : toName(key);
}

/** The last part of a path, by which `stratify` calls a node; undefined where ids are no paths. */
function lastPart({ id }: Loose): string | undefined {
  return typeof id === "string" && id[0] === "/" ? id.slice(id.lastIndexOf("/") + 1) || id : undefined;
}

function isHierarchyNode(data: unknown): data is Loose {
  if (typeof data !== "object" || data === null) return false;
  const node = data as { depth?: unknown; height?: unknown; eachBefore?: unknown };
  return (
    "data" in node &&
    typeof node.depth === "number" &&
    typeof node.height === "number" &&
    typeof node.eachBefore === "function"
  );
}
