import { grown } from "../../geometry/growing.ts";
import type { PowerCells } from "../../geometry/power/cells.ts";
import type { RegularTriangulation } from "../../geometry/power/triangulation.ts";

/** Up to this many sites a dense factorisation is quicker than iterating. */
const MOST_DENSE = 32;
/** Part of the dropped fill that goes to the diagonal: all of it would make the last pivot 0. */
const RELAXATION = 0.98;
/** Least pivot, as a part of the diagonal. */
const LEAST_PIVOT = 1e-3;
/** Iterations per square root of the number of sites, and to begin with; far more than ever seen. */
const ITERATIONS = 12;
const FIRST_ITERATIONS = 60;

type Vectors = ReturnType<typeof vectorsOf>;

/** What has a number for each site. */
function vectorsOf(length: number) {
  const make = () => new Float64Array(length);
  return {
    diagonal: make(),
    pivot: make(),
    inverse: make(),
    /** Sum of the entries right of the diagonal. */
    upper: make(),
    residual: make(),
    direction: make(),
    image: make(),
    swept: make(),
  };
}

/**
 * The matrix of how areas change with weights: of row i, column j ≠ i it is −(length of the side between the cells)
 * / (2 × distance of the sites), and rows sum to 0. It is the Laplacian of a weighted graph.
 *
 * Few sites are solved by Cholesky, many by conjugate gradients, preconditioned by an incomplete Cholesky
 * factorisation without fill that keeps the row sums (Gustafsson, A class of first order factorization methods,
 * 1978), for which the number of iterations grows as the fourth root of the number of sites.
 */
export class Laplacian {
  #count = 0;
  /** The entries below the diagonal, row by row, their signs turned. */
  #start: Int32Array = new Int32Array(0);
  #column: Int32Array = new Int32Array(0);
  #value: Float64Array = new Float64Array(0);
  #vectors: Vectors = vectorsOf(0);
  #dense: Float64Array = new Float64Array(0);

  /** Takes over the sides that the cells of a triangulation share. */
  load({ count, slots, site, twin }: RegularTriangulation, { flow }: Pick<PowerCells, "flow">): void {
    this.#count = count;
    if (count > this.#vectors.pivot.length) this.#vectors = vectorsOf(2 * count);
    this.#start = grown(this.#start, count + 2);
    // Every side has two edges.
    this.#column = grown(this.#column, (3 * slots) / 2);
    this.#value = grown(this.#value, (3 * slots) / 2);
    const start = this.#start;
    const { diagonal } = this.#vectors;
    start.fill(0, 0, count + 2);
    diagonal.fill(0, 0, count);
    for (let e = 0; e < 3 * slots; e++) {
      const other = twin[e]!;
      if (other < e || !(flow[e]! > 0)) continue;
      const i = site[e]!;
      const j = site[other]!;
      start[(i > j ? i : j) + 2]!++;
      diagonal[i]! += flow[e]!;
      diagonal[j]! += flow[e]!;
    }
    for (let i = 2; i <= count + 1; i++) start[i]! += start[i - 1]!;
    // start[i + 1] is where row i goes on; at the end it is where row i + 1 begins.
    for (let e = 0; e < 3 * slots; e++) {
      const other = twin[e]!;
      if (other < e || !(flow[e]! > 0)) continue;
      const i = site[e]!;
      const j = site[other]!;
      const place = start[(i > j ? i : j) + 1]!++;
      this.#column[place] = i > j ? j : i;
      this.#value[place] = flow[e]!;
    }
  }

  /**
   * Solves for the weights that change the areas by `change`, whose sum is 0, and leaves them in `out`.
   *
   * @param tolerance - relative size of the residual
   */
  solve(change: Float64Array, tolerance: number, out: Float64Array): void {
    if (this.#count <= MOST_DENSE) this.#solveDense(change, out);
    else this.#iterate(change, tolerance, out);
  }

  /** By Cholesky, with the last weight held at 0. */
  #solveDense(change: Float64Array, out: Float64Array): void {
    const size = this.#count - 1;
    this.#dense = grown(this.#dense, size * size);
    const matrix = this.#dense.fill(0, 0, size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = this.#vectors.diagonal[i]!;
      for (let k = this.#start[i]!; k < this.#start[i + 1]!; k++)
        matrix[i * size + this.#column[k]!] = -this.#value[k]!;
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = matrix[i * size + j]!;
        for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[j * size + k]!;
        if (i === j) matrix[i * size + i] = Math.sqrt(sum > 0 ? sum : Infinity);
        else matrix[i * size + j] = sum / matrix[j * size + j]!;
      }
    }
    for (let i = 0; i < size; i++) {
      let sum = change[i]!;
      for (let k = 0; k < i; k++) sum -= matrix[i * size + k]! * out[k]!;
      out[i] = sum / matrix[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = out[i]!;
      for (let k = i + 1; k < size; k++) sum -= matrix[k * size + i]! * out[k]!;
      out[i] = sum / matrix[i * size + i]!;
    }
    out[size] = 0;
  }

  /**
   * By preconditioned conjugate gradients, in the form of Eisenstat, Efficient implementation of a class of
   * preconditioned conjugate gradient methods (1981): with C = D − L, D the pivots and L what lies below the
   * diagonal, the matrix is C + Cᵀ less a diagonal, so one sweep up and one down do for it and its preconditioner.
   */
  #iterate(change: Float64Array, tolerance: number, out: Float64Array): void {
    const count = this.#count;
    const { residual: r, direction: p, image: q, swept: t, pivot, diagonal } = this.#vectors;
    this.#factorise();
    let mean = 0;
    for (let i = 0; i < count; i++) mean += change[i]!;
    mean /= count;
    for (let i = 0; i < count; i++) q[i] = change[i]! - mean;
    this.#sweepDown(q, r);
    let size = 0;
    for (let i = 0; i < count; i++) {
      out[i] = 0;
      p[i] = pivot[i]! * r[i]!;
      size += r[i]! * p[i]!;
    }
    const enough = tolerance * tolerance * size;
    const most = FIRST_ITERATIONS + ITERATIONS * Math.sqrt(count);
    for (let k = 0; k < most && size > enough; k++) {
      this.#sweepUp(p, t);
      for (let i = 0; i < count; i++) q[i] = p[i]! + (diagonal[i]! - 2 * pivot[i]!) * t[i]!;
      this.#sweepDown(q, q);
      let bend = 0;
      for (let i = 0; i < count; i++) {
        q[i]! += t[i]!;
        bend += p[i]! * q[i]!;
      }
      const step = size / bend;
      if (!Number.isFinite(step)) return;
      let next = 0;
      for (let i = 0; i < count; i++) {
        out[i]! += step * t[i]!;
        const left = r[i]! - step * q[i]!;
        r[i] = left;
        next += left * left * pivot[i]!;
      }
      const turn = next / size;
      size = next;
      for (let i = 0; i < count; i++) p[i] = pivot[i]! * r[i]! + turn * p[i]!;
    }
  }

  /** Solves C v = u from the first row down; u and v may be the same array. */
  #sweepDown(u: Float64Array, v: Float64Array): void {
    const [start, column, value] = [this.#start, this.#column, this.#value];
    const { inverse } = this.#vectors;
    for (let i = 0, k = 0; i < this.#count; i++) {
      let sum = u[i]!;
      for (const end = start[i + 1]!; k < end; k++) sum += value[k]! * v[column[k]!]!;
      v[i] = sum * inverse[i]!;
    }
  }

  /** Solves Cᵀ v = u from the last row up. */
  #sweepUp(u: Float64Array, v: Float64Array): void {
    const [start, column, value] = [this.#start, this.#column, this.#value];
    const { inverse } = this.#vectors;
    v.set(u.subarray(0, this.#count));
    for (let i = this.#count - 1; i >= 0; i--) {
      const own = v[i]! * inverse[i]!;
      v[i] = own;
      for (let k = start[i]!; k < start[i + 1]!; k++) v[column[k]!]! += value[k]! * own;
    }
  }

  /** Finds the pivots of the incomplete factorisation. */
  #factorise(): void {
    const count = this.#count;
    const [start, column, value] = [this.#start, this.#column, this.#value];
    const { diagonal, pivot, inverse, upper } = this.#vectors;
    upper.fill(0, 0, count);
    for (let k = 0; k < start[count]!; k++) upper[column[k]!]! += value[k]!;
    for (let i = 0; i < count; i++) {
      let sum = diagonal[i]!;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        const j = column[k]!;
        const own = value[k]!;
        sum -= own * (own + RELAXATION * (upper[j]! - own)) * inverse[j]!;
      }
      const least = LEAST_PIVOT * diagonal[i]!;
      pivot[i] = sum > least ? sum : least;
      inverse[i] = 1 / pivot[i]!;
    }
  }
}
