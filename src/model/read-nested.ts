import { MarquetryError, show } from "../errors.ts";
import { Carver } from "../geometry/carve.ts";
import { growAll } from "../geometry/growing.ts";
import { shortPath, toName } from "./names.ts";
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

/** Room for this many nodes to begin with, and at most to keep. */
const FIRST_CAPACITY = 64;
const MOST_KEPT = 1 << 17;
/**
 * References are kept in pieces of this many: a list that grows is copied again and again, which costs more than the
 * reading.
 */
const PIECE_BITS = 12;
const PIECE = 1 << PIECE_BITS;
/** Nodes after which a cycle is looked for, and again whenever there are twice as many. */
const FIRST_LOOK = 1024;

/** What is noted of the nodes in the order in which they are met, until they get their numbers. */
class Notes {
  depths: Int32Array = new Int32Array(FIRST_CAPACITY);
  /** Numbers of children. */
  counts: Int32Array = new Int32Array(FIRST_CAPACITY);
  weights: Float64Array = new Float64Array(FIRST_CAPACITY);
}

/** Those of the last tree, if none is being read: an accessor may read another tree meanwhile. */
let idle: Notes | undefined;

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
  const notes = idle ?? new Notes();
  idle = undefined;
  let { depths, counts, weights } = notes;
  const levelSizes: number[] = [];
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
    if (depth === levelSizes.length) levelSizes.push(1);
    else levelSizes[depth]!++;
    met[depth] = place + 1;
    const i = size++;
    const at = i & (PIECE - 1);
    if (at === 0) {
      // The first piece grows, for most trees are small.
      nodes.push((nodePiece = i === 0 ? [] : new Array<T>(PIECE)));
      labels.push((labelPiece = i === 0 ? [] : new Array<unknown>(PIECE)));
    }
    if (i === counts.length) {
      growAll(notes, ["depths", "counts", "weights"], i + 1);
      ({ depths, counts, weights } = notes);
    }
    if (i === nextLook) {
      refuseCycle(families, met, depth, label);
      nextLook *= 2;
    }
    const d = family[place]!;
    nodePiece[at] = d;
    depths[i] = depth;
    counts[i] = 0;
    weights[i] = 0;
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
  const { unsorted, order } = breadthFirst(size, notes, levelSizes);
  if (depths.length <= MOST_KEPT) idle = notes;
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
  { depths, counts, weights }: Notes,
  levelSizes: readonly number[],
): { readonly unsorted: UnsortedTree; readonly order: Int32Array } {
  let before = 0;
  const next = levelSizes.map((count) => (before += count) - count);
  const carver = new Carver(20 * size);
  const weight = carver.floats(size);
  const childCount = carver.integers(size);
  const firstChild = carver.integers(size);
  const order = carver.integers(size);
  for (let k = 0; k < size; k++) {
    const i = next[depths[k]!]!++;
    order[i] = k;
    childCount[i] = counts[k]!;
    weight[i] = weights[k]!;
  }
  let below = 1;
  for (let i = 0; i < size; i++) {
    firstChild[i] = below;
    below += childCount[i]!;
  }
  return { unsorted: { firstChild, childCount, weight }, order };
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
  if (kind === "weight") return weightError(value, tree.pathForMessage(row), tree.data(row));
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
