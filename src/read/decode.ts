import { MarquetryError } from "../errors.ts";
import { badFile, count } from "./faults.ts";
import type { ReadSettings } from "./options.ts";
import { joined, type Piece } from "./source.ts";

type Settings = Pick<ReadSettings, "name" | "encoding">;

/**
 * Decodes the pieces of a text, without a mark of the byte order, and with lines that end as usual. What is worth
 * telling is added to `notes` at the end.
 */
export async function* decoded(
  pieces: AsyncGenerator<Piece>,
  settings: Settings,
  notes: string[],
): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let isFirst = true;
  let hasReturns = false;
  const plain = (text: string): string => {
    if (text === "") return text;
    const bare = isFirst && text.startsWith("\ufeff") ? text.slice(1) : text;
    // Old programs of the Macintosh end lines in a carriage return alone.
    if (isFirst) hasReturns = text.includes("\r") && !text.includes("\n");
    isFirst = false;
    return hasReturns ? bare.replaceAll("\r", "\n") : bare;
  };
  for await (const piece of pieces) {
    if (typeof piece === "string") yield plain(piece);
    else {
      decoder ??= decoderOf(piece, settings);
      yield plain(decoder.decode(piece));
    }
  }
  if (!decoder) return;
  yield plain(decoder.end());
  notes.push(...decoder.notes());
}

/** Decodes bytes piece by piece. */
interface Decoder {
  readonly decode: (bytes: Uint8Array) => string;
  readonly end: () => string;
  readonly notes: () => readonly string[];
}

function decoderOf(start: Uint8Array, { name, encoding }: Settings): Decoder {
  const label = encoding ?? wideEncoding(start);
  if (label === undefined || /^utf-?8$/i.test(label)) return new Utf8Decoder(name);
  const decoder = labelled(label);
  return {
    decode: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
    notes: () => [],
  };
}

/** UTF-16, by its mark of the byte order; without one, every other byte of a text in European letters is 0. */
function wideEncoding(start: Uint8Array): string | undefined {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const pairs = Math.min(start.length, 512) >> 1;
  const zeros: [number, number] = [0, 0];
  for (let k = 0; k < 2 * pairs; k++) if (start[k] === 0) zeros[(k & 1) as 0 | 1]++;
  if (pairs < 4 || Math.min(...zeros) > 0 || Math.max(...zeros) < 0.9 * pairs) return undefined;
  return zeros[1] > 0 ? "utf-16le" : "utf-16be";
}

function labelled(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    const message = `readTree: encoding ${JSON.stringify(label)} is not known`;
    throw new MarquetryError("bad-option", message, { value: label, cause: error });
  }
}

/** Decodes UTF-8; a byte that is none stays as `\xNN`, so that different names stay different. */
class Utf8Decoder implements Decoder {
  readonly #name: string;
  readonly #strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** Bytes of a character that goes on in the next piece. */
  #open: Uint8Array = new Uint8Array(0);
  #stray = 0;
  #isFirst = true;

  constructor(name: string) {
    this.#name = name;
  }

  decode(bytes: Uint8Array): string {
    const all = joined([this.#open, bytes]);
    const end = all.length - openLength(all);
    this.#open = all.slice(end);
    return this.#text(all.subarray(0, end));
  }

  end(): string {
    return this.#text(this.#open);
  }

  #text(bytes: Uint8Array): string {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    try {
      return this.#strict.decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw badFile(this.#name, "it is longer than a text can be");
    }
    if (isFirst && bytes.subarray(0, 4000).includes(0))
      throw new MarquetryError("unknown-format", `${this.#name}: it is a binary file`);
    const { text, stray } = withStrayBytes(bytes);
    this.#stray += stray;
    return text;
  }

  notes(): readonly string[] {
    if (this.#stray === 0) return [];
    return [
      `${count(this.#stray, "byte")} are no UTF-8 and written as \\x and two digits; encoding: "windows-1252" or another reads them as letters`,
    ];
  }
}

/** How many bytes at the end begin a character that is not whole. */
function openLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >> 6 === 2) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** Decodes what is no UTF-8 throughout, with the number of bytes that are none. */
function withStrayBytes(bytes: Uint8Array): { readonly text: string; readonly stray: number } {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const parts: string[] = [];
  let start = 0;
  let stray = 0;
  for (let k = 0; k < bytes.length;) {
    const length = sequenceLength(bytes, k);
    if (length > 0) {
      k += length;
      continue;
    }
    if (k > start) parts.push(decoder.decode(bytes.subarray(start, k)));
    parts.push(`\\x${bytes[k]!.toString(16).padStart(2, "0")}`);
    stray++;
    start = ++k;
  }
  parts.push(decoder.decode(bytes.subarray(start)));
  return { text: parts.join(""), stray };
}

/** How many bytes the character at a place takes; 0 where there is none. */
function sequenceLength(bytes: Uint8Array, k: number): number {
  const first = bytes[k]!;
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 0;
  for (let j = 1; j < length; j++) if ((bytes[k + j] ?? 0) >> 6 !== 2) return 0;
  const second = bytes[k + 1] ?? 0;
  // Overlong forms, surrogates, and what lies beyond Unicode.
  const isWrong =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f);
  return isWrong ? 0 : length;
}
