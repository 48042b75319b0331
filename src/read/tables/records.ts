import { badFile } from "../faults.ts";

/** What takes a record, with the line on which it begins; false to stop. */
export type RecordVisitor = (cells: readonly string[], line: number) => unknown;

/**
 * Goes through the records of a text as RFC 4180 has them: a field in quotes may hold separators, line ends, and
 * quotes, which are doubled. Blank lines are left out.
 *
 * @throws MarquetryError `bad-file` with the line of a record whose quotes are wrong
 */
export function eachRecord(
  text: string,
  delimiter: string,
  { name, firstLine }: { readonly name: string; readonly firstLine: number },
  visit: RecordVisitor,
): void {
  let line = firstLine;
  let quote = text.indexOf('"');
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
    const begin = line;
    let cells: string[];
    if (quote < 0 || quote >= end) {
      cells = text.slice(at, text[end - 1] === "\r" ? end - 1 : end).split(delimiter);
      at = end + 1;
      line++;
    } else {
      const read = readQuoted(text, at, delimiter, `${name}:${line}`);
      cells = read.cells;
      for (let next = at; (next = text.indexOf("\n", next)) >= 0 && next < read.end; next++) line++;
      at = read.end;
    }
    const isBlank = cells.length === 1 && cells[0]!.trim() === "";
    if (!isBlank && visit(cells, begin) === false) return;
  }
}

/** Reads one record field by field; `end` is where the next one begins. */
function readQuoted(
  text: string,
  start: number,
  delimiter: string,
  place: string,
): { cells: string[]; end: number } {
  const cells: string[] = [];
  for (let at = start; ;) {
    if (text[at] !== '"') {
      const feed = text.indexOf("\n", at);
      const stop = feed < 0 ? text.length : feed;
      const next = text.indexOf(delimiter, at);
      if (next < 0 || next >= stop) {
        cells.push(text.slice(at, text[stop - 1] === "\r" && stop > at ? stop - 1 : stop));
        return { cells, end: stop + 1 };
      }
      cells.push(text.slice(at, next));
      at = next + 1;
      continue;
    }
    const close = closingQuote(text, at, place);
    const field = text.slice(at + 1, close);
    cells.push(field.includes('"') ? field.replaceAll('""', '"') : field);
    at = close + 1;
    while (text[at] === " ") at++;
    if (text[at] === delimiter) at++;
    else if (at >= text.length || text[at] === "\n") return { cells, end: at + 1 };
    else if (text[at] === "\r" && (at + 1 >= text.length || text[at + 1] === "\n"))
      return { cells, end: at + 2 };
    else throw badFile(place, "a quote inside a quoted field is not doubled");
  }
}

function closingQuote(text: string, open: number, place: string): number {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) throw badFile(place, "a quote is opened and never closed");
    if (text[at + 1] !== '"') return at;
  }
}
