import { circle, greedy, layout, toSVG, weightedTree } from "marquetry";
import data from "./data/world.json" with { type: "json" };

/** The people of the world in 2024, in a circle: a cell a country, a colour a continent. */
export function world(): string {
  const tree = weightedTree<Place>(data, { weight: (d) => d.population });
  const map = layout(tree, { engine: greedy(), container: circle(360, 360, 360) });
  return toSVG(map, { name: "The people of the world in 2024", fontSize: 20, minFontSize: 7 });
}

/** A continent, a part of one, or a country. */
interface Place {
  name: string;
  population?: number;
  children?: Place[];
}
