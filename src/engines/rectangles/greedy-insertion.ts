import { grown } from "../../geometry/growing.ts";
import { readOptions } from "../../options/read-options.ts";
import { boxCells } from "../../partition/box-cells.ts";
import { Slot } from "../../partition/slots.ts";
import type { Box, BoxCells, Engine, RectEngine } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";
import { joinBeside, KeptFamily } from "../kept-family.ts";
import { keepRows, UNLISTED, type DivideFamily, type RowMemory } from "../kept-rows.ts";
import { TIE } from "./sums.ts";

/** Families up to so many children are laid out after each child that is inserted, as in the paper. */
const MOST_ONE_BY_ONE = 128;
/** In larger ones so great a part of the cells, the worst, take a child each before the next layout. */
const PART_AT_ONCE = 1 / 16;

/**
 * Child after child inserted into the cell that is thinnest at that moment, across its longer side: a treemap made
 * for data that come and go.
 *
 * An update keeps all cuts, and inserts children that are new in the same way, so few cells move. Shapes are fair on
 * trees sorted by falling weight, without a limit. The paper lays all out again after each child; here, in families of
 * more than 128, a sixteenth of the cells takes a child each in between. Children are taken in the tree's order, which the
 * paper leaves open.
 *
 * Time: n² in the number of children up to 128, n log n beyond.
 *
 * Source: Vernier, Comba, Telea, *A stable greedy insertion treemap algorithm for software evolution visualization*
 * (2018).
 *
 * @throws MarquetryError `bad-option`: it has no options
 * @example layout(tree, { engine: greedyInsertion(), container: [960, 600] }).update(weights);
 */
export function greedyInsertion(options?: Record<string, never>): RectEngine {
  const engine: Engine<BoxCells, RowMemory> = {
    ...boxCells,
    name: "greedyInsertion",
    description: "each child into the thinnest cell; cuts kept when weights change, no guarantee",
    options: readOptions("greedyInsertion", {}, options),
    partition(tree, _region, cells, earlier) {
      if (earlier) return keepRows(tree, cells, earlier, divide, insertIntoThinnest);
      const room: Box = { x: 0, y: 0, width: 0, height: 0 };
      eachFamily(tree, (i, first, end, depth) => {
        cells.open(i, room);
        if (room.width > 0 && room.height > 0) divide(room, tree.weight, first, end, cells, depth);
        cells.close(i);
      });
      return UNLISTED;
    },
  };
  return engine;
}

let insertion: Insertion | undefined;

const divide: DivideFamily = ({ width, height }, weights, first, end, cells) => {
  insertion ??= new Insertion();
  insertion.lay(width, height, weights, first, end);
  insertion.write(cells);
};

/** Inserts the children of one family after another. A slot is a cell, or two slots beside or below one another. */
class Insertion {
  #size = 0;
  /** The child of a cell, and the first slot of two; 0 in a cell. The second follows it. */
  #node: Int32Array = new Int32Array(64);
  #part: Int32Array = new Int32Array(64);
  #around: Int32Array = new Int32Array(64);
  #isRow: Uint8Array = new Uint8Array(64);
  #weight: Float64Array = new Float64Array(64);
  #width: Float64Array = new Float64Array(64);
  #height: Float64Array = new Float64Array(64);
  #x: Float64Array = new Float64Array(64);
  #y: Float64Array = new Float64Array(64);
  /** The slot of the thinnest cell, the first of equals. */
  #worst = 0;

  lay(width: number, height: number, weights: Float64Array, first: number, end: number): void {
    if (2 * (end - first) > this.#node.length) this.#grow(2 * (end - first));
    let k = first;
    while (weights[k] === 0) k++;
    this.#put(0, k, weights[k]!);
    this.#width[0] = width;
    this.#height[0] = height;
    this.#size = 1;
    for (k++; k < end;) {
      for (const slot of this.#thinnest()) {
        while (k < end && weights[k] === 0) k++;
        if (k === end) break;
        this.#join(slot, k, weights[k]!);
        k++;
      }
    }
    this.#settle();
  }

  #grow(size: number): void {
    this.#node = grown(this.#node, size);
    this.#part = grown(this.#part, size);
    this.#around = grown(this.#around, size);
    this.#isRow = grown(this.#isRow, size);
    this.#weight = grown(this.#weight, size);
    this.#width = grown(this.#width, size);
    this.#height = grown(this.#height, size);
    this.#x = grown(this.#x, size);
    this.#y = grown(this.#y, size);
  }

  #put(slot: number, node: number, weight: number): void {
    this.#node[slot] = node;
    this.#part[slot] = 0;
    this.#weight[slot] = weight;
  }

  /** Makes two of a cell's place, across its longer side. */
  #join(slot: number, node: number, weight: number): void {
    const part = this.#size;
    this.#size += 2;
    this.#put(part, this.#node[slot]!, this.#weight[slot]!);
    this.#put(part + 1, node, weight);
    this.#part[slot] = part;
    this.#around[part] = this.#around[part + 1] = slot;
    this.#isRow[slot] = this.#width[slot]! >= this.#height[slot]! ? 1 : 0;
    const weights = this.#weight;
    const parts = this.#part;
    const around = this.#around;
    for (let above = slot; ; above = around[above]!) {
      weights[above] = weights[parts[above]!]! + weights[parts[above]! + 1]!;
      if (above === 0) break;
    }
  }

  /** Works out the sides of all slots. */
  #settle(): void {
    const width = this.#width;
    const height = this.#height;
    const weight = this.#weight;
    const parts = this.#part;
    let most = 0;
    this.#worst = this.#size - 1;
    for (let slot = 0; slot < this.#size; slot++) {
      const wide = width[slot]!;
      const high = height[slot]!;
      const part = parts[slot]!;
      if (part === 0) {
        const ratio = wide > high ? wide / high : high / wide;
        if (!(ratio >= most * (1 - TIE))) continue;
        if (ratio <= most * (1 + TIE) && this.#node[slot]! > this.#node[this.#worst]!) continue;
        most = ratio;
        this.#worst = slot;
        continue;
      }
      const first = weight[part]! / weight[slot]!;
      const second = weight[part + 1]! / weight[slot]!;
      const isRow = this.#isRow[slot] === 1;
      width[part] = isRow ? wide * first : wide;
      height[part] = isRow ? high : high * first;
      width[part + 1] = isRow ? wide * second : wide;
      height[part + 1] = isRow ? high : high * second;
    }
  }

  /** The cells that take a child each, before all is laid out again. */
  #thinnest(): number[] {
    this.#settle();
    if ((this.#size + 1) / 2 <= MOST_ONE_BY_ONE) return [this.#worst];
    const ratio = (slot: number): number => {
      const wide = this.#width[slot]!;
      const high = this.#height[slot]!;
      return wide > high ? wide / high : high / wide;
    };
    const cells: number[] = [];
    for (let slot = 0; slot < this.#size; slot++) if (this.#part[slot] === 0) cells.push(slot);
    cells.sort((a, b) => ratio(b) - ratio(a) || this.#node[a]! - this.#node[b]!);
    return cells.slice(0, Math.ceil(PART_AT_ONCE * cells.length));
  }

  write(cells: Pick<BoxCells, "set">): void {
    const x = this.#x;
    const y = this.#y;
    const width = this.#width;
    const height = this.#height;
    for (let slot = 0; slot < this.#size; slot++) {
      const part = this.#part[slot]!;
      if (part === 0) {
        cells.set(this.#node[slot]!, x[slot]!, y[slot]!, width[slot]!, height[slot]!);
        continue;
      }
      const isRow = this.#isRow[slot] === 1;
      x[part] = x[slot]!;
      y[part] = y[slot]!;
      x[part + 1] = isRow ? x[slot]! + width[part]! : x[slot]!;
      y[part + 1] = isRow ? y[slot]! : y[slot]! + height[part]!;
    }
  }
}

/** Gives children that are new to a family a place each, as a new layout would. */
function insertIntoThinnest(family: KeptFamily, nodes: readonly number[]): void {
  for (let k = 0; k < nodes.length;) {
    const filled = family.slots.filter(({ node, weight }) => node >= 0 && weight > 0);
    const atOnce = filled.length <= MOST_ONE_BY_ONE ? 1 : Math.ceil(PART_AT_ONCE * filled.length);
    for (const slot of thinnest(filled, atOnce)) {
      if (k === nodes.length) break;
      joinBeside(slot, new Slot(nodes[k++]!), slot.width >= slot.height);
    }
    family.settle();
  }
}

/** The so many thinnest cells, the first of equals first. */
function thinnest(cells: Slot[], count: number): Slot[] {
  const asp = ({ wide, high }: Slot): number => wide + high;
  if (count > 1) return cells.sort((a, b) => asp(b) - asp(a) || a.node - b.node).slice(0, count);
  return [cells.reduce((worst, cell) => (asp(cell) > asp(worst) ? cell : worst))];
}
