import { rectilinearBoxes } from "./rectilinear.ts";

/**
 * The largest upright box within an orthoconvex ring and above y = `limit`, written as a ring to `out`; 0 if there
 * is none.
 *
 * An orthoconvex region meets every upright strip in one piece, so a box over some strips reaches from the lowest
 * of their upper ends to the highest of their lower ends.
 */
export function largestBox(
  points: Float64Array,
  corners: number,
  out: Float64Array,
  limit: number = Infinity,
): number {
  const strips = rectilinearBoxes(points, 0, corners);
  let best = 0;
  for (let from = 0; from < strips.length; from += 4) {
    let [top, bottom] = [-Infinity, limit];
    for (let k = from; k < strips.length; k += 4) {
      top = Math.max(top, strips[k + 1]!);
      bottom = Math.min(bottom, strips[k + 3]!);
      if (!(bottom > top)) break;
      const [x0, x1] = [strips[from]!, strips[k + 2]!];
      const area = (x1 - x0) * (bottom - top);
      if (!(area > best)) continue;
      best = area;
      out.set([x0, top, x0, bottom, x1, bottom, x1, top]);
    }
  }
  return best > 0 ? 4 : 0;
}
