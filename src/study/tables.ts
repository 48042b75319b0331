import { groupsOf, noWorse, setsOf, wholeOf, type Group, type GroupRow, type Measure } from "./groups.ts";
import { type Score } from "./score.ts";
import type { TimePoint } from "./times.ts";

/** A table as texts; the first column is names, the others figures. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Everything that was measured. */
export interface Study {
  readonly scores: readonly Score[];
  readonly times: readonly TimePoint[];
}

/** What the columns mean. */
export const LEGEND = `quality: shorter / longer side of a leaf's bounding box, mean; 1 is best. asp: diameter² / area, a square has 2.
travel: way of the corners of a leaf at a step, part of the diagonal. position: change of the zones in which leaves
lie to one another. beyond: less what the weights alone demand; – where that is not known. ± standard deviation over seeds.
no worse: of the methods that are not published as such, the fairest that is no worse in quality and travel beyond demand.
* published; † figures as printed in 2020, over all data sets of that study.`;

const HEADS: readonly (readonly [Measure, string])[] = [
  ["quality", "quality"],
  ["travel", "travel"],
  ["travelBeyond", "beyond"],
  ["position", "position"],
  ["positionBeyond", "beyond"],
  ["aspMean", "asp mean"],
  ["aspP95", "95 %"],
  ["aspMax", "worst"],
];

/** All tables of a study. */
export function tablesOf({ scores, times }: Study): Table[] {
  const shapes = shapeTable(wholeOf(scores));
  return [shapes, ...groupsOf(scores).map(stabilityTable), ...(times.length > 0 ? [timeTable(times)] : [])];
}

function shapeTable(group: Group): Table {
  return {
    title: `Shapes of the leaves, and time: means over ${setsOf(group)}`,
    head: ["method", "quality", "asp mean", "95 %", "worst", "ms a layout"],
    rows: group.rows.map((row) => [
      nameOf(row),
      decimals(row.quality),
      ...[row.aspMean, row.aspP95, row.aspMax, row.milliseconds].map(figure),
    ]),
  };
}

function stabilityTable(group: Group): Table {
  const own = group.rows.map((row) => [
    nameOf(row),
    ...HEADS.map(([measure]) => withSpread(row, measure)),
    row.isPublished && !Number.isNaN(row.travelBeyond) ? (noWorse(group, row)?.method ?? "none") : "",
  ]);
  const printed = group.printed.map((row) => [
    `† ${row.method}`,
    decimals(row.quality),
    "",
    decimals(row.travelBeyond),
    ...HEADS.slice(3).map(() => ""),
    noWorse(group, row)?.method ?? "none",
  ]);
  return {
    title: `Quality and stability, ${group.title}: ${setsOf(group)}`,
    head: ["method", ...HEADS.map(([, head]) => head), "no worse"],
    rows: [...own, ...printed],
  };
}

function timeTable(times: readonly TimePoint[]): Table {
  const sizes = [...new Set(times.map(({ leaves }) => leaves))];
  const methods = [...new Set(times.map(({ method }) => method))];
  return {
    title: "Processor time, µs a leaf, by the number of leaves of a random tree",
    head: ["method", ...sizes.map(String)],
    rows: methods.map((method) => [
      method,
      ...sizes.map((size) => {
        const found = times.find((time) => time.method === method && time.leaves === size);
        return found ? figure((1000 * found.milliseconds) / size) : "–";
      }),
    ]),
  };
}

function nameOf({ method, isPublished }: GroupRow): string {
  return isPublished ? `${method} *` : method;
}

function withSpread(row: GroupRow, measure: Measure): string {
  const write = measure.startsWith("asp") ? figure : decimals;
  const spread = row.spread[measure];
  return spread > 0 ? `${write(row[measure])} ± ${write(spread)}` : write(row[measure]);
}

/** Three decimals, as studies print them. */
function decimals(value: number): string {
  return Number.isNaN(value) ? "–" : value.toFixed(3).replace(/^0/, "");
}

/** A number in three digits. */
function figure(value: number): string {
  if (Number.isNaN(value)) return "–";
  return value >= 1e5 || (value > 0 && value < 1e-3)
    ? value.toExponential(1).replace("+", "")
    : String(Number(value.toPrecision(3)));
}

/** The tables of a study as Markdown. */
export function markdownOf(study: Study): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const tables = tablesOf(study).map(({ title, head, rows }) => {
    const rule = head.map((_, k) => (k === 0 || head[k] === "no worse" ? "---" : "---:"));
    return [`## ${title}`, "", line(head), line(rule), ...rows.map(line)].join("\n");
  });
  return `${[...tables, LEGEND].join("\n\n")}\n`;
}
