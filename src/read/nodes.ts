import { pathLookup } from "../model/paths.ts";
import type { NodeLookup } from "../model/weighted-tree.ts";
import { badFile, count } from "./faults.ts";
import { PathTable } from "./path-table.ts";
import type { Nodes, Rounding } from "./reader.ts";
import { WeightColumn } from "./weights.ts";

/** What sums of other rows are called in some languages, alone or with what they are the sum of. */
const TOTAL_WORDS =
  "(?:grand|sub)?[ -]?totals?|totale|totaal|toplam|sum|summe|summa|suma|somme|soma|gesamt(?:summe)?|zwischensumme|insgesamt|all|alle|i alt|yhteensä|celkem|razem|összesen|ogółem|итого|всего|合計|总计|合计|計";

function totalPattern(): RegExp {
  return new RegExp(`^(?:${TOTAL_WORDS})(?:[\\s:(].*)?$|\\s(?:${TOTAL_WORDS}):?$`, "i");
}

const TOTAL: RegExp = /* @__PURE__ */ totalPattern();

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
  /** What stands before decimals where numbers leave it open. */
  readonly likelyDecimal?: "," | undefined;
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
    this.#weights = new WeightColumn(rules.decimal, rules.base, rules.likelyDecimal);
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
    const totals = this.#rules.hasTotal === true ? dropTotals(columns, rest.rounding) : [];
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
      notes: [...rest.notes, ...notes, ...totals, ...shortened],
    };
  }
}

interface PathColumns {
  readonly parent: number[];
  readonly label: string[];
  readonly weight: number[];
}

/** Takes out rows that are called totals, and are the sum of those beside them or of what lies in one; returns a note of them. */
function dropTotals(columns: PathColumns, { relative, each }: Rounding = { relative: 0, each: 0 }): string[] {
  const { parent, label, weight } = columns;
  const isInner = new Uint8Array(parent.length);
  for (const up of parent) if (up >= 0) isInner[up] = 1;
  const isCalled = Uint8Array.from(label, (name, row) =>
    row > 0 && isInner[row] === 0 && TOTAL.test(name) ? 1 : 0,
  );
  if (!isCalled.includes(1) || parent.length < 3) return [];
  const { all, tops } = sumsBelow(columns, isCalled);
  const isSum = (row: number): boolean => {
    const given = weight[row]! || 0;
    const slack = (relative + 1e-6) * given + each * parent.length;
    const isLike = (sum: number): boolean => given > 0 && Math.abs(given - sum) <= slack;
    const up = parent[row]!;
    if (isLike(all[up]!) || isLike(tops[up]!)) return true;
    return up === 0 && parent.some((above, k) => above === 0 && isInner[k] === 1 && isLike(all[k]!));
  };
  const dropped = [...isCalled.keys()].filter((row) => isCalled[row] === 1 && isSum(row));
  const names = dropped.map((row) => JSON.stringify(label[row]));
  for (const row of dropped.reverse()) {
    for (const column of [parent, label, weight]) column.splice(row, 1);
    for (let k = row; k < parent.length; k++) if (parent[k]! > row) parent[k]!--;
  }
  if (names.length < 2) return names.map((name) => `${name} is the sum of the others and left out`);
  return [`${count(names.length, "sum")} of others left out, as ${names[0]!}`];
}

/** Of each row what lies below it weighs: all of it, or where a row has a weight, that in place of what is in it. */
function sumsBelow(
  { parent, weight }: PathColumns,
  isLeftOut: Uint8Array,
): { readonly all: Float64Array; readonly tops: Float64Array } {
  const all = new Float64Array(parent.length);
  const tops = new Float64Array(parent.length);
  for (let row = parent.length - 1; row > 0; row--) {
    if (isLeftOut[row] === 1) continue;
    const own = weight[row]! || 0;
    all[parent[row]!]! += own + all[row]!;
    tops[parent[row]!]! += own > 0 ? own : tops[row]!;
  }
  return { all, tops };
}
