// Errors
export { MarquetryError } from "./errors.ts";
export type { ErrorCode, ErrorDetail } from "./errors.ts";

// Data to a weighted tree
export { weightedTree } from "./model/build.ts";
export type { TreeBuilder } from "./model/build.ts";
export type { WeightedTree } from "./model/weighted-tree.ts";
export type { Field, FieldName, NodeView, TreeOptions } from "./model/tree-options.ts";
export type { NestedOptions } from "./model/nested.ts";
export type { RowOptions } from "./model/rows.ts";
export type { PathOptions, PathWeight } from "./model/paths.ts";
export type { Columns } from "./model/columns.ts";
export type { NewickNode, NewickOptions } from "./model/newick.ts";

// What functions take
export { optionTables } from "./option-tables.ts";
export type { DescribedOptions } from "./option-tables.ts";
export type { Option } from "./options/option.ts";

// A tree to a partition
export { layout } from "./layout/layout.ts";
export type { LayoutOptions } from "./layout/layout.ts";
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
  LayoutRecord,
  UpdateOptions,
} from "./partition/partition.ts";
export type { Cells, PathSink } from "./partition/cells.ts";
export { circle, regularPolygon } from "./partition/circle.ts";
export type { Distance, PaddingOptions, PaddingOptions as SpacingOptions } from "./partition/padding.ts";
export { buffersOf, packMap, unpackMap } from "./layout/pack-map.ts";
export type { PackedMap } from "./layout/pack-map.ts";

// Engines, ours and yours
export * from "./all-engines.ts";
export type { SquarifyOptions } from "./engines/rectangles/squarify.ts";
export type { StripOptions } from "./engines/rectangles/strip.ts";
export type { GreedyEffort, GreedyOptions } from "./engines/cuts/greedy.ts";
export type { SlackEffort, SlackOptions } from "./engines/slack/slack.ts";
export type { VoronoiEffort, VoronoiOptions } from "./engines/voronoi/voronoi.ts";
export type { OrthoconvexEffort, OrthoconvexOptions } from "./engines/orthoconvex/orthoconvex.ts";
export { engines } from "./engine-table.ts";
export { convexEngine, rectEngine } from "./engines/family-engine.ts";
export { boxCells, boxCells as boxStage } from "./partition/box-cells.ts";
export { convexCells, convexCells as ringStage } from "./partition/convex-cells.ts";
export { rectilinearCells } from "./partition/rectilinear-cells.ts";
export { registerEngine } from "./engines/register.ts";
export type { ConvexDivider, FamilyDivider, FamilyMemory, RectDivider } from "./engines/family-engine.ts";
export type {
  Bound,
  BoundMeasure,
  Box,
  BoxCells,
  Container,
  Engine,
  EngineInfo,
  PolygonEngine,
  RectEngine,
  Region,
  EarlierLayout,
  EarlierLayout as RepeatOptions,
  LayoutMemory,
  LayoutMemory as Structure,
  CellFactory,
  CellFactory as Stage,
  Shape,
  Ring,
  RingCells,
} from "./engines/engine.ts";
export type { EngineFactory } from "./engines/register.ts";

// Power diagrams by themselves
export { powerDiagram, PowerDiagram } from "./geometry/power-diagram.ts";
export type { Point } from "./geometry/power-diagram.ts";
export { solveAreas } from "./engines/voronoi/solve-areas.ts";
export type { SolvedAreas } from "./engines/voronoi/solve-areas.ts";
// A tree to boxes of any dimension
export { slackBoxes } from "./engines/slack/slack-boxes.ts";
export type { SlackBoxes, SlackBoxesOptions } from "./engines/slack/slack-boxes.ts";

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

// Ultrametrics to points in R^d
export { ultrametric } from "./embedding/build.ts";
export { Ultrametric } from "./embedding/ultrametric.ts";
export { embedUltrametric } from "./embedding/embed.ts";
export type { UltrametricBuilder } from "./embedding/build.ts";
export type { UltrametricNewickOptions } from "./embedding/from-newick.ts";
export type { DistanceMatrix, LinkageOptions } from "./embedding/from-distances.ts";
export type { Linkage } from "./embedding/linkage.ts";
export type { UltrametricTreeOptions } from "./embedding/from-tree.ts";
export type { ThreePointViolation } from "./embedding/three-points.ts";
export type { EmbedOptions } from "./embedding/embed.ts";
export type { ClusterBoxes, Embedding } from "./embedding/embedding.ts";
export type { FamilyDistances } from "./embedding/family-stretch.ts";
export type { EmbedProgress, StopSignal } from "./embedding/improve.ts";

// A partition to a picture
export { toSVG } from "./render/svg.ts";
export type { SvgOptions } from "./render/svg.ts";
export { drawCanvas } from "./render/canvas.ts";
export type { CanvasContext, CanvasOptions, CellShade } from "./render/canvas.ts";
export { branchColours, depthColours, LIGHT_PALETTE, valueColours } from "./render/colour.ts";
export type { BranchColourOptions, ColourFunction, DepthColourOptions } from "./render/colour.ts";
export type { NodeText, Outline, RenderOptions } from "./render/render-options.ts";
export { hueColours } from "./render/hues.ts";
export type { HueColourOptions } from "./render/hues.ts";
export { contrast } from "./render/contrast.ts";
export { cushions } from "./render/cushion.ts";
export type { CushionOptions } from "./render/cushion.ts";
export { fitLabel } from "./render/labels/fit-label.ts";
export type { FittedLabel, LabelOptions } from "./render/labels/fit-label.ts";
export { measureText } from "./render/labels/metrics.ts";
export type { TextMeasure } from "./render/labels/metrics.ts";
export { branchLegend, scaleLegend, swatchLegend } from "./render/legend.ts";
export type {
  BranchLegendOptions,
  Legend,
  LegendPicture,
  LegendSpace,
  ScaleLegendOptions,
  Swatch,
} from "./render/legend.ts";
export { cssTheme, darkTheme, lightTheme } from "./render/theme.ts";
export type { Theme } from "./render/theme.ts";
export { embeddingToSVG } from "./render/embedding-svg.ts";
export type { EmbeddedLeaves, EmbeddingSvgOptions } from "./render/embedding-svg.ts";
export { distancesToSVG } from "./render/distances-svg.ts";
export type { DistanceRanges, DistancesSvgOptions } from "./render/distances-svg.ts";
