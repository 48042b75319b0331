import { badFile } from "../faults.ts";
import { PathNodes } from "../nodes.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Nodes, Taker } from "../reader.ts";

/** The lines of a text with their numbers, from 1; blank ones are left out. Where NUL ends each entry, its entries. */
export function* lines(text: string): Generator<readonly [line: string, number: number]> {
  const end = endsInNul(text) ? "\0" : "\n";
  let number = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf(end, start);
    const stop = feed < 0 ? text.length : feed;
    const line = text.slice(start, text[stop - 1] === "\r" ? stop - 1 : stop);
    start = stop + 1;
    number++;
    if (line.trim() !== "") yield [line, number];
  }
}

/** Whether each entry ends in NUL, as `du -0` and `find -print0` write. */
export function endsInNul(text: string): boolean {
  return text.endsWith("\0");
}

const SAMPLE = 60;

/** The first lines that are not blank. */
export function firstLines(text: string, most: number = SAMPLE): string[] {
  const found: string[] = [];
  for (const [line] of lines(text)) {
    found.push(line);
    if (found.length === most) break;
  }
  return found;
}

/** What takes a text and goes through its lines, as {@link lines} does through a whole one. */
export function takeLines(
  start: string,
  visit: (line: string, number: number) => void,
  end: () => Nodes,
): Taker {
  const mark = endsInNul(start) ? "\0" : "\n";
  let open = "";
  let number = 0;
  const visitLine = (line: string): void => {
    number++;
    const whole = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (whole.trim() !== "") visit(whole, number);
  };
  return {
    take: (piece) => {
      let at = 0;
      for (let feed = piece.indexOf(mark); feed >= 0; feed = piece.indexOf(mark, at)) {
        visitLine(open === "" ? piece.slice(at, feed) : open + piece.slice(at, feed));
        open = "";
        at = feed + 1;
      }
      open += piece.slice(at);
    },
    end: () => {
      if (open !== "") visitLine(open);
      return end();
    },
  };
}

/** An entry of a list: what it is called, and what it weighs, as a number or as it is written. */
export type Entry = readonly [path: string, weight: number | string];

/** How a list of lines is read. */
export interface ListShape {
  /** Reads the entry of a line; null for a line that holds none. */
  readonly read: (line: string, place: () => string) => Entry | null;
  /** What is known at the end. */
  readonly end: () => Omit<Nodes, "parent" | "weight" | "lookup">;
  /** What K, M and G stand for powers of. */
  readonly base?: 1000 | 1024;
  readonly shortens?: boolean;
  readonly hasTotal?: boolean;
}

/** Reads an entry off each line. A line "total" that is the sum of the others is left out. */
export function takeEntries(
  { name, text }: Input,
  settings: Pick<ReadSettings, "separator" | "duplicates" | "decimal">,
  { read, end, ...rules }: ListShape,
): Taker {
  const { separator, duplicates, decimal } = settings;
  const nodes = new PathNodes({ separator, duplicates, decimal, ...rules });
  let number = 0;
  const placeOf = (line: number): string => `${name}:${line}`;
  const place = (): string => placeOf(number);
  return takeLines(
    text,
    (line, at) => {
      number = at;
      const entry = read(line, place);
      if (!entry) return;
      const [path, weight] = entry;
      const plain = separator === "/" ? plainPath(path) : path;
      if (typeof weight === "number") nodes.add(plain, weight, place);
      else nodes.addText(plain, weight, at, place);
    },
    () => {
      if (nodes.isEmpty) throw badFile(name, "there is nothing in it");
      return nodes.finish(end(), placeOf);
    },
  );
}

/** Windows writes "\" between names. */
export const BACKSLASHES: RegExp = /^(?:[A-Za-z]:|\.{1,2})?\\|^[^/]*\\[^/]*$/;

/** Paths from find and du begin with "./", and "." itself is the root. */
export function plainPath(path: string): string {
  if (path === "." || path === "./") return "/";
  return path.startsWith("./") ? path.slice(2) : path;
}
