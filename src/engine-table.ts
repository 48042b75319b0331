import { registerEngines } from "./engines/register.ts";
import type * as all from "./all-engines.ts";
import {
  angular,
  approximation,
  binary,
  dice,
  greedy,
  greedyInsertion,
  hilbert,
  localMoves,
  moore,
  orthoconvex,
  pivot,
  quantum,
  rectangles,
  resquarify,
  slack,
  slice,
  sliceDice,
  spiral,
  split,
  squarify,
  strip,
  voronoi,
} from "./all-engines.ts";

/**
 * Every engine's name with the function that makes it.
 *
 * The type demands exactly the names that `all-engines.ts` exports. Each is named here once more, because a table made
 * of the module itself could not be dropped by a bundler.
 *
 * @example for (const [name, make] of Object.entries(engines)) layout(tree, { engine: make(), container: [960, 600] });
 */
export const engines: typeof all = /* @__PURE__ */ registerEngines({
  squarify,
  binary,
  sliceDice,
  slice,
  dice,
  strip,
  greedy,
  angular,
  slack,
  voronoi,
  orthoconvex,
  pivot,
  spiral,
  hilbert,
  moore,
  split,
  approximation,
  resquarify,
  rectangles,
  greedyInsertion,
  localMoves,
  quantum,
});
