/**
 * The largest upright box between corners of a rectilinear ring, within it and above y = `limit`, written as a
 * ring to `out`; 0 if there is none.
 */
export function largestBox(
  points: Float64Array,
  corners: number,
  out: Float64Array,
  limit: number = Infinity,
): number {
  let best = 0;
  for (let a = 0; a < 2 * corners; a += 2) {
    for (let b = 0; b < 2 * corners; b += 2) {
      const [x0, x1] = [points[a]!, points[b]!];
      if (!(x1 > x0)) continue;
      for (let c = 1; c < 2 * corners; c += 2) {
        for (let d = 1; d < 2 * corners; d += 2) {
          const [y0, y1] = [points[c]!, Math.min(points[d]!, limit)];
          const area = (x1 - x0) * (y1 - y0);
          if (!(y1 > y0 && area > best && boxWithin(points, corners, x0, y0, x1, y1))) continue;
          best = area;
          out.set([x0, y0, x0, y1, x1, y1, x1, y0]);
        }
      }
    }
  }
  return best > 0 ? 4 : 0;
}

/** Whether no side of a rectilinear ring passes through the box, and its middle lies inside. */
function boxWithin(
  points: Float64Array,
  corners: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): boolean {
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  let inside = false;
  let ax = points[2 * corners - 2]!;
  let ay = points[2 * corners - 1]!;
  for (let k = 0; k < 2 * corners; k += 2) {
    const bx = points[k]!;
    const by = points[k + 1]!;
    const apart =
      Math.max(ax, bx) <= x0 || Math.min(ax, bx) >= x1 || Math.max(ay, by) <= y0 || Math.min(ay, by) >= y1;
    if (!apart) return false;
    if (ay > y !== by > y && x < (ax + bx) / 2) inside = !inside;
    ax = bx;
    ay = by;
  }
  return inside;
}
