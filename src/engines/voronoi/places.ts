import type { RingCells, WeightedTree } from "../engine.ts";

/** Where users want the site of a node, in the container's coordinates, or null. */
export type AskPlace = (tree: WeightedTree, node: number) => readonly [x: number, y: number] | null;

/** Writes where the site of a child should start, in its family's room, to `out[0]`, `out[1]`; NaN for no matter. */
export type PlaceOf = (child: number, out: Float64Array) => void;

/** Asks users where they want the sites of families, in the order of their nodes; null for a family without any. */
export function askPlaces(
  ask: AskPlace,
  tree: WeightedTree,
  cells: RingCells,
): (i: number) => PlaceOf | null {
  const { parent, firstChild, childCount } = tree;
  /** Absolute place of the origin of each cell before `located`. */
  const origin = new Float64Array(2 * tree.size);
  const place = new Float64Array(2 * tree.size).fill(NaN);
  let located = 0;
  return (i) => {
    for (; located <= i; located++) {
      const above = 2 * Math.max(parent[located]!, 0);
      origin[2 * located] = origin[above]! + cells.originX(located);
      origin[2 * located + 1] = origin[above + 1]! + cells.originY(located);
    }
    let isAsked = false;
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      const wanted = ask(tree, c);
      if (!wanted) continue;
      isAsked = true;
      place[2 * c] = wanted[0] - origin[2 * i]!;
      place[2 * c + 1] = wanted[1] - origin[2 * i + 1]!;
    }
    if (!isAsked) return null;
    return (child, out) => {
      out[0] = place[2 * child]!;
      out[1] = place[2 * child + 1]!;
    };
  };
}
