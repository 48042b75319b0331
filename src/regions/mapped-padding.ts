import type { WeightedTree } from "../model/weighted-tree.ts";
import { Padding } from "../partition/padding.ts";

/** The padding of some nodes of a tree by their numbers in another, where −1 stands for one that has none. */
export function mappedPadding(
  { none, inner, top, right, bottom, left }: Padding,
  below: WeightedTree,
  numbers: readonly number[],
): Padding {
  const of = (distance: (i: number) => number) => (k: number) =>
    numbers[k]! < 0 ? 0 : distance(numbers[k]!);
  const options = {
    paddingInner: of(inner),
    paddingTop: of(top),
    paddingRight: of(right),
    paddingBottom: of(bottom),
    paddingLeft: of(left),
  };
  return new Padding(below, none ? {} : options);
}
