import { layout, slack, toSVG, weightedTree } from "marquetry";
import data from "./data/world.json" with { type: "json" };

/**
 * Rectangles of which none is longer than twice its shorter side, whatever the weights.
 *
 * All countries have the same area per person. What that costs, a few hundredths of the picture, shows as gaps.
 */
export function boundedWorld(): string {
  const tree = weightedTree<Place>(data, { weight: (d) => d.population, sort: "descending" });
  const map = layout(tree, { engine: slack({ ratio: 2 }), container: [960, 600] });
  return toSVG(map, { name: "People of the world, in rectangles within 2 : 1", label: (d) => d.name });
}

/** A continent, a part of one, or a country. */
interface Place {
  name: string;
  population?: number;
  children?: Place[];
}
