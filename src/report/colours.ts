import type * as Library from "../element/script.ts";

/** What cells can be coloured by. */
export const COLOURED_BY = ["branch", "depth", "type", "value", "age"] as const;
export type ColouredBy = (typeof COLOURED_BY)[number];

/** What of the library takes part: in a page it is a global, in the command a module. */
type Tools = Pick<
  typeof Library,
  "depthColours" | "LIGHT_PALETTE" | "scaleLegend" | "sequentialScale" | "swatchLegend" | "valueColours"
>;
type Look = Pick<Library.SvgOptions, "colour" | "legend">;
type Tree = Library.WeightedTree;

/** Kinds of files that have a colour of their own. */
const MOST_TYPES = 12;
/** Levels that are named. */
const MOST_LEVELS = 10;
/** Of what is of no kind or of a rare one. */
const GREY = "#e4e4e4";

/** Colours and a legend of what they mean; by branch, those that maps have by themselves. */
export function lookBy(
  by: ColouredBy,
  tree: Tree,
  tools: Tools,
  write: (weight: number) => string,
  ages?: ArrayLike<number>,
): Look {
  if (by === "age" && ages) return lookByAge(ages, tools);
  if (by === "depth") return lookByDepth(tree, tools);
  if (by === "type") return lookByType(tree, tools);
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

function lookByDepth(tree: Tree, { depthColours, swatchLegend }: Tools): Look {
  const colour = depthColours();
  const levels = Array.from({ length: Math.min(tree.height, MOST_LEVELS) }, (_, k) => k + 1);
  return {
    colour,
    // Any node of a level has its colour.
    legend: (map, space) =>
      swatchLegend(
        levels.map((level) => ({ label: `level ${level}`, colour: colour(tree.levels[level]!, map) })),
      )(map, space),
  };
}

/** A colour for each of the kinds of files that weigh most. */
function lookByType(tree: Tree, { LIGHT_PALETTE: palette, swatchLegend }: Tools): Look {
  const typeOf = (node: number): string =>
    /[^.]\.([a-z0-9]{1,8})$/i.exec(tree.label(node))?.[1]?.toLowerCase() ?? "";
  const weights = new Map<string, number>();
  for (const leaf of tree.leaves())
    weights.set(typeOf(leaf), (weights.get(typeOf(leaf)) ?? 0) + tree.weight[leaf]!);
  const heaviest = [...weights.keys()]
    .filter((type) => type !== "")
    .sort((a, b) => weights.get(b)! - weights.get(a)!)
    .slice(0, Math.min(MOST_TYPES, palette.length));
  const colours = new Map(heaviest.map((type, k) => [type, palette[k]!]));
  const swatches = heaviest.map((type) => ({ label: `.${type}`, colour: colours.get(type)! }));
  return {
    colour: (node) => (tree.childCount[node] === 0 ? colours.get(typeOf(node)) : undefined) ?? GREY,
    legend: swatchLegend([
      ...swatches,
      ...(heaviest.length < weights.size ? [{ label: "others", colour: GREY }] : []),
    ]),
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
