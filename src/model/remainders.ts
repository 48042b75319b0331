import { MarquetryError } from "../errors.ts";
import type { TreeSettings } from "./tree-options.ts";
import { unsortedPath, type UnsortedTree } from "./unsorted-tree.ts";
import { NO_ROW, type NodeLookup } from "./weighted-tree.ts";

/**
 * Gives every inner node that weighs more than its children one more child, a leaf that holds the difference.
 * It is the last of its family and no row stands for it.
 */
export function addRemainders<T>(
  unsorted: UnsortedTree,
  lookup: NodeLookup<T>,
  { innerWeight, tolerance }: TreeSettings<T>,
): UnsortedTree {
  const extra = innerWeight === "own" ? unsorted.weight : excesses(unsorted, lookup, tolerance);
  let added = 0;
  for (let i = 0; i < extra.length; i++) if (unsorted.childCount[i]! > 0 && extra[i]! > 0) added++;
  return added === 0 ? unsorted : insertLeaves(unsorted, extra, added);
}

/** By how much the total given to each inner node exceeds its children's totals; 0 where it is rounding. */
function excesses<T>(unsorted: UnsortedTree, lookup: NodeLookup<T>, tolerance: number): Float64Array {
  const { firstChild, childCount, weight } = unsorted;
  const total = weight.slice();
  const excess = new Float64Array(weight.length);
  for (let i = weight.length - 1; i >= 0; i--) {
    if (childCount[i] === 0) continue;
    let sum = 0;
    for (let c = firstChild[i]! + childCount[i]! - 1; c >= firstChild[i]!; c--) sum += total[c]!;
    const given = weight[i]!;
    total[i] = sum;
    if (Number.isNaN(given) || Math.abs(given - sum) <= tolerance * given) continue;
    if (given < sum) {
      const path = unsortedPath(unsorted, lookup, i);
      const message = `the total of ${path} is ${given}, but its children weigh ${sum}: innerWeight: "own" adds it to theirs, "sum" ignores it`;
      throw new MarquetryError("total-mismatch", message, { path, value: given });
    }
    excess[i] = given - sum;
    total[i] = given;
  }
  return excess;
}

/** The tree with one more leaf at the end of each family whose parent has something to spare. */
function insertLeaves(unsorted: UnsortedTree, extra: Float64Array, added: number): UnsortedTree {
  const size = unsorted.weight.length + added;
  const firstChild = new Int32Array(size);
  const childCount = new Int32Array(size);
  const weight = new Float64Array(size);
  const source = new Int32Array(size);
  const old = new Int32Array(size);
  let next = 1;
  for (let i = 0; i < size; i++) {
    const node = old[i]!;
    firstChild[i] = next;
    if (node === NO_ROW) {
      source[i] = NO_ROW;
      continue;
    }
    const count = unsorted.childCount[node]!;
    const first = unsorted.firstChild[node]!;
    weight[i] = count > 0 ? NaN : unsorted.weight[node]!;
    source[i] = unsorted.source ? unsorted.source[node]! : node;
    for (let c = first; c < first + count; c++) old[next++] = c;
    childCount[i] = count;
    if (count > 0 && extra[node]! > 0) {
      childCount[i] = count + 1;
      weight[next] = extra[node]!;
      old[next++] = NO_ROW;
    }
  }
  return { firstChild, childCount, weight, source };
}
