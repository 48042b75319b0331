import { badFile } from "../faults.ts";
import { PathNodes } from "../nodes.ts";
import type { Input, Nodes, Rounding } from "../reader.ts";

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

/** An entry of a list: what it is called, and what it weighs. */
export type Entry = readonly [path: string, weight: number];

/** How a list of lines is read. */
export interface ListShape {
  readonly separator: string;
  readonly duplicates?: "error" | "add" | undefined;
  /** How far a total may lie from its parts. */
  readonly rounding?: Rounding | undefined;
  /** Reads the entry of a line; null for a line that holds none. */
  readonly read: (line: string, place: () => string) => Entry | null;
}

/** Reads an entry off each line. A line "total" that is the sum of the others is left out. */
export function readLines(
  { name, text }: Input,
  { separator, duplicates, rounding, read }: ListShape,
  rest: Omit<Nodes, "parent" | "weight" | "lookup">,
): Nodes {
  const nodes = new PathNodes(separator, duplicates);
  let number = 0;
  const place = (): string => `${name}:${number}`;
  for (const [line, at] of lines(text)) {
    number = at;
    const entry = read(line, place);
    if (entry) nodes.add(separator === "/" ? plainPath(entry[0]) : entry[0], entry[1], place);
  }
  if (nodes.table.isEmpty) throw badFile(name, "there is nothing in it");
  const total = nodes.dropTotal(rounding);
  const notes = total === undefined ? rest.notes : [...rest.notes, total];
  return nodes.finish({ ...rest, notes });
}

/** Paths from find and du begin with "./", and "." itself is the root. */
export function plainPath(path: string): string {
  if (path === "." || path === "./") return "/";
  return path.startsWith("./") ? path.slice(2) : path;
}
