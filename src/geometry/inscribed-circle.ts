import { grown } from "./growing.ts";

/** Sine of the turn below which two sides count as one. */
const STRAIGHT = 1e-13;
/** Unit normals of the sides pointing inwards, and their products with a point of the side, from the first corner. */
let normalX: Float64Array = /* @__PURE__ */ new Float64Array(64);
let normalY: Float64Array = /* @__PURE__ */ new Float64Array(64);
let offset: Float64Array = /* @__PURE__ */ new Float64Array(64);
/** When each side has shrunk to nothing, and its neighbours among the sides that are left. */
let ends: Float64Array = /* @__PURE__ */ new Float64Array(64);
let before: Int32Array = /* @__PURE__ */ new Int32Array(64);
let after: Int32Array = /* @__PURE__ */ new Int32Array(64);

/**
 * Radius of the largest circle inside a convex ring; 0 for a ring without area.
 *
 * All sides move inwards at unit speed. The side that shrinks to nothing first is taken out, its neighbours
 * meet, and so on; the moment when the whole ring vanishes is the radius. This is the linear program "greatest
 * distance to the nearest side", solved along its parametric path. Time: the square of the number of corners
 * at most.
 */
export function inscribedRadius(points: Float64Array, from: number, corners: number): number {
  reserve(corners);
  let left = readSides(points, from, corners);
  if (left < 3) return 0;
  for (let i = 0; i < left; i++) {
    before[i] = i === 0 ? left - 1 : i - 1;
    after[i] = i === left - 1 ? 0 : i + 1;
  }
  // The three sides of a triangle vanish together.
  if (left === 3) return Math.max(endOf(0), 0);
  for (let i = 0; i < left; i++) ends[i] = endOf(i);
  for (let start = 0; ; left--) {
    const i = firstToEnd(start, left);
    const a = before[i]!;
    const b = after[i]!;
    if (left <= 3 || !meet(a, b)) return Math.max(ends[i]!, 0);
    after[a] = b;
    before[b] = a;
    ends[a] = endOf(a);
    ends[b] = endOf(b);
    start = a;
  }
}

/** Reads the sides, leaving out those without length or turn, and returns how many there are. */
function readSides(points: Float64Array, from: number, corners: number): number {
  const end = from + 2 * corners;
  let count = 0;
  const x0 = points[from]!;
  const y0 = points[from + 1]!;
  let ax = points[end - 2]! - x0;
  let ay = points[end - 1]! - y0;
  for (let k = from; k < end; k += 2) {
    const bx = points[k]! - x0;
    const by = points[k + 1]! - y0;
    const dx = bx - ax;
    const dy = by - ay;
    const length = Math.sqrt(dx * dx + dy * dy);
    const nx = dy / length;
    const ny = -dx / length;
    if (length > 0 && (count === 0 || !isParallel(count - 1, nx, ny))) {
      normalX[count] = nx;
      normalY[count] = ny;
      offset[count] = nx * ax + ny * ay;
      count++;
    }
    ax = bx;
    ay = by;
  }
  return count > 1 && isParallel(count - 1, normalX[0]!, normalY[0]!) ? count - 1 : count;
}

/** Whether side i points the same way: then a corner between them is none. */
function isParallel(i: number, nx: number, ny: number): boolean {
  const sin = normalX[i]! * ny - normalY[i]! * nx;
  return Math.abs(sin) < STRAIGHT && normalX[i]! * nx + normalY[i]! * ny > 0;
}

function firstToEnd(start: number, count: number): number {
  let first = start;
  for (let k = 1, i = after[start]!; k < count; k++, i = after[i]!) {
    if (ends[i]! < ends[first]!) first = i;
  }
  return first;
}

/** Whether sides a and b meet behind the side between them: together they turn by less than half a circle. */
function meet(a: number, b: number): boolean {
  return normalX[a]! * normalY[b]! - normalY[a]! * normalX[b]! < 0;
}

/**
 * Radius of the circle that touches side i and both its neighbours. With s measured along side i, the centre
 * (s, t) has distance t from all three lines: two equations, sin·s − (1 − cos)·t = d, solved by Cramer's rule.
 */
function endOf(i: number): number {
  const a = before[i]!;
  const b = after[i]!;
  const nx = normalX[i]!;
  const ny = normalY[i]!;
  const ax = normalX[a]!;
  const ay = normalY[a]!;
  const bx = normalX[b]!;
  const by = normalY[b]!;
  const sinA = ny * ax - nx * ay;
  const sinB = ny * bx - nx * by;
  const cosA = nx * ax + ny * ay;
  const cosB = nx * bx + ny * by;
  const own = offset[i]!;
  const dA = offset[a]! - own * cosA;
  const dB = offset[b]! - own * cosB;
  return (sinA * dB - sinB * dA) / (sinB * oneLess(cosA, sinA) - sinA * oneLess(cosB, sinB));
}

function reserve(corners: number): void {
  if (corners <= ends.length) return;
  normalX = grown(normalX, corners);
  normalY = grown(normalY, corners);
  offset = grown(offset, corners);
  ends = grown(ends, corners);
  before = grown(before, corners);
  after = grown(after, corners);
}

/** 1 − cos, without cancellation where the angle is small. */
function oneLess(cos: number, sin: number): number {
  return cos > 0 ? (sin * sin) / (1 + cos) : 1 - cos;
}
