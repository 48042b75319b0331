import { arrange } from "./arrange.ts";
import { checkIds, toName } from "./names.ts";
import { checkOptions, type TreeOptions } from "./options.ts";
import { readNested, type Accessors } from "./read-nested.ts";
import type { NodeNames, WeightedTree } from "./weighted-tree.ts";

/** How {@link weightedTree} reads nested objects. */
export interface NestedOptions<T = unknown> extends TreeOptions<T> {
  /** The children of a node, an array or anything iterable; null or undefined for a leaf. `d.children` by default. */
  readonly children?: (d: T) => Iterable<T> | null | undefined;
  /** The weight of a node. `d.value` by default. */
  readonly weight?: (d: T) => number | null | undefined;
  /** The id of a node; ids must differ. By default `d.id` if it is a string or a number, which is not checked. */
  readonly id?: (d: T) => string | number | null | undefined;
  /** The text to show for a node. By default the first of `d.name` and `d.label` that is a string or a number. */
  readonly label?: (d: T) => string | number | null | undefined;
}

/** Builds a tree of nested objects; see {@link TreeBuilder}. */
export function fromNested<T>(data: T, options: NestedOptions<T> = {}): WeightedTree<T> {
  const checked = checkOptions(options);
  const accessors = toAccessors(data, options);
  const nodes: T[] = [data];
  const names: NodeNames<T> = {
    id: (row) => toName(accessors.id(nodes[row]!)),
    label: (row) => toName(accessors.label(nodes[row]!)),
    data: (row) => nodes[row]!,
  };
  const outline = readNested(nodes, accessors, names, checked.innerWeight !== "sum");
  const tree = arrange(outline, names, checked);
  if (options.id) checkIds(tree, names.id!);
  return tree;
}

function toAccessors<T>(data: T, { children, weight, id, label }: NestedOptions<T>): Accessors<T> {
  const defaults = (isHierarchyNode(data)
    ? HIERARCHY_NODE
    : PLAIN_OBJECT) as Accessors<unknown> as Accessors<T>;
  return {
    children: children ?? defaults.children,
    weight: weight ?? defaults.weight,
    id: id ?? defaults.id,
    label: label ?? defaults.label,
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

/** d3 keeps the user's object in `data`; `sum` and `count` set `value`, `stratify` sets `id`. */
const HIERARCHY_NODE: Accessors<Loose> = {
  children: (d) => d.children,
  weight: (d) => d.value ?? d.data?.value,
  id: (d) => d.id ?? d.data?.id,
  label: (d) => toName(d.data?.name) ?? d.data?.label,
};

function isHierarchyNode(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  const node = data as { depth?: unknown; height?: unknown; eachBefore?: unknown };
  return (
    "data" in node &&
    typeof node.depth === "number" &&
    typeof node.height === "number" &&
    typeof node.eachBefore === "function"
  );
}
