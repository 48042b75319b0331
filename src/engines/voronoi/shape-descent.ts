import { grown } from "../../geometry/growing.ts";
import type { SiteCells } from "../../geometry/power/cells.ts";
import type { RegularTriangulation } from "../../geometry/power/triangulation.ts";
import type { Laplacian } from "./laplacian.ts";

/** Relative residual of the linear solve: directions need not be exact. */
const TOLERANCE = 0.2;
/** The cost of a cell is half the square of its diameter over its area, to this power: thin cells count most. */
const POWER = 4;
/**
 * Which two corners are farthest apart changes as sites move. Pairs whose squared distance is beyond this part of the
 * greatest count with it, by their share of it to the power of 32: so the gradient does not jump.
 */
const NEAR = 0.87;

/**
 * How sites have to move so that cells become fatter: the gradient of Σ (diameter² / 2 area)ᵖ over all cells, where the
 * weights follow the sites so that areas stay as they are.
 *
 * A corner where cells i, j and k meet has the same power from all three sites, and one on a wall from two; from that
 * follows how it moves with sites and weights. How weights follow takes one solve of the Laplacian of areas, by the
 * adjoint of that equation.
 */
export class ShapeDescent {
  /** Derivative of the cost by each site's place. */
  gradX: Float64Array = new Float64Array(0);
  gradY: Float64Array = new Float64Array(0);
  /** Sum of the costs. */
  cost = 0;
  #byWeight: Float64Array = new Float64Array(0);
  #adjoint: Float64Array = new Float64Array(0);
  /** Twice the middle of the side between two cells, of each half-edge. */
  #middleX: Float64Array = new Float64Array(0);
  #middleY: Float64Array = new Float64Array(0);
  /** Of a cell, the pairs of corners that count: both, and what they count over their squared distance. */
  readonly #pairs: number[] = [];

  /** Measures the cells, which must have been evaluated, and finds the gradient; the Laplacian must be loaded. */
  find(mesh: RegularTriangulation, cells: SiteCells, laplacian: Laplacian): void {
    const { count } = mesh;
    this.gradX = grown(this.gradX, count).fill(0, 0, count);
    this.gradY = grown(this.gradY, count).fill(0, 0, count);
    this.#byWeight = grown(this.#byWeight, count).fill(0, 0, count);
    this.#adjoint = grown(this.#adjoint, count);
    this.#middleX = grown(this.#middleX, 3 * mesh.slots);
    this.#middleY = grown(this.#middleY, 3 * mesh.slots);
    this.cost = 0;
    for (let i = 0; i < count; i++) this.#addDiameter(mesh, cells, i);
    laplacian.solve(this.#byWeight, TOLERANCE, this.#adjoint);
    this.#addAreas(mesh, cells);
  }

  #addDiameter(mesh: RegularTriangulation, cells: SiteCells, i: number): void {
    const corners = cells.ring(mesh, i);
    const { points } = cells;
    const { sides } = cells;
    let most = 0;
    for (let a = 0; a < corners; a++) {
      const e = sides[a]!;
      if (e >= 0) {
        const next = a + 1 === corners ? 0 : a + 1;
        this.#middleX[e] = points[2 * a]! + points[2 * next]!;
        this.#middleY[e] = points[2 * a + 1]! + points[2 * next + 1]!;
      }
      for (let b = a + 1; b < corners; b++) {
        const dx = points[2 * a]! - points[2 * b]!;
        const dy = points[2 * a + 1]! - points[2 * b + 1]!;
        const squared = dx * dx + dy * dy;
        if (squared > most) most = squared;
      }
    }
    const found = this.#pairs;
    const near = NEAR * most;
    let sum = 0;
    let pairs = 0;
    for (let a = 0; a < corners; a++) {
      for (let b = a + 1; b < corners; b++) {
        const dx = points[2 * a]! - points[2 * b]!;
        const dy = points[2 * a + 1]! - points[2 * b + 1]!;
        const squared = dx * dx + dy * dy;
        if (!(squared > near)) continue;
        const share = power32(squared / most);
        sum += share;
        found[pairs++] = a;
        found[pairs++] = b;
        found[pairs++] = share / squared;
      }
    }
    const half = most / (2 * cells.areas[i]!);
    const cost = half * half * half * half;
    this.cost += cost;
    const factor = (2 * POWER * cost) / sum;
    for (let k = 0; k < pairs; k += 3) {
      const a = found[k]!;
      const b = found[k + 1]!;
      const fx = factor * found[k + 2]! * (points[2 * a]! - points[2 * b]!);
      const fy = factor * found[k + 2]! * (points[2 * a + 1]! - points[2 * b + 1]!);
      this.#addCorner(mesh, cells, i, a, corners, fx, fy);
      this.#addCorner(mesh, cells, i, b, corners, -fx, -fy);
    }
  }

  /** Adds what follows from the derivative of the cost by corner k of the ring of cell i. */
  #addCorner(
    mesh: RegularTriangulation,
    { points, sides }: SiteCells,
    i: number,
    k: number,
    corners: number,
    gx: number,
    gy: number,
  ): void {
    const { x, y, site, twin } = mesh;
    const px = points[2 * k]!;
    const py = points[2 * k + 1]!;
    const before = k === 0 ? corners - 1 : k - 1;
    const e = sides[before]!;
    const f = sides[k]!;
    if (e < 0 && f < 0) return;
    if (e >= 0 && f >= 0) {
      const j = site[twin[e]!]!;
      const h = site[twin[f]!]!;
      const ax = x[j]! - x[i]!;
      const ay = y[j]! - y[i]!;
      const bx = x[h]! - x[i]!;
      const by = y[h]! - y[i]!;
      const det = 2 * (ax * by - ay * bx);
      if (!(Math.abs(det) > 0)) return;
      const first = (gx * by - gy * bx) / det;
      const second = (ax * gy - ay * gx) / det;
      this.#add(mesh, i, first + second, px, py);
      this.#add(mesh, j, -first, px, py);
      this.#add(mesh, h, -second, px, py);
      return;
    }
    // On a wall, along the side of the ring that lies on it.
    const [edge, at] = e >= 0 ? [e, k] : [f, before];
    const next = at + 1 === corners ? 0 : at + 1;
    const tx = points[2 * next]! - points[2 * at]!;
    const ty = points[2 * next + 1]! - points[2 * at + 1]!;
    const j = site[twin[edge]!]!;
    const along = 2 * ((x[j]! - x[i]!) * tx + (y[j]! - y[i]!) * ty);
    if (!(Math.abs(along) > 0)) return;
    const mass = (gx * tx + gy * ty) / along;
    this.#add(mesh, i, mass, px, py);
    this.#add(mesh, j, -mass, px, py);
  }

  #add({ x, y }: RegularTriangulation, i: number, mass: number, px: number, py: number): void {
    this.#byWeight[i]! += mass;
    this.gradX[i]! += 2 * mass * (px - x[i]!);
    this.gradY[i]! += 2 * mass * (py - y[i]!);
  }

  /** Adds what follows from the weights that keep the areas as they are. */
  #addAreas({ slots, site, twin, x, y, count }: RegularTriangulation, { flow }: SiteCells): void {
    const adjoint = this.#adjoint;
    for (let e = 0; e < 3 * slots; e++) {
      const i = site[e]!;
      if (i < 0 || i >= count || !(flow[e]! > 0)) continue;
      const factor = flow[e]! * (adjoint[i]! - adjoint[site[twin[e]!]!]!);
      this.gradX[i]! -= factor * (this.#middleX[e]! - 2 * x[i]!);
      this.gradY[i]! -= factor * (this.#middleY[e]! - 2 * y[i]!);
    }
  }
}

/** Five squarings: a call of the general power takes as long as all the rest of a pair. */
function power32(x: number): number {
  const x4 = x * x * (x * x);
  const x16 = x4 * x4 * (x4 * x4);
  return x16 * x16;
}
