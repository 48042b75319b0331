import { MarquetryError, show } from "../../errors.ts";
import { convexRing } from "../convex-ring.ts";
import { ringBounds } from "../ring.ts";

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
  checkPoints(sites, "site", "bad-input");
  checkPoints(region, "corner of the region", "bad-container");
  const ring = convexRing(region);
  const all = Float64Array.from([...ring, ...sites.flatMap(([x, y]) => [x, y])]);
  const { x0: left, y0: low, x1: right, y1: high } = ringBounds(all, 0, all.length / 2);
  const longer = Math.max(right - left, high - low);
  if (!(longer < Infinity)) {
    throw new MarquetryError("bad-input", `sites ${show(longer)} apart`, { value: longer });
  }
  const scale = scaleToUnit(longer / 2);
  const x0 = left + (right - left) / 2;
  const y0 = low + (high - low) / 2;
  if (!(scale * scale < Infinity)) {
    const message = `a region and sites only ${show(longer)} wide`;
    throw new MarquetryError("bad-container", message, { value: longer });
  }
  return {
    x0,
    y0,
    scale,
    room: ring.map((value, k) => (value - (k % 2 === 0 ? x0 : y0)) * scale),
    corners: ring.length / 2,
    sites: Float64Array.from(sites.flatMap(([x, y]) => [(x - x0) * scale, (y - y0) * scale])),
  };
}

/** The power of two by which a length comes to lie between a half, left out, and 1. */
export function scaleToUnit(length: number): number {
  let scale = 2 ** -Math.ceil(Math.log2(length));
  while (length * scale > 1) scale /= 2;
  while (length * scale <= 0.5) scale *= 2;
  return scale;
}

function checkPoints(points: readonly Point[], what: string, code: "bad-input" | "bad-container"): void {
  if (!Array.isArray(points)) {
    const message = `powerDiagram takes each ${what} as [x, y] in an array, not ${show(points)}`;
    throw new MarquetryError(code, message, { value: points });
  }
  for (const [i, point] of points.entries()) {
    const isPoint = Array.isArray(point) && Number.isFinite(point[0]) && Number.isFinite(point[1]);
    if (isPoint) continue;
    const message = `${what} ${i} is not a pair of finite numbers: ${show(point)}`;
    throw new MarquetryError(code, message, { value: point });
  }
}
