/**
 * Voronoi treemaps alone: a page that imports them from here loads no other engine.
 *
 * @module
 */
export { voronoi } from "../engines/voronoi/voronoi.ts";
export type { VoronoiEffort, VoronoiOptions } from "../engines/voronoi/voronoi.ts";
