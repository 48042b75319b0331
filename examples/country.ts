import { layout, lightTheme, svgPathRegion, swatchLegend, toSVG, voronoi, weightedTree } from "marquetry";
import usa from "./data/usa.json" with { type: "json" };

/** The country, or a state. */
interface Place {
  readonly name: string;
  readonly region?: string;
  readonly population?: number;
  readonly at?: readonly number[];
  readonly children?: readonly Place[];
}

/** A colour for each part of the country. */
const COLOURS: Readonly<Record<string, string>> = {
  West: "#e9b44c",
  Midwest: "#8fb8a8",
  South: "#d97c5f",
  Northeast: "#7d9cc9",
};

/**
 * The states of the mainland of the United States by their people, within the country's own outline, near their own
 * places: the outline is a container of 2,966 corners.
 */
export function country(): string {
  const tree = weightedTree<Place>(usa, { weight: (d) => d.population });
  const map = layout(tree, {
    engine: voronoi({ sites: (d) => (d as Place).at as [number, number] }),
    container: svgPathRegion(usa.outline),
  });
  return toSVG(map, {
    name: "The people of the United States in 2020, by state",
    colour: (i) => COLOURS[tree.data(i).region ?? ""] ?? "#ffffff",
    strokeWidth: 1.5,
    overflow: "hide",
    legend: swatchLegend(Object.entries(COLOURS).map(([label, colour]) => ({ label, colour }))),
    fontSize: 18,
    minFontSize: 7,
    // A ground of its own, so that the legend can be read on dark pages too.
    theme: lightTheme,
    margin: 16,
    precision: 1,
  });
}
