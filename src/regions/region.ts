import { MarquetryError, show } from "../errors.ts";
import { joinLoops, loopsOf } from "../geometry/loops.ts";
import { ringArea, ringBounds } from "../geometry/ring.ts";
import { islandArea, islandsOf, ringFault, withoutIdleCorners } from "../geometry/simple-rings.ts";
import { checkedLater, choice, type OptionHelp, type OptionTable } from "../options/option.ts";
import { readOptions } from "../options/read-options.ts";
import { boxRegion, knowRegions, ringRegion, type Container, type Region } from "../partition/region.ts";
import { inRegion } from "./in-region.ts";

/** Corners in order, either way round, the first repeated at the end or not. */
export type RegionRing = readonly (readonly [x: number, y: number])[];

/** How {@link region} reads a shape. */
export interface RegionOptions {
  /** "all", the default, fills all islands; "largest" the largest alone. */
  readonly islands?: "all" | "largest";
  /** `[width, height]` or a box: the shape is magnified to fit into it, in its middle. It keeps its size by default. */
  readonly fit?: Container;
}

export const regionOptions: OptionTable<RegionOptions> = {
  islands: /* @__PURE__ */ choice(["all", "largest"], "all"),
  fit: /* @__PURE__ */ checkedLater("[width, height] or a box"),
};

export const regionHelp: OptionHelp<RegionOptions> = {
  islands: "whether all islands are filled, or the largest alone",
  fit: "a size or a box that the shape is magnified to fit into",
};

/** Part of the bounding box of the whole that a ring's area must be at least. */
const SLIVER = 1e-12;
/** Sides of a region: products of four, as where a chord has an area, must keep their digits. */
const LEAST_SIDE = 1e-70;
const GREATEST_SIDE = 1e70;

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
export function region(rings: RegionRing | readonly RegionRing[], options?: RegionOptions): Region {
  const settled = readOptions<RegionOptions, "islands">("region", regionOptions, options);
  return makeRegion(readRings("region", rings), settled);
}

/**
 * Makes a region of rings, and makes known how that is done again.
 *
 * @internal
 */
export const makeRegion: (rings: readonly Float64Array[], options: RegionOptions) => Region =
  /* @__PURE__ */ knowRegions(regionOf, readRegion);

/**
 * Has regions made again of their rings, in bundles that make none.
 *
 * @internal
 */
export function knowAnyRegion(): void {
  knowRegions(regionOf, readRegion);
}

function readRegion(rings: readonly Float64Array[], { islands, fit }: RegionOptions): Region {
  const meant = islands === "largest" ? loopsOfIslands(checkRings(rings)).slice(0, 1).flat() : rings;
  const kept = checkRings(fit === undefined ? meant : fitted(meant, boxRegion(fit)));
  return regionOf(joinLoops(loopsOfIslands(kept).flat()));
}

/** The rings of each island, the largest first. */
function loopsOfIslands(rings: readonly Float64Array[]): Float64Array[][] {
  const all = islandsOf(rings).sort((a, b) => islandArea(b) - islandArea(a));
  return all.map(({ outer, holes }) => [outer, ...holes]);
}

/** The region whose outline this is: see loops.ts. */
function regionOf(ring: Float64Array): Region {
  const hasIslands = islandsOf(loopsOf(ring, ring.length / 2)).length > 1;
  return {
    ...ringRegion(ring),
    adapt: (engine) => inRegion(engine, hasIslands),
    scaled: (scale, dx, dy) => regionOf(ring.map((at, k) => scale * at + (k % 2 === 0 ? dx : dy))),
  };
}

/**
 * By how much rings are magnified to fit into a box.
 *
 * @internal
 */
export function fitScale(rings: readonly Float64Array[], fit: Container): number {
  const [own, box] = [boundsOf(rings), boxRegion(fit)];
  return Math.min((box.x1 - box.x0) / (own.x1 - own.x0), (box.y1 - box.y0) / (own.y1 - own.y0));
}

/** Rings magnified to fit into a box. */
function fitted(rings: readonly Float64Array[], box: Region): Float64Array[] {
  const { x0, y0, x1, y1 } = boundsOf(rings);
  const scale = fitScale(rings, box);
  // What has no size is refused later.
  if (!Number.isFinite(scale)) return rings.slice();
  const dx = (box.x0 + box.x1 - scale * (x0 + x1)) / 2;
  const dy = (box.y0 + box.y1 - scale * (y0 + y1)) / 2;
  return rings.map((ring) => ring.map((at, k) => scale * at + (k % 2 === 0 ? dx : dy)));
}

function boundsOf(rings: readonly Float64Array[]): { x0: number; y0: number; x1: number; y1: number } {
  const all = rings.map((ring) => ringBounds(ring, 0, ring.length / 2));
  return {
    x0: Math.min(...all.map(({ x0 }) => x0)),
    y0: Math.min(...all.map(({ y0 }) => y0)),
    x1: Math.max(...all.map(({ x1 }) => x1)),
    y1: Math.max(...all.map(({ y1 }) => y1)),
  };
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
  const bad = (message: string, value: unknown): MarquetryError =>
    new MarquetryError("bad-container", message, { value });
  const { x0, y0, x1, y1 } = boundsOf(given);
  const [width, height] = [x1 - x0, y1 - y0];
  if (!(Math.min(width, height) >= LEAST_SIDE && Math.max(width, height) <= GREATEST_SIDE)) {
    const range = `from ${LEAST_SIDE} to ${GREATEST_SIDE}`;
    throw bad(`width and height of a container must lie ${range}, not ${width} × ${height}`, given);
  }
  const kept = given.map(withoutIdleCorners);
  const fault = ringFault(kept);
  if (fault) {
    const what = given.length === 1 ? "itself" : "itself, or another ring,";
    const does = fault.kind === "doubles back" ? "doubles back on itself" : `${fault.kind} ${what}`;
    throw bad(`the container ${does} at (${fault.x}, ${fault.y})`, given);
  }
  kept.forEach((ring, k) => {
    const area = ring.length < 6 ? 0 : Math.abs(ringArea(ring, 0, ring.length / 2));
    if (area > SLIVER * width * height) return;
    const own = given[k]!;
    const which =
      given.length === 1 ? "the container" : `ring ${k} of the container, at (${own[0]}, ${own[1]}),`;
    throw bad(`${which} has ${own.length / 2} corners and no area`, own);
  });
  return kept;
}
