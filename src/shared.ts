/**
 * What the index and most subpaths have in common. It becomes one file of `dist`: to find and open a file takes Node as
 * long as to read 30 kB of it, and without this they would be two dozen.
 *
 * @module
 */
export * from "./errors.ts";
export * from "./options/nearest.ts";
export * from "./options/option.ts";
export * from "./options/read-options.ts";
export * from "./options/once.ts";
export * from "./geometry/ring.ts";
export * from "./geometry/growing.ts";
export * from "./geometry/convex-ring.ts";
export * from "./geometry/align-rings.ts";
export * from "./geometry/clip.ts";
export * from "./geometry/diameter.ts";
export * from "./geometry/convex-cut.ts";
export * from "./geometry/rectilinear.ts";
export * from "./geometry/largest-box.ts";
export * from "./geometry/rectilinear-inset.ts";
export * from "./geometry/carve.ts";
export * from "./model/huffman.ts";
export * from "./model/weight-errors.ts";
export * from "./model/names.ts";
export * from "./model/weighted-tree.ts";
export * from "./model/unsorted-tree.ts";
export * from "./model/remainders.ts";
export * from "./model/sort.ts";
export * from "./model/arrange.ts";
export * from "./model/order.ts";
export * from "./model/tree-options.ts";
export * from "./model/newick-text.ts";
export * from "./model/newick.ts";
export * from "./model/match-nodes.ts";
export * from "./model/check-tree.ts";
export * from "./model/pack-tree.ts";
export * from "./partition/region.ts";
export * from "./partition/ring-cells.ts";
export * from "./partition/cells.ts";
export * from "./partition/convex-cells.ts";
export * from "./partition/rectilinear-cells.ts";
export * from "./partition/box-cells.ts";
export * from "./partition/check-map.ts";
export * from "./partition/slots.ts";
export * from "./engines/family-engine.ts";
export * from "./engines/growth-limit.ts";
export * from "./engines/register.ts";
export * from "./engines/weight-range.ts";
export * from "./engines/rectangles/sums.ts";
export * from "./engines/cuts/cut-tree.ts";
export * from "./engines/kept-rows.ts";
export * from "./engines/kept-family.ts";
export * from "./engines/row-repair.ts";
