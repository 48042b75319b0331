import { grown } from "../../geometry/growing.ts";
import { halveRun } from "../../model/huffman.ts";
import type { BoxCells } from "../engine.ts";
import { TIE } from "./sums.ts";

/** Runs that have room to begin with: where the longer part waits, one waits for each halving of 2³¹ children. */
const FIRST_CAPACITY = 34;

/**
 * A running sum this many times greater than what a part weighs has lost too many of the part's digits, and
 * the part is added up anew: at the most once for each factor of 16 between the greatest and the least weight.
 */
const LOST = 16;

/**
 * The runs of a family's children that are still to be cut, each with its box, the last first. Order is kept: a run
 * is cut in two, and its box with it in the proportion of their weights.
 */
export class OpenRuns {
  size = 0;
  #weights: Float64Array = new Float64Array(0);
  /** First child of the family. */
  #origin = 0;
  /** At k the weight of the children before `#origin + k`, counted from the base of the run they are in. */
  #sums: Float64Array = new Float64Array(0);
  #first: Int32Array = new Int32Array(FIRST_CAPACITY);
  #end: Int32Array = new Int32Array(FIRST_CAPACITY);
  /** Running sum before the run's first child. */
  #base: Float64Array = new Float64Array(FIRST_CAPACITY);
  /** x, y, width, height of each run. */
  #box: Float64Array = new Float64Array(4 * FIRST_CAPACITY);

  /** Begins with all children of a family as one run in a room. */
  begin(weights: Float64Array, first: number, end: number, width: number, height: number): void {
    this.#weights = weights;
    this.#origin = first;
    this.#sums = grown(this.#sums, end - first + 1);
    this.#addUp(first, end);
    this.size = 0;
    this.#push(first, end, 0, 0, 0, width, height);
  }

  /** The first child of the last run, the number after its last one, and its sides. */
  get first(): number {
    return this.#first[this.size - 1]!;
  }
  get end(): number {
    return this.#end[this.size - 1]!;
  }
  get count(): number {
    return this.end - this.first;
  }
  get width(): number {
    return this.#box[4 * this.size - 2]!;
  }
  get height(): number {
    return this.#box[4 * this.size - 1]!;
  }

  /** What the children of the last run before `end` weigh together; `end` lies behind its first child. */
  weightBefore(end: number): number {
    return this.#sums[end - this.#origin]! - this.#base[this.size - 1]!;
  }

  /** The first child of the last run's second half, where its halves weigh most nearly the same. */
  middle(): number {
    const top = this.size - 1;
    const from = this.#first[top]! - this.#origin;
    const end = this.#end[top]! - this.#origin;
    return this.#origin + halveRun(this.#sums, from, end, this.#base[top], TIE);
  }

  /** Takes the last run off, and writes its box as the cell of its one child, or of another node. */
  place(cells: BoxCells, node: number = this.first): void {
    const top = --this.size;
    const box = this.#box;
    cells.set(node, box[4 * top]!, box[4 * top + 1]!, box[4 * top + 2]!, box[4 * top + 3]!);
  }

  /**
   * Cuts the last run before the child `at`, which is not its first, into a part at the left and one at the right, or
   * one above the other. The tail waits; or the head, with `headWaits`. The head is at the left or above; or at the
   * other side, with `mirrored`.
   */
  cut(at: number, across: boolean, headWaits = false, mirrored = false): void {
    const top = --this.size;
    const origin = this.#origin;
    const first = this.#first[top]!;
    const end = this.#end[top]!;
    const base = this.#base[top]!;

    const before = this.#sums[at - origin]!;
    const headBase = hasLost(before, base) ? this.#addUp(first, at) : base;
    const head = this.#sums[at - origin]! - headBase;
    const tailBase = hasLost(this.#sums[end - origin]!, before) ? this.#addUp(at, end) : before;
    const tail = this.#sums[end - origin]! - tailBase;
    // Parts without weight come from a box without area, which any share leaves without area.
    const both = head + tail || 1;

    const x = this.#box[4 * top]!;
    const y = this.#box[4 * top + 1]!;
    const width = this.#box[4 * top + 2]!;
    const height = this.#box[4 * top + 3]!;
    const headWidth = across ? width * (head / both) : width;
    const headHeight = across ? height : height * (head / both);
    const tailWidth = across ? width * (tail / both) : width;
    const tailHeight = across ? height : height * (tail / both);
    const headX = across && mirrored ? x + tailWidth : x;
    const headY = !across && mirrored ? y + tailHeight : y;
    const tailX = across && !mirrored ? x + headWidth : x;
    const tailY = !across && !mirrored ? y + headHeight : y;

    if (headWaits) this.#push(first, at, headBase, headX, headY, headWidth, headHeight);
    this.#push(at, end, tailBase, tailX, tailY, tailWidth, tailHeight);
    if (!headWaits) this.#push(first, at, headBase, headX, headY, headWidth, headHeight);
  }

  /** Writes the running sums of a part, each rounded once (Neumaier), and returns their base: 0. */
  #addUp(first: number, end: number): number {
    let sum = 0;
    let error = 0;
    for (let i = first; i < end; i++) {
      const weight = this.#weights[i]!;
      const next = sum + weight;
      error += sum >= weight ? sum - next + weight : weight - next + sum;
      sum = next;
      this.#sums[i + 1 - this.#origin] = sum + error;
    }
    return 0;
  }

  #push(first: number, end: number, base: number, x: number, y: number, width: number, height: number): void {
    const k = this.size++;
    if (k === this.#first.length) {
      this.#first = grown(this.#first, this.size);
      this.#end = grown(this.#end, this.size);
      this.#base = grown(this.#base, this.size);
      this.#box = grown(this.#box, 4 * this.size);
    }
    this.#first[k] = first;
    this.#end[k] = end;
    this.#base[k] = base;
    const box = this.#box;
    box[4 * k] = x;
    box[4 * k + 1] = y;
    box[4 * k + 2] = width;
    box[4 * k + 3] = height;
  }
}

/** Whether a part that begins at `base` and ends at `sum` of a running sum is too small a piece of it. */
function hasLost(sum: number, base: number): boolean {
  return sum > LOST * (sum - base);
}
