/**
 * The engines that may be named, as keys: those of the library, and those of your own that you declare.
 *
 * @example
 * declare module "marquetry" {
 *   interface EngineNames {
 *     stairs: true;
 *   }
 * }
 * registerEngine("stairs", stairs);
 * layout(tree, { engine: "stairs", container: [960, 600] });
 */
export interface EngineNames {
  squarify: true;
  binary: true;
  sliceDice: true;
  slice: true;
  dice: true;
  strip: true;
  greedy: true;
  angular: true;
  slack: true;
  voronoi: true;
  orthoconvex: true;
  pivot: true;
  spiral: true;
  hilbert: true;
  moore: true;
  split: true;
  approximation: true;
  resquarify: true;
  rectangles: true;
  greedyInsertion: true;
  localMoves: true;
  quantum: true;
}

/** A name of an engine that the compiler knows; {@link toEngine} takes any text and looks it up. */
export type EngineName = keyof EngineNames;
