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
  const xs = levels(points, 0, corners, Infinity);
  const ys = levels(points, 1, corners, limit);
  let best = 0;
  for (const [a, x0] of xs.entries()) {
    for (const x1 of xs.slice(a + 1)) {
      for (const [b, y0] of ys.entries()) {
        for (const y1 of ys.slice(b + 1)) {
          const area = (x1 - x0) * (y1 - y0);
          if (!(area > best && boxWithin(points, corners, x0, y0, x1, y1))) continue;
          best = area;
          out.set([x0, y0, x0, y1, x1, y1, x1, y0]);
        }
      }
    }
  }
  return best > 0 ? 4 : 0;
}

/** The different coordinates of the corners along one axis, in order, and the limit in place of those beyond it. */
function levels(points: Float64Array, axis: 0 | 1, corners: number, limit: number): number[] {
  const found = new Set<number>();
  for (let k = axis; k < 2 * corners; k += 2) found.add(Math.min(points[k]!, limit));
  return [...found].sort((a, b) => a - b);
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
