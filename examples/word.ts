import { greedy, layout, svgPathRegion, toSVG, weightedTree } from "marquetry";
import word from "./data/word.json" with { type: "json" };
import rows from "./data/flare.json" with { type: "json" };

/**
 * The classes of a library in the letters of a word: the container is the outline of these, each an island.
 *
 * Packages stay together as far as letters hold them. Areas are in proportion to sizes all over the word.
 */
export function lettering(): string {
  const tree = weightedTree.fromRows(rows, { weight: "size" });
  const container = svgPathRegion(word.path, { tolerance: 2, fit: [1200, 400] });
  const map = layout(tree, { engine: greedy(), container });
  return toSVG(map, { name: word.text, fontSize: 15, minFontSize: 6, overflow: "hide", precision: 1 });
}
