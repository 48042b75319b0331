import { badFile, count } from "../faults.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Reader, Taker } from "../reader.ts";
import { firstLines, takeEntries } from "./lines.ts";

/** Mode, kind, hash, with -l the size or "-" for what has none, and after a TAB the path. */
const LINE = /^\d{6} (?:(blob|tree|commit) )?[0-9a-f]{7,64}(?: +(\d+|-))?\t(.+)$/;
/** What `git ls-files -s` prints has no kind, and a stage in place of the size. */
const SUBMODULE = "160000";

export const lsTree: Reader = {
  name: "ls-tree",
  about: "what git ls-tree -r -l prints, or git ls-files -s",
  claim: ({ text }) => (firstLines(text).every((line) => LINE.test(line)) ? 1 : ""),
  open: openLsTree,
};

/** Reads the files of a commit with their sizes. */
function openLsTree(input: Input, settings: ReadSettings): Taker {
  let submodules = 0;
  let isWeighed = false;
  return takeEntries(
    input,
    { ...settings, separator: "/" },
    {
      read: (line, place) => {
        const match = LINE.exec(line);
        if (!match) throw badFile(place(), "not a line of `git ls-tree -r -l`");
        const [, kind, size, path] = match;
        const isSubmodule = line.startsWith(SUBMODULE);
        if (isSubmodule) submodules++;
        const hasSize = kind !== undefined && size !== undefined;
        isWeighed ||= hasSize;
        return kind === "tree" || isSubmodule ? null : [unquote(path!), hasSize ? Number(size) : 1];
      },
      end: () => ({
        notes: [
          `files of git ls-tree, ${isWeighed ? "weighed by size" : "each of which weighs 1: -l gives their sizes"}`,
          ...(submodules > 0 ? [`${count(submodules, "submodule")} without a size left out`] : []),
        ],
        innerWeight: "own",
      }),
    },
  );
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
export function unquote(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"')) return path;
  const bytes: number[] = [];
  for (const [token, octal, letter] of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/g)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8));
    else bytes.push(...new TextEncoder().encode(letter === undefined ? token : (NAMED[letter] ?? letter)));
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
