import { MarquetryError, show } from "../errors.ts";
import type { arcsOf, Ellipse, traceArcs } from "../geometry/arcs.ts";
import { ringBounds } from "../geometry/ring.ts";

/**
 * A container as the user writes it: `[width, height]`, a box, or the corners of a convex polygon in order; a region of
 * any shape, made by `region`; or the region of another map.
 */
export type Container =
  | Region
  | readonly [width: number, height: number]
  | { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number }
  | readonly (readonly [x: number, y: number])[];

/** A container made ready for an engine. */
export interface Region {
  /** Bounding box. */
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /**
   * Corners x, y, x, y …, counter-clockwise as drawn with y downwards, none of them on a straight line. Of a region with
   * holes or islands, all rings in one: see docs/any-shape.md.
   */
  readonly ring: Float64Array;
  /** Whether the region is its bounding box. */
  readonly isBox: boolean;
  /** The ellipse that the border is an arc of, where `disk` made the region; `ring` then has corners on it. */
  readonly ellipse?: Ellipse;
  /** Of a region that need not be convex, or is round: makes an engine of convex polygons lay out in it. */
  readonly adapt?: <E extends object>(engine: E) => E;
  /** Of such a region: itself, scaled and then moved. */
  readonly scaled?: (scale: number, dx: number, dy: number) => Region;
}

/** The region that has a ring as its outline, for engines to fill. */
export function ringRegion(ring: Float64Array): Region {
  return { ...ringBounds(ring, 0, ring.length / 2), ring, isBox: false };
}

/** Makes a region of any shape again of its ring, where the bundle has something that makes such regions. */
let makeAgain: ((ring: Float64Array) => Region) | undefined;

/** Notes how regions of any shape are made of their rings, and returns what makes them of other things. */
export function knowRegions<Make>(again: (ring: Float64Array) => Region, make: Make): Make {
  makeAgain = again;
  return make;
}

/** Makes disks, where the bundle has something that does. */
let makeDisk: ((ellipse: Ellipse) => Region) | undefined;

/** How outlines with arcs are drawn, where the bundle has disks. */
export let arcs: { readonly arcsOf: typeof arcsOf; readonly traceArcs: typeof traceArcs } | undefined;

/** Notes how disks are made and drawn, and returns how they are made. */
export function knowDisks(
  make: (ellipse: Ellipse) => Region,
  drawing: NonNullable<typeof arcs>,
): typeof make {
  makeDisk = make;
  arcs = drawing;
  return make;
}

/** A region as plain data, and the region of such data. */
export function packRegion({ x0, y0, x1, y1, ring, isBox, ellipse, adapt }: Region): PackedRegion {
  return { x0, y0, x1, y1, ring, isBox, ...(ellipse && { ellipse }), isAny: adapt !== undefined };
}

/** A region as packed maps hold it; whether it need not be convex. */
export type PackedRegion = Omit<Region, "adapt" | "scaled"> & { readonly isAny?: boolean };

/** @throws MarquetryError `bad-container` for a region of any shape, where nothing that makes such is imported */
export function unpackRegion({ isAny, ...region }: PackedRegion): Region {
  const { ellipse } = region;
  if (!isAny) return region;
  if (ellipse && makeDisk) return makeDisk(ellipse);
  if (!ellipse && makeAgain) return makeAgain(region.ring);
  const maker = ellipse ? "disk" : "region";
  const message = `the map lies in a ${ellipse ? "disk" : "region of any shape"}, which this bundle does not know: import { ${maker} } from "marquetry"`;
  throw badContainer(message, region);
}

/** The engine as it is to lay out in a container. */
export function engineFor<E extends object>(engine: E, container: unknown): E {
  return (container as Partial<Region> | null | undefined)?.adapt?.(engine) ?? engine;
}

/** Sides of a container: products of two, as areas and diameters squared are, must keep their digits. */
const LEAST_SIDE = 1e-150;
const GREATEST_SIDE = 1e150;

/** Relative difference of areas below which a polygon counts as its bounding box: a few roundings of far corners. */
const SAME_AREA = 1e-12;

/**
 * Reads a container that must be a rectangle along the axes: `[width, height]`, a box, or its four corners.
 *
 * @throws MarquetryError `bad-container` if a number is missing or not finite or the area is zero,
 * `container-not-rectangle` if it is another polygon.
 * @example readBox([960, 600], "stairs").x1; // 960
 */
export function readBox(container: Container, engine: string): Region {
  const corners = cornersOf(container);
  if (!corners) return boxRegion(container);
  const ring = readCorners(corners);
  const region = boxRegion(ringBounds(ring, 0, corners.length));
  const boxArea = (region.x1 - region.x0) * (region.y1 - region.y0);
  // A polygon without crossings that is as large as its bounding box is that box.
  if (Math.abs(roughArea(ring) / boxArea - 1) > SAME_AREA) {
    const message = `${engine} lays out rectangles, so its container must be one; a convex engine takes any convex polygon`;
    throw new MarquetryError("container-not-rectangle", message, { value: container });
  }
  return region;
}

/**
 * Area of a ring, whichever way it runs. What are needed are its first digits: `ringArea` has them all, and takes as
 * much code as the rest of reading a container.
 */
function roughArea(ring: Float64Array): number {
  let twice = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length;
    twice += (ring[k]! - ring[0]!) * (ring[next + 1]! - ring[1]!);
    twice -= (ring[next]! - ring[0]!) * (ring[k + 1]! - ring[1]!);
  }
  return Math.abs(twice / 2);
}

/**
 * Reads corners as a ring of either orientation; refuses what are no pairs of finite numbers or have no area.
 *
 * @param areaOf - the area, which is 0 where there is none
 */
export function readCorners(
  corners: readonly (readonly [number, number])[],
  areaOf: (ring: Float64Array) => number = roughArea,
): Float64Array {
  for (const [i, corner] of corners.entries()) {
    if (!Array.isArray(corner) || !Number.isFinite(corner[0]) || !Number.isFinite(corner[1])) {
      throw badContainer(`corner ${i} of the container is not a pair of finite numbers`, corner);
    }
  }
  const ring = Float64Array.from(corners.flatMap(([x, y]) => [x, y]));
  if (areaOf(ring) === 0) {
    throw badContainer(`a container of ${corners.length} corners without area`, corners);
  }
  const { x0, y0, x1, y1 } = ringBounds(ring, 0, corners.length);
  checkSize(x1 - x0, y1 - y0, corners);
  return ring;
}

/** The corners of a container that is written as such, or that is the region of a polygon; else null. */
export function cornersOf(container: Container): readonly (readonly [x: number, y: number])[] | null {
  if (typeof container !== "object" || container === null) return null;
  if ("ring" in container) {
    const { ring, isBox } = container;
    return isBox ? null : Array.from({ length: ring.length / 2 }, (_, k) => [ring[2 * k]!, ring[2 * k + 1]!]);
  }
  const isPolygon =
    Array.isArray(container) && (container.length !== 2 || container.some((entry) => Array.isArray(entry)));
  return isPolygon ? (container as readonly (readonly [number, number])[]) : null;
}

/** A container written as a size or a box that has no width or no height; null for any other. */
export function flatRegion(container: Container): Region | null {
  if (typeof container !== "object" || container === null || cornersOf(container)) return null;
  const { x0, y0, x1, y1 } = sidesOf(container);
  const isRead = [x0, y0, x1, y1].every(Number.isFinite);
  const [width, height] = [x1 - x0, y1 - y0];
  const isFlat = isRead && Math.min(width, height) === 0 && Math.max(width, height) <= GREATEST_SIDE;
  return isFlat ? boxOf(x0, y0, x1, y1) : null;
}

/** Reads a container written as a size or a box. */
export function boxRegion(container: Container): Region {
  if (typeof container !== "object" || container === null) {
    throw badContainer(`a container cannot be ${show(container)}`, container);
  }
  const { x0, y0, x1, y1 } = sidesOf(container);
  if (![x0, y0, x1, y1].every(Number.isFinite)) {
    const message = `a container needs finite numbers, not ${[x0, y0, x1, y1].map(show).join(", ")}`;
    throw badContainer(message, container);
  }
  checkSize(x1 - x0, y1 - y0, container);
  return boxOf(x0, y0, x1, y1);
}

function sidesOf(container: object): { x0: number; y0: number; x1: number; y1: number } {
  return Array.isArray(container)
    ? { x0: 0, y0: 0, x1: container[0] as number, y1: container[1] as number }
    : (container as { x0: number; y0: number; x1: number; y1: number });
}

function boxOf(x0: number, y0: number, x1: number, y1: number): Region {
  return { x0, y0, x1, y1, ring: Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0), isBox: true };
}

function checkSize(width: number, height: number, container: unknown): void {
  if (Math.min(width, height) >= LEAST_SIDE && Math.max(width, height) <= GREATEST_SIDE) return;
  const range = `from ${LEAST_SIDE} to ${GREATEST_SIDE}`;
  throw badContainer(
    `width and height of a container must lie ${range}, not ${width} × ${height}`,
    container,
  );
}

function badContainer(message: string, value: unknown): MarquetryError {
  return new MarquetryError("bad-container", message, { value });
}
