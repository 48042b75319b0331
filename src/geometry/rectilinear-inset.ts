import { ringContains } from "./ring.ts";

/** Distances kept from the left, upper, right and lower sides of a ring. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A rectilinear ring, the first 2 × `corners` numbers of `points`, and what to keep free along its sides. */
export interface Inset extends Margins {
  readonly points: Float64Array;
  readonly corners: number;
}

/** Lines nearer to each other than this part of the greatest coordinate are one. */
const SAME_LINE = 1e-10;

/**
 * The largest piece of what several rectilinear rings have in common after each has lost a margin along its sides;
 * null if nothing is left. The ring is counter-clockwise as drawn, as they are.
 */
export function commonInset(insets: readonly Inset[]): Float64Array | null {
  const xs = linesOf(insets, 0);
  const ys = linesOf(insets, 1);
  const columns = xs.length - 1;
  const rows = ys.length - 1;
  if (columns < 1 || rows < 1) return null;
  const kept = new Int32Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const x = (xs[i]! + xs[i + 1]!) / 2;
      const y = (ys[j]! + ys[j + 1]!) / 2;
      if (insets.every((inset) => isKept(inset, x, y))) kept[j * columns + i] = 1;
    }
  }
  const piece = largestPiece(kept, columns, xs, ys);
  return piece < 0 ? null : outline(kept, piece, columns, xs, ys);
}

/** Where sides moved inwards may lie along an axis, in order. */
function linesOf(insets: readonly Inset[], axis: 0 | 1): number[] {
  const all: number[] = [];
  let size = 0;
  for (const { points, corners, left, top, right, bottom } of insets) {
    for (let k = axis; k < 2 * corners; k += 2) {
      const at = points[k]!;
      all.push(at + (axis === 0 ? left : top), at - (axis === 0 ? right : bottom));
      size = Math.max(size, Math.abs(at));
    }
  }
  all.sort((a, b) => a - b);
  return all.filter((at, k) => k === 0 || at - all[k - 1]! > SAME_LINE * size);
}

/** Whether a point lies in a ring, and no side nearer than its margin. */
function isKept({ points, corners, left, top, right, bottom }: Inset, x: number, y: number): boolean {
  const [x0, y0, x1, y1] = [x - left, y - top, x + right, y + bottom];
  let ax = points[2 * corners - 2]!;
  let ay = points[2 * corners - 1]!;
  for (let k = 0; k < 2 * corners; k += 2) {
    const bx = points[k]!;
    const by = points[k + 1]!;
    // A side within the box of the margins round the point is too near.
    if (Math.max(ax, bx) > x0 && Math.min(ax, bx) < x1 && Math.max(ay, by) > y0 && Math.min(ay, by) < y1) {
      return false;
    }
    ax = bx;
    ay = by;
  }
  return ringContains(points, 0, corners, x, y);
}

/** Numbers the pieces that hang together from 2 on, and returns the number of the largest; −1 for none. */
function largestPiece(
  kept: Int32Array,
  columns: number,
  xs: readonly number[],
  ys: readonly number[],
): number {
  let best = -1;
  let most = 0;
  let piece = 1;
  for (let start = 0; start < kept.length; start++) {
    if (kept[start] !== 1) continue;
    piece++;
    let area = 0;
    const open = [start];
    kept[start] = piece;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const i = at % columns;
      const j = (at - i) / columns;
      area += (xs[i + 1]! - xs[i]!) * (ys[j + 1]! - ys[j]!);
      const near = [i > 0 ? at - 1 : -1, i + 1 < columns ? at + 1 : -1, at - columns, at + columns];
      for (const next of near) {
        if (kept[next] !== 1) continue;
        kept[next] = piece;
        open.push(next);
      }
    }
    if (area > most) {
      most = area;
      best = piece;
    }
  }
  return best;
}

/** The outer ring of a piece, without corners on straight sides. */
function outline(
  kept: Int32Array,
  piece: number,
  columns: number,
  xs: readonly number[],
  ys: readonly number[],
): Float64Array {
  const has = (i: number, j: number): boolean => i >= 0 && i < columns && kept[j * columns + i] === piece;
  const start = kept.indexOf(piece);
  let i = start % columns;
  let j = (start - i) / columns;
  const [firstI, firstJ] = [i, j];
  // Down the left side of the first box, with the piece at the left hand.
  let [di, dj] = [0, 1];
  const corners: number[] = [];
  do {
    corners.push(xs[i]!, ys[j]!);
    do {
      i += di;
      j += dj;
    } while (side(has, i, j, di, dj) === "straight");
    [di, dj] = side(has, i, j, di, dj) === "left" ? [dj, -di] : [-dj, di];
  } while (i !== firstI || j !== firstJ);
  return Float64Array.from(corners);
}

/** Where the border of a piece goes on from a crossing of lines, reached in a direction. */
function side(
  has: (i: number, j: number) => boolean,
  i: number,
  j: number,
  di: number,
  dj: number,
): "left" | "straight" | "right" {
  // The boxes ahead, at the left hand and at the right.
  const aheadI = di > 0 ? i : i - 1;
  const aheadJ = dj > 0 ? j : j - 1;
  const left: [number, number] = di === 0 ? [dj > 0 ? i : i - 1, aheadJ] : [aheadI, di > 0 ? j - 1 : j];
  const right: [number, number] = di === 0 ? [dj > 0 ? i - 1 : i, aheadJ] : [aheadI, di > 0 ? j : j - 1];
  if (!has(...left)) return "left";
  return has(...right) ? "right" : "straight";
}
