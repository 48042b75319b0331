import { NO_ROW, WeightedTree } from "../model/weighted-tree.ts";

/** The nodes of two trees in one. */
export interface MergedTree<T> {
  /** The tree after, with the nodes of the tree before that it has no longer added to their families, at their ends. */
  readonly tree: WeightedTree<T>;
  /** The node of the tree before that each node stands for, or −1 for a newcomer. */
  readonly before: Int32Array;
  /** The node of the tree after that each node stands for, or −1 for one that leaves. */
  readonly after: Int32Array;
}

const NONE = -1;

/**
 * Merges two trees. Where no node leaves, the merged tree has the nodes of the one after, by the same numbers.
 *
 * @param match - the node of `before` that each node of `after` continues, or −1; the roots continue each other
 */
export function mergeTrees<T>(
  before: WeightedTree<T>,
  after: WeightedTree<T>,
  match: Int32Array,
): MergedTree<T> {
  const stays = new Uint8Array(before.size);
  for (const node of match) if (node >= 0) stays[node] = 1;
  const leaving = stays.reduce((count, is) => count - is, before.size);
  if (leaving === 0) {
    const own = Int32Array.from(match, (_, i) => i);
    return { tree: after, before: match, after: own };
  }
  const size = after.size + leaving;
  const arrays = {
    parent: new Int32Array(size).fill(NONE),
    firstChild: new Int32Array(size),
    childCount: new Int32Array(size),
    weight: new Float64Array(size),
    source: new Int32Array(size),
  };
  const nodeBefore = new Int32Array(size).fill(NONE);
  const nodeAfter = new Int32Array(size).fill(NONE);
  nodeBefore[0] = nodeAfter[0] = 0;
  let end = 1;
  // The tree itself is the queue: it is written level by level.
  for (let i = 0; i < end; i++) {
    const [b, a] = [nodeBefore[i]!, nodeAfter[i]!];
    const first = end;
    if (a >= 0) {
      for (let c = after.firstChild[a]!, last = c + after.childCount[a]!; c < last; c++, end++) {
        nodeAfter[end] = c;
        nodeBefore[end] = match[c]!;
      }
    }
    if (b >= 0) {
      for (let c = before.firstChild[b]!, last = c + before.childCount[b]!; c < last; c++) {
        if (stays[c] === 0) nodeBefore[end++] = c;
      }
    }
    arrays.parent.fill(i, first, end);
    arrays.firstChild[i] = first;
    arrays.childCount[i] = end - first;
    arrays.weight[i] = a >= 0 ? after.weight[a]! : 0;
    arrays.source[i] = (a >= 0 ? after.isRemainder(a) : before.isRemainder(b)) ? NO_ROW : i;
  }
  const hasIds = before.lookup.id !== undefined || after.lookup.id !== undefined;
  const of = <R>(i: number, read: (tree: WeightedTree<T>, node: number) => R): R =>
    nodeAfter[i]! >= 0 ? read(after, nodeAfter[i]!) : read(before, nodeBefore[i]!);
  const tree = new WeightedTree<T>(arrays, {
    id: hasIds ? (i) => of(i, (tree, node) => tree.ownId(node)) : undefined,
    label: (i) => of(i, (tree, node) => tree.label(node)),
    data: (i) => of(i, (tree, node) => tree.data(node)),
  });
  return { tree, before: nodeBefore, after: nodeAfter };
}
