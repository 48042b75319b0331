import type { WeightedTree } from "../model/weighted-tree.ts";
import type { CellFactory } from "./cell-factory.ts";
import { addUpOrigins, type Cells, type PackedCells } from "./cells.ts";
import type { Padding } from "./padding.ts";
import { readBox } from "./region.ts";

/** A box in the frame of the cell it lies in. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Rectangular cells: four numbers a node, x, y, width, height, with x and y counted from the parent's corner.
 *
 * Width and height are stored, not a second corner: their relative precision is then the same at any depth.
 */
export class BoxCells implements Cells {
  readonly shape = "rect";
  readonly mostCorners = 4;
  /** x, y, width, height of each cell. */
  readonly boxes: Float64Array;
  readonly padding: Padding;
  /** @internal */
  private readonly tree: WeightedTree;

  constructor(tree: WeightedTree, padding: Padding, boxes: Float64Array) {
    this.tree = tree;
    this.padding = padding;
    this.boxes = boxes;
  }

  /** Writes the box of cell i, in its parent's frame. */
  set(i: number, x: number, y: number, width: number, height: number): void {
    const boxes = this.boxes;
    boxes[4 * i] = x;
    boxes[4 * i + 1] = y;
    boxes[4 * i + 2] = width;
    boxes[4 * i + 3] = height;
  }

  /**
   * Tells the room for the children of cell i, in its own frame. Engines visit every inner node once, parents
   * first: `open` it, `set` its children's boxes as if the room's corner were (0, 0), `close` it. Padding
   * happens in these two calls.
   *
   * Half the inner padding will go off every side of each child, so the room is widened by as much, and the
   * outer children still touch the border that the outer padding leaves.
   */
  open(i: number, room: Box): void {
    room.x = 0;
    room.y = 0;
    room.width = this.boxes[4 * i + 2]!;
    room.height = this.boxes[4 * i + 3]!;
    const { padding } = this;
    // No padding makes room where there is none.
    if (padding.none || this.corners(i) === 0) return;
    const half = padding.inner(i) / 2;
    inset(
      room,
      padding.left(i) - half,
      padding.top(i) - half,
      padding.right(i) - half,
      padding.bottom(i) - half,
    );
  }

  /** Moves the children of cell i to their room, and takes half the inner padding off each of their sides. */
  close(i: number): void {
    if (this.padding.none) return;
    const half = this.padding.inner(i) / 2;
    const { boxes } = this;
    const room: Box = { x: 0, y: 0, width: 0, height: 0 };
    const box: Box = { x: 0, y: 0, width: 0, height: 0 };
    this.open(i, room);
    const first = this.tree.firstChild[i]!;
    const end = first + this.tree.childCount[i]!;
    for (let c = first; c < end; c++) {
      box.x = room.x + boxes[4 * c]!;
      box.y = room.y + boxes[4 * c + 1]!;
      box.width = boxes[4 * c + 2]!;
      box.height = boxes[4 * c + 3]!;
      inset(box, half, half, half, half);
      this.set(c, box.x, box.y, box.width, box.height);
    }
  }

  /** Rounds every side to a whole number, in absolute coordinates, so that touching cells still touch. */
  round(): void {
    const { boxes } = this;
    const { size, parent } = this.tree;
    const exact = addUpOrigins(parent, this);
    for (let i = 0; i < size; i++) {
      const p = parent[i]!;
      const x = exact[2 * i]!;
      const y = exact[2 * i + 1]!;
      const x0 = toWhole(x);
      const y0 = toWhole(y);
      this.set(
        i,
        p < 0 ? x0 : x0 - toWhole(exact[2 * p]!),
        p < 0 ? y0 : y0 - toWhole(exact[2 * p + 1]!),
        toWhole(x + boxes[4 * i + 2]!) - x0,
        toWhole(y + boxes[4 * i + 3]!) - y0,
      );
    }
  }

  corners(i: number): number {
    return this.boxes[4 * i + 2]! > 0 && this.boxes[4 * i + 3]! > 0 ? 4 : 0;
  }

  originX(i: number): number {
    return this.boxes[4 * i]!;
  }

  originY(i: number): number {
    return this.boxes[4 * i + 1]!;
  }

  area(i: number): number {
    return this.boxes[4 * i + 2]! * this.boxes[4 * i + 3]!;
  }

  centroid(i: number, out: Float64Array): void {
    const half = this.corners(i) > 0 ? 0.5 : 0;
    out[0] = half * this.boxes[4 * i + 2]!;
    out[1] = half * this.boxes[4 * i + 3]!;
  }

  ring(i: number, out: Float64Array): number {
    const width = this.boxes[4 * i + 2]!;
    const height = this.boxes[4 * i + 3]!;
    out[0] = out[1] = out[2] = out[7] = 0;
    out[3] = out[5] = height;
    out[4] = out[6] = width;
    return this.corners(i);
  }

  convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
    for (let k = 0; k < 8; k++) out[k] = points[k]!;
    out[3] = out[5] = Math.min(points[3]!, limit);
    return out[3] > out[1]! ? corners : 0;
  }

  roomArea(i: number): number {
    const room: Box = { x: 0, y: 0, width: 0, height: 0 };
    this.open(i, room);
    return room.width * room.height;
  }

  pack(): PackedCells {
    return { boxes: this.boxes.slice() };
  }

  contains(i: number, x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x <= this.boxes[4 * i + 2]! && y <= this.boxes[4 * i + 3]!;
  }
}

/** Whether cells are rectangles. */
export function areBoxes(cells: Cells): cells is BoxCells {
  return cells.shape === "rect";
}

/** How far below a half still rounds up, in the container's unit. */
const NEAR_HALF = 1e-9;

/**
 * Halves are common: half of an odd width. One side of two cells, added up along two ways, may be a half in one
 * and a last bit less in the other, and has to go to the same whole number in both.
 */
function toWhole(x: number): number {
  return Math.floor(x + 0.5 + NEAR_HALF);
}

/** Moves the sides of a box inwards; sides that would pass each other meet in the middle, as in d3-hierarchy. */
function inset(box: Box, left: number, top: number, right: number, bottom: number): void {
  box.x += left;
  box.width -= left + right;
  if (box.width < 0) {
    box.x += box.width / 2;
    box.width = 0;
  }
  box.y += top;
  box.height -= top + bottom;
  if (box.height < 0) {
    box.y += box.height / 2;
    box.height = 0;
  }
}

/** Axis-parallel rectangles, in a container that is one too: for engines of one's own to take over. */
export const boxCells: CellFactory<BoxCells> = {
  shape: "rect",
  bound: () => null,
  readContainer: readBox,
  makeCells(tree, { x0, y0, x1, y1 }, padding) {
    const cells = new BoxCells(tree, padding, new Float64Array(4 * tree.size));
    cells.set(0, x0, y0, x1 - x0, y1 - y0);
    return cells;
  },
  unpackCells: (tree, padding, { boxes }) => new BoxCells(tree, padding, boxes as Float64Array),
};
