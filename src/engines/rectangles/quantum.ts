import type { WeightedTree } from "../../model/weighted-tree.ts";
import { number, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { boxCells, type Box } from "../../partition/box-cells.ts";
import type { RectEngine } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";

/** Options of {@link quantum}. */
export interface QuantumOptions {
  /** Weight that one unit stands for; 1 by default: a weight is a number of pictures, of rows, of people. */
  readonly per?: number;
  /** Width of a unit to its height; 1 by default. */
  readonly ratio?: number;
}

export const quantumOptions: OptionTable<QuantumOptions> = {
  per: /* @__PURE__ */ number({ above: 0 }, 1),
  ratio: /* @__PURE__ */ number({ above: 0 }, 1),
};

export const quantumHelp: OptionHelp<QuantumOptions> = {
  per: "weight that one unit stands for",
  ratio: "width of a unit to its height",
};

/** Widths tried for the strips of a family, as parts of what would be a square. */
const WIDTHS = [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.35, 1.5];
/** Where more rows than this are too few, each child gets one column: they are not looked for one by one. */
const MANY_ROWS = 2 ** 30;

/**
 * Strips of cells that are grids of equal units, as of pictures: each leaf has whole rows and columns of them.
 *
 * A leaf of weight n has at least n / `per` units, rounded up, and less than one column of its grid more. All units of
 * a map have the same size, as large as the container allows, and lie on one grid; padding makes them smaller where it
 * is. Order is kept, in reading order. Whole units cannot have exact areas (`hasInexactAreas`), and rows of them do
 * not end in one line (`hasGaps`): the lighter the leaves, the more. An update lays all out anew.
 *
 * Of the paper's algorithms this is the quantum strip treemap, from the leaves up, so that families are grids too; of
 * some widths each family takes the one that wastes least. Where the paper widens cells to even the strips out, here
 * the rest is left empty.
 *
 * Time: for each family the number of children times that in a strip.
 *
 * Source: Bederson, Shneiderman, Wattenberg, *Ordered and quantum treemaps: making effective use of 2D space to display
 * hierarchies* (2002).
 *
 * @throws MarquetryError `bad-option` if `per` or `ratio` is not positive and finite
 * @example layout(tree, { engine: quantum({ ratio: 4 / 3 }), container: [960, 600] });
 */
export function quantum(options?: QuantumOptions): RectEngine {
  const settled = readOptions<QuantumOptions, "per" | "ratio">("quantum", quantumOptions, options);
  return {
    ...boxCells,
    name: "quantum",
    description: "grids of equal units in strips; order kept, whole units in place of exact areas",
    options: settled,
    hasGaps: true,
    hasInexactAreas: true,
    bound: () => null,
    partition(tree, region, cells) {
      const shape = (region.x1 - region.x0) / (region.y1 - region.y0) / settled.ratio;
      const grids = gridsOf(tree, settled, shape);
      const room: Box = { x: 0, y: 0, width: 0, height: 0 };
      eachFamily(tree, (i, first, end) => {
        cells.open(i, room);
        if (room.width > 0 && room.height > 0 && tree.weight[i]! > 0) {
          const high = Math.min(
            room.height / grids[4 * i + 3]!,
            room.width / grids[4 * i + 2]! / settled.ratio,
          );
          const wide = high * settled.ratio;
          for (let c = first; c < end; c++) {
            const [x, y, columns, rows] = grids.subarray(4 * c, 4 * c + 4) as unknown as [
              number,
              number,
              number,
              number,
            ];
            cells.set(c, x * wide, y * high, columns * wide, rows * high);
          }
        }
        cells.close(i);
      });
      return undefined;
    },
  };
}

/** Place in its family, columns and rows of each node, in units, from the leaves up. */
function gridsOf(tree: WeightedTree, { per, ratio }: Required<QuantumOptions>, shape: number): Float64Array {
  const { size, childCount, firstChild, weight } = tree;
  const grids = new Float64Array(4 * size);
  for (let i = size - 1; i >= 0; i--) {
    if (weight[i] === 0) continue;
    // A square has so many rows for each column; the root is to fill the container.
    const square = i === 0 ? shape : 1 / ratio;
    if (childCount[i] === 0) fitGrid(grids, i, unitsOf(weight[i]!, per), square);
    else new Family(tree, grids, per, ratio).fit(i, firstChild[i]!, firstChild[i]! + childCount[i]!, square);
  }
  return grids;
}

function unitsOf(weight: number, per: number): number {
  return Math.max(1, Math.ceil(weight / per));
}

/** A grid for so many units, as near to a square as may be. */
function fitGrid(grids: Float64Array, i: number, units: number, square: number): void {
  const columns = Math.min(units, Math.max(1, Math.round(Math.sqrt(units * square))));
  const rows = Math.ceil(units / columns);
  grids[4 * i + 3] = rows;
  grids[4 * i + 2] = Math.ceil(units / rows);
}

/** The children of a node in strips. */
class Family {
  readonly #tree: WeightedTree;
  readonly #grids: Float64Array;
  readonly #per: number;
  readonly #ratio: number;

  constructor(tree: WeightedTree, grids: Float64Array, per: number, ratio: number) {
    this.#tree = tree;
    this.#grids = grids;
    this.#per = per;
    this.#ratio = ratio;
  }

  /** Lays the children of node i in strips of the width that wastes least, and writes how large they are together. */
  fit(i: number, first: number, end: number, square: number): void {
    const grids = this.#grids;
    let area = 0;
    let widest = 1;
    for (let c = first; c < end; c++) {
      area += this.#isGrid(c) ? grids[4 * c + 2]! * grids[4 * c + 3]! : this.#units(c);
      if (this.#isGrid(c)) widest = Math.max(widest, grids[4 * c + 2]!);
    }
    let least = Infinity;
    let best = 0;
    for (const part of WIDTHS) {
      const width = Math.max(widest, Math.round(part * Math.sqrt(area * square)));
      this.#lay(i, first, end, width);
      const side = Math.max(grids[4 * i + 2]! / square, grids[4 * i + 3]!);
      if (!(side < least)) continue;
      least = side;
      best = width;
    }
    this.#lay(i, first, end, best);
  }

  #lay(i: number, first: number, end: number, width: number): void {
    const grids = this.#grids;
    let y = 0;
    let most = 0;
    for (let start = first; start < end;) {
      let next = start + 1;
      let rows = this.#rowsFor(start, next, width);
      let cost = this.#cost(start, next, rows);
      while (next < end) {
        const higher = this.#rowsFor(start, next + 1, width);
        const changed = higher < Infinity ? this.#cost(start, next + 1, higher) : Infinity;
        if (!(changed <= cost)) break;
        rows = higher;
        cost = changed;
        next++;
      }
      let x = 0;
      for (let c = start; c < next; c++) {
        const isGrid = this.#isGrid(c);
        const columns = this.#columns(c, rows);
        if (columns > 0 && !isGrid) {
          grids[4 * c + 2] = columns;
          grids[4 * c + 3] = rows;
        }
        grids[4 * c] = x;
        grids[4 * c + 1] = y;
        x += columns;
      }
      most = Math.max(most, x);
      y += rows;
      start = next;
    }
    grids[4 * i + 2] = most;
    grids[4 * i + 3] = y;
  }

  /** The least rows with which some children fit in a strip of this width; Infinity where they never do. */
  #rowsFor(from: number, to: number, width: number): number {
    let rows = 0;
    let units = 0;
    let least = 0;
    let most = 0;
    for (let c = from; c < to; c++) {
      if (this.#tree.weight[c] === 0) continue;
      if (this.#isGrid(c)) rows = Math.max(rows, this.#grids[4 * c + 3]!);
      else {
        units += this.#units(c);
        most = Math.max(most, this.#units(c));
      }
      least += this.#isGrid(c) ? this.#grids[4 * c + 2]! : 1;
    }
    if (least > width && to > from + 1) return Infinity;
    rows = Math.max(rows, Math.ceil(units / width));
    for (;;) {
      let columns = 0;
      for (let c = from; c < to; c++) columns += this.#columns(c, rows);
      if (columns <= width) return rows;
      rows = Math.max(rows > MANY_ROWS ? most : rows + 1, Math.ceil((rows * columns) / width) - 1);
    }
  }

  /** The mean ratio of sides in a strip. */
  #cost(from: number, to: number, rows: number): number {
    let sum = 0;
    let count = 0;
    for (let c = from; c < to; c++) {
      const columns = this.#columns(c, rows);
      if (columns === 0) continue;
      const ratio = (columns * this.#ratio) / rows;
      sum += Math.max(ratio, 1 / ratio);
      count++;
    }
    return count === 0 ? Infinity : sum / count;
  }

  #columns(c: number, rows: number): number {
    if (this.#tree.weight[c] === 0) return 0;
    return this.#isGrid(c) ? this.#grids[4 * c + 2]! : Math.ceil(this.#units(c) / rows);
  }

  #units(c: number): number {
    return this.#tree.weight[c] === 0 ? 0 : unitsOf(this.#tree.weight[c]!, this.#per);
  }

  /** Whether the grid of a child is settled: it has children of its own. */
  #isGrid(c: number): boolean {
    return this.#tree.childCount[c]! > 0;
  }
}
