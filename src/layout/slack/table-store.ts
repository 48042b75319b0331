/**
 * Tables of excesses, each with as many entries, known by number. Table 0 is that of a leaf: nothing is lost in any
 * shape it may take.
 */
export class TableStore {
  /** Entries a table. */
  readonly entries: number;
  /** All entries, table after table. */
  values: Float64Array;
  /** The least entry of each table. */
  least: Float64Array;
  /** For each table a set of bits: which of the family's binary trees are the best for some shape. */
  joins: Int32Array;
  #count = 1;

  constructor(entries: number) {
    this.entries = entries;
    this.values = new Float64Array(entries * 64);
    this.least = new Float64Array(64);
    this.joins = new Int32Array(64);
  }

  /** Makes room for one more table, which holds Infinity throughout, and returns its number. */
  open(): number {
    const table = this.#count++;
    if (table >= this.least.length) {
      this.values = grow(this.values);
      this.least = grow(this.least);
      const joins = new Int32Array(2 * table);
      joins.set(this.joins);
      this.joins = joins;
    }
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

function grow(values: Float64Array): Float64Array {
  const more = new Float64Array(2 * values.length);
  more.set(values);
  return more;
}
