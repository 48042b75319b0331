import { joinLoops } from "./loops.ts";
import { ringArea } from "./ring.ts";

/**
 * A part of a region that is still to be cut: a ring that does not cross itself, counter-clockwise as drawn. Holes are
 * opened by bridges, along which the ring runs twice, to and fro.
 */
export interface Room {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 1 where the side that begins at a corner runs along a bridge; null where there is none. */
  readonly wall: Uint8Array | null;
}

/** A cut from a point of side `i`, `s` of its length from corner i, to one of side `j`; the arc is what lies between, ring-wise. */
export interface Cut {
  i: number;
  s: number;
  j: number;
  r: number;
  /** 1 − s, where it is so little that s is 1 but for rounding. */
  t?: number;
  /** Corners on the way from the first point to the second: none where the cut is straight. */
  via?: Float64Array;
}

/** Part of the coordinates within which two places are one but for rounding. */
const NEAR = 1e-14;
/** Part of a chord's length from its ends within which it may touch what it begins and ends at. */
const END = 1e-9;
/** Part of a chord's length that corners must keep from it. */
const CLEAR = 1e-8;
/** Part of a chord's length that it must reach into the room at its ends, as a sine. */
const STEEP = 1e-7;

export function roomOf(ring: Float64Array, wall: Uint8Array | null = null): Room {
  const n = ring.length / 2;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    x[k] = ring[2 * k]!;
    y[k] = ring[2 * k + 1]!;
  }
  return { x, y, wall };
}

/** The corners of a room as a ring. */
export function ringOf({ x, y }: Room): Float64Array {
  const ring = new Float64Array(2 * x.length);
  for (let k = 0; k < x.length; k++) {
    ring[2 * k] = x[k]!;
    ring[2 * k + 1] = y[k]!;
  }
  return ring;
}

/** Area of a room, summed up from its first corner. */
export function areaOf({ x, y }: Room): number {
  const [x0, y0] = [x[0]!, y[0]!];
  let twice = 0;
  let px = 0;
  let py = 0;
  for (let k = 1; k < x.length; k++) {
    const qx = x[k]! - x0;
    const qy = y[k]! - y0;
    twice += py * qx - px * qy;
    px = qx;
    py = qy;
  }
  return twice / 2;
}

/** Tells twice the areas of arcs of a room's ring, and where they reach a given one. */
export class ArcMeter {
  readonly room: Room;
  /** Twice the area of the room. */
  readonly twice: number;
  /** Twice the area between the first corner and the ring up to each corner, and at the end that of all. */
  readonly #before: Float64Array;

  constructor(room: Room) {
    const { x, y } = room;
    const n = x.length;
    const before = new Float64Array(n + 1);
    const [x0, y0] = [x[0]!, y[0]!];
    for (let k = 0; k < n; k++) {
      const next = k + 1 === n ? 0 : k + 1;
      before[k + 1] = before[k]! + (y[k]! - y0) * (x[next]! - x0) - (x[k]! - x0) * (y[next]! - y0);
    }
    this.room = room;
    this.#before = before;
    this.twice = before[n]!;
  }

  /** Visits the points Q at which the arc from P, on side i, has twice a given area, and is seen from P. */
  eachEnd(i: number, s: number, twice: number, visit: (j: number, r: number) => void): void {
    const { x, y } = this.room;
    const before = this.#before;
    const n = x.length;
    const [x0, y0] = [x[0]!, y[0]!];
    const next = i + 1 === n ? 0 : i + 1;
    const px = x[i]! + s * (x[next]! - x[i]!) - x0;
    const py = y[i]! + s * (y[next]! - y[i]!) - y0;
    const base = py * (x[next]! - x0) - px * (y[next]! - y0) - before[i + 1]! - twice;
    let over = -twice;
    for (let k = i + 2, lap = i + 1 === n ? this.twice : 0; k <= i + n; k++) {
      let at = k;
      if (k >= n) {
        at = k - n;
        lap = this.twice;
      }
      const own = base + before[at]! + lap + (y[at]! - y0) * px - (x[at]! - x0) * py;
      if (over < 0 && own >= 0) visit(at === 0 ? n - 1 : at - 1, over / (over - own));
      over = own;
    }
  }

  /** Twice the area of the arc of a straight cut. */
  twiceOf({ i, s, j, r }: Cut): number {
    const { x, y } = this.room;
    const before = this.#before;
    const n = x.length;
    const [x0, y0] = [x[0]!, y[0]!];
    const a = i + 1 === n ? 0 : i + 1;
    const b = j + 1 === n ? 0 : j + 1;
    const px = x[i]! + s * (x[a]! - x[i]!) - x0;
    const py = y[i]! + s * (y[a]! - y[i]!) - y0;
    const qx = x[j]! + r * (x[b]! - x[j]!) - x0;
    const qy = y[j]! + r * (y[b]! - y[j]!) - y0;
    const [jx, jy] = [x[j]! - x0, y[j]! - y0];
    const run = before[j]! - before[i + 1]! + (j < i + 1 ? this.twice : 0);
    return py * (x[a]! - x0) - px * (y[a]! - y0) + run + jy * qx - jx * qy + qy * px - qx * py;
  }
}

/** Whether a straight cut lies within a room: it leaves both ends inwards, meets no side and keeps clear of corners. */
export function isClear(room: Room, { i, s, j, r }: Cut): boolean {
  const { x, y } = room;
  const n = x.length;
  const a = i + 1 === n ? 0 : i + 1;
  const b = j + 1 === n ? 0 : j + 1;
  const px = x[i]! + s * (x[a]! - x[i]!);
  const py = y[i]! + s * (y[a]! - y[i]!);
  const dx = x[j]! + r * (x[b]! - x[j]!) - px;
  const dy = y[j]! + r * (y[b]! - y[j]!) - py;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (!(length > 0) || !leavesInwards(room, i, s, dx, dy, length)) return false;
  if (!leavesInwards(room, j, r, -dx, -dy, length)) return false;
  const squared = length * length;
  const clear = CLEAR * squared;
  const [near, far] = [END * squared, (1 - END) * squared];
  let side = dy * (x[n - 1]! - px) - dx * (y[n - 1]! - py);
  let along = dx * (x[n - 1]! - px) + dy * (y[n - 1]! - py);
  for (let k = 0; k < n; k++) {
    const nextSide = dy * (x[k]! - px) - dx * (y[k]! - py);
    const nextAlong = dx * (x[k]! - px) + dy * (y[k]! - py);
    if (nextSide <= clear && nextSide >= -clear) {
      if (nextAlong > near && nextAlong < far) return false;
    } else if (side > 0 !== nextSide > 0 && (side > clear || side < -clear)) {
      const at = along + (nextAlong - along) * (side / (side - nextSide));
      const from = k === 0 ? n - 1 : k - 1;
      if (at > near && at < far && from !== i && from !== j) return false;
    }
    side = nextSide;
    along = nextAlong;
  }
  return true;
}

/** Whether a direction leads from a point of a side into the room. */
function leavesInwards(
  { x, y }: Room,
  i: number,
  s: number,
  dx: number,
  dy: number,
  length: number,
): boolean {
  const n = x.length;
  const a = i + 1 === n ? 0 : i + 1;
  const ux = x[a]! - x[i]!;
  const uy = y[a]! - y[i]!;
  const ahead = uy * dx - ux * dy;
  const steep = STEEP * length;
  const isAhead = ahead > steep * Math.hypot(ux, uy);
  if (s > 0) return isAhead;
  const p = i === 0 ? n - 1 : i - 1;
  const vx = x[i]! - x[p]!;
  const vy = y[i]! - y[p]!;
  const isBehind = vy * dx - vx * dy > steep * Math.hypot(vx, vy);
  return vy * ux - vx * uy >= 0 ? isAhead && isBehind : isAhead || isBehind;
}

/** The parts of a room on both sides of a cut, the arc in a frame of its own. */
export interface Halves {
  readonly arc: Room;
  readonly rest: Room;
  /** Where the frame of the arc lies in that of the room. */
  readonly x: number;
  readonly y: number;
}

/**
 * Cuts a room in two. The second end of the cut moves along its side so that the arc has exactly the given area, and
 * the coordinates of the arc count from one of its corners, which keeps their digits however small it is.
 */
export function split(given: Room, cut: Cut, area: number): Halves {
  if (cut.t === undefined) [cut.i, cut.s] = snapped(given, cut.i, cut.s);
  const first = cut.i + 1 === given.x.length ? 0 : cut.i + 1;
  const [x, y] = [given.x[first]!, given.y[first]!];
  settle(given, cut, area, x, y);
  if (cut.t === undefined) [cut.j, cut.r] = snapped(given, cut.j, cut.r);
  const room = given.wall ? withTwins(given, cut) : given;
  return { arc: tidy(arcOf(room, cut, x, y)), rest: tidy(restOf(room, cut)), x, y };
}

function arcOf(room: Room, { i, s, t = 1 - s, j, r, via }: Cut, ox: number, oy: number): Room {
  const arc = between(room, i, s, j, r, via ? reversed(via) : [], ox, oy);
  // The frame begins at the corner after P.
  arc.x[0] = t * (room.x[i]! - ox);
  arc.y[0] = t * (room.y[i]! - oy);
  return arc;
}

function restOf(room: Room, { i, s, j, r, via }: Cut): Room {
  return between(room, j, r, i, s, via ?? [], 0, 0);
}

function reversed(points: ArrayLike<number>): number[] {
  const back: number[] = [];
  for (let k = points.length - 2; k >= 0; k -= 2) back.push(points[k]!, points[k + 1]!);
  return back;
}

/** Moves the second end of a cut along its side until the arc has the given area, measured in the arc's own frame. */
function settle({ x, y }: Room, cut: Cut, area: number, ox: number, oy: number): void {
  const n = x.length;
  const { i, s, t = 1 - s, j, via = [] } = cut;
  const a = i + 1 === n ? 0 : i + 1;
  const b = j + 1 === n ? 0 : j + 1;
  // From P over the corners to the last one before Q, then from Q back to P.
  let px = t * (x[i]! - ox);
  let py = t * (y[i]! - oy);
  const [firstX, firstY] = [px, py];
  let twice = 0;
  const steps = stepsBetween(i, s, j, cut.r, n);
  for (let k = 0, at = a; k < steps; k++, at = at + 1 === n ? 0 : at + 1) {
    const qx = x[at]! - ox;
    const qy = y[at]! - oy;
    twice += py * qx - px * qy;
    px = qx;
    py = qy;
  }
  let [bx, by] = [firstX, firstY];
  for (let k = 0; k < via.length; k += 2) {
    const [qx, qy] = [via[k]! - ox, via[k + 1]! - oy];
    twice += qy * bx - qx * by;
    [bx, by] = [qx, qy];
  }
  // What the area gains while Q goes along all of its side.
  const [ux, uy] = [x[b]! - x[j]!, y[b]! - y[j]!];
  const gain = (py - by) * ux - (px - bx) * uy;
  for (let round = 0; round < 2; round++) {
    const qx = x[j]! - ox + cut.r * ux;
    const qy = y[j]! - oy + cut.r * uy;
    const step = (2 * area - twice - (py * qx - px * qy) - (qy * bx - qx * by)) / gain;
    if (Number.isFinite(step)) cut.r = Math.min(1, Math.max(0, cut.r + step));
  }
}

/** A point of a side, or the corner beside it that rounding alone tells it from. */
function snapped({ x, y }: Room, i: number, s: number): [i: number, s: number] {
  const a = i + 1 === x.length ? 0 : i + 1;
  const near = NEAR * Math.max(Math.abs(x[i]!), Math.abs(y[i]!), Math.abs(x[a]!), Math.abs(y[a]!));
  const length = Math.hypot(x[a]! - x[i]!, y[a]! - y[i]!);
  if ((1 - s) * length <= near) return [a, 0];
  return s * length <= near ? [i, 0] : [i, s];
}

/** How many corners lie between two points of a ring of n corners. */
function stepsBetween(i: number, s: number, j: number, r: number, n: number): number {
  return j === i ? (r < s ? n : 0) : (j - i + n) % n;
}

/** The ring from a point of side i to one of side j and back over some corners, seen from (ox, oy). */
function between(
  { x, y, wall }: Room,
  i: number,
  s: number,
  j: number,
  r: number,
  back: ArrayLike<number>,
  ox: number,
  oy: number,
): Room {
  const n = x.length;
  const a = i + 1 === n ? 0 : i + 1;
  const b = j + 1 === n ? 0 : j + 1;
  const steps = stepsBetween(i, s, j, r, n);
  const corners = steps + 2 + back.length / 2;
  const xs = new Float64Array(corners);
  const ys = new Float64Array(corners);
  const walls = wall && new Uint8Array(corners);
  xs[0] = x[i]! - ox + s * (x[a]! - x[i]!);
  ys[0] = y[i]! - oy + s * (y[a]! - y[i]!);
  if (walls) walls[0] = wall[i]!;
  for (let k = 1, at = a; k <= steps; k++, at = at + 1 === n ? 0 : at + 1) {
    xs[k] = x[at]! - ox;
    ys[k] = y[at]! - oy;
    if (walls) walls[k] = wall[at]!;
  }
  xs[steps + 1] = x[j]! - ox + r * (x[b]! - x[j]!);
  ys[steps + 1] = y[j]! - oy + r * (y[b]! - y[j]!);
  for (let k = 0; k < back.length; k += 2) {
    xs[steps + 2 + k / 2] = back[k]! - ox;
    ys[steps + 2 + k / 2] = back[k + 1]! - oy;
  }
  return { x: xs, y: ys, wall: walls };
}

/** Without corners given twice, and without marks of bridges that do not have both sides in the room. */
function tidy({ x, y, wall }: Room): Room {
  const n = x.length;
  let kept = 0;
  for (let k = 0; k < n; k++) {
    const next = k + 1 === n ? 0 : k + 1;
    if (x[k] === x[next] && y[k] === y[next]) continue;
    x[kept] = x[k]!;
    y[kept] = y[k]!;
    if (wall) wall[kept] = wall[k]!;
    kept++;
  }
  const room = {
    x: x.subarray(0, kept),
    y: y.subarray(0, kept),
    wall: wall && wall.subarray(0, kept),
  };
  const pairs = wall ? bridgesIn(room) : [];
  if (pairs.length === 0) return { ...room, wall: null };
  room.wall!.fill(0);
  for (const pair of pairs) for (const k of pair) room.wall![k] = 1;
  return room;
}

/** A cut that ends on a bridge makes a corner on both its sides, so that they stay each other's like. */
function withTwins(given: Room, cut: Cut): Room {
  let room = given;
  const ends: [side: number, along: number][] = [
    [cut.i, cut.s],
    [cut.j, cut.r],
  ];
  const insert = (side: number, along: number, px: number, py: number): void => {
    room = withCorner(room, side, px, py);
    for (const end of ends) {
      const [own, at] = end;
      if (own > side) end[0]++;
      else if (own === side && at >= along) [end[0], end[1]] = [side + 1, (at - along) / (1 - along)];
      else if (own === side) end[1] = at / along;
    }
  };
  for (const k of [0, 1]) {
    const [side, along] = ends[k]!;
    const twin = along > 0 && room.wall![side] === 1 ? twinOf(room, side) : -1;
    if (twin < 0) continue;
    const { x, y } = room;
    const next = side + 1 === x.length ? 0 : side + 1;
    const px = x[side]! + along * (x[next]! - x[side]!);
    const py = y[side]! + along * (y[next]! - y[side]!);
    // The later one first, so that the other keeps its number.
    if (side > twin) insert(side, along, px, py);
    insert(twin, 1 - along, px, py);
    if (side < twin) insert(side, along, px, py);
  }
  [[cut.i, cut.s], [cut.j, cut.r]] = ends as [[number, number], [number, number]];
  return room;
}

/** The other side of a bridge, where it runs in the same room; else −1. */
function twinOf({ x, y, wall }: Room, i: number): number {
  const n = x.length;
  const a = i + 1 === n ? 0 : i + 1;
  for (let k = 0; k < n; k++) {
    const next = k + 1 === n ? 0 : k + 1;
    if (wall![k] === 1 && x[k] === x[a] && y[k] === y[a] && x[next] === x[i] && y[next] === y[i]) return k;
  }
  return -1;
}

/** Both sides of each bridge that runs in a room on both of them. */
export function bridgesIn(room: Room): [number, number][] {
  const pairs: [number, number][] = [];
  room.wall?.forEach((isWall, k) => {
    const twin = isWall === 1 ? twinOf(room, k) : -1;
    if (twin > k) pairs.push([k, twin]);
  });
  return pairs;
}

function withCorner({ x, y, wall }: Room, side: number, px: number, py: number): Room {
  const at = side + 1;
  return {
    x: Float64Array.of(...x.subarray(0, at), px, ...x.subarray(at)),
    y: Float64Array.of(...y.subarray(0, at), py, ...y.subarray(at)),
    wall: Uint8Array.of(...wall!.subarray(0, at), 1, ...wall!.subarray(at)),
  };
}

/**
 * The outline of a room: bridges both sides of which lie in it are no borders, so it falls into an outer ring and rings
 * round holes. See loops.ts.
 */
export function outlineOf(room: Room): Float64Array {
  if (!room.wall) return ringOf(room);
  const loops: number[][] = [Array.from(room.x, (_, k) => k)];
  const done: Float64Array[] = [];
  const { x, y } = room;
  for (let ring = loops.pop(); ring; ring = loops.pop()) {
    const found = twinsIn(room, ring);
    if (!found) {
      if (ring.length > 2) done.push(Float64Array.from(ring.flatMap((k) => [x[k]!, y[k]!])));
      continue;
    }
    // Side p runs from u to v, side q from v to u: what lies between them hangs together at v, the rest at u.
    const [p, q] = found;
    loops.push(ring.slice(p + 1, q), [...ring.slice(q + 1), ...ring.slice(0, p)]);
  }
  done.sort((a, b) => Math.abs(ringArea(b, 0, b.length / 2)) - Math.abs(ringArea(a, 0, a.length / 2)));
  return joinLoops(done);
}

/** Two sides of a ring, by their places in it, that run to and fro along the same bridge. */
function twinsIn({ x, y, wall }: Room, ring: readonly number[]): [number, number] | null {
  const n = ring.length;
  for (let p = 0; p < n; p++) {
    if (wall![ring[p]!] !== 1) continue;
    const [u, v] = [ring[p]!, ring[(p + 1) % n]!];
    for (let q = p + 1; q < n; q++) {
      const [a, b] = [ring[q]!, ring[(q + 1) % n]!];
      if (wall![a] === 1 && x[a] === x[v] && y[a] === y[v] && x[b] === x[u] && y[b] === y[u]) return [p, q];
    }
  }
  return null;
}
