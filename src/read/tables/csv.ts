import { badFile, count } from "../faults.ts";
import { isHeading, plain, USUAL } from "../fields.ts";
import { firstLines } from "../lists/lines.ts";
import { isMissing, isNumeric } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import type { Claim, Input, Reader, Taker } from "../reader.ts";
import { openTable } from "./read-table.ts";
import { takeRecords } from "./records.ts";
import { isMatrix } from "../trees/distances.ts";
import { sampled, type PlacedRow, type RowTaker, type Table } from "./table.ts";

const DELIMITERS = ["\t", ";", "|", ","];
/** Excel and others name the separator of fields in the first line. */
const SEPARATOR_LINE = /^sep=(.)\r?\n/i;
const SAMPLE = 1000;
const SAMPLE_LINES = 100;

export const csv: Reader = {
  name: "csv",
  about: "a table with separators , ; TAB or |: rows with parents, paths, or a column a level",
  claim: ({ text }) => claimTable(text),
  open: openCsv,
};

function claimTable(text: string): Claim {
  if (/^\s*(?:[!(]|["']use strict|var |const |function\b|import )[^\n]*[{(;]/.test(text))
    return "it looks like a program";
  if (SEPARATOR_LINE.test(text)) return 0.95;
  const { delimiter, share, columns } = guessDelimiter(text);
  if (columns < 2) return "its lines have no separators";
  const whole = firstRecords(text)
    .map((line) => splitPlainly(line, delimiter))
    .filter((cells) => cells.length === columns);
  if (delimiter === "|" && whole.every(([cell]) => cell!.trim() === "")) return "it is a table in Markdown";
  const indented = whole.filter(([cell]) => cell === "").length;
  if (delimiter === "\t" && indented > whole.length / 2)
    return "most of its lines begin with a TAB, as an outline does";
  const [first = [], ...body] = whole;
  const isTree = first.some((cell) => (USUAL.parent as readonly string[]).includes(plain(cell)));
  const hasNumbers = first.some((_, k) => {
    const cells = body.map((row) => row[k]!).filter((cell) => !isMissing(cell));
    return cells.length > 0 && cells.filter(isNumeric).length >= 0.6 * cells.length;
  });
  const ragged = `its lines have different numbers of fields, separated by ${JSON.stringify(delimiter)}`;
  // Of a table with a few broken lines, this reader tells which.
  if (share < 0.8) return share >= 0.6 && (isTree || hasNumbers) ? 0.4 : ragged;
  if (isTree || hasNumbers) return whole.length > 1 ? 0.8 : 0.5;
  if (whole.length === 1)
    return first.some(isNumeric) || first.every(isHeading) ? 0.5 : "it has one line and no numbers";
  return first.every(isHeading) ? 0.5 : "none of its columns holds numbers";
}

/** The first records, without comments: a line in which a quote is left open goes on. */
function firstRecords(text: string): string[] {
  const records: string[] = [];
  let open = "";
  for (const line of firstLines(text, SAMPLE_LINES)) {
    const whole = open === "" ? line : `${open}\n${line}`;
    const isOpen = whole.split('"').length % 2 === 0;
    if (!isOpen && !whole.startsWith("#")) records.push(whole);
    open = isOpen ? whole : "";
  }
  return open === "" ? records : [...records, ...open.split("\n")];
}

interface Guess {
  readonly delimiter: string;
  /** The number of fields that most lines have, and the part of the lines that have it. */
  readonly columns: number;
  readonly share: number;
}

/** The separator of which most lines have equally many, outside quotes. */
export function guessDelimiter(text: string): Guess {
  const sample = firstRecords(text);
  let best: Guess & { readonly score: number } = { delimiter: ",", columns: 1, share: 1, score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = sample.map((line) => splitPlainly(line, delimiter));
    const columns = modeOf(rows.map((cells) => cells.length).filter((length) => length > 1));
    if (columns === undefined) continue;
    const whole = rows.filter((cells) => cells.length === columns);
    // What stands above a table is no part of it; its head may name more columns than its rows have cells.
    const above = rows.findIndex((cells) => cells.length >= columns);
    const head = rows[above]!.length;
    const alike = rows.filter((cells) => cells.length === columns || cells.length === head);
    // Where two separators do equally well, the one that leaves numbers whole.
    const numbers = whole.reduce((sum, cells) => sum + (cells.some(isNumeric) ? 1 : 0), 0);
    const score = whole.length + 0.5 * (numbers / whole.length);
    if (score > best.score + 1e-9)
      best = { delimiter, columns, share: alike.length / (sample.length - above), score };
  }
  return best;
}

/** The most frequent number; of several, the one seen first. */
function modeOf(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let mode: number | undefined;
  for (const [value, times] of counts) if (mode === undefined || times > counts.get(mode)!) mode = value;
  return mode;
}

/** The fields of a line, quotes seen through as far as one line shows. */
function splitPlainly(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  let [start, isQuoted] = [0, false];
  for (let k = 0; k <= line.length; k++) {
    if (line[k] === '"') isQuoted = !isQuoted;
    else if (k === line.length || (!isQuoted && line[k] === delimiter)) {
      cells.push(line.slice(start, k).replace(/^\s*"([^]*)"\s*$/, "$1"));
      start = k + 1;
    }
  }
  return cells;
}

function openCsv(input: Input, settings: ReadSettings): Taker {
  const separator = SEPARATOR_LINE.exec(input.text);
  const delimiter = separator?.[1] ?? guessDelimiter(input.text).delimiter;
  const origin = { name: input.name, firstLine: 1 };
  const sheet = openSheet(input.name, settings, delimiter === ";" ? "," : undefined);
  const records = takeRecords(delimiter, origin, (cells, line) => {
    if (!separator || line > 1) sheet.row(cells, line);
  });
  return {
    take: records.take,
    end: () => {
      records.end();
      return sheet.end();
    },
  };
}

/** Takes records of texts, of which the first ones tell where the table begins and what its columns are called. */
export function openSheet(
  name: string,
  settings: ReadSettings,
  likelyDecimal?: ",",
): RowTaker<readonly string[]> {
  return sampled(SAMPLE, (sample) => openRows(sample, name, settings, likelyDecimal));
}

function openRows(
  sample: readonly PlacedRow<readonly string[]>[],
  name: string,
  settings: ReadSettings,
  likelyDecimal: "," | undefined,
): RowTaker<readonly string[]> {
  const { skipped, notes } = findStart(sample.map(({ row }) => row));
  const head = sample[skipped];
  if (!head) throw badFile(name, "there are no rows in it");
  const place = `${name}:${head.at}`;
  const columns = head.row.length;
  const short = shortOf(sample.slice(skipped).map(({ row }) => row.length));
  const cells = sample
    .slice(skipped)
    .map(({ row }) => padded(row, columns, short))
    .filter((row) => row.length === columns);
  const hasHeader = settings.header ?? looksLikeHeader(cells);
  const isList = !hasHeader && columns === 2 && settings.parent === undefined;
  if (
    !hasHeader &&
    !isList &&
    settings.weight === undefined &&
    settings.levels === undefined &&
    kinds(cells) > 1
  )
    throw badFile(place, noHeader(columns));
  const fields = head.row.map((cell, k) => (hasHeader ? cell.trim() : String(k + 1)));
  if (hasHeader && sample.length === skipped + 1) throw badFile(name, "there are no rows in it");
  if (isMatrix(cells, sample.length < SAMPLE))
    throw badFile(place, 'it is a matrix of distances, which the format "distances" reads from a text');
  const table: Table = {
    fields,
    sample: hasHeader ? cells.slice(1) : cells,
    place,
    hasHeader,
    notes: [...(hasHeader ? [] : ["it has no header"]), ...notes],
    placeOf: (line) => `${name}:${line}`,
    likelyDecimal,
  };
  const isTwo = isList && settings.id === undefined && settings.weight === undefined;
  const taker = openTable(table, isTwo ? { ...settings, ...listFields(cells) } : settings);
  return {
    row: (row, line) => {
      if (line < head.at || (hasHeader && line === head.at)) return;
      const whole = fitRow(padded(row, columns, short), columns, hasHeader, name, line);
      if (whole) taker.row(whole, line);
    },
    end: taker.end,
  };
}

/** How many cells rows have where the head of the table names more columns; 0 where all are alike. */
function shortOf([head = 0, ...lengths]: readonly number[]): number {
  const usual = modeOf(lengths) ?? head;
  return usual < head && usual > 1 && lengths.every((length) => length === usual || length === head)
    ? usual
    : 0;
}

function padded(row: readonly string[], columns: number, short: number): readonly string[] {
  return row.length === short ? [...row, ...new Array<string>(columns - short).fill("")] : row;
}

/** Which of the two columns of a list holds the weights. */
function listFields(rows: readonly (readonly string[])[]): Pick<ReadSettings, "id" | "weight"> {
  const isFirst =
    rows.every(([first]) => isNumeric(first!)) && !rows.every(([, second]) => isNumeric(second!));
  return isFirst ? { id: "2", weight: "1" } : { id: "1", weight: "2" };
}

/** How many columns hold numbers in every row. */
function kinds(rows: readonly (readonly string[])[]): number {
  return rows[0]!.filter((_, k) => rows.every((row) => isNumeric(row[k]!))).length;
}

function noHeader(columns: number): string {
  return `${columns} fields and no header: name its columns by their numbers, with the options id, parent, levels and weight`;
}

/** A row with as many cells as there are fields; null for a comment. */
function fitRow(
  row: readonly string[],
  fields: number,
  hasHeader: boolean,
  name: string,
  line: number,
): readonly string[] | null {
  if (row.length === fields) return row;
  if (row[0]!.startsWith("#")) return null;
  if (row.length > fields && row.slice(fields).every((cell) => cell.trim() === ""))
    return row.slice(0, fields);
  const expected = hasHeader ? `the header names ${fields}` : `the first line has ${fields}`;
  throw badFile(`${name}:${line}`, `${row.length} fields, but ${expected}`);
}

/** Where the table begins: lines before it have fewer fields, or begin with "#". */
function findStart(rows: readonly (readonly string[])[]): { skipped: number; notes: readonly string[] } {
  const columns = modeOf(rows.map((cells) => cells.length)) ?? 1;
  const isTable = rows.filter((cells) => cells.length === columns).length >= 3;
  let skipped = 0;
  while (skipped < rows.length - 1) {
    const cells = rows[skipped]!;
    const isComment = cells[0]!.startsWith("#") && (cells.length !== columns || /^#\s/.test(cells[0]!));
    const used = cells.filter((cell) => cell.trim() !== "").length;
    const isTitle = isTable && columns > 1 && (cells.length < columns || used < Math.min(columns, 2));
    if (!isComment && !isTitle) break;
    skipped++;
  }
  return { skipped, notes: skipped > 0 ? [`${count(skipped, "line")} before the table left out`] : [] };
}

/** Whether the first row names the columns. */
function looksLikeHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows as [readonly string[], ...(readonly string[])[]];
  if (!first.some((cell) => isNumeric(cell) && !isMissing(cell)))
    return rest.length > 0 || first.some(isHeading);
  const texts = first.filter((cell) => !isNumeric(cell));
  if (rest.length === 0 || texts.length === 0) return false;
  if (texts.some((cell) => cell.trim() === "") && first[0]!.trim() === "") return true;
  return texts.some(isHeading) && !texts.some((cell) => cell.includes("/"));
}
