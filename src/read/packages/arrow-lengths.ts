/** A table of a FlatBuffer: where it stands. */
type Place = number;

/** Where fields stand in the tables of Arrow's messages, by their order in its schemas. */
const MESSAGE = { kind: 1, header: 2, bodyLength: 3 } as const;
const BATCH = { length: 0, nodes: 1, buffers: 2, compression: 3, variadicCounts: 4 } as const;
const DICTIONARY_DATA = 1;
const FOOTER = { schema: 1, dictionaries: 2, batches: 3 } as const;
const SCHEMA = { fields: 1, metadata: 2 } as const;
const FIELD = { children: 5, metadata: 6 } as const;
const [SCHEMA_KIND, DICTIONARY_KIND, BATCH_KIND] = [1, 2, 3] as const;

const CONTINUATION = -1;
/** What stands before and behind a file: "ARROW1". */
const MAGIC = 6;
/** Bytes of a place, a node of a field, a buffer, and a block of a footer. */
const [OFFSET, PAIR, BLOCK] = [4, 16, 24] as const;

/**
 * Looks through the lengths that a file or stream of Arrow states of its parts: what reads it believes them, and
 * would go through billions of entries that are not there.
 *
 * The forms are those of https://arrow.apache.org/docs/format/Columnar.html, in FlatBuffers.
 *
 * @throws Error or RangeError for lengths that the bytes cannot hold
 */
export function checkArrowLengths(bytes: Uint8Array, isFile: boolean): void {
  const lengths = new Lengths(bytes);
  if (isFile) lengths.file();
  else lengths.stream();
}

class Lengths {
  readonly #view: DataView;
  /** Fields of schemas that may still come: each takes more than a place. */
  #fields: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#fields = bytes.byteLength / OFFSET;
  }

  file(): void {
    const view = this.#view;
    const end = view.byteLength - MAGIC - 4;
    const footer = this.#root(end - view.getInt32(end, true));
    this.#schema(footer);
    for (const blocks of [FOOTER.dictionaries, FOOTER.batches]) {
      const [start, count] = this.#vector(footer, blocks, BLOCK);
      for (let k = 0; k < count; k++) this.#message(this.#long(start + BLOCK * k));
    }
  }

  stream(): void {
    for (let at = 0; at < this.#view.byteLength;) at = this.#message(at);
  }

  /** Looks at the message at a place, and tells where the next one is. */
  #message(at: Place): Place {
    const view = this.#view;
    const start = view.getInt32(at, true) === CONTINUATION ? at + 4 : at;
    const length = view.getInt32(start, true);
    if (length === 0) return view.byteLength;
    const message = this.#root(start + 4);
    const body = this.#field(message, MESSAGE.bodyLength);
    const bodyLength = body === 0 ? 0 : this.#long(body);
    const end = start + 4 + length + bodyLength;
    if (length < 0 || bodyLength < 0 || end > view.byteLength) throw new Error("a message is not whole");
    const kindAt = this.#field(message, MESSAGE.kind);
    const kind = kindAt === 0 ? 0 : view.getUint8(kindAt);
    const header = this.#table(message, MESSAGE.header);
    if (kind === SCHEMA_KIND) this.#fieldsOf(header, SCHEMA.fields, SCHEMA.metadata);
    if (kind === BATCH_KIND) this.#batch(header, bodyLength);
    if (kind === DICTIONARY_KIND) this.#batch(this.#table(header, DICTIONARY_DATA), bodyLength);
    return end;
  }

  #schema(footer: Place): void {
    this.#fieldsOf(this.#table(footer, FOOTER.schema), SCHEMA.fields, SCHEMA.metadata);
  }

  #fieldsOf(owner: Place, fields: number, metadata: number): void {
    this.#vector(owner, metadata, OFFSET);
    const [start, count] = this.#vector(owner, fields, OFFSET);
    this.#fields -= count;
    if (this.#fields < 0) throw new Error("it has more fields than bytes");
    for (let k = 0; k < count; k++)
      this.#fieldsOf(this.#root(start + OFFSET * k), FIELD.children, FIELD.metadata);
  }

  #batch(batch: Place, bodyLength: number): void {
    // One bit is the least that a value takes.
    const most = 8 * bodyLength;
    if (this.#field(batch, BATCH.compression) !== 0)
      throw new Error("its buffers are packed: write it without compression");
    const length = this.#field(batch, BATCH.length);
    if (length !== 0 && this.#long(length) > most) throw new Error("it states more rows than it holds");
    const [nodes, fields] = this.#vector(batch, BATCH.nodes, PAIR);
    for (let k = 0; k < fields; k++)
      if (this.#long(nodes + PAIR * k) > most) throw new Error("it states more values than it holds");
    const [buffers, count] = this.#vector(batch, BATCH.buffers, PAIR);
    for (let k = 0; k < count; k++) {
      const [start, room] = [this.#long(buffers + PAIR * k), this.#long(buffers + PAIR * k + 8)];
      if (start < 0 || room < 0 || start + room > bodyLength) throw new Error("a buffer lies outside of it");
    }
    this.#vector(batch, BATCH.variadicCounts, 8);
  }

  /** Where a field of a table stands; 0 if it is left out. */
  #field(table: Place, field: number): Place {
    const view = this.#view;
    const fields = table - view.getInt32(table, true);
    const at = 4 + 2 * field;
    const offset = at < view.getUint16(fields, true) ? view.getUint16(fields + at, true) : 0;
    return offset === 0 ? 0 : table + offset;
  }

  /** What the place at a place leads to. */
  #root(at: Place): Place {
    return at + this.#view.getUint32(at, true);
  }

  #table(owner: Place, field: number): Place {
    const at = this.#field(owner, field);
    if (at === 0) throw new Error("a part of it is missing");
    return this.#root(at);
  }

  /** Where a list begins, and how many entries it has. */
  #vector(owner: Place, field: number, size: number): readonly [start: Place, count: number] {
    const at = this.#field(owner, field);
    if (at === 0) return [0, 0];
    const start = this.#root(at) + 4;
    const count = this.#view.getUint32(start - 4, true);
    if (start + size * count > this.#view.byteLength) throw new Error("a list in it is longer than it is");
    return [start, count];
  }

  #long(at: Place): number {
    return Number(this.#view.getBigInt64(at, true));
  }
}
