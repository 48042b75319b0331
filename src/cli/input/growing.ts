import type { Columns } from "./source.ts";

const FIRST_CAPACITY = 1024;

/** Columns of nodes that are found one by one. */
export class GrowingColumns {
  #parent = new Int32Array(FIRST_CAPACITY);
  #weight = new Float64Array(FIRST_CAPACITY);
  readonly #label: string[] = [];

  get size(): number {
    return this.#label.length;
  }

  /** Adds a node and returns its row. A weight of NaN stands for none. */
  add(parent: number, label: string, weight: number): number {
    const row = this.#label.length;
    if (row === this.#parent.length) this.#grow(2 * row);
    this.#parent[row] = parent;
    this.#weight[row] = weight;
    this.#label.push(label);
    return row;
  }

  /** Gives a node its weight. */
  weigh(row: number, weight: number): void {
    this.#weight[row] = weight;
  }

  /** The labels from the root down to a row, and one more, joined by "/". */
  pathOf(row: number, last: string): string {
    const labels = [last];
    for (let up = row; up >= 0; up = this.#parent[up]!) labels.push(this.#label[up]!);
    return labels.reverse().join("/");
  }

  /** The columns at their length. */
  finish(): Columns {
    return {
      parent: this.#parent.slice(0, this.size),
      weight: this.#weight.slice(0, this.size),
      label: this.#label,
    };
  }

  #grow(capacity: number): void {
    const { buffer: parent } = this.#parent;
    const { buffer: weight } = this.#weight;
    this.#parent = new Int32Array(capacity);
    this.#parent.set(new Int32Array(parent));
    this.#weight = new Float64Array(capacity);
    this.#weight.set(new Float64Array(weight));
  }
}
