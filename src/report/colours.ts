import type * as Library from "../element/script.ts";

/** What cells can be coloured by. */
export const COLOURED_BY = ["branch", "depth", "type", "value"] as const;
export type ColouredBy = (typeof COLOURED_BY)[number];

/** What of the library takes part: in a page it is a global, in the command a module. */
type Tools = Pick<typeof Library, "depthColours" | "sequentialScale" | "typeColours" | "valueColours">;

/** The colours, which a legend can explain; undefined by branch, for which maps have their own. */
export function coloursBy(
  by: ColouredBy,
  tree: Library.WeightedTree,
  { depthColours, sequentialScale, typeColours, valueColours }: Tools,
): Library.ColourFunction | undefined {
  if (by === "depth") return depthColours();
  if (by === "type") return typeColours();
  if (by === "branch") return undefined;
  let largest = 0;
  for (const leaf of tree.leaves()) largest = Math.max(largest, tree.weight[leaf]!);
  const scale = sequentialScale({ domain: [0, largest || 1], type: "sqrt" });
  return valueColours(scale, (i) => tree.weight[i]!);
}
