import { eachBoxOverlap } from "./box-overlaps.ts";
import { ringArea, ringBounds, ringContains } from "./ring.ts";

/** Part of the longer side of the whole within which two places count as one. */
const SAME = 1e-10;
/** Sine of the turn below which a corner lies on a straight side. */
const STRAIGHT = 1e-12;

/** What is wrong with rings, and where. */
export interface RingFault {
  readonly kind: "crosses" | "touches" | "doubles back";
  readonly x: number;
  readonly y: number;
}

/** A ring without corners given twice and without corners on straight sides; empty if nothing is left. */
export function withoutIdleCorners(ring: Float64Array): Float64Array {
  let kept = Array.from({ length: ring.length / 2 }, (_, k) => k);
  for (let before = Infinity; kept.length >= 3 && kept.length < before;) {
    before = kept.length;
    const own = kept;
    kept = own.filter((k, at) => {
      const a = own[(at + own.length - 1) % own.length]!;
      const b = own[(at + 1) % own.length]!;
      const [ux, uy] = [ring[2 * k]! - ring[2 * a]!, ring[2 * k + 1]! - ring[2 * a + 1]!];
      const [vx, vy] = [ring[2 * b]! - ring[2 * k]!, ring[2 * b + 1]! - ring[2 * k + 1]!];
      if (ux === 0 && uy === 0) return false;
      const along = ux * vx + uy * vy;
      return !(along > 0 && Math.abs(uy * vx - ux * vy) <= STRAIGHT * along);
    });
  }
  return kept.length < 3
    ? new Float64Array(0)
    : Float64Array.from(kept.flatMap((k) => [ring[2 * k]!, ring[2 * k + 1]!]));
}

/**
 * The first place where rings cross or touch themselves or each other; null if nowhere. Time: n√n at most.
 *
 * @param deeper - only crossings count where both sides reach beyond each other by more than this part of the whole
 */
export function ringFault(rings: readonly Float64Array[], deeper?: number): RingFault | null {
  const sides: number[] = [];
  const next: number[] = [];
  let size = 0;
  for (const ring of rings) {
    const { x0, y0, x1, y1 } = ringBounds(ring, 0, ring.length / 2);
    size = Math.max(size, x1 - x0, y1 - y0);
    const first = sides.length / 4;
    for (let k = 0; k < ring.length; k += 2) {
      const b = (k + 2) % ring.length;
      sides.push(ring[k]!, ring[k + 1]!, ring[b]!, ring[b + 1]!);
      next.push(b === 0 ? first : first + b / 2);
    }
  }
  const near = SAME * size;
  const boxes = new Float64Array(sides.length);
  for (let k = 0; k < sides.length; k += 4) {
    boxes[k] = Math.min(sides[k]!, sides[k + 2]!) - near;
    boxes[k + 1] = Math.min(sides[k + 1]!, sides[k + 3]!) - near;
    boxes[k + 2] = Math.max(sides[k]!, sides[k + 2]!) + near;
    boxes[k + 3] = Math.max(sides[k + 1]!, sides[k + 3]!) + near;
  }
  let fault: RingFault | null = null;
  eachBoxOverlap(boxes, sides.length / 4, 0, (a, b) => {
    if (deeper !== undefined) fault = crossingOf(sides, a, b, deeper * size);
    else if (next[a] === b) fault = foldAt(sides, a, b);
    else if (next[b] === a) fault = foldAt(sides, b, a);
    else fault = meetingOf(sides, a, b, near);
    return fault === null;
  });
  return fault;
}

/** Whether a side goes back along the one before it. */
function foldAt(sides: readonly number[], a: number, b: number): RingFault | null {
  const [ax, ay, bx, by] = sides.slice(4 * a, 4 * a + 4) as [number, number, number, number];
  const [, , cx, cy] = sides.slice(4 * b, 4 * b + 4) as [number, number, number, number];
  const turn = (by - ay) * (cx - bx) - (bx - ax) * (cy - by);
  const along = (bx - ax) * (cx - bx) + (by - ay) * (cy - by);
  return along < 0 && Math.abs(turn) <= SAME * -along ? { kind: "doubles back", x: bx, y: by } : null;
}

/** Where two sides cross, and both reach farther than `least` beyond each other. */
function crossingOf(sides: readonly number[], a: number, b: number, least: number): RingFault | null {
  const [ax, ay, bx, by] = sides.slice(4 * a, 4 * a + 4) as [number, number, number, number];
  const [cx, cy, dx, dy] = sides.slice(4 * b, 4 * b + 4) as [number, number, number, number];
  const [ab, cd] = [least * Math.hypot(bx - ax, by - ay), least * Math.hypot(dx - cx, dy - cy)];
  const c = sideOf(ax, ay, bx, by, cx, cy);
  const d = sideOf(ax, ay, bx, by, dx, dy);
  const e = sideOf(cx, cy, dx, dy, ax, ay);
  const f = sideOf(cx, cy, dx, dy, bx, by);
  if (!(
    c * d < 0 &&
    e * f < 0 &&
    Math.min(Math.abs(c), Math.abs(d)) > ab &&
    Math.min(Math.abs(e), Math.abs(f)) > cd
  ))
    return null;
  const t = c / (c - d);
  return { kind: "crosses", x: cx + t * (dx - cx), y: cy + t * (dy - cy) };
}

function meetingOf(sides: readonly number[], a: number, b: number, near: number): RingFault | null {
  if (isBeside(sides, a, b, near) || isBeside(sides, b, a, near)) return null;
  const [ax, ay, bx, by] = sides.slice(4 * a, 4 * a + 4) as [number, number, number, number];
  const [cx, cy, dx, dy] = sides.slice(4 * b, 4 * b + 4) as [number, number, number, number];
  const crossing = crossingOf(sides, a, b, 0);
  if (crossing) return crossing;
  for (const [px, py, qx, qy, x, y] of [
    [ax, ay, bx, by, cx, cy],
    [ax, ay, bx, by, dx, dy],
    [cx, cy, dx, dy, ax, ay],
    [cx, cy, dx, dy, bx, by],
  ] as const) {
    if (distanceToSide(px, py, qx, qy, x, y) <= near) return { kind: "touches", x, y };
  }
  return null;
}

/** Whether a side lies beside the line through another, farther from it than that: so do most whose boxes overlap. */
function isBeside(sides: readonly number[], a: number, b: number, near: number): boolean {
  const [ax, ay, bx, by] = [sides[4 * a]!, sides[4 * a + 1]!, sides[4 * a + 2]!, sides[4 * a + 3]!];
  const least = near * (Math.abs(bx - ax) + Math.abs(by - ay));
  const c = sideOf(ax, ay, bx, by, sides[4 * b]!, sides[4 * b + 1]!);
  const d = sideOf(ax, ay, bx, by, sides[4 * b + 2]!, sides[4 * b + 3]!);
  return (c > least && d > least) || (c < -least && d < -least);
}

function sideOf(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return (by - ay) * (x - ax) - (bx - ax) * (y - ay);
}

/** Distance of a point from the side between two others. */
export function distanceToSide(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const squared = dx * dx + dy * dy;
  const t = squared > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / squared)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Whether an outline, which turns once round, turns nowhere back. */
export function isConvexRing(points: Float64Array, corners: number): boolean {
  const n = 2 * corners;
  for (let k = 0; k < n; k += 2) {
    const [a, b] = [(k + n - 2) % n, (k + 2) % n];
    const [ux, uy] = [points[k]! - points[a]!, points[k + 1]! - points[a + 1]!];
    const [vx, vy] = [points[b]! - points[k]!, points[b + 1]! - points[k + 1]!];
    if (uy * vx - ux * vy < 0) return false;
  }
  return true;
}

/** An island: its outer ring, counter-clockwise as drawn, and the holes in it, clockwise. */
export interface Island {
  readonly outer: Float64Array;
  readonly holes: Float64Array[];
}

export function islandArea({ outer, holes }: Island): number {
  return [outer, ...holes].reduce((sum, ring) => sum + ringArea(ring, 0, ring.length / 2), 0);
}

/** Tells outer rings from holes, whichever way they run: a ring in an odd number of others is a hole in the least of them. */
export function islandsOf(rings: readonly Float64Array[]): Island[] {
  const areas = rings.map((ring) => Math.abs(ringArea(ring, 0, ring.length / 2)));
  const boxes = rings.map((ring) => ringBounds(ring, 0, ring.length / 2));
  const around = rings.map((ring, k) => {
    const [x, y] = ring as unknown as [number, number];
    return rings.flatMap((other, q) => {
      const { x0, y0, x1, y1 } = boxes[q]!;
      const isIn = q !== k && x >= x0 && x <= x1 && y >= y0 && y <= y1 && areas[q]! > areas[k]!;
      return isIn && ringContains(other, 0, other.length / 2, x, y) ? [q] : [];
    });
  });
  const islands = new Map<number, Island>();
  rings.forEach((ring, k) => {
    if (around[k]!.length % 2 === 0) islands.set(k, { outer: turned(ring, 1), holes: [] });
  });
  rings.forEach((ring, k) => {
    if (around[k]!.length % 2 === 0) return;
    const host = around[k]!.reduce((a, b) => (areas[b]! < areas[a]! ? b : a));
    islands.get(host)!.holes.push(turned(ring, -1));
  });
  return [...islands.values()];
}

/** A ring in the given sense: 1 for counter-clockwise as drawn. */
function turned(ring: Float64Array, sense: 1 | -1): Float64Array {
  if (ringArea(ring, 0, ring.length / 2) * sense > 0) return ring;
  const back = new Float64Array(ring.length);
  for (let k = 0; k < ring.length; k += 2) {
    back[k] = ring[ring.length - 2 - k]!;
    back[k + 1] = ring[ring.length - 1 - k]!;
  }
  return back;
}
