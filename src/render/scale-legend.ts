import { MarquetryError, show } from "../errors.ts";
import { listOf, number, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { formatOption, numberFormat, type NumberFormat } from "./format.ts";
import { asText } from "./given-text.ts";
import {
  heading,
  legendBox,
  legendText,
  ROW,
  type Legend,
  type LegendPicture,
  type LegendSpace,
} from "./legend.ts";
import { onOneLine, type Mark } from "./marks.ts";
import { shareBetween, transformOf, type ScaleType } from "./scales.ts";

/** What a legend of values shows. */
export interface ScaleLegendOptions {
  /** Least and greatest value to show; by default those of the scale, which a mere function cannot tell. */
  readonly from?: number;
  readonly to?: number;
  readonly title?: string;
  /** Values to name; by default both ends, the midpoint, and round values between as far as there is room. */
  readonly ticks?: readonly number[];
  /** How values are written; by default as numbers are in the whole picture. */
  readonly format?: NumberFormat;
  /** A value to mark, from which others differ; by default the middle of a scale that is told three. */
  readonly midpoint?: number;
}

export const scaleLegendOptions: OptionTable<ScaleLegendOptions> = {
  from: /* @__PURE__ */ number(),
  to: /* @__PURE__ */ number(),
  title: /* @__PURE__ */ text(),
  ticks: /* @__PURE__ */ listOf(/* @__PURE__ */ number()),
  format: formatOption,
  midpoint: /* @__PURE__ */ number(),
};

export const scaleLegendHelp: OptionHelp<ScaleLegendOptions> = {
  from: "least value to show; that of the scale by default",
  to: "greatest value to show; that of the scale by default",
  title: "what stands above it",
  ticks: "values to name; by default both ends, the midpoint and round values between",
  format: "how values are written; as in the whole picture by default",
  midpoint: "a value to mark, from which others differ",
};

/** What d3's scales, or ours, tell of themselves. */
interface Telling {
  (value: number): string;
  readonly type?: unknown;
  domain?(): Iterable<unknown>;
  range?(): Iterable<unknown>;
  thresholds?(): readonly number[];
  quantiles?(): readonly number[];
  readonly invertExtent?: unknown;
  readonly base?: unknown;
  readonly exponent?: unknown;
  readonly constant?: unknown;
}

/** Steps of a scale's colours: more than the eye tells apart on this length. */
const STEPS = 64;
/** Length and height of a scale, in font sizes. */
const SCALE_LENGTH = 24;
const SCALE_HEIGHT = 0.9;
/** Length of one of few colours, if there is room. */
const CLASS_LENGTH = 5;
/** From the top of a row to the colours, from these to the numbers, and the marks there, in font sizes. */
const ABOVE_SCALE = 0.3;
const BELOW_SCALE = 0.3;
const MARK = 0.35;
/** Least room between two numbers, in font sizes. */
const APART = 0.7;
/** Round values wanted between the ends. */
const ROUND_VALUES = 5;

/**
 * A legend of a scale from values to colours: one of ours, of d3, or any function.
 *
 * Scales that tell how they spread values are shown so: logarithmic ones have powers of ten at equal distances, and
 * those of few colours name the thresholds between these. Of a function nothing is known: `from` and `to` say what to
 * show, at even steps.
 *
 * @throws MarquetryError `bad-option`
 * @example
 * const scale = sequentialScale({ domain: [0, 100] });
 * toSVG(map, { colour: valueColours(scale), legend: scaleLegend(scale, { title: "Coverage" }) });
 */
export function scaleLegend(scale: (value: number) => string, options: ScaleLegendOptions = {}): Legend {
  const settled = readOptions<ScaleLegendOptions>("scaleLegend", scaleLegendOptions, options);
  const telling = scale as Telling;
  const isScale = typeof scale === "function";
  const thresholds = isScale ? thresholdsOf(telling) : undefined;
  const domain = isScale ? numbersOf(telling.domain?.()) : [];
  const { from = domain[0], to = domain.at(-1) } = settled;
  if (!isScale || (thresholds === undefined && (from === undefined || to === undefined))) {
    const message = "scaleLegend takes a function from a value to a colour, and from and to in its options";
    throw new MarquetryError("bad-option", message, { value: scale });
  }
  if (thresholds) return (_map, space) => drawClasses(telling, thresholds, settled, space);
  const shown = [from!, ...domain.slice(1, -1).filter((each) => isBetween(each, from!, to!)), to!];
  return (_map, space) => drawScale(telling, shown, settled, space);
}

function isBetween(value: number, a: number, b: number): boolean {
  return value > Math.min(a, b) && value < Math.max(a, b);
}

function numbersOf(values: Iterable<unknown> | undefined): number[] {
  return Array.from(values ?? [], Number).filter(Number.isFinite);
}

/** The values between the colours of a scale that has few. */
function thresholdsOf(scale: Telling): number[] | undefined {
  if (typeof scale.range !== "function") return undefined;
  if (typeof scale.quantiles === "function") return numbersOf(scale.quantiles());
  if (typeof scale.thresholds === "function") return numbersOf(scale.thresholds());
  return typeof scale.invertExtent === "function" ? numbersOf(scale.domain?.()) : undefined;
}

/** Boxes of one size, a threshold between any two. */
function drawClasses(
  scale: Telling,
  thresholds: readonly number[],
  { title, format, from, to }: ScaleLegendOptions,
  space: LegendSpace,
): LegendPicture {
  const { fontSize, width } = space;
  const colours = Array.from(scale.range!(), (colour) => textOf("its range", colour, NaN));
  const length = Math.min(Math.max(SCALE_LENGTH, CLASS_LENGTH * colours.length), width / fontSize);
  const marks: Mark[] = heading(title, space);
  const y = marks.length * ROW;
  for (const [k, colour] of colours.entries()) {
    const left = (k / colours.length) * length;
    marks.push(legendBox(space, left, y + ABOVE_SCALE, length / colours.length, SCALE_HEIGHT, colour));
  }
  const places = new Map(thresholds.map((value, k) => [value, ((k + 1) / colours.length) * length]));
  // Scales with thresholds of their own choice know their ends; others are open.
  const ends = scale.quantiles || (scale.thresholds && scale.domain) ? numbersOf(scale.domain?.()) : [];
  const isClosed = ends.length > 0 && !thresholds.includes(ends[0]!);
  const first = from ?? (isClosed ? Math.min(...ends) : undefined);
  const last = to ?? (isClosed ? Math.max(...ends) : undefined);
  if (first !== undefined) places.set(first, 0);
  if (last !== undefined) places.set(last, length);
  nameValues(marks, [...places.keys()], (value) => places.get(value)!, y, format, space);
  return { marks, height: (y + ABOVE_SCALE + SCALE_HEIGHT + BELOW_SCALE + ROW) * fontSize };
}

function drawScale(
  scale: Telling,
  domain: readonly number[],
  { title, format, ticks, midpoint = domain.length === 3 ? domain[1] : undefined }: ScaleLegendOptions,
  space: LegendSpace,
): LegendPicture {
  const { fontSize, width } = space;
  const length = Math.min(SCALE_LENGTH, width / fontSize);
  const [from, to] = [domain[0]!, domain.at(-1)!];
  const type = typeOf(scale, from, to);
  const constant = typeof scale.constant === "function" ? Number((scale.constant as () => unknown)()) : 1;
  const transform = transformOf(type, domain, constant);
  const [low, high] = [transform(from), transform(to)];
  const place = (value: number): number => shareBetween(transform(value), low, high) * length;
  const marks: Mark[] = heading(title, space);
  const y = marks.length * ROW;
  for (let k = 0; k < STEPS; k++) {
    const value = valueAt((k + 0.5) / STEPS, from, to, transform);
    const colour = textOf("its scale", scale(value), value);
    // A step reaches under the next, so that no seam shows.
    const reach = Math.min(2, STEPS - k);
    marks.push(
      legendBox(space, (k / STEPS) * length, y + ABOVE_SCALE, (reach / STEPS) * length, SCALE_HEIGHT, colour),
    );
  }
  if (midpoint !== undefined && isBetween(midpoint, from, to)) {
    const line = 1 / fontSize;
    marks.push(legendBox(space, place(midpoint) - line / 2, y + ABOVE_SCALE, line, SCALE_HEIGHT, space.text));
  }
  const usual = [from, to, ...(midpoint === undefined ? [] : [midpoint]), ...roundValues(from, to, type)];
  nameValues(marks, ticks ?? usual, place, y, format, space);
  return { marks, height: (y + ABOVE_SCALE + SCALE_HEIGHT + BELOW_SCALE + ROW) * fontSize };
}

/** How a scale spreads its values, as far as it tells. */
function typeOf(scale: Telling, from: number, to: number): ScaleType {
  if (scale.type === "sqrt" || scale.type === "symlog") return scale.type;
  if (typeof scale.constant === "function") return "symlog";
  if (typeof scale.exponent === "function" && Number((scale.exponent as () => unknown)()) === 0.5)
    return "sqrt";
  // The product of two small numbers may come out as 0; that of their signs does not.
  const isOneSign = Math.sign(from) * Math.sign(to) > 0;
  return (scale.type === "log" || typeof scale.base === "function") && isOneSign ? "log" : "linear";
}

/** The value at a share of the way, by halving: transforms rise. */
function valueAt(share: number, from: number, to: number, transform: (value: number) => number): number {
  const [first, last] = [transform(from), transform(to)];
  const span = last - first;
  // Where the span is more than a number can hold, each end is taken by its share.
  const wanted = Number.isFinite(span) ? first + share * span : first * (1 - share) + last * share;
  const rises = to > from;
  let [low, high] = [from, to];
  for (let k = 0; k < 60; k++) {
    const middle = low / 2 + high / 2;
    if (transform(middle) < wanted === rises) low = middle;
    else high = middle;
  }
  return low / 2 + high / 2;
}

/** Values with few digits between two, the roundest first. */
function roundValues(a: number, b: number, type: ScaleType): number[] {
  const [from, to] = a < b ? [a, b] : [b, a];
  if (type === "log" || type === "symlog") return powersOfTen(from, to);
  if (from === to) return [];
  const span = to - from;
  const step = Number.isFinite(span) ? span / ROUND_VALUES : to / ROUND_VALUES - from / ROUND_VALUES;
  const power = Math.floor(Math.log10(step));
  const digit = [1, 2, 5, 10].find((each) => each * 10 ** power >= step * 0.999) ?? 10;
  // A multiple of a power of ten by a division has no digits that it should not have.
  const multiple = (k: number): number => (power < 0 ? (k * digit) / 10 ** -power : k * digit * 10 ** power);
  const first = Math.ceil(from / multiple(1));
  const count = Math.min(100, Math.floor(to / multiple(1)) - first + 1);
  return Array.from({ length: Math.max(0, count) }, (_, k) => multiple(first + k));
}

function powersOfTen(from: number, to: number): number[] {
  const least = Math.min(
    ...[from, to].filter((each) => each !== 0).map((each) => Math.floor(Math.log10(Math.abs(each)))),
    0,
  );
  const most = Math.ceil(Math.log10(Math.max(Math.abs(from), Math.abs(to))));
  const powers = Array.from({ length: Math.min(60, most - least + 1) }, (_, k) => k + least).map(
    (exponent) => (exponent < 0 ? 1 / 10 ** -exponent : 10 ** exponent),
  );
  return [0, ...powers, ...powers.map((power) => -power)].filter((value) => value >= from && value <= to);
}

/** Names values where there is room, those that come first first, each with a mark at its place. */
function nameValues(
  marks: Mark[],
  values: readonly number[],
  place: (value: number) => number,
  y: number,
  format: NumberFormat | undefined,
  space: LegendSpace,
): void {
  const { fontSize, measure, width } = space;
  const write = format === undefined ? space.write : numberFormat(format, space.locale);
  const taken: [start: number, end: number][] = [];
  for (const value of values) {
    const at = place(value);
    if (!Number.isFinite(at)) continue;
    const label = onOneLine(textOf("format", write(value), value));
    const size = measure(label);
    // A text at an end stays within the picture.
    const start = Math.max(0, Math.min(at - size / 2, width / fontSize - size));
    if (taken.some(([from, to]) => start < to + APART && start + size > from - APART)) continue;
    taken.push([start, start + size]);
    const line = 1 / fontSize;
    const top = y + ABOVE_SCALE + SCALE_HEIGHT;
    const left = Math.max(0, Math.min(at, width / fontSize) - line / 2);
    marks.push(legendBox(space, left, top, line, MARK, space.text));
    marks.push(legendText(space, start, top + BELOW_SCALE, label));
  }
}

/** What a function of the user's own gave for a value. */
function textOf(name: string, result: unknown, value: number): string {
  const found = asText(result);
  if (found !== undefined) return found;
  const message = `scaleLegend: ${name} gave ${show(result)} for ${value}, not a text`;
  throw new MarquetryError("bad-option", message, { value: result });
}
