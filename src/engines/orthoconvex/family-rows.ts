import { growAll, grown } from "../../geometry/growing.ts";
import type { Box, WeightedTree } from "../engine.ts";
import { TIE } from "../rectangles/sums.ts";

/** Longer to shorter side that rows may leave a leaf, and a part that is divided further. */
export interface RowLimits {
  readonly leaf: number;
  readonly inner: number;
}

/** Up to so many parts are sorted by inserting them one by one. */
const SHORT = 24;

/** The boxes of some parts laid in rows along the shorter side of what is left, as squarified treemaps are. */
export class FamilyRows {
  /** The parts, by falling weight. */
  part: Int32Array = new Int32Array(32);
  weight: Float64Array = new Float64Array(32);
  isLeaf: Uint8Array = new Uint8Array(32);
  count = 0;
  /** The box of each: x, y, width, height. */
  box: Float64Array = new Float64Array(128);
  /** What is missing of each at its far corner: a notch of its own shape, with sides so many times as long. */
  notch: Float64Array = new Float64Array(32);
  /** How many have got their boxes, and the rectangle that remains for the others. */
  planned = 0;
  rest: Readonly<Box> = { x: 0, y: 0, width: 0, height: 0 };
  /** What each and all after it weigh. */
  #left: Float64Array = new Float64Array(33);

  clear(): void {
    this.count = 0;
  }

  /** Takes the children of a node that weigh anything, each by the part that stands for it. */
  takeFamily({ firstChild, childCount, weight }: WeightedTree, standing: Int32Array, node: number): void {
    this.count = 0;
    const end = firstChild[node]! + childCount[node]!;
    for (let c = firstChild[node]!; c < end; c++) {
      if (!(weight[c]! > 0)) continue;
      const part = standing[c]!;
      this.push(part, weight[c]!, childCount[part] === 0);
    }
  }

  push(part: number, weight: number, isLeaf: boolean): void {
    const k = this.count++;
    if (k === this.part.length) this.#grow();
    this.part[k] = part;
    this.weight[k] = weight;
    this.isLeaf[k] = isLeaf ? 1 : 0;
  }

  /**
   * Writes the boxes, and tells whether all of them keep the limits. The order must be that of {@link sort}.
   *
   * @param leave - stop when no more than so many are left, and write the rectangle that remains for them
   */
  plan(width: number, height: number, limits: RowLimits, leave: number = 0): boolean {
    const { count, weight } = this;
    const left = this.#left;
    left[count] = 0;
    for (let k = count - 1; k >= 0; k--) left[k] = left[k + 1]! + weight[k]!;
    let [x, y, w, h] = [0, 0, width, height];
    let start = 0;
    while (count - start > leave) {
      const rest = left[start]!;
      const upright = w >= h * (1 - TIE);
      const stretch = upright ? w / h : h / w;
      const end = this.#rowEnd(start, rest, stretch);
      let row = 0;
      for (let k = end - 1; k >= start; k--) row += weight[k]!;
      if (!this.#keeps(start, end, rest, row, stretch, limits)) return false;
      const across = upright ? w : h;
      const depth = end === count ? across : across * (row / rest);
      this.#lay(start, end, row, upright, x, y, upright ? depth : w, upright ? h : depth);
      if (upright) {
        x += depth;
        w *= left[end]! / rest;
      } else {
        y += depth;
        h *= left[end]! / rest;
      }
      start = end;
    }
    this.planned = start;
    this.rest = { x, y, width: w, height: h };
    return true;
  }

  /** Brings the parts into order by falling weight; those that weigh the same by number. */
  sort(): void {
    const { count, weight } = this;
    let isSorted = true;
    for (let k = 1; k < count && isSorted; k++) isSorted = weight[k - 1]! >= weight[k]!;
    if (isSorted) return;
    if (count <= SHORT) this.#insert();
    else this.#sortLong();
  }

  #insert(): void {
    const { count, part, weight, isLeaf } = this;
    for (let k = 1; k < count; k++) {
      const [own, heavy, leaf] = [part[k]!, weight[k]!, isLeaf[k]!];
      let at = k;
      for (; at > 0; at--) {
        const before = weight[at - 1]!;
        if (before > heavy || (before === heavy && part[at - 1]! < own)) break;
        part[at] = part[at - 1]!;
        weight[at] = before;
        isLeaf[at] = isLeaf[at - 1]!;
      }
      part[at] = own;
      weight[at] = heavy;
      isLeaf[at] = leaf;
    }
  }

  #sortLong(): void {
    const { count, part, weight, isLeaf } = this;
    const order = Array.from({ length: count }, (_, k) => k).sort(
      (a, b) => weight[b]! - weight[a]! || part[a]! - part[b]!,
    );
    const [parts, weights, leaves] = [part.slice(0, count), weight.slice(0, count), isLeaf.slice(0, count)];
    for (const [k, from] of order.entries()) {
      part[k] = parts[from]!;
      weight[k] = weights[from]!;
      isLeaf[k] = leaves[from]!;
    }
  }

  /** A row of share q, `stretch` times as long across as along, leaves a cell of share u a ratio of q² stretch / u. */
  #rowEnd(start: number, rest: number, stretch: number): number {
    const { count, weight } = this;
    const most = weight[start]! / rest;
    let share = most;
    let worst = spread(share * share * stretch, most, most);
    let k = start + 1;
    for (; k < count; k++) {
      const least = weight[k]! / rest;
      const next = spread((share + least) ** 2 * stretch, most, least);
      if (next > worst * (1 + TIE)) break;
      worst = next;
      share += least;
    }
    return k;
  }

  #keeps(start: number, end: number, rest: number, row: number, stretch: number, limits: RowLimits): boolean {
    const { weight, isLeaf } = this;
    const depth = (row / rest) ** 2 * stretch;
    for (let k = start; k < end; k++) {
      const share = weight[k]! / rest;
      const limit = isLeaf[k] === 1 ? limits.leaf : limits.inner;
      if (depth > limit * share || share > limit * depth) return false;
    }
    return true;
  }

  /** Writes the boxes of a row: one below the other if it is upright, else side by side. */
  #lay(
    start: number,
    end: number,
    row: number,
    upright: boolean,
    x: number,
    y: number,
    w: number,
    h: number,
  ): void {
    for (let k = start; k < end; k++) {
      const share = this.weight[k]! / row;
      if (upright) {
        this.write(k, x, y, w, h * share);
        y += h * share;
      } else {
        this.write(k, x, y, w * share, h);
        x += w * share;
      }
    }
  }

  /** What all weigh. */
  total(): number {
    let weight = 0;
    for (let k = this.count - 1; k >= 0; k--) weight += this.weight[k]!;
    return weight;
  }

  /** Sets the box of one. */
  write(k: number, x: number, y: number, width: number, height: number, notch: number = 0): void {
    const { box } = this;
    this.notch[k] = notch;
    box[4 * k] = x;
    box[4 * k + 1] = y;
    box[4 * k + 2] = width;
    box[4 * k + 3] = height;
  }

  #grow(): void {
    growAll(this, ["part", "weight", "isLeaf", "notch"], this.count);
    this.box = grown(this.box, 4 * this.count);
    this.#left = grown(this.#left, this.part.length + 1);
  }
}

/** The worse ratio of the heaviest and the lightest cell of a row. */
function spread(depth: number, most: number, least: number): number {
  const thin = depth / least;
  const long = most / depth;
  return thin > long ? thin : long;
}
