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

  /** Takes the children with a positive weight as leaves, in the order of the family. */
  takeLeaves(weights: Float64Array, first: number, end: number): void {
    if (end - first > this.child.length) this.#grow(end - first);
    let count = 0;
    for (let i = first; i < end; i++) {
      if (!(weights[i]! > 0)) continue;
      this.child[count] = i;
      this.weight[count] = weights[i]!;
      count++;
    }
    this.count = count;
  }

  clear(): void {
    this.count = 0;
  }

  /** Adds one leaf. */
  push(child: number, weight: number): void {
    if (this.count === this.child.length) this.#grow(this.count + 1);
    this.child[this.count] = child;
    this.weight[this.count] = weight;
    this.count++;
  }

  /** Takes some of another tree's leaves: those from `from` to `end` − 1. */
  takeSome(child: Int32Array, weight: Float64Array, from: number, end: number): void {
    if (end - from > this.child.length) this.#grow(end - from);
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
    const place = new Map<number, number>();
    for (let k = 0; k < count; k++) place.set(child[k]!, weight[k]!);
    const order = child.subarray(0, count).sort((a, b) => place.get(b)! - place.get(a)! || a - b);
    for (let k = 0; k < count; k++) weight[k] = place.get(order[k]!)!;
  }

  #grow(count: number): void {
    const { child, weight } = this;
    this.child = new Int32Array(2 * count);
    this.weight = new Float64Array(4 * count);
    this.child.set(child);
    this.weight.set(weight.subarray(0, child.length));
    this.first = new Int32Array(2 * count);
    this.second = new Int32Array(2 * count);
  }
}
