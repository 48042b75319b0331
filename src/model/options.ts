import { MarquetryError, show } from "../errors.ts";

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
}

/** Room for the rounding of a sum of some million terms. */
const TOTAL_TOLERANCE = 1e-9;

/** Options with their defaults filled in, checked. */
export interface CheckedOptions<T> {
  readonly sort: "descending" | null | ((a: NodeView<T>, b: NodeView<T>) => number);
  readonly innerWeight: "sum" | "own" | "total";
  readonly tolerance: number;
}

/** Fills in defaults, and throws `bad-option` for a value that is none of those allowed. */
export function checkOptions<T>(
  options: TreeOptions<T>,
  innerDefault: "sum" | "own" = "sum",
): CheckedOptions<T> {
  const { sort = "descending", innerWeight = innerDefault, tolerance = TOTAL_TOLERANCE } = options;
  if (sort !== null && sort !== "descending" && typeof sort !== "function") {
    throw badOption(`sort is "descending", null or a comparator, not ${show(sort)}`, sort);
  }
  if (innerWeight !== "sum" && innerWeight !== "own" && innerWeight !== "total") {
    throw badOption(`innerWeight is "sum", "own" or "total", not ${show(innerWeight)}`, innerWeight);
  }
  if (!(tolerance >= 0 && tolerance < 1)) {
    throw badOption(`tolerance is a number from 0 to below 1, not ${show(tolerance)}`, tolerance);
  }
  return { sort, innerWeight, tolerance };
}

/** The error for an option that cannot be understood. */
export function badOption(message: string, value: unknown): MarquetryError {
  return new MarquetryError("bad-option", message, { value });
}
