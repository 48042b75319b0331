import { looksLikeDu } from "./du.ts";
import { lines } from "./lines.ts";
import { LS_TREE_LINE } from "./ls-tree.ts";
import { endsInNumber, firstLine, isTabbed } from "./paths.ts";
import type { Format } from "./source.ts";

/** Lines that must be alike for a format of lines to be taken as found. */
const SAMPLE = 20;
const DELIMITER = /[,;\t|]/;

/** Tells how a text is written, by its beginning. */
export function detectFormat(text: string): Exclude<Format, "folder"> {
  const first = firstLine(text).trimStart();
  if (first.startsWith("{") || first.startsWith("[")) return "json";
  if (allLines(text, (line) => LS_TREE_LINE.test(line))) return "ls-tree";
  if (allLines(text, isTabbed)) return looksLikeDu(text) ? "du" : "paths";
  if (endsInNumber(first)) return "paths";
  return DELIMITER.test(first) ? "csv" : "paths";
}

function allLines(text: string, test: (line: string) => boolean): boolean {
  let seen = 0;
  for (const [line] of lines(text)) {
    if (!test(line)) return false;
    if (++seen === SAMPLE) break;
  }
  return seen > 0;
}
