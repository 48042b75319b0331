import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "./weighted-tree.ts";

/** Stands for the partner of a node that the other tree does not have. */
export const NO_PARTNER = -1;

/**
 * The partner of each node of `before` among the nodes of `after`: the one of the same id, or −1.
 *
 * Trees that share their structure are matched node by node. Ids that occur more than once are paired off in
 * breadth-first order, the first with the first.
 *
 * @example
 * const before = weightedTree.fromPaths([["a", 2], ["b", 1]]);
 * matchNodes(before, weightedTree.fromPaths([["b", 2], ["c", 1]]))[before.find("b")]; // 1
 */
export function matchNodes(before: WeightedTree, after: WeightedTree): Int32Array {
  const partner = new Int32Array(before.size);
  if (before.parent === after.parent) {
    for (let i = 0; i < before.size; i++) partner[i] = i;
    return partner;
  }
  // For each id its first node not yet taken; `next` leads on to the others of that id.
  const first = new Map<string, number>();
  const next = new Int32Array(after.size);
  for (let j = after.size - 1; j >= 0; j--) {
    const id = after.id(j);
    next[j] = first.get(id) ?? NO_PARTNER;
    first.set(id, j);
  }
  for (let i = 0; i < before.size; i++) {
    const id = before.id(i);
    const j = first.get(id) ?? NO_PARTNER;
    partner[i] = j;
    if (j !== NO_PARTNER) first.set(id, next[j]!);
  }
  return partner;
}

/**
 * A copy of what was given as `match`: the node of the map before that each node of the tree continues, or −1.
 *
 * @param owner - the public function that takes it, as its caller writes it
 * @throws MarquetryError `bad-option` if it is no such list, or names a node twice
 */
export function readMatch(
  owner: string,
  before: WeightedTree,
  after: WeightedTree,
  given: unknown,
): Int32Array {
  const list = asList(given);
  const bad = (message: string, value: unknown) =>
    new MarquetryError("bad-option", `${owner}: match ${message}`, { value });
  if (list?.length !== after.size) {
    const wrong = list ? `has ${list.length} numbers` : `is ${show(given)}`;
    throw bad(
      `needs a node of the map, or -1, for each of the tree's ${after.size} nodes, and ${wrong}`,
      given,
    );
  }
  const isTaken = new Uint8Array(before.size);
  return Int32Array.from(list, (node: unknown, i) => {
    if (node === -1) return -1;
    if (typeof node !== "number" || !(node in isTaken))
      throw bad(`names ${show(node)} at ${i}: the map has nodes 0 to ${before.size - 1}`, node);
    if (isTaken[node] === 1) throw bad(`names node ${node} twice, at ${i} again`, node);
    isTaken[node] = 1;
    return node;
  });
}

/** An array or a typed array; undefined for all else. */
export function asList(value: unknown): ArrayLike<unknown> | undefined {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
  return isList ? (value as ArrayLike<unknown>) : undefined;
}
