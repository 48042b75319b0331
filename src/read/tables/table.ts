import { isNumeric, isMissing } from "../numbers.ts";
import type { Nodes } from "../reader.ts";

/** What is known of a table before its rows are gone through. */
export interface Table {
  readonly fields: readonly string[];
  /** Its first rows. */
  readonly sample: readonly (readonly unknown[])[];
  /** What messages call it, with the line of the header where there is one. */
  readonly place: string;
  /** Whether the fields are named by a header, rather than by their numbers. */
  readonly hasHeader: boolean;
  /** Where a row stands, for messages. */
  readonly placeOf: (row: number) => string;
  readonly notes: readonly string[];
  /** What stands before decimals where numbers leave it open. */
  readonly likelyDecimal?: "," | undefined;
}

/** Takes rows one by one, each with the number that {@link Table.placeOf} knows it by. */
export interface RowTaker<R> {
  readonly row: (row: R, at: number) => void;
  readonly end: () => Nodes;
}

/** Takes the rows of a table, as cells. */
export type TableTaker = RowTaker<readonly unknown[]>;

/** A row, and where it stands. */
export interface PlacedRow<R> {
  readonly row: R;
  readonly at: number;
}

/** Holds the first rows back until there are enough of them to tell how all are read. */
export function sampled<R>(
  most: number,
  open: (sample: readonly PlacedRow<R>[]) => RowTaker<R>,
): RowTaker<R> {
  let sample: PlacedRow<R>[] = [];
  let taker: RowTaker<R> | undefined;
  const begin = (): RowTaker<R> => {
    const begun = open(sample);
    for (const { row, at } of sample) begun.row(row, at);
    sample = [];
    return begun;
  };
  return {
    row: (row, at) => {
      if (taker) taker.row(row, at);
      else if (sample.push({ row, at }) === most) taker = begin();
    },
    end: () => (taker ?? begin()).end(),
  };
}

/** What stands in a column, as far as the sample shows. */
export type ColumnKind = "number" | "text" | "empty";

export function kindOf({ sample }: Table, column: number): ColumnKind {
  let kind: ColumnKind = "empty";
  for (const cells of sample) {
    const cell = cellText(cells[column]);
    if (isMissing(cell)) continue;
    // Numbers that begin with zeros are codes.
    if (!isNumeric(cell) || /^0\d/.test(cell)) return "text";
    kind = "number";
  }
  return kind;
}

/** The text of a cell; what is no text, number or truth is empty. */
export function cellText(cell: unknown): string {
  if (typeof cell === "string") return cell;
  return typeof cell === "number" || typeof cell === "boolean" || typeof cell === "bigint"
    ? String(cell)
    : "";
}
