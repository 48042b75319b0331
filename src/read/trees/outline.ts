import { badFile } from "../faults.ts";
import { looksLikeYaml } from "../foreign.ts";
import { firstLines, lines } from "../lists/lines.ts";
import { GrowingNodes } from "../nodes.ts";
import { isNumeric, numberFormat, readWeight } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Nodes, Reader } from "../reader.ts";

/** Indentation, a bullet if there is one, and the rest. */
const LINE = /^([ \t\u00a0│|]*)(?:[-*+•] +|\d+[.)] +)?(.*?)\s*$/s;
/** A name and its weight. */
const WEIGHED = /^(.*\S)(?:\s*[:,=\t]\s*|\s+)([-+]?[\d.,]+\s?[kmgtpe%]?i?b?)$/i;
/** Columns, rules and boxes, which no outline has. */
const DRAWN = /\S {4,}\S.* {4,}\S|\S {8,}\S|^\s*[-=_]{4,}\s|[\u2500-\u259f]/;
/** Headings of Markdown, and of Org, where some have several stars. */
const HEADING = /^(#{1,6}) +(?=\S)/;
const BULLET = /^\s*(?:[-*+•]|\d+[.)]) +\S/;
/** Entries below an entry that is a text, as lists have them and YAML has not. */
const NESTED_LIST = /^( *)- (?:[^:\n]|:\S)+\n\1 +- /m;
const ORG = /^(\*{1,6}) +(?=\S)/;
const MOST_HEADINGS = 8;
const CODE =
  /^\s*#(?!#* \S)|[;{}]\s*$|^\s*(?:\/\/|#include|import |from |def |class |function |return |if |for |while |<)|[=!]=| = |\)\s*:?$/;

export const outline: Reader = {
  name: "outline",
  about:
    "an outline: each line a node, indented below its parent, with its weight behind the name if it has one",
  claim: claimOutline,
  read: readOutline,
};

function claimOutline({ text }: Input): Claim {
  const sample = firstLines(text);
  if (sample.some((line) => DRAWN.test(line))) return "it is drawn in columns";
  const heading = headingOf(text);
  const depths = sample.map((line) => partsOf(line, heading).width);
  if (depths.every((depth) => depth === depths[0])) return "";
  const isListed = (line: string): boolean => heading.test(line) || BULLET.test(line);
  if (depths.some((depth) => depth < 0) && sample.filter(isListed).length < 0.8 * sample.length)
    return "it has more than headings and lists";
  if (Math.min(...depths) < depths[0]!) return "its first line is indented";
  if (sample.some((line) => CODE.test(line))) return "it looks like a program";
  if (looksLikeYaml(text) && !NESTED_LIST.test(text)) return "it looks like YAML";
  const known = new Set<number>();
  for (const depth of depths) {
    for (const other of known) if (other > depth) known.delete(other);
    known.add(depth);
  }
  const isProse =
    sample.filter((line) => line.length > 100 || /[.!?]$/.test(line)).length > sample.length / 4;
  return isProse ? "it looks like prose" : 0.6;
}

/** How headings are written: with stars where some lines have several. */
function headingOf(text: string): RegExp {
  return /^\*{2,6} \S/m.test(text) ? ORG : HEADING;
}

/** Whether numbers at the ends of lines weigh them, rather than number them: "Chapter 1", "Chapter 2". */
function hasWeights(text: string): boolean {
  const weighed = firstLines(text, MOST_SAMPLED).flatMap((line) => WEIGHED.exec(line.trim())?.[1] ?? []);
  return new Set(weighed).size > 0.5 * weighed.length || weighed.length < 3;
}

const MOST_SAMPLED = 1000;

/** How far a line is indented, with headings before all else, and what it says. */
function partsOf(line: string, headings: RegExp): { readonly width: number; readonly rest: string } {
  const heading = headings.exec(line);
  if (heading)
    return { width: heading[1]!.length - MOST_HEADINGS, rest: line.slice(heading[0].length).trim() };
  const [, indent, rest] = LINE.exec(line)!;
  return { width: widthOf(indent!), rest: rest! };
}

/** How far a line is indented: a tab goes to the next multiple of eight. */
function widthOf(indent: string): number {
  let width = 0;
  for (const char of indent) width = char === "\t" ? (Math.floor(width / 8) + 1) * 8 : width + 1;
  return width;
}

function readOutline({ name, text }: Input, settings: ReadSettings): Nodes {
  const nodes = new GrowingNodes();
  const heading = headingOf(text);
  const isWeighing = hasWeights(text);
  const open: { readonly width: number; readonly row: number }[] = [];
  const weights = new Map<number, readonly [text: string, line: number]>();
  for (const [line, number] of lines(text)) {
    const { width, rest } = partsOf(line, heading);
    while (open.length > 0 && open.at(-1)!.width >= width) open.pop();
    if (open.length === 0 && nodes.label.length > 1 && width > 0)
      throw badFile(`${name}:${number}`, "the line is indented, but not below another");
    const weighed = WEIGHED.exec(rest);
    const isWeighed = isWeighing && weighed !== null && isNumeric(weighed[2]!);
    const row = nodes.add(open.at(-1)?.row ?? 0, (isWeighed ? weighed[1]! : rest).replace(/[:,]$/, ""));
    if (isWeighed) weights.set(row, [weighed[2]!, number]);
    open.push({ width, row });
  }
  const format = numberFormat(
    [...weights.values()].map(([weight]) => weight),
    settings.decimal,
  );
  for (const [row, [weight, line]] of weights)
    nodes.weight[row] = readWeight(weight, format, () => `${name}:${line}`);
  const note = weights.size === 0 ? "an outline: each leaf weighs 1" : "an outline with weights";
  for (const row of nodes.bareLeaves()) {
    if (weights.size > 0) throw badFile(name, `the leaf ${JSON.stringify(nodes.label[row])} has no weight`);
    nodes.weight[row] = 1;
  }
  return withoutTop(nodes).finish({ notes: [note, ...format.notes], otherwise: "own" });
}

/** Where one node lies below the root that was made up, that one is the root. */
export function withoutTop(nodes: GrowingNodes): GrowingNodes {
  const { parent, weight, label } = nodes;
  if (parent.indexOf(0) < 0 || parent.indexOf(0, parent.indexOf(0) + 1) >= 0) return nodes;
  for (const column of [parent, weight, label]) column.shift();
  for (let k = 0; k < parent.length; k++) parent[k]!--;
  return nodes;
}
