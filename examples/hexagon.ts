import { branchColours, greedy, layout, regularPolygon, toSVG, weightedTree } from "marquetry";
import rows from "./data/flare.json" with { type: "json" };

/**
 * The classes of a library in a hexagon: convex engines fill any convex polygon.
 *
 * A distance may be a function of the node: the packages at the top stand farther apart.
 */
export function hexagon(): string {
  const tree = weightedTree.fromRows(rows, { weight: "size" });
  const map = layout(tree, {
    engine: greedy(),
    container: regularPolygon(360, 360, 360, 6),
    paddingInner: (i) => (i === 0 ? 8 : 2),
    paddingOuter: (i) => (i === 0 ? 0 : 2),
  });
  return toSVG(map, { colour: branchColours({ root: "#fff" }), fontSize: 16, minFontSize: 7, precision: 1 });
}
