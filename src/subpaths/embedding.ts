/**
 * Ultrametrics, and points in space whose distances are near theirs, alone.
 *
 * @module
 */
export { ultrametric } from "../embedding/build.ts";
export type { UltrametricBuilder } from "../embedding/build.ts";
export { Ultrametric } from "../embedding/ultrametric.ts";
export type { UltrametricNewickOptions } from "../embedding/ultrametric.ts";
export type { DistanceMatrix, LinkageOptions } from "../embedding/from-distances.ts";
export type { Linkage } from "../model/linkage.ts";
export type { UltrametricTreeOptions } from "../embedding/from-tree.ts";
export type { ThreePointViolation } from "../embedding/three-points.ts";
export { embedUltrametric } from "../embedding/embed.ts";
export type { EmbedOptions } from "../embedding/embed.ts";
export type { ClusterBoxes, Embedding } from "../embedding/embedding.ts";
export type { FamilyDistances } from "../embedding/distortion.ts";
export type { EmbedProgress, StopSignal } from "../embedding/improve.ts";
