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
 * best division of the first i. Rows are the same with other c, so both are sought at once.
 */
export class RowSearch {
  /** The shares of the children, what those from each on have together, and Σ 1/share of those before each. */
  #shares: Float64Array = new Float64Array(0);
  #left: Float64Array = new Float64Array(0);
  #inverse: Float64Array = new Float64Array(0);
  /** By how much the best rows of the children before each exceed asp 2 a cell, and the first child of the last row. */
  #inRows: Float64Array = new Float64Array(0);
  #rowStart: Int32Array = new Int32Array(0);
  /** The same for columns. */
  #inColumns: Float64Array = new Float64Array(0);
  #columnStart: Int32Array = new Int32Array(0);
  /** Whether the columns found last are fatter than the rows; of equals those that stand across the longer side. */
  isUpright = false;

  /** Begins with a family, whose weights come sorted. */
  read(weights: Float64Array, count: number): void {
    const shares = (this.#shares = grown(this.#shares, count + 1));
    const left = (this.#left = grown(this.#left, count + 1));
    const inverse = (this.#inverse = grown(this.#inverse, count + 1));
    this.#inRows = grown(this.#inRows, count + 1);
    this.#inColumns = grown(this.#inColumns, count + 1);
    this.#rowStart = grown(this.#rowStart, count + 1);
    this.#columnStart = grown(this.#columnStart, count + 1);
    const total = sumOf(weights, 0, count);
    left[count] = 0;
    for (let k = count - 1; k >= 0; k--) {
      shares[k] = weights[k]! / total;
      left[k] = left[k + 1]! + shares[k]!;
    }
    inverse[0] = 0;
    for (let k = 0; k < count; k++) inverse[k + 1] = inverse[k]! + 1 / shares[k]!;
  }

  /** A sum of asp that no rows and no columns of all children come below, as their first and their last ones tell. */
  atLeast(count: number, width: number, height: number): number {
    const left = this.#left;
    const inverse = this.#inverse;
    const tall = height / width;
    const flat = width / height;
    const all = inverse[count]!;
    // By how much the last row exceeds asp 2 a cell at least, and the last column, if they begin at child k or later.
    let lastRow = Infinity;
    let lastColumn = Infinity;
    let least = Math.min(flat + tall * all, tall + flat * all);
    for (let k = count - 1; k > 0; k--) {
      const after = left[k]!;
      const before = left[0]! - after;
      const spread = before * before * inverse[k]!;
      const rest = after * after * (all - inverse[k]!);
      const begin = 1 / before;
      const end = 1 / after;
      const squares = 2 * (count - k);
      lastRow = Math.min(lastRow, flat * end + rest * tall - squares);
      lastColumn = Math.min(lastColumn, tall * end + rest * flat - squares);
      const inRows = flat * begin + spread * tall + lastRow;
      const inColumns = tall * begin + spread * flat + lastColumn;
      least = Math.min(least, inRows + squares, inColumns + squares);
    }
    return least;
  }

  /** Seeks the best columns and the best rows of a run; returns the sum of the asp of the cells in the better. */
  search(first: number, end: number, width: number, height: number): number {
    const shares = this.#shares;
    const left = this.#left;
    const inverse = this.#inverse;
    const inRows = this.#inRows;
    const inColumns = this.#inColumns;
    const whole = left[first]! - left[end]!;
    const tall = (height / width) * whole;
    const flat = (width / height) * whole;
    inRows[first] = inColumns[first] = 0;
    for (let to = first + 1; to <= end; to++) {
      let rows = Infinity;
      let columns = Infinity;
      let rowStart = to - 1;
      let columnStart = to - 1;
      for (let from = to - 1; from >= first; from--) {
        const row = left[from]! - left[to]!;
        const inverses = inverse[to]! - inverse[from]!;
        const least = 2 * (to - from);
        const ownRow = flat / row + ((row * row) / flat) * inverses - least;
        const ownColumn = tall / row + ((row * row) / tall) * inverses - least;
        if (inRows[from]! + ownRow < rows) {
          rows = inRows[from]! + ownRow;
          rowStart = from;
        }
        if (inColumns[from]! + ownColumn < columns) {
          columns = inColumns[from]! + ownColumn;
          columnStart = from;
        }
        // From here on all cells are longer across the row than along it, and get longer still.
        const share = shares[from]!;
        if (ownRow > rows && row * row > flat * share && ownColumn > columns && row * row > tall * share)
          break;
      }
      inRows[to] = rows;
      inColumns[to] = columns;
      this.#rowStart[to] = rowStart;
      this.#columnStart[to] = columnStart;
    }
    const rows = inRows[end]!;
    const columns = inColumns[end]!;
    this.isUpright = columns < rows || (columns === rows && width >= height);
    return Math.min(rows, columns) + 2 * (end - first);
  }

  /** Lays the rows or columns that were found last. */
  lay(
    x: number,
    y: number,
    width: number,
    height: number,
    weights: Float64Array,
    first: number,
    end: number,
    cells: BoxWriter,
  ): void {
    const inColumns = this.isUpright;
    const start = inColumns ? this.#columnStart : this.#rowStart;
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
