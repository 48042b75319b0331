import { MarquetryError, show } from "../errors.ts";

/** Difference of the depths of two leaves, relative to the greater, that counts as rounding of branch lengths. */
export const DEPTH_TOLERANCE = 1e-6;

/** @throws MarquetryError `bad-option` */
export function checkTolerance(tolerance: number): void {
  if (tolerance >= 0 && tolerance < 1) return;
  const message = `tolerance is a number from 0 to below 1, not ${show(tolerance)}`;
  throw new MarquetryError("bad-option", message, { value: tolerance });
}
