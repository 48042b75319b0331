import type { Partition } from "../../partition/partition.ts";
import type { RenderOptions } from "../render-options.ts";

/** Gives the text of each node's value, as the option `value` asks for it; undefined where it asks for none. */
export function valueTexts<T>(
  map: Partition<T>,
  { value }: RenderOptions<T>,
): ((node: number) => string) | undefined {
  if (value === undefined || value === false) return undefined;
  const { weight } = map.tree;
  if (value === "share") return (node) => `${((100 * weight[node]!) / weight[0]!).toFixed(1)} %`;
  return (node) => String(weight[node]!);
}
