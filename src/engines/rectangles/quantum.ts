import { MarquetryError } from "../../errors.ts";
import { grown } from "../../geometry/growing.ts";
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

/** Their areas have to be numbers as well, and what the strips between them waste. */
const MOST_UNITS = 2 ** 1000;
/** Widths tried for the strips of a family, as parts of what would be a square: few strips waste less than many. */
const WIDTHS = [1.35, 1.6];
/** Adds something to numbers too large to add 1 to. */
const STEP = 1 + 2 ** -50;

/**
 * Strips of cells that are grids of equal units, as of pictures: each leaf has whole rows and columns of them.
 *
 * A leaf of weight n has at least n / `per` units, rounded up, and less than one column of its grid more. All units of
 * a map have the same size, as large as the container allows, and lie on one grid; padding makes them smaller where it
 * is. Order is kept, in reading order. Whole units cannot have exact areas (`hasInexactAreas`), and rows of them do
 * not end in one line (`hasGaps`): the lighter the leaves, the more. An update lays all out anew.
 *
 * Of the paper's algorithms this is the quantum strip treemap, from the leaves up, so that families are grids too; of
 * two widths each family takes the one that wastes less. Where the paper widens cells to even the strips out, here
 * the rest is left empty.
 *
 * Time: for each family the number of children times that in a strip.
 *
 * Source: Bederson, Shneiderman, Wattenberg, *Ordered and quantum treemaps: making effective use of 2D space to display
 * hierarchies* (2002).
 *
 * @throws MarquetryError `bad-option` if `per` or `ratio` is not positive and finite, or, when it lays out, if there are
 * more than 2¹⁰⁰⁰ units
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
          for (let c = first, k = 4 * first; c < end; c++, k += 4) {
            cells.set(c, grids[k]! * wide, grids[k + 1]! * high, grids[k + 2]! * wide, grids[k + 3]! * high);
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
  if (!(weight[0]! / per < MOST_UNITS)) {
    const message = `quantum: ${weight[0]!} of weight, with ${per} to a unit, is more units than numbers can count: a larger per helps`;
    throw new MarquetryError("bad-option", message, { value: per });
  }
  const grids = new Float64Array(4 * size);
  const strips = new Strips(tree, grids, per, ratio);
  for (let i = size - 1; i >= 0; i--) {
    if (weight[i] === 0 || childCount[i] === 0) continue;
    // A square has so many rows for each column; the root is to fill the container.
    strips.fit(i, firstChild[i]!, firstChild[i]! + childCount[i]!, i === 0 ? shape : 1 / ratio);
  }
  if (size === 1) fitGrid(grids, unitsOf(weight[0]!, per), shape);
  return grids;
}

function unitsOf(weight: number, per: number): number {
  return Math.max(1, Math.ceil(weight / per));
}

/** The grid of a root without children, as near to the shape of the container as may be. */
function fitGrid(grids: Float64Array, units: number, square: number): void {
  const columns = Math.min(units, Math.max(1, Math.round(Math.sqrt(units * square))));
  grids[3] = Math.ceil(units / columns);
  grids[2] = Math.ceil(units / grids[3]);
}

/** Lays the children of one node at a time in strips. */
class Strips {
  readonly #tree: WeightedTree;
  readonly #grids: Float64Array;
  readonly #per: number;
  readonly #ratio: number;
  // The children that have a weight: their nodes, the units of leaves, and the grids of others, which are settled.
  #count = 0;
  #nodes: Int32Array = new Int32Array(32);
  #units: Float64Array = new Float64Array(32);
  #wide: Float64Array = new Float64Array(32);
  #high: Float64Array = new Float64Array(32);
  /** The columns that each of a strip has at the rows tried last. */
  #columns: Float64Array = new Float64Array(32);
  /** Place, columns and rows of each child, as laid last, and as is best. */
  #laid: Float64Array = new Float64Array(128);
  #best: Float64Array = new Float64Array(128);
  /** Columns and rows of all together, as laid last. */
  #across = 0;
  #down = 0;
  /** Rows of the strip filled last. */
  #rows = 0;
  /** Units of all children, and the columns of the widest grid. */
  #area = 0;
  #widest = 0;

  constructor(tree: WeightedTree, grids: Float64Array, per: number, ratio: number) {
    this.#tree = tree;
    this.#grids = grids;
    this.#per = per;
    this.#ratio = ratio;
  }

  /** Lays the children of node i in strips of the width that wastes less, and writes how large they are together. */
  fit(i: number, first: number, end: number, square: number): void {
    const grids = this.#grids;
    this.#read(first, end);
    let least = Infinity;
    let before = 0;
    for (const part of WIDTHS) {
      const width = Math.max(this.#widest, Math.round(part * Math.sqrt(this.#area * square)));
      if (width === before || !this.#lay(width, square, least)) continue;
      before = width;
      const longer = Math.max(this.#across / square, this.#down);
      if (!(longer < least)) continue;
      least = longer;
      grids[4 * i + 2] = this.#across;
      grids[4 * i + 3] = this.#down;
      const best = this.#laid;
      this.#laid = this.#best;
      this.#best = best;
    }
    const nodes = this.#nodes;
    const best = this.#best;
    for (let k = 0; k < this.#count; k++) {
      for (let j = 0; j < 4; j++) grids[4 * nodes[k]! + j] = best[4 * k + j]!;
    }
  }

  /** Takes the children that have a weight. */
  #read(first: number, end: number): void {
    const { weight, childCount } = this.#tree;
    if (end - first > this.#nodes.length) this.#grow(end - first);
    let area = 0;
    let widest = 1;
    let count = 0;
    for (let c = first; c < end; c++) {
      if (weight[c] === 0) continue;
      const isGrid = childCount[c]! > 0;
      const wide = isGrid ? this.#grids[4 * c + 2]! : 0;
      const high = isGrid ? this.#grids[4 * c + 3]! : 0;
      const units = isGrid ? 0 : unitsOf(weight[c]!, this.#per);
      this.#nodes[count] = c;
      this.#units[count] = units;
      this.#wide[count] = wide;
      this.#high[count++] = high;
      area += units + wide * high;
      if (wide > widest) widest = wide;
    }
    this.#count = count;
    this.#area = area;
    this.#widest = widest;
  }

  #grow(count: number): void {
    this.#nodes = grown(this.#nodes, count);
    this.#units = grown(this.#units, count);
    this.#wide = grown(this.#wide, count);
    this.#high = grown(this.#high, count);
    this.#columns = grown(this.#columns, count);
    this.#laid = grown(this.#laid, 4 * count);
    this.#best = grown(this.#best, 4 * count);
  }

  /** Lays all in strips; false as soon as they get higher than so many rows at least, or as much wider as a square. */
  #lay(width: number, square: number, most: number): boolean {
    const laid = this.#laid;
    let left = this.#area;
    let down = 0;
    let across = 0;
    for (let start = 0; start < this.#count;) {
      if (down + left / width >= most) return false;
      const end = this.#fill(start, width);
      const rows = this.#rows;
      let x = 0;
      for (let k = start; k < end; k++) {
        const isGrid = this.#wide[k]! > 0;
        const columns = isGrid ? this.#wide[k]! : Math.ceil(this.#units[k]! / rows);
        laid[4 * k] = x;
        laid[4 * k + 1] = down;
        laid[4 * k + 2] = columns;
        laid[4 * k + 3] = isGrid ? this.#high[k]! : rows;
        left -= isGrid ? columns * this.#high[k]! : this.#units[k]!;
        x += columns;
      }
      if (x >= most * square) return false;
      across = Math.max(across, x);
      down += rows;
      start = end;
    }
    this.#across = across;
    this.#down = down;
    return true;
  }

  /** Adds children to a strip while the mean ratio of sides in it gets no worse, and they fit at all. */
  #fill(start: number, width: number): number {
    const allUnits = this.#units;
    const wide = this.#wide;
    const high = this.#high;
    let rows = 0;
    let cost = Infinity;
    let units = 0;
    /** Columns of grids, and the least of the others. */
    let fixed = 0;
    let least = 0;
    /** Columns of all, and the sum of their ratios. */
    let columns = 0;
    let ratios = 0;
    let end = start;
    for (; end < this.#count; end++) {
      units += allUnits[end]!;
      fixed += wide[end]!;
      if (wide[end] === 0) least++;
      if (end > start && fixed + least > width) break;
      let higher = Math.max(rows, high[end]!, least > 0 ? Math.ceil(units / (width - fixed)) : 1);
      const own = wide[end] === 0 ? Math.ceil(allUnits[end]! / higher) : wide[end]!;
      let sum = 0;
      if (higher === rows && columns + own <= width) {
        columns += own;
        sum = ratios + this.#ratioOf(own, rows);
      } else {
        higher = this.#leastRows(start, end + 1, width, higher);
        columns = this.#columnsAt(start, end + 1, higher);
        for (let k = start; k <= end; k++) sum += this.#ratioOf(this.#columns[k]!, higher);
      }
      const changed = sum / (end + 1 - start);
      if (!(changed <= cost)) break;
      cost = changed;
      rows = higher;
      ratios = sum;
    }
    this.#rows = rows;
    return end;
  }

  /** The least rows, of so many at least, with which some children fit in a strip of this width. */
  #leastRows(from: number, to: number, width: number, low: number): number {
    if (this.#columnsAt(from, to, low) <= width) return low;
    let few = low;
    let step = 1;
    let many = Math.max(low + 1, low * STEP);
    while (this.#columnsAt(from, to, many) > width) {
      few = many;
      step *= 2;
      many = Math.max(many + step, many * STEP);
    }
    while (many - few > 1 && many > few * STEP) {
      const rows = few + Math.floor((many - few) / 2);
      if (this.#columnsAt(from, to, rows) <= width) many = rows;
      else few = rows;
    }
    return many;
  }

  #columnsAt(from: number, to: number, rows: number): number {
    const units = this.#units;
    const wide = this.#wide;
    const columns = this.#columns;
    let sum = 0;
    for (let k = from; k < to; k++) {
      columns[k] = wide[k]! > 0 ? wide[k]! : Math.ceil(units[k]! / rows);
      sum += columns[k]!;
    }
    return sum;
  }

  /** Longer to shorter side of a grid. */
  #ratioOf(columns: number, rows: number): number {
    const ratio = (columns * this.#ratio) / rows;
    return ratio > 1 ? ratio : 1 / ratio;
  }
}
