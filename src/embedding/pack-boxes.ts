import { BoxTable, joinSides } from "./box-table.ts";
import type { Clusters } from "./clusters.ts";

/** How boxes are packed. */
export interface PackingOptions {
  readonly dimension: number;
  /** Most boxes kept for a part. */
  readonly most: number;
  /** Boxes of clusters whose sites could be farther apart than this many diameters are dropped, if others are left. */
  readonly cap: number;
}

/** Range of log side ratio of boxes that are kept: parts of a family may be longer than clusters. */
const LONGEST = Math.log(12);

/** What a root of a whole number may be off by. */
const ROUNDING = 1e-9;

/**
 * Packs every cluster into boxes, several of different shape, from the sites up; returns the table and the box of
 * the root whose sites are closest together. A site is a box of no size with a margin of half its parent's
 * diameter; so is every cluster, with the difference of the diameters.
 */
export function packBoxes(clusters: Clusters, options: PackingOptions): { table: BoxTable; root: number } {
  return new Packer(clusters, options).pack();
}

class Packer {
  readonly #clusters: Clusters;
  readonly #options: PackingOptions;
  readonly #table: BoxTable;
  readonly #step: number;
  /** Boxes of each cluster, margin included: a range of the table. */
  readonly #begin: Int32Array;
  readonly #end: Int32Array;
  readonly #bins = new Map<number, number>();
  /** Candidates of a join: what they are made of, and their sides. */
  #first: number[] = [];
  #second: number[] = [];
  #ranks: number[] = [];
  #volume: number[] = [];
  #sides: Float64Array;
  #count = 0;
  readonly #scratch: Float64Array;

  constructor(clusters: Clusters, options: PackingOptions) {
    this.#clusters = clusters;
    this.#options = options;
    this.#table = new BoxTable(options.dimension, 4 * clusters.size + 1024);
    this.#step = LONGEST / options.most;
    this.#begin = new Int32Array(clusters.size);
    this.#end = new Int32Array(clusters.size);
    this.#sides = new Float64Array(options.dimension * 1024);
    this.#scratch = new Float64Array(options.dimension);
  }

  pack(): { table: BoxTable; root: number } {
    const { size, parent, childCount, diameter } = this.#clusters;
    const table = this.#table;
    for (let i = size - 1; i >= 0; i--) {
      const above = i === 0 ? diameter[0]! : diameter[parent[i]!]!;
      this.#begin[i] = table.size;
      if (childCount[i] === 0) this.#addWithin(-1, i, above);
      else {
        const family = this.#family(i);
        this.#begin[i] = table.size;
        for (const box of family) this.#addWithin(box, i, above - diameter[i]!);
      }
      this.#end[i] = table.size;
    }
    return { table, root: this.#closest() };
  }

  /** Adds the box of a cluster with its margin. */
  #addWithin(box: number, cluster: number, margin: number): void {
    const d = this.#options.dimension;
    const made = this.#table.add(box, ~cluster, 0);
    const { sides } = this.#table;
    for (let k = 0; k < d; k++) sides[made * d + k] = (box < 0 ? 0 : sides[box * d + k]!) + margin;
  }

  /** Boxes for a family without a margin of its own. */
  #family(i: number): number[] {
    const { firstChild, childCount } = this.#clusters;
    const count = childCount[i]!;
    const ranges: [number, number][] = [];
    for (let c = firstChild[i]!; c < firstChild[i]! + count; c++)
      ranges.push([this.#begin[c]!, this.#end[c]!]);
    const boxes: number[] = [];
    if (count === 2) pushRange(boxes, this.#join(ranges[0]!, ranges[1]!));
    else {
      pushRange(boxes, this.#huffman(ranges, 0));
      pushRange(boxes, this.#halves(ranges));
      pushRange(boxes, this.#grid(ranges));
      for (let jitter = 1; jitter <= 2; jitter++) pushRange(boxes, this.#huffman(ranges, jitter));
    }
    return this.#select(boxes, this.#clusters.diameter[i]!);
  }

  /** Joins the two least again and again. */
  #huffman(ranges: readonly [number, number][], jitter: number): [number, number] {
    const sorted = ranges.map((range, k) => ({ range, key: this.#least(range) + jitter * spread(k) }));
    sorted.sort((a, b) => a.key - b.key);
    const made: typeof sorted = [];
    let p = 0;
    let q = 0;
    const pop = (): (typeof sorted)[number] =>
      q === made.length || (p < sorted.length && sorted[p]!.key <= made[q]!.key) ? sorted[p++]! : made[q++]!;
    for (let n = ranges.length; n > 1; n--) {
      const a = pop();
      const b = pop();
      const range = this.#join(b.range, a.range);
      made.push({ range, key: Math.max(this.#least(range), b.key) });
    }
    return made.at(-1)!.range;
  }

  /** Splits the family, sorted by size, into halves of like volume again and again. */
  #halves(ranges: readonly [number, number][]): [number, number] {
    const sorted = [...ranges].sort((a, b) => this.#least(b) - this.#least(a));
    const top = this.#least(sorted[0]!);
    const sum = [0];
    for (const range of sorted) sum.push(sum.at(-1)! + Math.exp(this.#least(range) - top));
    const result: [number, number][] = [];
    const open: [from: number, to: number, done: boolean][] = [[0, sorted.length, false]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [from, to, done] = next;
      if (done) {
        const b = result.pop()!;
        result.push(this.#join(result.pop()!, b));
      } else if (to - from === 1) result.push(sorted[from]!);
      else {
        const middle = (sum[from]! + sum[to]!) / 2;
        let cut = from + 1;
        while (cut < to - 1 && sum[cut + 1]! <= middle) cut++;
        if (cut < to - 1 && sum[cut + 1]! - middle < middle - sum[cut]!) cut++;
        open.push([from, to, true], [cut, to, false], [from, cut, false]);
      }
    }
    return result[0]!;
  }

  /** Groups those of like size again and again, each time as many as stand along one side of a grid. */
  #grid(ranges: readonly [number, number][]): [number, number] {
    let parts = [...ranges].sort((a, b) => this.#least(b) - this.#least(a));
    const group = Math.max(2, Math.ceil(parts.length ** (1 / this.#options.dimension) - ROUNDING));
    while (parts.length > 1) {
      const rows: [number, number][] = [];
      for (let k = 0; k < parts.length; k += group)
        rows.push(parts.slice(k, k + group).reduce((row, part) => this.#join(row, part)));
      parts = rows;
    }
    return parts[0]!;
  }

  /** Least log volume of some boxes. */
  #least([begin, end]: readonly [number, number]): number {
    let least = Infinity;
    for (let box = begin; box < end; box++) least = Math.min(least, this.#logVolume(this.#table.sides, box));
    return least;
  }

  #logVolume(sides: Float64Array, at: number): number {
    const d = this.#options.dimension;
    let sum = 0;
    for (let k = at * d; k < at * d + d; k++) sum += Math.log(sides[k]!);
    return sum;
  }

  /** The boxes that two parts make side by side. */
  #join(a: readonly [number, number], b: readonly [number, number]): [number, number] {
    this.#bins.clear();
    this.#count = 0;
    if (this.#options.dimension === 2) this.#sweep(a, b);
    else this.#pairs(a, b);
    return this.#keep();
  }

  #pairs([beginA, endA]: readonly [number, number], [beginB, endB]: readonly [number, number]): void {
    const d = this.#options.dimension;
    for (let p = beginA; p < endA; p++) {
      for (let q = beginB; q < endB; q++) {
        for (let rank = 0; rank < d * d; rank++) this.#try(p, q, rank);
      }
    }
  }

  /** In the plane only pairs can be least of which one is as low as the lower of the other's next two. */
  #sweep(a: readonly [number, number], b: readonly [number, number]): void {
    const listA = this.#oriented(a);
    const listB = this.#oriented(b);
    const { sides } = this.#table;
    const height = (entry: number): number => sides[entry ^ 1]!;
    const match = (lead: number[], other: number[], isSwapped: boolean): void => {
      let q = -1;
      for (const entry of lead) {
        while (q + 1 < other.length && height(other[q + 1]!) <= height(entry)) q++;
        if (q < 0) continue;
        const [x, y] = isSwapped ? [other[q]!, entry] : [entry, other[q]!];
        this.#try(x >> 1, y >> 1, (x & 1) * 2 + (y & 1));
      }
    };
    match(listA, listB, false);
    match(listB, listA, true);
  }

  /** Sides to stand along, each with the other as height, from low to high, those left out that are no shorter. */
  #oriented([begin, end]: readonly [number, number]): number[] {
    const { sides } = this.#table;
    const all: number[] = [];
    for (let side = 2 * begin; side < 2 * end; side++) all.push(side);
    all.sort((x, y) => sides[x ^ 1]! - sides[y ^ 1]! || sides[x]! - sides[y]!);
    let shortest = Infinity;
    return all.filter((side) => {
      if (sides[side]! >= shortest) return false;
      shortest = sides[side]!;
      return true;
    });
  }

  /** Takes a pair for a candidate if it is the least of its shape. */
  #try(a: number, b: number, ranks: number): void {
    const d = this.#options.dimension;
    const at = this.#count;
    if ((at + 1) * d > this.#sides.length) {
      const larger = new Float64Array(2 * this.#sides.length);
      larger.set(this.#sides);
      this.#sides = larger;
    }
    joinSides(this.#table, a, b, Math.floor(ranks / d), ranks % d, this.#scratch, 0);
    const sides = this.#scratch;
    const longest = Math.log(sides[d - 1]!);
    let volume = longest;
    let key = 0;
    for (let k = 0; k < d - 1; k++) {
      const log = Math.log(sides[k]!);
      volume += log;
      const ratio = longest - log;
      if (ratio > LONGEST && at > 0) return;
      key = key * 64 + Math.min(63, Math.floor(ratio / (d === 2 ? this.#step : 0.15)));
    }
    const old = this.#bins.get(key);
    if (old !== undefined && this.#volume[old]! <= volume) return;
    const place = old ?? this.#count++;
    if (old === undefined) this.#bins.set(key, place);
    this.#first[place] = a;
    this.#second[place] = b;
    this.#ranks[place] = ranks;
    this.#volume[place] = volume;
    this.#sides.set(sides, place * d);
  }

  /** Puts the best candidates into the table. */
  #keep(): [number, number] {
    const { dimension: d, most } = this.#options;
    const chosen: number[] = [];
    for (let k = 0; k < this.#count; k++) chosen.push(k);
    if (d === 2) {
      chosen.sort(
        (a, b) =>
          this.#sides[2 * a + 1]! - this.#sides[2 * b + 1]! || this.#sides[2 * a]! - this.#sides[2 * b]!,
      );
    } else chosen.sort((a, b) => this.#volume[a]! - this.#volume[b]! || a - b);
    const begin = this.#table.size;
    let shortest = Infinity;
    for (const k of chosen) {
      if (d === 2) {
        if (this.#sides[2 * k]! >= shortest) continue;
        shortest = this.#sides[2 * k]!;
      } else if (this.#table.size - begin === most) break;
      const made = this.#table.add(this.#first[k]!, this.#second[k]!, this.#ranks[k]!);
      for (let s = 0; s < d; s++) this.#table.sides[made * d + s] = this.#sides[k * d + s]!;
    }
    return [begin, this.#table.size];
  }

  /** Boxes in which the sites of a cluster stay close; the best alone if there are none. */
  #select(boxes: number[], diameter: number): number[] {
    const { cap, most } = this.#options;
    let best = boxes[0]!;
    const fit = boxes.filter((box) => {
      if (this.#extent(box, diameter) < this.#extent(best, diameter)) best = box;
      return this.#extent(box, diameter) <= cap * diameter;
    });
    if (fit.length === 0) return [best];
    if (fit.length <= most) return fit;
    return fit
      .sort((a, b) => this.#logVolume(this.#table.sides, a) - this.#logVolume(this.#table.sides, b))
      .slice(0, 2 * most);
  }

  /** Greatest distance of sites in a box of a cluster: they keep half a diameter from its sides. */
  #extent(box: number, diameter: number): number {
    const d = this.#options.dimension;
    let sum = 0;
    for (let k = box * d; k < box * d + d; k++) sum += (this.#table.sides[k]! - diameter) ** 2;
    return Math.sqrt(sum);
  }

  #closest(): number {
    let best = this.#begin[0]!;
    const { diameter } = this.#clusters;
    for (let box = best; box < this.#end[0]!; box++)
      if (this.#extent(box, diameter[0]!) < this.#extent(best, diameter[0]!)) best = box;
    return best;
  }
}

/** An even spread of numbers between 0 and 1, by the golden ratio. */
function spread(k: number): number {
  return (k * 0.6180339887498949) % 1;
}

function pushRange(list: number[], [begin, end]: readonly [number, number]): void {
  for (let k = begin; k < end; k++) list.push(k);
}
