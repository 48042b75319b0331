import { MarquetryError, show } from "../errors.ts";
import { joinLoops } from "../geometry/loops.ts";
import { ringArea, ringBounds } from "../geometry/ring.ts";
import { islandsOf, ringFault, withoutIdleCorners, type Island } from "../geometry/simple-rings.ts";
import { choice, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import type { Region } from "../partition/region.ts";
import { inRegion } from "./in-region.ts";

/** A place: x and y. */
export type Point = readonly [x: number, y: number];

/** Corners in order, either way round, the first repeated at the end or not. */
export type Corners = readonly Point[];

/** How {@link region} reads a shape. */
export interface RegionOptions {
  /** "all", the default, fills all islands; "largest" the largest alone. */
  readonly islands?: "all" | "largest";
}

export const regionOptions: OptionTable<RegionOptions> = {
  islands: /* @__PURE__ */ choice(["all", "largest"], "all"),
};

export const regionHelp: OptionHelp<RegionOptions> = {
  islands: "whether all islands are filled, or the largest alone",
};

/** Part of the bounding box of the whole that a ring's area must be at least. */
const SLIVER = 1e-12;
/** Sides of a region: see boxRegion. */
const LEAST_SIDE = 1e-150;
const GREATEST_SIDE = 1e150;

/**
 * Makes a container of a polygon of any shape, with holes or of several islands: for `greedy`, `angular` and `voronoi`, and for
 * convex engines of one's own.
 *
 * A ring within another is a hole in it, one within that an island again, whichever way they run. Rooms that are not
 * convex are cut by chords, straight lines from border to border, so that each part stays in one piece; convex ones
 * are divided as ever. Areas are exact, to a relative 1e-9.
 *
 * Several islands: families stay together as far as they can; all areas are scaled alike so that each island
 * holds whole leaves, and what is left over stays empty. See docs/any-shape.md.
 *
 * @param rings - the corners of a polygon, or several such rings
 * @throws MarquetryError `bad-container` if a number is missing or not finite, if rings cross or touch themselves or each
 * other, or have no area; `bad-option`
 * @example
 * const ring = region([circle(300, 300, 300), circle(300, 300, 120)]);
 * const map = layout(tree, { engine: greedy(), container: ring });
 */
export function region(rings: Corners | readonly Corners[], options?: RegionOptions): Region {
  const { islands } = readOptions<RegionOptions, "islands">("region", regionOptions, options);
  return makeRegion(readRings("region", rings), islands);
}

/** @internal */
export function makeRegion(rings: readonly Float64Array[], islands: "all" | "largest"): Region {
  const kept = checkRings(rings);
  let all = islandsOf(kept);
  all.sort((a, b) => areaOfIsland(b) - areaOfIsland(a));
  if (islands === "largest") all = all.slice(0, 1);
  const ring = joinLoops(all.flatMap(({ outer, holes }) => [outer, ...holes]));
  return { ...ringBounds(ring, 0, ring.length / 2), ring, isBox: false, adapt: (engine) => inRegion(engine, all.length > 1) };
}

function areaOfIsland({ outer, holes }: Island): number {
  return holes.reduce((sum, hole) => sum + ringArea(hole, 0, hole.length / 2), ringArea(outer, 0, outer.length / 2));
}

/** Reads a ring or a list of rings as the caller of `owner` gave it. */
export function readRings(owner: string, value: unknown): Float64Array[] {
  const bad = (message: string, at: unknown): MarquetryError =>
    new MarquetryError("bad-container", `${owner}: ${message}`, { value: at });
  if (!Array.isArray(value) || value.length === 0)
    throw bad(`takes the corners of a polygon, or a list of such rings, not ${show(value)}`, value);
  const isOne = Array.isArray(value[0]) && !Array.isArray(value[0][0]);
  const rings = (isOne ? [value] : value) as unknown[];
  return rings.map((ring, k) => {
    const which = isOne ? "the polygon" : `ring ${k}`;
    if (!Array.isArray(ring)) throw bad(`${which} is ${show(ring)}, not a list of corners`, ring);
    const points = new Float64Array(2 * ring.length);
    ring.forEach((corner: unknown, c) => {
      const [x, y] = (Array.isArray(corner) ? corner : []) as unknown[];
      if (!Number.isFinite(x) || !Number.isFinite(y))
        throw bad(`corner ${c} of ${which} is not a pair of finite numbers but ${show(corner)}`, corner);
      points[2 * c] = x as number;
      points[2 * c + 1] = y as number;
    });
    return points;
  });
}

function checkRings(given: readonly Float64Array[]): Float64Array[] {
  const bad = (message: string, value: unknown): MarquetryError => new MarquetryError("bad-container", message, { value });
  const whole = Float64Array.from(given.flatMap((ring) => [...ring]));
  const { x0, y0, x1, y1 } = ringBounds(whole, 0, whole.length / 2);
  const [width, height] = [x1 - x0, y1 - y0];
  if (!(Math.min(width, height) >= LEAST_SIDE && Math.max(width, height) <= GREATEST_SIDE)) {
    const range = `from ${LEAST_SIDE} to ${GREATEST_SIDE}`;
    throw bad(`width and height of a container must lie ${range}, not ${width} × ${height}`, given);
  }
  const kept = given.map((ring, k) => {
    const tidy = withoutIdleCorners(ring);
    const area = tidy.length < 6 ? 0 : Math.abs(ringArea(tidy, 0, tidy.length / 2));
    if (area > SLIVER * width * height) return tidy;
    const place = `(${ring[0]}, ${ring[1]})`;
    const which = given.length === 1 ? "the container" : `ring ${k} of the container, at ${place},`;
    throw bad(`${which} has ${ring.length / 2} corners and no area`, ring);
  });
  const fault = ringFault(kept);
  if (!fault) return kept;
  const what = given.length === 1 ? "itself" : "itself, or another ring,";
  const does = fault.kind === "doubles back" ? "doubles back on itself" : `${fault.kind} ${what}`;
  throw bad(`the container ${does} at (${fault.x}, ${fault.y})`, given);
}
