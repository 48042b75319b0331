/**
 * Between d3-hierarchy and this library, both ways. It takes nodes and tiles by what they hold, so that it needs no
 * d3 itself.
 *
 * @module
 * @example
 * import { hierarchy, treemap, treemapBinary } from "d3-hierarchy";
 * import { greedy, layout, squarify, weightedTree } from "marquetry";
 * import { applyTo, engineOf, tileOf } from "marquetry/d3";
 *
 * const root = hierarchy(data).sum((d) => d.value);
 * treemap().tile(tileOf(squarify())).size([960, 600])(root);
 * layout(weightedTree(root), { engine: engineOf(treemapBinary), container: [960, 600] });
 * applyTo(root, layout(weightedTree(root), { engine: greedy(), container: [960, 600] }));
 */
export { applyTo } from "./apply-to.ts";
export type { Placed } from "./apply-to.ts";
export { engineOf } from "./engine-of.ts";
export type { TileEngineOptions } from "./engine-of.ts";
export type { Tile, TileNode } from "./tile.ts";
export { tileOf } from "./tile-of.ts";
