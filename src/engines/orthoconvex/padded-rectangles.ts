import type { Padding } from "../../partition/padding.ts";
import type { WeightedTree } from "../engine.ts";
import { NONE } from "./parts.ts";
import type { Rectangles } from "./rectangles.ts";

/** The room for the children of a part that fills a rectangle, NONE if padding leaves none. */
export type PaddedRectangles = (rectangle: number, part: number) => number;

/**
 * Takes the padding off rectangles, so that nodes that have one to themselves lay their children out in what is left.
 *
 * @param standing - the part that stands for each node
 */
export function paddedRectangles(
  tree: WeightedTree,
  padding: Padding,
  rectangles: Rectangles,
  standing: Int32Array,
): PaddedRectangles {
  const { firstChild, parent, weight } = tree;
  // The uppermost node that each part stands for.
  const upper = new Int32Array(tree.size);
  for (let i = tree.size - 1; i >= 0; i--) upper[standing[i]!] = i;
  return (rectangle, part) => {
    let [left, top, right, bottom] = [0, 0, 0, 0];
    for (let i = upper[part]!; ;) {
      const gap = (parent[i]! < 0 ? 0 : padding.inner(parent[i]!) / 2) - padding.inner(i) / 2;
      left += padding.left(i) + gap;
      top += padding.top(i) + gap;
      right += padding.right(i) + gap;
      bottom += padding.bottom(i) + gap;
      if (i === part) break;
      i = firstChild[i]!;
      while (!(weight[i]! > 0)) i++;
    }
    const width = rectangles.width[rectangle]! - left - right;
    const height = rectangles.height[rectangle]! - top - bottom;
    return width > 0 && height > 0 ? rectangles.add(rectangle, left, top, width, height) : NONE;
  };
}
