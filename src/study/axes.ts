/** Where values lie along an axis, in pixels, and the round ones among them. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** A part of a picture, in pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Pair = readonly [from: number, to: number];

/** Round numbers in every decade. */
const ROUND = [1, 2, 5];
/** Pixels between two ticks at least. */
const APART = 26;

export function linearScale([from, to]: Pair, [start, end]: Pair, step: number): Scale {
  const at = (value: number): number => start + ((end - start) * (value - from)) / (to - from);
  const count = Math.round((to - from) / step);
  return { at, ticks: Array.from({ length: count + 1 }, (_, k) => round(from + k * step)) };
}

/** Spreads what lies near 0, which a logarithm cannot show. */
export function rootScale(to: number, [start, end]: Pair): Scale {
  const at = (value: number): number => start + (end - start) * Math.sqrt(value / to);
  return { at, ticks: thinned([0, ...roundNumbers([to / 1e4, to])], at) };
}

export function logScale([from, to]: Pair, [start, end]: Pair): Scale {
  const at = (value: number): number =>
    start + ((end - start) * Math.log(value / from)) / Math.log(to / from);
  const decades = Math.log10(to / from);
  const values = roundNumbers([from, to]).filter((value) => decades < 2.5 || isPower(value));
  return { at, ticks: thinned(values, at) };
}

/** 1, 2 and 5 in each decade of a range. */
function roundNumbers([from, to]: Pair): number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++)
    for (const mantissa of ROUND) values.push(Number(`${mantissa}e${power}`));
  return values.filter((value) => value >= from && value <= to * (1 + 1e-9));
}

function isPower(value: number): boolean {
  return value.toExponential().startsWith("1e");
}

/** Without those that would touch the one before. */
function thinned(values: readonly number[], at: (value: number) => number): number[] {
  const kept: number[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (last === undefined || Math.abs(at(value) - at(last)) >= APART) kept.push(value);
  }
  return kept;
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
