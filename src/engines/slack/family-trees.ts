import { grown } from "../../geometry/growing.ts";
import { halveRun, joinLightest } from "../../model/huffman.ts";

/** Ways to join a family, best first by experience; a tree of one family is the best of several. */
export const JOINS = {
  huffman: 0,
  halves: 1,
  counts: 2,
  peeled: 3,
  /** From here on: Huffman's tree of needs that are changed a little, differently for each number. */
  jittered: 4,
} as const;

/** Peeled trees are as deep as they have members. */
const LONGEST_PEELED = 64;
/** In large families any tree has room enough to choose. */
const LONGEST_JITTERED = 48;
/** Jitter multiplies a need by up to e to the power of this, either way. */
const JITTER = 0.7;

/**
 * Builds the binary trees that are tried for a family, whose members come in ascending order of the volume they need.
 *
 * Members are 0 … count − 1, the wholes count … 2·count − 2 follow, parts before wholes, the root last.
 */
export class FamilyTreeBuilder {
  first: Int32Array = new Int32Array(32);
  second: Int32Array = new Int32Array(32);
  /** Needs of all parts, or running sums of those of members. */
  #sums: Float64Array = new Float64Array(64);
  #jittered: Float64Array = new Float64Array(32);
  #order: Int32Array = new Int32Array(32);
  #from: Int32Array = new Int32Array(32);
  #to: Int32Array = new Int32Array(32);

  /** Builds tree number `join`; false if it would be one that a smaller number gives, or is not worth trying. */
  build(join: number, needs: Float64Array, count: number, isLong: boolean = false): boolean {
    this.first = grown(this.first, count);
    this.second = grown(this.second, count);
    this.#sums = grown(this.#sums, 2 * count);
    this.#order = grown(this.#order, count);
    if (join === JOINS.huffman) {
      for (let k = 0; k < count; k++) this.#order[k] = k;
      this.#huffman(needs, count);
      return true;
    }
    if (count < 3) return false;
    if (join === JOINS.peeled) return count <= LONGEST_PEELED && this.#peel(count);
    if (join >= JOINS.jittered)
      return (isLong || count <= LONGEST_JITTERED) && this.#jitter(join, needs, count);
    if (count < 4) return false;
    this.#split(needs, count, join === JOINS.counts);
    return true;
  }

  /** Huffman's tree of the members, which `#order` lists from light to heavy. */
  #huffman(needs: Float64Array, count: number): void {
    const { first, second } = this;
    const order = this.#order;
    for (let k = 0; k < count; k++) this.#sums[k] = needs[order[count - 1 - k]!]!;
    joinLightest({ weight: this.#sums, first, second }, count);
    for (let k = 0; k < count - 1; k++) {
      if (first[k]! < count) first[k] = order[count - 1 - first[k]!]!;
      if (second[k]! < count) second[k] = order[count - 1 - second[k]!]!;
    }
  }

  #jitter(seed: number, needs: Float64Array, count: number): boolean {
    let state = seed;
    this.#jittered = grown(this.#jittered, count);
    const jittered = this.#jittered;
    const order = this.#order.subarray(0, count);
    for (let k = 0; k < count; k++) {
      order[k] = k;
      state = (state * 48271) % 2147483647;
      // Near numbers give near states at first; what they are multiplied with soon tells them apart.
      const draw = ((state * 16807) % 2147483647) / 2147483647;
      jittered[k] = needs[k]! * Math.exp(JITTER * (2 * draw - 1));
    }
    order.sort((a, b) => jittered[a]! - jittered[b]! || a - b);
    this.#huffman(jittered, count);
    return true;
  }

  /** The heaviest against all others, and so on. */
  #peel(count: number): boolean {
    for (let made = 0; made < count - 1; made++) {
      this.first[made] = made === 0 ? 0 : count + made - 1;
      this.second[made] = made + 1;
    }
    return true;
  }

  /** Runs of the sorted members, cut where both parts need, or number, most nearly the same. */
  #split(needs: Float64Array, count: number, byCount: boolean): void {
    const sums = this.#sums;
    sums[0] = 0;
    for (let k = 0; k < count; k++) sums[k + 1] = byCount ? k + 1 : sums[k]! + needs[k]!;
    const from = (this.#from = grown(this.#from, count));
    const to = (this.#to = grown(this.#to, count));
    let made = count - 2;
    from[made] = 0;
    to[made] = count;
    const open = (a: number, b: number): number => {
      if (b - a === 1) return a;
      from[--made] = a;
      to[made] = b;
      return count + made;
    };
    // Wholes before their parts: numbers fall on the way down.
    for (let v = made; v >= 0; v--) {
      const middle = halveRun(sums, from[v]!, to[v]!);
      this.first[v] = open(from[v]!, middle);
      this.second[v] = open(middle, to[v]!);
    }
  }
}
