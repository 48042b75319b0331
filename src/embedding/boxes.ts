import { growAll, grown } from "../geometry/growing.ts";
import type { Clusters } from "./clusters.ts";

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
    const made = this.size++;
    if (made === this.first.length) {
      this.sides = grown(this.sides, this.size * this.dimension);
      growAll(this, ["first", "second", "ranks"], this.size);
    }
    this.first[made] = first;
    this.second[made] = second;
    this.ranks[made] = ranks;
    return made;
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
): number {
  const along = sides[a * dimension + rankA]! + sides[b * dimension + rankB]!;
  let rank = -1;
  let p = a * dimension;
  let q = b * dimension;
  let next = 0;
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

/** The sites, `dimension` coordinates each, of a box of a packing that is placed with a corner at the origin. */
export function placeBoxes(clusters: Clusters, table: BoxTable, root: number): Float64Array {
  const d = table.dimension;
  const points = new Float64Array(clusters.endSite[0]! * d);
  const origin = new Float64Array(table.size * d);
  const axes = new Int8Array(table.size * d);
  for (let k = 0; k < d; k++) axes[root * d + k] = k;
  const raw = new Float64Array(d);
  const open = [root];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const first = table.first[box]!;
    const second = table.second[box]!;
    if (second < 0) {
      for (let k = 0; k < d; k++) {
        const axis = axes[box * d + k]!;
        const side = table.sides[box * d + k]!;
        const inner = first < 0 ? 0 : table.sides[first * d + k]!;
        const from = origin[box * d + axis]! + (side - inner) / 2;
        if (first < 0) points[clusters.firstSite[~second]! * d + axis] = from;
        else {
          origin[first * d + axis] = from;
          axes[first * d + k] = axis;
        }
      }
      if (first >= 0) open.push(first);
      continue;
    }
    const ranks = table.ranks[box]!;
    const rank = joinSides(table, first, second, Math.floor(ranks / d), ranks % d, raw);
    const along = axes[box * d + rank]!;
    place(first, Math.floor(ranks / d), box, rank, along, 0);
    place(second, ranks % d, box, rank, along, table.sides[first * d + Math.floor(ranks / d)]!);
    open.push(second, first);
  }
  return points;

  /** Puts a part into the box, in the middle of the room across. */
  function place(
    part: number,
    partRank: number,
    box: number,
    rank: number,
    along: number,
    shift: number,
  ): void {
    axes[part * d + partRank] = along;
    origin[part * d + along] = origin[box * d + along]! + shift;
    let p = part * d;
    for (let k = 0; k < d; k++) {
      if (k === rank) continue;
      if (p === part * d + partRank) p++;
      const axis = axes[box * d + k]!;
      axes[p] = axis;
      origin[part * d + axis] = origin[box * d + axis]! + (table.sides[box * d + k]! - table.sides[p]!) / 2;
      p++;
    }
  }
}
