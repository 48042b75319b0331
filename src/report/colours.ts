import type * as Library from "../element/script.ts";
import { lookByGrowth, type Growth } from "./growth.ts";

/** What cells can be coloured by. */
export const COLOURED_BY = ["branch", "depth", "type", "value", "age"] as const;
export type ColouredBy = (typeof COLOURED_BY)[number];

/** What of the library takes part: in a page it is a global, in the command a module. */
type Tools = Pick<
  typeof Library,
  | "colourLegend"
  | "depthColours"
  | "divergingScale"
  | "scaleLegend"
  | "sequentialScale"
  | "typeColours"
  | "valueColours"
>;
type Look = Pick<Library.SvgOptions, "colour" | "legend">;
type Tree = Library.WeightedTree;

/** What more is known of nodes than their weights, by node. */
export interface Known {
  /** How old files are in days. */
  readonly ages?: ArrayLike<number> | undefined;
  readonly growth?: Growth | undefined;
}

/** Colours and a legend of what they mean; by branch, those that maps have by themselves. */
export function lookBy(
  by: ColouredBy | "growth",
  tree: Tree,
  tools: Tools,
  write: (weight: number) => string,
  { ages, growth }: Known = {},
): Look {
  if (by === "growth" && growth) return lookByGrowth(growth, tools);
  if (by === "age" && ages) return lookByAge(ages, tools);
  if (by === "depth") return { colour: tools.depthColours(), legend: tools.colourLegend() };
  if (by === "type") return { colour: tools.typeColours(), legend: tools.colourLegend() };
  if (by === "value") return lookByValue(tree, tools, write);
  return {};
}

/** Days that a legend of ages names. */
const SPANS: readonly (readonly [days: number, words: string])[] = [
  [1, "1 day"],
  [7, "1 week"],
  [30, "1 month"],
  [365, "1 year"],
  [3650, "10 years"],
  [18_250, "50 years"],
];

function lookByAge(ages: ArrayLike<number>, { valueColours, sequentialScale, scaleLegend }: Tools): Look {
  const oldest = Array.from(ages).reduce((most, age) => Math.max(most, age), 2);
  const scale = sequentialScale({ domain: [1, oldest], type: "log" });
  const ticks = SPANS.map(([days]) => days).filter((days) => days <= oldest);
  return {
    colour: valueColours(scale, (i) => Math.max(1, ages[i]!)),
    legend: scaleLegend(scale, {
      title: "age of files",
      ticks,
      format: (days) => SPANS.find(([span]) => span === days)?.[1] ?? `${Math.round(days)} days`,
    }),
  };
}

function lookByValue(
  tree: Tree,
  { valueColours, sequentialScale, scaleLegend }: Tools,
  write: (weight: number) => string,
): Look {
  let largest = 0;
  for (const leaf of tree.leaves()) largest = Math.max(largest, tree.weight[leaf]!);
  const scale = sequentialScale({ domain: [0, largest || 1], type: "sqrt" });
  return {
    colour: valueColours(scale, (i) => tree.weight[i]!),
    legend: scaleLegend(scale, { format: write }),
  };
}
