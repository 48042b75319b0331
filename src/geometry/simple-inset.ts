import { eachBoxOverlap } from "./box-overlaps.ts";
import { eachLoop, joinLoops } from "./loops.ts";
import { OutlineIndex } from "./outline-index.ts";
import { ringArea, ringBounds } from "./ring.ts";
import { islandArea, islandsOf, withoutIdleCorners } from "./simple-rings.ts";

/** An inset below this part of the outline's size is lost in rounding. */
const LEAST_INSET = 1e-12;
/** Part of the distance within which a place lies on the border of a strip. */
const ON_BORDER = 1e-7;
/** Sine of the turn below which a corner lies on a straight side, and part of the size within which two nodes are one. */
const STRAIGHT = 1e-9;
const SAME = 1e-12;
/** Part of the distance up to which open ends are joined. */
const GAP = 1e-3;
/** 1 + cosine of the turn below which a corner that turns inwards is cut off square, at the distance from it. */
const SHARP = 0.5;
/** Parts by which the distance is changed, in turn, where rounding leaves no closed rings. */
const TRIES = [0, 1e-9, 1e-8, 1e-7, 1e-6];

/** A part of the border of a strip that may be one of what is left, from one node to another. */
interface Side {
  readonly from: number;
  readonly to: number;
  /** Where others cross it: part of its length, and node. */
  readonly cuts: [at: number, node: number][];
}

/** The box that is to be left, too. */
export interface Limits {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/**
 * What is left of an outline of any rings where its border moves inwards by a distance, within some limits: all that is
 * at least so far from every side, with mitred corners. Of several pieces the largest is kept; empty if none is left.
 *
 * What goes is a union of convex pieces: of each side, the strip that has it as its base, and of each corner that
 * turns inwards, the kite between the strips of its sides. For a place that is too near to the border is nearest to a
 * side, and then it is in the strip of that side, or to such a corner, and then it is in its kite; no place inside is
 * nearest to a corner that turns outwards. So the border of what is left consists of parts of the strips' far sides, of
 * the kites' and of the limits: those that lie inside, and in no other strip or kite.
 */
export function insetOutline(
  points: Float64Array,
  corners: number,
  distance: number,
  limits: Limits,
): Float64Array {
  const { x0, y0, x1, y1 } = ringBounds(points, 0, corners);
  const size = Math.max(x1 - x0, y1 - y0);
  const isCut = limits.x0 > x0 || limits.y0 > y0 || limits.x1 < x1 || limits.y1 < y1;
  // Where it does not cut, the box lies far out.
  const box = {
    x0: limits.x0 > x0 ? limits.x0 : x0 - size,
    y0: limits.y0 > y0 ? limits.y0 : y0 - size,
    x1: limits.x1 < x1 ? limits.x1 : x1 + size,
    y1: limits.y1 < y1 ? limits.y1 : y1 + size,
  };
  const isMoved = distance > LEAST_INSET * size;
  if (!isCut && !isMoved) return points.slice(0, 2 * corners);
  if (!(Math.min(limits.x1 - limits.x0, limits.y1 - limits.y0) > 0)) return new Float64Array(0);
  for (const part of TRIES) {
    const loops = ringsLeft(points, corners, isMoved ? distance * (1 + part) : 0, {
      x0: box.x0 + part * size,
      y0: box.y0 + part * size,
      x1: box.x1 - part * size,
      y1: box.y1 - part * size,
    });
    if (loops) return largestOf(loops, size);
  }
  return new Float64Array(0);
}

function largestOf(loops: readonly Float64Array[], size: number): Float64Array {
  const least = LEAST_INSET * size * size;
  const kept = loops
    .map(withoutIdleCorners)
    .filter((ring) => ring.length >= 6 && Math.abs(ringArea(ring, 0, ring.length / 2)) > least);
  if (kept.length === 0) return new Float64Array(0);
  const { outer, holes } = islandsOf(kept).reduce((a, b) => (islandArea(b) > islandArea(a) ? b : a));
  return joinLoops([outer, ...holes]);
}

/** The rings of what the strips along an outline leave; null where rounding has left some open. */
function ringsLeft(
  points: Float64Array,
  corners: number,
  distance: number,
  limits: Limits,
): Float64Array[] | null {
  const twin = new Map<number, number>();
  const xs: number[] = [];
  const ys: number[] = [];
  const sides: Side[] = [];
  /** The strips and kites, convex, as half-planes, and those in each square of a grid. */
  const pieces: number[][] = [];
  const grid = new Map<number, number[]>();
  const { x0, y0, x1, y1 } = ringBounds(points, 0, corners);
  const size = Math.max(x1 - x0, y1 - y0);
  const inside = new OutlineIndex(points, 0, corners);
  const near = ON_BORDER * (distance > 0 ? distance : size);
  const same = SAME * size;
  const step = Math.max(2 * distance, size / Math.sqrt(corners));
  eachLoop(points, 0, corners, (from, count) => addRing(points, from, count));
  const box = [
    nodeAt(limits.x0, limits.y0),
    nodeAt(limits.x0, limits.y1),
    nodeAt(limits.x1, limits.y1),
    nodeAt(limits.x1, limits.y0),
  ] as const;
  box.forEach((node, k) => addSide(node, box[(k + 1) % 4]!));
  return left();

  function nodeAt(x: number, y: number): number {
    ys.push(y);
    return xs.push(x) - 1;
  }

  function addSide(from: number, to: number): void {
    sides.push({ from, to, cuts: [] });
  }

  function addPiece(...corners: number[]): void {
    const k = pieces.push(planesOf(corners)) - 1;
    const { x0, y0, x1, y1 } = ringBounds(Float64Array.from(corners), 0, corners.length / 2);
    for (let row = square(y0); row <= square(y1); row++)
      for (let column = square(x0); column <= square(x1); column++) {
        const key = keyOf(column, row);
        const all = grid.get(key);
        if (all) all.push(k);
        else grid.set(key, [k]);
      }
  }

  function square(at: number): number {
    return Math.floor(at / step);
  }

  /** Adds the strips of a ring's sides, and the kites of the corners that turn inwards. */
  function addRing(points: Float64Array, from: number, count: number): void {
    const d = distance;
    const normals = Array.from({ length: count }, (_, k): [number, number] => {
      const [a, b] = [from + 2 * k, from + 2 * ((k + 1) % count)];
      const [dx, dy] = [points[b]! - points[a]!, points[b + 1]! - points[a + 1]!];
      const length = Math.hypot(dx, dy);
      return [dy / length, -dx / length];
    });
    const starts: number[] = [];
    const ends: number[] = [];
    for (let k = 0; k < count; k++) {
      const [vx, vy] = [points[from + 2 * k]!, points[from + 2 * k + 1]!];
      const [mx, my] = normals[(k + count - 1) % count]!;
      const [nx, ny] = normals[k]!;
      // Negative where the ring turns inwards.
      const turn = my * nx - mx * ny;
      const cos = mx * nx + my * ny;
      if (d === 0 || (Math.abs(turn) < STRAIGHT && cos > 0)) {
        starts[k] = ends[k] = nodeAt(vx + (d * (mx + nx)) / 2, vy + (d * (my + ny)) / 2);
        continue;
      }
      const before = (ends[k] = nodeAt(vx + d * mx, vy + d * my));
      const after = (starts[k] = nodeAt(vx + d * nx, vy + d * ny));
      if (turn >= 0) continue;
      const tip = tipOf(mx, my, nx, ny, cos).map(([x, y]) => nodeAt(vx + d * x, vy + d * y));
      const chain = [before, ...tip, after];
      for (let q = 1; q < chain.length; q++) addSide(chain[q - 1]!, chain[q]!);
      addPiece(vx, vy, ...chain.reverse().flatMap((node) => [xs[node]!, ys[node]!]));
    }
    for (let k = 0; k < count; k++) {
      const next = (k + 1) % count;
      const [a, b] = [from + 2 * k, from + 2 * next];
      addSide(starts[k]!, ends[next]!);
      if (d === 0) continue;
      const [nx, ny] = normals[k]!;
      const [ax, ay, bx, by] = [points[a]!, points[a + 1]!, points[b]!, points[b + 1]!];
      addPiece(ax, ay, bx, by, bx + d * nx, by + d * ny, ax + d * nx, ay + d * ny);
    }
  }

  /** The rings of what is left; null where rounding has left some open. */
  function left(): Float64Array[] | null {
    cutSides();
    const parts: [from: number, to: number, side: number][] = [];
    sides.forEach(({ from, to, cuts }, k) => {
      cuts.sort((a, b) => a[0] - b[0]);
      let before = from;
      for (const node of [...cuts.map((cut) => cut[1]), to]) {
        const length = Math.abs(xs[node]! - xs[before]!) + Math.abs(ys[node]! - ys[before]!);
        if (length <= same) join(before, node);
        else parts.push([before, node, k]);
        before = node;
      }
    });
    const next = new Map<number, number[]>();
    /** How many more parts begin at a node than end there. */
    const begins = new Map<number, number>();
    for (const [from, to, k] of parts) {
      if (!isBorder(from, to, k >= sides.length - 4)) continue;
      const [a, b] = [first(from), first(to)];
      next.set(a, [...(next.get(a) ?? []), b]);
      begins.set(a, (begins.get(a) ?? 0) + 1);
      begins.set(b, (begins.get(b) ?? 0) - 1);
    }
    if (!closeGaps(next, begins)) return null;
    const rings: Float64Array[] = [];
    for (const [start, all] of next) {
      while (all.length > 0) {
        const ring: number[] = [];
        let at = start;
        do {
          const to = next.get(at)?.pop();
          if (to === undefined) return null;
          ring.push(xs[at]!, ys[at]!);
          at = to;
        } while (at !== start);
        rings.push(Float64Array.from(ring));
      }
    }
    return rings;
  }

  /** Joins ends that parts too short to tell inside from outside have left open; false where one has none near it. */
  function closeGaps(next: Map<number, number[]>, begins: ReadonlyMap<number, number>): boolean {
    const starts = [...begins].flatMap(([node, more]) =>
      Array.from({ length: Math.max(0, more) }, () => node),
    );
    const gap = GAP * Math.max(distance, GAP * step);
    for (const [end, more] of begins) {
      for (let k = more; k < 0; k++) {
        const far = starts.map((node) => Math.hypot(xs[node]! - xs[end]!, ys[node]! - ys[end]!));
        const at = far.indexOf(Math.min(...far));
        if (!(far[at]! <= gap)) return false;
        next.set(end, [...(next.get(end) ?? []), starts.splice(at, 1)[0]!]);
      }
    }
    return true;
  }

  /** The node that stands for all in its place. */
  function first(node: number): number {
    let at = node;
    while (twin.has(at)) at = twin.get(at)!;
    return at;
  }

  function join(a: number, b: number): void {
    const [p, q] = [first(a), first(b)];
    if (p !== q) twin.set(p, q);
  }

  /** Finds where sides cross. */
  function cutSides(): void {
    const boxes = new Float64Array(4 * sides.length);
    sides.forEach(({ from, to }, k) => {
      const [ax, ay, bx, by] = [xs[from]!, ys[from]!, xs[to]!, ys[to]!];
      boxes.set(
        [Math.min(ax, bx) - same, Math.min(ay, by) - same, Math.max(ax, bx) + same, Math.max(ay, by) + same],
        4 * k,
      );
    });
    eachBoxOverlap(boxes, sides.length, 0, (a, b) => {
      cross(sides[a]!, sides[b]!);
      return true;
    });
  }

  function cross(a: Side, b: Side): void {
    if (a.from === b.to || a.to === b.from || a.from === b.from || a.to === b.to) return;
    const [ux, uy] = [xs[a.to]! - xs[a.from]!, ys[a.to]! - ys[a.from]!];
    const [vx, vy] = [xs[b.to]! - xs[b.from]!, ys[b.to]! - ys[b.from]!];
    const [wx, wy] = [xs[b.from]! - xs[a.from]!, ys[b.from]! - ys[a.from]!];
    const cross = ux * vy - uy * vx;
    const s = (wx * vy - wy * vx) / cross;
    const t = (wx * uy - wy * ux) / cross;
    if (!(s >= 0 && s <= 1 && t >= 0 && t <= 1)) return;
    const node = nodeAt(xs[a.from]! + s * ux, ys[a.from]! + s * uy);
    a.cuts.push([s, node]);
    b.cuts.push([t, node]);
  }

  /** Whether what is left borders on a part of a side. */
  function isBorder(from: number, to: number, isBox: boolean): boolean {
    const px = (xs[from]! + xs[to]!) / 2;
    const py = (ys[from]! + ys[to]!) / 2;
    const { x0, y0, x1, y1 } = limits;
    if (!isBox && !(px > x0 && px < x1 && py > y0 && py < y1)) return false;
    // As near as half the part is long, where that is less: between two crossings, places are that near to a border.
    const length = Math.abs(xs[to]! - xs[from]!) + Math.abs(ys[to]! - ys[from]!);
    const depth = Math.min(near, ON_BORDER * length);
    const around = grid.get(keyOf(square(px), square(py))) ?? [];
    for (const k of around) if (isDeeper(pieces[k]!, px, py, depth)) return false;
    return distance === 0 && !isBox ? true : inside.contains(px, py);
  }
}

function keyOf(column: number, row: number): number {
  return column * 0x4000000 + row;
}

/** Between which places the strips of a corner that turns inwards meet: one, or two where it is sharp; for a distance of 1. */
function tipOf(mx: number, my: number, nx: number, ny: number, cos: number): [number, number][] {
  if (1 + cos >= SHARP) return [[(mx + nx) / (1 + cos), (my + ny) / (1 + cos)]];
  // The line square to the middle direction, and the sides moved inwards.
  const half = Math.sqrt(Math.max(0, (1 + cos) / 2));
  const t = (1 - half) / Math.sqrt(Math.max(Number.MIN_VALUE, (1 - cos) / 2));
  return [
    [mx - t * my, my + t * mx],
    [nx + t * ny, ny - t * nx],
  ];
}

/** The half-planes of a convex piece, counter-clockwise as drawn: normal inwards, and what it is on the border. */
function planesOf(corners: readonly number[]): number[] {
  const planes: number[] = [];
  for (let k = 0; k < corners.length; k += 2) {
    const b = (k + 2) % corners.length;
    const [dx, dy] = [corners[b]! - corners[k]!, corners[b + 1]! - corners[k + 1]!];
    const length = Math.hypot(dx, dy);
    if (!(length > 0)) continue;
    planes.push(dy / length, -dx / length, (dy * corners[k]! - dx * corners[k + 1]!) / length);
  }
  return planes;
}

/** Whether a point lies deeper than that in a piece. */
function isDeeper(planes: readonly number[], px: number, py: number, depth: number): boolean {
  for (let k = 0; k < planes.length; k += 3)
    if (!(planes[k]! * px + planes[k + 1]! * py - planes[k + 2]! > depth)) return false;
  return true;
}
