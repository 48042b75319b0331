import { MarquetryError } from "../errors.ts";
import { ringArea } from "./ring.ts";

/** Sine of the turn, below which a corner counts as lying on a straight side. */
const STRAIGHT = 1e-12;

/**
 * Checks a polygon given corner by corner and returns it as a convex ring: counter-clockwise as drawn with y
 * downwards, without repeated corners and without corners on a straight side. Either orientation will do.
 *
 * @throws MarquetryError `bad-container` if the area is zero, `container-not-convex` at the first corner that
 * turns the wrong way, or if the polygon goes round more than once.
 */
export function convexRing(points: readonly (readonly [number, number])[]): Float64Array {
  const kept = withoutStraightCorners(points);
  const area = ringArea(flat(points, kept), 0, kept.length);
  if (kept.length < 3 || area === 0) {
    throw new MarquetryError("bad-container", `a container of ${points.length} corners without area`, {
      value: points,
    });
  }
  if (area < 0) kept.reverse();
  checkConvex(points, kept);
  return flat(points, kept);
}

function flat(points: Points, kept: readonly number[]): Float64Array {
  return Float64Array.from(kept.flatMap((i) => [points[i]![0], points[i]![1]]));
}

type Points = readonly (readonly [number, number])[];

/** Indices of the corners that turn; dropping one may straighten its neighbours, so it goes on until none is dropped. */
function withoutStraightCorners(points: Points): number[] {
  let kept = points.map((_, i) => i);
  for (let before = Infinity; kept.length >= 3 && kept.length < before;) {
    before = kept.length;
    const ring = kept;
    kept = ring.filter((i, k) => {
      const previous = ring[(k + ring.length - 1) % ring.length]!;
      const next = ring[(k + 1) % ring.length]!;
      // Of two like corners the second goes; a corner that doubles back turns by 180° and must stay to be refused.
      const [[ax, ay], [bx, by]] = [points[previous]!, points[i]!];
      return !(ax === bx && ay === by) && !isStraight(points[previous]!, points[i]!, points[next]!);
    });
  }
  return kept;
}

function isStraight(
  a: readonly [number, number],
  b: readonly [number, number],
  c: readonly [number, number],
): boolean {
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const vx = c[0] - b[0];
  const vy = c[1] - b[1];
  const along = ux * vx + uy * vy;
  return along > 0 && Math.abs(uy * vx - ux * vy) <= STRAIGHT * along;
}

/** Every corner must turn the same way, and all turns together must make one full turn. */
function checkConvex(points: Points, kept: readonly number[]): void {
  const m = kept.length;
  let fullTurn = 0;
  for (let k = 0; k < m; k++) {
    const [ax, ay] = points[kept[(k + m - 1) % m]!]!;
    const [bx, by] = points[kept[k]!]!;
    const [cx, cy] = points[kept[(k + 1) % m]!]!;
    const cross = (by - ay) * (cx - bx) - (bx - ax) * (cy - by);
    if (!(cross > 0)) {
      const message = `the container is not convex: corner ${kept[k]} at (${bx}, ${by}) turns the wrong way`;
      throw new MarquetryError("container-not-convex", message, { value: points });
    }
    fullTurn += Math.atan2(cross, (bx - ax) * (cx - bx) + (by - ay) * (cy - by));
  }
  if (fullTurn > 3 * Math.PI) {
    throw new MarquetryError(
      "container-not-convex",
      "the container crosses itself: it goes round more than once",
      { value: points },
    );
  }
}
