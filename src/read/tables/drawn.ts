import { firstLines, lines } from "../lists/lines.ts";
import { badFile } from "../faults.ts";
import { isMissing, isNumeric } from "../numbers.ts";
import type { Input, Nodes, Reader } from "../reader.ts";
import type { ReadSettings } from "../options.ts";
import { openSheet } from "./csv.ts";

/** Lines that only separate: of dashes and the like. */
const RULE = /^[\s|+:=\-#.]*[-=.]{2,}[\s|+:=\-#.]*$/;
/** What databases print below a table. */
const FOOT = /^\(?\d[\d,]* rows?\b.*$/;
/** Lines among which the head of a table is looked for. */
const MOST_ABOVE = 20;
const SAMPLE_LINES = 100;

export const drawnTable: Reader = {
  name: "columns",
  about:
    "a table as programs print it, in columns or with lines round its cells: df, ps, docker images, psql, Markdown",
  claim: ({ text }) => {
    const sample = firstLines(text, SAMPLE_LINES);
    return findTable(sample) ? 0.72 : "";
  },
  read: readDrawn,
};

/** How a table is cut: where its head stands, and what makes cells of a line. */
interface Drawn {
  readonly head: number;
  readonly cut: (line: string) => string[];
}

function readDrawn({ name, text }: Input, settings: ReadSettings): Nodes {
  const numbered = [...lines(text)];
  const all = numbered.map(([line]) => line);
  // The columns of the first lines may be too narrow for those that follow.
  const found = findTable(all) ?? findTable(firstLines(text, SAMPLE_LINES));
  if (!found) throw badFile(name, "there is no head with rows of as many cells below it");
  const { head, cut } = found;
  const sheet = openSheet(name, { ...settings, duplicates: settings.duplicates ?? "add" });
  for (const [line, number] of numbered.slice(head)) {
    const plain = withPlainLines(line);
    if (!RULE.test(plain) && !FOOT.test(plain.trim())) sheet.row(cut(plain), number);
  }
  return sheet.end();
}

/** Lines that other programs draw boxes with, as those that a keyboard has. */
function withPlainLines(line: string): string {
  return line
    .replace(/[│┃║]/g, "|")
    .replace(/[─━═]/g, "-")
    .replace(/[┌┬┐├┼┤└┴┘╞╪╡╭╮╰╯┏┳┓┡╇┩╔╦╗╠╬╣╚╩╝]/g, "+");
}

function findTable(whole: readonly string[]): Drawn | undefined {
  const all = whole.map(withPlainLines);
  if (all.some((line) => RULE.test(line) && /[|+]/.test(line))) {
    const head = all.findIndex((line) => !RULE.test(line));
    const columns = cutByBars(all[head] ?? "").length;
    const isTable = all
      .slice(head)
      .every((line) => RULE.test(line) || FOOT.test(line.trim()) || cutByBars(line).length === columns);
    return isTable && columns > 1 ? { head, cut: cutByBars } : undefined;
  }
  if (whole.some((line) => /[\u2500-\u259f]/.test(line))) return undefined;
  for (let head = 0; head < Math.min(MOST_ABOVE, all.length - 1); head++) {
    if (RULE.test(all[head]!)) continue;
    const cut = alignedColumns(all.slice(head));
    if (cut) return { head, cut };
  }
  return undefined;
}

function cutByBars(line: string): string[] {
  const cells = line.trim().split("|");
  if (/^\s*\|/.test(line)) cells.shift();
  if (/\|\s*$/.test(line)) cells.pop();
  return cells.map((cell) => cell.trim());
}

/** Cuts lines where all of them have blanks, as far as that makes a head and rows with numbers. */
function alignedColumns(all: readonly string[]): Drawn["cut"] | undefined {
  const rules = all.filter((line) => RULE.test(line));
  const table = all.filter((line) => !RULE.test(line) && !FOOT.test(line.trim()));
  const [head = "", ...rows] = table;
  const isSpread =
    CAPITALS.test(head) || rows.filter((line) => / {2,}/.test(line.trim())).length >= rows.length * 0.8;
  if (rows.length === 0 || !isSpread || head.trim() === "") return undefined;
  const starts = startsOf(
    table,
    rules.find((line) => /[-=] +[-=]/.test(line)),
  );
  const plain = (line: string): string[] => starts.map((start, k) => line.slice(start, starts[k + 1]).trim());
  const words = wordsOf(plain(head), rows.map(plain));
  const cut = (line: string): string[] => plain(line).flatMap((cell, k) => tokens(cell, words[k]!));
  const names = cut(head);
  const cells = rows.map(cut);
  const isNumbers = (k: number): boolean => {
    const given = cells.map((row) => row[k]!).filter((cell) => !isMissing(cell));
    return given.length > 0 && given.every(isNumeric);
  };
  const isHead = names.length > 1 && names.every((name) => name !== "" && !isNumeric(name));
  return isHead && names.some((_, k) => isNumbers(k)) && names.some((_, k) => !isNumbers(k))
    ? cut
    : undefined;
}

/** Names of columns as system tools print them. */
const CAPITALS = /^[A-Z0-9 %#:+()/_-]+$/;

/** Into how many words each column falls: of a number too long for its column, the blanks are elsewhere. */
function wordsOf(names: readonly string[], rows: readonly (readonly string[])[]): number[] {
  return names.map((name, k) => {
    const words = CAPITALS.test(name) ? name.split(/\s+/).length : 1;
    const isSplit = (cell: string): boolean => {
      const found = cell.split(/\s+/);
      return found.length >= words && found.slice(0, words - 1).every(isNumeric);
    };
    return words > 1 && rows.every((row) => isSplit(row[k]!)) ? words : 1;
  });
}

/** The first words of a cell, and the rest as the last one. */
function tokens(cell: string, most: number): string[] {
  const words = cell.split(/\s+/);
  return most === 1 ? [cell] : [...words.slice(0, most - 1), words.slice(most - 1).join(" ")];
}

/** Where columns begin: behind blanks that all lines have, or where a rule below the head begins a new one. */
function startsOf(table: readonly string[], rule: string | undefined): number[] {
  const [head = "", ...rows] = table;
  const isBlank = (at: number): boolean =>
    rule === undefined ? table.every((line) => (line[at] ?? " ") === " ") : (rule[at] ?? " ") === " ";
  const end = rule === undefined ? (/\S+\s*$/.exec(head)?.index ?? 0) : rule.length - 1;
  let starts: number[] = [];
  for (let at = 0; at <= end; at++) if ((at === 0 || isBlank(at - 1)) && !isBlank(at)) starts.push(at);
  // Blanks in a name of two words, or in all texts of a column, by chance, begin none.
  const isUsed = (line: string, k: number): boolean => line.slice(starts[k], starts[k + 1]).trim() !== "";
  starts = starts.filter((_, k) => k === 0 || isUsed(head, k));
  if (rule !== undefined) return starts;
  // Beside a word that all rows have, a blank that all of them have, and the head too, is one between words.
  const isOneText = (k: number): boolean =>
    /\S \S/.test(head.slice(starts[k]! - 2, starts[k]! + 1)) &&
    rows.every((line) => isUsed(line, k)) &&
    new Set(rows.map((line) => line.slice(starts[k - 1], starts[k]).trim())).size === 1;
  return starts.filter((start, k) => {
    const isNamed = rows.some((line) => isUsed(line, k)) || isBlank(start - 2);
    return k === 0 || (isNamed && !isOneText(k));
  });
}
