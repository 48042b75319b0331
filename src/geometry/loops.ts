import { ringContains } from "./ring.ts";

/**
 * Outlines of several rings in one: of a polygon with holes, or of islands.
 *
 * The rings stand one after the other, each closed by its own first corner again, and from the second on the very first
 * corner stands between them once more: a … a, b … b, a, c … c. So it is one ring that goes to and fro between its
 * parts along lines without width. Areas are sums from the first corner, to which these lines add nothing at all. An
 * outline of one ring is that ring, not closed.
 */

/** Visits the rings of an outline: where each begins in `points`, and its corners, the closing one not among them. */
export function eachLoop(
  points: Float64Array,
  from: number,
  corners: number,
  visit: (from: number, corners: number) => void,
): void {
  const end = from + 2 * corners;
  for (let start = from; start < end;) {
    let next = start + 2;
    while (next < end && !isSame(points, next, start)) next += 2;
    visit(start, (next - start) / 2);
    start = next + 2;
    // The way to the next ring leads over the first corner of all.
    if (start < end && isSame(points, start, from)) start += 2;
  }
}

/** The outline of some rings, the first of which is an outer one. */
export function joinLoops(loops: readonly Float64Array[]): Float64Array {
  const [first] = loops;
  if (loops.length === 1) return first!;
  const [x, y] = first!;
  return Float64Array.from(
    loops.flatMap((loop, k) => {
      const closed = [...loop, loop[0]!, loop[1]!];
      return k < 2 ? closed : [x!, y!, ...closed];
    }),
  );
}

/** The rings of an outline, each in an array of its own. */
export function loopsOf(points: Float64Array, corners: number): Float64Array[] {
  const loops: Float64Array[] = [];
  eachLoop(points, 0, corners, (start, count) => loops.push(points.slice(start, start + 2 * count)));
  return loops;
}

function isSame(points: Float64Array, a: number, b: number): boolean {
  return points[a] === points[b] && points[a + 1] === points[b + 1];
}

/**
 * Whether a point lies in an outline.
 *
 * @param visit - is shown all sides, those between the rings excepted
 */
export function loopsContain(
  points: Float64Array,
  from: number,
  corners: number,
  x: number,
  y: number,
  visit?: (ax: number, ay: number, bx: number, by: number) => void,
): boolean {
  let inside = false;
  eachLoop(points, from, corners, (start, count) => {
    if (ringContains(points, start, count, x, y)) inside = !inside;
    if (!visit) return;
    for (let k = 0, a = start + 2 * count - 2; k < count; k++) {
      const b = start + 2 * k;
      visit(points[a]!, points[a + 1]!, points[b]!, points[b + 1]!);
      a = b;
    }
  });
  return inside;
}
