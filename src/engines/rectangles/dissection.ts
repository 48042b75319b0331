import { PARTS, type Slot } from "../../partition/slots.ts";

/** The sides of a rectangle, each a segment that it lies at: the lower and the upper end along x, along y. */
export type Sides = [left: number, right: number, top: number, bottom: number];

/** Steps of Newton's method, and by how much of the way to the next segment one may go. */
const MOST_STEPS = 60;
const FARTHEST = 0.9;
/** Relative difference of the forces on a segment that counts as none. */
const BALANCED = 1e-13;
/** Relative error of an area beyond which numbers are too coarse for a dissection. */
const COARSE = 1e-10;

/** The borders of the room in each axis. */
const LOW = 0;
const HIGH = 1;

/** Turns aside what a change has done: other sides for some rectangles. */
export type Change = ReadonlyMap<number, Sides>;

/**
 * A room divided into rectangles, from edge to edge or not: which maximal segments each rectangle lies at. Segments of an
 * axis have numbers of their own; 0 and 1 are the borders of the room.
 */
export class Dissection {
  /** The sides of each rectangle. */
  readonly sides: Sides[];
  /** What comes of it at the areas asked for last: x, y, width and height of each. */
  boxes: Float64Array = new Float64Array(0);
  /** The places of the upright segments at the solution. */
  #xs: ReadonlyMap<number, number> | null = null;

  constructor(sides: Sides[]) {
    this.sides = sides;
  }

  /** Of rows and columns: each cut is a segment. `place` tells the rectangle of a cell. */
  static ofSlots(top: Slot, count: number, place: (node: number) => number): Dissection {
    const sides: Sides[] = Array.from({ length: count }, () => [LOW, HIGH, LOW, HIGH]);
    let next = HIGH + 1;
    const open: [Slot, Sides][] = [[top, [LOW, HIGH, LOW, HIGH]]];
    for (let one = open.pop(); one; one = open.pop()) {
      const [slot, around] = one;
      if (slot.node !== PARTS) sides[place(slot.node)] = around;
      const axis = slot.isRow ? 0 : 2;
      let before = around[axis];
      for (const [k, part] of slot.parts.entries()) {
        const own: Sides = [...around];
        own[axis] = before;
        before = k === slot.parts.length - 1 ? around[axis + 1]! : next++;
        own[axis + 1] = before;
        open.push([part, own]);
      }
    }
    return new Dissection(sides);
  }

  /** A segment that is no rectangle's side. */
  newSegment(): number {
    return 1 + this.sides.reduce((most, sides) => Math.max(most, ...sides), HIGH);
  }

  changed(change: Change): Dissection {
    return new Dissection(this.sides.map((sides, k) => change.get(k) ?? sides));
  }

  /**
   * Takes a rectangle out where it is the only one at its side of a segment: those beyond it take its room. False
   * where there is no such side, as in the middle of a pinwheel.
   */
  remove(k: number): boolean {
    const own = this.sides[k]!;
    for (let side = 0; side < 4; side++) {
      const segment = own[side]!;
      const facing = side ^ 1;
      if (segment === LOW || segment === HIGH) continue;
      if (this.sides.some((sides, j) => j !== k && sides[side] === segment)) continue;
      this.sides.splice(k, 1);
      for (const sides of this.sides) if (sides[facing] === segment) sides[facing] = own[facing]!;
      return true;
    }
    return false;
  }

  /** Divides a rectangle, the new one last, to the right of it or below. */
  split(k: number, isRow: boolean): void {
    const segment = this.newSegment();
    const axis = isRow ? 0 : 2;
    const added: Sides = [...this.sides[k]!];
    added[axis] = segment;
    this.sides[k]![axis + 1] = segment;
    this.sides.push(added);
  }

  /**
   * Finds the boxes with these areas; false where numbers are too coarse for it.
   *
   * For each dissection and all areas there is one solution (Wimer, Koren, Cederbaum 1988; Eppstein and others 2012). Here
   * the places x of the upright segments are those at which Σ area · log(width) is greatest, which Newton's method finds:
   * the function is strictly concave. There the sums of area / width of the rectangles at both sides of a segment
   * are equal. So area / width is a flow through the rectangles from the left border to the right one, and in a
   * plane such a flow is the difference of places y of the level segments: the heights for which all areas are right.
   */
  solve(areas: Float64Array, width: number, height: number, start?: Dissection): boolean {
    const total = areas.reduce((sum, area) => sum + area, 0);
    const shares = areas.map((area) => area / total);
    const xs = this.#placesOf(shares, start);
    if (!xs) return false;
    const ys = this.#levels(shares, xs);
    const boxes = new Float64Array(4 * this.sides.length);
    for (const [k, [left, right, top, bottom]] of this.sides.entries()) {
      const [w, h] = [xs.get(right)! - xs.get(left)!, ys.get(bottom)! - ys.get(top)!];
      if (!(Math.abs(w * h - shares[k]!) <= COARSE * shares[k]!)) return false;
      boxes.set([width * xs.get(left)!, height * ys.get(top)!, width * w, height * h], 4 * k);
    }
    this.boxes = boxes;
    this.#xs = xs;
    return true;
  }

  /** The places of the upright segments, from 0 to 1. */
  #placesOf(shares: Float64Array, start: Dissection | undefined): Map<number, number> | null {
    const places = this.#begin(start);
    const free = [...places.keys()].filter((segment) => segment !== LOW && segment !== HIGH);
    const row = new Map(free.map((segment, k) => [segment, k]));
    const n = free.length;
    for (let step = 0; step < MOST_STEPS && n > 0; step++) {
      const force = new Float64Array(n);
      const scale = new Float64Array(n);
      const matrix = Array.from({ length: n }, () => new Float64Array(n));
      for (const [k, [left, right]] of this.sides.entries()) {
        const [p, q] = [row.get(left) ?? -1, row.get(right) ?? -1];
        const width = places.get(right)! - places.get(left)!;
        const flow = shares[k]! / width;
        const stiffness = flow / width;
        if (p >= 0) {
          force[p]! -= flow;
          scale[p]! += flow;
          matrix[p]![p]! += stiffness;
        }
        if (q >= 0) {
          force[q]! += flow;
          matrix[q]![q]! += stiffness;
        }
        if (p >= 0 && q >= 0) {
          matrix[p]![q]! -= stiffness;
          matrix[q]![p]! -= stiffness;
        }
      }
      if (force.every((one, k) => Math.abs(one) <= BALANCED * scale[k]!)) break;
      const way = solveSymmetric(matrix, force);
      if (!way) return null;
      let part = 1;
      let fastest = 0;
      for (const [left, right] of this.sides) {
        const change = (way[row.get(right) ?? n] ?? 0) - (way[row.get(left) ?? n] ?? 0);
        const ratio = change / (places.get(right)! - places.get(left)!);
        fastest = Math.max(fastest, Math.abs(ratio));
        if (ratio < 0) part = Math.min(part, FARTHEST / -ratio);
      }
      // Far from the solution a full step overshoots; beside it, where no width changes by half, it is the best.
      if (fastest > 0.5) part = Math.min(part, 1 / (1 + fastest));
      for (const [k, segment] of free.entries()) places.set(segment, places.get(segment)! + part * way[k]!);
    }
    return places;
  }

  /** Places in the right order: those of a dissection like this, or steps from the left. */
  #begin(start: Dissection | undefined): Map<number, number> {
    const known = start ? start.#xs : null;
    if (known && this.sides.every(([left, right]) => known.get(right)! > known.get(left)!)) {
      const used = new Set(this.sides.flatMap(([left, right]) => [left, right]));
      return new Map([...known].filter(([segment]) => used.has(segment)));
    }
    return ranks(this.sides.map(([left, right]) => [left, right, 1]));
  }

  /** The places of the level segments at which all areas are right. */
  #levels(shares: Float64Array, xs: ReadonlyMap<number, number>): Map<number, number> {
    const heights = this.sides.map(([left, right, top, bottom], k): [number, number, number] => [
      top,
      bottom,
      shares[k]! / (xs.get(right)! - xs.get(left)!),
    ]);
    return ranks(heights);
  }
}

/** The greatest sum of lengths on the way to each segment from the first border, as parts of that to the last. */
function ranks(spans: readonly (readonly [from: number, to: number, length: number])[]): Map<number, number> {
  const places = new Map<number, number>([[LOW, 0]]);
  const open = new Map<number, number>();
  const after = new Map<number, [number, number][]>();
  for (const [from, to, length] of spans) {
    open.set(to, (open.get(to) ?? 0) + 1);
    if (!after.has(from)) after.set(from, []);
    after.get(from)!.push([to, length]);
  }
  const ready = [LOW];
  for (let from = ready.pop(); from !== undefined; from = ready.pop()) {
    for (const [to, length] of after.get(from) ?? []) {
      places.set(to, Math.max(places.get(to) ?? 0, places.get(from)! + length));
      open.set(to, open.get(to)! - 1);
      if (open.get(to) === 0) ready.push(to);
    }
  }
  const end = places.get(HIGH)!;
  for (const [segment, place] of places) places.set(segment, place / end);
  return places;
}

/** Solves equations with a symmetric positive matrix (Cholesky, in place); null where it is none in these digits. */
function solveSymmetric(matrix: readonly Float64Array[], right: Float64Array): Float64Array | null {
  const n = right.length;
  const out = right.slice();
  for (let i = 0; i < n; i++) {
    const row = matrix[i]!;
    for (let j = 0; j <= i; j++) {
      const other = matrix[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      if (i > j) row[j] = sum / other[j]!;
      else if (sum > 0) row[i] = Math.sqrt(sum);
      else return null;
    }
    for (let k = 0; k < i; k++) out[i]! -= row[k]! * out[k]!;
    out[i]! /= row[i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) out[i]! -= matrix[k]![i]! * out[k]!;
    out[i]! /= matrix[i]![i]!;
  }
  return out;
}
