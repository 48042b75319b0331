import type { Quality, ShapeQuality } from "./quality.ts";
import type { Statistics } from "./statistics.ts";

const COLUMNS: readonly (keyof Statistics)[] = ["mean", "median", "p95", "p99", "max", "weighted"];
const MEASURES = ["asp", "side", "box", "round"] as const;
const GROUPS = ["leaves", "inner"] as const;
const COLUMN_GAP = "  ";
/** From here on a number is written with an exponent. */
const LARGE = 1e5;

/**
 * Writes the result of {@link quality} as a table of plain text: the measures of the leaves and of the inner
 * nodes, then areas, unseen leaves and bounds. Several results stand one below the other, measure by measure.
 * For programs, `JSON.stringify(quality(map))` has the same numbers.
 *
 * @param qualities - one result, or several by the name to show
 * @returns lines of text, the last without a line end
 * @example
 * console.log(formatQuality({ squarify: quality(a), greedy: quality(b) }));
 */
export function formatQuality(qualities: Quality | Readonly<Record<string, Quality>>): string {
  return isQuality(qualities) ? formatOne(qualities) : formatSeveral(Object.entries(qualities));
}

function isQuality(qualities: Quality | Readonly<Record<string, Quality>>): qualities is Quality {
  return typeof (qualities as Quality).leaves?.count === "number";
}

function formatOne(quality: Quality): string {
  const rows = GROUPS.flatMap((group) => {
    const shapes = quality[group];
    if (shapes.count === 0) return [];
    const measures = MEASURES.map((measure) => [measure, ...numbers(shapes[measure])]);
    return [[`${group} (${cells(shapes)})`, ...COLUMNS], ...measures, []];
  });
  return `${table(rows)}\n${table(transpose([SUMMARY, summary(quality)]))}`;
}

function formatSeveral(entries: [name: string, quality: Quality][]): string {
  const rows = GROUPS.flatMap((group) => {
    const measured = entries.filter(([, quality]) => quality[group].count > 0);
    if (measured.length === 0) return [];
    return MEASURES.flatMap((measure) => {
      const lines = measured.map(([name, quality]) => [name, ...numbers(quality[group][measure])]);
      return [[`${group}: ${measure}`, ...COLUMNS], ...lines, []];
    });
  });
  const summaries = entries.map(([name, quality]) => [name, ...summary(quality)]);
  return `${table(rows)}\n${table([["", ...SUMMARY], ...summaries])}`;
}

const SUMMARY = [
  "area error, max",
  "area error, mean",
  "waste",
  "leaf areas off by",
  "empty leaves",
  "too small",
  "bound",
];

function summary({ area, slack, empty, tooSmall, bound }: Quality): string[] {
  return [
    short(area.maxError),
    short(area.meanError),
    percent(slack.waste),
    short(slack.deviation),
    `${empty.count} (${percent(empty.share)})`,
    `${tooSmall.count} (${percent(tooSmall.share)})`,
    bound
      ? `${bound.measure} ${short(bound.value)}, ${bound.holds ? "holds" : "broken"} at ${short(bound.reached)}`
      : "none",
  ];
}

function cells({ count }: ShapeQuality): string {
  return count === 1 ? "1 cell" : `${count} cells`;
}

function numbers(statistics: Statistics): string[] {
  return COLUMNS.map((column) => short(statistics[column]));
}

/** Two decimals, an exponent for what is very large or very small, a dash for what there is not. */
function short(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  const size = Math.abs(value);
  return value !== 0 && (size >= LARGE || size < 0.01) ? value.toExponential(1) : value.toFixed(2);
}

function percent(share: number): string {
  const value = 100 * share;
  return value > 0 && value < 0.01 ? "< 0.01 %" : `${value.toFixed(value > 0 && value < 1 ? 2 : 0)} %`;
}

/** Names to the left, all else to the right, in columns as wide as their widest entry; a row of nothing is blank. */
function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [k, entry] of row.entries()) widths[k] = Math.max(widths[k] ?? 0, entry.length);
  }
  const lines = rows.map((row) =>
    row.map((entry, k) => (k === 0 ? entry.padEnd(widths[k]!) : entry.padStart(widths[k]!))).join(COLUMN_GAP),
  );
  return lines.join("\n");
}

function transpose(rows: readonly (readonly string[])[]): string[][] {
  return rows[0]!.map((_, k) => rows.map((row) => row[k]!));
}
