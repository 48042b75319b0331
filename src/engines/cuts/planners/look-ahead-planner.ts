import { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { grown } from "../../../geometry/growing.ts";
import { Candidates } from "./candidates.ts";
import { CutMeter } from "./cut-meter.ts";
import { RingDirections, spreadTurns, type Directions } from "./directions.ts";
import type { CutForest } from "../forest.ts";
import { GreedyPlanner } from "./greedy-planner.ts";
import { factorOf, LEAF } from "./part-cost.ts";
import type { CutPlanner, CutSide, CutTask } from "./planner.ts";
import { DIRECTIONS, TIE } from "./turn-search.ts";

/** How many of the cheapest cuts are followed up: of the ring itself, of the parts that leaves, and so on. */
export type LookAhead = readonly number[];

/** Directions tried for parts looked at, beside those of their sides, where their lighter part has less than this share. */
const FEW_DIRECTIONS = 8;
/** From this share on, the sides of a part give all the directions a look at it needs. */
const EVEN = 0.2;
/** What a part can be expected to cost at least, in units of a square's. Cuts that could not then be the best are not followed. */
const HOPE = 1.5;
/** How much more than the cheapest a cut may cost, to be followed: for the ring itself, and for parts looked at. */
const FIRST_SPREAD = 1.6;
const SPREAD = 1.3;
/** Beyond this many corners, the fastest planner decides. */
const MOST_CORNERS = 64;
/** Times that the direction of a last cut is turned half as far as before, to either side. */
const REFINEMENTS = 3;

/** A cut being thought through, at one level of looking ahead. */
interface Level {
  /** Holds the ring of the levels below the first. */
  readonly cutter: ConvexCutter;
  readonly candidates: Candidates;
  /** The two rings that the cut followed up leaves. */
  parts: Float64Array;
  /** What the two parts come to: cuts, or leaves. */
  light: number;
  heavy: number;
  /** Area of the lighter part, and where it must lie. */
  area: number;
  side: CutSide;
}

/**
 * Plans a cut by what becomes of its two parts: follows the cheapest few cuts up, cuts their parts in turn as
 * well as it can, and takes the one that ends best.
 *
 * A cut that is best by itself often leaves a right-angled corner or a long strip for a child of much less weight
 * than its sibling; looking ahead, the parent gets the right shape first.
 */
export class LookAheadPlanner implements CutPlanner {
  nx = 1;
  ny = 0;
  readonly #keepOrder: boolean;
  readonly #levels: readonly Level[];
  readonly #meter: CutMeter = new CutMeter();
  readonly #directions: RingDirections = new RingDirections();
  readonly #turns: Directions = spreadTurns(DIRECTIONS);
  readonly #fewTurns: Directions = spreadTurns(FEW_DIRECTIONS);
  readonly #greedy: GreedyPlanner = GreedyPlanner.shared;
  #forest: CutForest | undefined;
  /** Place of the candidate that the last `followUp` found best. */
  #best = 0;

  constructor(widths: LookAhead, keepOrder: boolean) {
    this.#keepOrder = keepOrder;
    // The last level is only looked at.
    this.#levels = [...widths, 1].map((width) => ({
      cutter: new ConvexCutter(),
      candidates: new Candidates(width),
      parts: new Float64Array(128),
      light: 0,
      heavy: 0,
      area: 0,
      side: 0,
    }));
  }

  plan(cutter: ConvexCutter, task: CutTask): void {
    if (cutter.corners > MOST_CORNERS) {
      this.#planGreedily(cutter, task);
      return;
    }
    this.#forest = task.forest;
    const level = this.#begin(0, task.light, task.heavy, task.area, task.side);
    const { candidates } = level;
    const directions = this.#directions;
    directions.takeSides(cutter);
    directions.addTurns(this.#turns);
    this.#measure(level, cutter, false, Infinity);
    if (candidates.count === 0) {
      // What every cut costs is beyond what a number can hold.
      this.#planGreedily(cutter, task);
      return;
    }
    let best = 0;
    if (this.#isLast(0)) this.#refine(cutter);
    else {
      this.#followUp(0, cutter, Infinity);
      best = this.#best;
    }
    candidates.recall(best, cutter);
    this.nx = candidates.normalX(best);
    this.ny = candidates.normalY(best);
  }

  #planGreedily(cutter: ConvexCutter, task: CutTask): void {
    this.#greedy.plan(cutter, task);
    this.nx = this.#greedy.nx;
    this.ny = this.#greedy.ny;
  }

  #begin(depth: number, light: number, heavy: number, area: number, side: CutSide): Level {
    const forest = this.#forest!;
    const level = this.#levels[depth]!;
    level.light = forest.splitOf(light);
    level.heavy = forest.splitOf(heavy);
    level.area = area;
    level.side = side;
    return level;
  }

  /** Whether the parts at this depth are not cut in turn. */
  #isLast(depth: number): boolean {
    const { light, heavy } = this.#levels[depth]!;
    return depth === this.#levels.length - 1 || (this.#forest!.isLeaf(light) && this.#forest!.isLeaf(heavy));
  }

  /** The least that a part which is no leaf is expected to cost: two parts that are nearly square. */
  #hope(part: number): number {
    const forest = this.#forest!;
    const [first, second] = [forest.first[part - forest.cells]!, forest.second[part - forest.cells]!];
    return HOPE * (factorOf(forest, first) + factorOf(forest, second));
  }

  /**
   * Measures the cuts of the ring in `cutter` in all the directions. Gathers the cheapest as candidates, or, at a
   * `glance`, only returns the least that one costs, or `limit`.
   */
  #measure(
    { candidates, light, heavy, area, side }: Level,
    cutter: ConvexCutter,
    glance: boolean,
    limit: number,
  ): number {
    const { x, y, count } = this.#directions;
    const meter = this.#meter;
    let least = limit;
    meter.load(cutter);
    meter.setParts(this.#forest!, light, heavy, LEAF);
    candidates.clear();
    for (let k = 0; k < count; k++) {
      meter.aim(cutter, x[k]!, y[k]!, area);
      for (let sign: 1 | -1 = side < 0 ? -1 : 1; ; sign = -1) {
        meter.limit = glance ? least : candidates.limit;
        meter.measureAimed(cutter, sign, area);
        if (meter.cost < meter.limit) {
          if (glance) least = meter.cost;
          else {
            cutter.aim(sign * x[k]!, sign * y[k]!);
            cutter.sweep(1, area);
            candidates.offer(meter.cost, meter.costOfCut, cutter, sign * x[k]!, sign * y[k]!);
          }
        }
        if (sign < 0 || side > 0) break;
      }
    }
    return least;
  }

  /** Cuts the parts of each candidate in turn; returns the least that comes to, or `limit`, and notes the best. */
  #followUp(depth: number, cutter: ConvexCutter, limit: number): number {
    const level = this.#levels[depth]!;
    const { candidates, light, heavy } = level;
    const lightIsLeaf = this.#forest!.isLeaf(light);
    const heavyIsLeaf = this.#forest!.isLeaf(heavy);
    const lightHope = lightIsLeaf ? 0 : this.#hope(light);
    const heavyHope = heavyIsLeaf ? 0 : this.#hope(heavy);
    const most = (depth === 0 ? FIRST_SPREAD : SPREAD) * candidates.cost(0);
    let best = 0;
    let least = limit;
    for (let k = 0; k < candidates.count && candidates.cost(k) <= most; k++) {
      const costOfCut = candidates.costOfCut(k);
      let cost = lightIsLeaf ? costOfCut : lightHope;
      cost += heavyIsLeaf ? candidates.cost(k) - costOfCut : heavyHope;
      if (cost >= least) continue;
      candidates.recall(k, cutter);
      const parts = this.#split(level, cutter);
      const { cutCorners, restCorners } = cutter;
      if (!heavyIsLeaf) {
        const room = least - cost + heavyHope;
        cost += this.#lookAt(depth + 1, parts, 2 * cutCorners, restCorners, heavy, room) - heavyHope;
      }
      if (!lightIsLeaf && cost < least) {
        const room = least - cost + lightHope;
        cost += this.#lookAt(depth + 1, parts, 0, cutCorners, light, room) - lightHope;
      }
      if (cost < TIE * least) {
        least = cost;
        best = k;
      }
    }
    this.#best = best;
    return least;
  }

  /** What it costs to cut a part as well as can be seen from here, or `limit`. */
  #lookAt(
    depth: number,
    points: Float64Array,
    from: number,
    corners: number,
    part: number,
    limit: number,
  ): number {
    const forest = this.#forest!;
    const { cutter } = this.#levels[depth]!;
    cutter.load(points, from, corners);
    forest.weigh(part);
    const { share } = forest;
    const side = this.#keepOrder ? (forest.isLightFirst ? 1 : -1) : 0;
    const level = this.#begin(depth, forest.light, forest.heavy, cutter.area * share, side);
    const directions = this.#directions;
    directions.takeSides(cutter);
    if (share < EVEN) directions.addTurns(this.#fewTurns);
    const isLast = this.#isLast(depth);
    const least = this.#measure(level, cutter, isLast, limit);
    return isLast ? least : this.#followUp(depth, cutter, limit);
  }

  /** Turns the best cut a little to either side, less and less, while that makes it better. */
  #refine(cutter: ConvexCutter): void {
    const { candidates, area } = this.#levels[0]!;
    const meter = this.#meter;
    let angle = Math.PI / 32;
    for (let step = 0; step < REFINEMENTS; step++, angle /= 2) {
      for (const turn of [angle, -angle]) {
        const cos = Math.cos(turn);
        const sin = Math.sin(turn);
        const x = candidates.normalX(0);
        const y = candidates.normalY(0);
        const nx = x * cos - y * sin;
        const ny = y * cos + x * sin;
        cutter.aim(nx, ny);
        cutter.sweep(1, area);
        meter.limit = candidates.cost(0);
        meter.measure(cutter, area);
        if (meter.cost < meter.limit) {
          candidates.offer(meter.cost, meter.costOfCut, cutter, nx, ny);
          break;
        }
      }
    }
  }

  #split(level: Level, cutter: ConvexCutter): Float64Array {
    level.parts = grown(level.parts, 4 * cutter.corners + 8);
    cutter.split(level.area, level.parts, 0);
    return level.parts;
  }
}
