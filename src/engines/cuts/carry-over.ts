import type { EarlierLayout, LayoutMemory, WeightedTree } from "../engine.ts";
import { CutTree, type Joining } from "./cut-tree.ts";
import { CutForest, type ForestMemory } from "./forest.ts";

/** What a layout by cuts remembers: its forest of cuts with their normals. */
export interface CutMemory extends LayoutMemory {
  readonly forest: ForestMemory;
}

const NONE = -1;

/**
 * The forest of an earlier layout, carried over to a tree with other weights or other nodes.
 *
 * Cuts keep their parts and their normals. Where a child is gone, so is the cut that made its cell, and its
 * sibling part takes the room. Children that are new to a family are joined among themselves and share a cell
 * with the family's heaviest child, so that the others only move as much as their weights demand. Where a whole
 * family is new, it is joined anew; its cuts have no normals yet.
 * In a container that has been stretched the cuts turn as if they had been stretched with it.
 */
export function carryOver(
  { tree: oldTree, memory, match, stretch }: EarlierLayout<CutMemory>,
  tree: WeightedTree,
  joining: Joining,
): CutForest {
  const { weight, firstChild, childCount } = tree;
  const old = new CutForest(oldTree, memory.forest);
  const forest = new CutForest(tree);
  const family = new CutTree();
  /** What each earlier child or cut has become: a part of the new forest, or NONE. */
  const now = new Int32Array(2 * oldTree.size).fill(NONE);
  for (let i = 0; i < tree.size; i++) {
    if (childCount[i] === 0) continue;
    forest.top[i] = match[i] === NONE ? NONE : carryFamily(i, match[i]!);
    if (forest.top[i] === NONE) forest.joinFamily(i, joining, family);
  }
  return forest;

  /** The part that the family of node i comes to, laid out like that of the earlier node; NONE if none of it is left. */
  function carryFamily(i: number, twin: number): number {
    const top = old.top[twin]!;
    if (top === NONE || !placeChildren(i, twin)) return NONE;
    if (top >= old.cells) {
      for (let part = top - old.cutsIn(twin) + 1; part <= top; part++) now[part] = carryCut(part - old.cells);
    }
    return now[top]!;
  }

  /** Notes the new numbers of the children that are still there, and joins the others to the heaviest of them. */
  function placeChildren(i: number, twin: number): boolean {
    const oldFirst = oldTree.firstChild[twin]!;
    const oldEnd = oldFirst + oldTree.childCount[twin]!;
    now.fill(NONE, oldFirst, oldEnd);
    family.clear();
    let host = NONE;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      if (!(weight[c]! > 0)) continue;
      const known = match[c]!;
      if (known >= oldFirst && known < oldEnd && oldTree.weight[known]! > 0 && now[known] === NONE) {
        now[known] = c;
        if (host === NONE || weight[c]! > weight[now[host]!]!) host = known;
      } else family.push(c, weight[c]!);
    }
    if (host === NONE) return false;
    if (family.count > 0) now[host] = forest.append(now[host]!, forest.add(family.join("huffman")), NaN, NaN);
    return true;
  }

  /** What an earlier cut has become: the same cut of what its parts have become, or the one part that is left. */
  function carryCut(cut: number): number {
    const first = now[old.first[cut]!]!;
    const second = now[old.second[cut]!]!;
    const isKept = first !== NONE && second !== NONE;
    const left = first === NONE ? second : first;
    const part = isKept
      ? forest.append(first, second, ...stretched(old.normalX[cut]!, old.normalY[cut]!))
      : left;
    if (part >= forest.cells && old.isGroup[cut] === 1) forest.isGroup[part - forest.cells] = 1;
    return part;
  }

  /** The normal of a cut in a container that has been stretched: the inverse of how a line stretches. */
  function stretched(x: number, y: number): [x: number, y: number] {
    const [across, down] = stretch;
    if (across === down) return [x, y];
    const length = Math.hypot(x / across, y / down);
    return [x / across / length, y / down / length];
  }
}
