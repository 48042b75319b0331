import { leafExact, type Engine, type LayoutOptions, type WeightedTree } from "../index.ts";

/** Height of headers in pixels, by level from the branches on; those below have none. */
const HEIGHTS: readonly number[] = [0, 19, 17, 15];
/** A node has room for a header if a square as large as its cell is so many times as high. */
const ROOMY = 5.5;
/** Room beside and below the children of a node with a header, and between them, by its level. */
const BESIDE: readonly number[] = [0, 2, 1, 1];
const BETWEEN: readonly number[] = [4, 2, 1, 1];
/**
 * By engine, beyond how many nodes solving for exact areas takes longer than people wait. Of polygons only those of
 * greedy are mostly boxes: on others the rooms are wedges that hold no name.
 */
const MOST_NODES = 50_000;
const MOST_OF: Readonly<Record<string, number>> = { greedy: 10_000 };

/** Options of `layout` that leave room for headers where there is room, with exact areas behind them. */
export type HeaderRoom = Pick<
  LayoutOptions,
  "areas" | "paddingInner" | "paddingTop" | "paddingLeft" | "paddingRight" | "paddingBottom"
>;

/**
 * Room for the names of the upper levels, in a picture of so many square pixels; null where the engine's cells are no
 * boxes as a rule, whose groups are named across their cells, and where the tree has no levels or very many nodes.
 */
export function headerRoom(tree: WeightedTree, engine: Engine, area: number): HeaderRoom | null {
  const most = MOST_OF[engine.name] ?? (engine.shape === "rect" ? MOST_NODES : 0);
  if (engine.hasGaps === true || tree.height < 2 || tree.size > most) return null;
  const levels = levelsOf(tree);
  const isLeafInChain = leavesInChains(tree);
  const { weight, childCount, parent } = tree;
  const height = (i: number): number => {
    const level = levels[i]!;
    const tall = HEIGHTS[level] ?? 0;
    // A chain of single children has one header; one round a single leaf would say what the leaf says.
    const isLower = (i > 0 && childCount[parent[i]!] === 1) || isLeafInChain[i] === 1;
    const isRoomy = Math.sqrt((area * weight[i]!) / weight[0]!) >= ROOMY * tall;
    return tall > 0 && isRoomy && !isLower ? tall : 0;
  };
  const beside = (i: number): number => (height(i) > 0 ? BESIDE[levels[i]!]! : 0);
  const between = (i: number): number => (height(i) > 0 || levels[i] === 0 ? (BETWEEN[levels[i]!] ?? 0) : 0);
  return {
    areas: leafExact,
    paddingInner: between,
    paddingTop: height,
    paddingLeft: beside,
    paddingRight: beside,
    paddingBottom: beside,
  };
}

/** 1 for each leaf, and each node above one with single children only. */
function leavesInChains({ size, parent, childCount }: WeightedTree): Uint8Array {
  const found = new Uint8Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i] === 0) found[i] = 1;
    if (i > 0 && found[i] === 1 && childCount[parent[i]!] === 1) found[parent[i]!] = 1;
  }
  return found;
}

/** The number of branchings above each node: 0 down to the first node that branches, 1 for its children. */
function levelsOf({ size, parent, childCount }: WeightedTree): Int32Array {
  const levels = new Int32Array(size);
  for (let i = 1; i < size; i++) levels[i] = levels[parent[i]!]! + (childCount[parent[i]!] === 1 ? 0 : 1);
  return levels;
}
