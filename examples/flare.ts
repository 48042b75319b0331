import { greedy, layout, squarify, toSVG, weightedTree } from "marquetry";
import rows from "./data/flare.json" with { type: "json" };
import { sideBySide } from "./support/side-by-side.ts";

/**
 * The classes of a graphics library, sized by their length in bytes: squarify beside greedy.
 *
 * The data are rows that name their parents, as a database would give them. Both pictures show the same areas.
 * Greedy cuts along slanted lines too, and so has no narrow cells.
 */
export function flare(): string {
  const tree = weightedTree.fromRows(rows, { weight: "size" });
  const size = [470, 470] as const;
  const draw = (engine: ReturnType<typeof squarify | typeof greedy>) =>
    toSVG(layout(tree, { engine, container: size }), {
      idPrefix: `${engine.name}-`,
      precision: 1,
      fontSize: 16,
      minFontSize: 7,
    });
  return sideBySide(
    [
      { caption: "squarify", svg: draw(squarify()) },
      { caption: "greedy", svg: draw(greedy()) },
    ],
    size,
  );
}
