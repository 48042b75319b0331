import { grown } from "./growing.ts";
import { ringArea, straightArea } from "./ring.ts";

/** Fraction of a side, and of the cut, within which the first end of a cut moves to the corner; the other end makes up for it. */
const SNAP = 1e-9;
/** How far the square of a normal's length may be from 1. */
const UNIT = 1e-9;
/** Share of the part's area that may be lost for the second end to meet a corner. */
const SNAP_SOLVED = 1e-14;
/** Part of its bounding box that a ring fills at most if it is nearly straight, and measured with care. */
const STRAIGHT = 1e-6;
/** Part of its bounding box that a ring of four corners must fill to count as a box. */
const BOX = 1 - 1e-9;
/** What rounding may have moved a corner by, as a part of the extent of its ring, with some to spare. */
const ROUNDING: number = 2 ** -50;
/** Part of its ring's bounding box that a corner must take up, twice over, to stand out beyond all rounding. */
const CERTAIN: number = 8 * ROUNDING;

/**
 * Cuts a convex ring by a line into two parts of given areas: the tool of engines that make convex polygons.
 *
 * Use it in this order, as often as you like: {@link load} a ring, {@link aim} at a direction, {@link sweep} a line
 * that way until it has cut off an area, and either aim elsewhere and compare, or {@link split} the ring there. The
 * normal of the line points from the part cut off into the rest. The part cut off is the one that a line moved along
 * the normal from outside meets first; its corner met first is the tip.
 *
 * Cut off the smaller part: its area is exact, and its corners keep their digits, however small it is. A part of a
 * part is written in a frame of its own, of which `originX` and `originY` tell the place.
 *
 * @example
 * const cutter = new ConvexCutter();
 * const square = Float64Array.of(0, 0, 0, 10, 10, 10, 10, 0);
 * const parts = new Float64Array(4 * 4 + 8);
 * cutter.load(square, 0, 4);
 * cutter.aim(1, 0);
 * cutter.sweep(1, 30); // cutter.depth is 3: a strip on the left
 * cutter.split(30, parts, 0); // its ring at parts[0] on, that of the rest at parts[2 * cutter.cutCorners] on
 *
 * ```text
 *          corner l+1 ●───────● corner r−1        ↑ n
 *                    /         \                  │
 *         P on l,l+1 ●╌╌╌╌╌╌╌╌╌● Q on r,r−1      the rest above the line P Q,
 *                    \        /                   the part cut off below:
 *             corner l ●──●──● corner r           r … tip … l, P, Q
 *                        tip
 * ```
 *
 * (Corner numbers grow from r over the tip to l, round the ring.)
 */
export class ConvexCutter {
  /** Corners of the ring to cut, relative to its first corner. */
  x: Float64Array = new Float64Array(16);
  y: Float64Array = new Float64Array(16);
  corners = 0;
  /** Area of the ring to cut. */
  area = 0;
  /** Extent of the ring to cut along the axes. */
  width = 0;
  height = 0;

  /** Last corner before P, l, and how far P lies from it towards corner l + 1. */
  leftCorner = 0;
  leftFraction = 0;
  /** Last corner before Q, r, and how far Q lies from it towards corner r − 1. */
  rightCorner = 0;
  rightFraction = 0;
  /** How far the line lies from the tip. */
  depth = 0;

  /** Number of corners of each part, after `split`. */
  cutCorners = 0;
  restCorners = 0;
  /** Where the origin of both parts lies, relative to the first corner of the ring. */
  originX = 0;
  originY = 0;

  #normalX = 1;
  #normalY = 0;
  #lowest = 0;
  #highest = 0;

  /**
   * Takes a copy of a ring to cut, and sets `area`, `width` and `height`.
   *
   * @param points - x, y, x, y …, convex, counter-clockwise as drawn with y downwards: `corners` corners from
   * `points[from]` on
   */
  load(points: Float64Array, from: number, corners: number): void {
    if (corners > this.x.length) {
      this.x = grown(this.x, corners);
      this.y = grown(this.y, corners);
    }
    const { x, y } = this;
    const x0 = points[from]!;
    const y0 = points[from + 1]!;
    let twice = 0;
    let px = 0;
    let py = 0;
    let left = 0;
    let right = 0;
    let above = 0;
    let below = 0;
    let kept = 0;
    for (let k = 0; k < corners; k++) {
      const vx = points[from + 2 * k]! - x0;
      const vy = points[from + 2 * k + 1]! - y0;
      // Corners that a much smaller part left may coincide in this frame.
      if (vx === px && vy === py && k > 0) continue;
      if (vx < left) left = vx;
      if (vx > right) right = vx;
      if (vy < above) above = vy;
      if (vy > below) below = vy;
      x[kept] = vx;
      y[kept] = vy;
      kept++;
      twice += py * vx - px * vy;
      px = vx;
      py = vy;
    }
    while (kept > 1 && x[kept - 1] === 0 && y[kept - 1] === 0) kept--;
    this.corners = kept;
    this.width = right - left;
    this.height = below - above;
    const box = this.width * this.height;
    if (kept > 3 && !(kept === 4 && twice >= 2 * BOX * box) && this.#leastTurn() <= CERTAIN * box) {
      if (this.#vaguest() >= 0) {
        this.#dropVague();
        return;
      }
    }
    const isStraight = twice < STRAIGHT * box;
    this.area = isStraight ? straightArea(points, from, corners) : twice / 2;
  }

  /** Twice the area of the least triangle that a corner makes with its neighbours. */
  #leastTurn(): number {
    const { x, y, corners } = this;
    let px = x[corners - 1]!;
    let py = y[corners - 1]!;
    let fromX = px - x[corners - 2]!;
    let fromY = py - y[corners - 2]!;
    let least = Infinity;
    for (let k = 0; k < corners; k++) {
      const toX = x[k]! - px;
      const toY = y[k]! - py;
      const turn = fromY * toX - fromX * toY;
      if (turn < least) least = turn;
      px = x[k]!;
      py = y[k]!;
      fromX = toX;
      fromY = toY;
    }
    return least;
  }

  /**
   * The corner that stands out least, of those that stand out by no more than what rounding may have moved them; −1 if
   * all are certain. A side that a much smaller part has left may be so short that its direction is chance, and what is
   * cut off there, of its own size, would come out dented or crossed.
   */
  #vaguest(): number {
    const { x, y, corners, width, height } = this;
    let vaguest = -1;
    let least = Infinity;
    for (let k = 0; k < corners; k++) {
      const before = k === 0 ? corners - 1 : k - 1;
      const after = k + 1 === corners ? 0 : k + 1;
      const fromX = x[k]! - x[before]!;
      const fromY = y[k]! - y[before]!;
      const toX = x[after]! - x[k]!;
      const toY = y[after]! - y[k]!;
      const turn = fromY * toX - fromX * toY;
      const reachX = Math.abs(fromX) + Math.abs(toX);
      const reachY = Math.abs(fromY) + Math.abs(toY);
      if (turn > ROUNDING * (width * reachY + height * reachX) || turn >= least) continue;
      vaguest = k;
      least = turn;
    }
    return vaguest;
  }

  /** Leaves out corners that are no more than rounding, and measures the ring anew. */
  #dropVague(): void {
    const { x, y } = this;
    for (let vague = this.#vaguest(); vague >= 0 && this.corners > 3; vague = this.#vaguest()) {
      x.copyWithin(vague, vague + 1, this.corners);
      y.copyWithin(vague, vague + 1, this.corners);
      this.corners--;
    }
    const points = new Float64Array(2 * this.corners);
    for (let k = 0; k < this.corners; k++) {
      points[2 * k] = x[k]!;
      points[2 * k + 1] = y[k]!;
    }
    this.area = ringArea(points, 0, this.corners);
  }

  /** Whether the ring is a box with sides along the axes. */
  get isBox(): boolean {
    return this.corners === 4 && this.area >= BOX * this.width * this.height;
  }

  /** Extent of the ring along a unit vector. */
  extent(dx: number, dy: number): number {
    const { x, y, corners } = this;
    let low = 0;
    let high = 0;
    for (let k = 1; k < corners; k++) {
      const along = dx * x[k]! + dy * y[k]!;
      if (along < low) low = along;
      else if (along > high) high = along;
    }
    return high - low;
  }

  /** Sets the normal of the lines that `sweep` moves; a vector of any length will do. */
  aim(nx: number, ny: number): void {
    const squared = nx * nx + ny * ny;
    if (Math.abs(squared - 1) > UNIT) {
      const length = Math.sqrt(squared);
      nx /= length;
      ny /= length;
    }
    const { x, y, corners } = this;
    let lowest = 0;
    let highest = 0;
    let least = nx * x[0]! + ny * y[0]!;
    let most = least;
    for (let k = 1; k < corners; k++) {
      const along = nx * x[k]! + ny * y[k]!;
      if (along < least) {
        least = along;
        lowest = k;
      }
      if (along > most) {
        most = along;
        highest = k;
      }
    }
    this.#normalX = nx;
    this.#normalY = ny;
    this.#lowest = lowest;
    this.#highest = highest;
  }

  /**
   * Does what {@link aim} does for sweeps along the normal, a unit vector, of which a corner is known to be the tip, in
   * a time that does not grow with the number of corners.
   */
  aimFrom(tip: number, nx: number, ny: number): void {
    this.#normalX = nx;
    this.#normalY = ny;
    this.#lowest = tip;
  }

  /**
   * Moves a line from outside along the normal (`sign` 1) or against it (−1) until the part cut off has the
   * given area, and sets the corners and fractions of P and Q, and `depth`. The ring stays as it is.
   *
   * @param area - more than 0 and less than that of the ring, in square units of the container
   */
  sweep(sign: 1 | -1, area: number): void {
    const { x, y, corners } = this;
    const nx = sign * this.#normalX;
    const ny = sign * this.#normalY;
    const tip = sign > 0 ? this.#lowest : this.#highest;
    // The line climbs from corner to corner; between two it sweeps a trapezoid.
    let l = tip;
    let r = tip;
    const start = nx * x[tip]! + ny * y[tip]!;
    let lLevel = start;
    let rLevel = start;
    let lEdge = nx * y[tip]! - ny * x[tip]!;
    let rEdge = lEdge;
    let level = start;
    let width = 0;
    let missing = area;
    for (let slab = 0; ; slab++) {
      const lNext = l + 1 === corners ? 0 : l + 1;
      const rNext = r === 0 ? corners - 1 : r - 1;
      const lTop = nx * x[lNext]! + ny * y[lNext]!;
      const rTop = nx * x[rNext]! + ny * y[rNext]!;
      const lTopEdge = nx * y[lNext]! - ny * x[lNext]!;
      const rTopEdge = nx * y[rNext]! - ny * x[rNext]!;
      const top = lTop < rTop ? lTop : rTop;
      const lEnd = lTop === top ? lTopEdge : lEdge + (lTopEdge - lEdge) * ((top - lLevel) / (lTop - lLevel));
      const rEnd = rTop === top ? rTopEdge : rEdge + (rTopEdge - rEdge) * ((top - rLevel) / (rTop - rLevel));
      const topWidth = lEnd - rEnd;
      const height = top - level;
      const swept = 0.5 * (width + topWidth) * height;
      if (swept >= missing || slab === corners) {
        // A corner at the line's level leaves the rise alone in the fraction, exact however small it is.
        const rise = riseTo(missing, width, topWidth, height);
        this.leftCorner = l;
        this.rightCorner = r;
        this.depth = level - start + rise;
        this.leftFraction = lTop > lLevel ? Math.min(1, (level - lLevel + rise) / (lTop - lLevel)) : 1;
        this.rightFraction = rTop > rLevel ? Math.min(1, (level - rLevel + rise) / (rTop - rLevel)) : 1;
        return;
      }
      missing -= swept;
      if (lTop === top) {
        l = lNext;
        lLevel = lTop;
        lEdge = lTopEdge;
      }
      if (rTop === top) {
        r = rNext;
        rLevel = rTop;
        rEdge = rTopEdge;
      }
      level = top;
      width = topWidth;
    }
  }

  /**
   * Writes the two parts of the cut found by the last `sweep` to `out[from]` on: first the part cut off, whose
   * area is made exactly `area`, then the rest. Both are relative to corner l, one of the part cut off, so that
   * a part however small keeps its shape. Each has at most one corner more than the ring, and both together at most
   * four more, so `out` needs 4 × corners + 8 numbers; it may be the array that the ring was loaded from. Sets
   * `cutCorners`, `restCorners`, `originX` and `originY`.
   *
   * @param area - what `sweep` was given
   */
  split(area: number, out: Float64Array, from: number): void {
    this.#snapP(area);
    this.#solveQ(area);
    const { x, y, corners, leftCorner: l, leftFraction: p, rightCorner: r, rightFraction: q } = this;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const rNext = r === 0 ? corners - 1 : r - 1;
    const originX = x[l]!;
    const originY = y[l]!;
    const px = p * (x[lNext]! - originX);
    const py = p * (y[lNext]! - originY);
    const qx = x[r]! - originX + q * (x[rNext]! - x[r]!);
    const qy = y[r]! - originY + q * (y[rNext]! - y[r]!);

    let at = from;
    for (let k = r; ; k = k + 1 === corners ? 0 : k + 1) {
      out[at++] = x[k]! - originX;
      out[at++] = y[k]! - originY;
      if (k === l) break;
    }
    // An end that coincides with a corner is that corner, and must not stand twice.
    if (p > 0) {
      out[at++] = px;
      out[at++] = py;
    }
    if (q > 0) {
      out[at++] = qx;
      out[at++] = qy;
    }
    this.cutCorners = (at - from) / 2;

    const rest = at;
    if (p < 1) {
      out[at++] = px;
      out[at++] = py;
    }
    for (let k = lNext; ; k = k + 1 === corners ? 0 : k + 1) {
      out[at++] = x[k]! - originX;
      out[at++] = y[k]! - originY;
      if (k === rNext) break;
    }
    if (q < 1) {
      out[at++] = qx;
      out[at++] = qy;
    }
    this.restCorners = (at - rest) / 2;
    this.originX = originX;
    this.originY = originY;
  }

  /**
   * Moves P to a corner very near it; not to the tip itself, which would leave no triangle there. Near is meant
   * by the length of the cut as well as by that of the side: else a very short cut would turn.
   */
  #snapP(area: number): void {
    const { leftCorner: l, leftFraction: p } = this;
    if (p >= SNAP && p <= 1 - SNAP) return;
    if (p < SNAP && l === this.rightCorner) return;
    this.#solveQ(area);
    const { x, y, corners, rightCorner: r, rightFraction: q } = this;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const rNext = r === 0 ? corners - 1 : r - 1;
    const sideX = x[lNext]! - x[l]!;
    const sideY = y[lNext]! - y[l]!;
    const cutX = x[r]! - x[l]! + q * (x[rNext]! - x[r]!) - p * sideX;
    const cutY = y[r]! - y[l]! + q * (y[rNext]! - y[r]!) - p * sideY;
    const move = Math.min(p, 1 - p);
    const isNear = move * move * (sideX * sideX + sideY * sideY) <= SNAP * SNAP * (cutX * cutX + cutY * cutY);
    if (isNear) this.leftFraction = p < SNAP ? 0 : 1;
  }

  /**
   * Solves for Q with P held: triangles from P over the part cut off, added up until the area is reached. This
   * is linear, and sums only areas of the smaller part's own size.
   */
  #solveQ(area: number): void {
    const { x, y, corners, leftCorner: l, leftFraction: p } = this;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const originX = x[l]!;
    const originY = y[l]!;
    const px = p * (x[lNext]! - originX);
    const py = p * (y[lNext]! - originY);
    let missing = 2 * area;
    let ax = -px;
    let ay = -py;
    let k = l;
    for (let step = 0; ; step++) {
      const next = k === 0 ? corners - 1 : k - 1;
      const bx = x[next]! - originX - px;
      const by = y[next]! - originY - py;
      const twice = by * ax - bx * ay;
      if (twice >= missing || step === corners - 1) {
        this.rightCorner = k;
        const slack = SNAP_SOLVED * area;
        if (twice - missing <= slack) this.rightFraction = 1;
        else this.rightFraction = missing <= slack ? 0 : missing / twice;
        return;
      }
      missing -= twice;
      k = next;
      ax = bx;
      ay = by;
    }
  }
}

/** How far a line climbs in a trapezoid of the given height until it has swept `area`, without cancellation. */
export function riseTo(area: number, width: number, topWidth: number, height: number): number {
  if (!(height > 0)) return 0;
  const root = Math.sqrt(Math.max(0, width * width + ((2 * (topWidth - width)) / height) * area));
  return Math.min(height, (2 * area) / (width + root));
}
