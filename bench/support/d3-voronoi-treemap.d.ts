/** What the benchmark uses of d3-voronoi-treemap, which brings no types. */
declare module "d3-voronoi-treemap" {
  import type { HierarchyNode } from "d3-hierarchy";

  interface VoronoiTreemap {
    <T>(root: HierarchyNode<T>): void;
    clip(points: [x: number, y: number][]): this;
    convergenceRatio(ratio: number): this;
    maxIterationCount(count: number): this;
    minWeightRatio(ratio: number): this;
    prng(random: () => number): this;
  }

  export function voronoiTreemap(): VoronoiTreemap;
}
