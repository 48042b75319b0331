import { grown } from "../../geometry/growing.ts";
import { layRow, type BoxWriter } from "./slices.ts";
import { sumOf } from "./sums.ts";

/**
 * Finds the fattest rows, or columns, of a run of children sorted by falling weight, each row as wide as the room:
 * those with the least sum of asp.
 *
 * In a room H high and W wide of children that weigh T, a column of weight q is W · q/T wide, and a cell of weight w in it
 * H · w/q high. So with c = H · T/W the asp of its cells adds up to c/q + q²/c · Σ 1/w, which takes no time with sums
 * over the first children. The best division of the first j children ends with a column of those from i on, after the
 * best division of the first i.
 */
export class RowSearch {
  /** The shares of the children, what those from each on have together, and Σ 1/share of those before each. */
  #shares: Float64Array = new Float64Array(0);
  #left: Float64Array = new Float64Array(0);
  #inverse: Float64Array = new Float64Array(0);
  /** By how much the best rows of the children before each exceed asp 2 a cell, and the first child of the last row, or column. */
  #excess: Float64Array = new Float64Array(0);
  readonly #starts: [rows: Int32Array, columns: Int32Array] = [new Int32Array(0), new Int32Array(0)];

  /** Begins with a family, whose weights come sorted. */
  read(weights: Float64Array, count: number): void {
    const shares = (this.#shares = grown(this.#shares, count + 1));
    const left = (this.#left = grown(this.#left, count + 1));
    const inverse = (this.#inverse = grown(this.#inverse, count + 1));
    this.#excess = grown(this.#excess, count + 1);
    for (const k of [0, 1] as const) this.#starts[k] = grown(this.#starts[k], count + 1);
    const total = sumOf(weights, 0, count);
    left[count] = 0;
    for (let k = count - 1; k >= 0; k--) {
      shares[k] = weights[k]! / total;
      left[k] = left[k + 1]! + shares[k]!;
    }
    inverse[0] = 0;
    for (let k = 0; k < count; k++) inverse[k + 1] = inverse[k]! + 1 / shares[k]!;
  }

  /** Seeks the best columns, or rows, of a run; returns the sum of the asp of its cells. */
  search(first: number, end: number, width: number, height: number, inColumns: boolean): number {
    const shares = this.#shares;
    const left = this.#left;
    const inverse = this.#inverse;
    const excess = this.#excess;
    const start = this.#starts[inColumns ? 1 : 0];
    const stretch = (inColumns ? height / width : width / height) * (left[first]! - left[end]!);
    excess[first] = 0;
    for (let to = first + 1; to <= end; to++) {
      let best = Infinity;
      let bestFrom = to - 1;
      for (let from = to - 1; from >= first; from--) {
        const row = left[from]! - left[to]!;
        const depth = (row * row) / stretch;
        const own = stretch / row + depth * (inverse[to]! - inverse[from]!) - 2 * (to - from);
        const sum = excess[from]! + own;
        if (sum < best) {
          best = sum;
          bestFrom = from;
        }
        // From here on all cells are longer across the row than along it, and get longer still.
        if (own > best && depth > shares[from]!) break;
      }
      excess[to] = best;
      start[to] = bestFrom;
    }
    return excess[end]! + 2 * (end - first);
  }

  /** Lays the rows, or columns, that were found last. */
  lay(
    x: number,
    y: number,
    width: number,
    height: number,
    weights: Float64Array,
    first: number,
    end: number,
    inColumns: boolean,
    cells: BoxWriter,
  ): void {
    const start = this.#starts[inColumns ? 1 : 0];
    const total = sumOf(weights, first, end);
    let after = inColumns ? x + width : y + height;
    for (let to = end; to > first; to = start[to]!) {
      const from = start[to]!;
      const weight = sumOf(weights, from, to);
      const depth = (inColumns ? width : height) * (weight / total);
      // The first row lies at the very border.
      after = from === first ? (inColumns ? x : y) : after - depth;
      if (inColumns) layRow(false, after, y, depth, height, weights, from, to, weight, cells);
      else layRow(true, x, after, width, depth, weights, from, to, weight, cells);
    }
  }
}
