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
export function packBoxes(
  clusters: Clusters,
  { dimension: d, most, cap }: PackingOptions,
): { table: BoxTable; root: number } {
  const bins = new Map<number, number>();
  /** Candidates of a join: what they are made of, and their sides. */
  const first: number[] = [];
  const second: number[] = [];
  const rankOf: number[] = [];
  const volumeOf: number[] = [];
  let count = 0;
  let sidesOf: Float64Array = new Float64Array(d * 1024);
  const table = new BoxTable(d, 4 * clusters.size + 1024);
  const step = LONGEST / most;
  /** Boxes of each cluster, margin included: a range of the table. */
  const begin = new Int32Array(clusters.size);
  const end = new Int32Array(clusters.size);
  const scratch = new Float64Array(d);
  const { size, parent, firstChild, childCount, diameter } = clusters;
  for (let i = size - 1; i >= 0; i--) {
    const above = i === 0 ? diameter[0]! : diameter[parent[i]!]!;
    begin[i] = table.size;
    if (childCount[i] === 0) addWithin(-1, i, above);
    else {
      const family = boxesOf(i);
      begin[i] = table.size;
      for (const box of family) addWithin(box, i, above - diameter[i]!);
    }
    end[i] = table.size;
  }
  return { table, root: closest() };

  function addWithin(box: number, cluster: number, margin: number): void {
    const made = table.add(box, ~cluster, 0);
    const { sides } = table;
    for (let k = 0; k < d; k++) sides[made * d + k] = (box < 0 ? 0 : sides[box * d + k]!) + margin;
  }

  /** Boxes for a family without a margin of its own. */
  function boxesOf(i: number): number[] {
    const count = childCount[i]!;
    const ranges: Range[] = [];
    for (let c = firstChild[i]!; c < firstChild[i]! + count; c++) ranges.push([begin[c]!, end[c]!]);
    const boxes: number[] = [];
    if (count === 2) pushRange(boxes, join(ranges[0]!, ranges[1]!));
    else {
      pushRange(boxes, huffman(ranges, 0));
      pushRange(boxes, halves(ranges));
      pushRange(boxes, grid(ranges));
      for (let jitter = 1; jitter <= 2; jitter++) pushRange(boxes, huffman(ranges, jitter));
    }
    return select(boxes, diameter[i]!);
  }

  /** Joins the two least again and again. */
  function huffman(ranges: readonly Range[], jitter: number): Range {
    const sorted = ranges.map((range, k) => ({ range, key: least(range) + jitter * spread(k) }));
    sorted.reverse().sort((a, b) => b.key - a.key);
    const count = ranges.length;
    const made = sorted.map(({ range }) => range);
    const weight = new Float64Array(2 * count - 1);
    sorted.forEach(({ key }, k) => (weight[k] = key));
    const parts = { weight, first: new Int32Array(count - 1), second: new Int32Array(count - 1) };
    joinLightest(parts, count, (a, b) => {
      const range = join(made[b]!, made[a]!);
      made.push(range);
      return Math.max(least(range), weight[b]!);
    });
    return made.at(-1)!;
  }

  /** Splits the family, sorted by size, into halves of like volume again and again. */
  function halves(ranges: readonly Range[]): Range {
    const sorted = bySize(ranges);
    const top = least(sorted[0]!);
    const before = new Float64Array(sorted.length + 1);
    sorted.forEach((range, k) => (before[k + 1] = before[k]! + Math.exp(least(range) - top)));
    const result: Range[] = [];
    const open: [from: number, to: number, done: boolean][] = [[0, sorted.length, false]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [from, to, done] = next;
      if (done) {
        const b = result.pop()!;
        result.push(join(result.pop()!, b));
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
  function grid(ranges: readonly Range[]): Range {
    let parts = bySize(ranges);
    const group = Math.max(2, Math.ceil(parts.length ** (1 / d) - ROUNDING));
    while (parts.length > 1) {
      const rows: Range[] = [];
      for (let k = 0; k < parts.length; k += group)
        rows.push(parts.slice(k, k + group).reduce((row, part) => join(row, part)));
      parts = rows;
    }
    return parts[0]!;
  }

  function bySize(ranges: readonly Range[]): Range[] {
    return [...ranges].sort((a, b) => least(b) - least(a));
  }

  function least([begin, end]: Range): number {
    let least = Infinity;
    for (let box = begin; box < end; box++) least = Math.min(least, logVolume(table.sides, box));
    return least;
  }

  function logVolume(sides: Float64Array, at: number): number {
    let sum = 0;
    for (let k = at * d; k < at * d + d; k++) sum += Math.log(sides[k]!);
    return sum;
  }

  /** The boxes that two parts make side by side. */
  function join(a: Range, b: Range): Range {
    bins.clear();
    count = 0;
    if (d === 2) sweep(a, b);
    else pairs(a, b);
    return keep();
  }

  function pairs([beginA, endA]: Range, [beginB, endB]: Range): void {
    for (let p = beginA; p < endA; p++) {
      for (let q = beginB; q < endB; q++) {
        for (let rank = 0; rank < d * d; rank++) tryPair(p, q, rank);
      }
    }
  }

  /** In the plane only pairs can be least of which one is as low as the lower of the other's next two. */
  function sweep(a: Range, b: Range): void {
    const listA = oriented(a);
    const listB = oriented(b);
    const { sides } = table;
    const height = (entry: number): number => sides[entry ^ 1]!;
    const match = (lead: number[], other: number[], isSwapped: boolean): void => {
      let q = -1;
      for (const entry of lead) {
        while (q + 1 < other.length && height(other[q + 1]!) <= height(entry)) q++;
        if (q < 0) continue;
        const [x, y] = isSwapped ? [other[q]!, entry] : [entry, other[q]!];
        tryPair(x >> 1, y >> 1, (x & 1) * 2 + (y & 1));
      }
    };
    match(listA, listB, false);
    match(listB, listA, true);
  }

  /** Sides to stand along, each with the other as height, from low to high, those left out that are no shorter. */
  function oriented([begin, end]: Range): number[] {
    const { sides } = table;
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
  function tryPair(a: number, b: number, ranks: number): void {
    const at = count;
    sidesOf = grown(sidesOf, (at + 1) * d);
    joinSides(table, a, b, Math.floor(ranks / d), ranks % d, scratch);
    const sides = scratch;
    const longest = Math.log(sides[d - 1]!);
    let volume = longest;
    let key = 0;
    for (let k = 0; k < d - 1; k++) {
      const log = Math.log(sides[k]!);
      volume += log;
      const ratio = longest - log;
      if (ratio > LONGEST && at > 0) return;
      key = key * 64 + Math.min(63, Math.floor(ratio / (d === 2 ? step : 0.15)));
    }
    const old = bins.get(key);
    if (old !== undefined && volumeOf[old]! <= volume) return;
    const place = old ?? count++;
    if (old === undefined) bins.set(key, place);
    first[place] = a;
    second[place] = b;
    rankOf[place] = ranks;
    volumeOf[place] = volume;
    sidesOf.set(sides, place * d);
  }

  /** Puts the best candidates into the table. */
  function keep(): Range {
    const chosen: number[] = [];
    for (let k = 0; k < count; k++) chosen.push(k);
    if (d === 2) {
      chosen.sort((a, b) => sidesOf[2 * a + 1]! - sidesOf[2 * b + 1]! || sidesOf[2 * a]! - sidesOf[2 * b]!);
    } else chosen.sort((a, b) => volumeOf[a]! - volumeOf[b]! || a - b);
    const begin = table.size;
    let shortest = Infinity;
    for (const k of chosen) {
      if (d === 2) {
        if (sidesOf[2 * k]! >= shortest) continue;
        shortest = sidesOf[2 * k]!;
      } else if (table.size - begin === most) break;
      const made = table.add(first[k]!, second[k]!, rankOf[k]!);
      for (let s = 0; s < d; s++) table.sides[made * d + s] = sidesOf[k * d + s]!;
    }
    return [begin, table.size];
  }

  /** Boxes in which the sites of a cluster stay close; the best alone if there are none. */
  function select(boxes: number[], diameter: number): number[] {
    let best = boxes[0]!;
    const fit = boxes.filter((box) => {
      if (extent(box, diameter) < extent(best, diameter)) best = box;
      return extent(box, diameter) <= cap * diameter;
    });
    if (fit.length === 0) return [best];
    if (fit.length <= most) return fit;
    return fit.sort((a, b) => logVolume(table.sides, a) - logVolume(table.sides, b)).slice(0, 2 * most);
  }

  /** Greatest distance of sites in a box of a cluster: they keep half a diameter from its sides. */
  function extent(box: number, diameter: number): number {
    let sum = 0;
    for (let k = box * d; k < box * d + d; k++) sum += (table.sides[k]! - diameter) ** 2;
    return Math.sqrt(sum);
  }

  function closest(): number {
    let best = begin[0]!;
    for (let box = best; box < end[0]!; box++)
      if (extent(box, diameter[0]!) < extent(best, diameter[0]!)) best = box;
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
