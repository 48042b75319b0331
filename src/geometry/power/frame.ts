import { MarquetryError, show } from "../../errors.ts";
import { convexRing } from "../convex-ring.ts";

/** A site, or a corner of a region, as users write it. */
export type Point = readonly [x: number, y: number];

/** Sites and region in a frame in which all coordinates are within −1 … 1, a power of two times as large. */
export interface Frame {
  /** Where the frame's origin lies, and the factor from the user's unit to its own. */
  readonly x0: number;
  readonly y0: number;
  readonly scale: number;
  /** The region, counter-clockwise as drawn with y downwards. */
  readonly room: Float64Array;
  readonly corners: number;
  /** The sites: x, y, x, y … */
  readonly sites: Float64Array;
}

/**
 * Reads sites and a convex region, and brings both into a frame of their own.
 *
 * @throws MarquetryError `bad-input` if a site is no pair of finite numbers, `bad-container` and
 * `container-not-convex` for regions
 */
export function readFrame(sites: readonly Point[], region: readonly Point[]): Frame {
  for (const [i, site] of sites.entries()) checkPoint(site, `site ${i}`, "bad-input");
  for (const [i, corner] of region.entries())
    checkPoint(corner, `corner ${i} of the region`, "bad-container");
  const ring = convexRing(region);
  let [low, high] = [Infinity, -Infinity];
  let [left, right] = [Infinity, -Infinity];
  const widen = (x: number, y: number): void => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    low = Math.min(low, y);
    high = Math.max(high, y);
  };
  for (let k = 0; k < ring.length; k += 2) widen(ring[k]!, ring[k + 1]!);
  for (const [x, y] of sites) widen(x, y);
  const longer = Math.max(right - left, high - low);
  if (!(longer < Infinity)) {
    throw new MarquetryError("bad-input", `sites ${show(longer)} apart`, { value: longer });
  }
  let scale = 2 ** -Math.ceil(Math.log2(longer / 2));
  while ((longer / 2) * scale > 1) scale /= 2;
  const x0 = left + (right - left) / 2;
  const y0 = low + (high - low) / 2;
  return {
    x0,
    y0,
    scale,
    room: ring.map((value, k) => (value - (k % 2 === 0 ? x0 : y0)) * scale),
    corners: ring.length / 2,
    sites: Float64Array.from(sites.flatMap(([x, y]) => [(x - x0) * scale, (y - y0) * scale])),
  };
}

function checkPoint(point: Point, what: string, code: "bad-input" | "bad-container"): void {
  if (Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1])) return;
  throw new MarquetryError(code, `${what} is not a pair of finite numbers: ${show(point)}`, { value: point });
}
