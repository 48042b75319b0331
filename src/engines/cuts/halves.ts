import type { CutTree } from "./cut-tree.ts";

/**
 * The binary tree that keeps the order of a family: each run of children is cut where its halves weigh most
 * nearly the same.
 */
export class HalvesBuilder {
  /** Weight of all children before each, to find the middle of a run; the parts' own weights are summed apart. */
  #before: Float64Array = new Float64Array(33);
  /** First and last child of the run under each inner node. */
  #from: Int32Array = new Int32Array(32);
  #to: Int32Array = new Int32Array(32);

  build(tree: CutTree): void {
    const { count, weight, first, second } = tree;
    if (count > this.#from.length) {
      this.#before = new Float64Array(2 * count + 1);
      this.#from = new Int32Array(2 * count);
      this.#to = new Int32Array(2 * count);
    }
    const from = this.#from;
    const to = this.#to;
    for (let k = 0; k < count; k++) this.#before[k + 1] = this.#before[k]! + weight[k]!;
    // Wholes before parts downwards from the root, which is last; so the sums can then run upwards.
    let made = count - 2;
    from[made] = 0;
    to[made] = count - 1;
    for (let v = made; v >= 0; v--) {
      const middle = this.#middle(from[v]!, to[v]!);
      first[v] = from[v] === middle ? middle : part(from[v]!, middle);
      second[v] = middle + 1 === to[v] ? to[v]! : part(middle + 1, to[v]!);
    }
    for (let v = 0; v < count - 1; v++) weight[count + v] = weight[first[v]!]! + weight[second[v]!]!;

    function part(a: number, b: number): number {
      made--;
      from[made] = a;
      to[made] = b;
      return count + made;
    }
  }

  /** Last child of the first half of the run a … b. */
  #middle(a: number, b: number): number {
    const before = this.#before;
    const half = (before[a]! + before[b + 1]!) / 2;
    let low = a;
    let high = b - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before[middle + 1]! < half) low = middle + 1;
      else high = middle;
    }
    return low > a && half - before[low]! < before[low + 1]! - half ? low - 1 : low;
  }
}
