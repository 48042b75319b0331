import type { CutForest } from "../cuts/forest.ts";
import type { Sites } from "./sites.ts";

/** What a group is divided among, from heavy to light. */
export interface Members {
  /** Parts of the forest: cells, or groups of lighter ones. */
  readonly parts: Int32Array;
  readonly weights: Float64Array;
  /** Where the site of each is remembered. */
  readonly keys: Int32Array;
}

/** The members of a group. */
export function membersOf(forest: CutForest, group: number): Members {
  const parts = directParts(forest, group).sort((a, b) => forest.weightOf(b) - forest.weightOf(a) || a - b);
  return {
    parts: Int32Array.from(parts),
    weights: Float64Array.from(parts, (part) => forest.weightOf(part)),
    keys: Int32Array.from(parts, (part) =>
      part < forest.cells ? part : forest.cells + heaviestIn(forest, part),
    ),
  };
}

/** The cells, and groups within, that a group consists of. */
function directParts({ cells, first, second, isGroup }: CutForest, group: number): number[] {
  const parts: number[] = [];
  const open = [first[group - cells]!, second[group - cells]!];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next < cells || isGroup[next - cells] === 1) parts.push(next);
    else open.push(first[next - cells]!, second[next - cells]!);
  }
  return parts;
}

function heaviestIn(forest: CutForest, group: number): number {
  const own = directParts(forest, group).filter((part) => part < forest.cells);
  const children = own.length > 0 ? own : forest.partsBelow(group).children;
  const weigh = (child: number): number => forest.weightOf(child);
  return Array.from(children).reduce((a, b) =>
    weigh(b) > weigh(a) || (weigh(b) === weigh(a) && b < a) ? b : a,
  );
}

/**
 * Where the earlier sites of members are remembered, or −1. That of a group is remembered by its heaviest cell, which
 * may have become a lighter one since.
 *
 * @param match - the earlier node of each node, or −1
 */
export function twinsOf(forest: CutForest, parts: Int32Array, before: Sites, match: Int32Array): Int32Array {
  const half = before.x.length / 2;
  return parts.map((part) => {
    if (part < forest.cells) return match[part]!;
    for (const child of directParts(forest, part)) {
      const twin = child < forest.cells ? match[child]! : -1;
      if (twin >= 0 && !Number.isNaN(before.x[half + twin]!)) return half + twin;
    }
    return -1;
  });
}
