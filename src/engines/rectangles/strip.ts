import { grown } from "../../geometry/growing.ts";
import { number, type OptionHelp, type OptionTable } from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import type { RectEngine } from "../engine.ts";
import { rectEngine } from "../family-engine.ts";
import { layRow } from "./slices.ts";
import { sumOf } from "./sums.ts";

/** Options of {@link strip}. */
export interface StripOptions {
  /** Width to height that cells should come near to; 1 by default, more leaves room for text. */
  readonly ratio?: number;
}

export const stripOptions: OptionTable<StripOptions> = { ratio: number({ above: 0 }, 1) };

export const stripHelp: OptionHelp<StripOptions> = {
  ratio: "width to height that cells should come near to; more leaves room for text",
};

/** A run of children in one strip: the index after its last child, their weight, and their mean aspect ratio. */
interface Strip {
  first: number;
  end: number;
  weight: number;
  aspect: number;
}

/**
 * Strips from top to bottom, filled from left to right like lines of text, while a strip's mean aspect ratio
 * does not get worse: the ordered strip treemap.
 *
 * Order is kept, in reading order, so readers find an item where they expect it. Expect a mean longer to
 * shorter side of about 1.2 for like weights and about 2 to 3 for mixed ones in no order; there is no limit.
 *
 * Time: n log n in the number of children.
 *
 * Source: Bederson, Shneiderman, Wattenberg, *Ordered and quantum treemaps: making effective use of 2D space
 * to display hierarchies* (2002).
 *
 * @throws MarquetryError `bad-option` if `ratio` is not positive and finite
 * @example layout(tree, { engine: strip({ ratio: 3 }), container: [960, 600] });
 */
export function strip(options?: StripOptions): RectEngine {
  const settled = readOptions<StripOptions, "ratio">("strip", stripOptions, options);
  const score = new StripScore();
  return rectEngine({
    name: "strip",
    description: "strips in reading order; order kept, fair shapes without a guarantee",
    options: settled,
    divide({ width, height }, weights, first, end, cells) {
      const total = sumOf(weights, first, end);
      const aspect = width / height / settled.ratio;
      let y = 0;
      const lay = (run: Strip) => {
        const depth = height * (run.weight / total);
        layRow(true, 0, y, width, depth, weights, run.first, run.end, run.weight, cells);
        y += depth;
      };
      let current = fill(score, weights, first, end, total, aspect);
      while (current.end < end) {
        const next = fill(score, weights, current.end, end, total, aspect);
        const joined = next.end === end ? join(score, weights, current, next, total, aspect) : null;
        if (joined === null) lay(current);
        current = joined ?? next;
      }
      lay(current);
    },
  });
}

/** The strip that begins at `first`; children that are left over without weight join it. */
function fill(
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
 * The last strip gets what is left over, often too little for its width: both last strips as one, if that
 * betters the mean of their cells, else null.
 */
function join(
  score: StripScore,
  weights: Float64Array,
  a: Strip,
  b: Strip,
  total: number,
  aspect: number,
): Strip | null {
  score.clear(aspect);
  let joint = Infinity;
  for (let i = a.first; i < b.end; i++) joint = score.add(weights[i]! / total);
  const count = b.end - a.first;
  const apart = (a.aspect * (a.end - a.first) + b.aspect * (b.end - b.first)) / count;
  return joint < apart
    ? { first: a.first, end: b.end, weight: sumOf(weights, a.first, b.end), aspect: joint }
    : null;
}

/**
 * The mean aspect ratio of the cells of a strip, child after child.
 *
 * A strip that holds a share q of the room is q of its height deep, and a cell of share u is u/q of its width
 * long: its width to height is `aspect` · u/q², where `aspect` is the room's own. As q grows, every cell gets
 * narrower, and turns from wide to high for good once u falls below q²/aspect. So it is enough to keep the wide
 * cells' Σu and the high cells' Σ1/u, with the wide cells in a heap, narrowest on top.
 */
class StripScore {
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
