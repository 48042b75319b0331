import type { Ring } from "../../engine.ts";
import { CutTree } from "../cut-tree.ts";
import type { CutForest } from "../forest.ts";
import { RowFinder } from "./row-finder.ts";

/** What a cell of the tail is taken to cost: asp 2.25. */
const USUAL_COST = 1.125 ** 3;

/**
 * Plans the cuts of a family in rows. The last few children are left to be planned one cut at a time, since the last
 * row has to take whatever shape is left.
 */
export class RowPlanner {
  readonly #forest: CutForest;
  readonly #rows: RowFinder = new RowFinder({
    worst: (squared, most, least) =>
      Math.max(squared / least + least / squared, squared / most + most / squared),
    tie: 0,
  });
  #family: CutTree = new CutTree();
  readonly #tail: CutTree = new CutTree();
  /** Numbers of the cuts to write, and the place among them of the next: wholes come before parts here, so it goes down. */
  #places: Int32Array = new Int32Array(0);
  #next = 0;

  constructor(forest: CutForest) {
    this.#forest = forest;
  }

  /**
   * Rewrites some cuts of a forest for a room and the children it is for, two at least, which are sorted.
   *
   * @param places - numbers of the cuts, ascending
   * @param tail - how many of the lightest children are left out of the rows
   * @returns what a cell costs on average, at most, if the room is a box; else Infinity, for not known
   */
  plan(room: Readonly<Ring>, places: Int32Array, family: CutTree, tail: number): number {
    family.sortLeaves();
    this.#family = family;
    this.#places = places;
    this.#next = places.length - 1;
    const { count, child } = family;
    const rows = this.#rows;
    rows.begin(room.points, room.corners, family.weight, count);
    let wasBox = true;
    let cost = 0;
    for (let from = 0; from < count; from += rows.taken) {
      const left = count - from;
      if (left <= Math.max(tail, 1)) {
        this.#joinTail(from);
        cost += left * USUAL_COST;
        break;
      }
      wasBox &&= rows.rest.isBox;
      rows.find(from);
      const { taken, nx, ny } = rows;
      cost += taken * (rows.worst / 2) ** 3;
      if (taken < left) {
        const cut = this.#next--;
        const rowPart = taken === 1 ? child[from]! : places[this.#next]!;
        const restPart = left - taken === 1 ? child[from + taken]! : places[this.#next - (taken - 1)]!;
        this.#forest.write(places[cut]!, rowPart, restPart, rows.after[from]!, nx, ny);
        this.#cutRow(from, taken);
      }
      this.#writeRow(from, taken);
    }
    return wasBox ? cost / count : Infinity;
  }

  /** Joins the children from `from` on as Huffman does, and leaves their cuts to be planned. */
  #joinTail(from: number): void {
    const tail = this.#tail;
    tail.takeSome(this.#family, from, this.#family.count);
    this.#forest.rejoin(this.#places, tail.join("huffman"));
  }

  /** Takes a row off what is left of the room: the lighter of the two is cut off. */
  #cutRow(from: number, taken: number): void {
    const rows = this.#rows;
    const whole = rows.after[from]!;
    const left = rows.after[from + taken]!;
    const rowIsLight = whole - left <= left;
    rows.cutOff(rows.rest.area * ((rowIsLight ? this.#rowWeight(from, taken) : left) / whole), rowIsLight);
    rows.goOn(!rowIsLight);
  }

  /** Sum of a row's weights, not taken as a difference: the row may weigh next to nothing. */
  #rowWeight(from: number, taken: number): number {
    let sum = 0;
    for (let k = from + taken - 1; k >= from; k--) sum += this.#family.weight[k]!;
    return sum;
  }

  /** Writes the cuts between the children of a row: one child after the other, along the row. */
  #writeRow(from: number, taken: number): void {
    const { child, weight } = this.#family;
    const { nx, ny } = this.#rows;
    const places = this.#places;
    let sum = weight[from + taken - 1]!;
    let part = child[from + taken - 1]!;
    // The cut after the last child but one stands lowest, so that parts come before wholes.
    let place = this.#next - (taken - 2);
    for (let k = from + taken - 2; k >= from; k--) {
      sum += weight[k]!;
      this.#forest.write(places[place]!, child[k]!, part, sum, -ny, nx);
      part = places[place++]!;
    }
    this.#next -= taken - 1;
  }
}
