import type { EarlierLayout, LayoutMemory, WeightedTree } from "../engine.ts";
import { CutTree } from "./cut-tree.ts";
import { FamilyJoiner, type Joining } from "./family-joiner.ts";
import { CutForest, type ForestMemory } from "./forest.ts";
import { buildHuffman } from "./huffman.ts";

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
export function regrow(
  earlier: EarlierLayout<LayoutMemory & { readonly forest: ForestMemory }>,
  tree: WeightedTree,
  joining: Joining,
): CutForest {
  const { match } = earlier;
  const forest = new CutForest(tree);
  const joiner = new FamilyJoiner(tree, joining);
  const regrower = new FamilyRegrower(
    earlier,
    new CutForest(earlier.tree, earlier.memory.forest),
    tree,
    forest,
  );
  for (let i = 0; i < tree.size; i++) {
    if (tree.childCount[i] === 0) continue;
    const part = match[i] === NONE ? NONE : regrower.regrow(i, match[i]!);
    if (part === NONE) forest.add(i, joiner.join(i));
    else forest.top[i] = part;
  }
  return forest;
}

/** Carries single families over. */
class FamilyRegrower {
  readonly #earlier: EarlierLayout;
  readonly #old: CutForest;
  readonly #tree: WeightedTree;
  readonly #forest: CutForest;
  readonly #newcomers: CutTree = new CutTree();
  /** What each earlier child or cut has become: a part of the new forest, or NONE. */
  readonly #now: Int32Array;

  constructor(earlier: EarlierLayout, old: CutForest, tree: WeightedTree, forest: CutForest) {
    this.#earlier = earlier;
    this.#old = old;
    this.#tree = tree;
    this.#forest = forest;
    this.#now = new Int32Array(2 * earlier.tree.size).fill(NONE);
  }

  /** The part that the family of node i comes to, laid out like that of the earlier node; NONE if none of it is left. */
  regrow(i: number, earlier: number): number {
    const old = this.#old;
    const top = old.top[earlier]!;
    if (top === NONE || !this.#placeChildren(i, earlier)) return NONE;
    if (top < old.cells) return this.#now[top]!;
    for (let part = top - old.cutsIn(earlier) + 1; part <= top; part++)
      this.#now[part] = this.#carryOver(part - old.cells);
    return this.#now[top]!;
  }

  /** Notes the new numbers of the children that are still there, and joins the others to the heaviest of them. */
  #placeChildren(i: number, earlier: number): boolean {
    const { weight, firstChild, childCount } = this.#tree;
    const { tree: oldTree, match } = this.#earlier;
    const now = this.#now;
    const oldFirst = oldTree.firstChild[earlier]!;
    const oldEnd = oldFirst + oldTree.childCount[earlier]!;
    now.fill(NONE, oldFirst, oldEnd);
    const newcomers = this.#newcomers;
    newcomers.clear();
    let host = NONE;
    const first = firstChild[i]!;
    for (let c = first; c < first + childCount[i]!; c++) {
      if (!(weight[c]! > 0)) continue;
      const twin = match[c]!;
      if (twin >= oldFirst && twin < oldEnd && oldTree.weight[twin]! > 0 && now[twin] === NONE) {
        now[twin] = c;
        if (host === NONE || weight[c]! > weight[now[host]!]!) host = twin;
      } else newcomers.push(c, weight[c]!);
    }
    if (host === NONE) return false;
    if (newcomers.count === 0) return true;
    if (newcomers.count > 1) buildHuffman(newcomers);
    const part = this.#forest.join(newcomers);
    now[host] = this.#join(now[host]!, part, NaN, NaN);
    return true;
  }

  /** What an earlier cut has become: the same cut of what its parts have become, or the one part that is left. */
  #carryOver(cut: number): number {
    const old = this.#old;
    const first = this.#now[old.first[cut]!]!;
    const second = this.#now[old.second[cut]!]!;
    const isGroup = old.isGroup[cut]!;
    if (first === NONE || second === NONE) {
      const left = first === NONE ? second : first;
      if (isGroup === 1 && left >= this.#forest.cells) this.#forest.isGroup[left - this.#forest.cells] = 1;
      return left;
    }
    const part = this.#join(first, second, ...this.#stretched(old.normalX[cut]!, old.normalY[cut]!));
    this.#forest.isGroup[part - this.#forest.cells] = isGroup;
    return part;
  }

  #join(first: number, second: number, normalX: number, normalY: number): number {
    const weight = this.#forest.weightOf(first) + this.#forest.weightOf(second);
    return this.#forest.append(first, second, weight, normalX, normalY);
  }

  /** The normal of a cut in a container that has been stretched. */
  #stretched(x: number, y: number): [x: number, y: number] {
    const [across, down] = this.#earlier.stretch;
    if (across === down) return [x, y];
    const length = Math.hypot(x / across, y / down);
    return [x / across / length, y / down / length];
  }
}
