import type { Room } from "./chord.ts";
import { roomOf } from "./chord.ts";
import type { Island } from "./simple-rings.ts";

/** Bridges tried for a hole before any pair of corners is. */
const FEW = 200;
/** Part of a bridge's length from its ends within which it may touch what it begins and ends at. */
const END = 1e-9;

/** An island as one ring: each hole hangs on a bridge, a short line to what is around it, along which the ring runs twice. */
export function bridged({ outer, holes }: Island): Room {
  const room = roomOf(outer);
  if (holes.length === 0) return room;
  let ring: number[] = Array.from(outer);
  let walls: number[] = new Array<number>(outer.length / 2).fill(0);
  const open = holes.map((hole) => ({ hole, far: nearestPairs(hole, ring, 1)[0]!.squared }));
  open.sort((a, b) => a.far - b.far);
  while (open.length > 0) {
    // A hole may be shut off by others: these come first.
    let at = 0;
    let found: Pair | null = null;
    for (; at < open.length && !found; at++) {
      const rings = [ring, ...open.map(({ hole }) => hole)];
      found = shortestBridge(open[at]!.hole, ring, rings);
    }
    const { hole } = open.splice(at - 1, 1)[0]!;
    const { from, to } = found!;
    const m = hole.length / 2;
    const turned = Array.from({ length: m + 1 }, (_, k) => (from + k) % m);
    const corners = turned.flatMap((k) => [hole[2 * k]!, hole[2 * k + 1]!]);
    // … to, the hole from its own end of the bridge all round to it again, to …
    ring = [...ring.slice(0, 2 * to + 2), ...corners, ...ring.slice(2 * to)];
    walls = [...walls.slice(0, to), 1, ...new Array<number>(m).fill(0), 1, ...walls.slice(to)];
  }
  const { x, y } = roomOf(Float64Array.from(ring));
  return { x, y, wall: Uint8Array.from(walls) };
}

interface Pair {
  /** Corner of the hole, and of the ring. */
  readonly from: number;
  readonly to: number;
  readonly squared: number;
}

function nearestPairs(hole: ArrayLike<number>, ring: ArrayLike<number>, most: number): Pair[] {
  const pairs: Pair[] = [];
  let limit = Infinity;
  for (let from = 0; 2 * from < hole.length; from++) {
    for (let to = 0; 2 * to < ring.length; to++) {
      const squared = (hole[2 * from]! - ring[2 * to]!) ** 2 + (hole[2 * from + 1]! - ring[2 * to + 1]!) ** 2;
      if (!(squared < limit)) continue;
      pairs.push({ from, to, squared });
      if (pairs.length < 2 * most) continue;
      pairs.sort((a, b) => a.squared - b.squared);
      pairs.length = most;
      limit = pairs.at(-1)!.squared;
    }
  }
  return pairs.sort((a, b) => a.squared - b.squared).slice(0, most);
}

function shortestBridge(
  hole: ArrayLike<number>,
  ring: ArrayLike<number>,
  rings: readonly ArrayLike<number>[],
): Pair | null {
  for (const most of [FEW, Infinity]) {
    for (const pair of nearestPairs(hole, ring, most)) {
      const [px, py] = [hole[2 * pair.from]!, hole[2 * pair.from + 1]!];
      const [qx, qy] = [ring[2 * pair.to]!, ring[2 * pair.to + 1]!];
      if (
        leavesInto(ring, pair.to, px - qx, py - qy) &&
        rings.every((other) => isFree(other, px, py, qx, qy))
      )
        return pair;
    }
  }
  return null;
}

/** Whether a direction leads from a corner of a ring, one of several in its place perhaps, to the inside. */
function leavesInto(ring: ArrayLike<number>, k: number, dx: number, dy: number): boolean {
  const n = ring.length;
  const [p, q] = [(2 * k + n - 2) % n, (2 * k + 2) % n];
  const [x, y] = [ring[2 * k]!, ring[2 * k + 1]!];
  const [ux, uy] = [x - ring[p]!, y - ring[p + 1]!];
  const [vx, vy] = [ring[q]! - x, ring[q + 1]! - y];
  const isBehind = uy * dx - ux * dy > 0;
  const isAhead = vy * dx - vx * dy > 0;
  const turn = uy * vx - ux * vy;
  // At the end of a bridge the ring turns right round.
  if (turn === 0 && ux * vx + uy * vy < 0) return isAhead || isBehind;
  return turn >= 0 ? isAhead && isBehind : isAhead || isBehind;
}

/** Whether a line meets no side of a ring, but where it ends. */
function isFree(ring: ArrayLike<number>, px: number, py: number, qx: number, qy: number): boolean {
  const [dx, dy] = [qx - px, qy - py];
  const squared = dx * dx + dy * dy;
  const n = ring.length;
  let side = dy * (ring[n - 2]! - px) - dx * (ring[n - 1]! - py);
  let along = dx * (ring[n - 2]! - px) + dy * (ring[n - 1]! - py);
  for (let k = 0; k < n; k += 2) {
    const nextSide = dy * (ring[k]! - px) - dx * (ring[k + 1]! - py);
    const nextAlong = dx * (ring[k]! - px) + dy * (ring[k + 1]! - py);
    if (Math.abs(nextSide) <= END * squared) {
      if (nextAlong > END * squared && nextAlong < (1 - END) * squared) return false;
    } else if (side > 0 !== nextSide > 0) {
      const at = along + (nextAlong - along) * (side / (side - nextSide));
      if (at > END * squared && at < (1 - END) * squared) return false;
    }
    side = nextSide;
    along = nextAlong;
  }
  return true;
}
