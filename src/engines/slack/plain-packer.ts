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
export function plainPacker(d: number, ratio: number): MemberPacker {
  let boxes: Float64Array = new Float64Array(0);
  const trees = new FamilyTreeBuilder();
  let count = 0;
  let given: Float64Array = new Float64Array(16);
  let ordered: Int32Array = new Int32Array(16);
  let content: Float64Array = new Float64Array(32);
  let rooms: Float64Array = new Float64Array(0);
  return {
    dimension: d,
    clear,
    add,
    pack,
    get boxes() {
      return boxes;
    },
  };

  function clear(): void {
    count = 0;
  }

  function add(content: number): void {
    given = grown(given, count + 1);
    given[count++] = content;
  }

  function pack(sides: Float64Array): void {
    ordered = grown(ordered, count);
    content = grown(content, 2 * count);
    boxes = grown(boxes, 2 * d * count);
    rooms = grown(rooms, 4 * d * count);
    const order = ordered.subarray(0, count);
    for (let k = 0; k < count; k++) order[k] = k;
    order.sort((a, b) => given[a]! - given[b]! || b - a);
    for (let k = 0; k < count; k++) content[k] = given[order[k]!]!;
    trees.build(JOINS.huffman, content, count);
    const { first, second } = trees;
    for (let v = count; v < 2 * count - 1; v++) {
      content[v] = content[first[v - count]!]! + content[second[v - count]!]!;
    }
    openRoom(d, rooms, 2 * count - 2, sides);
    trimRoom(2 * count - 2);
    for (let v = 2 * count - 2; v >= count; v--) divide(v, first[v - count]!, second[v - count]!);
    for (let k = 0; k < count; k++) {
      boxes.set(rooms.subarray(2 * d * k, 2 * d * (k + 1)), 2 * d * order[k]!);
    }
  }

  function divide(whole: number, a: number, b: number): void {
    const from = 2 * d * whole;
    let axis = 0;
    for (let k = 1; k < d; k++) if (rooms[from + d + k]! > rooms[from + d + axis]!) axis = k;
    const light = content[a]! <= content[b]! ? a : b;
    const heavy = light === a ? b : a;
    const fraction = slab(from, axis, content[light]!, content[heavy]!);
    const side = rooms[from + d + axis]!;
    cutRoom(d, rooms, whole, axis, light, side * fraction, heavy, side * (1 - fraction));
    trimRoom(light);
    trimRoom(heavy);
  }

  /** The fraction of a box that the light part gets, so that both are as well off after it is cut down to the ratio. */
  function slab(from: number, axis: number, light: number, heavy: number): number {
    const share = light / (light + heavy);
    if (kept(from, axis, share) === 1) return share;
    let low = share;
    let high = 1 / ratio;
    for (let halving = 0; halving < HALVINGS && low < high; halving++) {
      const middle = (low + high) / 2;
      if (middle * kept(from, axis, middle) * heavy < (1 - middle) * light) low = middle;
      else high = middle;
    }
    return high;
  }

  /** The part that is left of a slab of a box after its sides are cut down to the ratio. */
  function kept(from: number, axis: number, fraction: number): number {
    let shortest = rooms[from + d + axis]! * fraction;
    for (let k = 0; k < d; k++) if (k !== axis) shortest = Math.min(shortest, rooms[from + d + k]!);
    let kept = 1;
    for (let k = 0; k < d; k++) {
      const side = rooms[from + d + k]! * (k === axis ? fraction : 1);
      kept *= Math.min(1, (ratio * shortest) / side);
    }
    return kept;
  }

  /** Cuts the sides of a room down to the ratio, in the middle. */
  function trimRoom(part: number): void {
    const room = 2 * d * part;
    trim(d, ratio, rooms, room, rooms, room);
  }
}
