import type { WeightedTree } from "../../model/weighted-tree.ts";
import type { Bound, Container } from "../engine.ts";
import { readBox } from "../../partition/region.ts";

/** Cells of two like weights side by side are at most so much longer than wide, whatever the room. */
const LEAST = 3;

/**
 * The limit of longer to shorter side where families are cut into halves from heavy to light: for each node the greatest
 * of that of its parent, of 3, and of 1 + the greatest quotient of a child's weight and the next lighter one's.
 *
 * A room is cut across its longer side where its parts weigh most nearly the same. Where both get a third of it or
 * more, neither gets longer than the room, or than 3. Else the first part is the heaviest child alone: of two or more,
 * each lighter than the one before, a part of more than two thirds would be nearer to half without its last child, and
 * one of less than a third with the next. The rest then weighs as much as the second child or more, so it gets at
 * least 1 / (1 + α) of the room, and is at most 1 + α times as long as wide.
 *
 * Source: Nagamochi, Abe, *An approximation algorithm for dissecting a rectangle into rectangles with specified
 * areas* (2007), who take the first cut beyond a third.
 *
 * @param sorts - whether the engine sorts families by itself; if not, nothing holds unless all of them are sorted
 */
export function halvesBound(
  engine: string,
  tree: WeightedTree,
  container: Container,
  sorts: boolean,
): Bound | null {
  const { size, firstChild, childCount, weight } = tree;
  const { x0, y0, x1, y1 } = readBox(container, engine);
  const perNode = new Float64Array(size);
  perNode[0] = Math.max((x1 - x0) / (y1 - y0), (y1 - y0) / (x1 - x0));
  let value = perNode[0];
  for (let i = 0; i < size; i++) {
    const count = childCount[i]!;
    if (count === 0) continue;
    const first = firstChild[i]!;
    const family = weight.slice(first, first + count);
    if (sorts) family.sort().reverse();
    let steepest = 0;
    for (let k = 1; k < count && family[k]! > 0; k++)
      steepest = Math.max(steepest, family[k - 1]! / family[k]!);
    if (!sorts && !isDescending(family)) return null;
    const limit = steepest > 0 ? Math.max(perNode[i]!, LEAST, 1 + steepest) : perNode[i]!;
    perNode.fill(limit, first, first + count);
    value = Math.max(value, limit);
  }
  return { measure: "side", value, perNode };
}

function isDescending(weights: Float64Array): boolean {
  for (let k = 1; k < weights.length; k++) if (weights[k - 1]! < weights[k]!) return false;
  return true;
}
