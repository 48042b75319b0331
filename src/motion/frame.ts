import type { PackedCells } from "../partition/cells.ts";
import type { Morph } from "./morph.ts";

/** Part of a cell's width and height below which corners are one: where two meet on their way, rounding remains. */
const SAME_CORNER = 1e-12;

/**
 * Places all cells at the time t.
 *
 * Between two outlines lies one whose area is more or less than asked for. So each cell is scaled, about the middle
 * of its way, to the area between its shares at both ends; its children follow. A cell that thereby would leave the
 * bounding box of its parent's is moved back, and where it is too wide it is made narrower and higher.
 *
 * @param places - written by node: x, y of the first corner in the frame of the parent's, scale along x, scale along y;
 * a cell without area has scale 0
 * @param absolute - 2 numbers a node of scratch, where some nodes are free
 */
export function placeCells(
  morph: Morph,
  t: number,
  places: Float64Array,
  absolute: Float64Array | null,
): void {
  const { tree, before, after, mixed, free } = morph;
  const { parent, size } = tree;
  const { origin: originA, centre: centreA, reach: reachA, area: areaA } = before;
  const { origin: originB, centre: centreB, reach: reachB, area: areaB } = after;
  const s = 1 - t;
  const whole = s * s * areaA[0]! + s * t * mixed[0]! + t * t * areaB[0]!;
  // An empty map has no shares: from it all cells grow.
  const perA = areaA[0]! > 0 ? (s * whole) / areaA[0]! : 0;
  const perB = areaB[0]! > 0 ? (t * whole) / areaB[0]! : 0;
  for (let i = 0; i < size; i++) {
    const area = s * s * areaA[i]! + s * t * mixed[i]! + t * t * areaB[i]!;
    const p = parent[i]!;
    if (!(area > 0)) {
      places.fill(0, 4 * i, 4 * i + 4);
      absolute?.copyWithin(2 * i, 2 * p, 2 * p + 2);
      continue;
    }
    const scale = i === 0 ? 1 : Math.sqrt((perA * areaA[i]! + perB * areaB[i]!) / area);
    let scaleX = scale;
    let scaleY = scale;
    const cx = s * centreA[2 * i]! + t * centreB[2 * i]!;
    const cy = s * centreA[2 * i + 1]! + t * centreB[2 * i + 1]!;
    let x = s * originA[2 * i]! + t * originB[2 * i]! + cx;
    let y = s * originA[2 * i + 1]! + t * originB[2 * i + 1]! + cy;
    if (free[i] === 1) {
      x -= absolute![2 * p]!;
      y -= absolute![2 * p + 1]!;
    } else if (p >= 0) {
      const parentX = places[4 * p + 2]!;
      const parentY = places[4 * p + 3]!;
      const left = s * reachA[4 * i]! + t * reachB[4 * i]!;
      const up = s * reachA[4 * i + 1]! + t * reachB[4 * i + 1]!;
      const right = s * reachA[4 * i + 2]! + t * reachB[4 * i + 2]!;
      const down = s * reachA[4 * i + 3]! + t * reachB[4 * i + 3]!;
      const px = parentX * (s * centreA[2 * p]! + t * centreB[2 * p]!);
      const py = parentY * (s * centreA[2 * p + 1]! + t * centreB[2 * p + 1]!);
      const x0 = px - parentX * (s * reachA[4 * p]! + t * reachB[4 * p]!);
      const y0 = py - parentY * (s * reachA[4 * p + 1]! + t * reachB[4 * p + 1]!);
      const x1 = px + parentX * (s * reachA[4 * p + 2]! + t * reachB[4 * p + 2]!);
      const y1 = py + parentY * (s * reachA[4 * p + 3]! + t * reachB[4 * p + 3]!);
      const tooWide = (scale * (left + right)) / (x1 - x0);
      const tooHigh = (scale * (up + down)) / (y1 - y0);
      const longer = stretch(tooWide, tooHigh);
      scaleX /= longer;
      scaleY *= longer;
      x = clamp(parentX * x, x0 + scaleX * left, x1 - scaleX * right);
      y = clamp(parentY * y, y0 + scaleY * up, y1 - scaleY * down);
    }
    places[4 * i] = x - scaleX * cx;
    places[4 * i + 1] = y - scaleY * cy;
    places[4 * i + 2] = scaleX;
    places[4 * i + 3] = scaleY;
    if (absolute) {
      absolute[2 * i] = places[4 * i]! + (p < 0 ? 0 : absolute[2 * p]!);
      absolute[2 * i + 1] = places[4 * i + 1]! + (p < 0 ? 0 : absolute[2 * p + 1]!);
    }
  }
}

/**
 * How many times a box must be made higher, and narrower, to fit into another: as little as will do, and if nothing
 * does, so that it is too large by as much in both ways.
 *
 * @param wide - how many times as wide as the other it is
 * @param high - how many times as high
 */
function stretch(wide: number, high: number): number {
  if (wide <= 1 && high <= 1) return 1;
  if (wide * high > 1) return Math.sqrt(wide / high);
  return wide > 1 ? wide : 1 / high;
}

/** A number within limits; half-way between limits that leave no room. */
function clamp(x: number, least: number, most: number): number {
  return least > most ? (least + most) / 2 : Math.max(least, Math.min(x, most));
}

/** The cells of a frame where all are rectangles, as `boxCells` packs them. */
export function packBoxes({ before, after, corners }: Morph, t: number, places: Float64Array): PackedCells {
  const s = 1 - t;
  const a = before.reach;
  const b = after.reach;
  const boxes = places.slice();
  for (let i = 0, k = 0; i < corners.length; i++, k += 4) {
    boxes[k + 2]! *= s * (a[k]! + a[k + 2]!) + t * (b[k]! + b[k + 2]!);
    boxes[k + 3]! *= s * (a[k + 1]! + a[k + 3]!) + t * (b[k + 1]! + b[k + 3]!);
  }
  return { boxes };
}

/** The cells of any other frame, as polygonal cells are packed. */
export function packRings(morph: Morph, t: number, places: Float64Array): PackedCells {
  const { before, after, corners: most, start: first } = morph;
  const size = most.length;
  const { points: a, reach: reachA } = before;
  const { points: b, reach: reachB } = after;
  const s = 1 - t;
  const origin = new Float64Array(2 * size);
  const start = new Int32Array(size);
  const corners = new Int32Array(size);
  const points = new Float64Array(first[size - 1]! + 2 * most[size - 1]!);
  let used = 0;
  for (let i = 0, k = 0; i < size; i++, k += 4) {
    origin[2 * i] = places[k]!;
    origin[2 * i + 1] = places[k + 1]!;
    start[i] = used;
    const scaleX = places[k + 2]!;
    const scaleY = places[k + 3]!;
    if (scaleX === 0 || scaleY === 0) continue;
    const leastX =
      SAME_CORNER * scaleX * (s * (reachA[k]! + reachA[k + 2]!) + t * (reachB[k]! + reachB[k + 2]!));
    const leastY =
      SAME_CORNER * scaleY * (s * (reachA[k + 1]! + reachA[k + 3]!) + t * (reachB[k + 1]! + reachB[k + 3]!));
    const from = used;
    used += 2;
    let [px, py] = [0, 0];
    for (let c = first[i]! + 2, end = first[i]! + 2 * most[i]!; c < end; c += 2) {
      const x = scaleX * (a[c]! + t * (b[c]! - a[c]!));
      const y = scaleY * (a[c + 1]! + t * (b[c + 1]! - a[c + 1]!));
      if (Math.abs(x - px) <= leastX && Math.abs(y - py) <= leastY) continue;
      points[used++] = px = x;
      points[used++] = py = y;
    }
    while (used > from + 2 && Math.abs(points[used - 2]!) <= leastX && Math.abs(points[used - 1]!) <= leastY)
      used -= 2;
    corners[i] = (used - from) / 2;
  }
  return { origin, start, corners, points };
}
