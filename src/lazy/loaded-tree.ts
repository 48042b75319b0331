import {
  LOADED,
  MORE,
  OTHERS,
  UNLOADED,
  WeightedTree,
  type TreeArrays,
  type Unloaded,
} from "../model/weighted-tree.ts";
import type { Loader } from "./loader.ts";
import type { LazyNode } from "./source.ts";

/** What of a tree is loaded, and by what the rest is. */
export interface Loading extends Unloaded {
  readonly nodes: readonly LazyNode[];
  readonly loader: Loader;
}

/** A tree of nodes that a source gave, one a row. */
export function treeOf(
  arrays: TreeArrays,
  nodes: readonly LazyNode[],
  state: Uint8Array,
  loader: Loader,
): WeightedTree {
  const { source } = loader;
  const lazy: Loading = {
    state,
    nodes,
    loader,
    failure: (row) => loader.failures.get(nodes[row]!.id),
    search: source.search && (async (words, request) => source.search!(words, request)),
  };
  return new WeightedTree(arrays, {
    id: (row) => nodes[row]!.id,
    label: (row) => nodes[row]!.label ?? undefined,
    data: (row) => (state[row]! >= OTHERS ? undefined : nodes[row]),
    lazy,
  });
}

export function stateOf({ hasChildren, others }: LazyNode): number {
  if (others !== undefined) return others > 0 ? MORE : OTHERS;
  return hasChildren === true ? UNLOADED : LOADED;
}
