import { boxCells } from "../../partition/box-cells.ts";
import type { Region, RingCells, WeightedTree } from "../engine.ts";
import { squarify } from "../rectangles/squarify.ts";

/** The mean asp of the leaves where a tree is laid out in rectangles as near to squares as squarifying leaves them. */
export function squarifiedMean(tree: WeightedTree, region: Region, { padding }: RingCells): number {
  const cells = boxCells.makeCells(tree, region, padding);
  squarify({ ratio: 1 }).partition(tree, region, cells);
  const { boxes } = cells;
  let [sum, count] = [0, 0];
  for (let i = 0; i < tree.size; i++) {
    const [width, height] = [boxes[4 * i + 2]!, boxes[4 * i + 3]!];
    if (tree.childCount[i]! > 0 || !(width > 0 && height > 0)) continue;
    sum += width / height + height / width;
    count++;
  }
  return sum / count;
}
