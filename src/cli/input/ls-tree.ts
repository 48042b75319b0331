import { badFile } from "../failure.ts";
import { lines } from "./lines.ts";
import type { Source, Text } from "./source.ts";

/** Mode, kind, hash, size or "-" for what has none, and after a TAB the path. */
export const LS_TREE_LINE: RegExp = /^\d{6} (blob|tree|commit) [0-9a-f]{40,64} +(\d+|-)\t(.+)$/;

/** Reads the output of `git ls-tree -r -l`: every file of a commit with its size. */
export function readLsTree({ name, text }: Text): Source {
  const entries: [string, number][] = [];
  const at: number[] = [];
  let submodules = 0;
  for (const [line, number] of lines(text)) {
    const match = LS_TREE_LINE.exec(line);
    if (!match) throw badFile(`${name}:${number}`, "not a line of `git ls-tree -r -l`");
    const [, kind, size, path] = match as unknown as [string, string, string, string];
    if (kind === "commit") submodules++;
    if (kind !== "blob") continue;
    entries.push([unquote(path), Number(size)]);
    at.push(number);
  }
  const notes = ["files of git ls-tree, weighed by size"];
  if (submodules > 0) notes.push(`${submodules} submodules have no size and are left out`);
  return { builder: "paths", entries, notes, line: (k) => at[k]! };
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
