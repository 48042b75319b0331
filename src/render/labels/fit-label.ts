import { MarquetryError, show } from "../../errors.ts";
import {
  callback,
  choice,
  listOf,
  number,
  wholeNumber,
  type OptionHelp,
  type OptionTable,
} from "../../options/option.ts";
import { readOptions } from "../../options/read-options.ts";
import { largestBox } from "../../geometry/largest-box.ts";
import { ringArea } from "../../geometry/ring.ts";
import type { Cell } from "../../partition/partition.ts";
import { BreakableText, forcedBreaks, type BreakLevel, type Hyphenate, type Lines } from "./lines.ts";
import { LINE_HEIGHT, LINE_PITCH, measureText, type TextMeasure } from "./metrics.ts";
import { TextRoom, type TextPlace } from "./text-box.ts";
import { lettersIn, LEAST_SHOWN, shorterPaths, truncate } from "./truncate.ts";

/** How a text is fitted into its cell. Lengths are pixels. */
export interface LabelOptions {
  /** Largest size of a text, in a cell with room for it; 28 by default. */
  readonly fontSize?: number;
  /** Least size of a text; 10 by default. What does not fit at that is cut off, or left out. */
  readonly minFontSize?: number;
  /** Most lines a name may take; 4 by default. */
  readonly maxLines?: number;
  /** What happens to a text that does not fit at its least size: cut off with an ellipsis, by default, or left out. */
  readonly overflow?: "ellipsis" | "hide";
  /** Directions to try where a text does not fit upright at its full size, in degrees clockwise, as [-90]; none by default. */
  readonly angles?: readonly number[];
  /** Gives the width of a text in font sizes; {@link measureText}, an upper limit for common fonts, by default. */
  readonly measure?: TextMeasure;
  /**
   * Parts a word where a line may end within it, as ["hy", "phen", "ate"], or marks these places by soft hyphens: a
   * library's function for a language, as `hyphenateSync` of "hyphen/en-gb". By default words are parted after vowels,
   * with three letters at least on either side.
   * @throws MarquetryError where the parts do not make up the word
   */
  readonly hyphenate?: Hyphenate;
}

/** Sizes beyond this are no text that anybody reads, and would make trials without end. */
const LARGEST_TEXT = 2000;
const SIZE = /* @__PURE__ */ number({ min: 0, max: LARGEST_TEXT });

/** Sizes of texts between which they follow their cells, in pixels. */
export const LARGEST = 28;
export const SMALLEST = 10;
/** Least size of a header in pixels, where that of other texts is not less: room above cells is always short. */
export const LEAST_HEADER = 8;
const MOST_LINES = 4;

export const labelOptions: OptionTable<LabelOptions> = {
  fontSize: SIZE,
  minFontSize: SIZE,
  maxLines: /* @__PURE__ */ wholeNumber({ min: 1 }),
  overflow: /* @__PURE__ */ choice(["ellipsis", "hide"]),
  angles: /* @__PURE__ */ listOf(/* @__PURE__ */ number()),
  measure: /* @__PURE__ */ callback(),
  hyphenate: /* @__PURE__ */ callback(),
};

export const labelHelp: OptionHelp<LabelOptions> = {
  fontSize: "largest size of texts in pixels; 28 by default",
  minFontSize: "least size of texts in pixels; 10 by default",
  maxLines: "most lines that a name may take; 4 by default",
  overflow: "cut off what does not fit, the default, or leave it out",
  angles: "directions to try where a text does not fit upright, in degrees clockwise",
  measure: "gives the width of a text in font sizes, at a weight",
  hyphenate: "parts a word where a line may end within it",
};

/** A text placed within its cell. */
export interface FittedLabel {
  readonly lines: readonly string[];
  /** Middle of the block of lines. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Degrees by which the block is turned about its middle, clockwise; 0 for upright text. */
  readonly angle: number;
}

/** How one text is to be fitted. */
export interface TextStyle {
  readonly maxLines?: number;
  /** Largest size in pixels. */
  readonly most?: number;
  /** Weight of its font, as CSS counts it. */
  readonly weight?: number;
  /** A value to write under the text, or after it, where there is room. */
  readonly value?: string;
}

/** Shortest text worth a look, in font sizes: an "i" or so. */
const SHORTEST_TEXT = 0.25;
/** Room in font sizes below which no shortened text is tried: three letters and an ellipsis. */
const SHORTEST_CUT = 2;
/** How much larger a text must get to be worth another line or a slant. */
const WORTH_A_LINE = 1.1;
/** The same for a break within a word. */
const WORTH_A_BREAK = 1.3;
/** Words that are this many times as large as the least size are not broken to be larger still. */
const COMFORTABLE = 1.25;
/** Broken words are at most this many times as large as the least size: larger ones draw the eye to the break. */
const LARGEST_BROKEN = 1.6;
/** How much smaller a text may get for a value to find room under it. */
const WORTH_A_VALUE = 0.75;
/** Largest size of a text, as part of the side of a square as large as its cell: so sizes tell areas. */
const SIZE_PART = 0.24;
const LEVELS: readonly BreakLevel[] = [0, 1, 2];
/** No cell takes more characters. */
const LONGEST_TEXT = 1000;
/** Texts whose lines are kept; beyond, all are forgotten: large pictures have many, each in few rooms. */
const MOST_KEPT = 1000;

/** Fits one text after the other into convex rings, with the same options. */
export class LabelFitter {
  readonly #most: number;
  readonly #usualLeast: number;
  #least: number;
  readonly #maxLines: number;
  readonly #cuts: boolean;
  readonly #angles: readonly number[];
  readonly #textWidth: TextMeasure;
  readonly #hyphenate: Hyphenate | undefined;
  readonly #room: TextRoom = new TextRoom();
  readonly #place: TextPlace = { x: 0, y: 0, size: 0 };
  readonly #tried: TextPlace = { x: 0, y: 0, size: 0 };
  #turned: Float64Array = new Float64Array(0);
  #weight = 400;
  readonly #measure = (text: string): number => this.#textWidth(text, this.#weight);
  /** By weight of the font, the texts fitted last. */
  readonly #texts = new Map<number, Map<string, BreakableText>>();

  constructor(options: LabelOptions = {}) {
    const { fontSize = LARGEST, maxLines = MOST_LINES, overflow = "ellipsis", angles = [] } = options;
    this.#most = fontSize;
    this.#usualLeast = this.#least = Math.max(0.1, Math.min(fontSize, options.minFontSize ?? SMALLEST));
    this.#maxLines = maxLines;
    this.#cuts = overflow === "ellipsis";
    this.#angles = angles;
    this.#textWidth = options.measure ?? measureText;
    this.#hyphenate = options.hyphenate;
  }

  /** Least size of a text. */
  get least(): number {
    return this.#usualLeast;
  }

  /** Whether a cell of this area could hold the shortest text. */
  mayHold(area: number): boolean {
    return area > LINE_HEIGHT * SHORTEST_TEXT * this.#usualLeast ** 2;
  }

  /** Takes a convex ring at the front of `points`, for texts of a least size; false if not even the shortest fits. */
  load(points: Float64Array, corners: number, least: number = this.#usualLeast): boolean {
    this.#room.load(points, corners);
    this.#points = points;
    this.#corners = corners;
    this.#least = least;
    return this.#room.fit(SHORTEST_TEXT, LINE_HEIGHT, least, least, this.#tried) > 0;
  }

  #points: Float64Array = new Float64Array(0);
  #corners = 0;

  /** Largest size of a text that may be `part` of the side of a square as large as the ring. */
  sizeFor(part: number, largest: number = this.#most): number {
    const size = Math.floor(10 * part * Math.sqrt(this.#room.area())) / 10;
    return Math.max(this.#least, Math.min(size, largest));
  }

  /** Fits a text into the ring loaded last. */
  fit(text: string, style: TextStyle = {}): FittedLabel | null {
    if (text === "") return null;
    const { maxLines = this.#maxLines, most = this.sizeFor(SIZE_PART), weight = 400, value } = style;
    this.#weight = weight;
    const whole = this.#breakable(text.slice(0, LONGEST_TEXT));
    let best = this.#upright(whole, maxLines, most, 0);
    if (!best || best.size < most)
      for (const angle of this.#angles) best = this.#slanted(whole, maxLines, most, angle, best);
    if (best) return value !== undefined && best.angle === 0 ? this.#withValue(best, value) : best;
    return this.#cuts ? (this.#shorter(whole, maxLines, most) ?? this.#cut(whole, maxLines)) : null;
  }

  /** Places for the middle of a block so large in pixels in the ring loaded last, as x and y by turns. */
  places(width: number, height: number, out: number[]): number {
    return this.#room.places(width, height, out);
  }

  #breakable(text: string): BreakableText {
    const weight = this.#weight;
    let texts = this.#texts.get(weight);
    if (!texts) this.#texts.set(weight, (texts = new Map<string, BreakableText>()));
    let known = texts.get(text);
    if (known) return known;
    if (texts.size >= MOST_KEPT) texts.clear();
    known = new BreakableText(text, (part) => this.#textWidth(part, weight), this.#hyphenate);
    texts.set(text, known);
    return known;
  }

  #upright(text: BreakableText, maxLines: number, most: number, beyond: number): FittedLabel | null {
    const place = this.#place;
    place.size = beyond;
    let lines: readonly string[] | null = null;
    const attempt = (next: Lines, worth: number, largest: number): void => {
      const least = lines ? Math.min(largest, place.size * worth) : Math.max(this.#least, place.size);
      if (this.#room.fit(next.width, heightOf(next.lines.length), least, largest, this.#tried) === 0) return;
      place.x = this.#tried.x;
      place.y = this.#tried.y;
      place.size = this.#tried.size;
      ({ lines } = next);
    };
    const isForced = text.text.includes("\n");
    if (!isForced || maxLines < 2) attempt(text.onOneLine(), 1, most);
    for (const level of LEVELS) {
      if (maxLines < 2) break;
      if (lines && place.size >= (level === 2 ? Math.min(most, COMFORTABLE * this.#least) : most)) break;
      const parts = text.pieces(level);
      const least = 1 + Math.max(forcedBreaks(parts), isForced ? 0 : 1);
      const isBroken = level === 2;
      const largest = isBroken ? Math.min(most, LARGEST_BROKEN * this.#least) : most;
      for (let count = least; count <= Math.min(maxLines, parts.length) && place.size < largest; count++) {
        attempt(text.lines(level, count), isBroken ? WORTH_A_BREAK : WORTH_A_LINE, largest);
      }
    }
    return lines && { lines, x: place.x, y: place.y, size: place.size, angle: 0 };
  }

  /** Tries the ring turned the other way, and turns the place back. */
  #slanted(
    text: BreakableText,
    maxLines: number,
    most: number,
    angle: number,
    best: FittedLabel | null,
  ): FittedLabel | null {
    const points = this.#points;
    const corners = this.#corners;
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    if (this.#turned.length < 2 * corners) this.#turned = new Float64Array(2 * corners);
    for (let k = 0; k < 2 * corners; k += 2) {
      this.#turned[k] = cos * points[k]! + sin * points[k + 1]!;
      this.#turned[k + 1] = cos * points[k + 1]! - sin * points[k]!;
    }
    this.#room.load(this.#turned, corners);
    const found = this.#upright(text, maxLines, most, best ? best.size * WORTH_A_LINE : 0);
    this.#room.load(points, corners);
    if (!found) return best;
    const { x, y } = found;
    return { ...found, x: cos * x - sin * y, y: sin * x + cos * y, angle };
  }

  /** The value on a line of its own, or after a text of one line; the text as it was where neither has room. */
  #withValue(fitted: FittedLabel, value: string): FittedLabel {
    const { lines, size } = fitted;
    const least = Math.max(this.#least, WORTH_A_VALUE * size);
    const place = this.#tried;
    const below = [...lines, value];
    const width = Math.max(...below.map(this.#measure));
    if (this.#room.fit(width, heightOf(below.length), least, size, place) > 0)
      return { lines: below, x: place.x, y: place.y, size: place.size, angle: 0 };
    if (lines.length > 1) return fitted;
    const line = `${lines[0]!} ${value}`;
    if (this.#room.fit(this.#measure(line), LINE_HEIGHT, least, size, place) === 0) return fitted;
    return { lines: [line], x: place.x, y: place.y, size: place.size, angle: 0 };
  }

  /** A path with its middle left out. */
  #shorter({ text }: BreakableText, maxLines: number, most: number): FittedLabel | null {
    for (const shorter of shorterPaths(text)) {
      if (lettersIn(shorter) < LEAST_SHOWN) continue;
      const fitted = this.#upright(this.#breakable(shorter), maxLines, most, 0);
      if (fitted) return fitted;
    }
    return null;
  }

  /** As much of the text as fits at its least size: in the number of lines that show the most of it. */
  #cut(text: BreakableText, maxLines: number): FittedLabel | null {
    const size = this.#least;
    const place = this.#tried;
    const parts = text.pieces(maxLines > 1 ? 2 : 0);
    let best: FittedLabel | null = null;
    let most = 0;
    for (let count = 1; count <= maxLines; count++) {
      place.size = size;
      const width = this.#room.widest(heightOf(count) * size, place) / size;
      if (width < SHORTEST_CUT) break;
      const lines = truncate(parts, width, count, this.#measure);
      if (lines?.length !== count) continue;
      const shown = lines.join("").length;
      if (shown <= most) continue;
      most = shown;
      best = { lines, x: place.x, y: place.y, size, angle: 0 };
    }
    return best;
  }
}

/** Height of a block of lines, in font sizes. */
export function heightOf(lines: number): number {
  return LINE_HEIGHT + (lines - 1) * LINE_PITCH;
}

/**
 * Fits a text into a cell: an upright block of lines within it, whose size follows the cell, from `minFontSize` to
 * `fontSize`. A text breaks into lines at line breaks, blanks, slashes and the like, then in camelCase, then within
 * words, before it shrinks; what does not fit at the least size is cut off with an ellipsis, a path in its middle,
 * unless fewer than five letters would be left. Null where nothing fits.
 *
 * Takes rectangles, convex polygons and rectilinear ones, for which the largest box within stands. The result
 * lies within the cell as far as `measure` tells the truth; a line takes 1.45 font sizes of height, each further
 * one 1.2. Needs no DOM.
 *
 * @example
 * const label = fitLabel(map.cell(7), "Bosnia and Herzegovina", { fontSize: 14 });
 * if (label) console.log(label.lines, label.size);
 */
export function fitLabel(cell: Cell, text: string, options: LabelOptions = {}): FittedLabel | null {
  const settled = readOptions<LabelOptions>("fitLabel", labelOptions, options);
  if (typeof text !== "string" || !isCell(cell)) {
    const message = `fitLabel takes a cell, as map.cell(i) gives it, and a text, not ${show(cell)} and ${show(text)}`;
    throw new MarquetryError("bad-input", message, { value: cell });
  }
  const [points, corners] = convexRoom(cell);
  if (corners === 0) return null;
  const fitter = new LabelFitter(settled);
  return fitter.load(points, corners) ? fitter.fit(text) : null;
}

function isCell(cell: unknown): cell is Cell {
  if (typeof cell !== "object" || cell === null) return false;
  const { kind, points, x0, y0, x1, y1 } = cell as Record<string, unknown>;
  if (kind === "rect") return [x0, y0, x1, y1].every((side) => typeof side === "number");
  const isPair = (point: unknown): boolean => Array.isArray(point) && point.every(Number.isFinite);
  return kind === "polygon" && Array.isArray(points) && points.every(isPair);
}

function convexRoom(cell: Cell): [points: Float64Array, corners: number] {
  if (cell.kind === "rect") {
    const { x0, y0, x1, y1 } = cell;
    return [Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0), x1 > x0 && y1 > y0 ? 4 : 0];
  }
  const points = Float64Array.from(cell.points.flat());
  const corners = cell.points.length;
  if (!(ringArea(points, 0, Math.max(corners, 1)) > 0)) return [points, 0];
  if (isConvex(points, corners)) return [points, corners];
  const box = new Float64Array(8);
  return [box, largestBox(points, corners, box)];
}

function isConvex(points: Float64Array, corners: number): boolean {
  const n = 2 * corners;
  for (let k = 0; k < n; k += 2) {
    const [bx, by] = [points[(k + 2) % n]!, points[(k + 3) % n]!];
    const [ux, uy] = [bx - points[k]!, by - points[k + 1]!];
    const [vx, vy] = [points[(k + 4) % n]! - bx, points[(k + 5) % n]! - by];
    // A hair's turn the wrong way is rounding.
    if (uy * vx - ux * vy < -STRAIGHT * Math.hypot(ux, uy) * Math.hypot(vx, vy)) return false;
  }
  return true;
}

/** Sine of a turn that counts as none. */
const STRAIGHT = 1e-9;
