import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { halfTurn, type Directions } from "./directions.ts";
import type { CutSide, CutTask } from "./planner.ts";
import { DIRECTIONS, GOOD_ENOUGH, MOST_CORNERS, TIE, TurnSearch } from "./turn-search.ts";

/** Of the main turns, the one that is another's mirror image in a box. */
const MIRRORED_TURN = 3;
/** The same as GOOD_ENOUGH where a ring is no box, so that no cut can leave two boxes. */
const GOOD_SLANTED: number = 1.15 ** 3;
/** The sum of the parts' (asp / 2)³ above which corners are cut off as well: a leaf of asp 12. */
const TOO_THIN: number = 6 ** 3;

/**
 * Chooses the direction of a cut: the one of least asp₁³ + asp₂³, asp being diameter² / area.
 *
 * A cost that looks at the worse part alone would make right-angled triangles for ever, since halving one gives
 * two of the same shape.
 */
export class GreedyPlanner extends TurnSearch {
  static #shared: GreedyPlanner | undefined;

  /** The same planner for all: it plans one cut at a time, and remembers nothing. Made anew it costs as much as a small map. */
  static get shared(): GreedyPlanner {
    return (GreedyPlanner.#shared ??= new GreedyPlanner());
  }

  readonly #turns: Directions = halfTurn(DIRECTIONS);
  #isFirst = true;
  /** Direction of the best cut, and whether it is made along it or against it. */
  #bestTurn = 0;
  #bestSign: 1 | -1 = 1;
  #side: CutSide = 0;
  /** Whether the ring is the same from both ends, and mirrored, and so are the parts. */
  #isSymmetric = false;

  plan(cutter: ConvexCutter, { forest, light, heavy, area, side }: CutTask): void {
    this.meter.setParts(forest, light, heavy, 1);
    this.#side = side;
    if (cutter.corners > MOST_CORNERS) this.#cutAcrossWidest(cutter, area);
    else if (!cutter.isBox) this.#searchRing(cutter, area, false);
    else if (!this.#cutBox(cutter, area)) this.#searchRing(cutter, area, side === 0);
  }

  /** Cuts a box across its longer side if that is good enough: most rings are boxes, and need no sweeps to measure. */
  #cutBox(cutter: ConvexCutter, area: number): boolean {
    const isUpright = TIE * cutter.height > cutter.width;
    this.meter.measureBoxes(cutter, area, isUpright);
    if (!(this.meter.cost < 2 * GOOD_ENOUGH)) return false;
    const sign = this.#side < 0 ? -1 : 1;
    this.nx = isUpright ? 0 : sign;
    this.ny = isUpright ? sign : 0;
    cutter.aim(isUpright ? 0 : 1, isUpright ? 1 : 0);
    cutter.sweep(sign, area);
    return true;
  }

  #searchRing(cutter: ConvexCutter, area: number, isSymmetric: boolean): void {
    this.best = Infinity;
    this.#isFirst = true;
    this.#isSymmetric = isSymmetric;
    if (!isSymmetric) this.meter.load(cutter);
    const enough = 2 * (cutter.isBox ? GOOD_ENOUGH : GOOD_SLANTED);
    this.search(cutter, area, TIE * cutter.height > cutter.width, enough);
    this.#sweepBest(cutter, area);
    if (this.best > TOO_THIN) {
      if (isSymmetric) this.meter.load(cutter);
      this.#cutCorners(cutter, area);
    }
    this.recall(cutter);
  }

  protected override tryDirection(cutter: ConvexCutter, area: number, k: number, turn: number): boolean {
    if (this.#isSymmetric) return turn !== MIRRORED_TURN && this.#tryBox(cutter, area, k);
    this.meter.aim(cutter, this.#turns.cos[k]!, this.#turns.sin[k]!, area);
    const isBest = this.#side >= 0 && this.#tryTurn(cutter, area, k, 1);
    return (this.#side <= 0 && this.#tryTurn(cutter, area, k, -1)) || isBest;
  }

  #tryTurn(cutter: ConvexCutter, area: number, k: number, sign: 1 | -1): boolean {
    this.meter.limit = this.best;
    this.meter.measureAimed(cutter, sign, area);
    return this.#isBest(k, sign);
  }

  #tryBox(cutter: ConvexCutter, area: number, k: number): boolean {
    this.meter.measureBoxTurned(cutter, area, this.#turns, k);
    return this.#isBest(k, 1);
  }

  /** Notes the cut just measured if it is better than the best so far; it is swept when all have been tried. */
  #isBest(k: number, sign: 1 | -1): boolean {
    const { cost } = this.meter;
    // The first is taken even if its cost is beyond what a number can hold.
    if (!this.#isFirst && !(cost < TIE * this.best)) return false;
    this.#isFirst = false;
    this.best = cost;
    this.#bestTurn = k;
    this.#bestSign = sign;
    return true;
  }

  #sweepBest(cutter: ConvexCutter, area: number): void {
    const sign = this.#bestSign;
    const nx = this.#turns.cos[this.#bestTurn]!;
    const ny = this.#turns.sin[this.#bestTurn]!;
    cutter.aim(nx, ny);
    cutter.sweep(sign, area);
    this.take(cutter, sign * nx, sign * ny);
  }

  /** Takes the cut in the direction in which the cutter is aimed if it is better than the best so far. */
  #try(cutter: ConvexCutter, area: number, sign: 1 | -1, nx: number, ny: number): boolean {
    cutter.sweep(sign, area);
    this.meter.limit = this.best;
    this.meter.measure(cutter, area);
    if (!this.#isBest(0, sign)) return false;
    this.take(cutter, sign * nx, sign * ny);
    return true;
  }

  /**
   * Tries to cut off each corner alike on both its sides. A ring with sides in all directions, as a tiny part on
   * every level leaves it, has only slivers to give along them.
   */
  #cutCorners(cutter: ConvexCutter, area: number): void {
    const { x, y, corners } = cutter;
    let [fromX, fromY] = [x[0]! - x[corners - 1]!, y[0]! - y[corners - 1]!];
    let before = Math.sqrt(fromX * fromX + fromY * fromY);
    for (let k = 0; k < corners; k++) {
      const next = k + 1 === corners ? 0 : k + 1;
      const toX = x[next]! - x[k]!;
      const toY = y[next]! - y[k]!;
      const after = Math.sqrt(toX * toX + toY * toY);
      const dx = toX / after - fromX / before;
      const dy = toY / after - fromY / before;
      // Twice the cosine of half the angle at the corner.
      const length = Math.sqrt(dx * dx + dy * dy);
      const isAhead = dy > 0 || (dy === 0 && dx > 0);
      const isAllowed = this.#side === 0 || isAhead === this.#side > 0;
      if (length > 0 && isAllowed && !this.#isCornerThin(length / 2, before < after ? before : after, area)) {
        cutter.aimFrom(k, dx / length, dy / length);
        if (this.#try(cutter, area, 1, dx / length, dy / length)) this.#aimWell(cutter, area, k);
      }
      fromX = toX;
      fromY = toY;
      before = after;
    }
  }

  /** Makes the cut at a corner, the best so far, once more with the last digits of its normal. */
  #aimWell(cutter: ConvexCutter, area: number, k: number): void {
    const { x, y, corners } = cutter;
    const a = k === 0 ? corners - 1 : k - 1;
    const b = k + 1 === corners ? 0 : k + 1;
    const before = Math.hypot(x[a]! - x[k]!, y[a]! - y[k]!);
    const after = Math.hypot(x[b]! - x[k]!, y[b]! - y[k]!);
    const dx = (x[a]! - x[k]!) / before + (x[b]! - x[k]!) / after;
    const dy = (y[a]! - y[k]!) / before + (y[b]! - y[k]!) / after;
    const length = Math.hypot(dx, dy);
    cutter.aim(dx / length, dy / length);
    cutter.sweep(1, area);
    this.take(cutter, dx / length, dy / length);
  }

  /** Whether the triangle at a corner, with both sides as long, is such that its cut cannot be the best. */
  #isCornerThin(cosine: number, shorter: number, area: number): boolean {
    const sine = Math.sqrt(1 - cosine * cosine);
    const squared = area / (sine * cosine);
    if (!(squared < shorter * shorter)) return false;
    const base = 2 * sine;
    return this.meter.costOfTriangle(squared * (base > 1 ? base * base : 1), area) > this.best;
  }

  /** For a ring of very many corners: the line goes across the direction in which the ring is longest. */
  #cutAcrossWidest(cutter: ConvexCutter, area: number): void {
    const { cos, sin } = this.#turns;
    let widest = 0;
    let best = 0;
    for (let k = 0; k < DIRECTIONS; k++) {
      const extent = cutter.extent(cos[k]!, sin[k]!);
      if (TIE * extent <= widest) continue;
      widest = extent;
      best = k;
    }
    const sign = this.#side < 0 ? -1 : 1;
    cutter.aim(cos[best]!, sin[best]!);
    cutter.sweep(sign, area);
    this.nx = sign * cos[best]!;
    this.ny = sign * sin[best]!;
  }
}
