import { layout, rectEngine, toSVG, weightedTree } from "marquetry";
import rows from "./data/flare.json" with { type: "json" };

/**
 * An engine of one's own: the children of a family go round in a spiral, each along the next side of the room
 * that is left.
 *
 * `rectEngine` makes a whole-tree engine of a function that divides one box among one family. The library checks
 * what it returns, adds padding, and measures and draws it like any other.
 */
const spiral = rectEngine({
  name: "spiral",
  description: "children along the left, the top, the right, the bottom, and so on inwards",
  divide({ width, height }, weights, first, end, cells) {
    const rest = restsOf(weights, first, end);
    let [x, y] = [0, 0];
    for (let i = first; i < end; i++) {
      const side = (i - first) % 4;
      const left = weights[i]! > 0 ? rest[i - first + 1]! / rest[i - first]! : 1;
      const share = weights[i]! > 0 ? weights[i]! / rest[i - first]! : 0;
      if (side % 2 === 0) {
        cells.set(i, side === 0 ? x : x + width * left, y, width * share, height);
        if (side === 0) x += width * share;
        width *= left;
      } else {
        cells.set(i, x, side === 1 ? y : y + height * left, width, height * share);
        if (side === 1) y += height * share;
        height *= left;
      }
    }
  },
});

/** What each child and all after it weigh: added up from the end, because a difference would lose small weights. */
function restsOf(weights: Float64Array, first: number, end: number): Float64Array {
  const rest = new Float64Array(end - first + 1);
  for (let i = end - 1; i >= first; i--) rest[i - first] = rest[i - first + 1]! + weights[i]!;
  return rest;
}

/** The classes of a library, laid out by the engine above. */
export function ownEngine(): string {
  const tree = weightedTree.fromRows(rows, { weight: "size" });
  const map = layout(tree, { engine: spiral, container: [960, 600] });
  return toSVG(map, { name: "A spiral of classes", fontSize: 16, minFontSize: 7, precision: 1 });
}
