/**
 * What an engine of one's own is written with: see docs/writing-an-engine.md.
 *
 * @module
 * @example
 * import { layout } from "marquetry";
 * import { rectEngine, sumOf } from "marquetry/engine";
 */

// One family at a time
export { convexEngine, rectEngine } from "../engines/family-engine.ts";
export type { ConvexDivider, FamilyDivider, FamilyMemory, RectDivider } from "../engines/family-engine.ts";

// The whole tree at once
export { eachFamily } from "../engines/family-engine.ts";
export type {
  Bound,
  BoundMeasure,
  Box,
  BoxCells,
  CellFactory,
  Cells,
  Container,
  EarlierLayout,
  Engine,
  EngineInfo,
  LayoutMemory,
  PolygonEngine,
  RectEngine,
  Region,
  Ring,
  RingCells,
  Shape,
  WeightedTree,
} from "../engines/engine.ts";
export { boxCells } from "../partition/box-cells.ts";
export { convexCells, readConvex } from "../partition/convex-cells.ts";
export { rectilinearCells } from "../partition/rectilinear-cells.ts";
export { readBox } from "../partition/region.ts";
export { matchNodes } from "../model/match-nodes.ts";

// What it reckons with
export { sumOf } from "../engines/rectangles/sums.ts";
export { ConvexCutter } from "../geometry/convex-cut.ts";
export { diameterSquared } from "../geometry/diameter.ts";
export { ringArea, ringBounds } from "../geometry/ring.ts";

// Its name
export { engineNames, registerEngine, toEngine } from "../engines/register.ts";
export type { EngineFactory } from "../engines/register.ts";
export type { EngineName, EngineNames } from "../engines/engine-name.ts";
