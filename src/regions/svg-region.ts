import { MarquetryError, show } from "../errors.ts";
import { merged, text, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Region } from "../partition/region.ts";
import { makeRegion } from "./region.ts";
import {
  finest,
  flattenPath,
  svgPathRegionHelp,
  svgPathRegionOptions,
  type SvgPathRegionOptions,
} from "./svg-path-region.ts";

/** How {@link svgRegion} reads a drawing. */
export interface SvgRegionOptions extends SvgPathRegionOptions {
  /** The `id` of the element that is the container, alone or with all within it; the whole drawing by default. */
  readonly id?: string;
}

export const svgRegionOptions: OptionTable<SvgRegionOptions> = /* @__PURE__ */ merged(
  { id: /* @__PURE__ */ text() },
  svgPathRegionOptions,
);

export const svgRegionHelp: OptionHelp<SvgRegionOptions> = /* @__PURE__ */ merged(
  { id: "id of the element that is the container; the whole drawing if left out" },
  svgPathRegionHelp,
);

/** x ↦ a x + c y + e, y ↦ b x + d y + f: as in SVG's `matrix`. */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

const SAME: Matrix = [1, 0, 0, 1, 0, 0];

/** What draws nothing where it stands. */
const UNSEEN = /^(?:defs|clippath|mask|symbol|pattern|marker)$/i;
const TAG = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w:.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g;

/** A shape of the drawing: its data as those of a path, where it stands, and what it is called in messages. */
interface Shape {
  readonly d: string;
  readonly matrix: Matrix;
  readonly name: string;
}

/**
 * Makes a container of an SVG drawing: of its paths, polygons, rectangles, circles and ellipses, where their
 * `transform` puts them. Those within others are holes; colours, lines, texts and styles do not matter.
 *
 * @param svg - the text of the drawing
 * @throws MarquetryError `bad-container` where there is no shape, with the shape and the place in its data where they
 * are no path, or as {@link region} does; `bad-option`
 * @example
 * const drawing = `<svg viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>`; // or what a file holds
 * const logo = svgRegion(drawing, { fit: [600, 600] });
 */
export function svgRegion(svg: string, options?: SvgRegionOptions): Region {
  const { id, tolerance, ...rest } = readOptions<SvgRegionOptions, "islands">(
    "svgRegion",
    svgRegionOptions,
    options,
  );
  if (typeof svg !== "string") throw bad(`takes the text of a drawing, not ${show(svg)}`, svg);
  const shapes = [...shapesIn(svg, id)];
  if (shapes.length === 0) {
    const where = id === undefined ? "in the drawing" : `with or within the id ${show(id)}`;
    throw bad(`there is no path, polygon, rect, circle or ellipse ${where}`, svg);
  }
  const ringsAt = (far: number): Float64Array[] => shapes.flatMap((shape) => ringsOf(shape, far));
  return makeRegion(ringsAt(tolerance ?? finest(ringsAt, rest.fit)), rest);
}

/** Lengths in the unit of the drawing: of others, per cents too, nobody knows here how long they are. */
const LENGTH = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:px)?\s*$/i;
const PART_OF_TRANSFORM = /(\w+)\s*\(([^)]*)\)/g;

function bad(message: string, value: unknown, cause?: unknown): MarquetryError {
  return new MarquetryError("bad-container", `svgRegion: ${message}`, { value, cause });
}

function ringsOf({ d, matrix: [a, b, c, e, f, g], name }: Shape, tolerance: number): Float64Array[] {
  const scale = Math.sqrt(Math.abs(a * e - b * c)) || 1;
  let rings: Float64Array[];
  try {
    rings = flattenPath(d, tolerance / scale);
  } catch (cause) {
    throw bad(`${name}: ${(cause as Error).message.replace("svgPathRegion: ", "")}`, d, cause);
  }
  return rings.map((ring) =>
    ring.map((at, k) => (k % 2 === 0 ? a * at + c * ring[k + 1]! + f : b * ring[k - 1]! + e * at + g)),
  );
}

/** The shapes of a drawing that are seen, or of the element of an id. */
function* shapesIn(svg: string, id: string | undefined): Iterable<Shape> {
  /** The elements open: whether they are seen, and are or lie in what was asked for. */
  const open: { matrix: Matrix; isSeen: boolean; isAsked: boolean }[] = [];
  let count = 0;
  for (const [, closing, tag, attributes, alone] of svg.matchAll(TAG)) {
    if (tag === undefined) continue;
    if (closing === "/") {
      open.pop();
      continue;
    }
    const element = tag.replace(/^svg:/, "");
    const read = attributesOf(attributes!);
    const above = open.at(-1) ?? { matrix: SAME, isSeen: true, isAsked: id === undefined };
    const isAsked = above.isAsked || read["id"] === id;
    // What is asked for by name counts wherever it stands.
    const isSeen = (above.isSeen && !UNSEEN.test(element)) || (isAsked && !above.isAsked);
    const name = `<${element}> ${++count}${read["id"] === undefined ? "" : `, "${read["id"]}"`}`;
    const matrix = read["transform"] ? times(above.matrix, matrixOf(read["transform"], name)) : above.matrix;
    if (alone !== "/") open.push({ matrix, isSeen, isAsked });
    const d = isSeen && isAsked && read["display"] !== "none" ? dataOf(element, read, name) : "";
    if (d.trim() !== "") yield { d, matrix, name };
  }
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries(Array.from(found, ([, name, double, single]) => [name!, double ?? single ?? ""]));
}

/** The data of the path that looks like a shape; empty for other elements. */
function dataOf(element: string, read: Readonly<Record<string, string>>, name: string): string {
  const at = (attribute: string, usual: string | number = 0): number => {
    const given = read[attribute] ?? `${usual}`;
    if (!LENGTH.test(given))
      throw bad(`${name}: ${attribute} must be a number without a unit, not ${show(given)}`, given);
    return Number.parseFloat(given);
  };
  const oval = (cx: number, cy: number, rx: number, ry: number): string =>
    `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
  if (element === "path") return read["d"] ?? "";
  if (element === "polygon") return read["points"] ? `M${read["points"]}Z` : "";
  if (element === "circle") return oval(at("cx"), at("cy"), at("r"), at("r"));
  if (element === "ellipse") return oval(at("cx"), at("cy"), at("rx"), at("ry"));
  if (element !== "rect") return "";
  const [x, y, width, height] = [at("x"), at("y"), at("width"), at("height")];
  const rx = Math.min(width / 2, at("rx", read["ry"] ?? 0));
  const ry = Math.min(height / 2, at("ry", read["rx"] ?? 0));
  const corner = (dx: number, dy: number): string => (rx > 0 ? `a${rx} ${ry} 0 0 1 ${dx} ${dy}` : "");
  const [w, h] = [width - 2 * rx, height - 2 * ry];
  return `M${x + rx} ${y}h${w}${corner(rx, ry)}v${h}${corner(-rx, ry)}h${-w}${corner(-rx, -ry)}v${-h}${corner(rx, -ry)}Z`;
}

/** First `inner`, then `outer`. */
function times([a, b, c, d, e, f]: Matrix, inner: Matrix): Matrix {
  const [p, q, r, s, t, u] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

function matrixOf(transform: string, name: string): Matrix {
  let whole = SAME;
  const rest = transform.replace(PART_OF_TRANSFORM, "").replace(/[\s,]/g, "");
  if (rest !== "") throw bad(`${name}: no transform ${show(transform)}`, transform);
  for (const [part, kind, list] of transform.matchAll(PART_OF_TRANSFORM)) {
    const n = list!
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const [p = NaN, q] = n;
    const turn = (p * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const own: Readonly<Record<string, Matrix>> = {
      matrix: n as unknown as Matrix,
      translate: [1, 0, 0, 1, p, q ?? 0],
      scale: [p, 0, 0, q ?? p, 0, 0],
      rotate: times(
        [1, 0, 0, 1, q ?? 0, n[2] ?? 0],
        times([cos, sin, -sin, cos, 0, 0], [1, 0, 0, 1, -(q ?? 0), -(n[2] ?? 0)]),
      ),
      skewX: [1, 0, Math.tan(turn), 1, 0, 0],
      skewY: [1, Math.tan(turn), 0, 1, 0, 0],
    };
    const matrix = Object.hasOwn(own, kind!) ? own[kind!]! : [];
    if (matrix.length !== 6 || !matrix.every(Number.isFinite))
      throw bad(`${name}: no transform ${show(part)}`, transform);
    whole = times(whole, matrix as Matrix);
  }
  return whole;
}
