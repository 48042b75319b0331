import { layout, subtree, type Partition } from "../index.ts";
import type { Size } from "./camera.ts";
import type { Made } from "./made.ts";
import { containerOf, roomLike } from "./shape.ts";

/**
 * Lays the subtree of a node out for the whole view, as its map was; null where that cannot be done at once.
 *
 * @param before - an earlier layout of the subtree, whose cells should stay where they are
 * @param most - leaves of the largest subtree that is laid out here
 */
export function layOutBranch(
  map: Partition,
  made: Made,
  base: number,
  size: Size,
  before: Partition | null,
  most: number,
): Partition | null {
  const tree = subtree(map.tree, base);
  // Who knows a country by its coast would not know a part of it in the same coast.
  if (tree.leafCount > most || map.cells.shape === "simple") return null;
  const container = containerOf(made.container, size);
  const options = { ...made.spacing, engine: made.engine };
  try {
    // In a room like the cell that it had, the subtree is laid out as it was: from there its cells move the least.
    const like = before ?? layout(tree, { ...options, container: roomLike(map, base, size) });
    return like.update(tree, { container });
  } catch {
    // The whole map could be laid out: its cells are then magnified as they are.
    return null;
  }
}
