import { aspectRatio } from "../geometry/diameter.ts";
import type { WeightedTree } from "../model/weighted-tree.ts";
import { boxCells, type Box, type BoxCells } from "../partition/box-cells.ts";
import type { EngineInfo } from "../partition/engine-info.ts";
import { convexCells } from "../partition/convex-cells.ts";
import type { Ring, RingCells } from "../partition/ring-cells.ts";
import type {
  CellFactory,
  Cells,
  EarlierLayout,
  Engine,
  LayoutMemory,
  PolygonEngine,
  RectEngine,
} from "./engine.ts";
import { growthLimit } from "./growth-limit.ts";
import { keepRows, UNLISTED, type RowMemory } from "./kept-rows.ts";

/** What a divider remembers of its families: for each name that it asked for, a number a node. */
export interface FamilyMemory<Name extends string = string> {
  /** Where to write the numbers of this layout, by node; NaN at first. */
  readonly now: Readonly<Record<Name, Float64Array>>;
  /**
   * The numbers of the earlier layout, by node of this one, NaN for nodes new to their family; null if there is none,
   * or if the family is to be divided afresh because a cell of it got thinner than `maxAspectGrowth` allows.
   */
  readonly before: Readonly<Record<Name, Float64Array>> | null;
}

/** Divides the room of one family among its children: what an engine that works family by family has to say. */
export interface FamilyDivider<R, C, Name extends string = string> extends Omit<
  EngineInfo,
  "shape" | "bound"
> {
  /** Left out where nothing is proven. */
  readonly bound?: EngineInfo["bound"];
  /** Names of the numbers a node that it remembers; none by default. */
  readonly remembers?: readonly Name[];
  /**
   * Writes the cell of each child with `cells.set(i, …)`, for i from `first` to `end` − 1, with areas in proportion
   * to `weights[i]`, of which at least one is positive. A cell that it does not write is empty.
   *
   * @param room - to be read before the next call: the same object serves every family
   * @param depth - that of the parent
   */
  divide(
    room: Readonly<R>,
    weights: Float64Array,
    first: number,
    end: number,
    cells: C,
    depth: number,
    memory: FamilyMemory<Name>,
  ): void;
}

/**
 * Divides a rectangle: `cells.set(i, x, y, width, height)` inside the room `x: 0 … width`, `y: 0 … height`. A child
 * without weight gets a width or height of 0.
 */
export interface RectDivider<Name extends string = string> extends FamilyDivider<Box, BoxCells, Name> {
  /**
   * Whether an update keeps its rows and columns, whatever they are, and lays out anew by `divide` only where
   * `maxAspectGrowth` asks for it; false by default. Children that are new then come where they cost least, in no order.
   * It then needs no numbers, so it `remembers` none.
   */
  readonly keepsRows?: boolean;
}

/** Divides a convex polygon: `cells.set(i, 0, 0, points, from, corners)`. A child without weight gets no corners. */
export type ConvexDivider<Name extends string = string> = FamilyDivider<Ring, RingCells, Name>;

/**
 * Makes a whole-tree engine of a function that divides one rectangle among one family.
 *
 * @example
 * const columns = rectEngine({
 *   name: "columns",
 *   description: "children side by side",
 *   divide({ width, height }, weights, first, end, cells) {
 *     let total = 0;
 *     for (let i = first; i < end; i++) total += weights[i];
 *     for (let i = first, x = 0; i < end; i++) {
 *       const share = (width * weights[i]) / total;
 *       cells.set(i, x, 0, share, height);
 *       x += share;
 *     }
 *   },
 * });
 * layout(tree, { engine: columns, container: [960, 600] });
 */
export function rectEngine<const Name extends string = never>(divider: RectDivider<Name>): RectEngine {
  return boxes(divider, remember, divider.keepsRows ? keepRows : undefined);
}

/**
 * The same for a divider that remembers nothing: engines of rectangles do without the code that does.
 *
 * @internal
 */
export function boxEngine(divider: RectDivider<never>): RectEngine {
  return boxes(divider);
}

/**
 * The same for a divider whose rows and columns are kept.
 *
 * @internal
 */
export function rowEngine(divider: RectDivider<never>): RectEngine {
  return boxes(divider, undefined, keepRows);
}

function boxes<Name extends string>(
  divider: RectDivider<Name>,
  memory?: typeof remember,
  keep?: typeof keepRows,
): RectEngine {
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  const again =
    keep &&
    ((tree: WeightedTree, cells: BoxCells, earlier: EarlierLayout<RowMemory>): RowMemory =>
      keep(tree, cells, earlier, (...task) => divider.divide(...task, NOTHING as FamilyMemory<Name>)));
  return familyEngine(divider, boxCells, room, () => room.width > 0 && room.height > 0, memory, again);
}

/**
 * Makes a whole-tree engine of a function that divides one convex polygon among one family.
 * See {@link ConvexDivider} for what it must do, {@link rectEngine} for the same in rectangles.
 *
 * @example
 * const whole = convexEngine({
 *   name: "whole",
 *   description: "an only child takes all",
 *   divide({ points, corners }, weights, first, end, cells) {
 *     cells.set(first, 0, 0, points, 0, corners);
 *   },
 * });
 * layout(weightedTree({ children: [{ value: 1 }] }), { engine: whole, container: circle(300, 300, 300) });
 */
export function convexEngine<const Name extends string = never>(divider: ConvexDivider<Name>): PolygonEngine {
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  return familyEngine(divider, convexCells, room, () => room.corners > 0, remember);
}

const NOTHING: FamilyMemory<never> = { now: {}, before: null };

function familyEngine<
  R,
  C extends Cells & { open(i: number, room: R): void; close(i: number): void },
  Name extends string,
>(
  divider: FamilyDivider<R, C, Name>,
  { shape, readContainer, makeCells, unpackCells }: CellFactory<C>,
  room: R,
  hasRoom: () => boolean,
  memory?: typeof remember,
  keep?: (tree: WeightedTree, cells: C, earlier: EarlierLayout<RowMemory>) => RowMemory,
): Engine<C, NumbersByNode | RowMemory> {
  const { name, description, options, hasGaps, hasInexactAreas, remembers } = divider;
  const partition: Engine<C, NumbersByNode | RowMemory>["partition"] = (tree, _region, cells, earlier) => {
    if (keep && earlier) return keep(tree, cells, earlier as EarlierLayout<RowMemory>);
    const lay: LayFamily<Name> = (i, first, end, depth, numbers) => {
      cells.open(i, room);
      if (hasRoom()) divider.divide(room, tree.weight, first, end, cells, depth, numbers);
      cells.close(i);
    };
    if (memory && remembers)
      return memory(remembers, tree, cells, earlier as EarlierLayout<NumbersByNode> | undefined, lay);
    eachFamily(tree, (i, first, end, depth) => lay(i, first, end, depth, NOTHING as FamilyMemory<Name>));
    return keep ? UNLISTED : undefined;
  };
  return {
    // Written out: a spread takes as long as laying out fifty leaves.
    shape,
    readContainer,
    makeCells,
    unpackCells,
    name,
    description,
    // Rows that were kept for other weights are none that a proof would have made.
    bound: (tree, container, kept) =>
      divider.bound && ((kept as RowMemory | undefined)?.codes ?? null) === null
        ? divider.bound(tree, container)
        : null,
    options,
    hasGaps,
    hasInexactAreas,
    partition,
    // Dividers of one's own are handed the tree's weights, and take a memory or none.
    reader: memory ? undefined : partition,
  };
}

/** Lays the children of node i out, `first … end − 1`. */
type LayFamily<Name extends string> = (
  i: number,
  first: number,
  end: number,
  depth: number,
  memory: FamilyMemory<Name>,
) => void;

interface NumbersByNode extends LayoutMemory {
  readonly numbers: Readonly<Record<string, Float64Array>>;
}

/** Lays out all families with the numbers of these names at hand, and those of the earlier layout, and returns them. */
function remember<Name extends string>(
  names: readonly Name[],
  tree: WeightedTree,
  cells: Cells,
  earlier: EarlierLayout<NumbersByNode> | undefined,
  lay: LayFamily<Name>,
): NumbersByNode | undefined {
  const byName = (numbersOf: (name: Name) => Float64Array): Record<Name, Float64Array> =>
    Object.fromEntries(names.map((name) => [name, numbersOf(name)])) as Record<Name, Float64Array>;
  const now = byName(() => new Float64Array(tree.size).fill(NaN));
  const afresh = { now, before: null };
  const again = earlier ? { now, before: byName((name) => carryOver(tree, earlier, name)) } : afresh;
  const isLimited = earlier && earlier.maxAspectGrowth < Infinity && !earlier.keepsAll;
  const allowed = isLimited ? growthLimit(earlier) : null;
  eachFamily(tree, (i, first, end, depth) => {
    lay(i, first, end, depth, again);
    if (!allowed || !hasThinned(cells, first, end, allowed)) return;
    for (const name of names) now[name].fill(NaN, first, end);
    lay(i, first, end, depth, afresh);
  });
  return names.length > 0 ? { numbers: now } : undefined;
}

/** Whether a cell of a family is thinner than the update allows. */
function hasThinned(cells: Cells, first: number, end: number, allowed: (i: number) => number): boolean {
  const ring = new Float64Array(2 * cells.mostCorners);
  for (let i = first; i < end; i++) {
    const corners = cells.ring(i, ring);
    if (corners > 0 && aspectRatio(ring, 0, corners) > allowed(i)) return true;
  }
  return false;
}

/** The numbers of an earlier layout, by node of the tree; NaN for children that were in another family, or in none. */
function carryOver(
  { size, parent }: WeightedTree,
  { tree: earlier, match, memory }: EarlierLayout<NumbersByNode>,
  name: string,
): Float64Array {
  const old = memory.numbers[name]!;
  const numbers = new Float64Array(size).fill(NaN);
  for (let i = 1; i < size; i++) {
    const twin = match[i]!;
    if (twin >= 0 && earlier.parent[twin] === match[parent[i]!]) numbers[i] = old[twin]!;
  }
  return numbers;
}

/**
 * Visits every inner node with the range of its children, parents before children, without recursion.
 *
 * @param visit - is told the node, its first child, the number after its last child, and the node's depth
 * @example eachFamily(tree, (i, first, end) => console.log(tree.label(i), end - first));
 */
export function eachFamily(
  tree: WeightedTree,
  visit: (i: number, first: number, end: number, depth: number) => void,
): void {
  const { size, firstChild, childCount } = tree;
  let depth = 0;
  for (let i = 0, below = 1; i < size; i++) {
    if (i === below) {
      // Below the last node of a level the next one ends.
      below = firstChild[i - 1]! + childCount[i - 1]!;
      depth++;
    }
    const count = childCount[i]!;
    if (count > 0) visit(i, firstChild[i]!, firstChild[i]! + count, depth);
  }
}
