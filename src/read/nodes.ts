import { PathTable, pathLookup } from "../model/paths.ts";
import type { NodeLookup } from "../model/weighted-tree.ts";
import { badFile } from "./faults.ts";
import type { Nodes, Rounding } from "./reader.ts";

/** What the sum at the end of a list is called. */
const TOTAL = /^(?:(?:grand|sub)?[ -]?totals?|sum|gesamt|summe|insgesamt|total général|totaal)$/i;

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

  get lookup(): NodeLookup<unknown> {
    const { label, data } = this;
    return { label: (row) => label[row], ...(data.length > 0 && { data: (row: number) => data[row] }) };
  }

  finish(rest: Omit<Nodes, "parent" | "weight" | "lookup">): Nodes {
    const { parent, weight, lookup } = this;
    return { parent, weight, lookup, ...rest };
  }
}

/** Paths with weights, and the folders on the way. */
export class PathNodes {
  readonly table: PathTable;
  /** What stands between names where they are shown. */
  readonly #shown: string;
  readonly #isSplit: boolean;
  /** Whether weights of like paths add up. */
  readonly #adds: boolean;

  constructor(separator: string, duplicates: "error" | "add" | undefined, shown: string = separator) {
    this.table = new PathTable(separator);
    this.#shown = shown;
    this.#isSplit = shown === separator;
    this.#adds = duplicates === "add";
  }

  /** Adds a path. `place` is the name of the input with the line, for messages. */
  add(path: string, weight: number, place: () => string): void {
    this.put(this.table.open(path), path, weight, place);
  }

  /** Gives a row its weight. `repeats` names a field by which like paths may differ. */
  put(row: number, path: string, weight: number, place: () => string, repeats?: string): void {
    const before = this.table.weight[row];
    if (before !== undefined && !this.#adds) {
      const field = repeats === undefined ? "" : `: they may differ by ${JSON.stringify(repeats)}`;
      const advice = 'duplicates: "add" adds the weights up';
      throw badFile(place(), `the path ${JSON.stringify(path)} is there twice${field}; ${advice}`, path);
    }
    this.table.weight[row] = (before ?? 0) + weight;
  }

  /** Takes out a row at the top that is called "total" and is the sum of all others; returns a note of it. */
  dropTotal({ relative, each }: Rounding = { relative: 0, each: 0 }): string | undefined {
    const { parent, label, weight } = this.table;
    const row = label.findIndex((name, k) => parent[k] === 0 && TOTAL.test(name));
    if (row < 0 || parent.includes(row) || parent.length < 3) return undefined;
    // What lies in a folder that has a weight is in that weight, if weights are totals.
    const isCounted = new Uint8Array(parent.length);
    let [all, tops] = [0, 0];
    for (let k = 0; k < parent.length; k++) {
      const own = k === row ? 0 : (weight[k] ?? 0);
      all += own;
      const isBelow = k > 0 && isCounted[parent[k]!] === 1;
      if (!isBelow) tops += own;
      if (isBelow || own > 0) isCounted[k] = 1;
    }
    const given = weight[row] ?? 0;
    const slack = (relative + 1e-6) * given + each * parent.length;
    if (Math.abs(given - all) > slack && Math.abs(given - tops) > slack) return undefined;
    const note = `${JSON.stringify(label[row])} is the sum of the others and left out`;
    this.#remove(row);
    return note;
  }

  /** Takes a row without children out. */
  #remove(row: number): void {
    const { parent, label, weight } = this.table;
    for (const column of [parent, label, weight]) column.splice(row, 1);
    for (let k = row; k < parent.length; k++) if (parent[k]! > row) parent[k]!--;
  }

  finish(rest: Omit<Nodes, "parent" | "weight" | "lookup">): Nodes {
    const { parent, weight } = this.table;
    const { id, label, locate } = pathLookup(this.table, this.#shown);
    // Where names may hold what is shown between them, ids do not tell the way.
    const lookup = this.#isSplit ? { id, label, locate } : { id, label };
    return { parent, weight, lookup, ...rest };
  }
}
