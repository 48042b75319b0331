import { MarquetryError, show } from "../../errors.ts";
import type { Bound, Container, PolygonEngine, WeightedTree } from "../engine.ts";
import { Construction } from "./construction.ts";
import { SLICE_PLANS, type OrthoconvexEffort } from "./effort.ts";
import { boundOfLeaves, boundOfNodes } from "./guarantee.ts";
import { padCells } from "./pad-cells.ts";
import { writeCells } from "./write-cells.ts";
import { rectilinearCells } from "../../partition/rectilinear-cells.ts";
import { readBox } from "../../partition/region.ts";

export type { OrthoconvexEffort } from "./effort.ts";

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
    ...rectilinearCells,
    name: "orthoconvex",
    description: "rectangles, L- and S-shapes that stay fat in trees of any depth",
    bound,
    partition(tree, region, cells) {
      const construction = new Construction(tree, cells, plan);
      construction.run(region.x1 - region.x0, region.y1 - region.y0);
      writeCells(tree, construction.parts, construction.rectangles, cells);
      padCells(tree, cells);
    },
  };
}

function bound(tree: WeightedTree, container: Container): Bound {
  const { x0, y0, x1, y1 } = readBox(container, "orthoconvex");
  const [width, height] = [x1 - x0, y1 - y0];
  const ratio = Math.max(width, height) / Math.min(width, height);
  const ofLeaves = boundOfLeaves(ratio);
  const ofNodes = boundOfNodes(ratio);
  const perNode = Float64Array.from(tree.childCount, (count) => (count === 0 ? ofLeaves : ofNodes));
  perNode[0] = ratio;
  return { measure: "box", value: perNode.reduce((most, limit) => Math.max(most, limit)), perNode };
}
