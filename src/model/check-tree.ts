import { MarquetryError, show } from "../errors.ts";
import type { WeightedTree } from "./weighted-tree.ts";

/** Whether a value is a weighted tree, of this copy of the library or another. */
export function isTree(value: unknown): value is WeightedTree {
  return typeof value === "object" && value !== null && "firstChild" in value && "withWeights" in value;
}

/**
 * Refuses what is no weighted tree.
 *
 * @param owner - the public function that takes it, as its caller writes it
 * @throws MarquetryError `bad-input`
 * @internal
 */
export function checkTree(owner: string, value: unknown): asserts value is WeightedTree {
  if (isTree(value)) return;
  const isMap = typeof value === "object" && value !== null && "tree" in value && isTree(value.tree);
  const given = isMap ? "a map; its tree is map.tree" : show(value);
  const message = `${owner} takes a tree, as weightedTree(data) makes one, not ${given}`;
  throw new MarquetryError("bad-input", message, { value });
}

/** Throws `duplicate-id` if two nodes of a tree were given the same id. */
export function checkIds(tree: WeightedTree): void {
  const nodes = new Map<string, number>();
  for (let i = 0; i < tree.size; i++) {
    const own = tree.isRemainder(i) ? undefined : tree.ownId(i);
    if (own === undefined) continue;
    const other = nodes.get(own);
    if (other !== undefined) {
      const path = tree.pathForMessage(i);
      const message = `two nodes have the id ${show(own)}: ${tree.pathForMessage(other)} and ${path}`;
      throw new MarquetryError("duplicate-id", message, { path, value: own });
    }
    nodes.set(own, i);
  }
}
