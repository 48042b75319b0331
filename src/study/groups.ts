import { CLASSES, PUBLISHED, type PublishedScore } from "./published.ts";
import { averaged, mean, type Score } from "./score.ts";

/** What is averaged, and what a table has a column of. */
export const MEASURES = [
  "quality",
  "travel",
  "travelBeyond",
  "position",
  "positionBeyond",
  "aspMean",
  "aspP95",
  "aspMax",
  "milliseconds",
] as const;

export type Measure = (typeof MEASURES)[number];

/** One method's figures over the data sets of a group. */
export interface GroupRow extends Readonly<Record<Measure, number>> {
  readonly method: string;
  readonly isPublished: boolean;
  readonly isUpdate: boolean;
  /** Standard deviation over the seeds; 0 where there is one. */
  readonly spread: Readonly<Record<Measure, number>>;
  readonly distribution: Float64Array;
}

/** Data sets that are averaged, each weighing the same. */
export interface Group {
  readonly title: string;
  /** Number of data sets, or of seeds of one. */
  readonly sets: number;
  readonly isRepeated: boolean;
  readonly rows: readonly GroupRow[];
  /** Figures that others have printed for data of this kind. */
  readonly printed: readonly PublishedScore[];
}

/** Series by classes of levels, as in the comparison of 2020; those repeated with seeds each by itself. */
export function groupsOf(scores: readonly Score[]): Group[] {
  const series = scores.filter(({ moments }) => moments > 1);
  const single = series.filter(({ data }) => seedless(data) === data);
  const classes = CLASSES.map(({ title, holds }, k) =>
    groupOf(
      title,
      single.filter(({ levels }) => holds(levels)),
      PUBLISHED[k],
    ),
  );
  const repeated = new Set(
    series.filter((score) => !single.includes(score)).map(({ data }) => seedless(data)),
  );
  const made = [...repeated].map((name) =>
    groupOf(
      name,
      series.filter(({ data }) => seedless(data) === name && data !== name),
    ),
  );
  return [...classes, ...made].filter(({ rows }) => rows.length > 0);
}

/** All data sets together, of which only shapes and times can be averaged. */
export function wholeOf(scores: readonly Score[]): Group {
  return groupOf("all data", scores);
}

function groupOf(title: string, scores: readonly Score[], printed: readonly PublishedScore[] = []): Group {
  const sets = new Set(scores.map(({ data }) => data));
  const methods = [...new Set(scores.map(({ method }) => method))];
  const isRepeated = [...sets].every((name) => seedless(name) !== name);
  const rows = methods.map((method): GroupRow => {
    const own = scores.filter((score) => score.method === method);
    const values = (measure: Measure): number[] => own.map((score) => score[measure]);
    return {
      ...byMeasure((measure) =>
        measure === "aspMax" ? Math.max(...values(measure)) : mean(values(measure)),
      ),
      spread: byMeasure((measure) => (isRepeated ? deviation(values(measure)) : 0)),
      method,
      isPublished: own[0]!.isPublished,
      isUpdate: own[0]!.isUpdate,
      distribution: averaged(own.map(({ distribution }) => distribution)),
    };
  });
  return { title, sets: sets.size, isRepeated, rows, printed };
}

function byMeasure(of: (measure: Measure) => number): Record<Measure, number> {
  return Object.fromEntries(MEASURES.map((measure) => [measure, of(measure)])) as Record<Measure, number>;
}

/** The name of a series without its seed. */
function seedless(name: string): string {
  return name.replace(/#\w+$/, "");
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

/** How many data sets, or seeds of one, in words. */
export function setsOf({ sets, isRepeated }: Group): string {
  return `${sets} ${isRepeated ? "seed" : "data set"}${sets === 1 ? "" : "s"}`;
}

/** What a point of quality against travel needs. */
type Point = Pick<GroupRow, "method" | "quality" | "travelBeyond">;

/** Figures that differ by less are the same as printed. */
const PRINTED = 0.0005;

/**
 * Of methods that nobody has published so, the fairest that is no worse than a published one, neither in quality nor in
 * travel beyond demand.
 */
export function noWorse({ rows }: Group, published: Point): GroupRow | null {
  const better = rows.filter(
    ({ isPublished, quality, travelBeyond }) =>
      !isPublished &&
      quality >= published.quality - PRINTED &&
      travelBeyond <= published.travelBeyond + PRINTED,
  );
  return better.reduce<GroupRow | null>(
    (best, row) => (best && best.quality >= row.quality ? best : row),
    null,
  );
}

/** The methods that no other one beats in both, from the steadiest to the fairest. */
export function frontOf<P extends Point>(points: readonly P[]): P[] {
  const sorted = points
    .filter(({ travelBeyond }) => !Number.isNaN(travelBeyond))
    .sort((a, b) => a.travelBeyond - b.travelBeyond || b.quality - a.quality);
  let best = -Infinity;
  return sorted.filter(({ quality }) => {
    if (quality <= best) return false;
    best = quality;
    return true;
  });
}
