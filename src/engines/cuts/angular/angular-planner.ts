import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { type AngularBudget, isLopsided } from "./angular-budget.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { AngularRules } from "./angular-rules.ts";
import { CutMeter } from "../planners/cut-meter.ts";
import type { CutPlanner, CutTask } from "../planners/planner.ts";

/** Directions tried, over a half turn; one too near to an edge or an axis gives way to theirs. */
const DIRECTIONS = 16;
/** How far to turn from the middle: the main directions, then pairs round the best so far, closer and closer. */
const TURNS = [0, 8, 4, 12, 2, -2, 1, -1];
const MAIN_TURNS = 4;
/** Sum of the parts' (asp / 2)³ below which no further direction is tried: two squares have 2. */
const GOOD_ENOUGH = 2 * 1.25 ** 3;
/** Beyond this many corners the exact measure, which takes their square, gives way to the cuts of the proof. */
const MOST_CORNERS = 256;

/**
 * Chooses among the cuts that keep a proven bound the one of least asp₁³ + asp₂³, asp being diameter² / area.
 * Where it finds none it makes the one that the proof names.
 */
export class AngularPlanner implements CutPlanner {
  nx = 1;
  ny = 0;
  readonly #guarantee: AngularGuarantee;
  readonly #rules: AngularRules;
  readonly #mostCorners: number;
  readonly #meter: CutMeter = new CutMeter();
  /** Normals of the directions tried, turned so that the first is an axis. */
  readonly #normalX: Float64Array;
  readonly #normalY: Float64Array;

  /** The ring in which each of its directions was last tried, rings being counted. */
  #tried: Int32Array = new Int32Array(16);
  #ring = 0;
  #best = Infinity;
  #l = 0;
  #p = 0;
  #r = 0;

  /** @param mostCorners - rings of more corners get the cuts of the proof without a search */
  constructor(guarantee: AngularGuarantee, budget: AngularBudget, mostCorners: number = MOST_CORNERS) {
    this.#mostCorners = mostCorners;
    const { axisX, axisY } = guarantee;
    this.#guarantee = guarantee;
    this.#rules = new AngularRules(guarantee, budget);
    const turns = Array.from({ length: DIRECTIONS }, (_, k) => (k * Math.PI) / DIRECTIONS);
    this.#normalX = Float64Array.from(turns, (turn) => Math.cos(turn) * axisX - Math.sin(turn) * axisY);
    this.#normalY = Float64Array.from(turns, (turn) => Math.cos(turn) * axisY + Math.sin(turn) * axisX);
  }

  plan(cutter: ConvexCutter, task: CutTask): void {
    this.#best = Infinity;
    this.#rules.load(cutter, task);
    if (cutter.corners <= this.#mostCorners) this.#search(cutter, task.area, true);
    if (this.#best === Infinity) this.#fallBack(cutter, task);
    cutter.l = this.#l;
    cutter.p = this.#p;
    cutter.r = this.#r;
  }

  /** Tries the main directions, then turns closer and closer round the best, until one is good enough. */
  #search(cutter: ConvexCutter, area: number, byRules: boolean): void {
    const { directions, sine, width, height } = this.#rules;
    if (this.#tried.length < directions.count) this.#tried = new Int32Array(2 * directions.count);
    this.#ring++;
    this.#meter.load(cutter);
    let middle = height > width ? DIRECTIONS / 2 : 0;
    let bestTurn = middle;
    for (let turn = 0; turn < TURNS.length && this.#best >= GOOD_ENOUGH; turn++) {
      if (turn >= MAIN_TURNS && turn % 2 === 0) middle = bestTurn;
      const k = (middle + TURNS[turn]! + DIRECTIONS) % DIRECTIONS;
      let nx = this.#normalX[k]!;
      let ny = this.#normalY[k]!;
      const c = byRules ? directions.near(-ny, nx, sine) : -1;
      if (c >= 0) {
        if (this.#tried[c] === this.#ring) continue;
        this.#tried[c] = this.#ring;
        nx = directions.y[c]!;
        ny = -directions.x[c]!;
      }
      if (this.#try(cutter, area, nx, ny, c, byRules)) bestTurn = k;
    }
  }

  /** Tries both sides of a direction; `c` is its number among the ring's, or −1. Whether it is the best so far. */
  #try(cutter: ConvexCutter, area: number, nx: number, ny: number, c: number, byRules: boolean): boolean {
    const before = this.#best;
    const meter = this.#meter;
    cutter.aim(nx, ny);
    for (let sign: 1 | -1 = 1; ; sign = -1) {
      cutter.sweep(sign, area);
      meter.limit = this.#best;
      meter.measure(cutter, area);
      if (meter.cost < this.#best && (!byRules || this.#rules.allows(cutter, nx, ny, c))) {
        this.#take(cutter, sign * nx, sign * ny);
        this.#best = meter.cost;
      }
      if (sign < 0) return this.#best < before;
    }
  }

  /** Makes the cut of the proof, or, if rounding has made that one bad, the best of all without regard to rules. */
  #fallBack(cutter: ConvexCutter, task: CutTask): void {
    const { area, forest, light, heavy } = task;
    if (isLopsided(forest, light, heavy)) this.#cutOff(cutter, area);
    else this.#cutAcross(cutter, area);
    if (cutter.corners > this.#mostCorners) return;
    this.#meter.limit = Infinity;
    this.#meter.measure(cutter, area);
    if (this.#meter.cost > this.#rules.mostCost) this.#search(cutter, area, false);
  }

  /** The cut of the proof for parts of at least a third: along an axis, across the greater width. */
  #cutAcross(cutter: ConvexCutter, area: number): void {
    const { axisX, axisY } = this.#guarantee;
    if (this.#rules.height > this.#rules.width) this.#make(cutter, area, -axisY, axisX, 1);
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
    this.#take(cutter, sign * nx, sign * ny);
  }

  #take(cutter: ConvexCutter, nx: number, ny: number): void {
    this.nx = nx;
    this.ny = ny;
    this.#l = cutter.l;
    this.#p = cutter.p;
    this.#r = cutter.r;
  }
}
