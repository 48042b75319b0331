import { MarquetryError } from "../errors.ts";
import { badFile, count } from "./faults.ts";
import { foreignBytes } from "./foreign.ts";
import type { ReadSettings } from "./options.ts";

/** A text, and what is worth telling of how it was decoded. */
export interface Decoded {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Unpacks and decodes an input. */
export async function decode(input: string | Uint8Array, settings: ReadSettings): Promise<Decoded> {
  const { name, limit } = settings;
  if (typeof input === "string") {
    if (input.length > limit) throw tooLong(name, limit);
    return { text: withoutMark(input), notes: [] };
  }
  const isPacked = input[0] === 0x1f && input[1] === 0x8b;
  const bytes = isPacked ? await unzip(input, name, limit) : input;
  if (bytes.length > limit) throw tooLong(name, limit);
  const foreign = foreignBytes(bytes);
  if (foreign !== undefined) throw new MarquetryError("unknown-format", `${name}: it is ${foreign}`);
  return toText(bytes, settings);
}

function tooLong(name: string, limit: number): MarquetryError {
  return badFile(name, `it is longer than ${limit} bytes, the limit`);
}

/** Unpacks gzip, and stops where the limit is reached. */
async function unzip(bytes: Uint8Array, name: string, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  // The types of streams do not see that a gzip stream takes any bytes.
  const packed = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > limit) break;
      parts.push(part.value);
    }
  } catch (error) {
    throw badFile(
      name,
      `it is not a whole gzip file: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (length > limit) {
    await reader.cancel();
    throw tooLong(name, limit);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toText(bytes: Uint8Array, { name, encoding }: ReadSettings): Decoded {
  const [first, second] = bytes;
  const label =
    encoding ??
    (first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : undefined);
  if (label !== undefined) return { text: withoutMark(decoder(label).decode(bytes)), notes: [] };
  try {
    return { text: withoutMark(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), notes: [] };
  } catch (error) {
    if (!(error instanceof TypeError)) throw badFile(name, "it is longer than a text can be");
  }
  if (bytes.subarray(0, 4000).includes(0))
    throw new MarquetryError("unknown-format", `${name}: it is a binary file`);
  const { text, stray } = withStrayBytes(bytes);
  const note = `${count(stray, "byte")} are no UTF-8 and written as \\x and two digits; encoding: "windows-1252" or another reads them as letters`;
  return { text, notes: [note] };
}

function decoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    const message = `readTree: encoding ${JSON.stringify(label)} is not known`;
    throw new MarquetryError("bad-option", message, { value: label, cause: error });
  }
}

/** Without a mark of the byte order, and with lines that end as usual. */
function withoutMark(text: string): string {
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  return !plain.includes("\n") && plain.includes("\r") ? plain.replaceAll("\r", "\n") : plain;
}

/** Decodes UTF-8; a byte that is none stays as `\xNN`, so that different names stay different. */
export function withStrayBytes(bytes: Uint8Array): { readonly text: string; readonly stray: number } {
  const decoder = new TextDecoder("utf-8");
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
  return { text: withoutMark(parts.join("")), stray };
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
