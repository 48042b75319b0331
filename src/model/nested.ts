import { MarquetryError, show } from "../errors.ts";
import { field, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { arrange } from "./arrange.ts";
import { checkIds, isTree } from "./check-tree.ts";
import { toName } from "./names.ts";
import { cycleIn } from "./object-cycle.ts";
import { runningSum } from "./order.ts";
import {
  fieldReader,
  treeHelp,
  treeOptions,
  type FieldName,
  type SettledNames,
  type TreeOptions,
} from "./tree-options.ts";
import { nameable, type UnsortedTree } from "./unsorted-tree.ts";
import { isAbsent, isWeight, weightError } from "./weight-errors.ts";
import type { NodeLookup, WeightedTree } from "./weighted-tree.ts";

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

export const nestedOptions: OptionTable<NestedOptions> = {
  ...treeOptions,
  children: field(),
  weight: field(),
  id: field(),
  label: field(),
};

export const nestedHelp: OptionHelp<NestedOptions> = {
  ...treeHelp,
  children: "field that holds the children of a node",
  weight: "field that holds its weight",
  id: "field that holds its id",
  label: "field that holds the text to show",
};

/** Accessors as they are called: what they return is checked, whatever their type says. */
interface Accessors<T> {
  readonly children: (d: T) => unknown;
  readonly weight: (d: T) => unknown;
  readonly id: (d: T) => unknown;
  readonly label: (d: T) => unknown;
}

/** What is kept of the nodes by row: the objects themselves, and what they are called as they are read. */
interface NodesRead<T> {
  readonly nodes: T[];
  labels: unknown[];
  /** Absent as long as no node has an id. */
  ids: unknown[] | undefined;
}

/** Builds a tree of nested objects; see {@link TreeBuilder}. */
export function fromNested<T>(data: T, options?: NestedOptions<T>): WeightedTree<T> {
  const settings = readOptions<NestedOptions<T>, SettledNames>("weightedTree", nestedOptions, options);
  checkRoot(data, settings);
  const read: NodesRead<T> = { nodes: [data], labels: new Array(FIRST_CAPACITY), ids: undefined };
  const lookup: NodeLookup<T> = {
    id: (row) => read.ids && toName(read.ids[row]),
    label: (row) => toName(read.labels[row]),
    data: (row) => read.nodes[row],
  };
  const unsorted = readNodes(read, accessorsOf(data, settings), lookup, settings.innerWeight !== "sum");
  const tree = arrange(unsorted, lookup, settings);
  if (settings.id !== undefined) checkIds(tree);
  return tree;
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

/** Room for this many nodes to begin with. */
const FIRST_CAPACITY = 64;

/**
 * Reads nested objects breadth first: `nodes`, which holds the root, is the queue and in the end holds them all.
 *
 * @param readInner - whether to read the weights of inner nodes too
 */
function readNodes<T>(
  read: NodesRead<T>,
  { children, weight, id, label }: Accessors<T>,
  lookup: NodeLookup<T>,
  readInner: boolean,
): UnsortedTree {
  const { nodes } = read;
  // A cycle runs through nodes with children that have children; of others, most by far, none is remembered.
  let remembered: Set<T> | null = new Set<T>();
  let parent = -1;
  let endOfFamily = 1;
  let counts: Int32Array = new Int32Array(FIRST_CAPACITY);
  let weights: Float64Array = new Float64Array(FIRST_CAPACITY);
  const soFar = (i: number): WeightedTree<T> => treeSoFar(i, nodes.length, counts, lookup);
  for (let i = 0; i < nodes.length; i++) {
    if (i === counts.length) {
      const capacity = Math.max(2 * i, nodes.length);
      counts = grown(counts, new Int32Array(capacity));
      weights = grown(weights, new Float64Array(capacity));
      read.labels = grownList(read.labels, capacity);
      read.ids &&= grownList(read.ids, capacity);
    }
    const d = nodes[i]!;
    if (d === null || d === undefined) throw noNode(d, i, soFar(i));
    read.labels[i] = label(d);
    const own = id(d);
    if (own !== undefined) (read.ids ??= new Array(counts.length))[i] = own;
    const below = children(d);
    const hasList = below !== null && below !== undefined;
    if (hasList) {
      const count = Array.isArray(below)
        ? append(nodes, below)
        : appendIterable(nodes, below, () => soFar(i).pathForMessage(i));
      counts[i] = count;
      if (count > 0 && remembered && endOfFamily <= i) {
        while (endOfFamily <= i) endOfFamily += counts[++parent]!;
        if (!remembered.has(nodes[parent]!)) remembered.add(nodes[parent]!);
        else {
          const cycle = cycleIn(nodes[0]!, children, label);
          if (cycle) throw cycle;
          // Subtrees are shared, but nothing is its own ancestor: no need to look again.
          remembered = null;
        }
      }
    }
    if (counts[i] === 0 || readInner) {
      const value = weight(d);
      // Not −0, as in readWeights.
      if (isWeight(value)) weights[i] = value + 0;
      else if (isAbsent(value) && hasList) weights[i] = counts[i]! > 0 ? NaN : 0;
      else throw weightError(value, soFar(i).pathForMessage(i));
    }
  }
  const childCount = counts.subarray(0, nodes.length);
  return { firstChild: runningSum(childCount, 1), childCount, weight: weights.subarray(0, nodes.length) };
}

function grown<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

function grownList(from: readonly unknown[], capacity: number): unknown[] {
  const to = new Array<unknown>(capacity);
  for (let k = 0; k < from.length; k++) to[k] = from[k];
  return to;
}

function append<T>(nodes: T[], children: readonly T[]): number {
  for (let k = 0; k < children.length; k++) nodes.push(children[k]!);
  return children.length;
}

function appendIterable<T>(nodes: T[], children: unknown, place: () => string): number {
  if (typeof children !== "object" || !(Symbol.iterator in (children as object))) {
    const path = place();
    const message = `the children of ${path} are ${show(children)}: they must be an array or something iterable`;
    throw new MarquetryError("bad-input", message, { path, value: children });
  }
  const before = nodes.length;
  for (const child of children as Iterable<T>) nodes.push(child);
  return nodes.length - before;
}

/** The nodes read before node i, to name one of them or node i. */
function treeSoFar<T>(i: number, size: number, counts: Int32Array, lookup: NodeLookup<T>): WeightedTree<T> {
  const childCount = new Int32Array(size);
  childCount.set(counts.subarray(0, i));
  const weight = new Float64Array(size);
  return nameable({ firstChild: runningSum(childCount, 1), childCount, weight }, lookup);
}

/** No accessor can be asked for the name of such a node, so its place in its family must do. */
function noNode<T>(value: unknown, i: number, tree: WeightedTree<T>): MarquetryError {
  const parent = tree.parent[i]!;
  const path = `${tree.pathForMessage(parent)}/#${i - tree.firstChild[parent]!}`;
  return new MarquetryError("bad-input", `the node ${path} is ${show(value)}`, { path, value });
}
