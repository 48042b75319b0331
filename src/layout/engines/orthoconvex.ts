import { MarquetryError, show } from "../../errors.ts";
import type { PolygonEngine } from "../engine.ts";
import { Construction } from "../orthoconvex/construction.ts";
import { SLICE_PLANS, type OrthoconvexEffort } from "../orthoconvex/effort.ts";
import { padCells } from "../orthoconvex/pad-cells.ts";
import { writeCells } from "../orthoconvex/write-cells.ts";
import { ringStage } from "../ring-cells.ts";

export type { OrthoconvexEffort } from "../orthoconvex/effort.ts";

/** How {@link orthoconvex} divides. */
export interface OrthoconvexOptions {
  /**
   * "fast", the default, lays families out in rows as they come. "balanced" and "best" search them for the slices that
   * leave them and what lies in them fattest, and let more leaves take an L: that takes about 7 and 25 times as long.
   * The limits are the same at any effort.
   */
  readonly effort?: OrthoconvexEffort;
}

/**
 * Rectangles, L- and S-shapes that stay fat in any tree: inner nodes are orthoconvex regions, with upright and level
 * sides, in one piece.
 *
 * Takes a rectangle. Where families fit well in rows of rectangles they lie so; elsewhere a tree is taken apart so
 * that light subtrees come to lie in corners of others. On all trees tried, thousands of levels deep and with weights
 * over hundreds of decades, (longest side of the bounding box)² / area is at most 9 in a rectangle of up to 8 : 1,
 * for leaves and for inner nodes. The proof for this variant is not written down, so `bound` promises nothing. Areas
 * are exact. Time: about two microseconds a leaf.
 *
 * With padding, nodes that have a rectangle to themselves lay out their children in what is left of it; all others
 * lose a margin along their sides, and of several pieces the largest stays.
 *
 * The construction is that of de Berg, Speckmann, van der Weele, Treemaps with Bounded Aspect Ratio (2011).
 *
 * @throws MarquetryError `bad-option`
 * @example layout(tree, { engine: orthoconvex({ effort: "best" }), container: [960, 600] });
 */
export function orthoconvex(options: OrthoconvexOptions = {}): PolygonEngine {
  const { effort = "fast" } = options;
  const plan = SLICE_PLANS[effort];
  if (plan === undefined) {
    const message = `orthoconvex's effort is ${Object.keys(SLICE_PLANS).join(", ")}, not ${show(effort)}`;
    throw new MarquetryError("bad-option", message, { value: effort });
  }
  return {
    name: "orthoconvex",
    description: "rectangles, L- and S-shapes that stay fat in trees of any depth",
    shape: "rectilinear",
    stage: ringStage,
    bound: () => null,
    partition(tree, region, cells) {
      const construction = new Construction(tree, cells, plan);
      construction.run(region.x1 - region.x0, region.y1 - region.y0);
      writeCells(tree, construction.parts, construction.rectangles, cells);
      padCells(tree, cells);
      return undefined;
    },
  };
}
