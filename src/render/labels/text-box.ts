import { clipRing } from "../../geometry/clip.ts";
import { convexContains, ringArea, ringCentroid } from "../../geometry/ring.ts";
import { ABOVE, BESIDE } from "./metrics.ts";

/** The middle of a block of text and its font size. */
export interface TextPlace {
  x: number;
  y: number;
  size: number;
}

/** Font sizes are whole multiples of this, in pixels: a canvas keeps what it measured of each font. */
const STEP = 0.1;
/** Halvings in search of the widest box: to a hundredth of a cell some hundred pixels wide. */
const HALVINGS = 9;

/**
 * Places blocks of text in one convex ring after the other.
 *
 * The middle of a box within a convex ring may lie wherever each side, moved inwards by as much as half the box
 * reaches along the side's normal, still leaves room: the ring eroded by the box. The block goes to the point of
 * that room nearest to the centroid.
 */
export class TextRoom {
  #points: Float64Array = new Float64Array(0);
  #corners = 0;
  readonly #centroid: Float64Array = new Float64Array(2);
  /** Sides of the ring where it is an upright box, as most are; else 0: in a box all is known at once. */
  #boxWidth = 0;
  #boxHeight = 0;
  #from: Float64Array = new Float64Array(0);
  #to: Float64Array = new Float64Array(0);

  /** Takes a convex ring at the front of `points`, which must stay as it is while blocks are placed. */
  load(points: Float64Array, corners: number): void {
    this.#points = points;
    this.#corners = corners;
    if (!this.#readBox(points, corners)) ringCentroid(points, 0, corners, this.#centroid);
    // Every side may cut off a corner, and so add one.
    const room = 4 * corners + 2;
    if (this.#from.length >= room) return;
    this.#from = new Float64Array(room);
    this.#to = new Float64Array(room);
  }

  #readBox(points: Float64Array, corners: number): boolean {
    this.#boxWidth = this.#boxHeight = 0;
    const [ax, ay, bx, by] = [points[0]!, points[1]!, points[4]!, points[5]!];
    if (corners !== 4 || points[2] !== ax || points[3] !== by || points[6] !== bx || points[7] !== ay)
      return false;
    this.#boxWidth = Math.abs(bx - ax);
    this.#boxHeight = Math.abs(by - ay);
    this.#centroid[0] = (ax + bx) / 2;
    this.#centroid[1] = (ay + by) / 2;
    return true;
  }

  /** Area of the ring. */
  area(): number {
    return this.#boxWidth > 0 ? this.#boxWidth * this.#boxHeight : ringArea(this.#points, 0, this.#corners);
  }

  /**
   * The largest font size, at most `most`, for a block `width` × `height` font sizes large; 0 if it is below
   * `least`. Writes the place of the block.
   */
  fit(width: number, height: number, least: number, most: number, place: TextPlace): number {
    const centred = this.#sizeAtCentroid(width, height);
    if (centred >= most) return this.#settle(most, this.#centroid[0]!, this.#centroid[1]!, place);
    // In tenths of their own, 8.3 is not 83 · 0.1.
    const tenth = Math.round(1 / STEP);
    if (this.#boxWidth > 0) {
      const size = Math.floor(centred * tenth) / tenth;
      if (!(centred >= least)) return (place.size = 0);
      return this.#settle(Math.max(least, size), this.#centroid[0]!, this.#centroid[1]!, place);
    }
    if (this.#holds(width * most, height * most)) return this.#nearest(most, place);
    let low = Math.ceil(least / STEP);
    if (centred >= low * STEP) low = Math.floor(centred / STEP);
    else if (!this.#holds(width * low * STEP, height * low * STEP)) return (place.size = 0);
    let high = Math.ceil(most / STEP);
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#holds(width * middle * STEP, height * middle * STEP)) low = middle;
      else high = middle;
    }
    const size = low / tenth;
    if (this.#holds(width * size, height * size)) return this.#nearest(size, place);
    return this.#settle(size, this.#centroid[0]!, this.#centroid[1]!, place);
  }

  /** The greatest width in pixels of a box so many pixels high; 0 if there is none. Writes its middle. */
  widest(height: number, place: TextPlace): number {
    if (this.#boxWidth > 0) {
      if (height + 2 * ABOVE > this.#boxHeight) return 0;
      this.#settle(place.size, this.#centroid[0]!, this.#centroid[1]!, place);
      return Math.max(0, this.#boxWidth - 2 * BESIDE);
    }
    let high = 0;
    for (let k = 0; k < 2 * this.#corners; k += 2) {
      high = Math.max(high, 2 * Math.abs(this.#points[k]! - this.#centroid[0]!));
    }
    let low = 0;
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2;
      if (this.#holds(middle, height)) low = middle;
      else high = middle;
    }
    if (low > 0 && this.#holds(low, height)) this.#nearest(place.size, place);
    return low;
  }

  /** The largest size of a block in the middle: the nearest side tells it. */
  #sizeAtCentroid(width: number, height: number): number {
    if (this.#boxWidth > 0)
      return Math.min((this.#boxWidth - 2 * BESIDE) / width, (this.#boxHeight - 2 * ABOVE) / height);
    const points = this.#points;
    const corners = this.#corners;
    const x = this.#centroid[0]!;
    const y = this.#centroid[1]!;
    let size = Infinity;
    let ax = points[2 * corners - 2]! - x;
    let ay = points[2 * corners - 1]! - y;
    for (let k = 0; k < 2 * corners; k += 2) {
      const bx = points[k]! - x;
      const by = points[k + 1]! - y;
      const nx = Math.abs(by - ay);
      const ny = Math.abs(bx - ax);
      const room = ay * bx - ax * by - nx * BESIDE - ny * ABOVE;
      const reach = (nx * width + ny * height) / 2;
      if (reach > 0) size = Math.min(size, room / reach);
      ax = bx;
      ay = by;
    }
    return size;
  }

  /** Whether a box of this size in pixels fits anywhere; leaves the room of its middle in `#from`. */
  #holds(width: number, height: number): boolean {
    return this.#erode(width / 2 + BESIDE, height / 2 + ABOVE) > 0;
  }

  /**
   * Places for the middle of a box of this size in pixels, written to `out` as x and y by turns: nearest to the
   * centroid, at the corners of what is left for it, and half-way between these. Returns their number.
   */
  places(width: number, height: number, out: number[]): number {
    out.length = 0;
    if (this.#boxWidth > 0) return this.#placesInBox(width, height, out);
    if (!this.#holds(width, height)) return 0;
    const place = { x: 0, y: 0, size: 0 };
    this.#nearest(0, place);
    out.push(place.x, place.y);
    const room = this.#from;
    const end = 2 * this.#left;
    for (let k = 0; k < end; k += 2) {
      const [x, y] = [room[k]!, room[k + 1]!];
      const [nextX, nextY] = [room[(k + 2) % end]!, room[(k + 3) % end]!];
      out.push(x, y, (x + nextX) / 2, (y + nextY) / 2, (x + place.x) / 2, (y + place.y) / 2);
    }
    return out.length / 2;
  }

  #placesInBox(width: number, height: number, out: number[]): number {
    const across = (this.#boxWidth - width) / 2 - BESIDE;
    const down = (this.#boxHeight - height) / 2 - ABOVE;
    if (across < 0 || down < 0) return 0;
    const [x, y] = [this.#centroid[0]!, this.#centroid[1]!];
    out.push(x, y);
    for (const part of [1, 0.5]) {
      for (const dy of [-1, 1, 0])
        for (const dx of [0, -1, 1]) if (dx || dy) out.push(x + part * dx * across, y + part * dy * down);
    }
    return out.length / 2;
  }

  #left = 0;

  #erode(halfWidth: number, halfHeight: number): number {
    const points = this.#points;
    const end = 2 * this.#corners;
    let kept = this.#corners;
    for (let k = 0; k < end; k++) this.#from[k] = points[k]!;
    let ax = points[end - 2]!;
    let ay = points[end - 1]!;
    for (let k = 0; k < end && kept > 0; k += 2) {
      const bx = points[k]!;
      const by = points[k + 1]!;
      const nx = ay - by;
      const ny = bx - ax;
      const reach = Math.abs(nx) * halfWidth + Math.abs(ny) * halfHeight;
      if (nx !== 0 || ny !== 0) {
        kept = clipRing(this.#from, kept, nx, ny, nx * bx + ny * by - reach, this.#to);
        [this.#from, this.#to] = [this.#to, this.#from];
      }
      ax = bx;
      ay = by;
    }
    return (this.#left = kept);
  }

  /** Settles at the point of the room last found that is nearest to the centroid. */
  #nearest(size: number, place: TextPlace): number {
    const room = this.#from;
    const end = 2 * this.#left;
    const x = this.#centroid[0]!;
    const y = this.#centroid[1]!;
    if (convexContains(room, 0, this.#left, x, y)) return this.#settle(size, x, y, place);
    let least = Infinity;
    let ax = room[end - 2]!;
    let ay = room[end - 1]!;
    for (let k = 0; k < end; k += 2) {
      const dx = room[k]! - ax;
      const dy = room[k + 1]! - ay;
      const length = dx * dx + dy * dy;
      const t = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
      const distance = (ax + t * dx - x) ** 2 + (ay + t * dy - y) ** 2;
      if (distance < least) {
        least = distance;
        place.x = ax + t * dx;
        place.y = ay + t * dy;
      }
      ax = room[k]!;
      ay = room[k + 1]!;
    }
    return (place.size = size);
  }

  #settle(size: number, x: number, y: number, place: TextPlace): number {
    place.x = x;
    place.y = y;
    return (place.size = size);
  }
}
