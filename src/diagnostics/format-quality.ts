import { MarquetryError, show } from "../errors.ts";
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
 * @throws MarquetryError `bad-input`
 * @returns lines of text, the last without a line end
 * @example
 * console.log(formatQuality({ squarify: quality(a), greedy: quality(b) }));
 */
export function formatQuality(qualities: Quality | Readonly<Record<string, Quality>>): string {
  if (isQuality(qualities)) return formatOne(qualities);
  const isObject = typeof qualities === "object" && qualities !== null;
  const entries = isObject ? Object.entries(qualities) : [];
  if (isObject && entries.every(([, one]) => isQuality(one))) return formatSeveral(entries);
  const message = `formatQuality takes what quality returned, or several of them by name, not ${show(qualities)}`;
  throw new MarquetryError("bad-input", message, { value: qualities });
}

function isQuality(value: unknown): value is Quality {
  return typeof (value as Quality | null)?.leaves?.count === "number";
}

function formatOne(quality: Quality): string {
  const rows = GROUPS.flatMap((group) => {
    const shapes = quality[group];
    if (shapes.count === 0) return [];
    const measures = MEASURES.map((measure) => [measure, ...numbers(shapes[measure])]);
    return [[`${group} (${cells(shapes)})`, ...COLUMNS], ...measures, []];
  });
  return `${table(rows)}\n${table(transpose(summaries([quality])))}`;
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
  const below = summaries(entries.map(([, quality]) => quality));
  const names = ["", ...entries.map(([name]) => name)];
  return `${table(rows)}\n${table(below.map((row, k) => [names[k]!, ...row]))}`;
}

/** What is told of every layout. */
const SUMMARY: Readonly<Record<string, (quality: Quality) => string>> = {
  "area error, max": ({ area }) => short(area.maxError),
  "area error, mean": ({ area }) => short(area.meanError),
  "empty leaves": ({ empty }) => countAndShare(empty),
  "too small": ({ tooSmall }) => countAndShare(tooSmall),
  bound: ({ bound }) =>
    bound
      ? `${bound.measure} ${short(bound.value)}, ${bound.holds ? "holds" : "broken"} at ${short(bound.reached)}`
      : "none",
};

/** Shares below this are rounding. */
const LEAST_TOLD = 1e-6;

/** What only some layouts have, told where one is not nothing. */
const EXTRAS: Readonly<Record<string, (quality: Quality) => string | null>> = {
  waste: ({ slack }) => (slack.waste > LEAST_TOLD ? percent(slack.waste) : null),
  "leaf areas off by": ({ slack }) => (slack.deviation > LEAST_TOLD ? short(slack.deviation) : null),
  unsolved: ({ unsolved }) => (unsolved.count > 0 ? countAndShare(unsolved) : null),
  raised: ({ raised }) => (raised.count > 0 ? countAndShare(raised) : null),
  "not loaded": ({ unloaded }) => (unloaded.count > 0 ? countAndShare(unloaded) : null),
  fallbacks: ({ fallbacks }) => (fallbacks.length > 0 ? String(fallbacks.length) : null),
};

/** A row of headings, and one for each result. */
function summaries(qualities: readonly Quality[]): string[][] {
  const extras = Object.entries(EXTRAS).filter(([, tell]) => qualities.some((one) => tell(one) !== null));
  const columns = [...Object.entries(SUMMARY), ...extras];
  return [
    columns.map(([heading]) => heading),
    ...qualities.map((one) => columns.map(([, tell]) => tell(one) ?? "–")),
  ];
}

function countAndShare({ count, share }: { readonly count: number; readonly share: number }): string {
  return `${count} (${percent(share)})`;
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
