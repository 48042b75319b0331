import { MarquetryError, show } from "../errors.ts";
import {
  choice,
  either,
  listOf,
  number,
  wholeNumber,
  type Option,
  type OptionHelp,
  type OptionTable,
} from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { NEUTRAL } from "./colour.ts";
import { parseColour, toLight } from "./contrast.ts";
import { fromOklab, toOklab, type Oklab } from "./oklab.ts";

/** Gives a colour for a value, and tells a legend how: as scales of d3 do. */
export interface ColourScale {
  (value: number): string;
  /** The values at which it begins and ends, and its midpoint between where it has one. */
  domain(): readonly number[];
  /** How values are spread: what a legend has to spread its numbers by. */
  readonly type?: ScaleType;
  /** The values between its colours, and the colours, where these are few. */
  thresholds?(): readonly number[];
  range?(): readonly string[];
}

/** How a scale spreads its values: "symlog" is "log" that passes through 0. */
export type ScaleType = "linear" | "sqrt" | "log" | "symlog";

/**
 * Colours for values by name: from least to greatest, or from one end over the midpoint to the other. Readers of any
 * colour vision can follow all of them; those that end in "-dark" are made for a dark ground.
 */
export const VALUE_PALETTES: Readonly<Record<string, readonly string[]>> = {
  blues: ["#d0e3f3", "#9fc8e6", "#62a3d0", "#2a72ad", "#0f4478"],
  "blues-dark": ["#22303f", "#27577a", "#3c8ab5", "#79bfe0", "#d8f1fc"],
  viridis: ["#440154", "#443a83", "#31688e", "#21908d", "#35b779", "#8fd744", "#fde725"],
  "brown-teal": ["#8c510a", "#d8b365", "#e5e0d6", "#5ab4ac", "#01665e"],
  "brown-teal-dark": ["#f0b660", "#99702f", "#30343b", "#2e827b", "#74d6ca"],
  "orange-purple": ["#b35806", "#f1a340", "#e2dfe5", "#998ec3", "#542788"],
};

/** How {@link sequentialScale} colours. */
export interface SequentialScaleOptions {
  /** Least and greatest value. */
  readonly domain: readonly [from: number, to: number];
  /** How values are spread between these; "linear" by default. */
  readonly type?: ScaleType;
  /** Colours from the least to the greatest value, or the name of some; "blues" by default. */
  readonly palette?: string | readonly string[];
}

/** How {@link divergingScale} colours. */
export interface DivergingScaleOptions {
  /** Least value, the one from which values differ, and greatest value. */
  readonly domain: readonly [from: number, midpoint: number, to: number];
  /** How values are spread; "linear" by default. */
  readonly type?: ScaleType;
  /** Colours from one end over the midpoint to the other, or the name of some; "brown-teal" by default. */
  readonly palette?: string | readonly string[];
}

const NUMBERS: Option = /* @__PURE__ */ listOf(/* @__PURE__ */ number());
const TYPES: readonly ScaleType[] = ["linear", "sqrt", "log", "symlog"];

/** Holes are no numbers, though `every` passes over them. */
function areNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && NUMBERS.allows(Array.from<unknown>(value));
}

function domainOption(count: number): Option {
  return {
    takes: `${count} numbers that rise or fall`,
    allows: (value) => areNumbers(value) && isMonotone(value) && value.length === count,
  };
}

function isMonotone(values: readonly number[]): boolean {
  const sign = Math.sign(values.at(-1)! - values[0]!);
  return values.every((value, k) => k === 0 || Math.sign(value - values[k - 1]!) === sign) && sign !== 0;
}

function paletteOption(usual: string): Option {
  const names = choice(Object.keys(VALUE_PALETTES));
  const colours: Option = {
    takes: "a list of two colours or more, as #77aadd",
    allows: (value) =>
      Array.isArray(value) &&
      value.length > 1 &&
      // Holes are no colours, though `every` passes over them.
      Array.from<unknown>(value).every((each) => typeof each === "string" && parseColour(each)),
  };
  return { ...either(names, colours, usual), choices: names.choices! };
}

export const sequentialScaleOptions: OptionTable<SequentialScaleOptions> = {
  domain: /* @__PURE__ */ domainOption(2),
  type: /* @__PURE__ */ choice(TYPES, "linear"),
  palette: /* @__PURE__ */ paletteOption("blues"),
};

export const sequentialScaleHelp: OptionHelp<SequentialScaleOptions> = {
  domain: "least and greatest value",
  type: "how values are spread between these",
  palette: "colours from the least to the greatest value, or the name of some",
};

export const divergingScaleOptions: OptionTable<DivergingScaleOptions> = {
  domain: /* @__PURE__ */ domainOption(3),
  type: /* @__PURE__ */ choice(TYPES, "linear"),
  palette: /* @__PURE__ */ paletteOption("brown-teal"),
};

export const divergingScaleHelp: OptionHelp<DivergingScaleOptions> = {
  domain: "least value, midpoint and greatest value",
  type: "how values are spread",
  palette: "colours from one end over the midpoint to the other, or the name of some",
};

/**
 * A scale of colours from the least to the greatest value; beyond these the colour stays.
 *
 * Colours in between lie on straight lines through OKLab, in which equal steps look equal.
 *
 * @throws MarquetryError `bad-option`
 * @example
 * const scale = sequentialScale({ domain: [1, 10_000], type: "log" });
 * toSVG(map, { colour: valueColours(scale), legend: scaleLegend(scale) });
 */
export function sequentialScale(options: SequentialScaleOptions): ColourScale {
  return makeScale("sequentialScale", sequentialScaleOptions, options);
}

/**
 * A scale of colours that differ from a midpoint in two ways, as growth and loss do. Each half has half of the colours,
 * however long it is, and the midpoint has the middle colour.
 *
 * @throws MarquetryError `bad-option`
 * @example
 * const scale = divergingScale({ domain: [-0.25, 0, 1] });
 * toSVG(map, { colour: valueColours(scale, (i) => growth[i]), legend: scaleLegend(scale, { format: "percent" }) });
 */
export function divergingScale(options: DivergingScaleOptions): ColourScale {
  return makeScale("divergingScale", divergingScaleOptions, options);
}

type AnyScaleOptions = Omit<SequentialScaleOptions, "domain"> & { readonly domain: readonly number[] };

function makeScale<O extends AnyScaleOptions>(owner: string, table: OptionTable<O>, given: O): ColourScale {
  const read = readOptions<AnyScaleOptions, "domain" | "type" | "palette">(owner, table, given);
  const { type, palette, domain } = read;
  if (domain === undefined || (type === "log" && !isOneSign(domain))) {
    const takes =
      domain === undefined ? table.domain.takes : "numbers of one sign, without 0, where type is log";
    const message = `${owner}: domain must be ${takes}, not ${show(domain)}`;
    throw new MarquetryError("bad-option", message, { value: domain });
  }
  const stops = typeof palette === "string" ? VALUE_PALETTES[palette]! : palette;
  const colours = stops.map(labOf);
  // A copy, since the list given may change later.
  const kept = [...domain];
  const transform = transformOf(type, kept);
  const places = kept.map(transform);
  if (places.some((place, k) => k > 0 && place === places[k - 1]))
    throw refusal(owner, "domain", `numbers farther apart where type is ${type}`, domain);
  const scale = (given: number): string => {
    const value = numberOf(given);
    return Number.isNaN(value) ? NEUTRAL : mix(colours, shareOf(transform(value), places));
  };
  return Object.assign(scale, { domain: () => [...kept], type });
}

/** By signs: the product of two small numbers may come out as 0. */
function isOneSign(domain: readonly number[]): boolean {
  return Math.sign(domain[0]!) * Math.sign(domain.at(-1)!) > 0;
}

/** Data often has no number where a type promises one, and a picture should not fail for that. */
function numberOf(value: unknown): number {
  return value === null ? NaN : Number(value);
}

/** Where a value lies between the ends, 0 to 1, each half of a scale with a midpoint taking half of that. */
function shareOf(place: number, places: readonly number[]): number {
  const parts = places.length - 1;
  for (let k = 0; k < parts; k++) {
    const share = shareBetween(place, places[k]!, places[k + 1]!);
    if (share <= 1 || k === parts - 1) return (k + Math.min(1, Math.max(0, share))) / parts;
  }
  return 0;
}

/** Where a place lies from a, 0, to b, 1; in the middle where these are one. */
export function shareBetween(place: number, a: number, b: number): number {
  if (a === b) return 0.5;
  const span = b - a;
  // Where the span is more than a number can hold, half of it is not.
  return Number.isFinite(span) ? (place - a) / span : (place / 2 - a / 2) / (b / 2 - a / 2);
}

function labOf(colour: string): Oklab {
  const [red, green, blue] = parseColour(colour)!;
  return toOklab([toLight(red), toLight(green), toLight(blue)]);
}

function mix(colours: readonly Oklab[], share: number): string {
  const at = share * (colours.length - 1);
  const k = Math.min(Math.floor(at), colours.length - 2);
  const [a, b] = [colours[k]!, colours[k + 1]!];
  return fromOklab([0, 1, 2].map((c) => a[c]! + (b[c]! - a[c]!) * (at - k)) as unknown as Oklab);
}

/** What makes equal steps of a scale of equal differences of values. */
export function transformOf(
  type: ScaleType,
  domain: readonly number[],
  constant: number = 1,
): (value: number) => number {
  if (type === "sqrt") return (value) => Math.sign(value) * Math.sqrt(Math.abs(value));
  if (type === "log")
    return (value) =>
      Math.log(Math.max(Number.MIN_VALUE, value * Math.sign(domain[0]!))) * Math.sign(domain[0]!);
  if (type === "symlog") return (value) => Math.sign(value) * Math.log1p(Math.abs(value) / constant);
  return (value) => value;
}

/**
 * A scale of few colours, each for the values between two thresholds: below the first, from one to the next, from the
 * last on.
 *
 * @param thresholds - in rising order
 * @param palette - one colour more than there are thresholds, or a name or list of colours to take them from
 * @throws MarquetryError `bad-option`
 * @example thresholdScale([0.5, 0.8, 0.95])(0.9);
 */
export function thresholdScale(
  thresholds: readonly number[],
  palette: string | readonly string[] = "blues",
): ColourScale {
  if (
    !areNumbers(thresholds) ||
    thresholds.length === 0 ||
    (thresholds.length > 1 && !(isMonotone(thresholds) && thresholds[0]! < thresholds[1]!))
  )
    throw refusal("thresholdScale", "thresholds", "a list of numbers that rise", thresholds);
  return classes("thresholdScale", thresholds, palette);
}

/**
 * A scale of few colours, each for as many of the values given: the lowest quarter, the next, and so on.
 *
 * @param values - what is to be coloured; what are no finite numbers are left out
 * @param count - number of colours, 4 by default
 * @throws MarquetryError `bad-option`
 * @example quantileScale(tree.weight, 5);
 */
export function quantileScale(
  values: ArrayLike<number>,
  count: number = 4,
  palette: string | readonly string[] = "blues",
): ColourScale {
  if (!wholeNumber({ min: 2, max: 20 }).allows(count))
    throw refusal("quantileScale", "count", "a whole number from 2 to 20", count);
  const sorted =
    typeof values === "object" && values !== null ? Array.from(values).filter(Number.isFinite) : [];
  if (sorted.length === 0) throw refusal("quantileScale", "values", "a list that holds numbers", values);
  sorted.sort((a, b) => a - b);
  const bounds = Array.from({ length: count - 1 }, (_, k) => quantile(sorted, (k + 1) / count));
  const scale = classes("quantileScale", [...new Set(bounds)], palette);
  return Object.assign(scale, { domain: () => [sorted[0]!, sorted.at(-1)!] });
}

/** As R's type 7 and d3 have it. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const k = Math.floor(at);
  const next = sorted[Math.min(k + 1, sorted.length - 1)]!;
  const span = next - sorted[k]!;
  // Where the span is more than a number can hold, each of the two is taken by its share.
  if (!Number.isFinite(span)) return sorted[k]! * (1 - (at - k)) + next * (at - k);
  return sorted[k]! + span * (at - k);
}

function classes(
  owner: string,
  thresholds: readonly number[],
  palette: string | readonly string[],
): ColourScale {
  const option = sequentialScaleOptions.palette;
  if (!option.allows(palette)) throw refusal(owner, "palette", option.takes, palette);
  const stops = typeof palette === "string" ? VALUE_PALETTES[palette]! : palette;
  const count = thresholds.length + 1;
  const labs = stops.map(labOf);
  const colours =
    stops.length === count
      ? [...stops]
      : Array.from({ length: count }, (_, k) => mix(labs, count === 1 ? 0.5 : k / (count - 1)));
  const bounds = [...thresholds];
  const scale = (given: number): string => {
    const value = numberOf(given);
    if (Number.isNaN(value)) return NEUTRAL;
    let k = 0;
    while (k < bounds.length && value >= bounds[k]!) k++;
    return colours[k]!;
  };
  return Object.assign(scale, {
    // Copies, so that nobody can change the scale by what it tells.
    domain: () => [...bounds],
    thresholds: () => [...bounds],
    range: () => [...colours],
  });
}

function refusal(owner: string, name: string, takes: string, value: unknown): MarquetryError {
  return new MarquetryError("bad-option", `${owner}: ${name} must be ${takes}, not ${show(value)}`, {
    value,
  });
}
