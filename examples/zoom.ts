import { circle, greedy, layout, toSVG, weightedTree } from "marquetry";
import data from "./data/world.json" with { type: "json" };

/**
 * Europe as large as the page: the layout of the whole world, drawn with another root.
 *
 * Nothing is laid out again. Every cell is stored in the frame of its parent, so a zoom is as sharp as the whole,
 * however deep it goes.
 */
export function zoom(): string {
  const tree = weightedTree<Place>(data, { weight: (d) => d.population });
  const map = layout(tree, { engine: greedy(), container: circle(360, 360, 360) });
  return toSVG(map, { root: tree.find("World/Europe"), fontSize: 20, minFontSize: 7 });
}

/** A continent, a part of one, or a country. */
interface Place {
  name: string;
  population?: number;
  children?: Place[];
}
