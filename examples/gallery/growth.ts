import "marquetry/element";
import { divergingScale, scaleLegend, valueColours, weightedTree } from "marquetry";
import type { MarquetryMap } from "marquetry/element";
import world from "../data/world.json" with { type: "json" };
import { byId, inScheme, markPage } from "./support/dom.ts";
import { growthOf, type Place } from "./support/places.ts";

markPage();
const tree = weightedTree<Place>(world, { weight: (d) => d.population });
const map = byId<MarquetryMap<Place>>("map");
inScheme((isDark) => {
  const palette = isDark ? ["#8f6829", "#30343b", "#237a72"] : ["#bf812d", "#e5e0d6", "#5ab4ac"];
  const scale = divergingScale({ domain: [-0.25, 0, 1], palette });
  map.drawing = {
    title: "Twice as many in thirty years, or a quarter fewer",
    subtitle: "Change of population from 1994 to 2024; areas: people in 2024",
    source: "Source: World Bank",
    colour: valueColours(scale, (i) => growthOf(tree.data(i))),
    legend: scaleLegend(scale, { format: percent }),
  };
});
map.tooltip = (place, node, { tree: { weight } }) => {
  const people = weight[node]!.toLocaleString("en-GB");
  const growth = growthOf(place);
  const change = Number.isNaN(growth) ? "" : `, ${percent(growth)} since 1994`;
  return `${place?.name ?? ""}: ${people} people${change}`;
};
map.data = tree;

function percent(growth: number): string {
  const change = Math.round(100 * growth);
  return `${change < 0 ? "−" : change > 0 ? "+" : ""}${Math.abs(change)} %`;
}
