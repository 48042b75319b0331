import { MarquetryError } from "../errors.ts";
import type { Cut, Room } from "./chord.ts";
import { triangulate } from "./triangulate.ts";

/** Sides from which sleeves are tried, and triangles looked at from them all, at most: any one has a sleeve for any share. */
const STARTS = 48;
const MOST_LOOKED = 50_000;
/** What it costs that a cut comes near to the end of its sleeve, against its length. */
const MARGIN = 0.05;

/** A diagonal that a sleeve crosses: from the chain that the arc keeps to the other, and what lies behind it. */
interface Gate {
  readonly a: number;
  readonly b: number;
  readonly before: Gate | null;
  /** Twice the area that is in the arc in any case, and that of the triangles crossed. */
  readonly pockets: number;
  readonly crossed: number;
  readonly length: number;
}

/**
 * A cut of a room of any shape, whose arc has a share of the area: it runs from side to side through a row of triangles,
 * and crosses all diagonals in it at the same part of their lengths.
 *
 * With this part at 0 the arc is what hangs at its own side of the row; with 1 it has all triangles of the row as well.
 * From a given side, the rows to two sides that follow each other share what lies before they part, so that the ranges
 * of their areas overlap; the first begins with nothing and the last ends with all. So there is a row for any share.
 */
export function sleeveCut(room: Room, share: number): Cut {
  const { x, y } = room;
  const n = x.length;
  const triangles = triangulate(x, y);
  const opposite = opposites(triangles, n);
  const before = new Float64Array(n + 1);
  const cross = (p: number, q: number): number =>
    (y[p]! - y[0]!) * (x[q]! - x[0]!) - (x[p]! - x[0]!) * (y[q]! - y[0]!);
  for (let k = 0; k < n; k++) before[k + 1] = before[k]! + cross(k, k + 1 === n ? 0 : k + 1);
  const whole = before[n]!;
  const run = (p: number, q: number): number => before[q]! - before[p]! + (q < p ? whole : 0) + cross(q, p);
  const wanted = share * whole;
  let best: Gate | null = null;
  let start = 0;
  let least = Infinity;

  const reach = (side: number): void => {
    const open: Gate[] = [
      { a: side + 1 === n ? 0 : side + 1, b: side, before: null, pockets: 0, crossed: 0, length: 0 },
    ];
    for (let gate = open.pop(); gate; gate = open.pop()) {
      const { a, b, pockets, crossed } = gate;
      const isSide = (b === a + 1 || (b === 0 && a === n - 1)) && gate.before !== null;
      if (isSide) {
        const part = (wanted - pockets) / crossed;
        const margin = Math.min(part, 1 - part);
        if (!(margin > 0)) continue;
        const cost = (gate.length * gate.length) / whole + MARGIN / margin;
        if (cost < least) [least, best, start] = [cost, gate, side];
        continue;
      }
      const c = opposite(b, a);
      if (c < 0) continue;
      const own = cross(a, c) + cross(c, b) + cross(b, a);
      const [mx, my] = [(x[a]! + x[b]!) / 2, (y[a]! + y[b]!) / 2];
      const to = (p: number): number =>
        gate.length + Math.hypot((x[c]! + x[p]!) / 2 - mx, (y[c]! + y[p]!) / 2 - my);
      const more = crossed + Math.abs(own);
      const pocket = pockets + Math.max(0, run(a, c));
      // What lies behind the diagonal that the sleeve leaves aside is the arc's, if it is on the arc's side.
      open.push({ a, b: c, before: gate, pockets, crossed: more, length: to(a) });
      open.push({ a: c, b, before: gate, pockets: pocket, crossed: more, length: to(b) });
    }
  };
  const step = Math.max(1, Math.floor(n / Math.min(STARTS, Math.ceil(MOST_LOOKED / n))));
  for (let side = 0; side < n; side += step) reach(side);
  if (best) return solve(room, start, best, wanted);
  const message = `a region of any shape has no room for a part of ${share.toExponential(1)} of it here: leave it out, or raise it with minShare`;
  throw new MarquetryError("bad-weight", message, { value: share });
}

/** For each side or diagonal, seen from its left, the third corner of the triangle at its left. */
function opposites(triangles: Int32Array, n: number): (a: number, b: number) => number {
  const third = new Map<number, number>();
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [triangles[t]!, triangles[t + 1]!, triangles[t + 2]!];
    third.set(a * n + b, c);
    third.set(b * n + c, a);
    third.set(c * n + a, b);
  }
  return (a, b) => third.get(a * n + b) ?? -1;
}

function solve({ x, y }: Room, start: number, last: Gate, wanted: number): Cut {
  const n = x.length;
  const gates: Gate[] = [];
  for (let gate: Gate | null = last; gate; gate = gate.before) gates.unshift(gate);
  const at = (t: number): number[] =>
    gates.flatMap(({ a, b }) => [x[a]! + t * (x[b]! - x[a]!), y[a]! + t * (y[b]! - y[a]!)]);
  const areaAt = (t: number): number => {
    const points: number[] = [];
    for (let k = (start + 1) % n; ; k = (k + 1) % n) {
      points.push(x[k]!, y[k]!);
      if (k === last.a) break;
    }
    const line = at(t);
    for (let k = line.length - 2; k >= 0; k -= 2) points.push(line[k]!, line[k + 1]!);
    let twice = 0;
    for (let k = 0; k < points.length; k += 2) {
      const q = (k + 2) % points.length;
      twice +=
        (points[k + 1]! - y[0]!) * (points[q]! - x[0]!) - (points[k]! - x[0]!) * (points[q + 1]! - y[0]!);
    }
    return twice;
  };
  let [low, high] = [0, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (areaAt(middle) < wanted) low = middle;
    else high = middle;
  }
  const t = (low + high) / 2;
  const line = at(t);
  return { i: start, s: 1 - t, j: last.a, r: t, via: Float64Array.from(line.slice(2, -2)) };
}
