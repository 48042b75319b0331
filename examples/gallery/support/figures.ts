import type { Quality } from "marquetry";
import { make } from "./dom.ts";

const SHORT = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 });

/** A number in three digits; large ones in powers of ten. */
export function short(value: number): string {
  return value >= 1e6 ? value.toExponential(1).replace("+", "") : SHORT.format(value);
}

const COLUMNS = ["mean", "95 % below", "worst", "longer / shorter side", "area error", "proven limit"];

/** The first rows of a table of qualities. */
export function tableHead(): HTMLElement[] {
  const head = make("tr", {}, make("th", { scope: "col" }, "engine"));
  head.append(...COLUMNS.map((column) => make("th", { scope: "col" }, column)));
  return [
    make(
      "caption",
      {},
      "Leaves: diameter² / area (a square has 2, a disk 1.27), mean ratio of sides, largest area error",
    ),
    make("thead", {}, head),
  ];
}

/** The row of one engine. */
export function tableRow(engine: string, { leaves, area, bound }: Quality): HTMLTableRowElement {
  const { asp, side } = leaves;
  const limit = bound ? `${short(bound.value)} (${bound.measure})` : "none";
  const figures = [
    short(asp.mean),
    short(asp.p95),
    short(asp.max),
    short(side.mean),
    area.maxError.toExponential(0),
    limit,
  ];
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, engine),
    ...figures.map((figure) => make("td", {}, figure)),
  );
}
