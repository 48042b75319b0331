import type { RingCells, WeightedTree } from "../engine.ts";
import { NONE } from "./parts.ts";
import type { Rectangles } from "./rectangles.ts";

type Padding = RingCells["padding"];

/** Takes the padding off rectangles, so that nodes that have one to themselves lay their children out in what is left. */
export class Rooms {
  readonly #tree: WeightedTree;
  readonly #padding: Padding;
  readonly #rectangles: Rectangles;
  /** The uppermost node that each part stands for. */
  readonly #upper: Int32Array;

  constructor(tree: WeightedTree, padding: Padding, rectangles: Rectangles, standing: Int32Array) {
    this.#tree = tree;
    this.#padding = padding;
    this.#rectangles = rectangles;
    this.#upper = new Int32Array(tree.size);
    for (let i = tree.size - 1; i >= 0; i--) this.#upper[standing[i]!] = i;
  }

  /** The room for the children of a part that fills a rectangle, NONE if padding leaves none. */
  within(rectangle: number, part: number): number {
    const { firstChild, parent, weight } = this.#tree;
    const padding = this.#padding;
    let [left, top, right, bottom] = [0, 0, 0, 0];
    for (let i = this.#upper[part]!; ;) {
      const gap = (parent[i]! < 0 ? 0 : padding.inner(parent[i]!) / 2) - padding.inner(i) / 2;
      left += padding.left(i) + gap;
      top += padding.top(i) + gap;
      right += padding.right(i) + gap;
      bottom += padding.bottom(i) + gap;
      if (i === part) break;
      i = firstChild[i]!;
      while (!(weight[i]! > 0)) i++;
    }
    const rectangles = this.#rectangles;
    const width = rectangles.width[rectangle]! - left - right;
    const height = rectangles.height[rectangle]! - top - bottom;
    if (!(width > 0 && height > 0)) return NONE;
    return rectangles.add(rectangle, left, top, width, height);
  }
}
