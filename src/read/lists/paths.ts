import { badFile } from "../faults.ts";
import { isMissing, isNumber, isNumeric } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Reader, Taker } from "../reader.ts";
import { BACKSLASHES, firstLines, takeEntries, type Entry } from "./lines.ts";
import { unquote } from "./ls-tree.ts";

/** How the weight of a line is found: its text and the path, or null. */
interface Shape {
  readonly note: string;
  readonly split: (line: string) => readonly [path: string, weight: string] | null;
  readonly sure: number;
}

function shape(note: string, pattern: RegExp, path: number, weight: number, sure: number): Shape {
  return {
    note,
    sure,
    split: (line) => {
      const match = pattern.exec(line);
      return match && isNumeric(match[weight]!) ? [match[path]!, match[weight]!] : null;
    },
  };
}

/** As `find -ls` and `ls -dils` print a file. */
const LISTED =
  /^\s*\d+\s+[\d.]+[KMG]?\s+[-dlbcps][-rwxsStT]{9}\S?\s+\d+\s+\S+\s+\S+\s+(\d+)\s+\S+\s+\d+\s+[\d:]+\s+(.+)$/;

const SHAPES: readonly Shape[] = [
  /* @__PURE__ */ shape("files of find -ls", LISTED, 2, 1, 0.95),
  /* @__PURE__ */ shape("lines of weight TAB path", /^\s*([^\t]+)\t([^\t]+)$/, 2, 1, 0.9),
  /* @__PURE__ */ shape("lines of path TAB weight", /^([^\t]+)\t([^\t]+)$/, 1, 2, 0.9),
  /* @__PURE__ */ shape(
    "counts of wc: lines, words, bytes, path",
    /^\s*\d+\s+\d+\s+(\d+) (\S.*)$/,
    2,
    1,
    0.75,
  ),
  /* @__PURE__ */ shape(
    "lines of weight and path",
    /^\s*([\d.,]+(?:[KMGTPE]?i?B?|%))\s+(?!\d+\s|[-dlbcps][-rwxsStT]{9}|[0-9a-f]{40})(\S.*)$/i,
    2,
    1,
    0.7,
  ),
  /* @__PURE__ */ shape("lines of path and count", /^([^:\s]*[./][^:\s]*):(\d+)$/, 1, 2, 0.7),
  /* @__PURE__ */ shape("lines of path and weight", /^(\S.*?)\s*[:=\s]\s*([\d.,]+)$/, 1, 2, 0.55),
  /* @__PURE__ */ shape(
    "lines of path and size with a unit",
    /^(\S.*?)\s{2,}([\d.,]+ [kKMG]?i?B)(?: .*)?$/,
    1,
    2,
    0.75,
  ),
];

/** Lines and bars that programs draw on a terminal: what has them is no list. */
const DRAWN = /[\u2500-\u259f]/;

/** The first shape that all lines have. */
function shapeOf(text: string): Shape | undefined {
  const sample = firstLines(text);
  return SHAPES.find(({ split }) => {
    const entries = sample.map(split);
    // Two columns of numbers are no list of names.
    return (
      entries.every((entry) => entry !== null && !DRAWN.test(entry[0])) &&
      !entries.every((entry) => isNumber(entry![0]))
    );
  });
}

export const paths: Reader = {
  name: "paths",
  about:
    "lines of weight and path, as find -printf '%s %p\\n' and wc -c print, path and weight, or the path alone",
  claim: claimPaths,
  open: openPaths,
};

function claimPaths({ text }: Input, { separator }: ReadSettings): Claim {
  const found = shapeOf(text);
  if (found) return found.sure;
  const sample = firstLines(text);
  if (sample.some((line) => line.includes("\0"))) return "there is a NUL character in it";
  if (sample.every((line) => isNumeric(line))) return "there are numbers in it and no names";
  const odd = sample.filter((line) => /[;{}<>]|^\s|\s$| = |[.!?:] [A-Z]|: |^#|:$|^\[|\]$/.test(line)).length;
  const isTabular = (line: string): boolean => /[,\t]|\S {2,}\S|^[^/\\:]*:(?![/\\])|^\w+=/.test(line);
  const tabular = sample.filter(isTabular).length;
  if (odd > sample.length / 20 || tabular > sample.length / 4) return "its lines are no paths";
  if (isGraph(sample))
    return "its lines are pairs, as of a graph: a table source,target is a tree if it is one";
  const deep = sample.filter((line) => line.includes(separator) || line.includes("\\")).length;
  const wordy = sample.filter((line) => /^[^/\\]*\S\s\S/.test(line)).length;
  if (deep >= sample.length / 2) return wordy >= sample.length / 2 ? "its lines are no paths" : 0.5;
  return sample.every((line) => !/\s/.test(line)) ? 0.3 : "its lines are no paths";
}

/** Whether lines are pairs of names, the second of which are first elsewhere. */
function isGraph(sample: readonly string[]): boolean {
  const pairs = sample.map((line) => line.trim().split(/\s+/));
  const sources = new Set(pairs.map(([source]) => source));
  return pairs.every((pair) => pair.length === 2) && pairs.some(([, target]) => sources.has(target));
}

function openPaths(input: Input, settings: ReadSettings): Taker {
  const found = shapeOf(input.text) ?? likelyShape(input.text);
  return found ? openWeighed(input, settings, found) : openBare(input, settings);
}

/** The shape of the first line, where a list is asked for whatever the others look like. */
function likelyShape(text: string): Shape | undefined {
  const [first = ""] = firstLines(text, 1);
  return SHAPES.slice(0, 2).find(({ split }) => split(first) !== null);
}

function openWeighed(input: Input, settings: ReadSettings, { note, split, sure }: Shape): Taker {
  const isFind = sure !== 0.9;
  return takeEntries(input, settings, {
    base: 1024,
    shortens: isFind,
    hasTotal: true,
    read: (line, place): Entry => {
      const entry = split(line);
      if (!entry) throw badFile(place(), misfit(line, note));
      return [entry[0], entry[1].trim()];
    },
    // What find and wc print of a folder is what it takes itself.
    end: () => ({ notes: [note], ...(isFind && { inDoubt: "own" as const }) }),
  });
}

function misfit(line: string, note: string): string {
  if (note.includes("TAB") && !line.includes("\t"))
    return `no TAB in the line; the first line is ${note.replace("lines of ", "")}`;
  const field = line.split("\t").find((part) => isMissing(part));
  return field === undefined
    ? `${JSON.stringify(line.slice(0, 60))} is not like the ${note}`
    : "the weight is left out";
}

function openBare(input: Input, settings: ReadSettings): Taker {
  const isWindows =
    settings.separator === "/" && firstLines(input.text).every((line) => BACKSLASHES.test(line));
  return takeEntries(input, settings, {
    shortens: true,
    read: (line, place) => {
      if (line.includes("\0")) throw badFile(place(), "there is a NUL character in it");
      // What ends in the separator is a folder, as tar and ls -p write.
      return [isWindows ? line.replaceAll("\\", "/") : line, line.endsWith(settings.separator) ? 0 : 1];
    },
    end: () => ({ notes: ["paths without weights: each weighs 1"], innerWeight: "own" }),
  });
}

const NUMSTAT = /^(\d+|-)\t(\d+|-)\t(.+)$/;
/** What git diff --stat prints of a file: the path, the lines changed, or how its bytes did. */
const STAT = /^ (\S.*?) +\|(?: +(\d+)(?: [+-]+)?| +Bin .*|)$/;
/** What git log prints of a commit, and what git diff --stat ends with. */
const LOG =
  /^(?:commit [0-9a-f]{7,64}\b.*|(?:Author|AuthorDate|Commit|CommitDate|Date|Merge):.*| {4}.*| \d+ files? changed.*|[0-9a-f]{7,64} .*)$/;

export const numstat: Reader = {
  name: "numstat",
  about: "what git diff and git log print with --numstat or --stat, weighed by lines added and deleted",
  claim: ({ text }) => {
    const sample = firstLines(text);
    const changes = sample.filter((line) => NUMSTAT.test(line) || STAT.test(line)).length;
    const others = sample.filter((line) => LOG.test(line)).length;
    return changes > 0 && changes + others === sample.length ? 0.95 : "";
  },
  open: (input, settings) =>
    takeEntries(
      input,
      { separator: "/", duplicates: settings.duplicates ?? "add" },
      {
        read: (line, place) => {
          const [, added, deleted, path] = NUMSTAT.exec(line) ?? [];
          if (path !== undefined) return [nowOf(path), (Number(added) || 0) + (Number(deleted) || 0)];
          const [, changed, count] = STAT.exec(line) ?? [];
          if (changed !== undefined) return [nowOf(changed), Number(count ?? 0)];
          if (!LOG.test(line)) throw badFile(place(), "not a line of git diff --numstat");
          return null;
        },
        end: () => ({ notes: ["lines added and deleted, by git"], innerWeight: "own" }),
      },
    ),
};

/** A renamed file is written {old => new}. */
function nowOf(path: string): string {
  return unquote(path)
    .replace(/\{.* => (.*?)\}/, "$1")
    .replace(/^.* => /, "");
}
