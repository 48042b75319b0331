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
  #diagonal: Float64Array = new Float64Array(0);
  #pivot: Float64Array = new Float64Array(0);
  /** Sum of the entries right of the diagonal. */
  #upper: Float64Array = new Float64Array(0);
  #residual: Float64Array = new Float64Array(0);
  #direction: Float64Array = new Float64Array(0);
  #image: Float64Array = new Float64Array(0);
  #scratch: Float64Array = new Float64Array(0);
  #dense: Float64Array = new Float64Array(0);

  /** Takes over the sides that the cells of a triangulation share. */
  load({ count, slots, site, twin }: RegularTriangulation, { flow }: PowerCells): void {
    this.#count = count;
    this.#reserve(count, 3 * slots);
    const start = this.#start;
    const diagonal = this.#diagonal;
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
    if (this.#dense.length < size * size) this.#dense = new Float64Array(MOST_DENSE * MOST_DENSE);
    const matrix = this.#dense;
    matrix.fill(0, 0, size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = this.#diagonal[i]!;
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

  /** By preconditioned conjugate gradients. */
  #iterate(change: Float64Array, tolerance: number, out: Float64Array): void {
    const count = this.#count;
    const r = this.#residual;
    const p = this.#direction;
    const q = this.#image;
    const z = this.#scratch;
    this.#factorise();
    let mean = 0;
    for (let i = 0; i < count; i++) mean += change[i]!;
    mean /= count;
    let size = 0;
    for (let i = 0; i < count; i++) {
      out[i] = 0;
      r[i] = change[i]! - mean;
      size += r[i]! * r[i]!;
    }
    const enough = tolerance * tolerance * size;
    this.#precondition(r, z);
    p.set(z.subarray(0, count));
    let rz = dot(r, z, count);
    const most = FIRST_ITERATIONS + ITERATIONS * Math.sqrt(count);
    for (let k = 0; k < most && size > enough; k++) {
      this.#multiply(p, q);
      const step = rz / dot(p, q, count);
      if (!Number.isFinite(step)) return;
      size = 0;
      for (let i = 0; i < count; i++) {
        out[i]! += step * p[i]!;
        const left = r[i]! - step * q[i]!;
        r[i] = left;
        size += left * left;
      }
      this.#precondition(r, z);
      const next = dot(r, z, count);
      const turn = next / rz;
      rz = next;
      for (let i = 0; i < count; i++) p[i] = z[i]! + turn * p[i]!;
    }
  }

  /** Finds the pivots of the incomplete factorisation. */
  #factorise(): void {
    const count = this.#count;
    const start = this.#start;
    const column = this.#column;
    const value = this.#value;
    const pivot = this.#pivot;
    const upper = this.#upper;
    upper.fill(0, 0, count);
    for (let k = 0; k < start[count]!; k++) upper[column[k]!]! += value[k]!;
    for (let i = 0; i < count; i++) {
      let sum = this.#diagonal[i]!;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        const j = column[k]!;
        const own = value[k]!;
        sum -= (own * (own + RELAXATION * (upper[j]! - own))) / pivot[j]!;
      }
      const least = LEAST_PIVOT * this.#diagonal[i]!;
      pivot[i] = sum > least ? sum : least;
    }
  }

  #precondition(r: Float64Array, z: Float64Array): void {
    const count = this.#count;
    const start = this.#start;
    const column = this.#column;
    const value = this.#value;
    const pivot = this.#pivot;
    for (let i = 0; i < count; i++) {
      let sum = r[i]!;
      for (let k = start[i]!; k < start[i + 1]!; k++) sum += value[k]! * z[column[k]!]!;
      z[i] = sum / pivot[i]!;
    }
    for (let i = count - 1; i >= 0; i--) {
      const own = z[i]!;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        const j = column[k]!;
        z[j]! += (value[k]! * own) / pivot[j]!;
      }
    }
  }

  #multiply(p: Float64Array, q: Float64Array): void {
    const count = this.#count;
    const start = this.#start;
    const column = this.#column;
    const value = this.#value;
    for (let i = 0; i < count; i++) {
      const own = p[i]!;
      let sum = this.#diagonal[i]! * own;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        const j = column[k]!;
        const entry = value[k]!;
        sum -= entry * p[j]!;
        q[j]! -= entry * own;
      }
      q[i] = sum;
    }
  }

  #reserve(count: number, entries: number): void {
    if (this.#diagonal.length < count) {
      this.#start = new Int32Array(2 * count + 2);
      this.#diagonal = new Float64Array(2 * count);
      this.#pivot = new Float64Array(2 * count);
      this.#upper = new Float64Array(2 * count);
      this.#residual = new Float64Array(2 * count);
      this.#direction = new Float64Array(2 * count);
      this.#image = new Float64Array(2 * count);
      this.#scratch = new Float64Array(2 * count);
    }
    if (this.#value.length < entries / 2) {
      this.#column = new Int32Array(entries);
      this.#value = new Float64Array(entries);
    }
  }
}

function dot(a: Float64Array, b: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += a[i]! * b[i]!;
  return sum;
}
