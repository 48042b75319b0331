import { MarquetryError, show } from "../errors.ts";
import { shortPath, shortText } from "./names.ts";
import type { NodeLookup } from "./weighted-tree.ts";

/** The breadth-first order of rows that name their parents. */
export interface BreadthFirst {
  /** Parents, where they are known; they follow from the rest. */
  readonly parent?: Int32Array | undefined;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  /** Row of each node; absent where the rows are in breadth-first order. */
  readonly source?: Int32Array | undefined;
}

/**
 * Orders rows breadth first; the children of a node keep the order of their rows. Time: O(n).
 *
 * @param parent - parent row of each row, −1 for the root; it is kept if the rows are in order already
 * @throws MarquetryError `empty-tree`, `several-roots`, `cycle`
 */
export function breadthFirst(parent: Int32Array, names: RowNames): BreadthFirst {
  const root = findRoot(parent, names);
  const size = parent.length;
  const familySize = new Int32Array(size);
  for (let row = 0; row < size; row++) if (parent[row]! >= 0) familySize[parent[row]!]!++;
  if (isBreadthFirst(parent))
    return { parent, firstChild: runningSum(familySize, 1), childCount: familySize };

  const start = runningSum(familySize, 0);
  const siblings = groupByParent(parent, start);
  const source = new Int32Array(size);
  const firstChild = new Int32Array(size);
  const childCount = new Int32Array(size);
  source[0] = root;
  let next = 1;
  for (let i = 0; i < next; i++) {
    const row = source[i]!;
    const count = familySize[row]!;
    firstChild[i] = next;
    childCount[i] = count;
    for (let k = start[row]!; k < start[row]! + count; k++) source[next++] = siblings[k]!;
  }
  if (next < size) throw cycleError(parent, source.subarray(0, next), names);
  return { firstChild, childCount, source };
}

function findRoot(parent: Int32Array, names: RowNames): number {
  if (parent.length === 0)
    throw new MarquetryError(
      "empty-tree",
      "there are no rows: a tree has at least one node, but with empty: true",
    );
  const root = parent.indexOf(-1);
  if (root < 0) throw cycleError(parent, new Int32Array(0), names);
  const second = parent.indexOf(-1, root + 1);
  if (second >= 0) {
    const message = `${describeRow(root, names)} and ${describeRow(second, names)} have no parent: a tree has one root`;
    throw new MarquetryError("several-roots", message, { path: rowName(second, names), value: second });
  }
  return root;
}

/** In breadth-first order parents come first and never decrease, and that suffices. */
function isBreadthFirst(parent: Int32Array): boolean {
  if (parent[0] !== -1) return false;
  for (let i = 1; i < parent.length; i++) {
    if (parent[i]! >= i || parent[i]! < parent[i - 1]!) return false;
  }
  return true;
}

/** Counting sort: the rows of each parent's children side by side, in row order. */
function groupByParent(parent: Int32Array, start: Int32Array): Int32Array {
  const next = start.slice();
  const rows = new Int32Array(parent.length);
  for (let row = 0; row < parent.length; row++) {
    const p = parent[row]!;
    if (p >= 0) rows[next[p]!++] = row;
  }
  return rows;
}

/** Entry i is `from` and all counts before i. */
export function runningSum(counts: Int32Array, from: number): Int32Array {
  const sums = new Int32Array(counts.length);
  let next = from;
  for (let i = 0; i < counts.length; i++) {
    sums[i] = next;
    next += counts[i]!;
  }
  return sums;
}

/** What rows are called. */
export type RowNames = Pick<NodeLookup<never>, "id" | "label">;

/** The name of a row by itself. */
export function rowName(row: number, { id, label }: RowNames): string {
  return shortText(id?.(row) ?? label?.(row) ?? `row ${row}`);
}

/** A row as an error message names it: by number, and by name where it has one. */
export function describeRow(row: number, { id, label }: RowNames): string {
  const name = id?.(row) ?? label?.(row);
  return name === undefined ? `row ${row}` : `row ${row}, ${show(name)},`;
}

const LONGEST_CYCLE_SHOWN = 12;

/** Upwards from a row that does not hang on the root, the way must come round. */
function cycleError(parent: Int32Array, reached: Int32Array, names: RowNames): MarquetryError {
  const seen = new Uint8Array(parent.length);
  for (let k = 0; k < reached.length; k++) seen[reached[k]!] = 1;
  let row = seen.indexOf(0);
  for (; seen[row] === 0; row = parent[row]!) seen[row] = 1;
  const way = [rowName(row, names)];
  for (let up = parent[row]!; up !== row && way.length < LONGEST_CYCLE_SHOWN; up = parent[up]!) {
    way.push(rowName(up, names));
  }
  way.push(way.length < LONGEST_CYCLE_SHOWN ? way[0]! : "…");
  const path = shortPath(way.reverse());
  return new MarquetryError("cycle", `${describeRow(row, names)} is its own ancestor: ${path}`, {
    path,
    value: row,
  });
}
