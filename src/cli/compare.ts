import { weightedTree, type WeightedTree } from "../index.ts";

/** Two trees as one: each node of either, with its weight in both. */
export interface Comparison {
  /** Weighs each leaf by the larger of its two weights, so that what came and what went are both seen. */
  readonly tree: WeightedTree;
  /** Weights in the tree before and after, a node of `tree` each; 0 where it is not there. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** A node of one or both trees; −1 where it is in one only. */
interface Pair {
  readonly before: number;
  readonly after: number;
  readonly label: string;
  readonly parent: number;
}

/**
 * Lays two trees over each other. The roots match, whatever they are called; children of matched nodes match if their
 * labels do, the heaviest first where several have one label, or if they differ in a hash only, as `main-4fe9a2c1.js`.
 */
export function compareTrees(before: WeightedTree, after: WeightedTree): Comparison {
  const pairs: Pair[] = [{ before: 0, after: 0, label: after.label(0), parent: -1 }];
  for (let row = 0; row < pairs.length; row++) {
    const pair = pairs[row]!;
    const byLabel = matched(childrenOf(before, pair.before), childrenOf(after, pair.after), (label) => label);
    const byName = matched(byLabel.left, byLabel.right, withoutHash);
    for (const [left, right] of [...byLabel.twins, ...byName.twins])
      pairs.push({ before: left.node, after: right.node, label: right.label, parent: row });
    for (const { node, label } of byName.left) pairs.push({ before: node, after: -1, label, parent: row });
    for (const { node, label } of byName.right) pairs.push({ before: -1, after: node, label, parent: row });
  }
  return weigh(pairs, before, after);
}

interface Child {
  readonly node: number;
  readonly label: string;
}

function childrenOf(tree: WeightedTree, node: number): Child[] {
  if (node < 0) return [];
  const first = tree.firstChild[node]!;
  return Array.from({ length: tree.childCount[node]! }, (_, k) => ({
    node: first + k,
    label: tree.label(first + k),
  }));
}

/** Those of two lists that share a key, one for one, and those that are left over. */
function matched(
  left: readonly Child[],
  right: readonly Child[],
  keyOf: (label: string) => string,
): { twins: (readonly [Child, Child])[]; left: Child[]; right: Child[] } {
  const waiting = new Map<string, Child[]>();
  for (const child of left) {
    const key = keyOf(child.label);
    const alike = waiting.get(key);
    if (alike) alike.push(child);
    else waiting.set(key, [child]);
  }
  const twins: (readonly [Child, Child])[] = [];
  const alone: Child[] = [];
  for (const child of right) {
    const twin = waiting.get(keyOf(child.label))?.shift();
    if (twin) twins.push([twin, child]);
    else alone.push(child);
  }
  return { twins, left: [...waiting.values()].flat(), right: alone };
}

/** Eight signs as bundlers make them of the content: in capitals, or digits and letters of both cases in any order. */
const HASH =
  /([-._])(?=[\w-]{8}\.\w+(?:\.map)?$)(?:[A-Z2-7]{8}|(?=.*\d)(?=.{0,7}[A-Za-z])[\w-]{8}|(?=.{0,6}[a-z][A-Z])[\w-]{8})(?=\.)/;
/** Longer ones, which have digits. */
const LONG_HASH = /([-._])(?=[A-Za-z_]*\d)(?=\d*[A-Za-z_])\w{9,}(?=\.)/g;

function withoutHash(label: string): string {
  return label.replace(HASH, "$1#").replace(LONG_HASH, "$1#");
}

function weigh(pairs: readonly Pair[], before: WeightedTree, after: WeightedTree): Comparison {
  const weightIn = (tree: WeightedTree, node: number): number => (node < 0 ? 0 : tree.weight[node]!);
  const isLeaf = new Uint8Array(pairs.length).fill(1);
  for (const { parent } of pairs) if (parent >= 0) isLeaf[parent] = 0;
  const given = {
    parent: Int32Array.from(pairs, ({ parent }) => parent),
    weight: Float64Array.from(pairs, (pair, row) =>
      isLeaf[row] === 1 ? Math.max(weightIn(before, pair.before), weightIn(after, pair.after)) : 0,
    ),
    label: pairs.map(({ label }) => label),
  };
  // A leaf that became a folder, or the other way round, weighs as its children do.
  const tree = weightedTree.fromColumns(given);
  const weights = (of: WeightedTree, side: "before" | "after"): Float64Array =>
    Float64Array.from({ length: tree.size }, (_, i) => weightIn(of, pairs[tree.source(i)]![side]));
  return { tree, before: weights(before, "before"), after: weights(after, "after") };
}

/** What became of one node. */
export interface Change {
  readonly node: number;
  /** Labels from below the root down. */
  readonly path: string;
  readonly before: number;
  readonly after: number;
}

/** Leaves and whole groups that came, went, grew or shrank: the largest changes first, and no node below one of them that tells no more. */
export function changesOf({ tree, before, after }: Comparison): Change[] {
  const changes: Change[] = [];
  for (let node = 1; node < tree.size; node++) {
    if (before[node] === after[node] || !tellsMore(node)) continue;
    changes.push({ node, path: pathOf(tree, node), before: before[node]!, after: after[node]! });
  }
  const size = ({ before, after }: Change): number => Math.abs(after - before);
  return changes.sort((a, b) => size(b) - size(a) || a.node - b.node);

  /** A group that came or went as a whole stands for all in it; else leaves tell. */
  function tellsMore(node: number): boolean {
    const isWhole = (i: number): boolean => before[i] === 0 || after[i] === 0;
    const parent = tree.parent[node]!;
    if (parent > 0 && isWhole(parent)) return false;
    return tree.isLeaf(node) || isWhole(node);
  }
}

/** Labels from below the root down to a node. */
export function pathOf(tree: WeightedTree, node: number): string {
  const labels: string[] = [];
  for (let i = node; i > 0; i = tree.parent[i]!) labels.unshift(tree.label(i));
  return labels.join("/");
}
