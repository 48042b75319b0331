import { grown } from "../../geometry/growing.ts";
import type { PowerCells, SiteCells } from "../../geometry/power/cells.ts";
import { toGrid } from "../../geometry/power/predicates.ts";
import { RegularTriangulation } from "../../geometry/power/triangulation.ts";
import { Laplacian } from "./laplacian.ts";
import { ShapeDescent } from "./shape-descent.ts";

/** Relative area error aimed at, in the worst cell. */
const GOAL = 1e-12;
/** Newton steps, and halvings of one step, after which the solver gives up. */
const MOST_STEPS = 60;
const MOST_HALVINGS = 24;
/** A step must leave every cell at least this part of what it had, counted in its target and from 1 at the most. */
const LEAST_LEFT = 0.25;
/** Relative residual of a linear solve: this part of the area error, within limits. */
const SOLVE_FACTOR = 0.1;
const LOOSEST = 0.05;
const TIGHTEST = 1e-10;
/** Below this error, a step that does not halve it is rounding. */
const NEAR_ROUNDING = 1e-9;
/** Start weights are tried at these parts of area / π: with area / π, two disks of those areas would touch at the border. */
const START_FACTORS = [1, 0.5, 0.25];
/** A start is good enough if every cell has this part of its target. */
const GOOD_START = 0.1;
/** Before sites move down the gradient of what cells cost, areas are brought within this of their targets. */
const ROUGH = 0.4;
/** Length of the first such step, where cells of area 1 are concerned, and the longest one that is taken. */
const FATTEN_STEP = 0.02;
/** Steps get shorter by the first factor, by the second where cells have become thinner, but not shorter than this. */
const SHORTENED = 0.7;
const SHORTER = 0.5;
const FATTEN_LEAST = 0.004;
const FATTEN_REACH = 0.15;
const FATTEN_HALVINGS = 7;
/** Weights beyond these would reach the triangle round the sites. */
const MOST_WEIGHT = 8;

/**
 * Finds the weights of a power diagram whose cells have given areas in a convex room, by damped Newton steps.
 *
 * Coordinates lie within −1 … 1. The areas are the gradient of a concave function of the weights, so there is
 * one solution but for a constant, and Newton steps damped so that no cell vanishes come to it (Kitagawa, Mérigot,
 * Thibert, Convergence of a Newton algorithm for semi-discrete optimal transport, 2019). Steps and halvings are
 * limited all the same.
 */
export class AreaSolver<C extends SiteCells = PowerCells> {
  readonly mesh: RegularTriangulation = new RegularTriangulation();
  readonly cells: C;
  /** Area that each cell is to have. */
  targets: Float64Array = new Float64Array(0);
  /** Greatest relative area error, after `evaluate`. */
  error: number = Infinity;
  /** Newton steps taken since `begin`. */
  steps: number = 0;

  readonly #laplacian: Laplacian = new Laplacian();
  readonly #descent: ShapeDescent = new ShapeDescent();
  #sum = Infinity;
  #least = 0;
  /** Whether the triangulation has all sites, so that flips can repair it. */
  #isWhole = false;
  /** Whether the sites have been brought into an order for building. */
  #isOrdered = false;
  #weights: Float64Array = new Float64Array(0);
  #change: Float64Array = new Float64Array(0);
  #step: Float64Array = new Float64Array(0);
  #oldX: Float64Array = new Float64Array(0);
  #oldY: Float64Array = new Float64Array(0);

  constructor(cells: C) {
    this.cells = cells;
  }

  /** Begins with a number of sites in a room; `mesh.x`, `y`, `w` and `targets` are to be filled in. */
  begin(count: number, room: Float64Array, corners: number): void {
    this.mesh.reserve(count);
    this.cells.enter(room, corners);
    this.steps = 0;
    this.#isWhole = false;
    this.#isOrdered = false;
    this.targets = grown(this.targets, count);
    this.#weights = grown(this.#weights, count);
    this.#change = grown(this.#change, count);
    this.#step = grown(this.#step, count);
    this.#oldX = grown(this.#oldX, count);
    this.#oldY = grown(this.#oldY, count);
  }

  /** Chooses weights in proportion to the targets under which every site has a cell; false if there are none. */
  start(): boolean {
    const { mesh, targets } = this;
    for (const factor of START_FACTORS) {
      for (let i = 0; i < mesh.count; i++) mesh.w[i] = (factor / Math.PI) * targets[i]!;
      if (this.evaluate() && this.#least >= GOOD_START) return true;
      if (this.cells.isTorn === true) return false;
    }
    return this.#startFromShrunk();
  }

  /**
   * Starts from weights under which any distinct sites have cells in the room, wherever they lie. Sites p have the
   * same diagram as their images q = λp, seen from a point of the room, if weights w make |q|² − w' = λ (|p|² − w).
   * With λ so small that all q lie in a disk within the room, w' = 0 gives each a cell, and w = (1 − λ) |p|².
   */
  #startFromShrunk(): boolean {
    const { mesh, cells } = this;
    const { count, x, y, w } = mesh;
    let farthest = 0;
    for (let i = 0; i < count; i++) {
      w[i] = (x[i]! - cells.midX) ** 2 + (y[i]! - cells.midY) ** 2;
      farthest = Math.max(farthest, w[i]!);
    }
    const shrunk = Math.min(1, cells.reach / Math.sqrt(farthest));
    let mean = 0;
    for (let i = 0; i < count; i++) {
      w[i]! *= 1 - shrunk;
      mean += w[i]! / count;
    }
    for (let i = 0; i < count; i++) w[i]! -= mean;
    return this.evaluate();
  }

  /** Measures the cells under the present weights and sites; false if one of them has no area. */
  evaluate(): boolean {
    const { mesh, cells, targets } = this;
    if (!this.#isWhole || !mesh.repair()) {
      mesh.build(this.#isOrdered);
      this.#isOrdered = true;
      this.#isWhole = mesh.hidden === 0;
      if (!this.#isWhole) return false;
    }
    cells.measure(mesh);
    let worst = 0;
    let sum = 0;
    let least = Infinity;
    for (let i = 0; i < mesh.count; i++) {
      const ratio = cells.areas[i]! / targets[i]!;
      const error = ratio - 1;
      sum += error * error;
      if (ratio < least) least = ratio;
      if (!(Math.abs(error) <= worst)) worst = Math.abs(error);
    }
    this.error = worst;
    this.#sum = sum;
    this.#least = least;
    return least > 0;
  }

  /** Takes over sites and weights that have been changed from outside; false if a site has no cell. */
  retake(): boolean {
    this.#isWhole = false;
    return this.evaluate();
  }

  /** Takes Newton steps until the worst relative error is at most `enough`, or rounding is reached; false if stuck. */
  solve(enough: number = GOAL): boolean {
    for (let k = 0; k < MOST_STEPS && this.error > enough; k++) {
      const before = this.error;
      if (!this.newton()) return before <= NEAR_ROUNDING;
      if (before <= NEAR_ROUNDING && this.error > before / 2) break;
    }
    return true;
  }

  /** Takes one damped Newton step from cells that all have an area; false, with all as before, if none can be taken. */
  newton(): boolean {
    const { mesh, cells, targets } = this;
    const { count, w } = mesh;
    const weights = this.#weights;
    const step = this.#step;
    for (let i = 0; i < count; i++) {
      weights[i] = w[i]!;
      this.#change[i] = targets[i]! - cells.areas[i]!;
    }
    this.#laplacian.load(mesh, cells);
    const tolerance = Math.min(LOOSEST, Math.max(TIGHTEST, SOLVE_FACTOR * this.error));
    this.#laplacian.solve(this.#change, tolerance, step);
    const mean = step.subarray(0, count).reduce((a, b) => a + b) / count;
    const [sum, floor] = [this.#sum, LEAST_LEFT * Math.min(1, this.#least)];
    const isRounding = this.error <= NEAR_ROUNDING;
    let part = 1;
    for (let k = 0; k < MOST_HALVINGS; k++, part /= 2) {
      if (!this.#moveWeights(part, mean)) continue;
      if (!this.evaluate() || this.#least < floor) continue;
      if (Math.sqrt(this.#sum) <= (1 - part / 4) * Math.sqrt(sum)) {
        this.steps++;
        return true;
      }
      if (isRounding) break;
    }
    w.set(weights.subarray(0, count));
    this.evaluate();
    return false;
  }

  /** Sets the weights to those before plus a part of the step; false if they would be too far apart. */
  #moveWeights(part: number, mean: number): boolean {
    const { count, w } = this.mesh;
    for (let i = 0; i < count; i++) {
      const next = this.#weights[i]! + part * (this.#step[i]! - mean);
      if (!(Math.abs(next) <= MOST_WEIGHT)) return false;
      w[i] = next;
    }
    return true;
  }

  /**
   * Moves every site towards the centroid of its cell, by `factor` times the way there, or half of that and so on
   * while a cell would vanish; false, with all as before, if no such move can be made.
   */
  moveToCentroids(factor: number, halvings: number): boolean {
    const { mesh, cells } = this;
    const { count, x, y } = mesh;
    const [oldX, oldY, toX, toY] = [this.#oldX, this.#oldY, this.#change, this.#step];
    const centroid = new Float64Array(2);
    for (let i = 0; i < count; i++) {
      cells.centroid(mesh, i, centroid);
      oldX[i] = x[i]!;
      oldY[i] = y[i]!;
      toX[i] = centroid[0]! - x[i]!;
      toY[i] = centroid[1]! - y[i]!;
    }
    let part = factor;
    for (let k = 0; k <= halvings; k++, part /= 2) {
      for (let i = 0; i < count; i++) {
        x[i] = toGrid(oldX[i]! + part * toX[i]!);
        y[i] = toGrid(oldY[i]! + part * toY[i]!);
      }
      this.#isWhole &&= mesh.isPlane();
      if (this.evaluate() && this.#least >= GOOD_START) return true;
    }
    x.set(oldX.subarray(0, count));
    y.set(oldY.subarray(0, count));
    this.#isWhole = false;
    this.evaluate();
    return false;
  }

  /**
   * Moves all sites, some times over, so that thin cells become fatter while areas stay about as they are. If that
   * leads nowhere, all is as it was before the last move.
   */
  fatten(times: number): void {
    const { mesh } = this;
    const { count, x, y, w } = mesh;
    let step = FATTEN_STEP;
    let before = Infinity;
    for (let k = 0; k < times; k++) {
      if (!this.#bring(ROUGH)) return;
      this.#laplacian.load(mesh, this.cells);
      this.#descent.find(mesh, this.cells, this.#laplacian);
      if (k > 0) step = Math.max(FATTEN_LEAST, step * (this.#descent.cost > before ? SHORTER : SHORTENED));
      before = this.#descent.cost;
      const old = [x.slice(0, count), y.slice(0, count), w.slice(0, count)] as const;
      if (this.#moveDown(step) && this.#bring(ROUGH)) continue;
      x.set(old[0]);
      y.set(old[1]);
      w.set(old[2]);
      this.#isWhole = false;
      this.evaluate();
      return;
    }
  }

  /** Brings areas within some error; false if that cannot be done. */
  #bring(error: number): boolean {
    for (let k = 0; k < MOST_STEPS && this.error > error; k++) if (!this.newton()) return false;
    return true;
  }

  /** Moves sites against the gradient just found, half as far and so on while a cell would vanish; false if one would. */
  #moveDown(step: number): boolean {
    const { mesh, targets } = this;
    const { count, x, y } = mesh;
    const { gradX, gradY } = this.#descent;
    const [oldX, oldY] = [this.#oldX, this.#oldY];
    for (let i = 0; i < count; i++) {
      oldX[i] = x[i]!;
      oldY[i] = y[i]!;
      const scale = step * targets[i]!;
      const length = Math.sqrt(gradX[i]! * gradX[i]! + gradY[i]! * gradY[i]!) * scale;
      const most = FATTEN_REACH * Math.sqrt(targets[i]!);
      const kept = -scale * (length > most ? most / length : 1);
      gradX[i]! *= kept;
      gradY[i]! *= kept;
    }
    for (let k = 0, part = 1; k < FATTEN_HALVINGS; k++, part /= 2) {
      for (let i = 0; i < count; i++) {
        x[i] = toGrid(oldX[i]! + part * gradX[i]!);
        y[i] = toGrid(oldY[i]! + part * gradY[i]!);
      }
      this.#isWhole &&= mesh.isPlane();
      if (this.evaluate() && this.#least >= GOOD_START) return true;
    }
    return false;
  }
}
