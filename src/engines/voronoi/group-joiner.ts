import { CutTree } from "../cuts/cut-tree.ts";
import { buildHuffman } from "../cuts/huffman.ts";
import type { WeightedTree } from "../engine.ts";

/** A child of at least this part of what is left is cut off first: a power diagram would press the others against it. */
const DOMINANT = 0.4;
/** The weights of a group lie within this factor of each other. */
const MOST_SPREAD = 30;

/** A family as ranges of its children from heavy to light: what is left to do with one. */
interface Task {
  readonly from: number;
  readonly end: number;
  /** Whether its two parts are joined already. */
  readonly isSplit: boolean;
}

/**
 * Joins the children of a family so that cuts part it into groups of like weight, each to be divided by one power
 * diagram. Within a group the children are joined as for cuts, too.
 */
export class GroupJoiner {
  readonly #tree: WeightedTree;
  readonly #family: CutTree = new CutTree();
  readonly #group: CutTree = new CutTree();
  #after: Float64Array = new Float64Array(32);
  /** The tops of the groups, numbered as the cuts of the family, from 0 on. */
  readonly groups: number[] = [];

  constructor(tree: WeightedTree) {
    this.#tree = tree;
  }

  /**
   * The binary tree over the children of node i with a positive weight, and in `groups` its groups; both are
   * overwritten by the next call.
   *
   * @param least - number of children from which on a range is a group
   * @param whole - whether all are to be one group, whatever their weights
   */
  join(i: number, least: number, whole: boolean): CutTree {
    const { firstChild, childCount, weight } = this.#tree;
    const family = this.#family;
    family.takeLeaves(weight, firstChild[i]!, firstChild[i]! + childCount[i]!);
    family.sortLeaves();
    this.groups.length = 0;
    if (family.count < 2) return family;
    this.#sumUp();
    let made = family.count;
    const done: number[] = [];
    const tasks: Task[] = [{ from: 0, end: family.count, isSplit: false }];
    for (let task = tasks.pop(); task; task = tasks.pop()) {
      const { from, end, isSplit } = task;
      if (isSplit) {
        const [second, first] = [done.pop()!, done.pop()!];
        done.push(this.#write(made++, first, second));
        continue;
      }
      const split = whole ? end : this.#findSplit(from, end);
      if (end - from === 1) done.push(from);
      else if (split < end) {
        const [first, second] = [
          { from, end: split },
          { from: split, end },
        ];
        tasks.push({ from, end, isSplit: true }, { ...second, isSplit: false }, { ...first, isSplit: false });
      } else {
        made = this.#joinGroup(from, end, made);
        done.push(made - 1);
        if (end - from >= least) this.groups.push(made - 1 - family.count);
      }
    }
    return family;
  }

  #sumUp(): void {
    const { count, weight } = this.#family;
    if (this.#after.length <= count) this.#after = new Float64Array(2 * count + 1);
    this.#after[count] = 0;
    for (let k = count - 1; k >= 0; k--) this.#after[k] = this.#after[k + 1]! + weight[k]!;
  }

  /** Where a range is to be cut apart, or its end if it is a group. */
  #findSplit(from: number, end: number): number {
    const { weight } = this.#family;
    const heaviest = weight[from]!;
    const lightest = weight[end - 1]!;
    if (heaviest >= DOMINANT * (this.#after[from]! - this.#after[end]!)) return from + 1;
    if (heaviest / lightest <= MOST_SPREAD) return end;
    const middle = Math.sqrt(heaviest) * Math.sqrt(lightest);
    let low = from + 1;
    let high = end - 1;
    while (low < high) {
      const between = (low + high) >> 1;
      if (weight[between]! < middle) high = between;
      else low = between + 1;
    }
    return low;
  }

  /** Joins a range as for cuts, from number `made` on, and returns the next number. */
  #joinGroup(from: number, end: number, made: number): number {
    const family = this.#family;
    const group = this.#group;
    group.takeSome(family.child, family.weight, from, end);
    // Equal weights may have changed places: leaves are told apart by their place here.
    for (let k = 0; k < group.count; k++) group.child[k] = from + k;
    buildHuffman(group);
    const { count, first, second, child } = group;
    const shift = made - count;
    for (let k = 0; k < count - 1; k++) {
      const a = first[k]! < count ? child[first[k]!]! : first[k]! + shift;
      const b = second[k]! < count ? child[second[k]!]! : second[k]! + shift;
      this.#write(made + k, a, b);
    }
    return made + count - 1;
  }

  #write(node: number, first: number, second: number): number {
    const family = this.#family;
    family.first[node - family.count] = first;
    family.second[node - family.count] = second;
    family.weight[node] = family.weight[first]! + family.weight[second]!;
    return node;
  }
}
