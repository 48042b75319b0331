import { scaleLinear } from "d3-scale";
import { layout, squarify, toSVG, valueColours, weightedTree } from "marquetry";
import data from "./data/world.json" with { type: "json" };

/**
 * Two numbers in a cell: its area is the population in 2024, its colour how that has changed since 1994.
 *
 * Any function from a number to a colour will do. This scale of d3 goes from brown, a quarter fewer people, over
 * light grey, as many, to green, twice as many.
 */
export function growth(): string {
  const tree = weightedTree<Place>(data, { weight: (d) => d.population });
  const map = layout(tree, { engine: squarify(), container: [960, 600] });
  const scale = scaleLinear<string>([0.75, 1, 2], ["#bf812d", "#f0f0f0", "#5ab4ac"]).clamp(true);
  return toSVG(map, {
    name: "Growth of population, 1994 to 2024",
    colour: valueColours(scale, (i) => factor(tree.data(i))),
    tooltip: (d) => `${d.name}: ${percent(factor(d))}`,
    fontSize: 18,
    minFontSize: 7,
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

function percent(factor: number): string {
  const change = Math.round(100 * (factor - 1));
  return `${change < 0 ? "−" : "+"}${Math.abs(change)} %`;
}
