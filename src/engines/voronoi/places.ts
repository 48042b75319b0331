import { MarquetryError, show } from "../../errors.ts";
import type { AskPlace, RingCells, WeightedTree } from "../engine.ts";

/** Where the sites of some children should start, in their family's room. */
export type Places = ReadonlyMap<number, readonly [x: number, y: number]>;

/** Asks users where they want the sites of families, in the order of their nodes; null for a family without any. */
export function askPlaces(ask: AskPlace, tree: WeightedTree, cells: RingCells): (i: number) => Places | null {
  const { parent, firstChild, childCount } = tree;
  /** Absolute place of the origin of each cell before `located`. */
  const origin = new Float64Array(2 * tree.size);
  let located = 0;
  return (i) => {
    for (; located <= i; located++) {
      const above = 2 * Math.max(parent[located]!, 0);
      origin[2 * located] = origin[above]! + cells.originX(located);
      origin[2 * located + 1] = origin[above + 1]! + cells.originY(located);
    }
    const places = new Map<number, [x: number, y: number]>();
    for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
      const place = ask(tree.data(c), c) ?? null;
      if (place === null) continue;
      if (!(Array.isArray(place) && Number.isFinite(place[0]) && Number.isFinite(place[1]))) {
        const path = tree.pathForMessage(c);
        const message = `voronoi's sites gave ${show(place)} for ${path}, not a pair of finite numbers or null`;
        throw new MarquetryError("bad-option", message, { path, value: place });
      }
      places.set(c, [place[0] - origin[2 * i]!, place[1] - origin[2 * i + 1]!]);
    }
    return places.size > 0 ? places : null;
  };
}
