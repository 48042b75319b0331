import { MarquetryError, show } from "../errors.ts";
import { ringFault, withoutIdleCorners } from "../geometry/simple-rings.ts";
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

/** What draws nothing where it stands; a symbol where it is used alone. */
const UNSEEN = /^(?:defs|clippath|mask|symbol|pattern|marker)$/i;
const TAG = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w:.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>/g;

/** A shape of the drawing: its data as those of a path, where it stands, its id, and what it is called in messages. */
interface Shape {
  readonly d: string;
  readonly matrix: Matrix;
  readonly id: string | undefined;
  readonly name: string;
}

/** The attributes of an element, properties of its style among them, which go first. */
type Attributes = Readonly<Record<string, string>>;

/**
 * Makes a container of an SVG drawing: of its paths, polygons, rectangles, circles and ellipses, and of those that a
 * `use` draws again, where the transforms of attributes and of `style`, and drawings within the drawing put them. Those
 * within others are holes; colours, lines, texts and clipping do not matter.
 *
 * @param svg - the text of the drawing
 * @throws MarquetryError `bad-container` where there is no shape, with the shape and the place in its data where they
 * are no path, with both shapes where one crosses another, or as {@link region} does; `bad-option`
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
  const far = tolerance ?? finest(ringsAt, rest.fit);
  try {
    return makeRegion(ringsAt(far), rest);
  } catch (cause) {
    throw meeting(shapes, far, cause) ?? cause;
  }
}

/** The error for two shapes that meet, where each by itself would do; null where there are none. */
function meeting(shapes: readonly Shape[], tolerance: number, cause: unknown): MarquetryError | null {
  const all = shapes.map((shape) => ringsOf(shape, tolerance).map(withoutIdleCorners));
  for (let b = 1; b < all.length; b++) {
    if (!ringFault(all.slice(0, b + 1).flat())) continue;
    if (ringFault(all[b]!)) return null;
    const a = all.findIndex((rings, k) => k < b && ringFault([...rings, ...all[b]!]));
    if (a < 0 || ringFault(all[a]!)) return null;
    const { kind, x, y } = ringFault([...all[a]!, ...all[b]!])!;
    const ids = [a, b].flatMap((k) => (shapes[k]!.id === undefined ? [] : [`id: ${show(shapes[k]!.id)}`]));
    const take =
      ids.length === 0
        ? "give one of them an id, and take it alone by that"
        : `take one alone: ${ids.join(" or ")}`;
    return bad(`${shapes[b]!.name} ${kind} ${shapes[a]!.name} at (${x}, ${y}); ${take}`, shapes, cause);
  }
  return null;
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

/**
 * The shapes of a drawing that are seen, or of the element of an id.
 *
 * @param users - the ids of the elements that are drawn again, one within the other; the last of these is asked for
 * @param placed - where they are drawn again, and how large
 */
function* shapesIn(
  svg: string,
  id: string | undefined,
  users: readonly string[] = [],
  placed?: { matrix: Matrix; size: Attributes },
): Iterable<Shape> {
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
    const isRoot = isAsked && !above.isAsked;
    // What is asked for by name counts wherever it stands.
    const isSeen = isRoot || (above.isSeen && !UNSEEN.test(element) && read["display"] !== "none");
    const name = `<${element}> ${++count}${read["id"] === undefined ? "" : `, "${read["id"]}"`}`;
    if (read["transform-origin"] !== undefined && isSeen)
      throw bad(`${name}: transform-origin is not read; put it into the transform`, read["transform-origin"]);
    let matrix = isRoot && placed ? placed.matrix : above.matrix;
    if (read["transform"]) matrix = times(matrix, matrixOf(read["transform"], name));
    if ((element === "svg" && open.length > 0) || (element === "symbol" && isRoot))
      matrix = times(matrix, frameOf({ ...read, ...(isRoot && placed?.size) }, name));
    if (alone !== "/") open.push({ matrix, isSeen, isAsked });
    if (!isSeen || !isAsked) continue;
    if (element === "use") yield* drawnAgain(svg, read, matrix, users, name);
    const d = dataOf(element, read, name);
    if (d.trim() !== "") yield { d, matrix, id: read["id"], name };
  }
}

/** What a `use` draws: the element that it names, by its own transforms alone. */
function* drawnAgain(
  svg: string,
  read: Attributes,
  matrix: Matrix,
  users: readonly string[],
  name: string,
): Iterable<Shape> {
  const href = read["href"] ?? read["xlink:href"] ?? "";
  const id = href.slice(1);
  if (!href.startsWith("#"))
    throw bad(`${name} must name an element of the drawing, such as "#a", not ${show(href)}`, href);
  if (users.includes(id)) throw bad(`${name}: "${id}" draws itself again`, href);
  const { width, height } = read;
  const size = { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
  const at: Matrix = [1, 0, 0, 1, lengthOf(read, "x", name), lengthOf(read, "y", name)];
  const inner = shapesIn(svg, id, [...users, id], { matrix: times(matrix, at), size });
  let isThere = false;
  for (const shape of inner) {
    isThere = true;
    yield { ...shape, id: read["id"], name: `${shape.name}, drawn by ${name}` };
  }
  if (!isThere) throw bad(`${name}: there is no shape with or within the id ${show(id)}`, href);
}

/** Where a drawing within the drawing, or a symbol, puts what is in it. */
function frameOf(read: Attributes, name: string): Matrix {
  const [dx, dy] = [lengthOf(read, "x", name), lengthOf(read, "y", name)];
  const box = read["viewBox"]
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  if (!box) return [1, 0, 0, 1, dx, dy];
  const [x, y, w, h] = box as [number, number, number, number];
  if (box.length !== 4 || !box.every(Number.isFinite) || !(w > 0 && h > 0))
    throw bad(`${name}: no viewBox ${show(read["viewBox"])}`, read["viewBox"]);
  const [width, height] = [lengthOf(read, "width", name, "100%"), lengthOf(read, "height", name, "100%")];
  const [across, down] = [width / w, height / h];
  const keeps = read["preserveAspectRatio"]?.trim() ?? "xMidYMid";
  const [, alongX, alongY, isSlice] =
    /^x(Min|Mid|Max)Y(Min|Mid|Max)(?:\s+(?:meet|(slice)))?$/.exec(keeps) ?? [];
  if (keeps !== "none" && alongX === undefined)
    throw bad(`${name}: no preserveAspectRatio ${show(keeps)}`, keeps);
  const scale = isSlice ? Math.max(across, down) : Math.min(across, down);
  const [sx, sy] = keeps === "none" ? [across, down] : [scale, scale];
  const part = (along: string | undefined): number => (along === "Min" ? 0 : along === "Max" ? 1 : 0.5);
  const left = dx + part(alongX) * (width - sx * w);
  const top = dy + part(alongY) * (height - sy * h);
  return [sx, 0, 0, sy, left - sx * x, top - sy * y];
}

function attributesOf(text: string): Attributes {
  const found = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  const read = Object.fromEntries(
    Array.from(found, ([, name, double, single]) => [name!, double ?? single ?? ""]),
  );
  for (const property of read["style"]?.split(";") ?? []) {
    const [name, value] = property.split(":", 2) as [string, string | undefined];
    if (value !== undefined) read[name.trim()] = value.trim();
  }
  return read;
}

/** A length in the unit of the drawing. */
function lengthOf(read: Attributes, attribute: string, name: string, usual: string | number = 0): number {
  const given = read[attribute] ?? `${usual}`;
  if (!LENGTH.test(given))
    throw bad(`${name}: ${attribute} must be a number without a unit, not ${show(given)}`, given);
  return Number.parseFloat(given);
}

/** The data of the path that looks like a shape; empty for other elements. */
function dataOf(element: string, read: Attributes, name: string): string {
  const at = (attribute: string, usual?: string | number): number => lengthOf(read, attribute, name, usual);
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
  if (rest !== "" && rest !== "none") throw bad(`${name}: no transform ${show(transform)}`, transform);
  for (const [part, kind, list] of transform.matchAll(PART_OF_TRANSFORM)) {
    const n = list!
      .trim()
      .split(/[\s,]+/)
      // Styles write units, where attributes have none.
      .map((one) => Number(one.replace(/(?<=\d)(?:px|deg)$/, "")));
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
