import type { Partition } from "../index.ts";
import { ownBox, ringFor } from "./camera.ts";

/** A direction on the screen. */
export type Direction = "left" | "right" | "up" | "down";

/** How much farther a step seems for each unit that it leads aside, past the cell's own side. */
const ASIDE = 2;
/** The same for the middles of cells that lie beside each other. */
const OFF_CENTRE = 0.2;
/** How much the distance of the middles counts, so that of cells that touch alike the smaller comes first. */
const FARTHER = 0.05;

/**
 * The cell next to a node's in a direction, among those on a level of the tree, by default the node's own, and
 * leaves above that level, all below `root`; −1 if there is none. What counts is where cells are, not how the tree
 * orders them.
 */
export function neighbour(
  map: Partition,
  root: number,
  node: number,
  direction: Direction,
  level: number = map.tree.depth(node),
): number {
  const boxOf = boxesBelow(map, root);
  const a = boxOf(node);
  if (!a) return -1;
  const side = direction === "left" || direction === "right" ? 0 : 1;
  const sign = direction === "left" || direction === "up" ? -1 : 1;
  let best = -1;
  let least = Infinity;
  for (const other of peers(map, root, level)) {
    if (other === node) continue;
    const to = boxOf(other);
    if (!to) continue;
    const farther = sign * (middle(to, side) - middle(a, side));
    if (!(farther > 0)) continue;
    const gap = Math.max(0, sign > 0 ? to[side]! - a[side + 2]! : a[side]! - to[side + 2]!);
    const across = 1 - side;
    const aside = Math.max(0, to[across]! - a[across + 2]!, a[across]! - to[across + 2]!);
    const offCentre = Math.abs(middle(to, across) - middle(a, across));
    const distance = gap + ASIDE * aside + OFF_CENTRE * offCentre + FARTHER * farther;
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}

/** Nodes below `root` on a level of the tree, and the leaves above that level: together they cover the root. */
function* peers({ tree }: Partition, root: number, level: number): IterableIterator<number> {
  const { firstChild, childCount } = tree;
  const levels = level - tree.depth(root);
  // The descendants of a node within one level follow each other.
  let low = root;
  let high = root + 1;
  for (let below = 1; below <= levels; below++) {
    for (let i = low; i < high; i++) if (childCount[i] === 0) yield i;
    const last = high - 1;
    low = firstChild[low]!;
    high = firstChild[last]! + childCount[last]!;
  }
  for (let i = low; i < high; i++) yield i;
}

/** Reads the bounding box of a node in the frame of a root: x0, y0, x1, y1; undefined where its cell is empty. */
function boxesBelow(map: Partition, root: number): (node: number) => readonly number[] | undefined {
  const { cells, tree } = map;
  const ring = ringFor(map);
  return (node) => {
    const own = ownBox(map, node, ring);
    if (!own) return undefined;
    let [x, y] = [0, 0];
    for (let v = node; v !== root; v = tree.parent[v]!) {
      x += cells.originX(v);
      y += cells.originY(v);
    }
    return [own.x0 + x, own.y0 + y, own.x1 + x, own.y1 + y];
  };
}

function middle(box: readonly number[], side: number): number {
  return (box[side]! + box[side + 2]!) / 2;
}
