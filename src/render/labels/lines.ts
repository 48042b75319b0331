import { MarquetryError, show } from "../../errors.ts";
import { once } from "../../options/once.ts";

/** A part of a text that stays on one line, and what stands before it on the same line. */
export interface Piece {
  readonly text: string;
  readonly width: number;
  /** A blank, nothing, or a line break that is always heeded. */
  readonly before: string;
  /** Whether a line that ends after this piece ends in a hyphen, since the word goes on. */
  readonly goesOn: boolean;
}

/** A text as lines, with the width of the longest in font sizes. */
export interface Lines {
  readonly lines: readonly string[];
  readonly width: number;
}

/** Takes a word apart where a line may end within it, or marks these places by soft hyphens, as libraries do. */
export type Hyphenate = (word: string) => readonly string[] | string;

/** Where lines may end: where readers expect it, in names of programs too, or within words. */
export type BreakLevel = 0 | 1 | 2;

/** Regular expressions with classes of letters take long to make, and pictures without labels need none. */
const IDEOGRAPH = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]";
/** Where a reader expects a line to end: blanks, after the signs that join names, between ideographs. */
function usualBreaks(): string {
  return `([ \\n])|(?<=[\\p{L}\\p{N}][/\\\\_|;&+=@–—-]|\\p{L}[,:])(?=[\\p{L}\\p{N}])|(?<=\\p{N}[,:])(?=\\p{L})|(?<=${IDEOGRAPH})(?=${IDEOGRAPH})`;
}
/** Where names of programs can be parted, too: before the ending of a file, and in camelCase. */
const SOFT =
  "(?<=[\\p{L}\\p{N}_])(?=\\.\\p{L})|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})";
const USUAL_BREAKS = /* @__PURE__ */ once(() => new RegExp(usualBreaks(), "u"));
const ALL_BREAKS = /* @__PURE__ */ once(() => new RegExp(`${usualBreaks()}|${SOFT}`, "u"));
/** A word without any of these, as most are. */
const PLAIN = /^.?[a-z\d]*$/u;

/** Words shorter than this are not broken. */
const SHORTEST_BROKEN = 6;
const WORD = /* @__PURE__ */ once(() => new RegExp(`(\\p{L}{${SHORTEST_BROKEN},})`, "u"));
const VOWEL = "[aeiouyà-æè-ïò-öø-ýÿāēīōūœαεηιουωάέήίόύώаеёиоуыэюяіїє]";
/** Consonants that make one sound together. */
const TOGETHER = "(?:[bcdfgkpt][lr]|[cgkpstw]h|qu|sch)";
/**
 * Between syllables of words in most scripts with vowels: after a vowel, before one consonant or some that belong
 * together, and between two others; with three letters at least on either side.
 */
const SYLLABLES = /* @__PURE__ */ once(() => {
  const consonant = `(?!${VOWEL})\\p{L}`;
  const before = `(?=(?:${TOGETHER}|${consonant})${VOWEL}\\p{L})`;
  const between = `(?<=\\p{L}${VOWEL}${consonant})(?<!c(?=k))(?!(?<=(?=${TOGETHER}).)\\p{L})${before}`;
  return new RegExp(`(?<=\\p{L}{2}${VOWEL})${before}|${between}`, "iu");
});

/** Halvings in search of the least width: to a thousandth of the text's. */
const HALVINGS = 10;

/** Parts a word between its syllables, by a rule that does for most names. */
export function syllables(word: string): readonly string[] {
  return word.split(SYLLABLES());
}

/** Takes a text apart where a line may end. */
export function pieces(
  text: string,
  level: BreakLevel,
  measure: (text: string) => number,
  hyphenate: Hyphenate = syllables,
): Piece[] {
  const found: Piece[] = [];
  const parts = PLAIN.test(text) ? [text] : text.split(level === 0 ? USUAL_BREAKS() : ALL_BREAKS());
  for (let k = 0; k < parts.length; k += 2) {
    const part = parts[k]!;
    const before = parts[k - 1] ?? "";
    if (part === "") {
      // Of two breaks in a row, that of a line counts.
      if (before === "\n" && k + 1 < parts.length) parts[k + 1] = "\n";
      continue;
    }
    if (level === 2 && part.length >= SHORTEST_BROKEN) addBroken(part, before, measure, hyphenate, found);
    else found.push({ text: part, width: measure(part), before, goesOn: false });
  }
  return found;
}

const SOFT_HYPHEN = "\u00ad";

/** What a function of the user's own makes of a word. */
function partsOf(word: string, hyphenate: Hyphenate): readonly string[] {
  const given: unknown = hyphenate(word);
  const parts: unknown = typeof given === "string" ? given.split(SOFT_HYPHEN) : given;
  if (Array.isArray(parts) && Array.from<unknown>(parts).every((part) => typeof part === "string")) {
    const texts = parts as string[];
    if (texts.join("") === word) return texts;
  }
  const message = `hyphenate gave ${show(given)} for ${show(word)}, not its parts, or the word with soft hyphens`;
  throw new MarquetryError("bad-option", message, { value: given });
}

function addBroken(
  part: string,
  before: string,
  measure: (text: string) => number,
  hyphenate: Hyphenate,
  found: Piece[],
): void {
  // Split by a group, words stand at the odd places.
  const runs = part.split(WORD());
  let start = "";
  let isFirst = true;
  const add = (text: string, goesOn: boolean): void => {
    found.push({ text, width: measure(text), before: isFirst ? before : "", goesOn });
    isFirst = false;
  };
  for (const [k, run] of runs.entries()) {
    if (k % 2 === 0) start += run;
    else {
      const broken = partsOf(run, hyphenate).filter((text) => text !== "");
      for (const text of broken.slice(0, -1)) {
        add(start + text, true);
        start = "";
      }
      start += broken.at(-1) ?? run;
    }
  }
  if (start !== "") add(start, false);
}

/** A text and the ways to break it into lines, each found once: the same text is tried in many rooms. */
export class BreakableText {
  readonly text: string;
  readonly #measure: (text: string) => number;
  readonly #hyphenate: Hyphenate | undefined;
  readonly #pieces: Piece[][] = [];
  readonly #lines: Lines[][] = [[], [], []];
  #whole: Lines | undefined;

  constructor(text: string, measure: (text: string) => number, hyphenate: Hyphenate | undefined) {
    this.text = text;
    this.#measure = measure;
    this.#hyphenate = hyphenate;
  }

  onOneLine(): Lines {
    if (this.#whole) return this.#whole;
    const line = this.text.replaceAll("\n", " ");
    return (this.#whole = { lines: [line], width: this.#measure(line) });
  }

  pieces(level: BreakLevel): readonly Piece[] {
    return (this.#pieces[level] ??= pieces(this.text, level, this.#measure, this.#hyphenate));
  }

  /** At most so many lines whose longest is as short as can be. */
  lines(level: BreakLevel, count: number): Lines {
    const measure = this.#measure;
    return (this.#lines[level]![count] ??= breakLines(this.pieces(level), count, measure(" "), measure("-")));
  }
}

/** Number of line breaks that are always heeded. */
export function forcedBreaks(all: readonly Piece[]): number {
  let count = 0;
  for (let k = 1; k < all.length; k++) if (all[k]!.before === "\n") count++;
  return count;
}

/** Breaks a text into at most `count` lines whose longest is as short as can be. */
export function breakLines(all: readonly Piece[], count: number, blank: number, hyphen: number): Lines {
  let low = 0;
  let high = 0;
  for (const { width, before } of all) {
    high += width + (before ? blank : 0);
    low = Math.max(low, width);
  }
  let best = fill(all, Infinity, blank, hyphen);
  for (let k = 0; k < HALVINGS && low < high; k++) {
    const middle = k === 0 ? low : (low + high) / 2;
    const next = fill(all, middle, blank, hyphen);
    if (next.lines.length <= count && next.width < best.width) {
      best = next;
      high = Math.min(middle, next.width);
    } else if (next.lines.length <= count) high = middle;
    else low = middle;
  }
  return best;
}

/** Fills lines up to a width, one after the other. */
function fill(all: readonly Piece[], limit: number, blank: number, hyphen: number): Lines {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  let longest = 0;
  let goesOn = false;
  for (const piece of all) {
    const wider = width + (piece.before && line ? blank : 0) + piece.width;
    if (line !== "" && (piece.before === "\n" || wider + (piece.goesOn ? hyphen : 0) > limit)) {
      lines.push(goesOn ? `${line}-` : line);
      longest = Math.max(longest, goesOn ? width + hyphen : width);
      line = piece.text;
      width = piece.width;
    } else {
      line += (line && piece.before) + piece.text;
      width = wider;
    }
    ({ goesOn } = piece);
  }
  lines.push(line);
  return { lines, width: Math.max(longest, width) };
}
