import { number, text as textOption, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { pictureAttributes, short, tag } from "./picture.ts";
import { escape } from "./text-buffer.ts";

/** What {@link distancesToSVG} plots: what the method `distances` of an embedding returns. */
export interface DistanceRanges {
  /** Distance in the ultrametric at each inner node. */
  readonly distance: Float64Array;
  /** Least and greatest distance in the embedding of leaves that meet there. */
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

/** How {@link distancesToSVG} draws. */
export interface DistancesSvgOptions {
  /** Width in pixels; 600 by default. */
  readonly width?: number;
  /** Height in pixels; 400 by default. */
  readonly height?: number;
  /** What a screen reader calls the picture. */
  readonly name?: string;
}

const LEFT = 56;
const BOTTOM = 40;
const RIGHT = 14;
const TOP = 10;
/** Length of the mark of a range that is a single number, in pixels. */
const LEAST_LENGTH = 1;
/** Ticks within a decade, by the number of decades that there is room for. */
const MANTISSAS: readonly (readonly [decades: number, mantissas: readonly number[]])[] = [
  [1, [1, 1.5, 2, 3, 4, 5, 6, 8]],
  [3, [1, 2, 5]],
  [Infinity, [1]],
];
/** Decades between two ticks where there are many. */
const MOST_TICKS = 12;

export const distancesSvgOptions: OptionTable<DistancesSvgOptions> = {
  width: /* @__PURE__ */ number({ min: 0 }, 600),
  height: /* @__PURE__ */ number({ min: 0 }, 400),
  name: /* @__PURE__ */ textOption("Distance in the embedding against distance in the ultrametric"),
};

export const distancesSvgHelp: OptionHelp<DistancesSvgOptions> = {
  width: "width in pixels",
  height: "height in pixels",
  name: "what a screen reader calls the picture",
};

/**
 * Plots distance in an embedding against distance in the ultrametric, both on logarithmic axes: at each inner node
 * an upright line from the least to the greatest. The slanted lines are those of equal distance and of the greatest
 * expansion.
 *
 * @throws MarquetryError `bad-option`
 * @example const svg = distancesToSVG(embedUltrametric(u).distances());
 */
export function distancesToSVG(ranges: DistanceRanges, options: DistancesSvgOptions = {}): string {
  const { width, height, name } = readOptions<DistancesSvgOptions, keyof DistancesSvgOptions>(
    "distancesToSVG",
    distancesSvgOptions,
    options,
  );
  const { distance, least, greatest } = ranges;
  const [from, to] = extent(distance, distance);
  const inPlane = extent([...distance, ...least], greatest);
  const x = logScale([from, to], LEFT, width - RIGHT);
  const y = logScale(inPlane, height - BOTTOM, TOP);
  const expansion = distance.reduce((most, d, k) => Math.max(most, greatest[k]! / d), 1);
  const line = (factor: number): string => {
    const end = Math.min(to, inPlane[1] / factor);
    return `M${short(x(from))} ${short(y(from * factor))}L${short(x(end))} ${short(y(end * factor))}`;
  };
  const middle = (TOP + height - BOTTOM) / 2;
  const content =
    axis("x", ticks([from, to]), x, width, height) +
    axis("y", ticks(inPlane), y, width, height) +
    tag("path", { d: line(1) + line(expansion), fill: "none", stroke: "#999", "stroke-dasharray": "4 3" }) +
    tag("path", {
      class: "ranges",
      d: columns(ranges, x, y),
      fill: "none",
      stroke: "#4477aa",
      "stroke-width": 1,
    }) +
    caption("distance in the ultrametric", (LEFT + width - RIGHT) / 2, height - 6) +
    caption("distance in the embedding", 12, middle, `rotate(-90 12 ${middle})`);
  return tag(
    "svg",
    {
      ...pictureAttributes(`0 0 ${width} ${height}`, width, height, name),
      "font-family": "sans-serif",
      "font-size": 11,
    },
    content,
  );
}

/** Where a value of a domain lies on a logarithmic axis. */
function logScale(
  [least, greatest]: readonly [number, number],
  start: number,
  end: number,
): (value: number) => number {
  const decades = Math.log(greatest / least);
  return (value) => start + ((end - start) * Math.log(value / least)) / decades;
}

/** The decades, or what lies about a single number. */
function extent(low: ArrayLike<number>, high: ArrayLike<number>): [number, number] {
  let least = Infinity;
  let greatest = 0;
  for (let k = 0; k < low.length; k++) if (low[k]! > 0) least = Math.min(least, low[k]!);
  for (let k = 0; k < high.length; k++) if (high[k]! < Infinity) greatest = Math.max(greatest, high[k]!);
  if (!(least < Infinity && greatest > 0)) return [0.1, 10];
  return least < greatest ? [least, greatest] : [least / 2, 2 * greatest];
}

/** Round numbers in a range, as many as do not touch. */
function ticks([from, to]: readonly [number, number]): number[] {
  const first = Math.floor(Math.log10(from));
  const last = Math.ceil(Math.log10(to));
  const decades = Math.log10(to / from);
  const step = Math.ceil((last - first) / MOST_TICKS);
  const mantissas = MANTISSAS.find(([most]) => decades <= most)![1];
  const values: number[] = [];
  for (let power = first; power <= last; power += step)
    for (const mantissa of mantissas) values.push(Number(`${mantissa}e${power}`));
  return values.filter((value) => value >= from && value <= to);
}

/** Ranges in the same column of pixels are drawn as one. */
function columns(
  { distance, least, greatest }: DistanceRanges,
  x: (value: number) => number,
  y: (value: number) => number,
): string {
  const spans = new Map<number, [low: number, high: number]>();
  for (let k = 0; k < distance.length; k++) {
    const column = Math.round(x(distance[k]!) * 2) / 2;
    const [low, high] = spans.get(column) ?? [Infinity, 0];
    spans.set(column, [Math.min(low, least[k]!), Math.max(high, greatest[k]!)]);
  }
  return Array.from(spans, ([column, [low, high]]) => {
    const top = y(high);
    const bottom = low > 0 ? y(low) : y(high) + LEAST_LENGTH;
    return `M${column} ${short(Math.max(bottom, top + LEAST_LENGTH))}V${short(top)}`;
  }).join("");
}

function axis(
  which: "x" | "y",
  ticks: readonly number[],
  scale: (value: number) => number,
  width: number,
  height: number,
): string {
  const marks = ticks.map((value) => {
    const at = short(scale(value));
    const text = String(Number(value.toPrecision(3)));
    return which === "x"
      ? tag("path", { d: `M${at} ${TOP}V${height - BOTTOM}` }) +
          label(text, at, height - BOTTOM + 14, "middle")
      : tag("path", { d: `M${LEFT} ${at}H${width - RIGHT}` }) + label(text, LEFT - 4, at + 4, "end");
  });
  return tag("g", { class: `${which}-axis`, stroke: "#eee" }, marks.join(""));
}

function label(text: string, x: number, y: number, anchor: string): string {
  return tag("text", { x, y, "text-anchor": anchor, fill: "#333", stroke: "none" }, escape(text));
}

function caption(text: string, x: number, y: number, transform?: string): string {
  return tag("text", { x, y, transform, "text-anchor": "middle", fill: "#333" }, escape(text));
}
