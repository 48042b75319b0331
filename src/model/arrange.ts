import type { CheckedOptions, NodeView } from "./options.ts";
import { parentsOf, unsortedTree, type Outline } from "./outline.ts";
import { addRemainders } from "./remainders.ts";
import { DescendingSort } from "./sort.ts";
import { WeightedTree, type NodeNames, type TreeArrays } from "./weighted-tree.ts";
import { overflowError } from "./weight-errors.ts";

/** Makes the tree of an outline: remainders added, families sorted, weights summed. */
export function arrange<T>(
  outline: Outline,
  names: NodeNames<T>,
  options: CheckedOptions<T>,
): WeightedTree<T> {
  const full = options.innerWeight === "sum" ? outline : addRemainders(outline, names, options);
  // −0 passes as a weight, but sorting takes it for a large one and a drawing would show it.
  for (let i = 0; i < full.weight.length; i++) full.weight[i]! += 0;
  const order = sortAndSum(full, names, options.sort);
  return new WeightedTree(
    order ? reorder(full, order) : { ...full, parent: full.parent ?? parentsOf(full) },
    names,
  );
}

/**
 * Sorts every family and sums it, the deepest first, so that a family is sorted by finished sums.
 *
 * Weights are sorted where they stand: afterwards place p of a family holds the weight of node `order[p]`.
 * Returns null if everything was in order.
 */
function sortAndSum<T>(
  outline: Outline,
  names: NodeNames<T>,
  sort: CheckedOptions<T>["sort"],
): Int32Array | null {
  const { firstChild, childCount, weight } = outline;
  let sorter: FamilySorter | null = null;
  for (let i = firstChild.length - 1; i >= 0; i--) {
    const count = childCount[i]!;
    if (count === 0) continue;
    const first = firstChild[i]!;
    const end = first + count;
    if (sort !== null && (sort !== "descending" || !isDescending(weight, first, end))) {
      sorter ??= familySorter(outline, names, sort);
      sorter.sort(first, end);
    }
    // The smallest first: their sum is not lost beside the large ones.
    let sum = 0;
    for (let p = end - 1; p >= first; p--) sum += weight[p]!;
    if (sum === Infinity) throw overflowError(unsortedTree(outline, names).place(i));
    weight[i] = sum;
  }
  return sorter && sorter.order;
}

function isDescending(weight: Float64Array, first: number, end: number): boolean {
  for (let p = first + 1; p < end; p++) if (weight[p - 1]! < weight[p]!) return false;
  return true;
}

/** Sorts the weights of a family and writes which node came to which place. */
interface FamilySorter {
  readonly order: Int32Array;
  sort(first: number, end: number): void;
}

function familySorter<T>(
  outline: Outline,
  names: NodeNames<T>,
  sort: NonNullable<CheckedOptions<T>["sort"]>,
): FamilySorter {
  const { childCount, weight } = outline;
  const order = new Int32Array(weight.length);
  for (let p = 0; p < order.length; p++) order[p] = p;
  if (sort === "descending") {
    let longest = 0;
    for (let i = 0; i < childCount.length; i++) longest = Math.max(longest, childCount[i]!);
    const descending = new DescendingSort(weight, order, longest);
    return { order, sort: (first, end) => descending.sort(first, end) };
  }
  const tree = unsortedTree(outline, names);
  return { order, sort: (first, end) => sortViews(tree, weight, order, first, end, sort) };
}

function sortViews<T>(
  tree: WeightedTree<T>,
  weight: Float64Array,
  order: Int32Array,
  first: number,
  end: number,
  compare: (a: NodeView<T>, b: NodeView<T>) => number,
): void {
  const views = Array.from({ length: end - first }, (_, k) => new View(tree, first + k, weight[first + k]!));
  views.sort(compare);
  for (const [k, view] of views.entries()) {
    order[first + k] = view.node;
    weight[first + k] = view.weight;
  }
}

/** A node for a comparator; what costs something is looked up only when asked for. */
class View<T> implements NodeView<T> {
  readonly node: number;
  readonly weight: number;
  readonly #tree: WeightedTree<T>;

  constructor(tree: WeightedTree<T>, node: number, weight: number) {
    this.#tree = tree;
    this.node = node;
    this.weight = weight;
  }

  get data(): T | undefined {
    return this.#tree.data(this.node);
  }

  get label(): string {
    return this.#tree.label(this.node);
  }

  get id(): string {
    return this.#tree.id(this.node);
  }
}

/** Numbers the nodes anew, breadth first along the sorted families. */
function reorder(outline: Outline, order: Int32Array): TreeArrays {
  const size = order.length;
  const old = new Int32Array(size);
  const parent = new Int32Array(size);
  const firstChild = new Int32Array(size);
  const childCount = new Int32Array(size);
  const weight = new Float64Array(size);
  parent[0] = -1;
  weight[0] = outline.weight[0]!;
  let next = 1;
  for (let i = 0; i < size; i++) {
    const node = old[i]!;
    const count = outline.childCount[node]!;
    firstChild[i] = next;
    childCount[i] = count;
    const first = outline.firstChild[node]!;
    for (let p = first; p < first + count; p++) {
      old[next] = order[p]!;
      weight[next] = outline.weight[p]!;
      parent[next] = i;
      next++;
    }
  }
  const { source } = outline;
  return { parent, firstChild, childCount, weight, source: source ? old.map((node) => source[node]!) : old };
}
