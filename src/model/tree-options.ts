import {
  callback,
  choice,
  either,
  flag,
  number,
  type Option,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import type { Settled } from "../options/read-options.ts";

/** A node as a comparator sees it. */
export interface NodeView<T = unknown> {
  /** Weight: of an inner node, the sum below it. */
  readonly weight: number;
  /** The user's datum; undefined for a remainder. */
  readonly data: T | undefined;
  /** The text shown for the node. */
  readonly label: string;
  /** The id given, else the path. */
  readonly id: string;
}

/** What all builders of a tree take. */
export interface TreeOptions<T = unknown> {
  /**
   * Order of the children of each node. `"descending"`, the default: by weight, the heaviest first, and input
   * order where weights are equal. `null`: input order. A comparator: as for `Array.prototype.sort`, stable;
   * it makes an object for each node, which the other two do not.
   */
  readonly sort?: "descending" | null | ((a: NodeView<T>, b: NodeView<T>) => number);
  /**
   * What a weight given to an inner node means.
   * - `"sum"`: nothing, it is not read; an inner node weighs the sum of its leaves. The default, but for paths.
   * - `"own"`: what the node weighs beside its children; it becomes one more child, a remainder.
   * - `"total"`: the node and all below it; what exceeds the children's sum becomes a remainder, and a total
   *   below that sum is an error.
   */
  readonly innerWeight?: "sum" | "own" | "total";
  /** With `innerWeight: "total"`, the difference that counts as rounding, relative to the total; 1e-9 by default. */
  readonly tolerance?: number;
  /**
   * Whether nothing to read, as no rows, no paths or null, gives a tree of one node without weight and without a name,
   * instead of an error; `layout` then needs its own `empty`. False by default.
   */
  readonly empty?: boolean;
}

/** The options of a tree that have a default. */
export type SettledNames = "sort" | "innerWeight" | "tolerance";

/** The options of a tree with their defaults filled in. */
export type TreeSettings<T> = Settled<TreeOptions<T>, SettledNames>;

/** Room for the rounding of a sum of some million terms. */
const TOTAL_TOLERANCE = 1e-9;

export const INNER_WEIGHTS: readonly string[] = ["sum", "own", "total"];

/** The order of siblings, by itself for trees that have nothing else to say. */
export const SORT: Option = /* @__PURE__ */ either(
  /* @__PURE__ */ choice(["descending", null]),
  /* @__PURE__ */ callback(),
  "descending",
);
export const SORT_HELP = "order of siblings: the heaviest first, as they come, or by a comparator";

export const treeOptions: OptionTable<TreeOptions> = {
  sort: SORT,
  innerWeight: /* @__PURE__ */ choice(INNER_WEIGHTS, "sum"),
  tolerance: /* @__PURE__ */ number({ min: 0, below: 1 }, TOTAL_TOLERANCE),
  empty: /* @__PURE__ */ flag(false),
};

export const treeHelp: OptionHelp<TreeOptions> = {
  sort: SORT_HELP,
  innerWeight: "what the weight of an inner node means: nothing, its own beside its children's, or the total",
  tolerance: "difference of a total and its parts that counts as rounding, relative to the total",
  empty: "make a tree of one node without weight, instead of an error, where there is nothing to read",
};

/** Name of a field of a datum; any text where the type of the datum is not known. */
export type FieldName<T> = unknown extends T ? string : T extends unknown ? keyof T & string : never;

/** Where a datum has a value: the name of its field, or a function. Rows tell the function their number too. */
export type Field<T> = FieldName<T> | ((row: T, index: number) => unknown);

/** Reads a field of a datum; as `usual` does where none is named. */
export function fieldReader<F extends (...data: never) => unknown>(
  field: string | F | undefined,
  usual: F,
): F | ((d: unknown) => unknown) {
  if (typeof field !== "string") return field ?? usual;
  return (d: unknown) => (d as Readonly<Record<string, unknown>>)[field];
}
