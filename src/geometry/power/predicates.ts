import { addProduct, addProducts, grow, leading, productTail, sumTail } from "./expansion.ts";

/**
 * Coordinates for the predicates are whole multiples of this. All lie below 2⁶, so the difference of any two is
 * exact, which saves most of the exact arithmetic.
 */
export const GRID: number = 2 ** -46;
/** Adding and subtracting this rounds a number below 2 to the grid. */
const TO_GRID = 1.5 * 2 ** 52 * GRID;

/** Half the distance from 1 to the next double. */
const ROUNDING = 2 ** -53;
/** Bounds of the rounding errors, for differences that are exact (Shewchuk's are for rounded ones). */
const ORIENT_ERROR = 4 * ROUNDING;
const POWER_ERROR = 12 * ROUNDING;

/** The nearest multiple of {@link GRID}. */
export function toGrid(x: number): number {
  return x + TO_GRID - TO_GRID;
}

/**
 * Twice the area of the triangle a, b, c: positive if it is counter-clockwise as drawn with y downwards. The sign
 * is exact for coordinates on the grid.
 */
export function orient(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (ay - cy) * (bx - cx);
  const right = (ax - cx) * (by - cy);
  const area = left - right;
  if (Math.abs(area) >= ORIENT_ERROR * (Math.abs(left) + Math.abs(right))) return area;
  return exactOrient(ay - cy, bx - cx, left, ax - cx, by - cy, right);
}

const sum = /* @__PURE__ */ new Float64Array(512);

function exactOrient(a: number, b: number, left: number, c: number, d: number, right: number): number {
  let length = grow(sum, 0, productTail(a, b, left));
  length = grow(sum, length, -productTail(c, d, right));
  length = grow(sum, length, left);
  return leading(sum, grow(sum, length, -right));
}

/** A test of the sites a, b, c, d among those with coordinates x, y and weights w. */
type PowerTest = (
  x: Float64Array,
  y: Float64Array,
  w: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
) => number;

/**
 * Whether site d is nearer, by power distance, to the power centre of the triangle a, b, c than these three are:
 * positive if so, and then the triangle cannot stay beside d; 0 if d has the same distance. The triangle is
 * counter-clockwise as drawn. The sign is exact for coordinates on the grid and any weights w.
 *
 * All is taken relative to d: with |p|² − w as a height, this is the orientation of four points in space.
 */
export const powerTest: PowerTest = (x, y, w, a, b, c, d) => {
  const sign = powerTestRounded(x, y, w, a, b, c, d);
  return sign === 0 ? exactPowerTest(x, y, w, a, b, c, d) : sign;
};

/** As {@link powerTest}, but 0 wherever rounding leaves a doubt. */
export const powerTestRounded: PowerTest = (x, y, w, a, b, c, d) => {
  const dx = x[d]!;
  const dy = y[d]!;
  const dw = w[d]!;
  const ax = x[a]! - dx;
  const ay = y[a]! - dy;
  const aw = dw - w[a]!;
  const bx = x[b]! - dx;
  const by = y[b]! - dy;
  const bw = dw - w[b]!;
  const cx = x[c]! - dx;
  const cy = y[c]! - dy;
  const cw = dw - w[c]!;
  const aa = ax * ax + ay * ay;
  const bb = bx * bx + by * by;
  const cc = cx * cx + cy * cy;
  const bc1 = by * cx;
  const bc2 = bx * cy;
  const ca1 = cy * ax;
  const ca2 = cx * ay;
  const ab1 = ay * bx;
  const ab2 = ax * by;
  const value = (aa + aw) * (bc1 - bc2) + (bb + bw) * (ca1 - ca2) + (cc + cw) * (ab1 - ab2);
  const size =
    (aa + Math.abs(aw)) * (Math.abs(bc1) + Math.abs(bc2)) +
    (bb + Math.abs(bw)) * (Math.abs(ca1) + Math.abs(ca2)) +
    (cc + Math.abs(cw)) * (Math.abs(ab1) + Math.abs(ab2));
  return Math.abs(value) > POWER_ERROR * size ? value : 0;
};

const minor = /* @__PURE__ */ new Float64Array(8);
const height = /* @__PURE__ */ new Float64Array(8);

const exactPowerTest: PowerTest = (x, y, w, a, b, c, d) => {
  let length = 0;
  for (let k = 0; k < 3; k++) {
    const [p, q, r] = k === 0 ? [a, b, c] : k === 1 ? [b, c, a] : [c, a, b];
    const minorLength = setMinor(x[q]! - x[d]!, y[q]! - y[d]!, x[r]! - x[d]!, y[r]! - y[d]!);
    const heightLength = setHeight(x[p]! - x[d]!, y[p]! - y[d]!, w[d]!, w[p]!);
    length = addProducts(sum, length, height, heightLength, minor, minorLength);
  }
  return leading(sum, length);
};

function setMinor(qx: number, qy: number, rx: number, ry: number): number {
  return addProduct(minor, addProduct(minor, 0, qy, rx, 1), qx, ry, -1);
}

function setHeight(px: number, py: number, dw: number, pw: number): number {
  const difference = dw - pw;
  let length = grow(height, 0, sumTail(dw, -pw, difference));
  length = grow(height, length, difference);
  return addProduct(height, addProduct(height, length, px, px, 1), py, py, 1);
}
