/** Relative precision of {@link rectilinearInscribedRadius}. */
const RADIUS_PRECISION = 1e-2;

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
 * Radius of the largest circle inside a simple rectilinear ring, convex or not, to a relative 1e-2.
 *
 * Boxes that cover the ring are halved while a point of theirs may be farther from all sides than the best centre
 * so far. Each is halved the way that brings this limit down more: along a corridor all centres are as good.
 */
export function rectilinearInscribedRadius(points: Float64Array, from: number, corners: number): number {
  const boxes = rectilinearBoxes(points, from, corners);
  // All circles along the middle of a box are as large: the search would look at each.
  if (boxes.length === 4) return Math.min(boxes[2]! - boxes[0]!, boxes[3]! - boxes[1]!) / 2;
  const open: number[] = [];
  let best = 0;
  const add = (x0: number, y0: number, x1: number, y1: number): void => {
    const limit = farthestFromBorder(points, from, corners, x0, y0, x1, y1);
    if (limit <= best * (1 + RADIUS_PRECISION)) return;
    best = Math.max(best, distanceToBorder(points, from, corners, (x0 + x1) / 2, (y0 + y1) / 2));
    open.push(x0, y0, x1, y1, limit);
  };
  for (let k = 0; k < boxes.length; k += 4) add(boxes[k]!, boxes[k + 1]!, boxes[k + 2]!, boxes[k + 3]!);
  while (open.length > 0) {
    const limit = open.pop()!;
    const y1 = open.pop()!;
    const x1 = open.pop()!;
    const y0 = open.pop()!;
    const x0 = open.pop()!;
    if (limit <= best * (1 + RADIUS_PRECISION)) continue;
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    const across = Math.max(
      farthestFromBorder(points, from, corners, x0, y0, x, y1),
      farthestFromBorder(points, from, corners, x, y0, x1, y1),
    );
    const down = Math.max(
      farthestFromBorder(points, from, corners, x0, y0, x1, y),
      farthestFromBorder(points, from, corners, x0, y, x1, y1),
    );
    if (across < down || (across === down && x1 - x0 > y1 - y0)) {
      add(x0, y0, x, y1);
      add(x, y0, x1, y1);
    } else {
      add(x0, y0, x1, y);
      add(x0, y, x1, y1);
    }
  }
  return best;
}

/** No point of a box is farther than this from the border of a ring around it. */
function farthestFromBorder(
  points: Float64Array,
  from: number,
  corners: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): number {
  const end = from + 2 * corners;
  let least = Infinity;
  let ax = points[end - 2]!;
  let ay = points[end - 1]!;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]!;
    const by = points[k + 1]!;
    // The distance to a side grows outwards from it, so it is greatest at a corner of the box.
    const dx = Math.max(Math.min(ax, bx) - x0, x1 - Math.max(ax, bx), 0);
    const dy = Math.max(Math.min(ay, by) - y0, y1 - Math.max(ay, by), 0);
    const squared = dx * dx + dy * dy;
    if (squared < least) least = squared;
    ax = bx;
    ay = by;
  }
  return Math.sqrt(least);
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

/**
 * Drops repeated corners, corners on a straight side and spikes without width from a ring whose sides run along
 * the axes. Works in place and returns the number of corners left.
 */
export function withoutStraightCorners(points: Float64Array, corners: number): number {
  let kept = 0;
  for (let k = 0; k < corners; k++) {
    points[2 * kept] = points[2 * k]!;
    points[2 * kept + 1] = points[2 * k + 1]!;
    kept++;
    while (
      kept >= 2 &&
      (kept === 2 ? isSame(points, 0, 1) : isStraight(points, kept - 3, kept - 2, kept - 1))
    ) {
      points[2 * kept - 4] = points[2 * kept - 2]!;
      points[2 * kept - 3] = points[2 * kept - 1]!;
      kept--;
    }
  }
  // The corners at the ends of the list meet, too.
  let first = 0;
  while (kept - first >= 3) {
    if (isStraight(points, kept - 2, kept - 1, first)) kept--;
    else if (isStraight(points, kept - 1, first, first + 1)) first++;
    else break;
  }
  points.copyWithin(0, 2 * first, 2 * kept);
  return kept - first >= 4 ? kept - first : 0;
}

/** Whether the sides from a to b and on to c run along the same line. */
function isStraight(points: Float64Array, a: number, b: number, c: number): boolean {
  const x = points[2 * b]!;
  const y = points[2 * b + 1]!;
  return (points[2 * a] === x && points[2 * c] === x) || (points[2 * a + 1] === y && points[2 * c + 1] === y);
}

function isSame(points: Float64Array, a: number, b: number): boolean {
  return points[2 * a] === points[2 * b] && points[2 * a + 1] === points[2 * b + 1];
}
