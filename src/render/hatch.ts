import type { Outline } from "./render-options.ts";

/** Pixels between the lines of a hatch, measured along the axes. */
const GAP = 9;

/** Slanted lines that fill an outline of any shape, as [x, y, x, y] each. */
export function hatchOf({ points, corners }: Outline): number[] {
  let [low, high] = [Infinity, -Infinity];
  for (let k = 0; k < corners; k++) {
    const across = points[2 * k]! + points[2 * k + 1]!;
    low = Math.min(low, across);
    high = Math.max(high, across);
  }
  const lines: number[] = [];
  // Where x + y is a multiple of the gap, so that lines of neighbours meet.
  for (let at = GAP * Math.ceil(low / GAP); at < high; at += GAP) {
    const crossings: [x: number, y: number][] = [];
    for (let k = 0; k < corners; k++) {
      const [x0, y0] = [points[2 * k]!, points[2 * k + 1]!];
      const next = (k + 1) % corners;
      const [x1, y1] = [points[2 * next]!, points[2 * next + 1]!];
      const [before, after] = [x0 + y0 - at, x1 + y1 - at];
      if (before < 0 === after < 0) continue;
      const part = before / (before - after);
      crossings.push([x0 + part * (x1 - x0), y0 + part * (y1 - y0)]);
    }
    crossings.sort(([a], [b]) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) lines.push(...crossings[k]!, ...crossings[k + 1]!);
  }
  return lines;
}
