import { badFile } from "../failure.ts";
import { readTable } from "./csv.ts";
import { lines } from "./lines.ts";
import type { InputOptions, Source, Text } from "./source.ts";
import { isNumber, isRounded, readWeight } from "./weight.ts";

/**
 * Reads a list of paths, one a line: `weight TAB path`, `path TAB weight`, `path,weight` (quoted as in CSV where
 * the path holds a comma), or the path alone, which then weighs 1.
 */
export function readPaths(input: Text, options: InputOptions): Source {
  const first = firstLine(input.text);
  if (first.includes("\t")) return readTabbed(input, isWeightFirst(first));
  if (endsInNumber(first)) return readTable(input, { ...options, header: false }, ",");
  return readBare(input);
}

/** The first line that is not blank. */
export function firstLine(text: string): string {
  for (const [line] of lines(text)) return line;
  return "";
}

/** Whether a line is `weight TAB path` or `path TAB weight`. */
export function isTabbed(line: string): boolean {
  const parts = line.split("\t");
  return parts.length === 2 && parts.some((part) => isNumber(part) || isRounded(part));
}

/** Whether a line is `path,weight`. */
export function endsInNumber(line: string): boolean {
  const comma = line.lastIndexOf(",");
  return comma > 0 && isNumber(line.slice(comma + 1).replaceAll('"', ""));
}

function isWeightFirst(line: string): boolean {
  const before = line.slice(0, line.indexOf("\t"));
  return isNumber(before) || isRounded(before);
}

function readTabbed({ name, text }: Text, weightFirst: boolean): Source {
  const entries: [string, number][] = [];
  const at: number[] = [];
  const shape = weightFirst ? "weight TAB path" : "path TAB weight";
  for (const [line, number] of lines(text)) {
    const tab = weightFirst ? line.indexOf("\t") : line.lastIndexOf("\t");
    if (tab < 0) throw badFile(`${name}:${number}`, `no TAB in the line; the first line is ${shape}`);
    const [left, right] = [line.slice(0, tab), line.slice(tab + 1)];
    const [weight, path] = weightFirst ? [left, right] : [right, left];
    entries.push([path, readWeight(weight, `${name}:${number}`)]);
    at.push(number);
  }
  return { builder: "paths", entries, notes: [`lines of ${shape}`], line: (k) => at[k]! };
}

function readBare({ name, text }: Text): Source {
  const entries: [string, number][] = [];
  const at: number[] = [];
  for (const [line, number] of lines(text)) {
    if (line.includes("\0"))
      throw badFile(`${name}:${number}`, "a NUL character: the paths must be separated by line ends");
    entries.push([line, 1]);
    at.push(number);
  }
  return { builder: "paths", entries, notes: ["paths without weights: each weighs 1"], line: (k) => at[k]! };
}
