/**
 * How far a rectilinear ring, counter-clockwise as drawn, is from being orthoconvex and in one piece, as a length:
 * 0 if every upright and every level line meets the region in one piece, and these hang together.
 */
export function orthoconvexFault(points: Float64Array, from: number, corners: number): number {
  const back = Math.max(wayBack(points, from, corners), wayBack(points, from + 1, corners));
  return Math.max(back, widestBreak(points, from, corners));
}

/** How far the corners go back along one axis, beyond once there and once back. */
function wayBack(points: Float64Array, from: number, corners: number): number {
  let [least, most, way] = [Infinity, -Infinity, 0];
  let last = points[from + 2 * corners - 2]!;
  for (let k = from; k < from + 2 * corners; k += 2) {
    const at = points[k]!;
    way += Math.abs(at - last);
    least = Math.min(least, at);
    most = Math.max(most, at);
    last = at;
  }
  return Math.max(0, way / 2 - (most - least));
}

/** How far neighbouring upright strips miss each other, or the upper outline of one lies below the lower. */
function widestBreak(points: Float64Array, from: number, corners: number): number {
  const end = from + 2 * corners;
  const xs: number[] = [];
  for (let k = from; k < end; k += 2) xs.push(points[k]!);
  xs.sort((a, b) => a - b);
  let widest = 0;
  let [top, bottom] = [-Infinity, Infinity];
  for (let k = 1; k < xs.length; k++) {
    if (xs[k] === xs[k - 1]) continue;
    const [upper, lower] = strip(points, from, end, (xs[k - 1]! + xs[k]!) / 2);
    widest = Math.max(widest, upper - lower, upper - bottom, top - lower);
    [top, bottom] = [upper, lower];
  }
  return widest;
}

/** Where the upright line at x crosses the outline: sides that run to the left lie above, to the right below. */
function strip(points: Float64Array, from: number, end: number, x: number): [upper: number, lower: number] {
  let [upper, lower] = [Infinity, -Infinity];
  let ax = points[end - 2]!;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]!;
    const y = points[k + 1]!;
    if (ax < x && bx >= x) lower = Math.max(lower, y);
    if (bx < x && ax >= x) upper = Math.min(upper, y);
    ax = bx;
  }
  return [upper, lower];
}
