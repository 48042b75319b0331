import { grown } from "../../geometry/growing.ts";
import type { RingSink } from "./family-cutter.ts";

/** Keeps the cells of a family until it is known whether they are wanted; of a node's cells the last. */
export class RingBuffer implements RingSink {
  #count = 0;
  #first = 0;
  /** Place in the buffer, counted from 1, of the last cell of each node from `first` on; 0 for none. */
  #last: Int32Array = new Int32Array(64);
  #node: Int32Array = new Int32Array(64);
  #start: Int32Array = new Int32Array(65);
  #place: Float64Array = new Float64Array(128);
  #points: Float64Array = new Float64Array(1024);

  /** Begins with the cells of nodes `first` … `end` − 1. */
  begin(first: number, end: number): void {
    this.#first = first;
    this.#last = grown(this.#last, end - first).fill(0, 0, end - first);
    this.#count = 0;
    this.#start[0] = 0;
  }

  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    const k = this.#count++;
    const start = this.#start[k]!;
    const end = start + 2 * corners;
    this.#node = grown(this.#node, k + 1);
    this.#start = grown(this.#start, k + 2);
    this.#place = grown(this.#place, 2 * k + 2);
    this.#points = grown(this.#points, end);
    this.#node[k] = i;
    this.#last[i - this.#first] = k + 1;
    this.#place[2 * k] = x;
    this.#place[2 * k + 1] = y;
    for (let n = 0; n < 2 * corners; n++) this.#points[start + n] = points[from + n]!;
    this.#start[k + 1] = end;
  }

  /** Hands all on. */
  writeTo(sink: RingSink): void {
    for (let k = 0; k < this.#count; k++) {
      const node = this.#node[k]!;
      if (this.#last[node - this.#first] !== k + 1) continue;
      const start = this.#start[k]!;
      const corners = (this.#start[k + 1]! - start) / 2;
      sink.set(node, this.#place[2 * k]!, this.#place[2 * k + 1]!, this.#points, start, corners);
    }
  }
}
