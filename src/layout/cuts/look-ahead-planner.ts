import { ConvexCutter } from "../../geometry/convex-cut.ts";
import { Candidates } from "./candidates.ts";
import { LEAF } from "./cell-cost.ts";
import { CutMeter } from "./cut-meter.ts";
import { Directions } from "./directions.ts";
import type { CutForest } from "./forest.ts";
import { GreedyPlanner } from "./greedy-planner.ts";
import type { CutPlanner, CutSide, CutTask } from "./planner.ts";

/** How far and how widely cuts are thought through. */
export interface LookAhead {
  /** How many of the cheapest cuts are followed up, at each level that is. */
  readonly width: readonly number[];
  /** How many directions are tried, at each level and at the last one, which is only looked at. */
  readonly directions: readonly number[];
}

/** The least that a part can be hoped to cost: a square costs 1. Cuts that cannot become the best are not followed. */
const HOPE = 0.95;
/** Cost per part, in units of a square's, below which a look at a part tries no further direction. */
const GOOD_ENOUGH = 1.25 ** 3;
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
 * The cost of a part is (asp / 2)³. A cut that is best by itself often leaves a right-angled corner or a long
 * strip for a child of much less weight than its sibling; looking ahead, the parent gets the right shape first.
 */
export class LookAheadPlanner implements CutPlanner {
  nx = 1;
  ny = 0;
  readonly #look: LookAhead;
  readonly #keepOrder: boolean;
  readonly #levels: readonly Level[];
  readonly #meter: CutMeter = new CutMeter();
  readonly #directions: Directions = new Directions(16);
  readonly #greedy: GreedyPlanner = new GreedyPlanner();
  #forest: CutForest | undefined;
  #cost = 0;

  constructor(look: LookAhead, keepOrder: boolean) {
    this.#look = look;
    this.#keepOrder = keepOrder;
    this.#levels = look.directions.map((_, depth) => ({
      cutter: new ConvexCutter(),
      candidates: new Candidates(look.width[depth] ?? 1),
      parts: new Float64Array(128),
      light: 0,
      heavy: 0,
      area: 0,
      side: 0,
    }));
  }

  plan(cutter: ConvexCutter, task: CutTask): void {
    if (cutter.corners > MOST_CORNERS) {
      this.#greedy.plan(cutter, task);
      this.nx = this.#greedy.nx;
      this.ny = this.#greedy.ny;
      return;
    }
    this.#forest = task.forest;
    this.#begin(0, task.light, task.heavy, task.area, task.side);
    const best = this.#choose(0, cutter, Infinity);
    const { candidates } = this.#levels[0]!;
    candidates.recall(best, cutter);
    this.nx = candidates.normalX(best);
    this.ny = candidates.normalY(best);
  }

  #begin(depth: number, light: number, heavy: number, area: number, side: CutSide): void {
    const level = this.#levels[depth]!;
    level.light = this.#goalOf(light);
    level.heavy = this.#goalOf(heavy);
    level.area = area;
    level.side = side;
  }

  #goalOf(part: number): number {
    return part < this.#forest!.cells ? this.#forest!.goal[part]! : part;
  }

  #isLeaf(goal: number): boolean {
    return goal < this.#forest!.cells;
  }

  #factor(goal: number): number {
    return this.#isLeaf(goal) ? LEAF : 1;
  }

  /** The least that a part which is no leaf can be hoped to cost: two squares. */
  #hope(goal: number): number {
    const { first, second, cells } = this.#forest!;
    const parts =
      this.#factor(this.#goalOf(first[goal - cells]!)) + this.#factor(this.#goalOf(second[goal - cells]!));
    return HOPE * parts;
  }

  /**
   * Finds the best cut of the ring in `cutter`, and returns its place among the candidates of this depth; what it
   * ends up costing is left in `#cost`, or `limit` if that is not undercut.
   */
  #choose(depth: number, cutter: ConvexCutter, limit: number): number {
    const { candidates, light, heavy } = this.#levels[depth]!;
    const isLast = depth === this.#levels.length - 1 || (this.#isLeaf(light) && this.#isLeaf(heavy));
    candidates.clear();
    this.#meter.load(cutter);
    this.#meter.expect(this.#forest!, light, heavy, LEAF);
    const enough = isLast && depth > 0 ? GOOD_ENOUGH * (this.#factor(light) + this.#factor(heavy)) : 0;
    this.#tryDirections(depth, cutter, enough);
    if (!isLast) return this.#followUp(depth, cutter, limit);
    if (depth === 0) this.#refine(cutter);
    this.#cost = candidates.cost(0);
    return 0;
  }

  /** Cuts the parts of each candidate in turn, and returns the place of the one that ends best. */
  #followUp(depth: number, cutter: ConvexCutter, limit: number): number {
    const level = this.#levels[depth]!;
    const { candidates, light, heavy } = level;
    const lightIsLeaf = this.#isLeaf(light);
    const heavyIsLeaf = this.#isLeaf(heavy);
    const lightHope = lightIsLeaf ? 0 : this.#hope(light);
    const heavyHope = heavyIsLeaf ? 0 : this.#hope(heavy);
    let best = 0;
    let least = limit;
    for (let k = 0; k < candidates.count; k++) {
      const costOfCut = candidates.costOfCut(k);
      let cost = lightIsLeaf ? costOfCut : lightHope;
      cost += heavyIsLeaf ? candidates.cost(k) - costOfCut : heavyHope;
      if (cost >= least) continue;
      candidates.recall(k, cutter);
      const parts = this.#split(level, cutter);
      const { cutCorners, restCorners } = cutter;
      if (!heavyIsLeaf) {
        cost +=
          this.#lookAt(depth + 1, parts, 2 * cutCorners, restCorners, heavy, least - cost + heavyHope) -
          heavyHope;
      }
      if (!lightIsLeaf && cost < least) {
        cost += this.#lookAt(depth + 1, parts, 0, cutCorners, light, least - cost + lightHope) - lightHope;
      }
      if (cost < least) {
        least = cost;
        best = k;
      }
    }
    this.#cost = least;
    return best;
  }

  /** What it costs to cut a part as well as can be seen from here. */
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
    const first = forest.first[part - forest.cells]!;
    const second = forest.second[part - forest.cells]!;
    const firstWeight = forest.weightOf(first);
    const secondWeight = forest.weightOf(second);
    const firstIsLight = firstWeight <= secondWeight;
    const share = (firstIsLight ? firstWeight : secondWeight) / (firstWeight + secondWeight);
    const light = firstIsLight ? first : second;
    const side = this.#keepOrder ? (firstIsLight ? 1 : -1) : 0;
    this.#begin(depth, light, first + second - light, cutter.area * share, side);
    this.#choose(depth, cutter, limit);
    return this.#cost;
  }

  /** Offers the cuts of all directions of this depth, until one costs no more than `enough`. */
  #tryDirections(depth: number, cutter: ConvexCutter, enough: number): void {
    const { candidates, area, side } = this.#levels[depth]!;
    const { cos, sin } = this.#directions;
    const meter = this.#meter;
    const directions = this.#look.directions[depth]!;
    for (let k = 0; k < directions; k++) {
      cutter.aim(cos[k]!, sin[k]!);
      for (let sign: 1 | -1 = side < 0 ? -1 : 1; ; sign = -1) {
        cutter.sweep(sign, area);
        const cost = meter.measure(cutter, area, candidates.limit);
        candidates.offer(cost, meter.costOfCut, cutter, sign * cos[k]!, sign * sin[k]!);
        if (sign < 0 || side > 0) break;
      }
      if (candidates.cost(0) <= enough) return;
    }
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
        const cost = meter.measure(cutter, area, candidates.cost(0));
        if (cost < candidates.cost(0)) {
          candidates.offer(cost, meter.costOfCut, cutter, nx, ny);
          break;
        }
      }
    }
  }

  #split(level: Level, cutter: ConvexCutter): Float64Array {
    const needed = 4 * cutter.corners + 8;
    if (level.parts.length < needed) level.parts = new Float64Array(2 * needed);
    cutter.split(level.area, level.parts, 0);
    return level.parts;
  }
}
