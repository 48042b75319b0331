import { aspectRatio } from "../../geometry/diameter.ts";
import type { Padding } from "../../partition/padding.ts";
import { rectilinearCells } from "../../partition/rectilinear-cells.ts";
import type { Region, WeightedTree } from "../engine.ts";
import { construct, type Construction } from "./construction.ts";
import type { SlicePlan } from "./slice-search.ts";
import { writeCells } from "./write-cells.ts";

/** Relative difference that counts as rounding. */
const ROUNDING = 1e-12;

/** The longest rectangles to try where longer ones make the largest asp worse. */
const SHORTER: readonly number[] = [4, 3.5];

/** How fat the leaves of a construction are. */
interface Fatness {
  readonly mean: number;
  readonly max: number;
}

/**
 * Constructs a tree by each plan in turn, without long rectangles if these make it worse, and returns the last that is
 * no worse than those before it, by the mean asp of the leaves and by the largest.
 */
export function constructFattest(
  tree: WeightedTree,
  region: Region,
  padding: Padding,
  plans: readonly (SlicePlan | null)[],
): Construction {
  const make = (plan: SlicePlan | null): Construction =>
    construct(tree, padding, region.x1 - region.x0, region.y1 - region.y0, plan);
  let best = make(plans[0]!);
  if (plans.length === 1) return best;
  let least = measure(best, tree, region, padding);
  for (const plan of plans.slice(1)) {
    if (!takeIfFatter(plan)) SHORTER.some((longest) => takeIfFatter({ ...plan!, longest }));
  }
  return best;

  function takeIfFatter(plan: SlicePlan | null): boolean {
    const next = make(plan);
    const { mean, max } = measure(next, tree, region, padding);
    if (!(mean <= least.mean * (1 + ROUNDING) && max <= least.max * (1 + ROUNDING))) return false;
    best = next;
    least = { mean, max };
    return true;
  }
}

function measure(made: Construction, tree: WeightedTree, region: Region, padding: Padding): Fatness {
  const cells = rectilinearCells.makeCells(tree, region, padding);
  writeCells(tree, made, cells);
  const ring = new Float64Array(2 * cells.mostCorners);
  let [sum, count, max] = [0, 0, 0];
  for (let i = 0; i < tree.size; i++) {
    const corners = tree.childCount[i] === 0 ? cells.ring(i, ring) : 0;
    if (corners === 0) continue;
    const asp = aspectRatio(ring, 0, corners);
    sum += asp;
    count++;
    if (!(asp <= max)) max = asp;
  }
  return { mean: sum / count, max };
}
