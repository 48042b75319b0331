import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { grown } from "../../../geometry/growing.ts";
import type { CutTask } from "../planners/planner.ts";
import { DIRECTIONS, MOST_CORNERS, TIE, TurnSearch } from "../planners/turn-search.ts";
import { GreedyPlanner } from "../planners/greedy-planner.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { AngularRules } from "./angular-rules.ts";
import { isLopsided, type LopsidedCount } from "./lopsided-count.ts";

/** Sum of the parts' (asp / 2)³ below which no further direction is tried. */
const ENOUGH: number = 2 * 1.1 ** 3;
/** Share of a part cut off below which nothing is proven. */
const NEXT_TO_NOTHING = 1e-18;
/** The sum of the parts' (asp / 2)³ above which a part is too thin for exact areas in it: asp 2000. */
const NEEDLE = 1000 ** 3;

/**
 * Chooses among the cuts that keep a proven bound the one of least asp₁³ + asp₂³, asp being diameter² / area.
 * Where it finds none it makes the one that the proof names.
 */
export class AngularPlanner extends TurnSearch {
  readonly #guarantee: AngularGuarantee;
  readonly #rules: AngularRules;
  readonly #mostCorners: number;
  /** Normals of the directions tried, turned so that the first is an axis. */
  readonly #normalX: Float64Array;
  readonly #normalY: Float64Array;

  /** The ring in which each of its directions was last tried, rings being counted. */
  #tried: Int32Array = new Int32Array(16);
  #ring = 0;
  readonly #greedy: GreedyPlanner = GreedyPlanner.shared;
  /** Whether the rules count; they do not where rounding has left no cut that keeps them. */
  #byRules = true;

  /** @param mostCorners - rings of more corners get the cuts of the proof without a search */
  constructor(guarantee: AngularGuarantee, counted: LopsidedCount, mostCorners: number = MOST_CORNERS) {
    super();
    this.#mostCorners = mostCorners;
    const { axisX, axisY } = guarantee;
    this.#guarantee = guarantee;
    this.#rules = new AngularRules(guarantee, counted);
    const turns = Array.from({ length: DIRECTIONS }, (_, k) => (k * Math.PI) / DIRECTIONS);
    this.#normalX = Float64Array.from(turns, (turn) => Math.cos(turn) * axisX - Math.sin(turn) * axisY);
    this.#normalY = Float64Array.from(turns, (turn) => Math.cos(turn) * axisY + Math.sin(turn) * axisX);
  }

  plan(cutter: ConvexCutter, task: CutTask): void {
    this.best = Infinity;
    this.#rules.load(cutter, task);
    if (cutter.corners <= this.#mostCorners) this.#searchRing(cutter, task.area, true);
    if (this.best === Infinity) this.#fallBack(cutter, task);
    this.recall(cutter);
    if (task.area < NEXT_TO_NOTHING * cutter.area) this.#avoidNeedle(cutter, task);
  }

  /** Leaves it to the greedy planner to cut a next to nothing off, of which nothing is proven, if it were a needle. */
  #avoidNeedle(cutter: ConvexCutter, task: CutTask): void {
    const { forest, light, heavy, area } = task;
    if (cutter.corners > this.#mostCorners) return;
    if (!(this.#costOf(cutter, area) > NEEDLE)) {
      this.recall(cutter);
      return;
    }
    this.#greedy.plan(cutter, { forest, light, heavy, area, side: 0 });
    this.nx = this.#greedy.nx;
    this.ny = this.#greedy.ny;
  }

  #costOf(cutter: ConvexCutter, area: number): number {
    this.meter.load(cutter);
    this.meter.limit = Infinity;
    cutter.aim(this.nx, this.ny);
    cutter.sweep(1, area);
    this.meter.measure(cutter, area);
    return this.meter.cost;
  }

  #searchRing(cutter: ConvexCutter, area: number, byRules: boolean): void {
    const { directions, width, height } = this.#rules;
    this.#tried = grown(this.#tried, directions.count);
    this.#ring++;
    this.#byRules = byRules;
    this.meter.load(cutter);
    this.search(cutter, area, TIE * height > width, ENOUGH);
  }

  protected override tryDirection(cutter: ConvexCutter, area: number, k: number): boolean {
    const { directions, sine } = this.#rules;
    const nx = this.#normalX[k]!;
    const ny = this.#normalY[k]!;
    const c = this.#byRules ? directions.near(-ny, nx, sine) : -1;
    if (c < 0) return this.#try(cutter, area, nx, ny, c);
    if (this.#tried[c] === this.#ring) return false;
    this.#tried[c] = this.#ring;
    return this.#try(cutter, area, directions.y[c]!, -directions.x[c]!, c);
  }

  /** Tries both sides of a direction; `c` is its number among the ring's, or −1. Whether it is the best so far. */
  #try(cutter: ConvexCutter, area: number, nx: number, ny: number, c: number): boolean {
    const before = this.best;
    const { meter } = this;
    meter.aim(cutter, nx, ny, area);
    for (let sign: 1 | -1 = 1; ; sign = -1) {
      meter.limit = this.best;
      meter.measureAimed(cutter, sign, area);
      if (meter.cost < TIE * this.best && this.#isAllowed(cutter, area, sign, nx, ny, c)) {
        this.take(cutter, sign * nx, sign * ny);
        this.best = meter.cost;
      }
      if (sign < 0) return this.best < before;
    }
  }

  /** Sweeps a line that was measured, and says whether the rules let it be a cut. */
  #isAllowed(cutter: ConvexCutter, area: number, sign: 1 | -1, nx: number, ny: number, c: number): boolean {
    cutter.aim(nx, ny);
    cutter.sweep(sign, area);
    return !this.#byRules || this.#rules.allows(cutter, nx, ny, c);
  }

  /** Makes the cut of the proof, or, if rounding has made that one bad, the best of all without regard to rules. */
  #fallBack(cutter: ConvexCutter, task: CutTask): void {
    const { area, forest, light, heavy } = task;
    if (isLopsided(forest, light, heavy)) this.#cutOff(cutter, area);
    else this.#cutAcross(cutter, area);
    if (cutter.corners > this.#mostCorners) return;
    this.meter.limit = Infinity;
    this.meter.measure(cutter, area);
    if (this.meter.cost > this.#rules.mostCost) this.#searchRing(cutter, area, false);
  }

  /** The cut of the proof for parts of at least a third: along an axis, across the greater width. */
  #cutAcross(cutter: ConvexCutter, area: number): void {
    const { axisX, axisY } = this.#guarantee;
    if (TIE * this.#rules.height > this.#rules.width) this.#make(cutter, area, -axisY, axisX, 1);
    else this.#make(cutter, area, axisX, axisY, 1);
  }

  /**
   * The cut of the proof for less than a third: in the middle of the widest gap between directions, or, where no
   * new one is left, parallel to an edge that has no parallel yet, and away from it.
   */
  #cutOff(cutter: ConvexCutter, area: number): void {
    const { directions } = this.#rules;
    const edge = this.#rules.isDirectionLeft ? -1 : directions.loneEdge();
    if (edge < 0) {
      const angle = directions.widestGap();
      this.#make(cutter, area, -Math.sin(angle), Math.cos(angle), 1);
      return;
    }
    const { x, y, corners } = cutter;
    const nx = directions.y[directions.of[edge]!]!;
    const ny = -directions.x[directions.of[edge]!]!;
    let beyond = 0;
    for (let k = 0; k < corners; k++) beyond += nx * (x[k]! - x[edge]!) + ny * (y[k]! - y[edge]!);
    this.#make(cutter, area, nx, ny, beyond < 0 ? 1 : -1);
  }

  #make(cutter: ConvexCutter, area: number, nx: number, ny: number, sign: 1 | -1): void {
    cutter.aim(nx, ny);
    cutter.sweep(sign, area);
    this.take(cutter, sign * nx, sign * ny);
  }
}
