import { readOptions } from "../../options/read-options.ts";
import { boxCells } from "../../partition/box-cells.ts";
import { Slot } from "../../partition/slots.ts";
import type { Box, BoxCells, Engine, RectEngine } from "../engine.ts";
import { eachFamily } from "../family-engine.ts";
import { joinBeside, KeptFamily } from "../kept-family.ts";
import { keepRows, UNLISTED, type DivideFamily, type RowMemory } from "../kept-rows.ts";

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

const divide: DivideFamily = ({ width, height }, weights, first, end, cells) => {
  const nodes: number[] = [];
  for (let i = first; i < end; i++) if (weights[i]! > 0) nodes.push(i);
  if (nodes.length === 0) return;
  const family = new KeptFamily(new Slot(nodes[0]!), weights, width, height);
  insertIntoThinnest(family, nodes.slice(1));
  family.write(cells);
};

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
