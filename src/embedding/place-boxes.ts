import { joinSides, type BoxTable } from "./box-table.ts";
import type { Clusters } from "./clusters.ts";

/** Boxes of clusters and the sites in them. */
export interface PlacedBoxes {
  /** `dimension` coordinates a site. */
  readonly points: Float64Array;
  /** Corners of the box of each cluster, `dimension` numbers each; a site's are its point. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Places a box of a packing, and all in it, with a corner at the origin. */
export function placeBoxes(clusters: Clusters, table: BoxTable, root: number): PlacedBoxes {
  const d = table.dimension;
  const points = new Float64Array(clusters.endSite[0]! * d);
  const low = new Float64Array(clusters.size * d);
  const high = new Float64Array(clusters.size * d);
  const origin = new Float64Array(table.size * d);
  const axes = new Int8Array(table.size * d);
  for (let k = 0; k < d; k++) axes[root * d + k] = k;
  const raw = new Float64Array(d);
  const open = [root];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const first = table.first[box]!;
    const second = table.second[box]!;
    if (second < 0) {
      const cluster = ~second;
      for (let k = 0; k < d; k++) {
        const axis = axes[box * d + k]!;
        const side = table.sides[box * d + k]!;
        const inner = first < 0 ? 0 : table.sides[first * d + k]!;
        const from = origin[box * d + axis]! + (side - inner) / 2;
        low[cluster * d + axis] = from;
        high[cluster * d + axis] = from + inner;
        if (first < 0) points[clusters.firstSite[cluster]! * d + axis] = from;
        else {
          origin[first * d + axis] = from;
          axes[first * d + k] = axis;
        }
      }
      if (first >= 0) open.push(first);
      continue;
    }
    const ranks = table.ranks[box]!;
    const rank = joinSides(table, first, second, Math.floor(ranks / d), ranks % d, raw, 0);
    const along = axes[box * d + rank]!;
    place(first, Math.floor(ranks / d), box, rank, along, 0);
    place(second, ranks % d, box, rank, along, table.sides[first * d + Math.floor(ranks / d)]!);
    open.push(second, first);
  }
  return { points, low, high };

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
