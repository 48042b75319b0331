/** Relative precision of {@link rectilinearInscribedRadius}. */
const RADIUS_PRECISION = 1e-4;

/**
 * Cuts a rectilinear ring into boxes along the vertical lines through its corners. Returns x0, y0, x1, y1 of
 * each box in turn; boxes without area are left out.
 */
export function rectilinearBoxes(points: Float64Array, from: number, corners: number): number[] {
  const end = from + 2 * corners;
  const xs: number[] = [];
  for (let k = from; k < end; k += 2) xs.push(points[k]!);
  xs.sort((a, b) => a - b);
  const boxes: number[] = [];
  for (let k = 1; k < xs.length; k++) {
    const x0 = xs[k - 1]!;
    const x1 = xs[k]!;
    if (!(x1 > x0)) continue;
    const ys = levelsAcross(points, from, end, (x0 + x1) / 2);
    for (let l = 1; l < ys.length; l += 2) if (ys[l]! > ys[l - 1]!) boxes.push(x0, ys[l - 1]!, x1, ys[l]!);
  }
  return boxes;
}

/** Where the vertical line at x crosses sides, from top to bottom: in, out, in, out … */
function levelsAcross(points: Float64Array, from: number, end: number, x: number): number[] {
  const ys: number[] = [];
  let ax = points[end - 2]!;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]!;
    if (ax < x !== bx < x) ys.push(points[k + 1]!);
    ax = bx;
  }
  return ys.sort((a, b) => a - b);
}

/**
 * Radius of the largest circle inside a simple ring, convex or not, to a relative 1e-4.
 *
 * Squares that cover the ring are halved while the centre's distance to the border, plus half a diagonal, can
 * still beat the best so far.
 */
export function rectilinearInscribedRadius(points: Float64Array, from: number, corners: number): number {
  const open: number[] = [];
  let best = 0;
  const boxes = rectilinearBoxes(points, from, corners);
  for (let k = 0; k < boxes.length; k += 4) {
    const [x0, y0, x1, y1] = boxes.slice(k, k + 4) as [number, number, number, number];
    open.push((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2);
    best = Math.max(best, distanceToBorder(points, from, corners, (x0 + x1) / 2, (y0 + y1) / 2));
  }
  while (open.length > 0) {
    const height = open.pop()!;
    const width = open.pop()!;
    const y = open.pop()!;
    const x = open.pop()!;
    const radius = distanceToBorder(points, from, corners, x, y);
    if (radius > best) best = radius;
    if (radius + Math.hypot(width, height) <= best * (1 + RADIUS_PRECISION)) continue;
    if (width > height) {
      open.push(x - width / 2, y, width / 2, height, x + width / 2, y, width / 2, height);
    } else {
      open.push(x, y - height / 2, width, height / 2, x, y + height / 2, width, height / 2);
    }
  }
  return best;
}

/** Distance of a point inside a ring to the nearest side. */
function distanceToBorder(points: Float64Array, from: number, corners: number, x: number, y: number): number {
  const end = from + 2 * corners;
  let least = Infinity;
  let ax = points[end - 2]! - x;
  let ay = points[end - 1]! - y;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]! - x;
    const by = points[k + 1]! - y;
    const dx = bx - ax;
    const dy = by - ay;
    const t = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)));
    const distance = Math.hypot(ax + t * dx, ay + t * dy);
    // A side without length gives NaN, which is never less.
    if (distance < least) least = distance;
    ax = bx;
    ay = by;
  }
  return least;
}
