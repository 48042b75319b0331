import { MarquetryError, show } from "../errors.ts";
import { grown } from "../geometry/growing.ts";
import { shortPath, toName } from "./names.ts";
import { runningSum } from "./order.ts";
import { nameable, type UnsortedTree } from "./unsorted-tree.ts";
import { isAbsent, isWeight, weightError } from "./weight-errors.ts";
import type { NodeLookup, WeightedTree } from "./weighted-tree.ts";

/** Accessors as they are called: what they return is checked, whatever their type says. */
export interface Accessors<T> {
  readonly children: (d: T) => unknown;
  readonly weight: (d: T) => unknown;
  readonly id: (d: T) => unknown;
  readonly label: (d: T) => unknown;
}

/** What is wrong with a node, to be told when all nodes have their numbers, by which some are named. */
interface Fault {
  readonly node: number;
  readonly depth: number;
  readonly kind: "node" | "children" | "weight";
  readonly value: unknown;
}

/** Room for this many nodes to begin with. */
const FIRST_CAPACITY = 64;
/**
 * References are kept in pieces of this many: a list that grows is copied again and again, which costs more than the
 * reading.
 */
const PIECE_BITS = 12;
const PIECE = 1 << PIECE_BITS;
/** Nodes after which a cycle is looked for, and again whenever there are twice as many. */
const FIRST_LOOK = 1024;

/**
 * Reads nested objects depth first, as most of them lie in memory, and numbers them breadth first.
 *
 * @param readInner - whether to read the weights of inner nodes too
 */
export function readNested<T>(
  root: T,
  { children, weight, id, label }: Accessors<T>,
  readInner: boolean,
): { readonly unsorted: UnsortedTree; readonly lookup: NodeLookup<T> } {
  // By node as it was met.
  const nodes: T[][] = [];
  const labels: unknown[][] = [];
  let ids: unknown[] | undefined;
  let nodePiece: T[] = [];
  let labelPiece: unknown[] = [];
  let size = 0;
  let depths: Int32Array = new Int32Array(FIRST_CAPACITY);
  let counts: Int32Array = new Int32Array(FIRST_CAPACITY);
  let weights: Float64Array = new Float64Array(FIRST_CAPACITY);
  // The families on the way down to the node that is read, and how many of each have been met.
  const families: (readonly T[])[] = [[root]];
  const met = [0];
  let depth = 0;
  let nextLook = FIRST_LOOK;
  let fault: Fault | undefined;
  while (depth >= 0) {
    const family = families[depth]!;
    const place = met[depth]!;
    if (place === family.length) {
      depth--;
      continue;
    }
    met[depth] = place + 1;
    const i = size++;
    const at = i & (PIECE - 1);
    if (at === 0) {
      // The first piece grows, for most trees are small.
      nodes.push((nodePiece = i === 0 ? [] : new Array<T>(PIECE)));
      labels.push((labelPiece = i === 0 ? [] : new Array<unknown>(PIECE)));
    }
    if (i === counts.length) {
      depths = grown(depths, i + 1);
      counts = grown(counts, i + 1);
      weights = grown(weights, i + 1);
    }
    if (i === nextLook) {
      refuseCycle(families, met, depth, label);
      nextLook *= 2;
    }
    const d = family[place]!;
    nodePiece[at] = d;
    depths[i] = depth;
    if (isAbsent(d)) {
      labelPiece[at] = undefined;
      fault = first(fault, { node: i, depth, kind: "node", value: d });
      continue;
    }
    labelPiece[at] = label(d);
    const own = id(d);
    if (own !== undefined) (ids ??= [])[i] = own;
    const below = children(d);
    const hasList = !isAbsent(below);
    const list = hasList ? toList<T>(below) : undefined;
    if (hasList && !list) fault = first(fault, { node: i, depth, kind: "children", value: below });
    const count = list ? list.length : 0;
    if (count === 0 || readInner) {
      const value = weight(d);
      // Not −0, as in readWeights.
      if (isWeight(value)) weights[i] = value + 0;
      else if (isAbsent(value) && hasList) weights[i] = count > 0 ? NaN : 0;
      else fault = first(fault, { node: i, depth, kind: "weight", value });
    }
    if (count === 0) continue;
    counts[i] = count;
    families[++depth] = list!;
    met[depth] = 0;
  }
  const given = ids;
  const { unsorted, order } = breadthFirst(size, depths, counts, weights);
  const lookup: NodeLookup<T> = {
    id: given && ((row) => toName(given[order[row]!])),
    label: (row) => toName(entry(labels, order[row]!)),
    data: (row) => entry(nodes, order[row]!),
  };
  if (fault) throw tell(fault, nameable(unsorted, lookup), order.indexOf(fault.node));
  return { unsorted, lookup };
}

function entry<E>(pieces: readonly (readonly E[])[], i: number): E | undefined {
  return pieces[i >> PIECE_BITS]![i & (PIECE - 1)];
}

/** The children as an array; undefined if they are no list. */
function toList<T>(children: unknown): readonly T[] | undefined {
  if (Array.isArray(children)) return children as T[];
  if (typeof children !== "object" || !(Symbol.iterator in (children as object))) return undefined;
  return Array.from(children as Iterable<T>);
}

/** Nodes of a level are met in the order in which breadth first comes to them: each level counts its own. */
function breadthFirst(
  size: number,
  depths: Int32Array,
  counts: Int32Array,
  weights: Float64Array,
): { readonly unsorted: UnsortedTree; readonly order: Int32Array } {
  let height = 0;
  for (let k = 0; k < size; k++) if (depths[k]! > height) height = depths[k]!;
  const levelSizes = new Int32Array(height + 1);
  for (let k = 0; k < size; k++) levelSizes[depths[k]!]!++;
  const next = runningSum(levelSizes, 0);
  const order = new Int32Array(size);
  const childCount = new Int32Array(size);
  const weight = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const i = next[depths[k]!]!++;
    order[i] = k;
    childCount[i] = counts[k]!;
    weight[i] = weights[k]!;
  }
  return { unsorted: { firstChild: runningSum(childCount, 1), childCount, weight }, order };
}

/** Reading goes round a cycle for ever, so a node that is its own ancestor soon stands twice on the way down. */
function refuseCycle<T>(
  families: readonly (readonly T[])[],
  met: readonly number[],
  depth: number,
  label: (d: T) => unknown,
): void {
  const way = new Set<T>();
  for (let level = 0; level < depth; level++) {
    const node = families[level]![met[level]! - 1]!;
    if (way.has(node)) {
      const names = [...way, node].map((on, k) => toName(label(on)) ?? (k === 0 ? "root" : "…"));
      const path = shortPath(names);
      throw new MarquetryError("cycle", `a node is its own ancestor: ${path}`, { path, value: node });
    }
    way.add(node);
  }
}

/** The fault that breadth first comes to first. */
function first(fault: Fault | undefined, next: Fault): Fault {
  return fault && fault.depth <= next.depth ? fault : next;
}

function tell({ kind, value }: Fault, tree: WeightedTree, row: number): MarquetryError {
  if (kind === "weight") return weightError(value, tree.pathForMessage(row));
  if (kind === "children") {
    const path = tree.pathForMessage(row);
    const message = `the children of ${path} are ${show(value)}: they must be an array or something iterable`;
    return new MarquetryError("bad-input", message, { path, value });
  }
  // No accessor can be asked for the name of such a node, so its place in its family must do.
  const parent = tree.parent[row]!;
  const path = `${tree.pathForMessage(parent)}/#${row - tree.firstChild[parent]!}`;
  return new MarquetryError("bad-input", `the node ${path} is ${show(value)}`, { path, value });
}
