/** Strips that an outline is cut into, and so the boxes that are looked at. */
const STRIPS = 24;

/**
 * A large upright box within an outline of any rings and above y = `limit`, written as a ring to `out`; 0 if there is
 * none. Of boxes with the same area that is no higher than wide is taken, for texts go across. Its upper and lower
 * sides lie at one of 25 levels.
 */
export function innerBox(points: Float64Array, corners: number, limit: number, out: Float64Array): number {
  let [top, bottom] = [Infinity, -Infinity];
  for (let k = 1; k < 2 * corners; k += 2) {
    top = Math.min(top, points[k]!);
    bottom = Math.max(bottom, points[k]!);
  }
  bottom = Math.min(bottom, limit);
  if (!(bottom > top)) return 0;
  const level = (k: number): number => top + ((bottom - top) * k) / STRIPS;
  const free = Array.from({ length: STRIPS }, (_, k) => freeIn(points, corners, level(k), level(k + 1)));
  let best = 0;
  for (let from = 0; from < STRIPS; from++) {
    let open = free[from]!;
    for (let to = from; to < STRIPS && open.length > 0; to++) {
      if (to > from) open = common(open, free[to]!);
      const height = level(to + 1) - level(from);
      for (let k = 0; k < open.length; k += 2) {
        const width = open[k + 1]! - open[k]!;
        const worth = width * Math.min(height, width);
        if (!(worth > best)) continue;
        best = worth;
        out.set([
          open[k]!,
          level(from),
          open[k]!,
          level(to + 1),
          open[k + 1]!,
          level(to + 1),
          open[k + 1]!,
          level(from),
        ]);
      }
    }
  }
  return best > 0 ? 4 : 0;
}

/** What of a strip between two levels is inside over all its height: from, to, from, to … */
function freeIn(points: Float64Array, corners: number, y0: number, y1: number): number[] {
  const middle = (y0 + y1) / 2;
  const crossings: number[] = [];
  const taken: [from: number, to: number][] = [];
  let ax = points[2 * corners - 2]!;
  let ay = points[2 * corners - 1]!;
  for (let k = 0; k < 2 * corners; k += 2) {
    const [bx, by] = [points[k]!, points[k + 1]!];
    if (ay > middle !== by > middle) crossings.push(ax + ((middle - ay) / (by - ay)) * (bx - ax));
    if (Math.max(ay, by) > y0 && Math.min(ay, by) < y1) {
      const at = (y: number): number =>
        by === ay ? bx : ax + Math.min(1, Math.max(0, (y - ay) / (by - ay))) * (bx - ax);
      const ends = ay === by ? [ax, bx] : [at(y0), at(y1)];
      taken.push([Math.min(ends[0]!, ends[1]!), Math.max(ends[0]!, ends[1]!)]);
    }
    [ax, ay] = [bx, by];
  }
  crossings.sort((a, b) => a - b);
  taken.sort((a, b) => a[0] - b[0]);
  const free: number[] = [];
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    let from = crossings[k]!;
    const end = crossings[k + 1]!;
    for (const [start, stop] of taken) {
      if (stop <= from || start >= end) continue;
      if (start > from) free.push(from, start);
      from = Math.max(from, stop);
    }
    if (from < end) free.push(from, end);
  }
  return free;
}

function common(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  for (let k = 0, q = 0; k < a.length && q < b.length;) {
    const [from, to] = [Math.max(a[k]!, b[q]!), Math.min(a[k + 1]!, b[q + 1]!)];
    if (from < to) both.push(from, to);
    if (a[k + 1]! < b[q + 1]!) k += 2;
    else q += 2;
  }
  return both;
}
