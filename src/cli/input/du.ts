import { badFile } from "../failure.ts";
import { lines } from "./lines.ts";
import type { Source, Text } from "./source.ts";
import { readWeight } from "./weight.ts";

const LINE = /^\s*(\S+)\t(.+)$/;

/**
 * Reads the output of `du`: every folder with the total of all below it, folders after what they hold.
 * What a folder weighs beyond its listed parts stays with it as a remainder.
 */
export function readDu({ name, text }: Text): Source {
  const entries: [string, number][] = [];
  const at: number[] = [];
  for (const [line, number] of lines(text)) {
    const match = LINE.exec(line);
    if (!match) throw badFile(`${name}:${number}`, "not a line of du: a size, a TAB and a path");
    entries.push([match[2]!, readWeight(match[1]!, `${name}:${number}`)]);
    at.push(number);
  }
  return { builder: "paths", entries, notes: ["sizes of du"], innerWeight: "total", line: (k) => at[k]! };
}

/** Whether lines of sizes and paths come from du: only there does a folder follow directly on what it holds. */
export function looksLikeDu(text: string): boolean {
  let before = "";
  for (const [line] of lines(text)) {
    const path = LINE.exec(line)?.[2];
    if (path === undefined) return false;
    if (before !== "" && before.slice(0, Math.max(before.lastIndexOf("/"), 0)) === path) return true;
    before = path;
  }
  return false;
}
