import { leafCounts } from "../../model/subtree.ts";
import { callback, choice, flag, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { GreedyPlanner } from "../cuts/planners/greedy-planner.ts";
import { LookAheadPlanner } from "../cuts/planners/look-ahead-planner.ts";
import type { AskPlace, EarlierLayout, PolygonEngine, RingCells } from "../engine.ts";
import type { CutMemory } from "../cuts/carry-over.ts";
import { askedWay, helped } from "../cuts/family-help.ts";
import { Draft } from "../cuts/draft.ts";
import type { PartDivider } from "../cuts/family-cutter.ts";
import { CutForest } from "../cuts/forest.ts";
import { giveUpThin } from "../cuts/give-up-thin.ts";
import { measureCells } from "../cuts/keep-limits.ts";
import { layOutByCuts } from "../cuts/lay-out.ts";
import { AreaSolver } from "./area-solver.ts";
import { familyDivider, type FamilyEfforts, type Fatness } from "./family-divider.ts";
import type { Moves } from "./group-divider.ts";
import { layNoWorse } from "./no-worse.ts";
import { askPlaces } from "./places.ts";
import type { PowerEffort } from "./room-divider.ts";
import { emptySites, type Sites } from "./sites.ts";
import { finish, type Steps } from "../steps.ts";
import { withinRange } from "../weight-range.ts";
import { convexCells } from "../../partition/convex-cells.ts";

/** How much time goes into the shapes of cells. */
export type VoronoiEffort = "fast" | "balanced" | "best";

/** How {@link voronoi} lays out. */
export interface VoronoiOptions {
  /**
   * How often the sites move, and how far cuts are thought through. "balanced" is the default; "fast" takes half its
   * time or less, "best" three to six times. More effort never makes cells thinner, neither in the mean of the leaves
   * nor in the worst of them.
   */
  readonly effort?: VoronoiEffort;
  /**
   * Whether families may also be parted by straight cuts where that makes their cells fatter: where one child
   * weighs as much as all others, where weights differ very much, in families of few; true by default. With false
   * each family is one power diagram, or one with another for its lightest within one of its cells, and cut only if
   * that cannot be solved, which `map.fallbacks` tells. Beside a child that outweighs all others the others then come
   * out thin, ten to a thousand times a square at worst; where weights are like, or fall off evenly, they do not.
   */
  readonly cuts?: boolean;
  /**
   * Where the site of a node should start, in the container's coordinates, or null for no matter. Its cell comes
   * to lie about there, as far as the areas and the cell of its parent allow: so a map keeps its geography, or
   * the places it had yesterday. A family of which a place is given is divided by one power diagram. All start in
   * rows by default.
   *
   * @param datum - the user's own object, as `tree.data(node)` gives it
   */
  readonly sites?: AskPlace;
}

export const voronoiOptions: OptionTable<VoronoiOptions> = {
  effort: /* @__PURE__ */ choice(["fast", "balanced", "best"], "balanced"),
  cuts: /* @__PURE__ */ flag(true),
  sites: /* @__PURE__ */ callback(),
};

export const voronoiHelp: OptionHelp<VoronoiOptions> = {
  effort: "how often sites move to where cells are fatter, and how far cuts are thought through",
  cuts: "whether families may be parted by straight cuts where that makes cells fatter",
  sites: "where the site of a node should start, in the container's coordinates",
};

const EFFORTS: readonly VoronoiEffort[] = ["fast", "balanced", "best"];

/** What a family may cost, as a part of what squares would, for no further way to be tried. */
const ENOUGH = 0.65;

/** How often sites move in regions that are not convex, where they do not begin in rows. */
const REGION_MOVES: Readonly<Record<VoronoiEffort, Moves>> = {
  fast: { toCentroids: 6, toFatter: 3 },
  balanced: { toCentroids: 12, toFatter: 10 },
  best: { toCentroids: 20, toFatter: 30 },
};

/** What each effort adds to those before it. */
const PLANS: readonly PowerEffort[] = [
  { moves: { toCentroids: 0, toFatter: 0 }, shakes: 2, enough: ENOUGH, planner: () => GreedyPlanner.shared },
  {
    moves: { toCentroids: 2, toFatter: 3 },
    shakes: 10,
    enough: ENOUGH,
    planner: () => new LookAheadPlanner([4], false),
  },
  {
    moves: { toCentroids: 5, toFatter: 20 },
    shakes: 16,
    enough: 0,
    planner: () => new LookAheadPlanner([5, 1], false),
  },
];

/** The efforts of a layout as a number, by which other threads know it: that of inner nodes, and bits for leaves. */
function numberOf({ inner, leaves }: FamilyEfforts): number {
  const bits = leaves.reduce((sum, effort) => sum + 2 ** PLANS.indexOf(effort), 0);
  return PLANS.indexOf(inner) + PLANS.length * bits;
}

function effortsOf(number: number): FamilyEfforts {
  const bits = Math.floor(number / PLANS.length);
  return {
    inner: PLANS[number % PLANS.length]!,
    leaves: PLANS.filter((_, k) => ((bits >> k) & 1) === 1),
  };
}

/** A layout by power diagrams, remembered as its forest of cuts and the sites of its groups. */
interface PowerMemory extends CutMemory {
  readonly sites: Sites;
}

/**
 * Voronoi treemaps with exact areas: each family is divided by a power diagram, a Voronoi diagram whose sites have
 * weights, and these weights are solved for until every cell has its area.
 *
 * Takes any convex container. Relative area errors are near 1e-13, and below 1e-11 in any case. The mean of
 * diameter² / area is 1.64 on a list of 1,000 and 1.61 on one of 10,000, below what rectangles can reach, and 2.3 on
 * deep trees; the worst cell of a list comes to 2.1, and to 2.7 where the lightest weigh next to nothing. No bound is
 * proven. The same input gives the same output; there is no chance in it.
 *
 * Sites start in rows, move to the centroids of their cells a few times, and then down the gradient of what thin cells
 * cost; damped Newton steps find the weights. Where weights are far apart the lightest share one cell, which is
 * divided among them in the same way. Families of leaves are tried in one diagram, in several parted by cuts, and in
 * cuts alone, and the fattest is taken; see `cuts`. Where a power diagram cannot be solved, in rooms 100,000 times as
 * long as wide or between sites that coincide, the family is cut, exactly too, and `map.fallbacks` and
 * `quality(map).fallbacks` name it. All loops are limited. Time: about 15 µs a leaf on lists, 100 on trees.
 *
 * `map.update` keeps the sites and starts from the weights found before, which takes a few milliseconds for 1,000
 * cells.
 *
 * Balzer and Deussen, Voronoi treemaps (2005); Nocaj and Brandes, Computing Voronoi treemaps: faster, simpler, and
 * resolution-independent (2012), who use power diagrams; Kitagawa, Mérigot, Thibert, Convergence of a Newton
 * algorithm for semi-discrete optimal transport (2019).
 *
 * @throws MarquetryError `bad-option`, while laying out where `sites` gives what is no place, and `bad-weight` for
 * weights under 1e-302 of the whole
 * @example layout(tree, { engine: voronoi({ effort: "best" }), container: circle(300, 300, 300) });
 */
export function voronoi(options?: VoronoiOptions): PolygonEngine {
  const settled = readOptions<VoronoiOptions, "effort" | "cuts">("voronoi", voronoiOptions, options);
  const { effort, cuts, sites } = settled;
  const efforts = PLANS.slice(0, EFFORTS.indexOf(effort) + 1);
  const steps: NonNullable<PolygonEngine["steps"]> = function* (given, region, cells, before) {
    const tree = withinRange("voronoi", given, region);
    const earlier = before as EarlierLayout<PowerMemory> | undefined;
    const placesIn = sites ? askPlaces(sites, tree, cells) : null;
    const lay = function* (into: RingCells, used: FamilyEfforts): Steps<PowerMemory> {
      const known = emptySites(tree.size);
      const start = earlier ? { sites: earlier.memory.sites, match: earlier.match } : null;
      const notes = [known.x, known.y, known.w, known.asp];
      const ways = efforts.map((effort) => numberOf({ inner: effort, leaves: [effort] }));
      const memory = yield* layOutByCuts(tree, into, earlier, (forest) => {
        const divider = familyDivider(tree, forest, used, !cuts, known, start, placesIn);
        return helped({ way: numberOf(used), ways, forest, divider, notes });
      });
      return { ...memory, sites: known };
    };
    const asked = askedWay();
    if (asked !== undefined) return yield* lay(cells, effortsOf(asked));
    const greatest = efforts.at(-1)!;
    // What is kept of an earlier layout is what it is; what is laid out anew is as fat as a fresh family.
    if (earlier) return yield* lay(cells, { inner: greatest, leaves: efforts });
    // What lies where users want it stays there.
    if (sites) return yield* lay(cells, { inner: greatest, leaves: [greatest] });
    const mend = function* (
      laid: RingCells,
      memory: PowerMemory,
      less: FamilyEfforts,
      most: Fatness,
    ): Steps<PowerMemory | null> {
      const forest = new CutForest(tree, memory.forest);
      const divider = familyDivider(tree, forest, less, !cuts, memory.sites, null, null);
      const fallbacks = new Set(memory.fallbacks);
      const noting: PartDivider = {
        repeat: (...task) => divider.repeat(...task),
        plan: (i, ...task) => {
          const isSound = divider.plan(i, ...task);
          if (isSound) fallbacks.delete(i);
          else fallbacks.add(i);
          return isSound;
        },
      };
      const draft = new Draft(tree, laid, forest, measureCells(laid, tree.size), "huffman", null);
      const least = { sum: most.mean, count: 1, max: most.max };
      const isMended = yield* giveUpThin(tree, leafCounts(tree), draft, least, noting);
      return isMended ? { ...memory, fallbacks: Int32Array.from(fallbacks).sort() } : null;
    };
    const makeCells = (): RingCells => convexCells.makeCells(tree, region, cells.padding);
    return (yield* layNoWorse(tree, cells, makeCells, efforts, lay, mend)).memory;
  };
  const partition: PolygonEngine["partition"] = (...task) => finish(steps(...task));
  return {
    ...convexCells,
    name: "voronoi",
    description: "Voronoi cells with exact areas, by power diagrams",
    // A function cannot be packed.
    ...(sites
      ? { placed: { ask: sites, otherwise: () => voronoi({ effort, cuts }) } }
      : { options: settled }),
    powers: { moves: REGION_MOVES[effort], isPure: !cuts, solver: (cells) => new AreaSolver(cells) },
    bound: () => null,
    partition,
    reader: partition,
    steps,
  };
}
