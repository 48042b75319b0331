import { grown } from "../../geometry/growing.ts";
import { cutRoom, openRoom, trim, type MemberPacker } from "./family-packer.ts";
import { FamilyTreeBuilder, JOINS } from "./family-trees.ts";

/** Halvings of the interval in which the width of a slab is sought: then it is known to the last digit. */
const HALVINGS = 52;

/**
 * The plain construction, by which docs/slack-bound.md proves that the ratio can always be kept: Huffman's tree of
 * the weights, and every cut across the longest side. A part too light to be cut off in a box of the allowed ratio
 * gets the least slab that holds a box of the right volume; both parts are then scaled alike.
 *
 * It loses much more than tables do, and takes much less time.
 */
export class PlainPacker implements MemberPacker {
  readonly dimension: number;
  readonly #ratio: number;
  boxes: Float64Array = new Float64Array(0);
  readonly #trees = new FamilyTreeBuilder();
  #count = 0;
  #given: Float64Array = new Float64Array(16);
  #order: Int32Array = new Int32Array(16);
  #content: Float64Array = new Float64Array(32);
  #rooms: Float64Array = new Float64Array(0);

  constructor(dimension: number, ratio: number) {
    this.dimension = dimension;
    this.#ratio = ratio;
  }

  clear(): void {
    this.#count = 0;
  }

  add(content: number): void {
    this.#given = grown(this.#given, this.#count + 1);
    this.#given[this.#count++] = content;
  }

  pack(sides: Float64Array): void {
    const count = this.#count;
    const d = this.dimension;
    this.#order = grown(this.#order, count);
    this.#content = grown(this.#content, 2 * count);
    this.boxes = grown(this.boxes, 2 * d * count);
    this.#rooms = grown(this.#rooms, 4 * d * count);
    const order = this.#order.subarray(0, count);
    for (let k = 0; k < count; k++) order[k] = k;
    order.sort((a, b) => this.#given[a]! - this.#given[b]! || b - a);
    for (let k = 0; k < count; k++) this.#content[k] = this.#given[order[k]!]!;
    this.#trees.build(JOINS.huffman, this.#content, count);
    const { first, second } = this.#trees;
    for (let v = count; v < 2 * count - 1; v++) {
      this.#content[v] = this.#content[first[v - count]!]! + this.#content[second[v - count]!]!;
    }
    openRoom(d, this.#rooms, 2 * count - 2, sides);
    this.#trim(2 * count - 2);
    for (let v = 2 * count - 2; v >= count; v--) this.#divide(v, first[v - count]!, second[v - count]!);
    for (let k = 0; k < count; k++) {
      this.boxes.set(this.#rooms.subarray(2 * d * k, 2 * d * (k + 1)), 2 * d * order[k]!);
    }
  }

  #divide(whole: number, a: number, b: number): void {
    const d = this.dimension;
    const rooms = this.#rooms;
    const from = 2 * d * whole;
    let axis = 0;
    for (let k = 1; k < d; k++) if (rooms[from + d + k]! > rooms[from + d + axis]!) axis = k;
    const light = this.#content[a]! <= this.#content[b]! ? a : b;
    const heavy = light === a ? b : a;
    const fraction = this.#slab(from, axis, this.#content[light]!, this.#content[heavy]!);
    const side = rooms[from + d + axis]!;
    cutRoom(d, rooms, whole, axis, light, side * fraction, heavy, side * (1 - fraction));
    this.#trim(light);
    this.#trim(heavy);
  }

  /** The fraction of a box that the light part gets, so that both are as well off after it is cut down to the ratio. */
  #slab(from: number, axis: number, light: number, heavy: number): number {
    const share = light / (light + heavy);
    if (this.#kept(from, axis, share) === 1) return share;
    let low = share;
    let high = 1 / this.#ratio;
    for (let halving = 0; halving < HALVINGS && low < high; halving++) {
      const middle = (low + high) / 2;
      if (middle * this.#kept(from, axis, middle) * heavy < (1 - middle) * light) low = middle;
      else high = middle;
    }
    return high;
  }

  /** The part that is left of a slab of a box after its sides are cut down to the ratio. */
  #kept(from: number, axis: number, fraction: number): number {
    const d = this.dimension;
    const rooms = this.#rooms;
    let shortest = rooms[from + d + axis]! * fraction;
    for (let k = 0; k < d; k++) if (k !== axis) shortest = Math.min(shortest, rooms[from + d + k]!);
    let kept = 1;
    for (let k = 0; k < d; k++) {
      const side = rooms[from + d + k]! * (k === axis ? fraction : 1);
      kept *= Math.min(1, (this.#ratio * shortest) / side);
    }
    return kept;
  }

  /** Cuts the sides of a room down to the ratio, in the middle. */
  #trim(part: number): void {
    const room = 2 * this.dimension * part;
    trim(this.dimension, this.#ratio, this.#rooms, room, this.#rooms, room);
  }
}
