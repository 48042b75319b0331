import type { WeightedTree } from "../engine.ts";
import { CutTree } from "./cut-tree.ts";
import { FamilyJoiner, type Joining } from "./family-joiner.ts";
import { CutForest } from "./forest.ts";
import { buildHuffman } from "./huffman.ts";

/** A tree with the forest it was laid out along. */
export interface Grown {
  readonly tree: WeightedTree;
  readonly forest: CutForest;
}

const NONE = -1;

/**
 * The forest of an earlier layout, carried over to a tree with other weights or other nodes.
 *
 * Cuts keep their parts and their normals. Where a child is gone, so is the cut that made its cell, and its
 * sibling part takes the room. Children that are new to a family are joined among themselves and share a cell
 * with the family's heaviest child, so that the others only move as much as their weights demand. Where a whole
 * family is new, it is joined anew; its cuts have no normals yet.
 *
 * @param match - the node of the earlier tree that each node continues, or −1
 */
export function regrow(before: Grown, tree: WeightedTree, match: Int32Array, joining: Joining): CutForest {
  const forest = new CutForest(tree);
  const joiner = new FamilyJoiner(tree, joining);
  const regrower = new FamilyRegrower(before, tree, match, forest);
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
  readonly #before: Grown;
  readonly #tree: WeightedTree;
  readonly #match: Int32Array;
  readonly #forest: CutForest;
  readonly #newcomers: CutTree = new CutTree();
  /** What each earlier child or cut has become: a part of the new forest, or NONE. */
  readonly #now: Int32Array;

  constructor(before: Grown, tree: WeightedTree, match: Int32Array, forest: CutForest) {
    this.#before = before;
    this.#tree = tree;
    this.#match = match;
    this.#forest = forest;
    this.#now = new Int32Array(2 * before.tree.size).fill(NONE);
  }

  /** The part that the family of node i comes to, laid out like that of the earlier node; NONE if none of it is left. */
  regrow(i: number, earlier: number): number {
    const { forest: old } = this.#before;
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
    const { tree: oldTree } = this.#before;
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
      const twin = this.#match[c]!;
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
    const { forest: old } = this.#before;
    const first = this.#now[old.first[cut]!]!;
    const second = this.#now[old.second[cut]!]!;
    const isGroup = old.isGroup[cut]!;
    if (first === NONE || second === NONE) {
      const left = first === NONE ? second : first;
      if (isGroup === 1 && left >= this.#forest.cells) this.#forest.isGroup[left - this.#forest.cells] = 1;
      return left;
    }
    const part = this.#join(first, second, old.normalX[cut]!, old.normalY[cut]!);
    this.#forest.isGroup[part - this.#forest.cells] = isGroup;
    return part;
  }

  #join(first: number, second: number, normalX: number, normalY: number): number {
    const weight = this.#forest.weightOf(first) + this.#forest.weightOf(second);
    return this.#forest.append(first, second, weight, normalX, normalY);
  }
}
