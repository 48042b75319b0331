import { MarquetryError, show } from "../errors.ts";
import { badFile } from "./faults.ts";
import type { ReadSettings } from "./options.ts";

/** A part of an input, as text or as bytes. */
export type Piece = string | Uint8Array;

/** What {@link readTree} reads: a text or bytes, at once or as they come, or a file. */
export type ReadInput =
  string | Uint8Array | ArrayBuffer | Blob | ReadableStream<Piece> | AsyncIterable<Piece>;

/** Bytes that are decoded at a time. */
const PIECE = 2 ** 20;
/** Bytes that tell most binary formats. */
const START = 64;

/** The pieces of an input, unpacked; the first holds some bytes at least. The limit is looked at on the way. */
export async function* piecesOf(
  input: ReadInput,
  { name, limit }: Pick<ReadSettings, "name" | "limit">,
): AsyncGenerator<Piece> {
  let length = 0;
  for await (const piece of unpacked(gathered(rawPieces(input)), name)) {
    length += piece.length;
    if (length > limit) throw tooLong(name, limit);
    yield piece;
  }
}

export function tooLong(name: string, limit: number): MarquetryError {
  return badFile(name, `it is longer than ${limit} bytes, the limit`);
}

async function* rawPieces(input: unknown): AsyncGenerator {
  if (typeof input === "string") yield input;
  else if (ArrayBuffer.isView(input)) yield* cut(input);
  else if (Object.prototype.toString.call(input) === "[object ArrayBuffer]")
    yield* cut(new Uint8Array(input as ArrayBuffer));
  else if (typeof input === "object" && input !== null) {
    if ("getReader" in input) yield* streamed(input as ReadableStream<unknown>);
    else if (Symbol.asyncIterator in input) yield* input as AsyncIterable<unknown>;
    else if ("stream" in input) yield* streamed((input as Blob).stream());
    else throw badInput(input);
  } else throw badInput(input);
}

function badInput(input: unknown): MarquetryError {
  return new MarquetryError(
    "bad-input",
    `readTree takes a text, bytes, a file or a stream of either, not ${show(input)}`,
    { value: input },
  );
}

function* cut(view: ArrayBufferView): Generator<Uint8Array> {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

async function* streamed(stream: ReadableStream<unknown>): AsyncGenerator {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}

/** Checked pieces, the first of them long enough to look at. */
async function* gathered(pieces: AsyncGenerator): AsyncGenerator<Piece> {
  let start: Uint8Array | undefined = new Uint8Array(0);
  for await (const piece of pieces) {
    const part = toPiece(piece);
    if (start && typeof part !== "string") {
      start = joined([start, part]);
      if (start.length < START) continue;
      yield start;
    } else {
      if (start && start.length > 0) yield start;
      yield part;
    }
    start = undefined;
  }
  if (start && start.length > 0) yield start;
}

function toPiece(piece: unknown): Piece {
  if (typeof piece === "string") return piece;
  if (ArrayBuffer.isView(piece)) return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
  throw badInput(piece);
}

/** Some arrays of bytes as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const only = parts.filter((part) => part.length > 0);
  if (only.length === 1) return only[0]!;
  const whole = new Uint8Array(only.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of only) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Unpacks gzip; anything else stays as it is. */
async function* unpacked(pieces: AsyncGenerator<Piece>, name: string): AsyncGenerator<Piece> {
  const start = await pieces.next();
  if (start.done === true) return;
  const first = start.value;
  if (typeof first === "string" || first[0] !== 0x1f || first[1] !== 0x8b) {
    yield first;
    yield* pieces;
    return;
  }
  let fault: { readonly error: unknown } | undefined;
  const packed = new ReadableStream<Piece>({
    start: (controller) => controller.enqueue(first),
    pull: async (controller) => {
      try {
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        fault = { error };
        throw error;
      }
    },
  });
  try {
    // The types of streams do not see that a gzip stream takes any bytes.
    const bytes = packed as ReadableStream<Uint8Array<ArrayBuffer>>;
    yield* streamed(bytes.pipeThrough(new DecompressionStream("gzip"))) as AsyncGenerator<Piece>;
  } catch (error) {
    if (fault) throw fault.error;
    throw badFile(
      name,
      `it is not a whole gzip file: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await pieces.return(undefined);
  }
}
