import { MarquetryError, show } from "../errors.ts";
import { object, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { continueMap } from "../layout/update.ts";
import { LOADED, UNLOADED, type WeightedTree } from "../model/weighted-tree.ts";
import type { Branches, ExpandOptions, Partition } from "../partition/partition.ts";
import { stateOf, treeOf, type Loading } from "./loaded-tree.ts";
import type { Children } from "./loader.ts";

export const expandOptions: OptionTable<ExpandOptions> = {
  signal: /* @__PURE__ */ object("an AbortSignal", undefined, ["aborted", "reason"]),
};

export const expandHelp: OptionHelp<ExpandOptions> = { signal: "ends the wait" };

/** Expands and collapses maps of trees that are loaded in parts. */
export const branches: Branches = {
  async expand(map: Partition, i: number, given: ExpandOptions): Promise<Partition> {
    const { signal } = readOptions<ExpandOptions>("map.expand", expandOptions, given);
    const { tree } = map;
    const { loader, nodes } = loadingOf(tree);
    if (tree.isLoaded(i)) {
      seePath(map, i);
      return map;
    }
    const row = nodes[tree.source(i)]!;
    const isKnown = (id: string): boolean => tree.find(id) >= 0;
    const children = await loader.load(row, tree.weight[i]!, tree.pathForMessage(i), isKnown, signal);
    seePath(map, i);
    const grown = grow(tree, i, children);
    return letGo(continued(map, grown), i, loader.settings.maxNodes);
  },

  collapse: (map, i) =>
    continued(
      map,
      cut(map.tree, (node) => node === i),
    ),
};

/** A tree, and the node that each of its nodes was in the tree before, or −1. */
interface Next {
  readonly tree: WeightedTree;
  readonly match: Int32Array;
}

function continued(map: Partition, { tree, match }: Next): Partition {
  return continueMap(map, tree, match, {});
}

/** @throws MarquetryError `bad-input` where the source is out of reach, as in another thread */
function loadingOf({ lookup: { lazy } }: WeightedTree): Loading {
  if (lazy && "loader" in lazy) return lazy as Loading;
  const message = "the map was unpacked without its tree, so nothing can be loaded into it";
  throw new MarquetryError("bad-input", message, { value: show(lazy) });
}

function seePath(map: Partition, i: number): void {
  loadingOf(map.tree).loader.see(map.path(i).map((node) => map.tree.id(node)));
}

/** The tree with the children of a node, which stand where that node's first child would: all after it move up. */
function grow(tree: WeightedTree, i: number, children: Children): Next {
  const { loader, nodes, state } = loadingOf(tree);
  const at = tree.firstChild[i]!;
  const count = children.length;
  const size = tree.size + count;
  const match = new Int32Array(size);
  const now = (node: number): number => (node < at ? node : node + count);
  const parent = new Int32Array(size);
  const firstChild = new Int32Array(size);
  const childCount = new Int32Array(size);
  const weight = new Float64Array(size);
  const grownState = new Uint8Array(size);
  const grown: Loading["nodes"][number][] = [];
  for (let k = 0, next = 1; k < size; k++) {
    const isNew = k >= at && k < at + count;
    const old = k < at ? k : k - count;
    const child = isNew ? children[k - at]! : null;
    match[k] = child ? -1 : old;
    parent[k] = child ? i : old === 0 ? -1 : now(tree.parent[old]!);
    childCount[k] = child ? 0 : old === i ? count : tree.childCount[old]!;
    weight[k] = child ? child.weight + 0 : tree.weight[old]!;
    grown[k] = child ?? nodes[tree.source(old)]!;
    grownState[k] = child
      ? stateOf(child)
      : old === i && !tree.isRemainder(i)
        ? LOADED
        : state[tree.source(old)]!;
    firstChild[k] = next;
    next += childCount[k]!;
  }
  return { tree: treeOf({ parent, firstChild, childCount, weight }, grown, grownState, loader), match };
}

/** The tree without what lies below some nodes. */
function cut(tree: WeightedTree, isCut: (node: number) => boolean): Next {
  const { loader, nodes, state } = loadingOf(tree);
  const now = new Int32Array(tree.size).fill(-1);
  const kept: number[] = [];
  for (let old = 0; old < tree.size; old++) {
    const above = tree.parent[old]!;
    if (above >= 0 && (now[above]! < 0 || isCut(above))) {
      loader.forget(tree.id(old));
      continue;
    }
    now[old] = kept.length;
    kept.push(old);
  }
  const match = Int32Array.from(kept);
  const childCount = match.map((old) => (isCut(old) ? 0 : tree.childCount[old]!));
  const firstChild = new Int32Array(kept.length);
  for (let k = 0, next = 1; k < kept.length; next += childCount[k++]!) firstChild[k] = next;
  const arrays = {
    parent: match.map((old) => (old === 0 ? -1 : now[tree.parent[old]!]!)),
    firstChild,
    childCount,
    weight: Float64Array.from(kept, (old) => tree.weight[old]!),
  };
  const cutState = Uint8Array.from(kept, (old) =>
    isCut(old) && tree.childCount[old]! > 0 && !tree.isRemainder(old) ? UNLOADED : state[tree.source(old)]!,
  );
  const left = kept.map((old) => nodes[tree.source(old)]!);
  return { tree: treeOf(arrays, left, cutState, loader), match };
}

/** Lets go families that nobody looked at for longest, until no more than so many nodes are left. */
function letGo(map: Partition, seen: number, most: number): Partition {
  const { tree } = map;
  if (tree.size <= most) return map;
  const { loader } = loadingOf(tree);
  const inner: number[] = [];
  for (let i = 1; i < tree.size; i++) if (tree.childCount[i]! > 0) inner.push(i);
  const times = new Float64Array(tree.size);
  for (const i of inner) times[i] = loader.seen(tree.id(i));
  // What was just loaded stays, with all above it; of two seen at once the deeper goes first.
  const way = new Set<number>();
  for (let v = seen; v >= 0; v = tree.parent[v]!) way.add(v);
  inner.sort((a, b) => times[a]! - times[b]! || b - a);
  const gone = new Set<number>();
  let left = tree.size;
  for (const i of inner) {
    if (left <= most) break;
    if (way.has(i)) continue;
    gone.add(i);
    left -= tree.childCount[i]!;
  }
  return continued(
    map,
    cut(tree, (node) => gone.has(node)),
  );
}
