/**
 * Rings made comparable: two outlines are written with the same number of corners, each beside its partner, so that
 * a straight way from corner to corner leads from the one outline to the other.
 *
 * Any level line meets each of the outlines in one piece, as it does convex and orthoconvex ones. So an outline is a
 * left and a right border, both functions of the height, and an outline between two has borders between theirs, at
 * the same part of the height. A left border then stays left of the right one: no outline on the way crosses itself.
 * Borders of convex outlines are convex functions and stay so, steps stay steps, and rectangles stay rectangles.
 */

import { between, makeBorder, readBorders, type Border } from "./borders.ts";

/** Parts of the height closer together than this are one: less than the roundings of corners on one level. */
const SAME_LEVEL = 1e-10;
/** Sine of the turn to the wrong side that rounding may leave at a corner of a convex ring. */
const STRAIGHT = 1e-12;

/** Two outlines with as many corners: `corners` of each at the front of `before` and `after`. */
export interface PairedRings {
  corners: number;
  before: Float64Array;
  after: Float64Array;
}

/** Pairs outlines, in arrays that are used again from pair to pair. */
export class RingPairer {
  readonly #paired: PairedRings;
  readonly #a: readonly [left: Border, right: Border];
  readonly #b: readonly [left: Border, right: Border];

  /** `most`: corners that two rings have together. */
  constructor(most: number) {
    this.#a = [makeBorder(most), makeBorder(most)];
    this.#b = [makeBorder(most), makeBorder(most)];
    // Each corner lies on one border, but for those at the top and at the bottom.
    this.#paired = {
      corners: 0,
      before: new Float64Array(2 * most + 8),
      after: new Float64Array(2 * most + 8),
    };
  }

  /**
   * Pairs the first `countA` corners of a with the first `countB` of b. Convex rings of as many corners that may go
   * from corner to corner do so: where neighbours keep their common corners, no gap opens between them.
   *
   * @returns the same object each time
   */
  pair(a: Float64Array, countA: number, b: Float64Array, countB: number, areConvex: boolean): PairedRings {
    const paired = this.#paired;
    if (areConvex && countA === countB) {
      const shift = bestTurn(a, b, countA);
      if (staysConvex(a, b, countA, shift)) {
        paired.corners = countA;
        for (let k = 0; k < countA; k++) {
          const to = 2 * ((k + shift) % countA);
          put(paired, k, a[2 * k]!, a[2 * k + 1]!, b[to]!, b[to + 1]!);
        }
        return paired;
      }
    }
    this.#pairBorders(a, countA, b, countB);
    return paired;
  }

  /** Down the left border and up the right one. */
  #pairBorders(a: Float64Array, countA: number, b: Float64Array, countB: number): void {
    const [topA, heightA] = readBorders(a, countA, this.#a);
    const [topB, heightB] = readBorders(b, countB, this.#b);
    const paired = this.#paired;
    let corners = 0;
    const add = (levelA: number, xA: number, levelB: number, xB: number): void => {
      put(paired, corners, xA, topA + levelA * heightA, xB, topB + levelB * heightB);
      if (corners === 0 || !isSamePair(paired, corners - 1, corners)) corners++;
    };
    mergeDown(this.#a[0], this.#b[0], add);
    const turn = corners;
    mergeDown(this.#a[1], this.#b[1], add);
    reversePairs(paired, turn, corners);
    // At the bottom, and where the outline closes, the same corner may have come from both borders.
    if (isSamePair(paired, turn - 1, turn)) corners = removePair(paired, turn, corners);
    if (isSamePair(paired, 0, corners - 1)) corners--;
    paired.corners = corners;
  }
}

/**
 * By how many corners ring b must be turned for its corners to lie nearest to those of a, both about the mean of their
 * corners. Time: the square of the corners.
 *
 * @param count - corners of each
 */
function bestTurn(a: Float64Array, b: Float64Array, count: number): number {
  let meanX = 0;
  let meanY = 0;
  for (let k = 0; k < 2 * count; k += 2) {
    meanX += a[k]!;
    meanY += a[k + 1]!;
  }
  meanX /= count;
  meanY /= count;
  let best = 0;
  let most = -Infinity;
  for (let turn = 0; turn < count; turn++) {
    // With the means at 0, the squared distances add up to least where the products add up to most.
    let sum = 0;
    for (let k = 0, to = 2 * turn; k < 2 * count; k += 2, to += 2) {
      if (to === 2 * count) to = 0;
      sum += (a[k]! - meanX) * b[to]! + (a[k + 1]! - meanY) * b[to + 1]!;
    }
    if (!(sum > most)) continue;
    most = sum;
    best = turn;
  }
  return best;
}

function put(paired: PairedRings, k: number, ax: number, ay: number, bx: number, by: number): void {
  paired.before[2 * k] = ax;
  paired.before[2 * k + 1] = ay;
  paired.after[2 * k] = bx;
  paired.after[2 * k + 1] = by;
}

function isSamePair({ before, after }: PairedRings, j: number, k: number): boolean {
  return (
    before[2 * j] === before[2 * k] &&
    before[2 * j + 1] === before[2 * k + 1] &&
    after[2 * j] === after[2 * k] &&
    after[2 * j + 1] === after[2 * k + 1]
  );
}

function removePair({ before, after }: PairedRings, k: number, corners: number): number {
  before.copyWithin(2 * k, 2 * k + 2, 2 * corners);
  after.copyWithin(2 * k, 2 * k + 2, 2 * corners);
  return corners - 1;
}

function reversePairs({ before, after }: PairedRings, from: number, end: number): void {
  for (const points of [before, after]) {
    for (let low = 2 * from, high = 2 * end - 2; low < high; low += 2, high -= 2) {
      const [x, y] = [points[low]!, points[low + 1]!];
      points[low] = points[high]!;
      points[low + 1] = points[high + 1]!;
      points[high] = x;
      points[high + 1] = y;
    }
  }
}

/**
 * Whether the ring whose corners are on their way from a to b, turned by `shift` corners, is convex all the time.
 *
 * Sides go straight from one to the other as well. The turn between two of them is then a square function of the time,
 * which is nowhere negative if its three Bernstein coefficients are not.
 */
function staysConvex(a: Float64Array, b: Float64Array, count: number, shift: number): boolean {
  let k = count - 1;
  let [ux, uy, vx, vy] = [0, 0, 0, 0];
  // One side more than there are, so that the turn at the first corner is looked at too.
  for (let side = 0; side <= count; side++) {
    const next = k + 1 === count ? 0 : k + 1;
    const from = 2 * ((k + shift) % count);
    const to = 2 * ((next + shift) % count);
    const px = a[2 * next]! - a[2 * k]!;
    const py = a[2 * next + 1]! - a[2 * k + 1]!;
    const qx = b[to]! - b[from]!;
    const qy = b[to + 1]! - b[from + 1]!;
    // A side that turns by a right angle and more may vanish on the way.
    if (!(px * qx + py * qy > 0)) return false;
    if (side > 0) {
      const size = (Math.abs(ux) + Math.abs(uy)) * (Math.abs(qx) + Math.abs(qy));
      const other = (Math.abs(vx) + Math.abs(vy)) * (Math.abs(px) + Math.abs(py));
      if (uy * qx - ux * qy + (vy * px - vx * py) < -STRAIGHT * (size + other)) return false;
    }
    [ux, uy, vx, vy] = [px, py, qx, qy];
    k = next;
  }
  return true;
}

/**
 * Goes down two borders at once and stops wherever one of them has a corner. Several corners of a border on one level
 * are a step; steps of both on one level are paired in turn.
 */
function mergeDown(
  a: Border,
  b: Border,
  add: (levelA: number, xA: number, levelB: number, xB: number) => void,
): void {
  let i = 0;
  let j = 0;
  add(0, a.x[0]!, 0, b.x[0]!);
  while (i + 1 < a.count || j + 1 < b.count) {
    const levelA = i + 1 < a.count ? a.level[i + 1]! : Infinity;
    const levelB = j + 1 < b.count ? b.level[j + 1]! : Infinity;
    if (Math.abs(levelA - levelB) <= SAME_LEVEL) {
      i++;
      j++;
      add(levelA, a.x[i]!, levelB, b.x[j]!);
    } else if (levelA < levelB) {
      i++;
      add(levelA, a.x[i]!, levelA, between(b, j, levelA));
    } else {
      j++;
      add(levelB, between(a, i, levelB), levelB, b.x[j]!);
    }
  }
}
