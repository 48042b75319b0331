import { MarquetryError, show } from "../../errors.ts";
import { GreedyPlanner } from "../cuts/greedy-planner.ts";
import { LookAheadPlanner } from "../cuts/look-ahead-planner.ts";
import type { PolygonEngine, WeightedTree } from "../engine.ts";
import type { PowerEffort } from "../power/family-divider.ts";
import { PowerStructure, type PowerEngine } from "../power/structure.ts";
import { ringStage } from "../ring-cells.ts";

/** How much time goes into the shapes of cells. */
export type VoronoiEffort = "fast" | "balanced" | "best";

/** How {@link voronoi} lays out. */
export interface VoronoiOptions {
  /**
   * How often the sites move to the centroids of their cells, and how far cuts are thought through: "fast",
   * "balanced" (the default) or "best".
   */
  readonly effort?: VoronoiEffort;
  /**
   * Where the site of a node should start, in the container's coordinates, or null for no matter. Its cell comes
   * to lie about there, as far as the areas and the cell of its parent allow: so a map keeps its geography, or
   * the places it had yesterday. A family of which a place is given is divided by one power diagram. All start in
   * rows by default.
   *
   * @param datum - the user's own object, as `tree.data(node)` gives it
   */
  readonly sites?: (datum: unknown, node: number) => readonly [x: number, y: number] | null | undefined;
}

const EFFORTS: Readonly<Record<VoronoiEffort, PowerEffort>> = {
  fast: {
    movesOfFew: 0,
    moves: 0,
    fewMembers: 100,
    alsoCutsTo: 16,
    planner: () => new GreedyPlanner(),
  },
  balanced: {
    movesOfFew: 5,
    moves: 4,
    fewMembers: 100,
    alsoCutsTo: 16,
    planner: () => new LookAheadPlanner({ width: [4], directions: [16, 8] }, false),
  },
  best: {
    movesOfFew: 20,
    moves: 20,
    fewMembers: 100,
    alsoCutsTo: 32,
    planner: () => new LookAheadPlanner({ width: [6, 3], directions: [16, 8, 8] }, false),
  },
};

/**
 * Voronoi treemaps with exact areas: each family is divided by a power diagram, a Voronoi diagram whose sites have
 * weights, and these are solved for until every cell has its area.
 */
export function voronoi(options: VoronoiOptions = {}): PolygonEngine {
  const { effort = "balanced", sites } = options;
  const chosen = EFFORTS[effort];
  if (chosen === undefined) {
    const message = `voronoi's effort is ${Object.keys(EFFORTS).join(", ")}, not ${show(effort)}`;
    throw new MarquetryError("bad-option", message, { value: effort });
  }
  const engine: PowerEngine = { effort: chosen, placeOf: sites ? placesOf(sites) : null };
  return {
    name: "voronoi",
    description: "Voronoi cells with exact areas, by power diagrams",
    shape: "convex",
    stage: ringStage,
    bound: () => null,
    partition: (tree, _region, cells) => PowerStructure.grow(engine, tree, cells),
  };
}

function placesOf(sites: NonNullable<VoronoiOptions["sites"]>): NonNullable<PowerEngine["placeOf"]> {
  return (tree: WeightedTree, node: number) => {
    const place = sites(tree.data(node), node);
    if (place === null || place === undefined) return null;
    if (Array.isArray(place) && Number.isFinite(place[0]) && Number.isFinite(place[1])) return place;
    const path = tree.place(node);
    const message = `voronoi's sites gave ${show(place)} for ${path}, not a pair of finite numbers or null`;
    throw new MarquetryError("bad-option", message, { path, value: place });
  };
}
