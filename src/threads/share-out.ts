import { ABOVE, ASKED, NOT_ASKED } from "../engines/cuts/family-help.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";

/** So many times as many subtrees as threads are shared out, that all have about as much to do. */
const SUBTREES = 16;
/** Part of a tree that may lie above them: each thread has to divide it. */
const MOST_ABOVE = 0.1;
/** A tree of which one subtree holds more is not worth several threads. */
const LARGEST = 0.8;

/**
 * Shares the families of a tree out among threads: of each node a mark for each thread, whether its family is asked for,
 * or lies above some that are. Null where the tree cannot be parted well.
 */
export function shareOut(tree: WeightedTree, threads: number): Uint8Array<ArrayBuffer>[] | null {
  const { size, firstChild, childCount, parent } = tree;
  const below = new Int32Array(size);
  for (let i = size - 1; i > 0; i--) below[parent[i]!]! += below[i]! + 1;
  const open = new Set([0]);
  const above: number[] = [];
  let spent = 0;
  while (open.size < SUBTREES * threads) {
    let largest = -1;
    for (const i of open) if (largest < 0 || below[i]! > below[largest]!) largest = i;
    if (largest < 0 || below[largest]! * SUBTREES * threads < size) break;
    spent += childCount[largest]!;
    if (spent > MOST_ABOVE * size) break;
    open.delete(largest);
    above.push(largest);
    for (let c = firstChild[largest]!; c < firstChild[largest]! + childCount[largest]!; c++)
      if (childCount[c]! > 0) open.add(c);
  }
  const order = Array.from(open).sort((a, b) => below[b]! - below[a]!);
  if (above.length === 0 || order.length < 2 || below[order[0]!]! > LARGEST * size) return null;
  const load = new Float64Array(threads);
  const marks = Array.from({ length: threads }, () => new Uint8Array(size).fill(NOT_ASKED));
  for (const i of above) for (const [k, mark] of marks.entries()) mark[i] = k === 0 ? ASKED : ABOVE;
  for (const i of order) {
    const least = load.indexOf(Math.min(...load));
    load[least]! += below[i]! + 1;
    marks[least]![i] = ASKED;
  }
  for (const mark of marks) {
    const isBelow = new Uint8Array(size);
    for (const i of order) isBelow[i] = mark[i]!;
    for (let i = 1; i < size; i++) {
      if (isBelow[parent[i]!] === ASKED) isBelow[i] = mark[i] = ASKED;
    }
  }
  return marks;
}
