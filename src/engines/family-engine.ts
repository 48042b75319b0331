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

/** What a divider remembers of its families: for each name that it asked for, a number a node. */
export interface FamilyMemory {
  /** Where to write the numbers of this layout, by node; NaN at first. */
  readonly now: Readonly<Record<string, Float64Array>>;
  /** The numbers of the earlier layout, by node of this one, NaN for nodes new to their family; null if there is none. */
  readonly before: Readonly<Record<string, Float64Array>> | null;
}

/** Divides the room of one family among its children: what an engine that works family by family has to say. */
export interface FamilyDivider<R, C> extends Omit<EngineInfo, "shape" | "bound"> {
  /** Left out where nothing is proven. */
  readonly bound?: EngineInfo["bound"];
  /** Names of the numbers a node that it remembers, each 0 or more; none by default. */
  readonly remembers?: readonly string[];
  /**
   * Writes the cell of each child with `cells.set(i, …)`, for i from `first` to `end` − 1, with areas in proportion
   * to `weights[i]`, of which at least one is positive.
   *
   * @param depth - that of the parent
   */
  divide(
    room: Readonly<R>,
    weights: Float64Array,
    first: number,
    end: number,
    cells: C,
    depth: number,
    memory: FamilyMemory,
  ): void;
}

/**
 * Divides a rectangle: `cells.set(i, x, y, width, height)` inside the room `x: 0 … width`, `y: 0 … height`. A child
 * without weight gets a width or height of 0.
 */
export type RectDivider = FamilyDivider<Box, BoxCells>;

/** Divides a convex polygon: `cells.set(i, 0, 0, points, from, corners)`. A child without weight gets no corners. */
export type ConvexDivider = FamilyDivider<Ring, RingCells>;

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
export function rectEngine(divider: RectDivider): RectEngine {
  const room: Box = { x: 0, y: 0, width: 0, height: 0 };
  const hasRoom = () => room.width > 0 && room.height > 0;
  return familyEngine(divider, boxCells, room, hasRoom, (c, cells) => cells.set(c, 0, 0, 0, 0));
}

/**
 * Makes a whole-tree engine of a function that divides one convex polygon among one family.
 * See {@link ConvexDivider} for what it must do, {@link rectEngine} for the same in rectangles.
 */
export function convexEngine(divider: ConvexDivider): PolygonEngine {
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  const hasRoom = () => room.corners > 0;
  return familyEngine(divider, convexCells, room, hasRoom, (c, cells) =>
    cells.set(c, 0, 0, room.points, 0, 0),
  );
}

function familyEngine<R, C extends Cells & { open(i: number, room: R): void; close(i: number): void }>(
  divider: FamilyDivider<R, C>,
  factory: CellFactory<C>,
  room: R,
  hasRoom: () => boolean,
  empty: (c: number, cells: C) => void,
): Engine<C, NumbersByNode> {
  const { divide, remembers = [], ...info } = divider;
  return {
    bound: () => null,
    ...info,
    ...factory,
    partition(tree, _region, cells, earlier) {
      const { weight } = tree;
      const memory = {
        now: numbersByNode(remembers, () => new Float64Array(tree.size).fill(NaN)),
        before: earlier ? carryOver(tree, earlier, remembers) : null,
      };
      eachFamily(tree, (i, first, end, depth) => {
        cells.open(i, room);
        if (weight[i]! > 0 && hasRoom()) divide.call(divider, room, weight, first, end, cells, depth, memory);
        else for (let c = first; c < end; c++) empty(c, cells);
        cells.close(i);
      });
      return remembers.length > 0 ? { numbers: memory.now } : undefined;
    },
  };
}

interface NumbersByNode extends LayoutMemory {
  readonly numbers: Readonly<Record<string, Float64Array>>;
}

function numbersByNode(
  names: readonly string[],
  make: (name: string) => Float64Array,
): Readonly<Record<string, Float64Array>> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}

/** The numbers of an earlier layout, by node of the tree; NaN for children that were in another family, or in none. */
function carryOver(
  { size, parent }: WeightedTree,
  { tree: earlier, match, memory }: EarlierLayout<NumbersByNode>,
  names: readonly string[],
): Readonly<Record<string, Float64Array>> {
  return numbersByNode(names, (name) => {
    const old = memory.numbers[name]!;
    const numbers = new Float64Array(size).fill(NaN);
    for (let i = 1; i < size; i++) {
      const twin = match[i]!;
      if (twin >= 0 && earlier.parent[twin] === match[parent[i]!]) numbers[i] = old[twin]!;
    }
    return numbers;
  });
}

/** Visits every inner node with the range of its children, parents before children. */
export function eachFamily(
  tree: WeightedTree,
  visit: (i: number, first: number, end: number, depth: number) => void,
): void {
  const { firstChild, childCount, levels } = tree;
  for (let depth = 0; depth + 1 < levels.length; depth++) {
    const end = levels[depth + 1]!;
    for (let i = levels[depth]!; i < end; i++) {
      const count = childCount[i]!;
      if (count > 0) visit(i, firstChild[i]!, firstChild[i]! + count, depth);
    }
  }
}
