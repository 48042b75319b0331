import { growAll, grown } from "../../geometry/growing.ts";

/**
 * Tables of excesses, each with as many entries, known by number. Table 0 is that of a leaf: nothing is lost in any
 * shape it may take.
 */
export class TableStore {
  /** Entries a table. */
  readonly entries: number;
  /** All entries, table after table. */
  values: Float64Array;
  /** Entries of the second tables, at the same places, where there are any. */
  middles: Float64Array;
  /** The least entry of each table. */
  least: Float64Array;
  /** For each table a set of bits: which of the family's binary trees are the best for some shape. */
  joins: Int32Array;
  /** For each table, where the tables of the parts of the family are kept, or −1. */
  wholes: Int32Array;
  readonly #hasMiddles: boolean;
  #count = 1;

  constructor(entries: number, hasMiddles: boolean) {
    this.entries = entries;
    this.values = new Float64Array(entries * 64);
    this.#hasMiddles = hasMiddles;
    this.middles = new Float64Array(hasMiddles ? entries * 64 : 1);
    this.least = new Float64Array(64);
    this.joins = new Int32Array(64);
    this.wholes = new Int32Array(64).fill(-1);
  }

  /** Makes room for one more table, which holds Infinity throughout, and returns its number. */
  open(): number {
    const table = this.#count++;
    const numbers = this.entries * this.#count;
    this.values = grown(this.values, numbers);
    if (this.#hasMiddles) this.middles = grown(this.middles, numbers);
    growAll(this, ["least", "joins"], this.#count);
    this.wholes = grown(this.wholes, this.#count, -1);
    this.values.fill(Infinity, table * this.entries, (table + 1) * this.entries);
    return table;
  }

  /** Notes the least entry of a table that is full. */
  close(table: number): void {
    let least = Infinity;
    const end = (table + 1) * this.entries;
    for (let k = table * this.entries; k < end; k++) if (this.values[k]! < least) least = this.values[k]!;
    this.least[table] = least;
  }
}
