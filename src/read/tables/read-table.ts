import { badFile, count } from "../faults.ts";
import { BACKSLASHES, plainPath } from "../lists/lines.ts";
import { PathNodes } from "../nodes.ts";
import { isMissing, isNumeric } from "../numbers.ts";
import type { ReadSettings } from "../options.ts";
import { WeightColumn } from "../weights.ts";
import { LinkedRows } from "./link-rows.ts";
import { planTable, type Plan } from "./plan.ts";
import { cellText, type Table, type TableTaker } from "./table.ts";

/** Reads a table in whatever way it names a tree: rows with parents, paths, or a column a level. */
export function openTable(table: Table, settings: ReadSettings): TableTaker {
  const plan = planTable(table, settings);
  const taker = plan.kind === "rows" ? openLinked(table, plan, settings) : openEntries(table, plan, settings);
  const heads = [plan.note, ...table.notes, ...plan.notes];
  return {
    row: taker.row,
    end: () => {
      const nodes = taker.end();
      return { ...nodes, notes: [...heads, ...nodes.notes], heeds: plan.heeds, weights: plan.weights };
    },
  };
}

/** Makes the texts of weights; in columns of billions, "B" stands for them rather than for bytes. */
function weightTexts({ sample }: Table, column: number | undefined): (cell: unknown) => string {
  const plain = (cell: unknown): string => cellText(cell).trim();
  const texts = column === undefined ? [] : sample.map((row) => plain(row[column]));
  const isData = texts.some((text) => /\d ?(?:[KMGTP]i?B|G)$/i.test(text));
  const isMoney = texts.some((text) => /\d[.,]\d+ ?B$|^[$€£].*B$|\dT$/.test(text));
  if (isData || !isMoney) return plain;
  return (cell) => plain(cell).replace(/B$/, "G");
}

/** A weight as it is, where it is a number; else as a text, "" where it is missing. */
function weightOf(cell: unknown, textOf: (cell: unknown) => string): number | string {
  if (typeof cell === "number" && cell >= 0 && cell < Infinity) return cell;
  const text = textOf(cell);
  return isMissing(text) ? "" : text;
}

type Entries = Extract<Plan, { kind: "paths" | "levels" }>;
/** Stands between the names of levels, which may hold anything else. */
const BETWEEN = "\0";

function openEntries(table: Table, plan: Entries, settings: ReadSettings): TableTaker {
  const { decimal } = settings;
  const { placeOf, likelyDecimal } = table;
  const separator = plan.kind === "paths" ? plan.separator : settings.separator;
  const textOf = weightTexts(table, plan.weight);
  const isLevels = plan.kind === "levels";
  const duplicates =
    settings.duplicates ?? (isLevels && plan.levels.length > 1 && !plan.repeats ? "add" : "error");
  const rules = {
    separator: isLevels ? BETWEEN : separator,
    duplicates,
    decimal,
    likelyDecimal,
    hasTotal: true,
  };
  let nodes = new PathNodes(rules, separator);
  const isWindows = !isLevels && usesBackslashes(table, plan.id, separator);
  const filled = { count: 0 };
  const indented = isLevels && settings.levels === undefined ? indentedOf(table, plan.levels) : undefined;
  const opener = (): Opener =>
    isLevels
      ? indented !== undefined
        ? indentOpener(nodes, indented)
        : levelOpener(nodes, plan.levels, filled)
      : pathOpener(nodes, plan.id, separator, isWindows);
  let open = opener();
  const years = isLevels && settings.duplicates === undefined ? yearsOf(table, plan.repeats) : undefined;
  let [left, rows] = [0, 0];
  let firstMissing: string | undefined;
  return {
    row: (cells, at) => {
      if (years?.isLater(cells) === true) {
        nodes = new PathNodes(rules, separator);
        open = opener();
        [left, rows] = [0, 0];
      }
      if (years?.isEarlier(cells) === true) return;
      const weight = plan.weight === undefined ? 1 : weightOf(cells[plan.weight], textOf);
      if (weight === "") {
        left++;
        firstMissing ??= placeOf(at);
        return;
      }
      rows++;
      const row = nodes.opened(open(cells), () => placeOf(at), isLevels ? plan.repeats : undefined);
      if (typeof weight === "number") nodes.put(row, weight);
      else nodes.putText(row, weight, at);
    },
    end: () => {
      if (rows === 0) {
        if (left > 0) throw badFile(firstMissing!, "the weight is left out");
        throw badFile(table.place, "there are no rows in it");
      }
      const notes = [...(years?.notes() ?? [])];
      if (filled.count > 0) notes.push(`${count(filled.count, "row")} belong where the row above does`);
      if (left > 0)
        notes.push(`${count(left, "row")} without a weight left out, the first at ${firstMissing!}`);
      return nodes.finish({ notes }, placeOf);
    },
  };
}

const YEAR = /^(?:1[6-9]|2[01])\d\d$/;

/**
 * The years of a table in which the same names are there for each year: what stands cannot be added up over time, so
 * the last year is taken. Undefined for a table without.
 */
function yearsOf({ fields, sample }: Table, repeats: string | undefined): Years | undefined {
  const column = repeats === undefined ? -1 : fields.indexOf(repeats);
  const yearOf = (cells: readonly unknown[]): string => cellText(cells[column]).trim();
  const seen = new Set(sample.map(yearOf));
  if (column < 0 || seen.size < 2 || ![...seen].every((year) => YEAR.test(year))) return undefined;
  const texts = fields.flatMap((_, k) =>
    k !== column && sample.some((row) => !isNumeric(cellText(row[k]))) ? [k] : [],
  );
  const names = new Set(sample.map((row) => texts.map((k) => cellText(row[k])).join("\0")));
  // What is there once only is not repeated over the years.
  if (names.size >= sample.length) return undefined;
  let last = "";
  let [all, kept] = [0, 0];
  return {
    isLater: (cells) => {
      const year = yearOf(cells);
      all++;
      if (year <= last) return false;
      last = year;
      kept = 0;
      return true;
    },
    isEarlier: (cells) => {
      const isSo = yearOf(cells) < last;
      if (!isSo) kept++;
      return isSo;
    },
    notes: () => [
      `of the years in ${JSON.stringify(repeats)} the last is taken, ${last}, with ${kept} of ${count(all, "row")}; duplicates: "add" adds them up`,
    ],
  };
}

/** Tells of a row whether it is of a later year than all before it, or of an earlier one. */
interface Years {
  readonly isLater: (cells: readonly unknown[]) => boolean;
  readonly isEarlier: (cells: readonly unknown[]) => boolean;
  readonly notes: () => readonly string[];
}

type Opener = (cells: readonly unknown[]) => number;

/** What is left blank before a name is as in the row above, as spreadsheets show cells that are merged. */
function levelOpener({ table }: PathNodes, levels: readonly number[], filled: { count: number }): Opener {
  let above: readonly string[] = [];
  return (cells) => {
    const names = levels.map((level) => cellText(cells[level]).trim());
    const first = names.findIndex((name) => name !== "");
    if (first > 0 && above.length > 0) filled.count++;
    above = names.map((name, k) => (k < first ? (above[k] ?? "") : name));
    let row = 0;
    for (const name of above) if (name !== "") row = table.child(row, name);
    return row;
  };
}

/** The column whose names are indented below each other, as reports write a tree; undefined where none is. */
function indentedOf({ sample }: Table, levels: readonly number[]): number | undefined {
  return levels.find((level) => {
    const widths = sample.map((cells) => widthOf(cellText(cells[level])));
    const isStep = (width: number, k: number): boolean => k === 0 || width <= widths[k - 1]! + MOST_STEP;
    return new Set(widths).size > 1 && widths[0] === Math.min(...widths) && widths.every(isStep);
  });
}

/** Blanks that one level is indented by at most. */
const MOST_STEP = 4;

function widthOf(text: string): number {
  return text.trim() === "" ? 0 : text.search(/\S/);
}

function indentOpener({ table }: PathNodes, level: number): Opener {
  const open: { readonly width: number; readonly row: number }[] = [];
  return (cells) => {
    const name = cellText(cells[level]);
    const width = widthOf(name);
    while (open.length > 0 && open.at(-1)!.width >= width) open.pop();
    const row = table.child(open.at(-1)?.row ?? 0, name.trim());
    open.push({ width, row });
    return row;
  };
}

/** Whether the paths are those of Windows. */
function usesBackslashes({ sample }: Table, id: number, separator: string): boolean {
  return separator === "/" && sample.every((cells) => BACKSLASHES.test(cellText(cells[id])));
}

function pathOpener({ table }: PathNodes, id: number, separator: string, isWindows: boolean): Opener {
  if (isWindows) return (cells) => table.open(cellText(cells[id]).replaceAll("\\", "/"));
  return separator === "/"
    ? (cells) => table.open(plainPath(cellText(cells[id])))
    : (cells) => table.open(cellText(cells[id]));
}

function openLinked(
  table: Table,
  plan: Extract<Plan, { kind: "rows" }>,
  { decimal }: ReadSettings,
): TableTaker {
  const { place, placeOf, likelyDecimal } = table;
  const textOf = weightTexts(table, plan.weight);
  const rows = new LinkedRows({ placeOf, isEdges: plan.isEdges, weighsOne: plan.weight === undefined });
  const weights = new WeightColumn(decimal, 1000, likelyDecimal);
  let left = 0;
  return {
    row: (cells, at) => {
      const id = cellText(cells[plan.id]);
      const parent = cellText(cells[plan.parent]);
      const label = plan.label === undefined ? "" : cellText(cells[plan.label]);
      const isRoot = parent === id || (isMissing(parent) && parent.trim() !== "0");
      const row = rows.add(id, isRoot ? null : parent, label === "" ? undefined : label, at);
      if (plan.weight === undefined) return;
      const weight = weightOf(cells[plan.weight], textOf);
      if (typeof weight === "number") weights.add(row, weight);
      else if (weight !== "") weights.addText(row, weight, at);
      else if (cellText(cells[plan.weight]).trim() !== "") {
        weights.add(row, 0);
        left++;
      }
    },
    end: () => {
      if (rows.size === 0) throw badFile(place, "there are no rows in it");
      const { weight, notes } = weights.finish(rows.size, placeOf);
      const linked = rows.finish(weight);
      const missing = left > 0 ? [`${count(left, "row")} without a weight weigh 0`] : [];
      return { ...linked, notes: [...notes, ...missing, ...linked.notes] };
    },
  };
}
