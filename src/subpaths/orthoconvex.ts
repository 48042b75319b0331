/**
 * Partitions into orthoconvex polygons alone: a page that imports them from here loads no other engine.
 *
 * @module
 */
export { orthoconvex } from "../engines/orthoconvex/orthoconvex.ts";
export type { OrthoconvexEffort, OrthoconvexOptions } from "../engines/orthoconvex/orthoconvex.ts";
