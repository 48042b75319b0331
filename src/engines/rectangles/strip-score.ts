import { grown } from "../../geometry/growing.ts";
import { sumOf } from "./sums.ts";

/** A run of children in one strip: the index after its last child, their weight, and their mean aspect ratio. */
export interface Strip {
  first: number;
  end: number;
  weight: number;
  aspect: number;
}

/**
 * The strip that begins at `first` in a room of children that weigh `total`, `aspect` times as long along the strip as
 * across it: it grows while its mean aspect ratio does not get worse. Children left over without weight join it.
 */
export function fillStrip(
  score: StripScore,
  weights: Float64Array,
  first: number,
  end: number,
  total: number,
  aspect: number,
): Strip {
  score.clear(aspect);
  let best = Infinity;
  let i = first;
  for (; i < end; i++) {
    const mean = score.add(weights[i]! / total);
    if (mean > best) break;
    best = mean;
  }
  return { first, end: i, weight: sumOf(weights, first, i), aspect: best };
}

/**
 * The mean aspect ratio of the cells of a strip, child after child.
 *
 * A strip that holds a share q of the room is q of its height deep, and a cell of share u is u/q of its width
 * long: its width to height is `aspect` · u/q², where `aspect` is the room's own. As q grows, every cell gets
 * narrower, and turns from wide to high for good once u falls below q²/aspect. So it is enough to keep the wide
 * cells' Σu and the high cells' Σ1/u, with the wide cells in a heap, narrowest on top.
 */
export class StripScore {
  #aspect = 1;
  #share = 0;
  #count = 0;
  #sumWide = 0;
  #sumHigh = 0;
  #heap: Float64Array = new Float64Array(16);
  #size = 0;

  /** Begins a strip in a room of this width to height. */
  clear(aspect: number): void {
    this.#aspect = aspect;
    this.#share = 0;
    this.#count = 0;
    this.#sumWide = 0;
    this.#sumHigh = 0;
    this.#size = 0;
  }

  /** Adds a child that has this share of the room; returns the mean of longer to shorter side. */
  add(share: number): number {
    if (share > 0) {
      this.#share += share;
      this.#count++;
      this.#sumWide += share;
      this.#push(share);
    }
    if (this.#count === 0) return Infinity;
    const perShare = this.#aspect / this.#share / this.#share;
    while (this.#size > 0 && this.#heap[0]! * perShare < 1) {
      const turned = this.#pop();
      this.#sumHigh += 1 / turned;
      // An empty heap sums to 0: what differences left over goes.
      this.#sumWide = this.#size > 0 ? this.#sumWide - turned : 0;
    }
    return (this.#sumWide * perShare + this.#sumHigh / perShare) / this.#count;
  }

  #push(share: number): void {
    if (this.#size === this.#heap.length) this.#heap = grown(this.#heap, this.#size + 1);
    const heap = this.#heap;
    let k = this.#size++;
    while (k > 0) {
      const up = (k - 1) >> 1;
      if (heap[up]! <= share) break;
      heap[k] = heap[up]!;
      k = up;
    }
    heap[k] = share;
  }

  #pop(): number {
    const heap = this.#heap;
    const least = heap[0]!;
    const last = heap[--this.#size]!;
    let k = 0;
    for (let child = 1; child < this.#size; child = 2 * k + 1) {
      if (child + 1 < this.#size && heap[child + 1]! < heap[child]!) child++;
      if (last <= heap[child]!) break;
      heap[k] = heap[child]!;
      k = child;
    }
    heap[k] = last;
    return least;
  }
}
