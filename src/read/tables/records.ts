import { badFile } from "../faults.ts";

/** What takes a record, with the line on which it begins; false to stop. */
export type RecordVisitor = (cells: readonly string[], line: number) => unknown;

/** Nothing that people write in one field is longer; a quote left open would take all that follows. */
const LONGEST_RECORD = 2 ** 24;

/** Takes a text in pieces and goes through its records. */
export interface RecordTaker {
  readonly take: (piece: string) => void;
  readonly end: () => void;
}

/**
 * Goes through the records of a text as RFC 4180 has them: a field in quotes may hold separators, line ends, and
 * quotes, which are doubled. Blank lines are left out.
 *
 * @throws MarquetryError `bad-file` with the line of a record whose quotes are wrong
 */
export function takeRecords(
  delimiter: string,
  { name, firstLine }: { readonly name: string; readonly firstLine: number },
  visit: RecordVisitor,
): RecordTaker {
  let line = firstLine;
  let open = "";

  /** Reads records as far as they are whole, and returns where the first begins that is not. */
  function readRecords(text: string, isLast: boolean): number {
    for (let at = 0; at < text.length;) {
      const feed = text.indexOf("\n", at);
      if (feed < 0 && !isLast) return at;
      const end = feed < 0 ? text.length : feed;
      const begin = line;
      let cells: string[];
      const plain = text.slice(at, text[end - 1] === "\r" ? end - 1 : end);
      // Looking for quotes in the whole text once is slower: compilers move the search into the loop.
      if (!plain.includes('"')) {
        cells = plain.split(delimiter);
        at = end + 1;
        line++;
      } else {
        const read = readQuoted(text, at, delimiter, `${name}:${line}`);
        if (!read) {
          if (!isLast && text.length - at < LONGEST_RECORD) return at;
          throw badFile(`${name}:${line}`, "a quote is opened and never closed");
        }
        // What ends where the text does may go on.
        if (read.end > text.length && !isLast) return at;
        cells = read.cells;
        for (let next = at; (next = text.indexOf("\n", next)) >= 0 && next < read.end; next++) line++;
        at = read.end;
      }
      const isBlank = cells.length === 1 && cells[0]!.trim() === "";
      if (!isBlank) visit(cells, begin);
    }
    return text.length;
  }

  return {
    take: (piece) => {
      if (!piece.includes("\n")) open += piece;
      else {
        const text = open + piece;
        open = text.slice(readRecords(text, false));
      }
    },
    end: () => void readRecords(open, true),
  };
}

/** Reads one record field by field; `end` is where the next one begins. Undefined where a quote is not closed. */
function readQuoted(
  text: string,
  start: number,
  delimiter: string,
  place: string,
): { cells: string[]; end: number } | undefined {
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
    const close = closingQuote(text, at);
    if (close < 0) return undefined;
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

/** Where the quote that closes a field is, or −1. */
function closingQuote(text: string, open: number): number {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0 || text[at + 1] !== '"') return at;
  }
}
