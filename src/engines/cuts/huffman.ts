import type { CutTree } from "./cut-tree.ts";

/**
 * Huffman's binary tree over a family: the two lightest parts join first, so that few leaves lie deep.
 * Of all trees tried it gives the fattest parts.
 */
export function buildHuffman(tree: CutTree): void {
  tree.sortLeaves();
  const { weight, first, second, count } = tree;
  // Two queues, each sorted by itself: leaves from the end, inner nodes in the order they are made.
  let leaf = count - 1;
  let inner = count;
  for (let made = count; made < 2 * count - 1; made++) {
    const a = leaf >= 0 && (inner === made || weight[leaf]! <= weight[inner]!) ? leaf-- : inner++;
    const b = leaf >= 0 && (inner === made || weight[leaf]! <= weight[inner]!) ? leaf-- : inner++;
    weight[made] = weight[a]! + weight[b]!;
    first[made - count] = a;
    second[made - count] = b;
  }
}
