import {
  divergingScale,
  layout,
  lightTheme,
  scaleLegend,
  squarify,
  toSVG,
  valueColours,
  weightedTree,
} from "marquetry";
import data from "./data/world.json" with { type: "json" };

/**
 * Two numbers in a cell: its area is the population in 2024, its colour how that has changed since 1994.
 *
 * Any function from a number to a colour will do. This scale goes from brown, a quarter fewer people, over light grey,
 * as many, to green, twice as many; the legend tells it.
 */
export function growth(): string {
  const tree = weightedTree<Place>(data, { weight: (d) => d.population });
  const map = layout(tree, { engine: squarify(), container: [960, 600] });
  const scale = divergingScale({ domain: [-0.25, 0, 1], palette: ["#bf812d", "#e5e0d6", "#5ab4ac"] });
  return toSVG(map, {
    title: "Growth of population, 1994 to 2024",
    subtitle: "Areas: people in 2024",
    source: "Source: World Bank",
    colour: valueColours(scale, (i) => factor(tree.data(i)) - 1),
    legend: scaleLegend(scale, { format: percent }),
    tooltip: (d) => `${d.name}: ${percent(factor(d) - 1)}`,
    fontSize: 18,
    minFontSize: 7,
    theme: lightTheme,
    margin: 16,
  });
}

/** A continent, a part of one, or a country. */
interface Place {
  name: string;
  population?: number;
  population1994?: number;
  children?: Place[];
}

function factor(place: Place | undefined): number {
  return (place?.population ?? NaN) / (place?.population1994 ?? NaN);
}

function percent(growth: number): string {
  const change = Math.round(100 * growth);
  const sign = change < 0 ? "−" : change > 0 ? "+" : "";
  return `${sign}${Math.abs(change)} %`;
}
