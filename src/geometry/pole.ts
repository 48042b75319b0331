import { distanceToSide } from "./simple-rings.ts";
import { ringBounds } from "./ring.ts";
import { loopsContain } from "./loops.ts";

/** Part of the radius by which the circle found may be smaller than the largest. */
const ENOUGH = 0.01;
/** Squares looked at, at most: of a needle of any shape the circle found may be smaller still. */
const MOST = 300;

/** Squares along the longer side to begin with, at most. */
const FIRST = 64;

interface Square {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  /** Distance of the middle from the outline, negative outside, and the greatest that there can be in the square. */
  readonly radius: number;
  readonly most: number;
}

/**
 * The pole of inaccessibility of an outline of any rings: the point within that is farthest from it, to 1 % of that
 * distance, and the distance itself, the radius of the largest inscribed circle.
 *
 * Squares over the bounding box are quartered, those first in which the farthest point could be, as mapbox/polylabel
 * does it (Agafonkin, A new algorithm for finding a visual center of a polygon, 2016).
 *
 * @param most - squares looked at
 */
export function pole(
  points: Float64Array,
  from: number,
  corners: number,
  most: number = MOST,
): { x: number; y: number; radius: number } {
  const { x0, y0, x1, y1 } = ringBounds(points, from, corners);
  const [width, height] = [x1 - x0, y1 - y0];
  // Of a needle it is enough to look along it.
  const side = Math.max(Math.min(width, height), Math.max(width, height) / FIRST);
  const squareAt = (x: number, y: number, half: number): Square => {
    const radius = depthAt(points, from, corners, x, y);
    return { x, y, half, radius, most: radius + half * Math.SQRT2 };
  };
  const open: Square[] = [];
  const half = side / 2;
  for (let x = x0 + half; x < x1 + half; x += side)
    for (let y = y0 + half; y < y1 + half; y += side) open.push(squareAt(x, y, half));
  let best = open.reduce((a, b) => (b.radius > a.radius ? b : a));
  for (let looked = 0; open.length > 0 && looked < most; looked++) {
    let at = 0;
    for (let k = 1; k < open.length; k++) if (open[k]!.most > open[at]!.most) at = k;
    const square = open[at]!;
    open[at] = open.at(-1)!;
    open.pop();
    if (square.most <= best.radius * (1 + ENOUGH)) break;
    const quarter = square.half / 2;
    for (const dx of [-quarter, quarter])
      for (const dy of [-quarter, quarter]) {
        const next = squareAt(square.x + dx, square.y + dy, quarter);
        if (next.radius > best.radius) best = next;
        if (next.most > best.radius * (1 + ENOUGH)) open.push(next);
      }
  }
  return { x: best.x, y: best.y, radius: Math.max(0, best.radius) };
}

/** Distance of a point from an outline, negative outside it. */
function depthAt(points: Float64Array, from: number, corners: number, x: number, y: number): number {
  let least = Infinity;
  const isInside = loopsContain(points, from, corners, x, y, (ax, ay, bx, by) => {
    const far = distanceToSide(ax, ay, bx, by, x, y);
    if (far < least) least = far;
  });
  return isInside ? least : -least;
}
