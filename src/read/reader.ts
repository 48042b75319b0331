import type { NodeLookup } from "../model/weighted-tree.ts";
import type { JsonText } from "./json/json-text.ts";
import type { FieldName, ReadSettings } from "./options.ts";

/** What is to be read, decoded. */
export interface Input {
  /** What messages call it. */
  readonly name: string;
  /** The text, or its beginning, up to the end of a line. */
  readonly text: string;
  /** Whether there is no more of it. */
  readonly isWhole: boolean;
  /** The same as JSON, if it begins like that; undefined for other texts. Of what is JSON, the text is let go. */
  readonly json: JsonText | undefined;
}

/**
 * How sure a reader is that an input is of its format, above 0 and up to 1; or why it is not. An empty text: it is
 * nothing like it.
 */
export type Claim = number | string;

/** How weights given to inner nodes are meant. */
export type InnerWeight = "sum" | "own" | "total";

/** What a reader found: rows in any order, each naming its parent by its place, −1 for the root. */
export interface Nodes {
  readonly parent: ArrayLike<number>;
  /** Weights; NaN or undefined for a row that has none of its own. */
  readonly weight: ArrayLike<number | undefined>;
  readonly lookup: NodeLookup<unknown>;
  /** What was read and how it was understood; the first says it in a few words. */
  readonly notes: readonly string[];
  /** The options of {@link FIELDS} that such an input can heed; none if left out. */
  readonly heeds?: readonly FieldName[];
  /** What else the option `weight` could name, with what was taken. */
  readonly weights?: readonly string[];
  /** How inner weights are meant in this format, where it is certain. */
  readonly innerWeight?: InnerWeight | undefined;
  /** How inner weights are meant if they are no totals; `"own"` if left out. */
  readonly otherwise?: InnerWeight;
  /** How inner weights are meant if none is what lies below it exactly; `"total"` if left out. */
  readonly inDoubt?: InnerWeight;
  /** How far a total may lie from its parts for having been rounded. */
  readonly rounding?: Rounding | undefined;
}

/** Limits of rounding: a part of the total, and an amount for each node below. */
export interface Rounding {
  readonly relative: number;
  readonly each: number;
}

/** Takes a text in pieces, so that it need not be held. */
export interface Taker {
  readonly take: (piece: string) => void;
  readonly end: () => Nodes;
}

/** One file format. */
export interface Reader {
  /** The name that the option `format` gives it. */
  readonly name: string;
  /** What it reads, in a line. */
  readonly about: string;
  /** Looks at the input, at little cost. */
  readonly claim: (input: Input, settings: ReadSettings) => Claim;
  /** Reads what has to be held as a whole. */
  readonly read?: (input: Input, settings: ReadSettings) => Nodes | Promise<Nodes>;
  /** Or begins to read in pieces; of the text, the beginning is there. */
  readonly open?: (input: Input, settings: ReadSettings) => Taker;
}
