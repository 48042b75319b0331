import { MarquetryError, show } from "../errors.ts";
import { isWeight, overflowError, weightError } from "./weight-errors.ts";

/** What a tree knows of its nodes beside their weights, asked for by input row and only when needed. */
export interface NodeNames<T> {
  /** The id the user gave the row, or undefined where there is none. */
  id?: ((row: number) => string | undefined) | undefined;
  /** The text to show for the row, or undefined where there is none. */
  label?: ((row: number) => string | undefined) | undefined;
  /** The user's own datum of the row. */
  data?: ((row: number) => T | undefined) | undefined;
  /** A quicker way from an id to its node, or −1, than an index of all ids. */
  locate?: ((tree: WeightedTree, id: string) => number) | undefined;
}

/** The typed arrays of a tree; `source` is absent where node i is row i. */
export interface TreeArrays {
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  readonly weight: Float64Array;
  readonly source?: Int32Array | undefined;
}

/** `source` of a node that no row of the input stands for: a remainder. */
export const NO_ROW = -1;
const REMAINDER = "(rest)";
const DEEPEST_PATH_SHOWN = 12;

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

  readonly #source: Int32Array | undefined;
  readonly #names: NodeNames<T>;
  #index: Map<string, number> | undefined;
  #levels: Int32Array | undefined;

  constructor(arrays: TreeArrays, names: NodeNames<T> = {}) {
    this.size = arrays.parent.length;
    this.parent = arrays.parent;
    this.firstChild = arrays.firstChild;
    this.childCount = arrays.childCount;
    this.weight = arrays.weight;
    this.#source = arrays.source;
    this.#names = names;
  }

  /**
   * Row of the input that node `i` came from, or −1 for a remainder, which no row stands for. Rows and columns
   * have rows; nested objects and paths are counted as {@link TreeBuilder} says.
   */
  source(i: number): number {
    this.#check(i);
    return this.#source ? this.#source[i]! : i;
  }

  /** Whether node `i` is a leaf that was added to hold what its parent weighs beyond its children. */
  isRemainder(i: number): boolean {
    return this.source(i) === NO_ROW;
  }

  /** Whether node `i` has no children. */
  isLeaf(i: number): boolean {
    return this.childCount[i] === 0;
  }

  /** The user's datum of node `i`; undefined for a remainder or where the input has no objects. */
  data(i: number): T | undefined {
    const row = this.source(i);
    return row === NO_ROW ? undefined : this.#names.data?.(row);
  }

  /**
   * The same tree with other weights: nodes, children and their order stay.
   *
   * @param weights - weight of each leaf by its node; what stands at inner nodes is not read
   * @throws MarquetryError `bad-weight` or `missing-weight` with the leaf's path, `weight-overflow`
   * @example map.update(map.tree.withWeights(map.tree.weight.map((w, i) => (i === 7 ? 2 * w : w))));
   */
  withWeights(weights: ArrayLike<number>): WeightedTree<T> {
    const weight = new Float64Array(this.size);
    for (let i = this.size - 1; i >= 0; i--) {
      if (this.childCount[i] === 0) {
        const value = weights[i];
        if (!isWeight(value)) throw weightError(value, this.place(i));
        weight[i] = value;
      } else if (weight[i] === Infinity) throw overflowError(this.place(i));
      if (i > 0) weight[this.parent[i]!]! += weight[i]!;
    }
    return this.reweighted(weight);
  }

  /** The same nodes with a weight for each, inner ones too, that need not add up: for layouts with padding. */
  reweighted(weight: Float64Array): WeightedTree<T> {
    const { parent, firstChild, childCount } = this;
    return new WeightedTree({ parent, firstChild, childCount, weight, source: this.#source }, this.#names);
  }

  /** The id of node `i`: the one given, else its path. */
  id(i: number): string {
    return this.ownId(i) ?? this.path(i);
  }

  /** The text to show for node `i`: its label, else its id, else # and its row; the root is "root". */
  label(i: number): string {
    const row = this.source(i);
    if (row === NO_ROW) return REMAINDER;
    return this.#names.label?.(row) ?? this.#names.id?.(row) ?? (i === 0 ? "root" : `#${row}`);
  }

  /** The labels from the root down to node `i`, joined by "/"; the middle of a very long path is left out. */
  path(i: number, longest: number = Infinity): string {
    const labels: string[] = [];
    for (let v = i; v >= 0; v = this.parent[v]!) labels.push(this.label(v));
    labels.reverse();
    if (labels.length > longest) labels.splice(longest >> 1, labels.length - longest, "…");
    return labels.join("/");
  }

  /** The path of node `i` as an error message shows it. */
  place(i: number): string {
    return this.path(i, DEEPEST_PATH_SHOWN);
  }

  /** The node with this id (or, for a node without an id of its own, this path), or −1. */
  find(id: string): number {
    const located = this.#names.locate?.(this, id) ?? -1;
    if (located >= 0) return located;
    if (this.#names.id && !this.#names.locate) this.#index ??= indexIds(this.size, (i) => this.ownId(i));
    return this.#index?.get(id) ?? findPath(this, id);
  }

  /** Index of the first node of each level, and `size` at the end: level d is `levels[d] … levels[d + 1] − 1`. */
  get levels(): Int32Array {
    this.#levels ??= levelStarts(this.firstChild, this.childCount);
    return this.#levels;
  }

  /** Number of edges between node `i` and the root. */
  depth(i: number): number {
    this.#check(i);
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
    if (row !== NO_ROW) return this.#names.id?.(row);
    const parent = this.ownId(this.parent[i]!);
    return parent === undefined ? undefined : `${parent}/${REMAINDER}`;
  }

  #check(i: number): void {
    if (!(i >= 0 && i < this.size) || !Number.isInteger(i)) {
      throw new MarquetryError("bad-node", `no node ${show(i)}: the tree has nodes 0 to ${this.size - 1}`, {
        value: i,
      });
    }
  }
}

/** A level's children fill the next level without a gap, so each level's bounds follow from the last one's. */
function levelStarts(firstChild: Int32Array, childCount: Int32Array): Int32Array {
  const starts = [0];
  let low = 0;
  let high = 1;
  while (low < high) {
    starts.push(high);
    const last = high - 1;
    low = firstChild[low]!;
    high = firstChild[last]! + childCount[last]!;
  }
  return Int32Array.from(starts);
}

/** Later nodes first, so that the first of two like ids in breadth-first order is the one kept. */
function indexIds(size: number, ownId: (i: number) => string | undefined): Map<string, number> {
  const index = new Map<string, number>();
  for (let i = size - 1; i >= 0; i--) {
    const id = ownId(i);
    if (id !== undefined) index.set(id, i);
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
