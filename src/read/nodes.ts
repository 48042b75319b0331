import { pathLookup } from "../model/paths.ts";
import type { NodeLookup } from "../model/weighted-tree.ts";
import { badFile, count } from "./faults.ts";
import { PathTable } from "./path-table.ts";
import type { Nodes, Rounding } from "./reader.ts";
import { WeightColumn } from "./weights.ts";

/** What the sum at the end of a list is called. */
const TOTAL = /^(?:(?:grand|sub)?[ -]?totals?|sum|gesamt|summe|insgesamt|total général|totaal):?$/i;

/** Rows that are found one by one, the root first. */
export class GrowingNodes {
  readonly parent: number[] = [-1];
  readonly weight: number[] = [NaN];
  readonly label: (string | undefined)[];
  /** The user's data by row, where there are some. */
  readonly data: unknown[] = [];

  constructor(root?: string) {
    this.label = [root];
  }

  /** Adds a row and returns its number. */
  add(parent: number, label: string | undefined, weight: number = NaN): number {
    this.parent.push(parent);
    this.weight.push(weight);
    return this.label.push(label) - 1;
  }

  /** Labels from the root down to a row, for a message. */
  path(row: number): string {
    const labels: string[] = [];
    for (let up = row; up >= 0; up = this.parent[up]!)
      labels.push(this.label[up] ?? (up === 0 ? "root" : `#${up}`));
    return labels.reverse().join("/");
  }

  /** Rows with nothing below them that have no weight. */
  *bareLeaves(): Generator<number> {
    const isInner = new Uint8Array(this.parent.length);
    for (const up of this.parent) if (up >= 0) isInner[up] = 1;
    for (const [row, own] of this.weight.entries()) if (isInner[row] === 0 && Number.isNaN(own)) yield row;
  }

  get lookup(): NodeLookup<unknown> {
    const { label, data } = this;
    return { label: (row) => label[row], ...(data.length > 0 && { data: (row: number) => data[row] }) };
  }

  finish(rest: Omit<Nodes, "parent" | "weight" | "lookup">): Nodes {
    const { parent, weight, lookup } = this;
    return { parent, weight, lookup, ...rest };
  }
}

/** More rows than this are no picture any more. */
const MOST_ROWS = 2 ** 22;

/** How paths are taken. */
interface PathRules {
  readonly separator: string;
  /** Whether a path given twice is an error, or its weights add up. */
  readonly duplicates?: "error" | "add" | undefined;
  readonly decimal?: "." | "," | undefined;
  /** What K, M and G stand for powers of. */
  readonly base?: 1000 | 1024;
  /** Whether files are summed up in their folders where there are too many. */
  readonly shortens?: boolean;
  /** Whether one at the top may be the total of the others. */
  readonly hasTotal?: boolean;
}

/** Paths with weights, and the folders on the way. */
export class PathNodes {
  readonly table: PathTable;
  readonly #rules: PathRules;
  readonly #weights: WeightColumn;
  /** What stands between names where they are shown. */
  readonly #shown: string;
  /** What the root is called. */
  root = "";
  #most: number;

  constructor(rules: PathRules, shown: string = rules.separator) {
    this.table = new PathTable(rules.separator);
    this.#rules = rules;
    this.#weights = new WeightColumn(rules.decimal, rules.base);
    this.#shown = shown;
    this.#most = rules.shortens === true ? MOST_ROWS : Infinity;
  }

  /** Whether nothing was added. */
  get isEmpty(): boolean {
    return this.table.size === 1 && !this.#weights.has(0);
  }

  /** Adds a path. `place` is the name of the input with the line, for messages. */
  add(path: string, weight: number, place: () => string): void {
    this.#weights.add(this.opened(this.table.open(path), place), weight);
  }

  /** Adds a path whose weight is written as a text. */
  addText(path: string, weight: string, at: number, place: () => string): void {
    this.putText(this.opened(this.table.open(path), place), weight, at);
  }

  put(row: number, weight: number): void {
    this.#weights.add(row, weight);
  }

  putText(row: number, weight: string, at: number): void {
    this.#weights.addText(row, weight, at);
  }

  /** The row that stands for one just opened, which gets its weight now. `repeats` names a field by which like paths may differ. */
  opened(row: number, place: () => string, repeats?: string): number {
    if (this.table.size > this.#most) return this.#shorten(row);
    if (this.#rules.duplicates === "add" || this.table.deepest < Infinity || !this.#weights.has(row))
      return row;
    const path = this.table.path(row).replaceAll(this.#rules.separator, this.#shown);
    const field = repeats === undefined ? "" : `: they may differ by ${JSON.stringify(repeats)}`;
    const advice = 'duplicates: "add" adds the weights up';
    throw badFile(place(), `the path ${JSON.stringify(path)} is there twice${field}; ${advice}`, path);
  }

  #shorten(row: number): number {
    const to = this.table.shorten(MOST_ROWS / 2);
    // A single level is kept, however long it is.
    this.#most = to ? MOST_ROWS : Infinity;
    if (!to) return row;
    this.#weights.move(to, this.table.size);
    return to[row]!;
  }

  finish(rest: Omit<Nodes, "parent" | "weight" | "lookup">, placeOf: (at: number) => string = String): Nodes {
    const { table } = this;
    const { weight, notes } = this.#weights.finish(table.size, placeOf);
    const label = Array.from(table.parent, (_, row) => (row === 0 ? this.root : table.label(row)));
    const columns = { parent: table.parent, label, weight };
    const total = this.#rules.hasTotal === true ? dropTotal(columns, rest.rounding) : undefined;
    const { id, label: labelOf, locate } = pathLookup(columns, this.#shown);
    // Where names may hold what is shown between them, ids do not tell the way.
    const lookup =
      this.#shown === this.#rules.separator ? { id, label: labelOf, locate } : { id, label: labelOf };
    const shortened =
      table.deepest < Infinity
        ? [
            `what lies below ${count(table.deepest, "level")} is summed up, for it is more than a picture shows`,
          ]
        : [];
    return {
      parent: columns.parent,
      weight,
      lookup,
      ...rest,
      notes: [...rest.notes, ...notes, ...(total === undefined ? [] : [total]), ...shortened],
    };
  }
}

interface PathColumns {
  readonly parent: number[];
  readonly label: string[];
  readonly weight: number[];
}

/** Takes out a row at the top that is called "total" and is the sum of all others; returns a note of it. */
function dropTotal(
  { parent, label, weight }: PathColumns,
  { relative, each }: Rounding = { relative: 0, each: 0 },
): string | undefined {
  const row = label.findIndex((name, k) => parent[k] === 0 && TOTAL.test(name));
  if (row < 0 || parent.includes(row) || parent.length < 3) return undefined;
  // What lies in a folder that has a weight is in that weight, if weights are totals.
  const isCounted = new Uint8Array(parent.length);
  let [all, tops] = [0, 0];
  for (let k = 0; k < parent.length; k++) {
    const own = k === row ? 0 : weight[k]! || 0;
    all += own;
    const isBelow = k > 0 && isCounted[parent[k]!] === 1;
    if (!isBelow) tops += own;
    if (isBelow || own > 0) isCounted[k] = 1;
  }
  const given = weight[row]! || 0;
  const slack = (relative + 1e-6) * given + each * parent.length;
  if (Math.abs(given - all) > slack && Math.abs(given - tops) > slack) return undefined;
  const note = `${JSON.stringify(label[row])} is the sum of the others and left out`;
  for (const column of [parent, label, weight]) column.splice(row, 1);
  for (let k = row; k < parent.length; k++) if (parent[k]! > row) parent[k]!--;
  return note;
}
