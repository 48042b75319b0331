import { aspectRatio } from "../../geometry/diameter.ts";
import { ringArea, ringBounds } from "../../geometry/ring.ts";
import type { RingCells, WeightedTree } from "../engine.ts";
import { angularRepair } from "./angular/angular-repair.ts";
import { AngularPlanner } from "./angular/angular-planner.ts";
import { LopsidedCount } from "./angular/lopsided-count.ts";
import { prove, type Proven } from "./angular/proven-bound.ts";
import { FamilyCutter, type RingSink } from "./family-cutter.ts";
import type { CutForest } from "./forest.ts";
import { eachRoom } from "./lay-out.ts";
import { finish } from "../steps.ts";
import { THINNER_THAN_PROVEN, watchThinCells } from "./thin-cells.ts";

/** With a direction to spare no limit is less. */
const LEAST_LIMIT = 7.6;

/** The limits of cells that are cut in any way: what `angular` proves, with directions to spare. */
export class KeptLimits {
  readonly #tree: WeightedTree;
  readonly #ring: Float64Array;
  readonly #spare: number;
  #proven: Proven | undefined;

  constructor(tree: WeightedTree, ring: Float64Array, spare: number) {
    this.#tree = tree;
    this.#ring = ring;
    this.#spare = spare;
  }

  /** Whether the cell of node i may have this asp. */
  allows(i: number, asp: number): boolean {
    return i === 0 || asp <= this.least || asp <= this.#prove().limitOf(i);
  }

  /** No cell with less asp than this is too thin. */
  get least(): number {
    return this.#spare > 0 ? LEAST_LIMIT : 0;
  }

  /**
   * Cuts as little as possible anew, so that all cells keep their limits.
   *
   * @param asp - of each node, exact where it is {@link least} or more
   * @param sink - gets the new cells
   * @returns whether any was cut anew
   */
  keep(cells: RingCells, forest: CutForest, asp: Float64Array, sink: RingSink): boolean {
    const tree = this.#tree;
    const wrong = new Uint8Array(tree.size);
    let isSome = false;
    for (let i = 0; i < tree.size; i++) {
      if (this.allows(i, asp[i]!)) continue;
      wrong[i] = THINNER_THAN_PROVEN;
      isSome = true;
    }
    if (!isSome) return false;
    const { guarantee, promised, limitOf } = this.#prove();
    const counted = LopsidedCount.keep(forest, promised);
    const watch = watchThinCells(null, limitOf);
    const anew = angularRepair(
      tree,
      forest,
      { guarantee, promised, isProven: true, watch },
      cells,
      wrong,
      counted,
    );
    const cutter = new FamilyCutter(forest, new AngularPlanner(guarantee, counted));
    finish(eachRoom(tree, cells, forest, (_i, top, room) => cutter.cut(room, top, sink), anew));
    return true;
  }

  #prove(): Proven {
    return (this.#proven ??= prove(this.#tree, this.#ring, this.#spare));
  }
}

/**
 * The asp of each cell; 0 where it is empty.
 *
 * @param enough - where it is certainly less than this, something between may stand for it, for it takes less time
 */
export function measureCells(cells: RingCells, size: number, enough: number = 0): Float64Array {
  const ring = new Float64Array(2 * cells.mostCorners);
  const asp = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const corners = cells.ring(i, ring);
    if (corners === 0) continue;
    const most = enough > 0 ? boxedAspectRatio(ring, corners) : Infinity;
    asp[i] = most < enough ? most : aspectRatio(ring, 0, corners);
  }
  return asp;
}

/** The asp that a ring would have if its diameter were the diagonal of the box around it. */
function boxedAspectRatio(ring: Float64Array, corners: number): number {
  const { x0, y0, x1, y1 } = ringBounds(ring, 0, corners);
  return ((x1 - x0) ** 2 + (y1 - y0) ** 2) / Math.abs(ringArea(ring, 0, corners));
}
