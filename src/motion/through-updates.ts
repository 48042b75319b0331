import { MarquetryError } from "../errors.ts";
import type { Partition } from "../partition/partition.ts";
import type { MergedTree } from "./merge-trees.ts";

/** Part of the container's diagonal within which two cells lie in the same place. */
const SAME_PLACE = 1e-6;

/**
 * The way from a map in a region of any shape to its own update: at each time the map is updated with the weights of
 * that time. So every cell is in one piece and does not cross itself, all of them cover the region, and areas are exact.
 *
 * @throws MarquetryError `bad-input` where the update of the first map with the weights of the second is another
 */
export function moveThroughUpdates<T>(
  before: Partition<T>,
  after: Partition<T>,
  { tree, before: match, after: node }: MergedTree<T>,
): (t: number) => Partition<T> {
  const weights = [before, after].map((map, k) =>
    Float64Array.from(k === 0 ? match : node, (i) => (i >= 0 ? map.tree.weight[i]! : 0)),
  ) as [Float64Array, Float64Array];
  const at = (t: number): Partition<T> => {
    const mixed = weights[0].map((weight, i) => (1 - t) * weight + t * weights[1][i]!);
    return before.update(tree.reweighted(mixed), { match, empty: true });
  };
  if (!isAlike(at(1), after, node)) {
    const message =
      "interpolateMaps: cells in a region of any shape move from a map to its own update, map.update(…), alone; no other way is known on which none of them crosses itself";
    throw new MarquetryError("bad-input", message, { value: after });
  }
  return at;
}

/** Whether all cells of a map lie where they do in another; `node` tells that of each. */
function isAlike(map: Partition, other: Partition, node: Int32Array): boolean {
  const { x0, y0, x1, y1 } = other.region;
  const near = SAME_PLACE * Math.hypot(x1 - x0, y1 - y0);
  return node.every((own, i) => {
    if (own < 0 || other.isEmpty(own)) return map.isEmpty(i);
    if (map.isEmpty(i)) return false;
    const [a, b] = [map.bounds(i), other.bounds(own)];
    return (["x0", "y0", "x1", "y1"] as const).every((side) => Math.abs(a[side] - b[side]) <= near);
  });
}
