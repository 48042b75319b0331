import type { PolygonEngine } from "../engines/engine.ts";
import { MarquetryError } from "../errors.ts";
import { simpleCells } from "../partition/simple-cells.ts";

/** What engines that lay out where cells need not be convex were made of: each can go to another such container. */
const origins = new WeakMap<object, PolygonEngine>();

/**
 * An engine of convex polygons made to lay out where cells need not be convex.
 *
 * @param container - what it fills, in words
 * @param make - how it lays out there, given the engine
 * @throws MarquetryError `container-not-rectangle` for an engine of rectangles
 */
export function adaptedEngine<E extends object>(
  given: E,
  container: string,
  make: (engine: PolygonEngine) => Pick<PolygonEngine, "partition"> & Partial<PolygonEngine>,
): E {
  const engine = origins.get(given) ?? (given as unknown as PolygonEngine);
  const { name, description, options, hasInexactAreas, shape } = engine;
  if (shape !== "convex") {
    const message = `${name} lays out rectangles, so its container must be a box; greedy, angular and voronoi fill ${container}`;
    throw new MarquetryError("container-not-rectangle", message, { value: name });
  }
  const adapted: PolygonEngine = {
    ...simpleCells,
    name,
    description,
    options,
    hasInexactAreas,
    ...make(engine),
  };
  origins.set(adapted, engine);
  return adapted as unknown as E;
}
