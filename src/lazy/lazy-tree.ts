import { MarquetryError, show } from "../errors.ts";
import { layOutLazily, type LayoutSpec } from "../layout/lay-out.ts";
import { isWeight } from "../model/weight-errors.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { callback, number, wholeNumber, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { byFamily } from "./by-family.ts";
import { branches } from "./branches.ts";
import { stateOf, treeOf } from "./loaded-tree.ts";
import { Loader, type LazyOptions } from "./loader.ts";
import { faultOf, type LazyNode, type LazySource } from "./source.ts";

export const lazyTreeOptions: OptionTable<LazyOptions> = {
  limit: /* @__PURE__ */ wholeNumber({ min: 1 }, 500),
  minShare: /* @__PURE__ */ number({ min: 0, below: 1 }, 0),
  retries: /* @__PURE__ */ wholeNumber({ min: 0 }, 2),
  pause: /* @__PURE__ */ callback(),
  maxNodes: /* @__PURE__ */ wholeNumber({ min: 2 }, 50_000),
};

export const lazyTreeHelp: OptionHelp<LazyOptions> = {
  limit: "most children loaded of a node: the others become one",
  minShare: "part of a node's weight below which children need not be loaded one by one",
  retries: "how often a request that failed is made once more",
  pause: "what is awaited before each such attempt",
  maxNodes: "most nodes kept: parts not looked at for longest are let go",
};

/**
 * A tree that is loaded as one looks into it: at first its root alone. `layout` lays it out, each family by itself (see
 * {@link byFamily}), and `await map.expand(i)` loads the children of a node into its cell.
 *
 * Trees do not change: each map has its own. Requests for a node are made once however many wait, and once more where
 * they fail; `tree.failure(i)` tells of those that failed in the end. Children that do not weigh as much as their
 * parent are joined by "+ n others", which weigh the difference; more than their parent they cannot.
 *
 * @param source - tells of the root and, when asked, of the children of a node
 * @throws MarquetryError `bad-source` if it is none; `bad-option`
 * @example
 * let map = layout(lazyTree(source), { engine: squarify(), container: [960, 600] });
 * map = await map.expand(0);
 */
export function lazyTree<T extends LazyNode>(
  source: LazySource<T>,
  options?: LazyOptions,
): WeightedTree<T | undefined> {
  const settings = readOptions<LazyOptions, "limit" | "minShare" | "retries" | "maxNodes">(
    "lazyTree",
    lazyTreeOptions,
    options,
  );
  checkSource(source);
  layOutLazily(settle);
  const loader = new Loader(source, settings);
  const arrays = {
    parent: Int32Array.of(-1),
    firstChild: Int32Array.of(1),
    childCount: new Int32Array(1),
    weight: Float64Array.of(source.root.weight),
  };
  return treeOf(arrays, [source.root], Uint8Array.of(stateOf(source.root)), loader) as WeightedTree<T>;
}

/** Has each family laid out by itself, and refuses what looks at the whole of a tree, for that is never there. */
function settle(spec: LayoutSpec): LayoutSpec {
  const refuse = (option: string, why: string): MarquetryError => {
    const message = `layout: ${option} is not for trees that are loaded in parts: ${why}`;
    return new MarquetryError("bad-option", message, { value: option });
  };
  if (spec.round) throw refuse("round", "what is loaded later would move what is there");
  if (spec.minShare > 0) throw refuse("minShare", "it raises leaves at the cost of all others");
  if (spec.areas) throw refuse('areas: "leaf-exact"', "it looks at all leaves at once");
  return { ...spec, engine: byFamily(spec.engine), branches };
}

function checkSource(source: unknown): asserts source is LazySource {
  const { root, children } = (source ?? {}) as Partial<LazySource>;
  const bad = (message: string, value: unknown): MarquetryError =>
    new MarquetryError("bad-source", `lazyTree takes a source with a root and children(id): ${message}`, {
      value,
    });
  if (typeof root !== "object" || root === null) throw bad(`its root is ${show(root)}`, source);
  if (typeof children !== "function") throw bad(`its children are ${show(children)}`, source);
  const fault = faultOf(root);
  if (fault !== null) throw bad(`it gave ${fault} at its root`, root);
  if (!isWeight(root.weight)) throw bad(`its root weighs ${show(root.weight)}`, root.weight);
}
