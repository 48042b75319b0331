import { riseTo, type ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { CutForest } from "../forest.ts";
import type { Directions } from "./directions.ts";
import { PartCost } from "./part-cost.ts";

/** Rings of more corners than this get no table, which takes their square: hardly a run of them is asked about. */
const MOST_TABLED = 12;
/** Share of a ring up to which a part is measured from a corner of its own, so that it has its true size. */
const SMALL = 1e-6;

/**
 * Measures how fat the two parts of a cut would be, without making them.
 *
 * The squared diameters of all runs of corners are tabled once for a ring of few; for each cut only the distances from
 * the two ends of its chord are new.
 */
export class CutMeter {
  /** Cost of both parts together, and of the part cut off, after `measure`. Fields, since results would be boxed. */
  cost = 0;
  costOfCut = 0;
  /** Cost from which on a cut is of no interest: nothing more of it is measured once that is known. */
  limit: number = Infinity;

  /** What the part cut off costs, and the rest. */
  readonly #cut: PartCost = new PartCost();
  readonly #rest: PartCost = new PartCost();
  /** Squared diameter of the run of corners i … i + n, at i × corners + n. */
  #reach: Float64Array = new Float64Array(64);
  /** Of a ring without a table, the two corners that are farthest apart, and the square of their distance. */
  #nearEnd = 0;
  #farEnd = 0;
  #diameter = 0;
  /** How far each corner lies along the normal aimed at, and how far across it; the corners met first and last. */
  readonly #level: Float64Array = new Float64Array(MOST_TABLED);
  readonly #across: Float64Array = new Float64Array(MOST_TABLED);
  #lowest = 0;
  #highest = 0;
  #isTurned = false;

  /** Looks up what the two parts will be cut into; without this call they count as leaves of factor 1. */
  setParts(forest: CutForest, light: number, heavy: number, leafFactor: number): void {
    this.#cut.setPart(forest, light, leafFactor);
    this.#rest.setPart(forest, heavy, leafFactor);
  }

  /** Takes the ring in `cutter`: tables the diameters of all runs of corners, each from two shorter runs. */
  load(cutter: ConvexCutter): void {
    const { x, y, corners } = cutter;
    if (corners > MOST_TABLED) {
      this.#findDiameter(cutter, 0, corners);
      return;
    }
    if (corners * corners > this.#reach.length) this.#reach = new Float64Array(2 * corners * corners);
    const reach = this.#reach;
    for (let i = 0; i < corners; i++) reach[i * corners] = 0;
    for (let n = 1; n < corners; n++) {
      let end = n;
      let at = n;
      for (let i = 0; i < corners; i++) {
        const dx = x[i]! - x[end]!;
        const dy = y[i]! - y[end]!;
        const apart = dx * dx + dy * dy;
        const before = reach[at - 1]!;
        const after = reach[i + 1 === corners ? n - 1 : at + corners - 1]!;
        const shorter = before > after ? before : after;
        reach[at] = apart > shorter ? apart : shorter;
        at += corners;
        end = end + 1 === corners ? 0 : end + 1;
      }
    }
  }

  /**
   * Finds the diameter of the run of so many corners from `first` on: round it goes a line along a side, and its parallel
   * at the corner farthest from it.
   */
  #findDiameter({ x, y, corners }: ConvexCutter, first: number, count: number): void {
    const last = first + count - 1 < corners ? first + count - 1 : first + count - 1 - corners;
    let most = 0;
    let nearEnd = 0;
    let farEnd = 0;
    let i = first;
    let far = i === last ? first : i + 1 === corners ? 0 : i + 1;
    let farX = x[far]!;
    let farY = y[far]!;
    for (let side = 0; side < count; side++) {
      const end = i === last ? first : i + 1 === corners ? 0 : i + 1;
      const startX = x[i]!;
      const startY = y[i]!;
      const sideX = x[end]! - startX;
      const sideY = y[end]! - startY;
      for (let step = 0; step < count; step++) {
        const next = far === last ? first : far + 1 === corners ? 0 : far + 1;
        const nextX = x[next]!;
        const nextY = y[next]!;
        const squared = (startX - nextX) * (startX - nextX) + (startY - nextY) * (startY - nextY);
        if (squared > most) {
          most = squared;
          nearEnd = i;
          farEnd = next;
        }
        if (!(sideY * (nextX - farX) - sideX * (nextY - farY) > 0)) break;
        far = next;
        farX = nextX;
        farY = nextY;
      }
      const atStart = (startX - farX) * (startX - farX) + (startY - farY) * (startY - farY);
      if (atStart > most) {
        most = atStart;
        nearEnd = i;
        farEnd = far;
      }
      const atEnd = (x[end]! - farX) * (x[end]! - farX) + (y[end]! - farY) * (y[end]! - farY);
      if (atEnd > most) {
        most = atEnd;
        nearEnd = end;
        farEnd = far;
      }
      i = end;
    }
    this.#diameter = most;
    this.#nearEnd = nearEnd;
    this.#farEnd = farEnd;
  }

  /** Squared diameter of the run of so many corners from `first` on, in a ring without a table. */
  #findReach(cutter: ConvexCutter, first: number, count: number): number {
    const near = this.#nearEnd;
    const far = this.#farEnd;
    const whole = this.#diameter;
    const { corners } = cutter;
    const isNearIn = (near >= first ? near - first : near - first + corners) < count;
    const isFarIn = (far >= first ? far - first : far - first + corners) < count;
    if (isNearIn && isFarIn) return whole;
    this.#findDiameter(cutter, first, count);
    const most = this.#diameter;
    this.#nearEnd = near;
    this.#farEnd = far;
    this.#diameter = whole;
    return most;
  }

  /** Sets `cost` for a box of which a cut across its height, or across its width, takes an area off. */
  measureBoxes(box: ConvexCutter, area: number, isUpright: boolean): void {
    const width = isUpright ? box.width : box.height;
    const cutLength = area / width;
    const restLength = (isUpright ? box.height : box.width) - cutLength;
    this.#cut.half = 0.5 * (cutLength / width + width / cutLength);
    this.#rest.half = 0.5 * (restLength / width + width / restLength);
    this.#price(4);
  }

  /** Measures what a cut of an area off a box leaves, in closed form: boxes are the same from all corners. */
  measureBoxTurned({ width, height }: ConvexCutter, area: number, { cos, sin }: Directions, k: number): void {
    const c = Math.abs(cos[k]!);
    const s = Math.abs(sin[k]!);
    // The line meets first the side along x, or that along y, at its far end.
    const isFlat = width * c < height * s;
    const least = isFlat ? width * c : height * s;
    const squared = 2 * area * c * s;
    let most: number;
    let mostOfRest: number;
    const isCorner = squared < least * least;
    if (isCorner) {
      most = squared / (c * c) + squared / (s * s);
      mostOfRest = width * width + height * height;
    } else {
      const across = isFlat ? width : height;
      const mean = area / across;
      const slant = (across * (isFlat ? c / s : s / c)) / 2;
      const rest = (isFlat ? height : width) - mean + slant;
      most = across * across + (mean + slant) * (mean + slant);
      mostOfRest = across * across + rest * rest;
    }
    this.#cut.half = (0.5 * most) / area;
    this.#rest.half = (0.5 * mostOfRest) / (width * height - area);
    this.#price(isCorner ? 3 : 4);
  }

  /** Sets `cost` and `costOfCut` for a part of so many corners that is cut off a box. */
  #price(corners: number): void {
    this.#cut.price(corners);
    this.#rest.price(4);
    this.costOfCut = this.#cut.cost;
    this.cost = this.#cut.cost + this.#rest.cost;
  }

  /** Aims at the normal of lines that `measureAimed` moves over the ring taken, to cut off parts of the given area. */
  aim(cutter: ConvexCutter, nx: number, ny: number, area: number): void {
    const { x, y, corners } = cutter;
    this.#isTurned = corners <= MOST_TABLED && area > SMALL * cutter.area;
    if (!this.#isTurned) {
      cutter.aim(nx, ny);
      return;
    }
    const level = this.#level;
    const across = this.#across;
    let lowest = 0;
    let highest = 0;
    let least = Infinity;
    let most = -Infinity;
    for (let k = 0; k < corners; k++) {
      const along = nx * x[k]! + ny * y[k]!;
      level[k] = along;
      across[k] = nx * y[k]! - ny * x[k]!;
      if (along < least) {
        least = along;
        lowest = k;
      }
      if (along > most) {
        most = along;
        highest = k;
      }
    }
    this.#lowest = lowest;
    this.#highest = highest;
  }

  /**
   * Measures the parts that a line leaves which cuts an area off, moved from outside along the normal aimed at, or
   * against it: sets `cost` and `costOfCut`. What the cutter has swept is then unknown.
   */
  measureAimed(cutter: ConvexCutter, sign: 1 | -1, area: number): void {
    if (!this.#isTurned) {
      cutter.sweep(sign, area);
      this.measure(cutter, area);
      return;
    }
    const { corners } = cutter;
    const level = this.#level;
    const across = this.#across;
    // The same sweep as that of the cutter, with what both sides of a direction share worked out.
    let l = sign > 0 ? this.#lowest : this.#highest;
    let r = l;
    let line = sign * level[l]!;
    let lLevel = line;
    let rLevel = line;
    let lEdge = sign * across[l]!;
    let rEdge = lEdge;
    let width = 0;
    let missing = area;
    let p = 1;
    let q = 1;
    let lNext: number;
    for (let slab = 0; ; slab++) {
      lNext = l + 1 === corners ? 0 : l + 1;
      const rNext = r === 0 ? corners - 1 : r - 1;
      const lTop = sign * level[lNext]!;
      const rTop = sign * level[rNext]!;
      const top = lTop < rTop ? lTop : rTop;
      const lTopEdge = sign * across[lNext]!;
      const rTopEdge = sign * across[rNext]!;
      const lEnd = lTop === top ? lTopEdge : lEdge + (lTopEdge - lEdge) * ((top - lLevel) / (lTop - lLevel));
      const rEnd = rTop === top ? rTopEdge : rEdge + (rTopEdge - rEdge) * ((top - rLevel) / (rTop - rLevel));
      const topWidth = lEnd - rEnd;
      const height = top - line;
      const swept = 0.5 * (width + topWidth) * height;
      if (swept >= missing || slab === corners) {
        line += riseTo(missing, width, topWidth, height);
        if (lTop > lLevel) p = Math.min(1, (line - lLevel) / (lTop - lLevel));
        if (rTop > rLevel) q = Math.min(1, (line - rLevel) / (rTop - rLevel));
        lEdge += p * (lTopEdge - lEdge);
        rEdge += q * (rTopEdge - rEdge);
        break;
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
      line = top;
      width = topWidth;
    }
    const inCut = l >= r ? l - r + 1 : l - r + 1 + corners;
    const inRest = corners - inCut;
    const chord = (lEdge - rEdge) * (lEdge - rEdge);
    let most = this.#reach[r * corners + inCut - 1]!;
    if (chord > most) most = chord;
    most = this.#farthest(corners, r, inCut, most, sign, line, lEdge, rEdge);
    this.#cut.half = (0.5 * most) / area;
    this.#cut.price(inCut + (p > 0 ? 1 : 0) + (q > 0 ? 1 : 0));
    this.costOfCut = this.#cut.cost;
    this.cost = this.costOfCut;
    if (this.cost >= this.limit) return;

    let mostOfRest = inRest > 0 ? this.#reach[lNext * corners + inRest - 1]! : 0;
    if (chord > mostOfRest) mostOfRest = chord;
    mostOfRest = this.#farthest(corners, lNext, inRest, mostOfRest, sign, line, lEdge, rEdge);
    this.#rest.half = (0.5 * mostOfRest) / (cutter.area - area);
    this.#rest.price(inRest + (p < 1 ? 1 : 0) + (q < 1 ? 1 : 0));
    this.cost += this.#rest.cost;
  }

  /** The squared diameter of a part: what it is known to be at least, or how far a corner lies from the ends of the line. */
  #farthest(
    corners: number,
    from: number,
    count: number,
    least: number,
    sign: 1 | -1,
    line: number,
    lEdge: number,
    rEdge: number,
  ): number {
    const level = this.#level;
    const across = this.#across;
    // No part reaches farther than the ring.
    let most = least;
    if (most >= this.#reach[corners - 1]!) return most;
    for (let n = 0, k = from; n < count; n++) {
      const away = sign * level[k]! - line;
      const toP = sign * across[k]! - lEdge;
      const toQ = sign * across[k]! - rEdge;
      const far = toP * toP > toQ * toQ ? away * away + toP * toP : away * away + toQ * toQ;
      if (far > most) most = far;
      k = k + 1 === corners ? 0 : k + 1;
    }
    return most;
  }

  /** What a triangle that is cut off costs, given its squared diameter. */
  costOfTriangle(squared: number, area: number): number {
    return this.#cut.of((0.5 * squared) / area, 3);
  }

  /** Measures the parts of the cutter's last sweep, which takes off a part of the given area: sets `cost` and `costOfCut`. */
  measure(cutter: ConvexCutter, area: number): void {
    const { x, y, corners, leftCorner: l, leftFraction: p, rightCorner: r, rightFraction: q } = cutter;
    const lNext = l + 1 === corners ? 0 : l + 1;
    const rNext = r === 0 ? corners - 1 : r - 1;
    // From corner l, so that a part however small has its true size.
    const x0 = x[l]!;
    const y0 = y[l]!;
    const px = p * (x[lNext]! - x0);
    const py = p * (y[lNext]! - y0);
    const qx = x[r]! - x0 + q * (x[rNext]! - x[r]!);
    const qy = y[r]! - y0 + q * (y[rNext]! - y[r]!);
    const chord = (px - qx) * (px - qx) + (py - qy) * (py - qy);
    const inCut = l >= r ? l - r + 1 : l - r + 1 + corners;
    const inRest = corners - inCut;
    const perCut = 0.5 / area;
    const perRest = 0.5 / (cutter.area - area);
    const isTabled = corners <= MOST_TABLED;
    const whole = isTabled ? this.#reach[corners - 1]! : this.#diameter;
    let most = isTabled ? this.#reach[r * corners + inCut - 1]! : this.#findReach(cutter, r, inCut);
    if (chord > most) most = chord;
    let k = r;
    // No part reaches farther than the ring. The loop stands here twice, since seven numbers handed to a function would be boxed.
    for (let n = most < whole ? 0 : inCut; n < inCut; n++) {
      const vx = x[k]! - x0;
      const vy = y[k]! - y0;
      const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
      const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
      if (toP > most) most = toP;
      if (toQ > most) most = toQ;
      k = k + 1 === corners ? 0 : k + 1;
    }
    this.#cut.half = perCut * most;
    this.#cut.price(inCut + (p > 0 ? 1 : 0) + (q > 0 ? 1 : 0));
    this.costOfCut = this.#cut.cost;
    this.cost = this.costOfCut;
    if (this.cost >= this.limit) return;

    let mostOfRest = 0;
    if (inRest > 0)
      mostOfRest = isTabled
        ? this.#reach[lNext * corners + inRest - 1]!
        : this.#findReach(cutter, lNext, inRest);
    if (chord > mostOfRest) mostOfRest = chord;
    k = lNext;
    for (let n = mostOfRest < whole ? 0 : inRest; n < inRest; n++) {
      const vx = x[k]! - x0;
      const vy = y[k]! - y0;
      const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
      const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
      if (toP > mostOfRest) mostOfRest = toP;
      if (toQ > mostOfRest) mostOfRest = toQ;
      k = k + 1 === corners ? 0 : k + 1;
    }
    this.#rest.half = perRest * mostOfRest;
    this.#rest.price(inRest + (p < 1 ? 1 : 0) + (q < 1 ? 1 : 0));
    this.cost += this.#rest.cost;
  }
}
