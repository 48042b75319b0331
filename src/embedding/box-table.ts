/**
 * A growing table of boxes. Each has `dimension` sides in ascending order and tells how it is made: of nothing, of
 * one other box with a margin, or of two boxes that stand side by side.
 */
export class BoxTable {
  readonly dimension: number;
  /** Sides, `dimension` numbers each. */
  sides: Float64Array;
  /** The box within, or the first of two; −1 for a site. */
  first: Int32Array;
  /** The second of two, or −1. */
  second: Int32Array;
  /** Of two boxes, the ranks of the sides along which they stand, as `rank of first · dimension + rank of second`. */
  ranks: Uint8Array;
  size = 0;

  constructor(dimension: number, capacity: number) {
    this.dimension = dimension;
    this.sides = new Float64Array(capacity * dimension);
    this.first = new Int32Array(capacity);
    this.second = new Int32Array(capacity);
    this.ranks = new Uint8Array(capacity);
  }

  /** Adds a box whose sides the caller writes, and returns its number. */
  add(first: number, second: number, ranks: number): number {
    if (this.size === this.first.length) this.#grow();
    const made = this.size++;
    this.first[made] = first;
    this.second[made] = second;
    this.ranks[made] = ranks;
    return made;
  }

  #grow(): void {
    const capacity = 2 * this.size;
    const { sides, first, second, ranks } = this;
    this.sides = new Float64Array(capacity * this.dimension);
    this.first = new Int32Array(capacity);
    this.second = new Int32Array(capacity);
    this.ranks = new Uint8Array(capacity);
    this.sides.set(sides);
    this.first.set(first);
    this.second.set(second);
    this.ranks.set(ranks);
  }
}

/**
 * Two boxes side by side: writes the sides of the least box round them, ascending, and returns the rank of the side
 * along which they stand. Their other sides meet in ascending order, which makes the least box.
 */
export function joinSides(
  { dimension, sides }: BoxTable,
  a: number,
  b: number,
  rankA: number,
  rankB: number,
  out: Float64Array,
  at: number,
): number {
  const along = sides[a * dimension + rankA]! + sides[b * dimension + rankB]!;
  let rank = -1;
  let p = a * dimension;
  let q = b * dimension;
  let next = at;
  for (let k = 0; k < dimension - 1; k++) {
    if (p === a * dimension + rankA) p++;
    if (q === b * dimension + rankB) q++;
    const side = Math.max(sides[p++]!, sides[q++]!);
    if (rank < 0 && along <= side) {
      rank = k;
      out[next++] = along;
    }
    out[next++] = side;
  }
  if (rank >= 0) return rank;
  out[next] = along;
  return dimension - 1;
}
