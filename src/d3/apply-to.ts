import { MarquetryError, type Partition } from "../index.ts";
import { nameOf } from "./hierarchy-node.ts";
import type { TileNode } from "./tile.ts";

/** What {@link applyTo} writes to a node. */
export interface Placed {
  /** Bounding box of the cell. */
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** Corners of the cell, counter-clockwise as drawn with y downwards, the first not repeated; none if it is empty. */
  polygon: [x: number, y: number][];
}

/**
 * Writes the cells of a map to the nodes of the `d3.hierarchy` that its tree was made of: `x0`, `y0`, `x1`, `y1` as
 * d3's treemap does, and `polygon` as d3-voronoi-treemap does. Another hierarchy of the same data will do as well, and
 * so will a branch of either, for what lies in it. Remainders, which d3 has no nodes for, are left out.
 *
 * @returns the same root
 * @throws MarquetryError `bad-input` if a node is not in the map; nothing is written then
 * @example
 * const root = d3.hierarchy(data).sum((d) => d.value);
 * applyTo(root, layout(weightedTree(root), { engine: voronoi(), container: [960, 600] }));
 * svg.selectAll("path").data(root.leaves()).join("path").attr("d", (d) => `M${d.polygon.join("L")}Z`);
 */
export function applyTo<N extends object>(root: N, map: Partition): N & Placed {
  checkArguments(root, map);
  const nodes: TileNode[] = [root];
  const places: number[] = [placeOf(root, map)];
  for (let k = 0; k < nodes.length; k++) {
    const { children } = nodes[k]!;
    if (!children || children.length === 0) continue;
    const find = finder(map, places[k]!);
    for (const child of children) {
      nodes.push(child);
      places.push(find(child));
    }
  }
  for (const [k, node] of nodes.entries()) write(node, map, places[k]!);
  return root as N & Placed;
}

function write(node: TileNode, map: Partition, i: number): void {
  const { x0, y0, x1, y1 } = map.bounds(i);
  const cell = map.cell(i);
  const corners: [number, number][] = [
    [x0, y0],
    [x0, y1],
    [x1, y1],
    [x1, y0],
  ];
  const outline = cell.kind === "polygon" ? cell.points : corners;
  Object.assign(node, { x0, y0, x1, y1, polygon: map.isEmpty(i) ? [] : outline });
}

function checkArguments(root: unknown, map: unknown): void {
  const isMap = typeof map === "object" && map !== null && "cells" in map && "indexOf" in map;
  if (isMap && typeof root === "object" && root !== null) return;
  const message = isMap
    ? "applyTo takes the root of a d3.hierarchy first, and then a map of it"
    : "applyTo takes a map, as layout(tree, options) makes one, after the root of a d3.hierarchy";
  throw new MarquetryError("bad-input", message, { value: isMap ? root : map });
}

function placeOf(root: TileNode, map: Partition): number {
  const i = map.indexOf(root);
  const place = i >= 0 || root.data === undefined ? i : map.indexOf(root.data);
  if (place < 0) throw notThere(root);
  return place;
}

/** Finds the children of node i by what they were made of. Siblings of one datum are told apart by their order. */
function finder(map: Partition, i: number): (child: TileNode) => number {
  const { tree } = map;
  const first = tree.firstChild[i]!;
  const places = new Map<unknown, number[]>();
  for (let c = first + tree.childCount[i]! - 1; c >= first; c--) {
    const datum = tree.data(c);
    const known = places.get(datum);
    if (known) known.push(c);
    else places.set(datum, [c]);
  }
  return (child) => {
    const place =
      places.get(child)?.pop() ?? (child.data === undefined ? undefined : places.get(child.data)?.pop());
    if (place === undefined) throw notThere(child);
    return place;
  };
}

function notThere(node: TileNode): MarquetryError {
  const path = nameOf(node);
  const message = `applyTo: the map has no cell for the node ${path ?? "given"}: it is of other data, or has been changed since`;
  return new MarquetryError("bad-input", message, { ...(path !== undefined && { path }), value: node });
}
