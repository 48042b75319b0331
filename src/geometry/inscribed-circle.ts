/** Sine of the turn below which two sides count as one. */
const STRAIGHT = 1e-13;
/** Rings with up to this many corners share one table of sides. */
const USUAL_CORNERS = 64;

/**
 * Radius of the largest circle inside a convex ring; 0 for a ring without area.
 *
 * All sides move inwards at unit speed. The side that shrinks to nothing first is taken out, its neighbours
 * meet, and so on; the moment when the whole ring vanishes is the radius. This is the linear program "greatest
 * distance to the nearest side", solved along its parametric path. Time: the square of the number of corners
 * at most.
 */
export function inscribedRadius(points: Float64Array, from: number, corners: number): number {
  const sides = corners <= USUAL_CORNERS ? usualSides : new MovingSides(corners);
  return sides.radius(points, from, corners);
}

class MovingSides {
  /** Unit normals pointing inwards, and their products with a point of the side, from the first corner. */
  readonly #normalX: Float64Array;
  readonly #normalY: Float64Array;
  readonly #offset: Float64Array;
  /** When each side has shrunk to nothing, and its neighbours among the sides that are left. */
  readonly #end: Float64Array;
  readonly #before: Int32Array;
  readonly #after: Int32Array;

  constructor(most: number) {
    this.#normalX = new Float64Array(most);
    this.#normalY = new Float64Array(most);
    this.#offset = new Float64Array(most);
    this.#end = new Float64Array(most);
    this.#before = new Int32Array(most);
    this.#after = new Int32Array(most);
  }

  radius(points: Float64Array, from: number, corners: number): number {
    let left = this.#read(points, from, corners);
    if (left < 3) return 0;
    const before = this.#before;
    const after = this.#after;
    for (let i = 0; i < left; i++) {
      before[i] = i === 0 ? left - 1 : i - 1;
      after[i] = i === left - 1 ? 0 : i + 1;
    }
    // The three sides of a triangle vanish together.
    if (left === 3) return Math.max(this.#endOf(0), 0);
    for (let i = 0; i < left; i++) this.#end[i] = this.#endOf(i);
    for (let start = 0; ; left--) {
      const i = this.#firstToEnd(start, left);
      const a = before[i]!;
      const b = after[i]!;
      if (left <= 3 || !this.#meet(a, b)) return Math.max(this.#end[i]!, 0);
      after[a] = b;
      before[b] = a;
      this.#end[a] = this.#endOf(a);
      this.#end[b] = this.#endOf(b);
      start = a;
    }
  }

  /** Reads the sides, leaving out those without length or turn, and returns how many there are. */
  #read(points: Float64Array, from: number, corners: number): number {
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
      if (length > 0 && (count === 0 || !this.#isParallel(count - 1, nx, ny))) {
        this.#normalX[count] = nx;
        this.#normalY[count] = ny;
        this.#offset[count] = nx * ax + ny * ay;
        count++;
      }
      ax = bx;
      ay = by;
    }
    return count > 1 && this.#isParallel(count - 1, this.#normalX[0]!, this.#normalY[0]!) ? count - 1 : count;
  }

  /** Whether side i points the same way: then a corner between them is none. */
  #isParallel(i: number, nx: number, ny: number): boolean {
    const sin = this.#normalX[i]! * ny - this.#normalY[i]! * nx;
    return Math.abs(sin) < STRAIGHT && this.#normalX[i]! * nx + this.#normalY[i]! * ny > 0;
  }

  #firstToEnd(start: number, count: number): number {
    const ends = this.#end;
    let first = start;
    for (let k = 1, i = this.#after[start]!; k < count; k++, i = this.#after[i]!) {
      if (ends[i]! < ends[first]!) first = i;
    }
    return first;
  }

  /** Whether sides a and b meet behind the side between them: together they turn by less than half a circle. */
  #meet(a: number, b: number): boolean {
    return this.#normalX[a]! * this.#normalY[b]! - this.#normalY[a]! * this.#normalX[b]! < 0;
  }

  /**
   * Radius of the circle that touches side i and both its neighbours. With s measured along side i, the centre
   * (s, t) has distance t from all three lines: two equations, sin·s − (1 − cos)·t = d, solved by Cramer's rule.
   */
  #endOf(i: number): number {
    const a = this.#before[i]!;
    const b = this.#after[i]!;
    const nx = this.#normalX[i]!;
    const ny = this.#normalY[i]!;
    const ax = this.#normalX[a]!;
    const ay = this.#normalY[a]!;
    const bx = this.#normalX[b]!;
    const by = this.#normalY[b]!;
    const sinA = ny * ax - nx * ay;
    const sinB = ny * bx - nx * by;
    const cosA = nx * ax + ny * ay;
    const cosB = nx * bx + ny * by;
    const offset = this.#offset[i]!;
    const dA = this.#offset[a]! - offset * cosA;
    const dB = this.#offset[b]! - offset * cosB;
    return (sinA * dB - sinB * dA) / (sinB * oneLess(cosA, sinA) - sinA * oneLess(cosB, sinB));
  }
}

/** 1 − cos, without cancellation where the angle is small. */
function oneLess(cos: number, sin: number): number {
  return cos > 0 ? (sin * sin) / (1 + cos) : 1 - cos;
}

const usualSides = /* @__PURE__ */ new MovingSides(USUAL_CORNERS);
