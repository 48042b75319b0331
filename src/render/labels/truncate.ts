import type { Piece } from "./lines.ts";

const ELLIPSIS = "…";
/** Fewer letters than this before the ellipsis say nothing. */
export const LEAST_SHOWN = 5;

/** Letters that are one each, as most are. */
const SIMPLE = /^[ -~]*$/;
/** Made once: it takes longer to make than to use. */
let segmenter: Intl.Segmenter | undefined;

/** What readers take for one character: a letter with its marks, a flag, a family of emoji. */
export function graphemes(text: string): string[] {
  if (SIMPLE.test(text)) return text.split("");
  if (typeof Intl !== "object" || !Intl.Segmenter) return text.match(/\P{M}\p{M}*/gu) ?? [];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Number of letters, digits and pictures in a text. */
export function lettersIn(text: string): number {
  return text.match(/[\p{L}\p{N}\p{So}]/gu)?.length ?? 0;
}

/**
 * As much of a text as goes into `count` lines up to a width, the last of them cut off with an ellipsis; null if
 * that is next to nothing.
 */
export function truncate(
  all: readonly Piece[],
  limit: number,
  count: number,
  measure: (text: string) => number,
): string[] | null {
  const blank = measure(" ");
  const hyphen = measure("-");
  const room = limit - measure(ELLIPSIS);
  const lines: string[] = [];
  let line = "";
  let width = 0;
  let goesOn = false;
  for (const piece of all) {
    let gap = line ? piece.before : "";
    let wider = width + (gap ? blank : 0) + piece.width;
    const isLast = lines.length + 1 === count;
    const tooWide = wider + (piece.goesOn ? hyphen : 0) > limit;
    if (line !== "" && !isLast && (gap === "\n" || tooWide)) {
      lines.push(goesOn ? `${line}-` : line);
      line = gap = "";
      width = 0;
      wider = piece.width;
    }
    if (gap === "\n") gap = " ";
    ({ goesOn } = piece);
    // A line that goes on needs room for its hyphen.
    const most = lines.length + 1 === count ? room : limit - (piece.goesOn ? hyphen : 0);
    if (wider > most) {
      const end = gap + longestStart(piece.text, room - width - (gap ? blank : 0), measure);
      lines.push(`${(line + end).trimEnd()}${ELLIPSIS}`);
      return lettersIn(lines.join("")) < LEAST_SHOWN ? null : lines;
    }
    line += gap + piece.text;
    width = wider;
  }
  return [...lines, line];
}

/** The longest beginning of a word up to a width. Its length is guessed, so that few have to be measured. */
function longestStart(text: string, limit: number, measure: (text: string) => number): string {
  if (!(limit > 0)) return "";
  const chars = graphemes(text);
  const start = (count: number): string => chars.slice(0, count).join("");
  const guess = Math.floor((chars.length * limit) / measure(text));
  let count = Math.max(0, Math.min(guess, chars.length));
  while (count < chars.length && measure(start(count + 1)) <= limit) count++;
  while (count > 0 && measure(start(count)) > limit) count--;
  return start(count);
}

/** Names in a path, with the sign between them; of other texts, null. */
const STEPS = /\s*([/\\])\s*/u;

/** Ways to shorten a path in its middle, the longest first: its ends tell most. */
export function shorterPaths(text: string): string[] {
  const sign = STEPS.exec(text);
  if (!sign) return [];
  const names = text.split(/\s*[/\\]\s*/u).filter((name) => name !== "");
  if (names.length < 2) return [];
  const between = sign[0];
  const last = names.at(-1)!;
  const shorter = [`${ELLIPSIS}${between}${last}`];
  if (names.length > 2) shorter.unshift(`${names[0]!}${between}${shorter[0]!}`);
  return shorter;
}
