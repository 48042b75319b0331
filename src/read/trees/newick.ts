import { MarquetryError } from "../../errors.ts";
import { leavesByName } from "../../model/newick.ts";
import { readNewick } from "../../model/newick-text.ts";
import { badFile, count } from "../faults.ts";
import { lineAndColumn } from "../json/json-place.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Nodes, Reader } from "../reader.ts";

/** A tree in parentheses, after comments in brackets. */
const BEGINNING = /^\s*(?:\[[^\]]*\]\s*)*\(/;
/** PAML and PHYLIP tell first how many leaves and trees there are. */
const COUNTS = /^\s*\d+(?: +\d+)?[ \t]*\r?\n(?=\s*\()/;

export const newick: Reader = {
  name: "newick",
  about: "a tree in Newick form: ((a:1,b:1):2,c:3);",
  claim: ({ text, isWhole }) => {
    if (!BEGINNING.test(text.slice(0, 10_000).replace(COUNTS, ""))) return "";
    return !isWhole || /\)[^()]*;?\s*$/.test(text.slice(-10_000)) ? 0.9 : 0.4;
  },
  // As many blanks, so that faults are told with their places.
  read: ({ name, text }, settings) =>
    readTrees(
      text.replace(COUNTS, (counts) => counts.replace(/\d/g, " ")),
      name,
      settings,
    ),
};

export const nexus: Reader = {
  name: "nexus",
  about: "a NEXUS file with a tree in it",
  claim: ({ text }) => (/^\s*#NEXUS\b/i.test(text) ? 1 : ""),
  read: readNexus,
};

/** Tokens in which quotes and brackets hide what ends a command. */
const TOKEN = /'(?:[^']|'')*'|"[^"]*"|\[[^\]]*\]|[^'"[\];]+|;|["'[\]]/g;

function readNexus({ name, text }: Input, settings: ReadSettings): Nodes {
  const names = new Map<string, string>();
  const trees: string[] = [];
  let start = 0;
  let isInTrees = false;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token !== ";") continue;
    const command = text.slice(start, index).replace(/^\s*(?:#NEXUS\s*)?(?:\[[^\]]*\]\s*)*/i, "");
    start = index + 1;
    if (/^begin\s+trees\b/i.test(command)) isInTrees = true;
    else if (/^end(?:block)?\b/i.test(command)) isInTrees = false;
    else if (isInTrees && /^translate\b/i.test(command)) readTranslation(command.slice(9), names);
    else if (isInTrees && /^u?tree\b/i.test(command)) trees.push(treeOf(command));
  }
  const [first] = trees;
  if (first === undefined) throw badFile(name, "there is no tree in this NEXUS file");
  const nodes = readTrees(`${first};`, name, settings, names);
  return trees.length > 1
    ? { ...nodes, notes: [...nodes.notes, `the first of ${count(trees.length, "tree")}`] }
    : nodes;
}

/** What stands behind the name of a tree, which may have comments with signs in them. */
function treeOf(command: string): string {
  const [name = ""] = /^\w+\s*(?:'(?:[^']|'')*'|\[[^\]]*\]|[^=['])*=/.exec(command) ?? [];
  return command.slice(name.length);
}

function readTranslation(table: string, names: Map<string, string>): void {
  for (const [, key, quoted, plain] of table.matchAll(
    /\s*([^\s,]+)\s+(?:'((?:[^']|'')*)'|([^,]+?))\s*(?:,|$)/g,
  ))
    names.set(key!, quoted === undefined ? plain! : quoted.replaceAll("''", "'"));
}

function readTrees(
  text: string,
  name: string,
  settings: ReadSettings,
  names?: ReadonlyMap<string, string>,
): Nodes {
  const byLength = settings.weight !== undefined;
  if (byLength && settings.weight !== "length") {
    const message = `${name}: a leaf in Newick form weighs 1, or by "length" (the option weight)`;
    throw new MarquetryError("bad-option", message, { value: settings.weight });
  }
  const [first, others] = firstTree(text);
  const { parent, name: given, length } = parse(first, name);
  const weight = new Float64Array(parent.length).fill(NaN);
  const inner = new Set(parent);
  for (let row = 0; row < parent.length; row++)
    if (!inner.has(row)) weight[row] = byLength ? length[row]! : 1;
  const labels = names ? given.map((own) => (own === undefined ? own : (names.get(own) ?? own))) : given;
  let leaves: Map<string, number> | undefined;
  const label = (row: number): string | undefined => labels[row];
  return {
    parent,
    weight,
    lookup: {
      label,
      locate: (tree, id) => (leaves ??= leavesByName(tree, { name: labels })).get(id) ?? -1,
      data: (row) => ({ name: label(row), length: Number.isNaN(length[row]) ? undefined : length[row] }),
    },
    notes: [
      `a tree in Newick form: ${byLength ? "leaves weigh their lengths" : "each leaf weighs 1"}`,
      ...(others > 0 ? [`the first of ${count(others + 1, "tree")}`] : []),
    ],
    heeds: ["weight"],
  };
}

/** The first of several trees, each of which a semicolon ends, and how many follow. */
function firstTree(text: string): readonly [first: string, others: number] {
  let end = -1;
  let others = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === ";") end = end < 0 ? index : end;
    else if (end >= 0 && /^\s*\(/.test(token)) others++;
  }
  return others > 0 ? [text.slice(0, end + 1), others] : [text, 0];
}

function parse(text: string, name: string): ReturnType<typeof readNewick> {
  try {
    return readNewick(singleQuoted(text));
  } catch (error) {
    if (!(error instanceof MarquetryError) || error.code !== "bad-newick") throw error;
    const [line, column] = lineAndColumn(text, error.value as number);
    throw badFile(
      `${name}:${line}:${column}`,
      error.message.replace(/^line \d+, column \d+, /, ""),
      error.value,
    );
  }
}

/** Some programs quote names as "a b" instead of 'a b'. */
function singleQuoted(text: string): string {
  if (!text.includes('"')) return text;
  return text.replace(/'(?:[^']|'')*'|"([^"]*)"|\[[^\]]*\]/g, (token, quoted: string | undefined) =>
    quoted === undefined ? token : `'${quoted.replaceAll("'", "''")}'`,
  );
}
