import type { Cells, Partition, WeightedTree } from "../index.ts";
import { nodesBelow } from "../model/subtree.ts";
import type { Similarity } from "./similarity.ts";

/** The layout of a subtree that fills the view. */
export interface Seat {
  /** The node that fills the view. */
  readonly base: number;
  /** The map of the subtree below it. */
  readonly branch: Partition;
}

/**
 * The whole map with the cells of a seat: the numbers of nodes stay, so that all that is told of nodes holds. The nodes
 * above the base share its cell, and all others have none.
 */
export function seated<T>(map: Partition<T>, { base, branch }: Seat): Partition<T> {
  return map.withCells(new SeatedCells(map.tree, base, branch.cells));
}

/** A frame of the way of a seat's cells: between cells that pass over each other, the cell above them shows. */
export function seatedFrame<T>(map: Partition<T>, seat: Seat): Partition<T> {
  const frame = seated(map, seat);
  const { engine } = seat.branch;
  return Object.create(frame, {
    engine: { value: engine },
    record: { value: { ...frame.record, engine } },
  }) as Partition<T>;
}

/** The node that fills the view of a map at the most: the base of a seat, or the root. */
export function topOf({ cells }: Partition): number {
  return "base" in cells ? (cells.base as number) : 0;
}

/** A node of no cell. */
const NONE = -1;

/** Without private names: what is seen of a map are cells that inherit from these. */
class SeatedCells implements Cells {
  readonly base: number;
  readonly shape: Cells["shape"];
  readonly mostCorners: number;
  private readonly cells: Cells;
  /** Node of the branch for each of the tree, or −1. */
  private readonly numbers: Int32Array;

  constructor(tree: WeightedTree, base: number, cells: Cells) {
    this.base = base;
    this.shape = cells.shape;
    this.mostCorners = cells.mostCorners;
    this.cells = cells;
    this.numbers = numbersBelow(tree, base);
  }

  corners(i: number): number {
    const k = this.numbers[i]!;
    return k === NONE ? 0 : this.cells.corners(k);
  }

  originX(i: number): number {
    return this.isWithin(i) ? this.cells.originX(this.numbers[i]!) : 0;
  }

  originY(i: number): number {
    return this.isWithin(i) ? this.cells.originY(this.numbers[i]!) : 0;
  }

  area(i: number): number {
    const k = this.numbers[i]!;
    return k === NONE ? 0 : this.cells.area(k);
  }

  ring(i: number, out: Float64Array): number {
    const k = this.numbers[i]!;
    return k === NONE ? 0 : this.cells.ring(k, out);
  }

  centroid(i: number, out: Float64Array): void {
    const k = this.numbers[i]!;
    if (k === NONE) out.fill(0, 0, 2);
    else this.cells.centroid(k, out);
  }

  roomArea(i: number): number {
    const k = this.numbers[i]!;
    return k === NONE ? 0 : this.cells.roomArea(k);
  }

  contains(i: number, x: number, y: number): boolean {
    const k = this.numbers[i]!;
    return k !== NONE && this.cells.contains(k, x, y);
  }

  convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
    return this.cells.convexPart(points, corners, limit, out);
  }

  pack(): ReturnType<Cells["pack"]> {
    return this.cells.pack();
  }

  /** The root, which stands where the base does, and what lies below the base have places of their own. */
  private isWithin(i: number): boolean {
    const k = this.numbers[i]!;
    return i === 0 || k > 0;
  }
}

/** Numbers in the subtree of a node; the nodes above have that of its root. */
function numbersBelow(tree: WeightedTree, base: number): Int32Array {
  const numbers = new Int32Array(tree.size).fill(NONE);
  for (let v = base; v >= 0; v = tree.parent[v]!) numbers[v] = 0;
  for (const [k, node] of nodesBelow(tree, base).entries()) numbers[node] = k;
  return numbers;
}

/** The map of a subtree with the cells that a map has below a node, in the coordinates of a screen. */
export function onScreen(map: Partition, { base, branch }: Seat, place: Similarity): Partition {
  return branch.withCells(new PlacedCells(map.cells, nodesBelow(map.tree, base), place));
}

class PlacedCells implements Cells {
  readonly shape: Cells["shape"];
  readonly mostCorners: number;
  private readonly cells: Cells;
  private readonly nodes: Int32Array;
  private readonly place: Similarity;

  constructor(cells: Cells, nodes: Int32Array, place: Similarity) {
    this.shape = cells.shape;
    this.mostCorners = cells.mostCorners;
    this.cells = cells;
    this.nodes = nodes;
    this.place = place;
  }

  corners(i: number): number {
    return this.cells.corners(this.nodes[i]!);
  }

  originX(i: number): number {
    return i === 0 ? this.place.x : this.cells.originX(this.nodes[i]!) * this.place.scale;
  }

  originY(i: number): number {
    return i === 0 ? this.place.y : this.cells.originY(this.nodes[i]!) * this.place.scale;
  }

  area(i: number): number {
    return this.cells.area(this.nodes[i]!) * this.place.scale ** 2;
  }

  centroid(i: number, out: Float64Array): void {
    this.cells.centroid(this.nodes[i]!, out);
    out[0]! *= this.place.scale;
    out[1]! *= this.place.scale;
  }

  roomArea(i: number): number {
    return this.cells.roomArea(this.nodes[i]!) * this.place.scale ** 2;
  }

  ring(i: number, out: Float64Array): number {
    const corners = this.cells.ring(this.nodes[i]!, out);
    for (let k = 0; k < 2 * corners; k++) out[k]! *= this.place.scale;
    return corners;
  }

  contains(i: number, x: number, y: number): boolean {
    const { scale } = this.place;
    return this.cells.contains(this.nodes[i]!, x / scale, y / scale);
  }

  convexPart(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
    return this.cells.convexPart(points, corners, limit, out);
  }

  pack(): ReturnType<Cells["pack"]> {
    return this.cells.pack();
  }
}
