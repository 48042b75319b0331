import { MarquetryError, show } from "../errors.ts";
import { convexRing } from "../geometry/convex-ring.ts";

/** A container as the user writes it: `[width, height]`, a box, or the corners of a convex polygon in order. */
export type Container =
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
  /** Corners x, y, x, y …, counter-clockwise as drawn with y downwards, none of them on a straight line. */
  readonly ring: Float64Array;
  /** Whether the region is its bounding box. */
  readonly isBox: boolean;
}

/**
 * Reads a container and checks it.
 *
 * @throws MarquetryError `bad-container` if a number is missing or not finite or the area is zero,
 * `container-not-convex` if the polygon has a reflex corner or crosses itself. Either orientation will do.
 */
export function toRegion(container: Container): Region {
  if (isPolygon(container)) return polygonRegion(container);
  if (Array.isArray(container))
    return boxRegion(0, 0, container[0] as number, container[1] as number, container);
  const box = container as { x0: number; y0: number; x1: number; y1: number } | null | undefined;
  if (typeof box !== "object" || box === null)
    throw badContainer(`a container cannot be ${show(container)}`, container);
  return boxRegion(box.x0, box.y0, box.x1, box.y1, container);
}

function isPolygon(container: Container): container is readonly (readonly [number, number])[] {
  return (
    Array.isArray(container) && (container.length !== 2 || container.some((entry) => Array.isArray(entry)))
  );
}

function boxRegion(x0: number, y0: number, x1: number, y1: number, container: Container): Region {
  if (![x0, y0, x1, y1].every(Number.isFinite)) {
    throw badContainer(
      `a container needs finite numbers, not ${[x0, y0, x1, y1].map(show).join(", ")}`,
      container,
    );
  }
  if (!(x1 > x0 && y1 > y0)) {
    throw badContainer(
      `a container needs a positive width and height, not ${x1 - x0} × ${y1 - y0}`,
      container,
    );
  }
  const area = (x1 - x0) * (y1 - y0);
  if (!(area > 0 && area < Infinity)) {
    throw badContainer(
      `a container of ${x1 - x0} × ${y1 - y0} has an area beyond what a number can hold`,
      container,
    );
  }
  return { x0, y0, x1, y1, ring: Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0), isBox: true };
}

function polygonRegion(points: readonly (readonly [number, number])[]): Region {
  for (const [i, point] of points.entries()) {
    if (!Array.isArray(point) || !Number.isFinite(point[0]) || !Number.isFinite(point[1])) {
      throw badContainer(`corner ${i} of the container is not a pair of finite numbers`, point);
    }
  }
  const ring = convexRing(points);
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  for (let k = 0; k < ring.length; k += 2) {
    x0 = Math.min(x0, ring[k]!);
    x1 = Math.max(x1, ring[k]!);
    y0 = Math.min(y0, ring[k + 1]!);
    y1 = Math.max(y1, ring[k + 1]!);
  }
  return { x0, y0, x1, y1, ring, isBox: isBoxRing(ring) };
}

/** Four corners whose sides run along the axes in turn. */
function isBoxRing(ring: Float64Array): boolean {
  if (ring.length !== 8) return false;
  const [ax, ay, bx, by, cx, cy, dx, dy] = ring;
  return (
    (ax === bx && by === cy && cx === dx && dy === ay) || (ay === by && bx === cx && cy === dy && dx === ax)
  );
}

function badContainer(message: string, value: unknown): MarquetryError {
  return new MarquetryError("bad-container", message, { value });
}

/** Sides of the polygon that stands for a circle: its area is 0.16 % below the circle's. */
const CIRCLE_SIDES = 64;

/**
 * A regular polygon as a container.
 *
 * @param cx - x of the centre
 * @param cy - y of the centre
 * @param r - distance of the corners from the centre
 * @param sides - number of sides, at least 3
 * @param turn - angle of the first corner in radians from the x axis; by default a corner points up
 * @example layout(tree, { engine: greedy(), container: regularPolygon(300, 300, 300, 6) });
 */
export function regularPolygon(
  cx: number,
  cy: number,
  r: number,
  sides: number,
  turn: number = -Math.PI / 2,
): [x: number, y: number][] {
  if (!Number.isInteger(sides) || sides < 3) {
    throw new MarquetryError("bad-option", `a polygon needs at least 3 sides, not ${show(sides)}`, {
      value: sides,
    });
  }
  return Array.from({ length: sides }, (_, k) => {
    const angle = turn - (2 * Math.PI * k) / sides;
    return [cx + r * Math.cos(angle), cy + r * Math.sin(angle)];
  });
}

/**
 * A circle as a container: a regular polygon with many sides.
 *
 * @param sides - number of sides, 64 by default
 * @example layout(tree, { engine: greedy(), container: circle(300, 300, 300) });
 */
export function circle(
  cx: number,
  cy: number,
  r: number,
  sides: number = CIRCLE_SIDES,
): [x: number, y: number][] {
  return regularPolygon(cx, cy, r, sides);
}
