import {
  callback,
  choice,
  flag,
  listOf,
  number,
  text,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import type { Settled } from "../options/read-options.ts";
import type { PathOptions } from "../model/paths.ts";
import { pathOptions } from "../model/paths.ts";
import type { TreeOptions } from "../model/tree-options.ts";

/** How {@link readTree} reads. All is found out by looking where nothing is said. */
export interface ReadOptions extends Pick<TreeOptions, "sort" | "innerWeight" | "tolerance"> {
  /** What messages call the input, and what its format is guessed by where the content leaves it open; `"input"` by default. */
  readonly name?: string;
  /** The format, one of {@link readFormats}. */
  readonly format?: string;
  /** Field or column that holds the weight. */
  readonly weight?: string;
  /** Field or column that holds the id of a row, or its path. */
  readonly id?: string;
  /** Field or column that holds the id of the parent. */
  readonly parent?: string;
  /** Field or column that holds the text to show. */
  readonly label?: string;
  /** Field of nested objects that lists the children. */
  readonly children?: string;
  /** Columns of a table that name the levels from the top down, as `["continent", "country"]`. */
  readonly levels?: readonly string[];
  /** Whether a table has a header; columns without one are named by their numbers, from 1. */
  readonly header?: boolean;
  /** What stands before the decimals of numbers. */
  readonly decimal?: "." | ",";
  /** What stands between the names of a path; `"/"` by default. */
  readonly separator?: string;
  /** Whether a path given twice is an error, the default, or its weights add up. */
  readonly duplicates?: PathOptions["duplicates"];
  /** Whether a node with a single child becomes one with it, named "a/b"; false by default. */
  readonly collapse?: boolean;
  /** Encoding of a text that is not UTF-8, as `"windows-1252"`. */
  readonly encoding?: string;
  /** Loads a package that reads a format, by its name, as hyparquet; bundlers need an import that they can see. */
  readonly load?: (name: string) => Promise<unknown>;
  /** The most bytes to read, unpacked; 512 MiB by default, about what a string holds. */
  readonly limit?: number;
}

/** Options that say where in the input a thing stands. */
export const FIELDS = ["weight", "id", "parent", "label", "children", "levels"] as const;
export type FieldName = (typeof FIELDS)[number];

const MOST_BYTES = 2 ** 29;

function makeOptions(): OptionTable<ReadOptions> {
  const { sort, tolerance, separator, duplicates, innerWeight } = pathOptions;
  return {
    name: text("input"),
    format: text(),
    weight: text(),
    id: text(),
    parent: text(),
    label: text(),
    children: text(),
    levels: listOf(text()),
    header: flag(),
    decimal: choice([".", ","]),
    separator,
    duplicates: { ...duplicates, usual: undefined },
    innerWeight: { ...innerWeight, usual: undefined },
    sort,
    tolerance,
    collapse: flag(false),
    encoding: text(),
    load: callback(),
    limit: number({ above: 0 }, MOST_BYTES),
  };
}

/** In a call that bundlers may drop. */
export const readTreeOptions: OptionTable<ReadOptions> = /* @__PURE__ */ makeOptions();

export const readTreeHelp: OptionHelp<ReadOptions> = {
  name: "what messages call the input",
  format: "the format, found out by itself if left out",
  weight: "field or column that holds the weight",
  id: "field or column that holds the id of a row, or its path",
  parent: "field or column that holds the id of the parent",
  label: "field or column that holds the text to show",
  children: "field of nested objects that lists the children",
  levels: "columns of a table that name the levels, from the top down",
  header: "whether a table has a header; columns without one are named by their numbers, from 1",
  decimal: "what stands before the decimals of numbers",
  separator: "what stands between the names of a path",
  duplicates: "whether a path given twice is an error, or its weights add up",
  innerWeight:
    "what the weight of an inner node means: nothing, its own beside its children's, or the total; found out if left out",
  sort: "order of siblings: the heaviest first, as they come, or by a comparator",
  tolerance: "difference of a total and its parts that counts as rounding, relative to the total",
  collapse: "whether a node with a single child becomes one with it",
  encoding: "encoding of a text that is not UTF-8, as windows-1252",
  load: "loads a package that reads a format, by its name",
  limit: "the most bytes to read, unpacked",
};

/** The options with their defaults filled in. */
export type ReadSettings = Settled<
  ReadOptions,
  "name" | "separator" | "sort" | "tolerance" | "collapse" | "limit"
>;
