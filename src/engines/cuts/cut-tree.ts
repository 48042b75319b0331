import { growAll, grown } from "../../geometry/growing.ts";
import { halveRun, joinLightest } from "../../model/huffman.ts";
import type { WeightedTree } from "../engine.ts";

/**
 * How the children of a family are joined two by two: the two lightest parts first, so that few leaves lie deep,
 * which of all trees tried gives the fattest parts; or in order, each run cut where its halves weigh most nearly the
 * same.
 */
export type Joining = "huffman" | "halves";

/**
 * A binary tree over the children of one family: each inner node is a cut.
 *
 * Nodes 0 … count − 1 stand for the children with a positive weight; inner nodes follow, parts before wholes,
 * the root last. The parts of inner node v are `first[v − count]` and `second[v − count]`.
 */
export class CutTree {
  /** Number of children. */
  count = 0;
  /** Tree node of each child, in the order of the leaves. */
  child: Int32Array = new Int32Array(32);
  weight: Float64Array = new Float64Array(64);
  first: Int32Array = new Int32Array(32);
  second: Int32Array = new Int32Array(32);

  /** Takes the children of a node with a positive weight as leaves, in the order of the family. */
  takeFamily({ firstChild, childCount, weight }: WeightedTree, i: number): void {
    const from = firstChild[i]!;
    const end = from + childCount[i]!;
    this.#reserve(end - from);
    let count = 0;
    for (let c = from; c < end; c++) {
      if (!(weight[c]! > 0)) continue;
      this.child[count] = c;
      this.weight[count] = weight[c]!;
      count++;
    }
    this.count = count;
  }

  clear(): void {
    this.count = 0;
  }

  /** Adds one leaf. */
  push(child: number, weight: number): void {
    this.#reserve(this.count + 1);
    this.child[this.count] = child;
    this.weight[this.count] = weight;
    this.count++;
  }

  /** Takes some of another tree's leaves: those from `from` to `end` − 1. */
  takeSome({ child, weight }: CutTree, from: number, end: number): void {
    this.#reserve(end - from);
    this.child.set(child.subarray(from, end));
    this.weight.set(weight.subarray(from, end));
    this.count = end - from;
  }

  /** Brings the leaves into order from heavy to light; equal ones keep their order. */
  sortLeaves(): void {
    const { count, child, weight } = this;
    let sorted = true;
    for (let k = 1; k < count && sorted; k++) sorted = weight[k - 1]! >= weight[k]!;
    if (sorted) return;
    const [children, weights] = [child.slice(0, count), weight.slice(0, count)];
    const order = children
      .map((_, k) => k)
      .sort((a, b) => weights[b]! - weights[a]! || children[a]! - children[b]!);
    for (let k = 0; k < count; k++) {
      child[k] = children[order[k]!]!;
      weight[k] = weights[order[k]!]!;
    }
  }

  /** Joins the leaves two by two. */
  join(joining: Joining): this {
    if (this.count < 2) return this;
    if (joining === "halves") this.#joinHalves();
    else {
      this.sortLeaves();
      joinLightest(this, this.count);
    }
    return this;
  }

  /** Halves runs from the root down; the sums of weights can then run upwards. */
  #joinHalves(): void {
    const { count, weight, first, second } = this;
    const before = new Float64Array(count + 1);
    for (let k = 0; k < count; k++) before[k + 1] = before[k]! + weight[k]!;
    let made = count - 1;
    // Until a run is halved, its ends stand in the place of its halves.
    const run = (from: number, end: number): number => {
      if (end - from === 1) return from;
      made--;
      first[made] = from;
      second[made] = end;
      return count + made;
    };
    run(0, count);
    for (let v = count - 2; v >= 0; v--) {
      const [from, end] = [first[v]!, second[v]!];
      const middle = halveRun(before, from, end);
      first[v] = run(from, middle);
      second[v] = run(middle, end);
    }
    for (let v = 0; v < count - 1; v++) weight[count + v] = weight[first[v]!]! + weight[second[v]!]!;
  }

  #reserve(count: number): void {
    if (count <= this.child.length) return;
    growAll(this, ["child", "first", "second"], count);
    this.weight = grown(this.weight, 2 * count);
  }
}
