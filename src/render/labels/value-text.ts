import type { Partition } from "../../partition/partition.ts";
import { numberFormat } from "../format.ts";
import type { RenderOptions } from "../render-options.ts";

/** Gives the text of each node's value, as the option `value` asks for it; undefined where it asks for none. */
export function valueTexts<T>(
  map: Partition<T>,
  { value = false, format, locale }: RenderOptions<T>,
): ((node: number) => string) | undefined {
  const { weight } = map.tree;
  if (value === false) return undefined;
  if (value === "share") {
    const write = numberFormat("percent", locale);
    return (node) => write(weight[node]! / weight[0]!);
  }
  const write = numberFormat(value === true ? format : value, locale);
  return (node) => write(weight[node]!);
}
