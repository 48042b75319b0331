import { callback, listOf, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import type { Partition } from "../partition/partition.ts";
import { LIGHT_PALETTE, NEUTRAL, type ColourFunction } from "./colour.ts";

/** How {@link typeColours} colours. */
export interface TypeColourOptions {
  /** The type of a leaf; by default the ending of its label, as "ts" of "index.ts". "" for none. */
  readonly typeOf?: (leaf: number, map: Partition) => string;
  /** A colour for each of the types that weigh most; eight by default. */
  readonly palette?: readonly string[];
  /** Colour of all else; a light grey by default. */
  readonly other?: string;
}

export const typeColourOptions: OptionTable<TypeColourOptions> = {
  typeOf: /* @__PURE__ */ callback(),
  palette: /* @__PURE__ */ listOf(/* @__PURE__ */ text()),
  other: /* @__PURE__ */ text(NEUTRAL),
};

export const typeColourHelp: OptionHelp<TypeColourOptions> = {
  typeOf: "the type of a leaf; by default the ending of its label",
  palette: "a colour for each of the types that weigh most; eight by default",
  other: "colour of all else",
};

const ENDING = /[^.]\.([a-z0-9]{1,8})$/i;

function endingOf(leaf: number, { tree }: Partition): string {
  return ENDING.exec(tree.label(leaf))?.[1]?.toLowerCase() ?? "";
}

/**
 * Colours leaves by their type, as files by their ending: the types that weigh most have a colour each, and keep it in
 * all trees that the function is asked about as long as they are among these. `colourLegend` explains them.
 *
 * @throws MarquetryError `bad-option`
 * @example toSVG(map, { colour: typeColours(), legend: colourLegend() });
 */
export function typeColours(options: TypeColourOptions = {}): ColourFunction {
  // The ninth of the light colours is the grey of all else.
  const {
    typeOf = endingOf,
    palette = LIGHT_PALETTE.slice(0, 8),
    other,
  } = readOptions<TypeColourOptions, "other">("typeColours", typeColourOptions, options);
  const places = new Map<string, number>();
  let known: WeightedTree | undefined;
  let hasOthers = false;
  const see = (map: Partition): void => {
    if (map.tree === known) return;
    known = map.tree;
    const weights = new Map<string, number>();
    for (const leaf of map.tree.leaves()) {
      const type = typeOf(leaf, map);
      weights.set(type, (weights.get(type) ?? 0) + map.tree.weight[leaf]!);
    }
    const heaviest = [...weights.keys()]
      .filter((type) => type !== "")
      .sort((a, b) => weights.get(b)! - weights.get(a)!)
      .slice(0, palette.length);
    hasOthers = heaviest.length < weights.size;
    for (const type of places.keys()) if (!heaviest.includes(type)) places.delete(type);
    const free = Array.from(palette.keys()).filter((place) => !Array.from(places.values()).includes(place));
    for (const type of heaviest) if (!places.has(type)) places.set(type, free.shift()!);
  };
  const colour: ColourFunction = (node, map) => {
    see(map);
    if (map.tree.childCount[node]! > 0) return other;
    return palette[places.get(typeOf(node, map)) ?? -1] ?? other;
  };
  const swatches = (map: Partition, others: string): { label: string; colour: string }[] => {
    see(map);
    const shown = Array.from(places, ([type, place]) => ({ label: type, colour: palette[place]! }));
    return hasOthers ? [...shown, { label: others, colour: other }] : shown;
  };
  return Object.assign(colour, { meaning: { by: "type", swatches } as const });
}
