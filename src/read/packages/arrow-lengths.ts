/** Where a table of a FlatBuffer stands. */
type Place = number;

/** Fields of the tables of Arrow's messages, by their order in its schemas. */
const MESSAGE = { kind: 1, header: 2, bodyLength: 3 } as const;
const BATCH = { length: 0, nodes: 1, buffers: 2, compression: 3, variadicCounts: 4 } as const;
const DICTIONARY_DATA = 1;
const FOOTER = { schema: 1, dictionaries: 2, batches: 3 } as const;
const SCHEMA = { fields: 1, metadata: 2 } as const;
const FIELD = { children: 5, metadata: 6 } as const;
const [SCHEMA_KIND, DICTIONARY_KIND, BATCH_KIND] = [1, 2, 3] as const;

const CONTINUATION = -1;
/** Bytes behind the footer of a file: its length, and "ARROW1". */
const END = 10;
/** Bytes of a place, of a node of a field or a buffer, and of a block of a footer. */
const [OFFSET, PAIR, BLOCK] = [4, 16, 24] as const;

/**
 * Looks through the lengths that a file or stream of Arrow states of its parts: what reads it believes them, and would
 * go through billions of entries that are not there, or look for a batch for ever.
 *
 * The forms are those of https://arrow.apache.org/docs/format/Columnar.html, in FlatBuffers.
 *
 * @throws Error or RangeError for lengths that the bytes cannot hold
 */
export function checkArrowLengths(bytes: Uint8Array, isFile: boolean): void {
  if (isFile) checkFile(bytes);
  else for (let at = 0; at < bytes.length;) at = checkMessage(bytes, at);
}

function checkFile(bytes: Uint8Array): void {
  const end = bytes.length - END;
  const footer = new FlatBuffer(bytes.subarray(end - viewOf(bytes).getInt32(end, true), end));
  checkSchema(footer, footer.table(footer.root, FOOTER.schema));
  for (const [blocks, kind] of [
    [FOOTER.dictionaries, DICTIONARY_KIND],
    [FOOTER.batches, BATCH_KIND],
  ] as const) {
    const [start, count] = footer.list(footer.root, blocks, BLOCK);
    for (let k = 0; k < count; k++) checkMessage(bytes, footer.long(start + BLOCK * k), kind);
  }
}

/** Looks at the message at a place, which may have to be of a kind, and tells where the next one is. */
function checkMessage(bytes: Uint8Array, at: Place, expected?: number): Place {
  const view = viewOf(bytes);
  const start = (view.getInt32(at, true) === CONTINUATION ? at + 4 : at) + 4;
  const length = view.getInt32(start - 4, true);
  if (length === 0 && expected === undefined) return bytes.length;
  const message = new FlatBuffer(bytes.subarray(start, start + length));
  const bodyAt = message.field(message.root, MESSAGE.bodyLength);
  const bodyLength = bodyAt === 0 ? 0 : message.long(bodyAt);
  const end = start + length + bodyLength;
  if (length < 0 || bodyLength < 0 || end > bytes.length) throw new Error("a message is not whole");
  const kind = message.byte(message.root, MESSAGE.kind);
  if (expected !== undefined && kind !== expected) throw new Error("a part of it is of a wrong kind");
  const header = message.table(message.root, MESSAGE.header);
  if (kind === SCHEMA_KIND) checkSchema(message, header);
  if (kind === BATCH_KIND) checkBatch(message, header, bodyLength);
  if (kind === DICTIONARY_KIND) checkBatch(message, message.table(header, DICTIONARY_DATA), bodyLength);
  return end;
}

function checkSchema(buffer: FlatBuffer, schema: Place): void {
  const open = [buffer.fieldsOf(schema, SCHEMA.fields, SCHEMA.metadata)];
  for (let seen = 0; open.length > 0;) {
    const fields = open.pop()!;
    // Places may lead to one field again and again.
    if ((seen += fields.length) > buffer.length) throw new Error("it has more fields than bytes");
    for (const field of fields) open.push(buffer.fieldsOf(field, FIELD.children, FIELD.metadata));
  }
}

function checkBatch(buffer: FlatBuffer, batch: Place, bodyLength: number): void {
  // One bit is the least that a value takes.
  const most = 8 * bodyLength;
  if (buffer.field(batch, BATCH.compression) !== 0)
    throw new Error("its buffers are packed: write it without compression");
  const length = buffer.field(batch, BATCH.length);
  if (length !== 0 && buffer.long(length) > most) throw new Error("it states more rows than it holds");
  const [nodes, fields] = buffer.list(batch, BATCH.nodes, PAIR);
  for (let k = 0; k < fields; k++)
    if (buffer.long(nodes + PAIR * k) > most) throw new Error("it states more values than it holds");
  const [buffers, count] = buffer.list(batch, BATCH.buffers, PAIR);
  for (let k = 0; k < count; k++) {
    const [start, room] = [buffer.long(buffers + PAIR * k), buffer.long(buffers + PAIR * k + 8)];
    if (start < 0 || room < 0 || start + room > bodyLength) throw new Error("a buffer lies outside of it");
  }
  buffer.list(batch, BATCH.variadicCounts, 8);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Tables of fields that lead to others. */
class FlatBuffer {
  readonly #view: DataView;
  readonly root: Place;

  constructor(bytes: Uint8Array) {
    this.#view = viewOf(bytes);
    this.root = this.#follow(0);
  }

  get length(): number {
    return this.#view.byteLength;
  }

  /** Where a field of a table stands; 0 if it is left out. */
  field(table: Place, field: number): Place {
    const view = this.#view;
    const fields = table - view.getInt32(table, true);
    const at = 4 + 2 * field;
    // With signs, as the package reads them.
    const offset = at < view.getInt16(fields, true) ? view.getInt16(fields + at, true) : 0;
    return offset === 0 ? 0 : table + offset;
  }

  table(owner: Place, field: number): Place {
    const at = this.field(owner, field);
    if (at === 0) throw new Error("a part of it is missing");
    return this.#follow(at);
  }

  /** Where a list begins, and how many entries it has. */
  list(owner: Place, field: number, size: number): readonly [start: Place, count: number] {
    const at = this.field(owner, field);
    if (at === 0) return [0, 0];
    const start = this.#follow(at) + 4;
    const count = this.#view.getUint32(start - 4, true);
    if (start + size * count > this.length) throw new Error("a list in it is longer than it is");
    return [start, count];
  }

  /** The fields of a schema or of a field. */
  fieldsOf(owner: Place, fields: number, metadata: number): Place[] {
    this.list(owner, metadata, OFFSET);
    const [start, count] = this.list(owner, fields, OFFSET);
    return Array.from({ length: count }, (_, k) => this.#follow(start + OFFSET * k));
  }

  byte(table: Place, field: number): number {
    const at = this.field(table, field);
    return at === 0 ? 0 : this.#view.getUint8(at);
  }

  long(at: Place): number {
    return Number(this.#view.getBigInt64(at, true));
  }

  #follow(at: Place): Place {
    return at + this.#view.getUint32(at, true);
  }
}
