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
import { breakLines, pieces, type Lines } from "./lines.ts";
import { LINE_HEIGHT, LINE_PITCH, measureText, type TextMeasure } from "./metrics.ts";
import { TextRoom, type TextPlace } from "./text-box.ts";
import { truncate } from "./truncate.ts";

/** How a text is fitted into its cell. Lengths are pixels. */
export interface LabelOptions {
  /** Size of the text where there is room; 12 by default. */
  readonly fontSize?: number;
  /** A text that does not fit shrinks down to this; 8 by default. */
  readonly minFontSize?: number;
  /** Most lines a text may take; 3 by default. */
  readonly maxLines?: number;
  /** What happens to a text that does not fit at its least size: cut off with an ellipsis, by default, or left out. */
  readonly overflow?: "ellipsis" | "hide";
  /** Directions to try where a text does not fit upright at its full size, in degrees clockwise, as [-90]; none by default. */
  readonly angles?: readonly number[];
  /** Gives the width of a text in font sizes; {@link measureText}, an upper limit for common fonts, by default. */
  readonly measure?: TextMeasure;
}

/** Sizes beyond this are no text that anybody reads, and would make trials without end. */
const LARGEST_TEXT = 2000;
const SIZE = /* @__PURE__ */ number({ min: 0, max: LARGEST_TEXT });

export const labelOptions: OptionTable<LabelOptions> = {
  fontSize: SIZE,
  minFontSize: SIZE,
  maxLines: /* @__PURE__ */ wholeNumber({ min: 1 }),
  overflow: /* @__PURE__ */ choice(["ellipsis", "hide"]),
  angles: /* @__PURE__ */ listOf(/* @__PURE__ */ number()),
  measure: /* @__PURE__ */ callback(),
};

export const labelHelp: OptionHelp<LabelOptions> = {
  fontSize: "size of texts in pixels where there is room; 12 by default",
  minFontSize: "texts shrink down to this where there is none; 8 by default",
  maxLines: "most lines that a text may take; 3 by default",
  overflow: "cut off what does not fit, the default, or leave it out",
  angles: "directions to try where a text does not fit upright, in degrees clockwise",
  measure: "gives the width of a text in font sizes",
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

/** Shortest text worth a look, in font sizes: an "i" or so. */
const SHORTEST_TEXT = 0.25;
/** Room in font sizes below which no shortened text is tried: three letters and an ellipsis. */
const SHORTEST_CUT = 2;
/** How much larger a text must get to be worth another line, softer breaks or a slant. */
const WORTH_IT = 1.1;
/** No cell takes more characters. */
const LONGEST_TEXT = 1000;

/** Fits one text after the other into convex rings, with the same options. */
export class LabelFitter {
  readonly #most: number;
  readonly #least: number;
  readonly #maxLines: number;
  readonly #cuts: boolean;
  readonly #angles: readonly number[];
  readonly #measure: TextMeasure;
  readonly #room: TextRoom = new TextRoom();
  readonly #place: TextPlace = { x: 0, y: 0, size: 0 };
  readonly #tried: TextPlace = { x: 0, y: 0, size: 0 };
  #turned: Float64Array = new Float64Array(0);

  constructor(options: LabelOptions = {}) {
    const { fontSize = 12, maxLines = 3, overflow = "ellipsis", angles = [] } = options;
    this.#most = fontSize;
    this.#least = Math.max(0.1, Math.min(fontSize, options.minFontSize ?? 8));
    this.#maxLines = maxLines;
    this.#cuts = overflow === "ellipsis";
    this.#angles = angles;
    this.#measure = options.measure ?? measureText;
  }

  /** Whether a cell of this area could hold the shortest text. */
  mayHold(area: number): boolean {
    return area > LINE_HEIGHT * SHORTEST_TEXT * this.#least ** 2;
  }

  /** Takes a convex ring at the front of `points`; false if not even the shortest text fits. */
  load(points: Float64Array, corners: number): boolean {
    this.#room.load(points, corners);
    this.#points = points;
    this.#corners = corners;
    return this.#room.fit(SHORTEST_TEXT, LINE_HEIGHT, this.#least, this.#least, this.#tried) > 0;
  }

  #points: Float64Array = new Float64Array(0);
  #corners = 0;

  /**
   * Fits a text into the ring loaded last.
   *
   * @param growth - how many times the usual size it may have
   */
  fit(text: string, maxLines: number = this.#maxLines, growth: number = 1): FittedLabel | null {
    if (text === "") return null;
    const most = this.#most * growth;
    let best = this.#upright(text.slice(0, LONGEST_TEXT), maxLines, most, 0);
    if (best && best.size >= most) return best;
    for (const angle of this.#angles) best = this.#slanted(text, maxLines, most, angle, best);
    return best ?? (this.#cuts ? this.#cut(text.slice(0, LONGEST_TEXT), maxLines) : null);
  }

  #upright(text: string, maxLines: number, most: number, beyond: number): FittedLabel | null {
    const place = this.#place;
    place.size = beyond;
    let lines: readonly string[] | null = null;
    const attempt = (next: Lines): void => {
      const height = LINE_HEIGHT + (next.lines.length - 1) * LINE_PITCH;
      const least = lines ? Math.min(most, place.size * WORTH_IT) : Math.max(this.#least, place.size);
      if (this.#room.fit(next.width, height, least, most, this.#tried) === 0) return;
      Object.assign(place, this.#tried);
      ({ lines } = next);
    };
    attempt({ lines: [text], width: this.#measure(text) });
    for (const soft of [false, true]) {
      if (maxLines < 2 || (lines && place.size >= most)) break;
      const parts = pieces(text, soft, this.#measure);
      for (let count = 2; count <= Math.min(maxLines, parts.length) && place.size < most; count++) {
        attempt(breakLines(parts, count, this.#measure(" ")));
      }
    }
    return lines && { lines, x: place.x, y: place.y, size: place.size, angle: 0 };
  }

  /** Tries the ring turned the other way, and turns the place back. */
  #slanted(
    text: string,
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
    const found = this.#upright(text, maxLines, most, best ? best.size * WORTH_IT : 0);
    this.#room.load(points, corners);
    if (!found) return best;
    const { x, y } = found;
    return { ...found, x: cos * x - sin * y, y: sin * x + cos * y, angle };
  }

  /** As much of the text as fits at its least size: in the number of lines that show the most of it. */
  #cut(text: string, maxLines: number): FittedLabel | null {
    const size = this.#least;
    const place = this.#tried;
    const parts = pieces(text, false, this.#measure);
    let best: FittedLabel | null = null;
    let most = 0;
    for (let count = 1; count <= maxLines; count++) {
      place.size = size;
      const height = (LINE_HEIGHT + (count - 1) * LINE_PITCH) * size;
      const width = this.#room.widest(height, place) / size;
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

/**
 * Fits a text into a cell: the largest upright block of lines within it, at most `fontSize` large. A text breaks
 * into lines at blanks, slashes and the like, then in camelCase; it shrinks down to `minFontSize`, then it is cut
 * off with an ellipsis. Null where nothing fits.
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
