/**
 * marquetry lays weighted trees out as partitions of a region. The guided tour, in the order of the data's way:
 *
 * ```text
 * data ──▶ weightedTree ──▶ layout (an engine) ──▶ Partition ──▶ quality, validate, stability
 *                                                      │
 *                                                      └───────▶ toSVG, drawCanvas, <marquetry-map>
 * ```
 *
 * ```ts
 * const tree = weightedTree({ name: "fruit", children: [{ name: "apples", value: 5 }, { name: "pears", value: 3 }] });
 * const map = layout(tree, { engine: greedy(), container: [960, 600], padding: 2 });
 * console.log(quality(map).leaves.asp.mean, toSVG(map));
 * ```
 *
 * 1. **Data.** {@link weightedTree} reads nested objects, and by its methods rows, paths, columns and Newick texts.
 *    `readTree` reads files: tables, listings, bundles, profiles. A `WeightedTree` holds typed arrays in breadth-first order: node 0 is the root, children stand in a row.
 * 2. **Layout.** {@link layout} divides a container among the nodes. What the cells look like is for the engine to
 *    decide: `squarify` and its like make rectangles, `greedy` and `voronoi` convex polygons, `orthoconvex` L-shapes.
 *    An engine is a plain object, and yours is as good as ours: docs/writing-an-engine.md.
 * 3. **Partition.** What comes back answers for each node: `map.cell(i)`, `map.area(i)`, `map.at(x, y)`; and
 *    `map.update(weights)` gives the next map, with cells where they were as far as the engine can.
 * 4. **Measures.** {@link quality} tells how fat the cells are, how exact their areas, and whether the engine's bound
 *    holds; {@link validate} finds what is wrong; {@link stability} compares two maps.
 * 5. **Picture.** {@link toSVG} makes a text, {@link drawCanvas} draws; neither needs a document.
 *
 * Ultrametrics and power diagrams are there by themselves too. Everything checks what it is given, and throws a
 * {@link MarquetryError} that names the value and the node; what each function takes stands in docs/options.md.
 *
 * @module
 */

// Checks of options, for the entries beside this one
export { checkOption, readOptions } from "./options/read-options.ts";
export { layoutOptions } from "./layout/layout.ts";
export { canvasOptions } from "./render/canvas.ts";

// Data to a weighted tree
export {
  treeFromColumns,
  treeFromNewick,
  treeFromObjects,
  treeFromPaths,
  treeFromRows,
  weightedTree,
} from "./model/build.ts";
export type { TreeBuilder } from "./model/build.ts";
export { subtree } from "./model/subtree.ts";
export type { WeightedTree } from "./model/weighted-tree.ts";
export type { Field, FieldName, NodeView, TreeOptions } from "./model/tree-options.ts";
export type { NestedOptions } from "./model/nested.ts";
export type { RowOptions } from "./model/rows.ts";
export type { PathOptions, PathWeight } from "./model/paths.ts";
export type { Columns } from "./model/columns.ts";
export type { NewickNode, NewickOptions } from "./model/newick.ts";
export { readTree } from "./read/read-tree.ts";
export type { ReadResult } from "./read/read-tree.ts";
export { readFormats } from "./read/readers.ts";
export type { ReadOptions } from "./read/options.ts";
export type { ReadInput } from "./read/source.ts";

// A tree to a partition
export { layout } from "./layout/layout.ts";
export type { LayoutOptions } from "./layout/layout.ts";
export { layoutAsync } from "./threads/layout-async.ts";
export type { LayoutAsyncOptions, LayoutProgress } from "./threads/layout-async.ts";
export { updateAsync } from "./threads/update-async.ts";
export type { UpdateAsyncOptions } from "./threads/update-async.ts";
export { leafExact } from "./areas/leaf-exact.ts";
export type {
  AreaResult,
  AreaRule,
  AreaTask,
  FilledCells,
  FilledCells as LaidOut,
} from "./areas/area-rule.ts";
export { Partition } from "./partition/partition.ts";
export type {
  Bounds,
  Cell,
  LayoutRecord as PartitionInfo,
  AreaSolution,
  Branches,
  ExpandOptions,
  LayoutRecord,
  UpdateOptions,
} from "./partition/partition.ts";
export type { PathSink } from "./geometry/arcs.ts";
export { circle, regularPolygon } from "./partition/circle.ts";
export { region } from "./regions/region.ts";
export type { RegionOptions, RegionRing } from "./regions/region.ts";
export { disk } from "./regions/disk.ts";
export { geoRegion } from "./regions/geo-region.ts";
export type { GeoRegionOptions, GeoShape } from "./regions/geo-region.ts";
export { svgPathRegion } from "./regions/svg-path-region.ts";
export { svgRegion } from "./regions/svg-region.ts";
export type { SvgPathRegionOptions } from "./regions/svg-path-region.ts";
export type { SvgRegionOptions } from "./regions/svg-region.ts";
export type { Distance, PaddingOptions, PaddingOptions as SpacingOptions } from "./partition/padding.ts";
export { buffersOf, packMap, unpackMap } from "./layout/pack-map.ts";
export type { PackedMap } from "./layout/pack-map.ts";

// A tree in parts
export { byFamily } from "./lazy/by-family.ts";
export { lazyTree } from "./lazy/lazy-tree.ts";
export type { LazyOptions } from "./lazy/loader.ts";
export type { ChildrenRequest, LazyFound, LazyNode, LazySource } from "./lazy/source.ts";

// Its engines: ours …
export * from "./all-engines.ts";
export { engines } from "./engine-table.ts";
export type { SquarifyOptions } from "./engines/rectangles/squarify.ts";
export type { PivotOptions } from "./engines/rectangles/pivot.ts";
export type { QuantumOptions } from "./engines/rectangles/quantum.ts";
export type { LocalMovesOptions } from "./engines/rectangles/local-moves.ts";
export type { RectanglesOptions } from "./engines/rectangles/rectangles.ts";
export type { StripOptions } from "./engines/rectangles/strip.ts";
export type { GreedyEffort, GreedyOptions } from "./engines/cuts/greedy.ts";
export * from "./subpaths/voronoi.ts";
export * from "./subpaths/orthoconvex.ts";
export * from "./subpaths/slack.ts";
// … and yours
export * from "./subpaths/engine.ts";
export { boxCells as boxStage } from "./partition/box-cells.ts";
export { convexCells as ringStage } from "./partition/convex-cells.ts";
export type {
  CellFactory as Stage,
  EarlierLayout as RepeatOptions,
  LayoutMemory as Structure,
} from "./engines/engine.ts";
export * from "./subpaths/power.ts";

// How good a partition is
export { quality } from "./diagnostics/quality.ts";
export type {
  AreaError,
  BoundReport,
  Quality,
  QualityOptions,
  ShapeQuality,
  SlackPerNode,
  SlackQuality,
  Statistics,
  UnseenLeaves,
} from "./diagnostics/quality.ts";
export { formatQuality } from "./diagnostics/format-quality.ts";
export { validate } from "./diagnostics/validate.ts";
export type { Issue, IssueKind, ValidateOptions } from "./diagnostics/validate.ts";
export { stability } from "./diagnostics/stability.ts";
export type { OverBaseline, Shift, Stability, StabilityOptions } from "./diagnostics/stability.ts";

// A partition to a picture
export { toSVG, toSVGChunks } from "./render/svg.ts";
export type { SvgOptions } from "./render/svg.ts";
export { drawCanvas } from "./render/canvas.ts";
export type { CanvasContext, CanvasOptions, CellShade } from "./render/canvas.ts";
export { BRANCH_PALETTE, branchColours, depthColours, LIGHT_PALETTE, valueColours } from "./render/colour.ts";
export type {
  BranchColourOptions,
  ColourFunction,
  ColourMeaning,
  DepthColourOptions,
} from "./render/colour.ts";
export type { NodeText, Outline, RenderOptions } from "./render/render-options.ts";
export { typeColours } from "./render/type-colours.ts";
export type { TypeColourOptions } from "./render/type-colours.ts";
export { hueColours } from "./render/hues.ts";
export type { HueColourOptions } from "./render/hues.ts";
export { contrast } from "./render/contrast.ts";
export { PALETTES } from "./render/palettes.ts";
export { numberFormat } from "./render/format.ts";
export type { NumberFormat } from "./render/format.ts";
export { cushions } from "./render/cushion.ts";
export type { CushionOptions } from "./render/cushion.ts";
export { fitLabel } from "./render/labels/fit-label.ts";
export type { FittedLabel, LabelOptions } from "./render/labels/fit-label.ts";
export type { Hyphenate } from "./render/labels/lines.ts";
export { measureText } from "./render/labels/metrics.ts";
export { measureOpenSans } from "./render/labels/open-sans.ts";
export type { TextMeasure } from "./render/labels/metrics.ts";
export { colourLegend } from "./render/colour-legend.ts";
export type { ColourLegendOptions } from "./render/colour-legend.ts";
export { branchLegend, swatchLegend } from "./render/legend.ts";
export { scaleLegend } from "./render/scale-legend.ts";
export type { ScaleLegendOptions } from "./render/scale-legend.ts";
export {
  divergingScale,
  quantileScale,
  sequentialScale,
  thresholdScale,
  VALUE_PALETTES,
} from "./render/scales.ts";
export type {
  ColourScale,
  DivergingScaleOptions,
  ScaleType,
  SequentialScaleOptions,
} from "./render/scales.ts";
export type { BoxMark, Mark, TextMark } from "./render/marks.ts";
export type { Margins, SurroundOptions } from "./render/surround.ts";
export type { BranchLegendOptions, Legend, LegendPicture, LegendSpace, Swatch } from "./render/legend.ts";
export { cssTheme, darkTheme, lightTheme } from "./render/theme.ts";
export type { Theme } from "./render/theme.ts";
export { embeddingToSVG } from "./render/embedding-svg.ts";
export type { EmbeddedLeaves, EmbeddingSvgOptions } from "./render/embedding-svg.ts";
export { distancesToSVG } from "./render/distances-svg.ts";
export type { DistanceRanges, DistancesSvgOptions } from "./render/distances-svg.ts";

// A map to the next
export { interpolateMaps } from "./motion/interpolate-maps.ts";
export type { InterpolateMapsOptions } from "./motion/interpolate-maps.ts";

// Ultrametrics to points in space
export * from "./subpaths/embedding.ts";

// What functions take, and how they complain
export { optionTables } from "./option-tables.ts";
export type { DescribedOptions } from "./option-tables.ts";
export type { Option } from "./options/option.ts";
export { MarquetryError } from "./errors.ts";
export type { ErrorCode, ErrorDetail } from "./errors.ts";
