/** How the weights given to inner nodes are meant. */
export type InnerWeight = "sum" | "own" | "total";

/** Ways to write a tree down that the command line reads. */
export const FORMATS = ["folder", "json", "csv", "paths", "du", "ls-tree"] as const;
export type Format = (typeof FORMATS)[number];

/** What the user may say of the fields of the input. */
export const FIELDS = ["weight", "id", "parent", "label", "children"] as const;
export type FieldName = (typeof FIELDS)[number];

/** What the user says of the input. Field names left out are found by looking. */
export type InputOptions = { readonly [Name in FieldName]?: string | undefined } & {
  readonly format?: Format | undefined;
  readonly innerWeight?: InnerWeight | undefined;
  /** False if a CSV has no header: fields are then named by their number, from 1. */
  readonly header: boolean;
};

/** A text to read: `name` is what messages call it. */
export interface Text {
  readonly name: string;
  readonly text: string;
}

/** One row of a list of nodes. */
export interface Row {
  readonly id: string;
  readonly parent: string | null;
  readonly weight: number | undefined;
  readonly label: string | undefined;
}

/** A path and its weight. */
export type Entry = readonly [path: string, weight: number];

/** Which fields of a table mean what. Without a parent the id is a path. */
export interface TableFields {
  readonly id: string;
  readonly weight: string;
  readonly parent?: string;
  readonly label?: string;
}

/** What a reader found: the input of one of the builders of `weightedTree`. */
export type Source = (
  | {
      readonly builder: "nested";
      readonly data: unknown;
      readonly fields: { readonly children: string; readonly weight: string; readonly label?: string };
    }
  | { readonly builder: "rows"; readonly rows: readonly Row[] }
  | { readonly builder: "objects"; readonly rows: readonly unknown[]; readonly fields: TableFields }
  | { readonly builder: "paths"; readonly entries: readonly Entry[] }
  | ({ readonly builder: "columns" } & Columns)
) & {
  /** What was read and how it was understood, for the user. */
  readonly notes: readonly string[];
  /** The fields that the user may name in such an input; none if left out. */
  readonly heeds?: readonly FieldName[];
  /** The line that the k-th row or entry stands on, where there are lines. */
  readonly line?: ((k: number) => number) | undefined;
  /** How inner weights are meant in this format; the user's own word goes before it. */
  readonly innerWeight?: InnerWeight;
};

/** Nodes in any order, each naming its parent by its place; −1 for the root. A weight of NaN stands for none. */
export interface Columns {
  readonly parent: Int32Array;
  readonly weight: Float64Array;
  readonly label: readonly string[];
}

/** Columns of nodes that are found one by one, the root first. */
export class GrowingColumns {
  readonly parent: number[] = [-1];
  readonly weight: number[] = [NaN];
  readonly label: string[];

  constructor(root: string) {
    this.label = [root];
  }

  /** Adds a node and returns its row. */
  add(parent: number, label: string, weight: number = NaN): number {
    this.parent.push(parent);
    this.weight.push(weight);
    return this.label.push(label) - 1;
  }

  finish(): Columns {
    const { parent, weight, label } = this;
    return { parent: Int32Array.from(parent), weight: Float64Array.from(weight), label };
  }
}
