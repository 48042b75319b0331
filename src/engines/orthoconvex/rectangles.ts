import { growAll } from "../../geometry/growing.ts";

// How a rectangle lies in the one it was taken from, seen from that one's corner; 0 if it lies on its own, and no
// region goes on from it into the rectangle around.
/** At the corner, cut off by an upright line. */
export const CORNER_X = 1;
/** At the corner, cut off by a level line. */
export const CORNER_Y = 2;
/** Beyond an upright line. */
export const REST_X = 3;
/** Beyond a level line. */
export const REST_Y = 4;
/** At the corner, shorter on both sides. */
export const NEAR = 5;
/** At the far corner, shorter on both sides. */
export const FAR = 6;
/** The second of three slices, whose corner is mirrored. */
export const MIRROR = 7;

/** Bits of a corner: whether it lies on the right and at the bottom. */
export const RIGHT = 1;
export const BOTTOM = 2;

/**
 * The rectangles of a construction, each in the frame of the one it was taken from, whose origin is its left
 * upper corner: so all lengths keep their digits at any depth.
 */
export class Rectangles {
  count = 0;
  parent: Int32Array = new Int32Array(0);
  x: Float64Array = new Float64Array(0);
  y: Float64Array = new Float64Array(0);
  width: Float64Array = new Float64Array(0);
  height: Float64Array = new Float64Array(0);
  role: Uint8Array = new Uint8Array(0);
  corner: Uint8Array = new Uint8Array(0);
  /** The part that hollow and mirrored regions of a rectangle leave out; few have any. */
  readonly inner: Map<number, number> = new Map();

  constructor(room: number) {
    this.#reserve(room >> 1);
  }

  /** Adds a rectangle by its place in its parent. */
  add(parent: number, x: number, y: number, width: number, height: number): number {
    const k = this.count++;
    if (k === this.parent.length) this.#reserve(this.count + 8);
    this.parent[k] = parent;
    this.x[k] = x;
    this.y[k] = y;
    this.width[k] = width;
    this.height[k] = height;
    return k;
  }

  /** Adds a rectangle by its distances from the parent's corner, which it keeps. */
  place(parent: number, across: number, down: number, width: number, height: number, role: number): number {
    const corner = this.corner[parent]!;
    const x = corner & RIGHT ? this.width[parent]! - across - width : across;
    const y = corner & BOTTOM ? this.height[parent]! - down - height : down;
    const k = this.add(parent, x, y, width, height);
    this.role[k] = role;
    this.corner[k] = corner;
    return k;
  }

  /** Adds a slice `size` thick at a distance from the corner, across the axis it is cut along. */
  slice(parent: number, alongX: boolean, from: number, size: number, role: number): number {
    return alongX
      ? this.place(parent, from, 0, size, this.height[parent]!, role)
      : this.place(parent, 0, from, this.width[parent]!, size, role);
  }

  /** Adds what lies at the corner and beyond a line that parts a rectangle in this proportion. */
  cut(parent: number, alongX: boolean, part: number, rest: number): [corner: number, beyond: number] {
    const length = alongX ? this.width[parent]! : this.height[parent]!;
    const near = length * (part / (part + rest));
    const far = length * (rest / (part + rest));
    return [
      this.slice(parent, alongX, 0, near, alongX ? CORNER_X : CORNER_Y),
      this.slice(parent, alongX, near, far, alongX ? REST_X : REST_Y),
    ];
  }

  /** Adds a rectangle of the same shape with a share of the area, at the corner or the one opposite. */
  notch(parent: number, part: number, whole: number, role: number): number {
    const side = Math.sqrt(part / whole);
    const width = side * this.width[parent]!;
    const height = side * this.height[parent]!;
    const across = role === FAR ? this.width[parent]! - width : 0;
    const down = role === FAR ? this.height[parent]! - height : 0;
    return this.place(parent, across, down, width, height, role);
  }

  #reserve(room: number): void {
    growAll(this, ["parent", "x", "y", "width", "height", "role", "corner"], room);
  }
}
