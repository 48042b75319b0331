import { ClippedCells } from "../geometry/power/clipped-cells.ts";
import { scaleToUnit } from "../geometry/power/frame.ts";
import { toGrid } from "../geometry/power/predicates.ts";
import { ringArea, ringBounds } from "../geometry/ring.ts";
import type { PolygonEngine, PowerSolver } from "../engines/engine.ts";

/** Greatest relative area error with which cells are taken. */
const ENOUGH = 1e-11;
/** The same of their outlines, which have lost corners that only rounding parts. */
const ENOUGH_OF_OUTLINE = 1e-10;
/** Before sites move, the areas are brought within this of their targets. */
const BEFORE_MOVE = 0.3;
/** How far sites go towards the centroids, which follow them. */
const MOVE = 1.4;
const MOVE_HALVINGS = 6;
/** Corners of the outline for each cell, up to which it is looked at all pairs of corners of a cell to make it fatter. */
const MOST_CORNERS = 40;
/** Where areas cannot be solved for, or a cell is in pieces, sites move on so often. */
const MORE_MOVES = 4;

/** Where a site lies in the frame of a room, and its weight; not a number where it is not known. */
export type Site = readonly [x: number, y: number, weight: number];

/** The cells of some sites in a room, in a frame that begins at (x, y) of the room's. */
export interface PowerRoom {
  readonly x: number;
  readonly y: number;
  /** The rings of each cell, the outer one first. */
  readonly cells: readonly (readonly Float64Array[])[];
  readonly sites: readonly Site[];
}

/** Divides rooms of any shape by power diagrams clipped to them, every cell of which is in one piece. */
export class PowerRooms {
  readonly #cells: ClippedCells = new ClippedCells();
  readonly #solver: PowerSolver;
  readonly #moves: NonNullable<PolygonEngine["powers"]>["moves"];

  constructor({ moves, solver }: NonNullable<PolygonEngine["powers"]>) {
    this.#moves = moves;
    this.#solver = solver(this.#cells);
  }

  /**
   * Divides a room among some nodes; null where areas cannot be solved for, or where a cell would be in pieces.
   *
   * @param outline - the outline of the room, as in loops.ts
   * @param weights - of the nodes
   * @param start - where sites are to begin; where all weights are known, they stay as they are as far as they can
   * @param mayHaveHoles - of each node
   */
  divide(
    outline: Float64Array,
    weights: readonly number[],
    start: readonly Site[],
    mayHaveHoles: readonly boolean[],
  ): PowerRoom | null {
    const solver = this.#solver;
    const corners = outline.length / 2;
    const { x0, y0, x1, y1 } = ringBounds(outline, 0, corners);
    const scale = scaleToUnit(Math.max(x1 - x0, y1 - y0));
    const room = outline.map((at, k) => (at - (k % 2 === 0 ? x0 : y0)) * scale);
    const area = ringArea(room, 0, corners);
    const count = weights.length;
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    solver.begin(count, room, corners);
    const { mesh, targets } = solver;
    const isKnown = start.every(([, , weight]) => !Number.isNaN(weight));
    start.forEach(([x, y, weight], k) => {
      targets[k] = area * (weights[k]! / whole);
      mesh.x[k] = toGrid(clamp((x - x0) * scale));
      mesh.y[k] = toGrid(clamp((y - y0) * scale));
      mesh.w[k] = weight * scale * scale;
    });
    if (!(isKnown ? solver.retake() : solver.start())) return null;
    if (this.#cells.isTorn) return null;
    if (!isKnown) this.#relax(corners, count);
    for (let k = 0; k <= MORE_MOVES; k++) {
      const isSolved = solver.solve() && solver.error <= ENOUGH;
      const cells = isSolved ? this.#read(count, mayHaveHoles) : null;
      if (cells) {
        const sites = start.map((_, i): Site => [
          mesh.x[i]! / scale + x0,
          mesh.y[i]! / scale + y0,
          mesh.w[i]! / scale / scale,
        ]);
        return {
          x: x0,
          y: y0,
          cells: cells.map((rings) => rings.map((ring) => ring.map((at) => at / scale))),
          sites,
        };
      }
      if (!solver.moveToCentroids(MOVE / 2, MOVE_HALVINGS)) return null;
    }
    return null;
  }

  #relax(corners: number, count: number): void {
    const solver = this.#solver;
    const { toCentroids, toFatter } = this.#moves;
    for (let k = 0; k < toCentroids; k++)
      if (!solver.solve(BEFORE_MOVE) || !solver.moveToCentroids(MOVE, MOVE_HALVINGS)) return;
    if (corners <= MOST_CORNERS * count) solver.fatten(toFatter);
  }

  /** The rings of all cells; null if one is in pieces, touches itself or has a hole that it may not have. */
  #read(count: number, mayHaveHoles: readonly boolean[]): Float64Array[][] | null {
    const all: Float64Array[][] = [];
    for (let k = 0; k < count; k++) {
      const rings = this.#cells.rings(k);
      const areas = rings.map((ring) => ringArea(ring, 0, ring.length / 2));
      const isWhole =
        areas.filter((area) => area > 0).length === 1 && (rings.length === 1 || mayHaveHoles[k]!);
      const sum = areas.reduce((a, b) => a + b, 0);
      if (!isWhole || !(Math.abs(sum / this.#solver.targets[k]! - 1) <= ENOUGH_OF_OUTLINE)) return null;
      all.push(rings);
    }
    return all;
  }
}

/** Sites must lie within the triangle round them, wherever an earlier map had them. */
function clamp(at: number): number {
  return Math.min(1, Math.max(-1, at));
}
