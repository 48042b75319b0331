import { boxStage } from "../partition/box-cells.ts";
import type {
  Box,
  BoxCells,
  EngineInfo,
  PolygonEngine,
  RectEngine,
  Ring,
  RingCells,
  WeightedTree,
} from "./engine.ts";
import { ringStage } from "../partition/ring-cells.ts";

/** What an engine that divides one family at a time has to say. */
export interface FamilyEngineInfo {
  readonly name: string;
  readonly description: string;
  /** Left out where nothing is proven. */
  readonly bound?: EngineInfo["bound"];
}

/** Divides a rectangle among the children of one family. */
export interface RectDivider extends FamilyEngineInfo {
  /**
   * Writes the box of each child: `cells.set(i, x, y, width, height)` for i from `first` to `end` − 1, inside
   * the room `x: 0 … width`, `y: 0 … height`, with areas in proportion to `weights[i]`. At least one weight is
   * positive. `depth` is that of the parent.
   */
  divide(
    room: Readonly<Box>,
    weights: Float64Array,
    first: number,
    end: number,
    cells: BoxCells,
    depth: number,
  ): void;
}

/** Divides a convex polygon among the children of one family. */
export interface ConvexDivider extends FamilyEngineInfo {
  /**
   * Writes the ring of each child: `cells.set(i, 0, 0, points, from, corners)` for i from `first` to `end` − 1,
   * with areas in proportion to `weights[i]`. At least one weight is positive; a child without weight gets no
   * corners. `depth` is that of the parent.
   */
  divide(
    room: Readonly<Ring>,
    weights: Float64Array,
    first: number,
    end: number,
    cells: RingCells,
    depth: number,
  ): void;
}

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
  return {
    ...info(divider),
    shape: "rect",
    stage: boxStage,
    partition(tree, _region, cells) {
      const { weight } = tree;
      eachFamily(tree, (i, first, end, depth) => {
        cells.open(i, room);
        if (weight[i]! > 0 && room.width > 0 && room.height > 0) {
          divider.divide(room, weight, first, end, cells, depth);
        } else {
          for (let c = first; c < end; c++) cells.set(c, 0, 0, 0, 0);
        }
        cells.close(i, room);
      });
    },
  };
}

/**
 * Makes a whole-tree engine of a function that divides one convex polygon among one family.
 * See {@link ConvexDivider} for what it must do, {@link rectEngine} for the same in rectangles.
 */
export function convexEngine(divider: ConvexDivider): PolygonEngine {
  const room: Ring = { corners: 0, points: new Float64Array(0) };
  return {
    ...info(divider),
    shape: "convex",
    stage: ringStage,
    partition(tree, _region, cells) {
      const { weight } = tree;
      eachFamily(tree, (i, first, end, depth) => {
        cells.open(i, room);
        if (weight[i]! > 0 && room.corners > 0) {
          divider.divide(room, weight, first, end, cells, depth);
        } else {
          for (let c = first; c < end; c++) cells.set(c, 0, 0, room.points, 0, 0);
        }
        cells.close(i);
      });
    },
  };
}

function info({ name, description, bound }: FamilyEngineInfo): EngineInfo {
  return { name, description, bound: bound ?? (() => null) };
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
