import { MarquetryError, show } from "../errors.ts";
import { merged, number, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Container, Region } from "../partition/region.ts";
import { fitScale, makeRegion, regionHelp, regionOptions, type RegionOptions } from "./region.ts";

/** How {@link svgPathRegion} reads a path. */
export interface SvgPathRegionOptions extends RegionOptions {
  /**
   * How far the corners that stand for a curve may lie from it, in the path's unit; by default 0.1, which with `fit` is in the
   * unit of that.
   */
  readonly tolerance?: number;
}

export const svgPathRegionOptions: OptionTable<SvgPathRegionOptions> = /* @__PURE__ */ merged(
  { tolerance: /* @__PURE__ */ number({ above: 0 }) },
  regionOptions,
);

export const svgPathRegionHelp: OptionHelp<SvgPathRegionOptions> = /* @__PURE__ */ merged(
  { tolerance: "how far corners may lie from the curve they stand for, in the path's unit; 0.1 if left out" },
  regionHelp,
);

/** Numbers that each command takes. */
const TAKES: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  C: 6,
  S: 4,
  Q: 4,
  T: 2,
  A: 7,
  Z: 0,
};
/** Corners of one curve, at most. */
const MOST_STEPS = 1000;

/**
 * Makes a container of the data of an SVG path, its `d`: a letter, a logo, an outline drawn by hand. A subpath within
 * another is a hole, as with the fill rule `evenodd`; each is closed where it is not. Curves become straight sides, none
 * of them farther from the curve than the tolerance.
 *
 * @throws MarquetryError `bad-container` where the text is no path, with the place, or as {@link region} does; `bad-option`
 * @example
 * const heart = svgPathRegion("M50 90C-30 40 20-10 50 20 80-10 130 40 50 90Z", { fit: [600, 600] });
 */
export function svgPathRegion(d: string, options?: SvgPathRegionOptions): Region {
  const { tolerance, ...rest } = readOptions<SvgPathRegionOptions, "islands">(
    "svgPathRegion",
    svgPathRegionOptions,
    options,
  );
  if (typeof d !== "string")
    throw new MarquetryError(
      "bad-container",
      `svgPathRegion takes the data of a path as a text, not ${show(d)}`,
      {
        value: d,
      },
    );
  const rings = (far: number): Float64Array[] => flattenPath(d, far);
  if (rings(Infinity).length === 0)
    throw new MarquetryError("bad-container", `svgPathRegion: the path ${show(d)} encloses nothing`, {
      value: d,
    });
  return makeRegion(rings(tolerance ?? finest(rings, rest.fit)), rest);
}

/** How far corners may lie from curves where nothing is said, in the unit of what is drawn. */
const USUAL_TOLERANCE = 0.1;

/**
 * How far corners may lie from curves where nothing is said, in their own unit.
 *
 * @param ringsAt - the rings for a tolerance
 * @internal
 */
export function finest(ringsAt: (tolerance: number) => Float64Array[], fit?: Container): number {
  if (fit === undefined) return USUAL_TOLERANCE;
  const scale = fitScale(ringsAt(Infinity), fit);
  return Number.isFinite(scale) ? USUAL_TOLERANCE / scale : USUAL_TOLERANCE;
}

/**
 * The subpaths as rings.
 *
 * @param tolerance - how far they may lie from curves; with Infinity, a few corners of each will do
 * @internal
 */
export function flattenPath(d: string, tolerance: number): Float64Array[] {
  const rings: number[][] = [];
  let ring: number[] = [];
  let [x, y] = [0, 0];
  let [startX, startY] = [0, 0];
  /** The last control point, for the curves that go on from it. */
  let [controlX, controlY] = [0, 0];
  let before = "";
  const to = (px: number, py: number): void => {
    ring.push(px, py);
    [x, y] = [px, py];
  };
  const cubic = (ax: number, ay: number, bx: number, by: number, px: number, py: number): void => {
    const [x0, y0] = [x, y];
    const bend = Math.max(
      Math.hypot(x0 - 2 * ax + bx, y0 - 2 * ay + by),
      Math.hypot(ax - 2 * bx + px, ay - 2 * by + py),
    );
    // Wang's bound for a curve of the third degree.
    const steps = stepsFor(Math.sqrt((0.75 * bend) / tolerance), tolerance);
    for (let k = 1; k <= steps; k++) {
      const t = k / steps;
      const [p, q, r, s] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t ** 3];
      ring.push(p * x0 + q * ax + r * bx + s * px, p * y0 + q * ay + r * by + s * py);
    }
    ring.length -= 2;
    to(px, py);
    [controlX, controlY] = [bx, by];
  };
  const quadratic = (ax: number, ay: number, px: number, py: number): void => {
    cubic(
      x + (2 * (ax - x)) / 3,
      y + (2 * (ay - y)) / 3,
      px + (2 * (ax - px)) / 3,
      py + (2 * (ay - py)) / 3,
      px,
      py,
    );
    [controlX, controlY] = [ax, ay];
  };
  const end = (): void => {
    if (ring.length > 2) rings.push(ring);
    ring = [];
  };
  eachCommand(d, (name, numbers) => {
    const command = name.toUpperCase();
    const [ox, oy] = name === command ? [0, 0] : [x, y];
    const n = numbers.map((value, k) => {
      if (command === "A") return k === 5 ? value + ox : k === 6 ? value + oy : value;
      if (command === "V") return value + oy;
      return value + (k % 2 === 0 ? ox : oy);
    }) as [number, number, number, number, number, number, number];
    if (command === "M") {
      end();
      to(n[0], n[1]);
      [startX, startY] = [x, y];
    } else if (command === "Z") {
      end();
      [x, y] = [startX, startY];
    } else {
      if (ring.length === 0) ring.push(x, y);
      const goesOn = command === "S" ? "CS".includes(before) : command === "T" && "QT".includes(before);
      const [ax, ay] = goesOn && before !== "" ? [2 * x - controlX, 2 * y - controlY] : [x, y];
      if (command === "L") to(n[0], n[1]);
      else if (command === "H") to(n[0], y);
      else if (command === "V") to(x, n[0]);
      else if (command === "C") cubic(...(n as unknown as [number, number, number, number, number, number]));
      else if (command === "S") cubic(ax, ay, n[0], n[1], n[2], n[3]);
      else if (command === "Q") quadratic(n[0], n[1], n[2], n[3]);
      else if (command === "T") quadratic(ax, ay, n[0], n[1]);
      else {
        for (const [px, py] of arc(x, y, n, tolerance)) ring.push(px, py);
        to(n[5], n[6]);
      }
    }
    before = command;
  });
  end();
  return rings.map((points) => Float64Array.from(points));
}

function stepsFor(steps: number, tolerance: number): number {
  return Math.min(MOST_STEPS, Math.max(tolerance === Infinity ? 8 : 1, Math.ceil(steps)));
}

/** The corners within an arc, from its end points to its centre as the SVG standard has it (appendix B.2.4). */
function* arc(
  x: number,
  y: number,
  [givenX, givenY, degrees, isLarge, isAhead, px, py]: readonly number[] & { readonly length: number },
  tolerance: number,
): Iterable<[number, number]> {
  let [rx, ry] = [Math.abs(givenX!), Math.abs(givenY!)];
  if (rx === 0 || ry === 0 || (x === px && y === py)) return;
  const turn = (degrees! * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [dx, dy] = [(x - px!) / 2, (y - py!) / 2];
  const [ux, uy] = [cos * dx + sin * dy, cos * dy - sin * dx];
  const tooFar = Math.sqrt((ux / rx) ** 2 + (uy / ry) ** 2);
  if (tooFar > 1) [rx, ry] = [rx * tooFar, ry * tooFar];
  const below = (rx * uy) ** 2 + (ry * ux) ** 2;
  const factor = Math.sqrt(Math.max(0, (rx * ry) ** 2 / below - 1)) * (isLarge === isAhead ? -1 : 1);
  const [cx, cy] = [(factor * rx * uy) / ry, (-factor * ry * ux) / rx];
  const [mx, my] = [cos * cx - sin * cy + (x + px!) / 2, sin * cx + cos * cy + (y + py!) / 2];
  const from = Math.atan2((uy - cy) / ry, (ux - cx) / rx);
  let sweep = Math.atan2((-uy - cy) / ry, (-ux - cx) / rx) - from;
  if (isAhead && sweep < 0) sweep += 2 * Math.PI;
  if (!isAhead && sweep > 0) sweep -= 2 * Math.PI;
  const widest = 2 * Math.acos(Math.max(0, 1 - tolerance / Math.max(rx, ry)));
  const steps = stepsFor(Math.abs(sweep) / widest, tolerance);
  for (let k = 1; k < steps; k++) {
    const angle = from + (sweep * k) / steps;
    const [ex, ey] = [rx * Math.cos(angle), ry * Math.sin(angle)];
    yield [mx + cos * ex - sin * ey, my + sin * ex + cos * ey];
  }
}

const NUMBER = /[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/y;
/** The flags of arcs may stand without anything between. */
const FLAG = /[\s,]*([01])/y;
const COMMAND = /[\s,]*([a-zA-Z])/y;
const REST = /[\s,]*$/y;

/** Visits the commands of a path; further numbers repeat one, those of a move as lines. */
function eachCommand(d: string, visit: (name: string, numbers: number[]) => void): void {
  let at = 0;
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(d);
    if (!found) return null;
    at = pattern.lastIndex;
    return found[1] ?? "";
  };
  const bad = (what: string, from = at): MarquetryError =>
    new MarquetryError(
      "bad-container",
      `svgPathRegion: ${what} at character ${from + 1}, ${show(d.slice(from, from + 20))}`,
      { value: d },
    );
  for (let name = "", isFirst = true; read(REST) === null; isFirst = false) {
    const given = read(COMMAND);
    if (given !== null) name = given;
    else if (isFirst) throw bad("a path begins with M, not");
    else name = name === "M" ? "L" : name === "m" ? "l" : name;
    const count = TAKES[name.toUpperCase()];
    if (count === undefined) throw bad(`there is no command ${name};`, at - 1);
    if (isFirst && name.toUpperCase() !== "M") throw bad(`a path begins with M, not with ${name};`, at - 1);
    if (given === null && count === 0) throw bad("a command is missing");
    const numbers: number[] = [];
    for (let k = 0; k < count; k++) {
      const isFlag = name.toUpperCase() === "A" && (k === 3 || k === 4);
      const text = read(isFlag ? FLAG : NUMBER);
      if (text === null) throw bad(`${name} takes ${count} numbers; one is missing`);
      numbers.push(Number(text));
    }
    visit(name, numbers);
  }
}
