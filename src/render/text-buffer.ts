import { MarquetryError } from "../errors.ts";
import { decimalsOf, exactNumber } from "./format.ts";

/** Characters that fit into one string of the engine that holds least, with room to spare. */
export const LONGEST_TEXT: number = 2 ** 29 - 2 ** 10;

/** That a picture does not fit into one string. */
export function tooLong(what: string): MarquetryError {
  const message = `toSVG: ${what} is more text than a string can hold; write it part by part with toSVGChunks, draw small cells together by minArea, a part by root, or all with drawCanvas`;
  return new MarquetryError("bad-option", message);
}

/** An ASCII text as words of eight characters, made once and copied often. */
export interface Ascii {
  readonly words: Float64Array;
  /** Number of characters; more are held where that is no multiple of eight. */
  readonly length: number;
}

const WORD = 8;

export function ascii(text: string): Ascii {
  const { length } = text;
  const words = new Float64Array(Math.ceil(length / WORD));
  new Uint8Array(words.buffer).set(Array.from(text, (char) => char.charCodeAt(0)));
  return { words, length };
}

const REPLACED: Readonly<Record<string, string>> = {
  '"': "&quot;",
  "&": "&amp;",
  "'": "&#39;",
  "<": "&lt;",
  ">": "&gt;",
  "\t": " ",
  "\n": " ",
  "\r": " ",
};
const SPECIAL = /["&'<>\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/**
 * Makes any text safe in XML, between tags and between quotes: the five special characters are escaped, and what
 * XML 1.0 forbids (control characters, lone surrogates) becomes U+FFFD.
 */
export function escape(text: string): string {
  return text.replace(SPECIAL, (char) => REPLACED[char] ?? "\ufffd");
}

/** 1 for each ASCII character that stands for itself. */
const PLAIN: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return escape(char) === char ? 1 : 0;
});
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const COMMA = 44;
/** Up to this, whole-number arithmetic on 32 bits holds. */
const SMALL = 2 ** 31 - 1;

/** Bytes held until they join the text: few enough for the processor's nearest memory. */
const CAPACITY = 2 ** 14;
/** Characters of a piece of text, or a few more. */
const PIECE = 2 ** 16;
/** How this processor orders the bytes of a word. */
const LITTLE_ENDIAN = /* @__PURE__ */ isLittleEndian();
/** No number takes more bytes, with its sign, point and commas. */
const LONGEST_NUMBER = 32;
/** No UTF-16 unit takes more bytes. */
const WIDEST = 3;
/** Surrogates begin here, and characters beyond them. */
const SURROGATES = 0xd800;
const BEYOND_SURROGATES = 0xe000;
/** What stands for a surrogate by itself. */
const REPLACEMENT = 0xfffd;

/** One that nobody writes to: pages draw many small pictures, and a new one costs as much as fifty cells. */
let spare: TextBuffer | null = null;

/** An empty buffer, which {@link giveBack} takes back. */
export function textBuffer(): TextBuffer {
  const found = spare ?? new TextBuffer();
  spare = null;
  return found;
}

/** Keeps an empty buffer for the next picture: it must not be used any more. */
export function giveBack(buffer: TextBuffer): void {
  spare = buffer;
}

/** A long text, written as bytes: which is faster than joining strings. */
export class TextBuffer {
  #text = "";
  readonly #bytes = new Uint8Array(CAPACITY + WORD);
  readonly #view = new DataView(this.#bytes.buffer);
  /** Bytes held. */
  #length = 0;
  /** A mark of byte order is a character like others: the text may be cut before one. */
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  /** Writes a short ASCII text as it is: whole words, of which the next text overwrites what is too much. */
  raw({ words, length }: Ascii): void {
    this.#reserve(length);
    for (let k = 0; k < words.length; k++)
      this.#view.setFloat64(this.#length + WORD * k, words[k]!, LITTLE_ENDIAN);
    this.#length += length;
  }

  /** Writes any text, escaped. */
  text(text: string): void {
    const { length } = text;
    if (length > CAPACITY) {
      this.markup(escape(text));
      return;
    }
    this.#reserve(length);
    const bytes = this.#bytes;
    const at = this.#length;
    for (let k = 0; k < length; k++) {
      const code = text.charCodeAt(k);
      if (PLAIN[code] !== 1) {
        this.markup(escape(text));
        return;
      }
      bytes[at + k] = code;
    }
    this.#length = at + length;
  }

  /** Writes text that is escaped already. */
  markup(text: string): void {
    const { length } = text;
    if (WIDEST * length > CAPACITY) {
      this.#flush();
      this.#text += text;
      return;
    }
    this.#reserve(WIDEST * length);
    const bytes = this.#bytes;
    let at = this.#length;
    for (let k = 0; k < length; k++) {
      let code = text.charCodeAt(k);
      if (code < 0x80) {
        bytes[at++] = code;
        continue;
      }
      if (code >= SURROGATES && code < BEYOND_SURROGATES) code = text.codePointAt(k)!;
      if (code >= SURROGATES && code < BEYOND_SURROGATES) code = REPLACEMENT;
      if (code > 0xffff) {
        k++;
        bytes[at++] = 0xf0 | (code >> 18);
        bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
      } else if (code > 0x7ff) bytes[at++] = 0xe0 | (code >> 12);
      if (code > 0x7ff) bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      else bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    }
    this.#length = at;
  }

  /** Writes `units` × 10^−digits, without trailing zeros and never as "-0". `units` is a whole number. */
  decimal(units: number, digits: number): void {
    this.#reserve(LONGEST_NUMBER);
    if (units < 0) this.#bytes[this.#length++] = MINUS;
    this.#number(Math.abs(units), digits, false);
  }

  /** Writes a number ≥ 0 as {@link exactNumber} does: most come out of whole-number arithmetic, which is faster. */
  weight(value: number): void {
    this.#reserve(LONGEST_NUMBER);
    const whole = value | 0;
    if (whole === value) {
      this.#number(whole, 0, true);
      return;
    }
    const digits = decimalsOf(value);
    const units = Math.round(value * 10 ** digits);
    if (value >= 0.1 && units <= SMALL) this.#number(units, digits, true);
    else this.text(exactNumber(value));
  }

  /** Whether it holds a piece that is long enough to be taken. */
  get isFull(): boolean {
    return this.#text.length >= PIECE;
  }

  /** What was written since the last time. */
  take(): string {
    this.#flush();
    const text = this.#text;
    this.#text = "";
    return text;
  }

  /** Writes a number without sign, its thousands set off by commas where it is `grouped`. */
  #number(units: number, digits: number, grouped: boolean): void {
    if (units > SMALL) {
      this.text(String(units / 10 ** digits));
      return;
    }
    let rest = units | 0;
    for (; digits > 0; digits--) {
      const tenth = (rest / 10) | 0;
      if (tenth * 10 !== rest) break;
      rest = tenth;
    }
    let places = 1;
    for (let limit = 10; places < 10 && rest >= limit; limit *= 10) places++;
    // A fraction below 1 keeps its leading zeros: 0.05 takes three digits and the point.
    if (places <= digits) places = digits + 1;
    const commas = grouped ? ((places - digits - 1) / 3) | 0 : 0;
    const bytes = this.#bytes;
    let at = this.#length + places + commas + (digits > 0 ? 1 : 0);
    this.#length = at;
    for (let k = 0; k < places; k++) {
      if (k === digits && k > 0) bytes[--at] = POINT;
      else if (grouped && k > digits && (k - digits) % 3 === 0) bytes[--at] = COMMA;
      const tenth = (rest / 10) | 0;
      bytes[--at] = ZERO + rest - 10 * tenth;
      rest = tenth;
    }
  }

  #reserve(more: number): void {
    if (this.#length + more > CAPACITY) this.#flush();
  }

  #flush(): void {
    if (this.#length > 0) this.#text += this.#decoder.decode(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
  }
}

function isLittleEndian(): boolean {
  return new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
}
