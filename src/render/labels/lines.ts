import type { TextMeasure } from "./metrics.ts";

/** A part of a text that stays on one line, and what stands before it on the same line. */
export interface Piece {
  readonly text: string;
  readonly width: number;
  /** A blank, or nothing. */
  readonly before: string;
}

/** A text as lines, with the width of the longest in font sizes. */
export interface Lines {
  readonly lines: readonly string[];
  readonly width: number;
}

const LETTERS = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]";
/** Where a reader expects a line to end: blanks, after the signs that join names, between ideographs. */
const USUAL = `( )|(?<=[\\p{L}\\p{N}][/\\\\_|,;:&+=@–—-])(?=[\\p{L}\\p{N}])|(?<=${LETTERS})(?=${LETTERS})`;
/** Where names of programs can be parted, too: before the ending of a file, and in camelCase. */
const SOFT =
  "(?<=[\\p{L}\\p{N}_])(?=\\.\\p{L})|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})";
const USUAL_BREAKS = /* @__PURE__ */ new RegExp(USUAL, "u");
const ALL_BREAKS = /* @__PURE__ */ new RegExp(`${USUAL}|${SOFT}`, "u");

/** Halvings in search of the least width: to a thousandth of the text's. */
const HALVINGS = 10;

/** Takes a text apart where a line may end; at soft breaks too if asked for. */
export function pieces(text: string, soft: boolean, measure: TextMeasure): Piece[] {
  const found: Piece[] = [];
  const parts = text.split(soft ? ALL_BREAKS : USUAL_BREAKS);
  for (let k = 0; k < parts.length; k += 2) {
    const part = parts[k]!;
    if (part !== "") found.push({ text: part, width: measure(part), before: parts[k - 1] ?? "" });
  }
  return found;
}

/** Breaks a text into at most `count` lines whose longest is as short as can be. */
export function breakLines(all: readonly Piece[], count: number, blank: number): Lines {
  let low = 0;
  let high = 0;
  for (const { width, before } of all) {
    high += width + (before ? blank : 0);
    low = Math.max(low, width);
  }
  let best = fill(all, Infinity, blank);
  for (let k = 0; k < HALVINGS && low < high; k++) {
    const middle = k === 0 ? low : (low + high) / 2;
    const next = fill(all, middle, blank);
    if (next.lines.length <= count) {
      best = next;
      high = Math.min(middle, next.width);
    } else low = middle;
  }
  return best;
}

/** Fills lines up to a width, one after the other. */
function fill(all: readonly Piece[], limit: number, blank: number): Lines {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  let longest = 0;
  for (const piece of all) {
    const wider = width + (piece.before && line ? blank : 0) + piece.width;
    if (line !== "" && wider > limit) {
      lines.push(line);
      line = piece.text;
      width = piece.width;
    } else {
      line += (line && piece.before) + piece.text;
      width = wider;
    }
    longest = Math.max(longest, width);
  }
  lines.push(line);
  return { lines, width: longest };
}
