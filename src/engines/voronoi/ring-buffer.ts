import type { RingSink } from "../cuts/family-cutter.ts";

/** Keeps the cells of a family until it is known whether they are wanted. */
export class RingBuffer implements RingSink {
  count = 0;
  #node: Int32Array = new Int32Array(64);
  #start: Int32Array = new Int32Array(65);
  #place: Float64Array = new Float64Array(128);
  #points: Float64Array = new Float64Array(1024);

  clear(): void {
    this.count = 0;
    this.#start[0] = 0;
  }

  set(i: number, x: number, y: number, points: Float64Array, from: number, corners: number): void {
    const k = this.count++;
    const start = this.#start[k]!;
    const end = start + 2 * corners;
    if (this.count >= this.#node.length) {
      this.#node = grown(new Int32Array(2 * this.count), this.#node);
      this.#start = grown(new Int32Array(2 * this.count + 1), this.#start);
      this.#place = grown(new Float64Array(4 * this.count), this.#place);
    }
    if (end > this.#points.length) this.#points = grown(new Float64Array(2 * end), this.#points);
    this.#node[k] = i;
    this.#place[2 * k] = x;
    this.#place[2 * k + 1] = y;
    for (let n = 0; n < 2 * corners; n++) this.#points[start + n] = points[from + n]!;
    this.#start[k + 1] = end;
  }

  /** Hands all on. */
  pass(sink: RingSink): void {
    for (let k = 0; k < this.count; k++) {
      const start = this.#start[k]!;
      const corners = (this.#start[k + 1]! - start) / 2;
      sink.set(this.#node[k]!, this.#place[2 * k]!, this.#place[2 * k + 1]!, this.#points, start, corners);
    }
  }
}

function grown<A extends Int32Array | Float64Array>(larger: A, old: A): A {
  larger.set(old);
  return larger;
}
