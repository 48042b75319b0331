/**
 * Power diagrams alone: of given weights, or with weights that give each site its area.
 *
 * @module
 */
export { powerDiagram, PowerDiagram } from "../geometry/power-diagram.ts";
export type { Point } from "../geometry/power-diagram.ts";
export { solveAreas } from "../engines/voronoi/solve-areas.ts";
export type { SolvedAreas } from "../engines/voronoi/solve-areas.ts";
