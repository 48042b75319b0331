import type { Piece } from "./lines.ts";
import type { TextMeasure } from "./metrics.ts";

const ELLIPSIS = "…";
/** Fewer characters than this before the ellipsis say nothing. */
const LEAST_SHOWN = 3;

/** What readers take for one character: a letter with its marks, a flag, a family of emoji. */
export function graphemes(text: string): string[] {
  return typeof Intl === "object" && Intl.Segmenter
    ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
    : (text.match(/\P{M}\p{M}*/gu) ?? []);
}

/**
 * As much of a text as goes into `count` lines up to a width, the last of them cut off with an ellipsis; null if
 * that is next to nothing.
 */
export function truncate(
  all: readonly Piece[],
  limit: number,
  count: number,
  measure: TextMeasure,
): string[] | null {
  const blank = measure(" ");
  const room = limit - measure(ELLIPSIS);
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const piece of all) {
    let gap = line ? piece.before : "";
    let wider = width + (gap ? blank : 0) + piece.width;
    if (wider > limit && line !== "" && lines.length + 1 < count) {
      lines.push(line);
      line = gap = "";
      width = 0;
      wider = piece.width;
    }
    if (wider > (lines.length + 1 === count ? room : limit)) {
      const end = gap + longestStart(piece.text, room - width - (gap ? blank : 0), measure);
      lines.push(`${(line + end).trimEnd()}${ELLIPSIS}`);
      const shown = lines.reduce((sum, text) => sum + graphemes(text).length, -1);
      return shown < LEAST_SHOWN ? null : lines;
    }
    line += gap + piece.text;
    width = wider;
  }
  return [...lines, line];
}

/** The longest beginning of a word up to a width. Its length is guessed, so that few have to be measured. */
function longestStart(text: string, limit: number, measure: TextMeasure): string {
  const chars = graphemes(text);
  const start = (count: number): string => chars.slice(0, count).join("");
  const guess = Math.floor((chars.length * limit) / measure(text));
  let count = Math.max(0, Math.min(guess, chars.length));
  while (count < chars.length && measure(start(count + 1)) <= limit) count++;
  while (count > 0 && measure(start(count)) > limit) count--;
  return start(count);
}
