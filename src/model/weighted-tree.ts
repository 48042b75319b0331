import { MarquetryError, show } from "../errors.ts";
import { once } from "../options/once.ts";
import { joinPath, shortPath } from "./names.ts";
import { isWeight, overflowError, weightError } from "./weight-errors.ts";

/** What a tree knows of its nodes beside their weights, by input row. Nothing in it may change later. */
export interface NodeLookup<T> {
  /** The id the user gave the row, or undefined where there is none. */
  id?: ((row: number) => string | undefined) | undefined;
  /** The text to show for the row, or undefined where there is none. */
  label?: ((row: number) => string | undefined) | undefined;
  /** The user's own datum of the row. */
  data?: ((row: number) => T | undefined) | undefined;
  /** A quicker way from an id to its node, or −1, than an index of all ids. */
  locate?: ((tree: WeightedTree, id: string) => number) | undefined;
  /** What is not loaded of a tree that is loaded in parts. */
  lazy?: Unloaded | undefined;
}

/** What a tree that is loaded in parts knows of its rows. */
export interface Unloaded {
  /** What each row is. */
  readonly state: Uint8Array;
  /** Why what lies below a row could not be loaded when that was tried last. */
  failure?(row: number): Error | undefined;
  /** Seeks in all of the tree; left out where its source cannot. */
  search?:
    | ((words: string, request: { limit: number; signal: AbortSignal }) => Promise<readonly LazyFound[]>)
    | undefined;
}

/** A node that a search has found. */
export interface LazyFound {
  readonly id: string;
  readonly label?: string | undefined;
  /** The ids from the root's child down to the node's parent. */
  readonly path: readonly string[];
}

/** A row whose children, if any, are known. */
export const LOADED = 0;
/** A row whose children were not asked for yet. */
export const UNLOADED = 1;
/** A row that stands for siblings that were left out. */
export const OTHERS = 2;
/** The same where they can be asked for. */
export const MORE = 3;

/** The typed arrays of a tree. */
export interface TreeArrays {
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  readonly weight: Float64Array;
  /** Row of each node; absent where node i is row i. */
  readonly source?: Int32Array | undefined;
}

/** What follows from the nodes, whatever they weigh: made when first asked for, and shared by trees reweighted. */
interface Derived {
  readonly levels: () => Int32Array;
  /** Nodes by the ids they were given. */
  readonly byId: () => Map<string, number>;
  /** Nodes by the data they were read from. */
  readonly byDatum: () => Map<unknown, number>;
}

/** `source` of a node that no row of the input stands for: a remainder. */
export const NO_ROW = -1;
const REMAINDER = "(rest)";

/**
 * A rooted tree with a weight on every node, held in typed arrays in breadth-first order.
 *
 * Node 0 is the root. The children of a node are contiguous, so are the nodes of a level, and so are the
 * descendants of a node within one level. The weight of an inner node is the sum of its children's.
 * Make one with {@link weightedTree}.
 */
export class WeightedTree<T = unknown> {
  /** Number of nodes. */
  readonly size: number;
  /** Parent of each node; −1 for the root. */
  readonly parent: Int32Array;
  /** First child of each node; of a leaf, the index where its first child would stand. */
  readonly firstChild: Int32Array;
  /** Number of children of each node. */
  readonly childCount: Int32Array;
  /** Weight of each node, finite and not negative. */
  readonly weight: Float64Array;

  // Plain fields that are never written again: private ones cannot be read through the proxies of Vue and MobX,
  // and a field written when first read would make these draw again.
  /** @internal */
  readonly rows: Int32Array | undefined;
  /** @internal */
  readonly lookup: NodeLookup<T>;
  /** @internal */
  readonly derived: Derived;

  /** @internal */
  constructor(arrays: TreeArrays, lookup: NodeLookup<T> = {}, derived?: Derived) {
    this.size = arrays.parent.length;
    this.parent = arrays.parent;
    this.firstChild = arrays.firstChild;
    this.childCount = arrays.childCount;
    this.weight = arrays.weight;
    this.rows = arrays.source;
    this.lookup = lookup;
    this.derived = derived ?? {
      levels: once(() => levelStarts(arrays)),
      byId: once(() => indexBy(this.size, (i) => this.ownId(i))),
      byDatum: once(() => indexBy<unknown>(this.size, (i) => this.data(i))),
    };
  }

  /**
   * Row of the input that node `i` came from, or −1 for a remainder, which no row stands for. Rows and columns
   * have rows; nested objects and paths are counted as {@link TreeBuilder} says.
   */
  source(i: number): number {
    checkNode(this, i);
    return this.rows ? this.rows[i]! : i;
  }

  /** Whether node `i` is a leaf that was added to hold what its parent weighs beyond its children. */
  isRemainder(i: number): boolean {
    const row = this.source(i);
    return row === NO_ROW || (this.lookup.lazy?.state[row] ?? LOADED) >= OTHERS;
  }

  /**
   * Whether the children of node `i` are there, if it has any: false only in trees that `lazyTree` made. Those of
   * "+ n others" are the next of its siblings.
   */
  isLoaded(i: number): boolean {
    const row = this.source(i);
    const state = this.lookup.lazy?.state[row];
    return state !== UNLOADED && (state !== MORE || this.childCount[i]! > 0);
  }

  /** Why the children of node `i` could not be loaded when that was tried last; null where it has not failed. */
  failure(i: number): Error | null {
    const row = this.source(i);
    return this.lookup.lazy?.failure?.(row) ?? null;
  }

  /** Whether node `i` has no children. */
  isLeaf(i: number): boolean {
    checkNode(this, i);
    return this.childCount[i] === 0;
  }

  /** The user's datum of node `i`; undefined for a remainder or where the input has no objects, which `T` then tells. */
  data(i: number): T {
    const row = this.source(i);
    // Builders hold `undefined` in the type of trees that may have remainders.
    return (row === NO_ROW ? undefined : this.lookup.data?.(row)) as T;
  }

  /**
   * The same tree with other weights: nodes, children and their order stay.
   *
   * @param weights - weight of each leaf by its node; what stands at inner nodes is not read
   * @throws MarquetryError `bad-input` for anything but a list of `size` numbers; `bad-weight` or `missing-weight`
   * with the leaf's path, `weight-overflow`
   * @example map.update(map.tree.withWeights(map.tree.weight.map((w, i) => (i === 7 ? 2 * w : w))));
   */
  withWeights(weights: ArrayLike<number>): WeightedTree<T> {
    checkList(weights, this.size);
    const weight = new Float64Array(this.size);
    for (let i = this.size - 1; i >= 0; i--) {
      if (this.childCount[i] === 0) {
        const value = weights[i];
        if (!isWeight(value)) throw weightError(value, this.pathForMessage(i));
        // −0 passes as a weight, but a drawing would show it.
        weight[i] = value + 0;
      } else if (weight[i] === Infinity) throw overflowError(this.pathForMessage(i));
      if (i > 0) weight[this.parent[i]!]! += weight[i]!;
    }
    return this.reweighted(weight);
  }

  /** The same nodes with a weight for each, inner ones too, that need not add up: for layouts with padding. */
  reweighted(weight: Float64Array): WeightedTree<T> {
    const { parent, firstChild, childCount, rows: source, lookup, derived } = this;
    return new WeightedTree({ parent, firstChild, childCount, weight, source }, lookup, derived);
  }

  /** The id of node `i`: the one given, else its path. */
  id(i: number): string {
    return this.ownId(i) ?? this.path(i);
  }

  /** The text to show for node `i`: its label, else its id, else # and its row; the root is "root". */
  label(i: number): string {
    const row = this.source(i);
    if (row === NO_ROW) return REMAINDER;
    return this.lookup.label?.(row) ?? this.lookup.id?.(row) ?? (i === 0 ? "root" : `#${row}`);
  }

  /** The labels from the root down to node `i`, joined by "/"; of more than `most`, the middle is left out. */
  path(i: number, most: number = Infinity): string {
    return joinPath(labelsTo(this, i), most);
  }

  /** The path of node `i` as an error message shows it: at most some 200 characters. */
  pathForMessage(i: number): string {
    return shortPath(labelsTo(this, i));
  }

  /** @deprecated Use {@link WeightedTree.pathForMessage}. */
  place(i: number): string {
    return this.pathForMessage(i);
  }

  /**
   * The node with this id (or, for a node without an id of its own, this path), or −1.
   *
   * @throws MarquetryError `bad-input` for an id that is no text
   */
  find(id: string): number {
    if (typeof id !== "string") {
      const message = `tree.find takes an id as a text, not ${show(id)}`;
      throw new MarquetryError("bad-input", message, { value: id });
    }
    const { locate, id: hasIds } = this.lookup;
    const node = locate ? locate(this, id) : hasIds ? (this.derived.byId().get(id) ?? -1) : -1;
    return node >= 0 ? node : findPath(this, id);
  }

  /** Index of the first node of each level, and `size` at the end: level d is `levels[d] … levels[d + 1] − 1`. */
  get levels(): Int32Array {
    return this.derived.levels();
  }

  /** Number of edges between node `i` and the root. */
  depth(i: number): number {
    checkNode(this, i);
    const levels = this.levels;
    let low = 0;
    let high = levels.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (levels[middle]! <= i) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Number of edges on the longest way down from the root. */
  get height(): number {
    return this.levels.length - 2;
  }

  /** Number of leaves, counted anew each time. */
  get leafCount(): number {
    let count = 0;
    for (let i = 0; i < this.size; i++) if (this.childCount[i] === 0) count++;
    return count;
  }

  /** The leaves, in breadth-first order. */
  *leaves(): IterableIterator<number> {
    for (let i = 0; i < this.size; i++) if (this.childCount[i] === 0) yield i;
  }

  /**
   * The id that node `i` was given, or undefined.
   *
   * @internal
   */
  ownId(i: number): string | undefined {
    const row = this.source(i);
    if (row !== NO_ROW) return this.lookup.id?.(row);
    const parent = this.ownId(this.parent[i]!);
    return parent === undefined ? undefined : `${parent}/${REMAINDER}`;
  }
}

/**
 * Refuses what is no node.
 *
 * @throws MarquetryError `bad-node`
 */
export function checkNode({ size }: { readonly size: number }, i: number, what: string = "tree"): void {
  if (Number.isInteger(i) && i >= 0 && i < size) return;
  const message = `no node ${show(i)}: the ${what} has nodes 0 to ${size - 1}`;
  throw new MarquetryError("bad-node", message, { value: i });
}

function checkList(weights: unknown, size: number): void {
  const isList = typeof weights === "object" && weights !== null && "length" in weights;
  if (isList && weights.length === size) return;
  const given = isList ? `${show(weights.length)} of them` : show(weights);
  const message = `tree.withWeights takes a list of ${size} weights, one for each node, not ${given}`;
  throw new MarquetryError("bad-input", message, { value: weights });
}

function labelsTo(tree: WeightedTree, i: number): string[] {
  checkNode(tree, i);
  const labels: string[] = [];
  for (let v = i; v >= 0; v = tree.parent[v]!) labels.push(tree.label(v));
  return labels.reverse();
}

/** A level's children fill the next level without a gap, so each level's bounds follow from the last one's. */
function levelStarts({ firstChild, childCount }: TreeArrays): Int32Array {
  const starts = [0];
  let low = 0;
  let high = 1;
  while (low < high) {
    starts.push(high);
    const last = high - 1;
    low = firstChild[low]!;
    high = firstChild[last]! + childCount[last]!;
  }
  return new Int32Array(starts);
}

/** The nodes by their keys; later ones first, so that of two with one key the first in breadth-first order is kept. */
function indexBy<K>(size: number, keyOf: (i: number) => K | undefined): Map<K, number> {
  const index = new Map<K, number>();
  for (let i = size - 1; i >= 0; i--) {
    const key = keyOf(i);
    if (key !== undefined) index.set(key, i);
  }
  return index;
}

/** Walks down from the root by labels; a label may itself hold a "/", so every child that fits is tried. */
function findPath(tree: WeightedTree, path: string): number {
  const open: [node: number, rest: string][] = [[0, path]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, rest] = next;
    const label = tree.label(node);
    if (rest === label) return node;
    if (!rest.startsWith(`${label}/`)) continue;
    const below = rest.slice(label.length + 1);
    const first = tree.firstChild[node]!;
    for (let i = first + tree.childCount[node]! - 1; i >= first; i--) open.push([i, below]);
  }
  return -1;
}
