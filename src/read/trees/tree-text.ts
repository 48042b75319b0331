import { lines } from "../lists/lines.ts";
import { GrowingNodes } from "../nodes.ts";
import { isNumeric, numberFormat, parseNumber } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Input, Nodes, Reader } from "../reader.ts";
import { withoutTop } from "./outline.ts";

/** What is drawn before a name: lines of the branches that go on, and its own branch. */
const BRANCH = /^([│| \u00a0]*)(?:[├└┣┗]|\||`|\+|\\)(?:─|-|━)+[┬┳]?[─━-]*\s*(.*)$/;
/** What `tree -s`, `-h` and `-p` write before a name. */
const DETAILS = /^\[([^\]]*)\]\s+(.+)$/;
const REPORT = /^\d+ director(?:y|ies)(?:, \d+ files?)?$|^[\d.,]+[KMGTP]? used in /i;

export const treeText: Reader = {
  name: "tree",
  about: "what tree, cargo tree and npm ls draw with lines; with tree -s or tree -h it has sizes",
  claim: ({ text }) => {
    const sample = treeLines(text, SAMPLE);
    const drawn = sample.filter((line) => BRANCH.test(line));
    const isTree = drawn.length > 0 && drawn.length >= sample.length / 2;
    if (!isTree || !/[├└┣┗]|[|`]-- |[+\\]-{1,3} /.test(text.slice(0, 4000))) return "";
    const isWide = (line: string): boolean => / {2,}\S+ +\S+ +\S/.test(line.replace(BRANCH, "$2"));
    return drawn.filter(isWide).length > drawn.length / 2
      ? "it is a table with a tree in one of its columns: lsblk -J, findmnt -J and others print it as JSON"
      : 0.95;
  },
  read: readTreeText,
};

const SAMPLE = 60;
/** What Maven writes before each line. */
const PREFIX = /^\[INFO\] /;
/** What Gradle and others print round their trees. */
const WORDS = /^\W*$|^[(A-Z].*\s\S+\s\S+|^\w+ - .* for /;

/** The lines of trees, without what is said before, between and after them: a tree begins with a line above a branch. */
function treeLines(text: string, most: number = Infinity): string[] {
  const all: string[] = [];
  for (const [line] of lines(text)) {
    if (all.push(line.replace(PREFIX, "")) > most) break;
  }
  return all.filter((line, k) => {
    if (BRANCH.test(line)) return true;
    return !REPORT.test(line.trim()) && (BRANCH.test(all[k + 1] ?? "") || !WORDS.test(line));
  });
}

function readTreeText({ text }: Input, settings: ReadSettings): Nodes {
  const sizes: string[] = [];
  const all = treeLines(text);
  for (const line of all) sizes.push(partsOf(BRANCH.exec(line)?.[2] ?? line).size ?? "");
  const format = numberFormat(sizes, settings.decimal, 1024);
  const isRounded = sizes.some((size) => /[kmgt]$/i.test(size));
  const nodes = new GrowingNodes();
  const open: { readonly width: number; readonly row: number }[] = [];
  let isWeighed = false;
  for (const line of all) {
    const branch = BRANCH.exec(line);
    // A name without a branch begins a tree.
    const width = branch ? branch[1]!.length : -1;
    while (open.length > 0 && open.at(-1)!.width >= width) open.pop();
    const { name, size } = partsOf(branch ? branch[2]! : line.trim());
    const weight = size === undefined ? NaN : (parseNumber(size, format) ?? NaN);
    isWeighed ||= !Number.isNaN(weight);
    const row = nodes.add(open.at(-1)?.row ?? 0, name, weight);
    open.push({ width, row });
  }
  for (const row of nodes.bareLeaves()) nodes.weight[row] = isWeighed ? 0 : 1;
  const note = isWeighed ? "a drawn tree with sizes" : "a drawn tree: each leaf weighs 1";
  const rounding = isRounded ? { relative: 0.1, each: 0 } : undefined;
  // tree tells what a folder takes itself, unless --du is given.
  return withoutTop(nodes).finish({
    notes: [note, ...format.notes],
    otherwise: "sum",
    inDoubt: "sum",
    rounding,
  });
}

function partsOf(text: string): { readonly name: string; readonly size: string | undefined } {
  const match = DETAILS.exec(text);
  const name = (match ? match[2]! : text).replace(/ -> .*$/, "");
  const size = match?.[1]!.trim().split(/\s+/).at(-1);
  return { name, size: size !== undefined && isNumeric(size) ? size : undefined };
}
