import { WeightedTree } from "./weighted-tree.ts";

/** A tree of one node without weight, name and datum: what there is to read of nothing, where that is asked for. */
export function rootAlone<T>(): WeightedTree<T> {
  const one = (value: number): Int32Array => Int32Array.of(value);
  const arrays = { parent: one(-1), firstChild: one(1), childCount: one(0), weight: new Float64Array(1) };
  return new WeightedTree<T>(arrays, {});
}
