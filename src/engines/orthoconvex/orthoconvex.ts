import { choice, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { rectilinearCells } from "../../partition/rectilinear-cells.ts";
import { readBox } from "../../partition/region.ts";
import type { Bound, Container, PolygonEngine, WeightedTree } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";
import { withinRange } from "../weight-range.ts";
import { constructFattest } from "./fattest.ts";
import type { SlicePlan } from "./slice-search.ts";
import { writeCells } from "./write-cells.ts";

/** How much thought goes into where the parts of a tree lie. */
export type OrthoconvexEffort = "fast" | "balanced" | "best";

/** How {@link orthoconvex} divides. */
export interface OrthoconvexOptions {
  /**
   * "fast", the default, lays families out in rows as they come. "balanced" and "best" search them for the slices that
   * leave them and what lies in them fattest, and let more leaves take an L: that takes about 10 and 40 times as long.
   * More effort is never worse, in the mean of diameter² / area of the leaves or in the largest. The limits are the same at any effort.
   */
  readonly effort?: OrthoconvexEffort;
}

export const orthoconvexOptions: OptionTable<OrthoconvexOptions> = {
  effort: /* @__PURE__ */ choice(["fast", "balanced", "best"], "fast"),
};

export const orthoconvexHelp: OptionHelp<OrthoconvexOptions> = {
  effort: "how far families are searched for the slices that leave them and what lies in them fattest",
};

const EFFORTS: readonly OrthoconvexEffort[] = ["fast", "balanced", "best"];
/** What each effort means; with null families are laid in rows as they come. */
const SLICE_PLANS: readonly (SlicePlan | null)[] = [
  null,
  { most: 10, tries: 4, isTwice: false },
  { most: 24, tries: 24, isTwice: true },
];

/**
 * Rectangles, L- and S-shapes that stay fat in any tree: inner nodes are orthoconvex regions, with upright and level
 * sides, in one piece.
 *
 * Takes a rectangle. Where families fit well in rows of rectangles they lie so; elsewhere a tree is taken apart so
 * that light subtrees come to lie in corners of others. In a container of up to 8 : 1, (longest side of the bounding
 * box)² / area is at most 8.54 for leaves and 9 for inner nodes, whatever the depth and the weights; in longer ones
 * at most 8/7 of their own ratio. The limit speaks of layouts without padding; docs/orthoconvex-bound.md has the
 * proof. Areas are exact. Time: about two microseconds a leaf.
 *
 * With padding, nodes that have a rectangle to themselves lay out their children in what is left of it; all others
 * lose a margin along their sides, and of several pieces the largest stays.
 *
 * The construction is that of de Berg, Speckmann, van der Weele, Treemaps with Bounded Aspect Ratio (2011).
 *
 * @throws MarquetryError `bad-option`; while laying out `bad-weight` for weights under 1e-302 of the whole
 * @example layout(tree, { engine: orthoconvex({ effort: "best" }), container: [960, 600] });
 */
export function orthoconvex(options?: OrthoconvexOptions): PolygonEngine {
  const settled = readOptions<OrthoconvexOptions, "effort">("orthoconvex", orthoconvexOptions, options);
  const plans = SLICE_PLANS.slice(0, 1 + EFFORTS.indexOf(settled.effort));
  return {
    ...rectilinearCells,
    name: "orthoconvex",
    description: "rectangles, L- and S-shapes that stay fat in trees of any depth",
    options: settled,
    bound,
    partition(given, region, cells) {
      const tree = withinRange("orthoconvex", given, region);
      writeCells(tree, constructFattest(tree, region, cells.padding, plans), cells);
      eachFamily(tree, (i) => cells.close(i));
    },
  };
}

/** No rectangle of a construction gets longer than this, or than the container; docs/orthoconvex-bound.md has the proof. */
const LONGEST = 8;
/** What the rest of a leaf with a notch may take at most, as a part of a square on the shorter side. */
const MOST_BESIDE = 0.5;
/** What the region of an inner node has at most, in a container that is not longer than {@link LONGEST}, */
const MOST = 9;
/** and in a longer one, as a multiple of its ratio. */
const MOST_OF_RATIO = 8 / 7;

/** The limits of (longest side of the bounding box)² / area: of leaves, and of inner nodes. */
function bound(tree: WeightedTree, container: Container): Bound {
  const { x0, y0, x1, y1 } = readBox(container, "orthoconvex");
  const [width, height] = [x1 - x0, y1 - y0];
  const ratio = Math.max(width, height) / Math.min(width, height);
  const longest = Math.max(LONGEST, ratio);
  const ofLeaves = longest ** 2 / (longest - MOST_BESIDE);
  const ofNodes = ratio <= LONGEST ? MOST : MOST_OF_RATIO * ratio;
  const perNode = Float64Array.from(tree.childCount, (count) => (count === 0 ? ofLeaves : ofNodes));
  perNode[0] = ratio;
  return { measure: "box", value: perNode.reduce((most, limit) => Math.max(most, limit)), perNode };
}
