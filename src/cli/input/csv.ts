import Papa from "papaparse";
import { badFile, UsageError } from "../failure.ts";
import { tableFields, type TableFields } from "./fields.ts";
import { checkRows } from "./rows.ts";
import type { InputOptions, Row, Source, Text } from "./source.ts";
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
export function readTable(input: Text, options: InputOptions, delimiter: string): Source {
  const table = new Table(input, options);
  const walker = new LineCounter(input.text);
  Papa.parse<string[]>(input.text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      const line = walker.line;
      walker.advance(meta.cursor);
      const broken = errors.find(({ type }) => type === "Quotes");
      if (broken) throw badFile(`${input.name}:${line}`, quoteMessage(broken.code));
      if (data.length > 1 || data[0]!.trim() !== "") table.add(data, line);
    },
  });
  return table.finish();
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
class LineCounter {
  readonly #text: string;
  #place = 0;
  line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  advance(place: number): void {
    for (;;) {
      const feed = this.#text.indexOf("\n", this.#place);
      if (feed < 0 || feed >= place) break;
      this.#place = feed + 1;
      this.line++;
    }
  }
}

/** Collects the rows of a table as what a builder takes. */
class Table {
  readonly #input: Text;
  readonly #options: InputOptions;
  readonly #entries: [string, number][] = [];
  readonly #rows: Row[] = [];
  readonly #at: number[] = [];
  #columns: Columns | undefined;

  constructor(input: Text, options: InputOptions) {
    this.#input = input;
    this.#options = options;
  }

  add(row: readonly string[], line: number): void {
    const place = `${this.#input.name}:${line}`;
    if (!this.#columns) {
      this.#columns = this.#options.header
        ? readHeader(row, this.#options, place)
        : numbered(row, this.#options, place);
      if (this.#options.header) return;
    }
    const columns = this.#columns;
    if (row.length !== columns.count) {
      const expected = this.#options.header
        ? `the header names ${columns.count}`
        : `the first line has ${columns.count}`;
      throw badFile(place, `${row.length} fields, but ${expected}`);
    }
    this.#at.push(line);
    const weight = row[columns.weight]!;
    if (columns.parent < 0) {
      this.#entries.push([row[columns.id]!, readWeight(weight, place)]);
      return;
    }
    this.#rows.push({
      id: row[columns.id]!,
      parent: row[columns.parent] === "" ? null : row[columns.parent]!,
      weight: weight.trim() === "" ? undefined : readWeight(weight, place),
      label: columns.label < 0 ? undefined : row[columns.label]!,
    });
  }

  finish(): Source {
    if (!this.#columns || this.#at.length === 0) throw badFile(this.#input.name, "there are no rows in it");
    const { parent, note } = this.#columns;
    const line = (k: number): number => this.#at[k]!;
    if (parent < 0) return { builder: "paths", entries: this.#entries, notes: [note], line };
    const notes = [note, ...checkRows(this.#rows, line, this.#input.name)];
    return { builder: "rows", rows: this.#rows, notes };
  }
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
