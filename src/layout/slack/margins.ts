import type { WeightedTree } from "../engine.ts";
import { FamilyPacker, type PackerOptions } from "./family-packer.ts";
import { emptyPart, type Part } from "./shapes.ts";

/** Boxes with margins: what {@link marginBoxes} returns. */
export interface MarginBoxes {
  /** Low corner of each node's box without its margin, `dimension` numbers a node; the root's is at the origin. */
  readonly origins: Float64Array;
  /** Sides of each node's box without its margin. */
  readonly sides: Float64Array;
  /** The least part of its margin that a node has on every side: 1 if all have it whole, to rounding. */
  readonly kept: number;
}

/** Halvings of the interval in which the side of a box with a margin is sought. */
const HALVINGS = 50;
/**
 * The part by which every family asks for more than its table says. Tables are interpolated, and what a box lacks
 * would come off margins; what it has in excess is cut off family by family, so that errors do not add up.
 */
const RESERVE = 0.003;
/** Part of its margins that a box never grows into, however much it lacks. */
const LEAST_KEPT = 0.5;
/** Least part of a side that is left within its margins. */
const LEAST_INNER = 1e-3;

/**
 * Packs points into a cube as small as the search finds: every leaf is a point, every node's box holds the boxes of
 * its children, and around the box of each node lies its margin, which touches no box of a sibling's margin.
 *
 * So two nodes of a family are at least the sum of their margins apart. Boxes with their margins have a ratio of at
 * most `ratio`, and so has none of them by much more without.
 *
 * @param tree - nodes in breadth-first order
 * @param margins - width of each node's margin, positive; that of the root is not read
 */
export function marginBoxes(
  tree: Pick<WeightedTree, "size" | "firstChild" | "childCount">,
  margins: Float64Array,
  options: PackerOptions,
): MarginBoxes {
  const packer = new FamilyPacker(options);
  const d = packer.dimension;
  const families = tabulateMargins(tree, margins, packer);
  const boxes = new Float64Array(2 * d * tree.size);
  boxes.fill(tree.childCount[0] === 0 ? 0 : families.side, d, 2 * d);
  const kept = packMargins(tree, margins, packer, families, boxes);
  const origins = new Float64Array(d * tree.size);
  const sides = new Float64Array(d * tree.size);
  for (let i = 0; i < tree.size; i++) {
    for (let k = 0; k < d; k++) {
      origins[d * i + k] = boxes[2 * d * i + k]!;
      sides[d * i + k] = boxes[2 * d * i + d + k]!;
    }
  }
  return { origins, sides, kept };
}

/** What a family is packed by: contents and tables of the nodes with their margins, and the trees to try. */
interface Families {
  readonly content: Float64Array;
  readonly table: Int32Array;
  /** Content and table of what lies within each node's margin. */
  readonly innerContent: Float64Array;
  readonly innerTable: Int32Array;
  /** Side of a cube that holds the root's family. */
  readonly side: number;
}

function tabulateMargins(
  { size, firstChild, childCount }: Pick<WeightedTree, "size" | "firstChild" | "childCount">,
  margins: Float64Array,
  packer: FamilyPacker,
): Families {
  const content = new Float64Array(size);
  const table = new Int32Array(size);
  const innerContent = new Float64Array(size);
  const innerTable = new Int32Array(size);
  let side = 0;
  for (let i = size - 1; i >= 0; i--) {
    if (childCount[i]! > 0) {
      packer.clear();
      let sum = 0;
      for (let c = firstChild[i]!; c < firstChild[i]! + childCount[i]!; c++) {
        packer.add(content[c]!, table[c]!);
        sum += content[c]!;
      }
      innerTable[i] = packer.tabulate();
      innerContent[i] = (1 + RESERVE) * sum;
    }
    if (i === 0) {
      const excess = packer.store.values[innerTable[i]! * packer.store.entries]!;
      side = Math.exp((Math.log(innerContent[i]!) + excess) / packer.dimension);
    } else {
      const outer = addMargin(packer, innerTable[i]!, innerContent[i]!, margins[i]!);
      content[i] = outer.content;
      table[i] = outer.table;
    }
  }
  return { content, table, innerContent, innerTable, side };
}

/**
 * The content and the table of a node with a margin around it.
 *
 * @param table - of what lies inside the margin
 * @param content - of what lies inside the margin; 0 for a point
 * @param margin - its width, in the unit whose power the content is
 */
export function addMargin(
  packer: FamilyPacker,
  table: number,
  content: number,
  margin: number,
): { content: number; table: number } {
  const { shapes, store, dimension: d } = packer;
  const part = tableOf(packer, table);
  const inner = new Float64Array(d);
  const volumes = new Float64Array(store.entries);
  const logs = new Float64Array(d);
  let least = Infinity;
  for (let k = 0; k < store.entries; k++) {
    shapes.choose(k);
    let sum = 0;
    for (let axis = 0; axis < d; axis++) sum += logs[axis] = shapes.side(axis);
    const shortest = content > 0 ? findShortest() : Math.log(2 * margin);
    volumes[k] = d * shortest + sum;
    if (volumes[k]! < least) least = volumes[k]!;
  }
  const outer = store.open();
  for (let k = 0; k < store.entries; k++) store.values[outer * store.entries + k] = volumes[k]! - least;
  store.close(outer);
  return { content: Math.exp(least), table: outer };

  /** Logarithm of the shortest side of the smallest box of this shape that will do. */
  function findShortest(): number {
    let low = Math.log(2 * margin);
    let high = Math.max(low, Math.log(content) / d) + 1;
    while (!fits(high)) high += high - low;
    for (let halving = 0; halving < HALVINGS; halving++) {
      const middle = (low + high) / 2;
      if (fits(middle)) high = middle;
      else low = middle;
    }
    return high;
  }

  function fits(shortest: number): boolean {
    let volume = -Math.log(content);
    for (let axis = 0; axis < d; axis++) {
      const side = Math.exp(shortest + logs[axis]!) - 2 * margin;
      if (!(side > 0)) return false;
      inner[axis] = side;
      volume += Math.log(side);
    }
    shapes.measure(inner, 0);
    return volume >= shapes.excess(part, 0, 0);
  }
}

/** Packs all families from the root's box down, and tells the least part of a margin that is kept. */
function packMargins(
  { size, firstChild, childCount }: Pick<WeightedTree, "size" | "firstChild" | "childCount">,
  margins: Float64Array,
  packer: FamilyPacker,
  families: Families,
  boxes: Float64Array,
): number {
  const d = packer.dimension;
  const { content, table, innerContent, innerTable } = families;
  const sides = new Float64Array(d);
  let kept = 1;
  for (let i = 0; i < size; i++) {
    if (childCount[i] === 0) continue;
    packer.clear();
    const end = firstChild[i]! + childCount[i]!;
    for (let c = firstChild[i]!; c < end; c++) packer.add(content[c]!, table[c]!);
    for (let k = 0; k < d; k++) sides[k] = boxes[2 * d * i + d + k]!;
    packer.pack(sides, innerTable[i]!);
    for (let c = firstChild[i]!; c < end; c++) {
      const from = 2 * d * (c - firstChild[i]!);
      if (childCount[c] === 0) sides.fill(0);
      else fitInside(packer, from, margins[c]!, innerContent[c]!, innerTable[c]!, sides);
      for (let k = 0; k < d; k++) {
        const around = (packer.boxes[from + d + k]! - sides[k]!) / 2;
        kept = Math.min(kept, around / margins[c]!);
        boxes[2 * d * c + k] = boxes[2 * d * i + k]! + packer.boxes[from + k]! + around;
        boxes[2 * d * c + d + k] = sides[k]!;
      }
    }
  }
  return kept;
}

/** Writes the sides of the box that goes into the margins of another: what its content needs, no more. */
function fitInside(
  packer: FamilyPacker,
  from: number,
  margin: number,
  content: number,
  table: number,
  sides: Float64Array,
): void {
  const { boxes, dimension: d, shapes } = packer;
  let shortest = Infinity;
  for (let k = 0; k < d; k++) {
    const outer = boxes[from + d + k]!;
    sides[k] = Math.max(outer - 2 * margin, LEAST_INNER * outer);
    shortest = Math.min(shortest, sides[k]!);
  }
  let volume = 0;
  for (let k = 0; k < d; k++) {
    sides[k] = Math.min(sides[k]!, packer.ratio * shortest);
    volume += Math.log(sides[k]!);
  }
  shapes.measure(sides, 0);
  const part = tableOf(packer, table);
  const scale = Math.exp((Math.log(content) + shapes.excess(part, 0, 0) - volume) / d);
  for (let k = 0; k < d; k++) {
    const outer = boxes[from + d + k]!;
    const most = Math.max(outer - 2 * LEAST_KEPT * margin, LEAST_INNER * outer);
    sides[k] = Math.min(scale * sides[k]!, most);
  }
}

/** The table of a node, as shapes read it. */
function tableOf({ store, levels }: FamilyPacker, table: number): Part {
  return { ...emptyPart(), values: store.values, start: table * store.entries, levels };
}
