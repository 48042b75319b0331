import { badFile } from "../failure.ts";
import { readTable } from "./csv.ts";
import type { Entry, Format, InputOptions, Source, Text } from "./source.ts";
import { isNumber, isRounded, readWeight } from "./weight.ts";

/** The lines of a text with their numbers, from 1; blank lines are left out. */
function* lines(text: string): Generator<readonly [line: string, number: number]> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, text[end - 1] === "\r" ? end - 1 : end);
    start = end + 1;
    number++;
    if (line.trim() !== "") yield [line, number];
  }
}

/** Reads an entry off each line; null for a line that is not one. */
function readLines(
  { name, text }: Text,
  note: string,
  read: (line: string, place: string) => Entry | null,
): Extract<Source, { builder: "paths" }> {
  const entries: Entry[] = [];
  const at: number[] = [];
  for (const [line, number] of lines(text)) {
    const entry = read(line, `${name}:${number}`);
    if (!entry) continue;
    entries.push(entry);
    at.push(number);
  }
  return { builder: "paths", entries, notes: [note], line: (k) => at[k]! };
}

/** Lines that must be alike for a format of lines to be taken as found. */
const SAMPLE = 20;
const DELIMITER = /[,;\t|]/;

/** Tells how a text is written, by its beginning. */
export function detectFormat(text: string): Exclude<Format, "folder"> {
  const first = firstLine(text).trimStart();
  if (first.startsWith("{") || first.startsWith("[")) return "json";
  if (allLines(text, (line) => LS_TREE_LINE.test(line))) return "ls-tree";
  if (allLines(text, isTabbed)) return looksLikeDu(text) ? "du" : "paths";
  return !endsInNumber(first) && DELIMITER.test(first) ? "csv" : "paths";
}

/** The first line that is not blank. */
function firstLine(text: string): string {
  for (const [line] of lines(text)) return line;
  return "";
}

function allLines(text: string, test: (line: string) => boolean): boolean {
  let seen = 0;
  for (const [line] of lines(text)) {
    if (!test(line)) return false;
    if (++seen === SAMPLE) break;
  }
  return seen > 0;
}

/** Whether lines of sizes and paths come from du: only there does a folder follow directly on what it holds. */
function looksLikeDu(text: string): boolean {
  let before = "";
  for (const [line] of lines(text)) {
    const path = DU_LINE.exec(line)?.[2];
    if (path === undefined) return false;
    if (before !== "" && before.slice(0, Math.max(before.lastIndexOf("/"), 0)) === path) return true;
    before = path;
  }
  return false;
}

/**
 * Reads a list of paths, one a line: `weight TAB path`, `path TAB weight`, `path,weight` (quoted as in CSV where
 * the path holds a comma), or the path alone, which then weighs 1.
 */
export function readPaths(input: Text, options: InputOptions): Source {
  const first = firstLine(input.text);
  if (first.includes("\t")) return readTabbed(input, isWeight(first.slice(0, first.indexOf("\t"))));
  if (endsInNumber(first)) return readTable(input, { ...options, header: false }, ",");
  return readLines(input, "paths without weights: each weighs 1", (line, place) => {
    if (line.includes("\0"))
      throw badFile(place, "a NUL character: the paths must be separated by line ends");
    return [line, 1];
  });
}

/** Whether a line is `weight TAB path` or `path TAB weight`. */
function isTabbed(line: string): boolean {
  const parts = line.split("\t");
  return parts.length === 2 && parts.some(isWeight);
}

/** Whether a line is `path,weight`. */
function endsInNumber(line: string): boolean {
  const comma = line.lastIndexOf(",");
  return comma > 0 && isNumber(line.slice(comma + 1).replaceAll('"', ""));
}

function isWeight(text: string): boolean {
  return isNumber(text) || isRounded(text);
}

function readTabbed(input: Text, weightFirst: boolean): Source {
  const shape = weightFirst ? "weight TAB path" : "path TAB weight";
  return readLines(input, `lines of ${shape}`, (line, place) => {
    const tab = weightFirst ? line.indexOf("\t") : line.lastIndexOf("\t");
    if (tab < 0) throw badFile(place, `no TAB in the line; the first line is ${shape}`);
    const [left, right] = [line.slice(0, tab), line.slice(tab + 1)];
    return weightFirst ? [right, readWeight(left, place)] : [left, readWeight(right, place)];
  });
}

const DU_LINE = /^\s*(\S+)\t(.+)$/;

/**
 * Reads the output of `du`: every folder with the total of all below it, folders after what they hold.
 * What a folder weighs beyond its listed parts stays with it as a remainder.
 */
export function readDu(input: Text): Source {
  const source = readLines(input, "sizes of du", (line, place) => {
    const match = DU_LINE.exec(line);
    if (!match) throw badFile(place, "not a line of du: a size, a TAB and a path");
    return [match[2]!, readWeight(match[1]!, place)];
  });
  return { ...source, innerWeight: "total" };
}

/** Mode, kind, hash, size or "-" for what has none, and after a TAB the path. */
const LS_TREE_LINE = /^\d{6} (blob|tree|commit) [0-9a-f]{40,64} +(\d+|-)\t(.+)$/;

/** Reads the output of `git ls-tree -r -l`: every file of a commit with its size. */
export function readLsTree(input: Text): Source {
  let submodules = 0;
  const source = readLines(input, "files of git ls-tree, weighed by size", (line, place) => {
    const match = LS_TREE_LINE.exec(line);
    if (!match) throw badFile(place, "not a line of `git ls-tree -r -l`");
    const [, kind, size, path] = match as unknown as [string, string, string, string];
    if (kind === "commit") submodules++;
    return kind === "blob" ? [unquote(path), Number(size)] : null;
  });
  if (submodules === 0) return source;
  return { ...source, notes: [...source.notes, `${submodules} submodules have no size and are left out`] };
}

const NAMED: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/** Git writes unusual paths in quotes, with a backslash before what it escapes and bytes as octal numbers. */
function unquote(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"')) return path;
  const bytes: Uint8Array[] = [];
  for (const [token, octal, letter] of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/g)) {
    if (octal !== undefined) bytes.push(Uint8Array.of(parseInt(octal, 8)));
    else bytes.push(new TextEncoder().encode(letter === undefined ? token : (NAMED[letter] ?? letter)));
  }
  return Buffer.concat(bytes).toString("utf8");
}
