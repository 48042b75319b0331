import { MarquetryError } from "../errors.ts";
import { NO_ROW, WeightedTree } from "./weighted-tree.ts";

/** A tree as arrays and texts, without the user's own data. */
export interface PackedTree {
  readonly parent: Int32Array;
  readonly firstChild: Int32Array;
  readonly childCount: Int32Array;
  readonly weight: Float64Array;
  /** Row of each node, −1 for a remainder. */
  readonly source: Int32Array;
  /** What each row is called, and its id where it was given one. */
  readonly label: readonly string[];
  readonly id: readonly (string | undefined)[];
  /** What of it is not loaded; left out where all is. */
  readonly lazy?: { readonly state: Uint8Array } | undefined;
}

/** The tree as arrays and texts: copies, so that they can be handed over to another thread. */
export function packTree(tree: WeightedTree): PackedTree {
  const source = Int32Array.from(tree.parent, (_, i) => tree.source(i));
  const label: string[] = [];
  const id: (string | undefined)[] = [];
  for (const [i, row] of source.entries()) {
    if (row === NO_ROW) continue;
    label[row] = tree.label(i);
    id[row] = tree.ownId(i);
  }
  return {
    parent: tree.parent.slice(),
    firstChild: tree.firstChild.slice(),
    childCount: tree.childCount.slice(),
    weight: tree.weight.slice(),
    source,
    label,
    id,
    ...(tree.lookup.lazy && { lazy: { state: tree.lookup.lazy.state.slice() } }),
  };
}

/** The tree of what {@link packTree} gave. */
export function unpackTree({ label, id, lazy, ...arrays }: PackedTree): WeightedTree {
  return new WeightedTree(arrays, { label: (row) => label[row], id: (row) => id[row], lazy });
}

/**
 * Refuses a tree whose nodes are not those of a packed one.
 *
 * @throws MarquetryError `bad-input`
 */
export function checkSameNodes(tree: WeightedTree, { parent }: PackedTree): void {
  if (tree.size === parent.length && tree.parent.every((p, i) => p === parent[i])) return;
  const message = `unpackMap was given another tree than the one packed: its nodes are not the same`;
  throw new MarquetryError("bad-input", message, { value: tree });
}
