import { Carver } from "../geometry/carve.ts";
import { addRemainders } from "./remainders.ts";
import { descendingSort } from "./sort.ts";
import type { NodeView, TreeSettings } from "./tree-options.ts";
import { nameable, parentsOf, unsortedPath, type UnsortedTree } from "./unsorted-tree.ts";
import { overflowError } from "./weight-errors.ts";
import { WeightedTree, type NodeLookup, type TreeArrays } from "./weighted-tree.ts";

/** Makes a tree of an unsorted one: remainders added, families sorted, weights summed. */
export function arrange<T>(
  unsorted: UnsortedTree,
  lookup: NodeLookup<T>,
  settings: TreeSettings<T>,
): WeightedTree<T> {
  const full = settings.innerWeight === "sum" ? unsorted : addRemainders(unsorted, lookup, settings);
  const order = sortAndSum(full, lookup, settings.sort);
  return new WeightedTree(order ? reorder(full, order) : { ...full, parent: parentsOf(full) }, lookup);
}

/**
 * Sorts every family and sums it, the deepest first, so that a family is sorted by finished sums.
 *
 * Weights are sorted where they stand: afterwards place p of a family holds the weight of node `order[p]`.
 * Returns null if everything was in order.
 */
function sortAndSum<T>(
  unsorted: UnsortedTree,
  lookup: NodeLookup<T>,
  sort: TreeSettings<T>["sort"],
): Int32Array | null {
  const { firstChild, childCount, weight } = unsorted;
  let order: Int32Array | null = null;
  let sortFamily: ReturnType<typeof familySorter> | undefined;
  for (let i = firstChild.length - 1; i >= 0; i--) {
    const count = childCount[i]!;
    if (count === 0) continue;
    const first = firstChild[i]!;
    const end = first + count;
    if (sort !== null && (sort !== "descending" || !isDescending(weight, first, end))) {
      order ??= upTo(weight.length);
      sortFamily ??= familySorter(unsorted, lookup, sort, order);
      sortFamily(first, end);
    }
    // The smallest first: their sum is not lost beside the large ones.
    let sum = 0;
    for (let p = end - 1; p >= first; p--) sum += weight[p]!;
    if (sum === Infinity) throw overflowError(unsortedPath(unsorted, lookup, i));
    weight[i] = sum;
  }
  return order;
}

/** The numbers 0 … count − 1. */
function upTo(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let k = 0; k < count; k++) numbers[k] = k;
  return numbers;
}

function isDescending(weight: Float64Array, first: number, end: number): boolean {
  for (let p = first + 1; p < end; p++) if (weight[p - 1]! < weight[p]!) return false;
  return true;
}

/** Sorts the weights of a family, and writes into `order` which node came to which place. */
function familySorter<T>(
  unsorted: UnsortedTree,
  lookup: NodeLookup<T>,
  sort: NonNullable<TreeSettings<T>["sort"]>,
  order: Int32Array,
): (first: number, end: number) => void {
  const { childCount, weight } = unsorted;
  if (sort === "descending") {
    let longest = 0;
    for (let i = 0; i < childCount.length; i++) longest = Math.max(longest, childCount[i]!);
    return descendingSort(weight, order, longest);
  }
  const tree = nameable(unsorted, lookup);
  return (first, end) => {
    const nodes = new Map<NodeView<T>, number>();
    for (let i = first; i < end; i++) nodes.set(viewOf(tree, i, weight[i]!), i);
    for (const [k, view] of [...nodes.keys()].sort(sort).entries()) {
      order[first + k] = nodes.get(view)!;
      weight[first + k] = view.weight;
    }
  };
}

/** A node for a comparator; what costs something is looked up only when asked for. */
function viewOf<T>(tree: WeightedTree<T>, node: number, weight: number): NodeView<T> {
  return {
    get weight() {
      return weight;
    },
    get data() {
      return tree.data(node);
    },
    get label() {
      return tree.label(node);
    },
    get id() {
      return tree.id(node);
    },
  };
}

/** Numbers the nodes anew, breadth first along the sorted families. */
function reorder(unsorted: UnsortedTree, order: Int32Array): TreeArrays {
  const size = order.length;
  const carver = new Carver(24 * size);
  const weight = carver.floats(size);
  const old = carver.integers(size);
  const parent = carver.integers(size);
  const firstChild = carver.integers(size);
  const childCount = carver.integers(size);
  parent[0] = -1;
  weight[0] = unsorted.weight[0]!;
  let next = 1;
  for (let i = 0; i < size; i++) {
    const node = old[i]!;
    const count = unsorted.childCount[node]!;
    firstChild[i] = next;
    childCount[i] = count;
    const first = unsorted.firstChild[node]!;
    for (let p = first; p < first + count; p++) {
      old[next] = order[p]!;
      weight[next] = unsorted.weight[p]!;
      parent[next] = i;
      next++;
    }
  }
  const { source } = unsorted;
  return { parent, firstChild, childCount, weight, source: source ? old.map((node) => source[node]!) : old };
}
