import { badFile, count } from "../faults.ts";
import { PathNodes } from "../nodes.ts";
import { isMissing, numberFormat, readWeight, type NumberFormat } from "../numbers.ts";
import { plainPath } from "../lists/lines.ts";
import type { ReadSettings } from "../options.ts";
import type { Nodes } from "../reader.ts";
import { linkRows, type Row } from "./link-rows.ts";
import { planTable, type Plan } from "./plan.ts";
import { cellText, type Table } from "./table.ts";

/** Reads a table in whatever way it names a tree: rows with parents, paths, or a column a level. */
export function readTable(table: Table, settings: ReadSettings): Nodes {
  const plan = planTable(table, settings);
  const format = plan.weight === undefined ? undefined : columnFormat(table, plan.weight, settings.decimal);
  const heads = [plan.note, ...table.notes, ...plan.notes, ...(format?.notes ?? [])];
  const read =
    plan.kind === "rows" ? readRows(table, plan, format) : readEntries(table, plan, format, settings);
  return { ...read, notes: [...heads, ...read.notes], heeds: plan.heeds };
}

function columnFormat(table: Table, column: number, decimal: "." | "," | undefined): NumberFormat {
  const texts: string[] = [];
  table.each((cells) => {
    const cell = cells[column];
    if (typeof cell === "string") texts.push(cell.trim());
  });
  return numberFormat(texts, decimal);
}

function weightOf(cell: unknown, format: NumberFormat | undefined, place: () => string): number {
  if (!format) return 1;
  if (typeof cell === "number" && cell >= 0 && cell < Infinity) return cell;
  return readWeight(cellText(cell), format, place);
}

type Entries = Extract<Plan, { kind: "paths" | "levels" }>;
/** Stands between the names of levels, which may hold anything else. */
const BETWEEN = "\0";

function readEntries(
  table: Table,
  plan: Entries,
  format: NumberFormat | undefined,
  settings: ReadSettings,
): Nodes {
  const { separator } = settings;
  const adds =
    settings.duplicates ??
    (plan.kind === "levels" && plan.levels.length > 1 && !plan.repeats ? "add" : "error");
  const nodes = new PathNodes(plan.kind === "paths" ? separator : BETWEEN, adds, separator);
  const pathOf =
    plan.kind === "levels"
      ? (cells: readonly unknown[]) => plan.levels.map((k) => cellText(cells[k]).trim()).join(BETWEEN)
      : separator === "/"
        ? (cells: readonly unknown[]) => plainPath(cellText(cells[plan.id]))
        : (cells: readonly unknown[]) => cellText(cells[plan.id]);
  let [left, rows] = [0, 0];
  let firstMissing: string | undefined;
  table.each((cells, at) => {
    const weight = weightOf(plan.weight === undefined ? undefined : cells[plan.weight], format, () =>
      table.placeOf(at),
    );
    if (Number.isNaN(weight)) {
      left++;
      firstMissing ??= table.placeOf(at);
      return;
    }
    rows++;
    const path = pathOf(cells);
    const row = nodes.table.open(path);
    nodes.put(
      row,
      path.replaceAll(BETWEEN, separator),
      weight,
      () => table.placeOf(at),
      plan.kind === "levels" ? plan.repeats : undefined,
    );
  });
  if (rows === 0) {
    if (left > 0) throw badFile(firstMissing!, "the weight is left out");
    throw badFile(table.place, "there are no rows in it");
  }
  const notes: string[] = [];
  if (left > 0) notes.push(`${count(left, "row")} without a weight left out, the first at ${firstMissing!}`);
  const total = nodes.dropTotal();
  if (total !== undefined) notes.push(total);
  return nodes.finish({ notes });
}

function readRows(
  table: Table,
  plan: Extract<Plan, { kind: "rows" }>,
  format: NumberFormat | undefined,
): Nodes {
  const rows: Row[] = [];
  let left = 0;
  table.each((cells, at) => {
    const id = cellText(cells[plan.id]);
    const parent = cellText(cells[plan.parent]);
    let weight =
      plan.weight === undefined ? NaN : weightOf(cells[plan.weight], format, () => table.placeOf(at));
    if (Number.isNaN(weight) && plan.weight !== undefined && cellText(cells[plan.weight]).trim() !== "") {
      weight = 0;
      left++;
    }
    const label = plan.label === undefined ? "" : cellText(cells[plan.label]);
    rows.push({
      id,
      parent: parent === id || (isMissing(parent) && parent.trim() !== "0") ? null : parent,
      weight,
      label: label === "" ? undefined : label,
      at,
    });
  });
  if (rows.length === 0) throw badFile(table.place, "there are no rows in it");
  const linked = linkRows(rows, {
    placeOf: table.placeOf,
    isEdges: plan.isEdges,
    weighsOne: plan.weight === undefined,
  });
  const notes = left > 0 ? [`${count(left, "row")} without a weight weigh 0`] : [];
  return { ...linked, notes: [...notes, ...linked.notes] };
}
