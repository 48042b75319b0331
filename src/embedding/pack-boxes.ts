import { grown } from "../geometry/growing.ts";
import { halveRun, joinLightest } from "../model/huffman.ts";
import { BoxTable, joinSides } from "./boxes.ts";
import type { Clusters } from "./clusters.ts";

/** Boxes side by side in a table, from one number to before another. */
type Range = readonly [begin: number, end: number];

export interface PackingOptions {
  readonly dimension: number;
  /** Most boxes kept for a part. */
  readonly most: number;
  /** Boxes of clusters whose sites could be farther apart than this many diameters are dropped, if others are left. */
  readonly cap: number;
}

/** Range of log side ratio of boxes that are kept: parts of a family may be longer than clusters. */
const LONGEST = /* @__PURE__ */ Math.log(12);

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
  readonly #first: number[] = [];
  readonly #second: number[] = [];
  readonly #ranks: number[] = [];
  readonly #volume: number[] = [];
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
    const ranges: Range[] = [];
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
  #huffman(ranges: readonly Range[], jitter: number): Range {
    const sorted = ranges.map((range, k) => ({ range, key: this.#least(range) + jitter * spread(k) }));
    sorted.reverse().sort((a, b) => b.key - a.key);
    const count = ranges.length;
    const made = sorted.map(({ range }) => range);
    const weight = new Float64Array(2 * count - 1);
    sorted.forEach(({ key }, k) => (weight[k] = key));
    const parts = { weight, first: new Int32Array(count - 1), second: new Int32Array(count - 1) };
    joinLightest(parts, count, (a, b) => {
      const range = this.#join(made[b]!, made[a]!);
      made.push(range);
      return Math.max(this.#least(range), weight[b]!);
    });
    return made.at(-1)!;
  }

  /** Splits the family, sorted by size, into halves of like volume again and again. */
  #halves(ranges: readonly Range[]): Range {
    const sorted = this.#bySize(ranges);
    const top = this.#least(sorted[0]!);
    const before = new Float64Array(sorted.length + 1);
    sorted.forEach((range, k) => (before[k + 1] = before[k]! + Math.exp(this.#least(range) - top)));
    const result: Range[] = [];
    const open: [from: number, to: number, done: boolean][] = [[0, sorted.length, false]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [from, to, done] = next;
      if (done) {
        const b = result.pop()!;
        result.push(this.#join(result.pop()!, b));
      } else if (to - from === 1) result.push(sorted[from]!);
      else {
        let cut = halveRun(before, from, to);
        const middle = (before[from]! + before[to]!) / 2;
        // Of two cuts as good, the one that leaves the lesser boxes together.
        if (cut - 1 > from && middle - before[cut - 1]! === before[cut]! - middle) cut--;
        open.push([from, to, true], [cut, to, false], [from, cut, false]);
      }
    }
    return result[0]!;
  }

  /** Groups those of like size again and again, each time as many as stand along one side of a grid. */
  #grid(ranges: readonly Range[]): Range {
    let parts = this.#bySize(ranges);
    const group = Math.max(2, Math.ceil(parts.length ** (1 / this.#options.dimension) - ROUNDING));
    while (parts.length > 1) {
      const rows: Range[] = [];
      for (let k = 0; k < parts.length; k += group)
        rows.push(parts.slice(k, k + group).reduce((row, part) => this.#join(row, part)));
      parts = rows;
    }
    return parts[0]!;
  }

  #bySize(ranges: readonly Range[]): Range[] {
    return [...ranges].sort((a, b) => this.#least(b) - this.#least(a));
  }

  #least([begin, end]: Range): number {
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
  #join(a: Range, b: Range): Range {
    this.#bins.clear();
    this.#count = 0;
    if (this.#options.dimension === 2) this.#sweep(a, b);
    else this.#pairs(a, b);
    return this.#keep();
  }

  #pairs([beginA, endA]: Range, [beginB, endB]: Range): void {
    const d = this.#options.dimension;
    for (let p = beginA; p < endA; p++) {
      for (let q = beginB; q < endB; q++) {
        for (let rank = 0; rank < d * d; rank++) this.#try(p, q, rank);
      }
    }
  }

  /** In the plane only pairs can be least of which one is as low as the lower of the other's next two. */
  #sweep(a: Range, b: Range): void {
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
  #oriented([begin, end]: Range): number[] {
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
    this.#sides = grown(this.#sides, (at + 1) * d);
    joinSides(this.#table, a, b, Math.floor(ranks / d), ranks % d, this.#scratch);
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
  #keep(): Range {
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

function pushRange(list: number[], [begin, end]: Range): void {
  for (let k = begin; k < end; k++) list.push(k);
}
