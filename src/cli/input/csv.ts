import Papa from "papaparse";
import { badFile } from "../failure.ts";
import { describe, tableFields } from "./fields.ts";
import { checkRows } from "./rows.ts";
import type { Entry, FieldName, InputOptions, Row, Source, Text } from "./source.ts";
import { readWeight } from "./weight.ts";

/** Separators of fields looked for in the first line. */
const DELIMITERS = [",", ";", "\t", "|"];

/**
 * Reads a CSV table: rows of id, parent and weight where there is a parent field, else of path and weight.
 * Ragged rows and quotes left open are errors.
 */
export function readCsv(input: Text, options: InputOptions): Source {
  return readTable(input, options, guessDelimiter(input.text));
}

/** As {@link readCsv}, the separator of fields being known. */
export function readTable({ name, text }: Text, options: InputOptions, delimiter: string): Source {
  const entries: Entry[] = [];
  const rows: Row[] = [];
  const at: number[] = [];
  const lineOf = lineCounter(text);
  let line = 1;
  let columns: Columns | undefined;
  const add = (row: readonly string[], place: string): void => {
    if (!columns) {
      columns = readColumns(row, options, place);
      if (options.header) return;
    }
    const { count, id, parent, label } = columns;
    if (row.length !== count) {
      const expected = options.header ? `the header names ${count}` : `the first line has ${count}`;
      throw badFile(place, `${row.length} fields, but ${expected}`);
    }
    at.push(line);
    const weight = row[columns.weight]!;
    if (parent < 0) entries.push([row[id]!, readWeight(weight, place)]);
    else
      rows.push({
        id: row[id]!,
        parent: row[parent] === "" ? null : row[parent]!,
        weight: weight.trim() === "" ? undefined : readWeight(weight, place),
        label: label < 0 ? undefined : row[label]!,
      });
  };
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      const place = `${name}:${line}`;
      const broken = errors.find(({ type }) => type === "Quotes");
      if (broken) throw badFile(place, quoteMessage(broken.code));
      if (data.length > 1 || data[0]!.trim() !== "") add(data, place);
      line = lineOf(meta.cursor);
    },
  });
  if (!columns || at.length === 0) throw badFile(name, "there are no rows in it");
  const { parent, note, heeds } = columns;
  const lineAt = (k: number): number => at[k]!;
  if (parent < 0) return { builder: "paths", entries, notes: [note], line: lineAt, heeds };
  return { builder: "rows", rows, notes: [note, ...checkRows(rows, lineAt, name)], heeds };
}

function quoteMessage(code: string): string {
  return code === "MissingQuotes"
    ? "a quote is opened and never closed"
    : "a quote inside a quoted field is not doubled";
}

/** The separator that the first line has most of, outside quotes. */
function guessDelimiter(text: string): string {
  const end = text.indexOf("\n");
  const bare = text.slice(0, end < 0 ? undefined : end).replace(/"[^"]*"/g, "");
  let best = ",";
  for (const delimiter of DELIMITERS)
    if (bare.split(delimiter).length > bare.split(best).length) best = delimiter;
  return best;
}

/** Tells the line of a place in a text, for places that only move on. */
function lineCounter(text: string): (place: number) => number {
  let line = 1;
  let next = text.indexOf("\n");
  return (place) => {
    for (; next >= 0 && next < place; next = text.indexOf("\n", next + 1)) line++;
    return line;
  };
}

/** Where in a row the fields stand; −1 for a field that there is none of. */
interface Columns {
  readonly count: number;
  readonly id: number;
  readonly parent: number;
  readonly weight: number;
  readonly label: number;
  readonly note: string;
  readonly heeds: readonly FieldName[];
}

/** Finds the columns by the header; where there is none they are called by their numbers, and two are path and weight. */
function readColumns(first: readonly string[], options: InputOptions, place: string): Columns {
  const { header, parent, weight } = options;
  const count = first.length;
  const names = header ? first : first.map((_, k) => String(k + 1));
  const isList = !header && count === 2 && parent === undefined;
  if (!header && !isList && weight === undefined)
    throw badFile(
      place,
      `${count} fields and no header: a list has two, path and weight; for a table give --no-header and the numbers of its columns: --id 1 --parent 2 --weight 3`,
    );
  const fields = tableFields(
    names,
    isList ? { ...options, id: options.id ?? "1", weight: weight ?? "2" } : options,
    place,
  );
  const { note, heeds } = describe(fields);
  const at = (name: string | undefined): number => (name === undefined ? -1 : names.indexOf(name));
  return {
    count,
    id: at(fields.id),
    parent: at(fields.parent),
    weight: at(fields.weight),
    label: at(fields.label),
    note: isList ? "lines of path,weight" : header ? note : `a table without a header: ${note}`,
    heeds,
  };
}
