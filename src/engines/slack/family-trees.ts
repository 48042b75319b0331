/**
 * Binary trees over the members of one family, which come in ascending order of the volume they need.
 *
 * Members are 0 … count − 1, the wholes count … 2·count − 2 follow, parts before wholes, the root last.
 */
export interface FamilyTree {
  first: Int32Array;
  second: Int32Array;
}

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

/** Builds the binary trees that are tried for a family. */
export class FamilyTreeBuilder implements FamilyTree {
  first: Int32Array = new Int32Array(32);
  second: Int32Array = new Int32Array(32);
  #sums: Float64Array = new Float64Array(64);
  #order: Int32Array = new Int32Array(32);
  #from: Int32Array = new Int32Array(32);
  #to: Int32Array = new Int32Array(32);

  /** Builds tree number `join`; false if it would be one that a smaller number gives, or is not worth trying. */
  build(join: number, needs: Float64Array, count: number): boolean {
    this.#reserve(count);
    if (join === JOINS.huffman) {
      this.#sums.set(needs.subarray(0, count));
      for (let k = 0; k < count; k++) this.#order[k] = k;
      this.#huffman(count);
      return true;
    }
    if (count < 3) return false;
    if (join === JOINS.peeled) return count <= LONGEST_PEELED && this.#peel(count);
    if (join >= JOINS.jittered) return count <= LONGEST_JITTERED && this.#jitter(join, needs, count);
    if (count < 4) return false;
    this.#split(needs, count, join === JOINS.counts);
    return true;
  }

  #reserve(count: number): void {
    if (this.first.length >= count) return;
    this.first = new Int32Array(2 * count);
    this.second = new Int32Array(2 * count);
    this.#sums = new Float64Array(4 * count);
    this.#order = new Int32Array(2 * count);
    this.#from = new Int32Array(2 * count);
    this.#to = new Int32Array(2 * count);
  }

  /** Two queues, each sorted by itself: members in the given order, and wholes in the order they are made. */
  #huffman(count: number): void {
    const sums = this.#sums;
    const order = this.#order;
    let member = 0;
    let whole = count;
    for (let made = count; made < 2 * count - 1; made++) {
      const a = this.#takesMember(member, whole, made, count) ? order[member++]! : whole++;
      const b = this.#takesMember(member, whole, made, count) ? order[member++]! : whole++;
      sums[made] = sums[a]! + sums[b]!;
      this.first[made - count] = a;
      this.second[made - count] = b;
    }
  }

  #takesMember(member: number, whole: number, made: number, count: number): boolean {
    if (member >= count) return false;
    return whole === made || this.#sums[this.#order[member]!]! <= this.#sums[whole]!;
  }

  #jitter(seed: number, needs: Float64Array, count: number): boolean {
    let state = seed;
    const order = this.#order.subarray(0, count);
    for (let k = 0; k < count; k++) {
      order[k] = k;
      state = (state * 48271) % 2147483647;
      // Near numbers give near states at first; what they are multiplied with soon tells them apart.
      const draw = ((state * 16807) % 2147483647) / 2147483647;
      this.#sums[k] = needs[k]! * Math.exp(JITTER * (2 * draw - 1));
    }
    order.sort((a, b) => this.#sums[a]! - this.#sums[b]! || a - b);
    this.#huffman(count);
    return true;
  }

  /** The heaviest against all others, and so on. */
  #peel(count: number): boolean {
    let rest = 0;
    for (let made = count; made < 2 * count - 1; made++) {
      this.first[made - count] = rest;
      this.second[made - count] = made - count + 1;
      rest = made;
    }
    return true;
  }

  /** Runs of the sorted members, cut where both parts need, or number, most nearly the same. */
  #split(needs: Float64Array, count: number, byCount: boolean): void {
    const sums = this.#sums;
    sums[0] = 0;
    for (let k = 0; k < count; k++) sums[k + 1] = byCount ? k + 1 : sums[k]! + needs[k]!;
    const from = this.#from;
    const to = this.#to;
    let made = count - 2;
    from[made] = 0;
    to[made] = count;
    // Wholes before their parts: numbers fall on the way down.
    for (let v = made; v >= 0; v--) {
      const middle = this.#middle(from[v]!, to[v]!);
      this.first[v] = middle - from[v]! === 1 ? from[v]! : this.#open(--made, from[v]!, middle, count);
      this.second[v] = to[v]! - middle === 1 ? middle : this.#open(--made, middle, to[v]!, count);
    }
  }

  #open(made: number, from: number, to: number, count: number): number {
    this.#from[made] = from;
    this.#to[made] = to;
    return count + made;
  }

  /** Where the run's second part begins. */
  #middle(from: number, to: number): number {
    const sums = this.#sums;
    const half = (sums[from]! + sums[to]!) / 2;
    let low = from + 1;
    let high = to - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < half) low = middle + 1;
      else high = middle;
    }
    return low > from + 1 && half - sums[low - 1]! < sums[low]! - half ? low - 1 : low;
  }
}
