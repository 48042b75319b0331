import Papa from "papaparse";
import { badFile, UsageError } from "../failure.ts";
import { tableFields, type TableFields } from "./fields.ts";
import { checkRows } from "./rows.ts";
import type { Entry, InputOptions, Row, Source, Text } from "./source.ts";
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
  const add = (fields: readonly string[], place: string): void => {
    if (!columns) {
      columns = options.header ? readHeader(fields, options, place) : numbered(fields, options, place);
      if (options.header) return;
    }
    const { count, id, parent, label } = columns;
    if (fields.length !== count) {
      const expected = options.header ? `the header names ${count}` : `the first line has ${count}`;
      throw badFile(place, `${fields.length} fields, but ${expected}`);
    }
    at.push(line);
    const weight = fields[columns.weight]!;
    if (parent < 0) entries.push([fields[id]!, readWeight(weight, place)]);
    else
      rows.push({
        id: fields[id]!,
        parent: fields[parent] === "" ? null : fields[parent]!,
        weight: weight.trim() === "" ? undefined : readWeight(weight, place),
        label: label < 0 ? undefined : fields[label]!,
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
  const { note, parent } = columns;
  const lineAt = (k: number): number => at[k]!;
  if (parent < 0) return { builder: "paths", entries, notes: [note], line: lineAt, heeds: ["id", "weight"] };
  const notes = [note, ...checkRows(rows, lineAt, name)];
  return { builder: "rows", rows, notes, heeds: ["id", "parent", "weight", "label"] };
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
}

function readHeader(names: readonly string[], options: InputOptions, place: string): Columns {
  const fields = tableFields(names, options, place);
  const at = (name: string | undefined): number => (name === undefined ? -1 : names.indexOf(name));
  const count = names.length;
  const weight = at(fields.weight);
  const note = describe(fields);
  if (fields.kind === "paths") return { count, id: at(fields.path), parent: -1, weight, label: -1, note };
  return { count, id: at(fields.id), parent: at(fields.parent), weight, label: at(fields.label), note };
}

/** How a table was understood, for the user. */
export function describe(fields: TableFields): string {
  const quote = (name: string): string => JSON.stringify(name);
  if (fields.kind === "paths") return `paths ${quote(fields.path)} weighed by ${quote(fields.weight)}`;
  return `rows ${quote(fields.id)} with parent ${quote(fields.parent)} weighed by ${quote(fields.weight)}`;
}

/** Without a header: path and weight, or the numbers of the columns that the user gives. */
function numbered(first: readonly string[], options: InputOptions, place: string): Columns {
  const count = first.length;
  const at = (text: string | undefined, name: string): number => {
    if (text === undefined) return -1;
    const column = Number(text);
    if (Number.isInteger(column) && column >= 1 && column <= count) return column - 1;
    throw new UsageError(
      `--${name} must be the number of a column, 1 to ${count}, where there is no header, not ${text}`,
    );
  };
  const id = at(options.id, "id");
  const parent = at(options.parent, "parent");
  const weight = at(options.weight, "weight");
  const label = at(options.label, "label");
  if (id >= 0 && weight >= 0) return { count, id, parent, weight, label, note: "a table without a header" };
  if (count === 2 && parent < 0)
    return { count, id: 0, parent: -1, weight: 1, label: -1, note: "lines of path,weight" };
  throw badFile(
    place,
    `${count} fields and no header: a list has two, path and weight; for a table give --no-header and the numbers of its columns: --id 1 --parent 2 --weight 3`,
  );
}
