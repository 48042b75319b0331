import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { CutForest } from "../forest.ts";
import { PartCost } from "./part-cost.ts";

/** Rings of more corners than this get no table, which takes their square: hardly a run of them is asked about. */
const MOST_TABLED = 12;

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
    this.#diameter = 0;
    const last = first + count - 1;
    const after = (k: number): number =>
      k === last || k === last - corners ? first : k + 1 === corners ? 0 : k + 1;
    let i = first;
    let far = after(i);
    for (let side = 0; side < count; side++) {
      const end = after(i);
      const sideX = x[end]! - x[i]!;
      const sideY = y[end]! - y[i]!;
      for (let step = 0; step < count; step++) {
        const next = after(far);
        this.#compare(x, y, i, next);
        if (!(sideY * (x[next]! - x[far]!) - sideX * (y[next]! - y[far]!) > 0)) break;
        far = next;
      }
      this.#compare(x, y, i, far);
      this.#compare(x, y, end, far);
      i = end;
    }
  }

  #compare(x: Float64Array, y: Float64Array, i: number, j: number): void {
    const dx = x[i]! - x[j]!;
    const dy = y[i]! - y[j]!;
    const squared = dx * dx + dy * dy;
    if (!(squared > this.#diameter)) return;
    this.#diameter = squared;
    this.#nearEnd = i;
    this.#farEnd = j;
  }

  /** Squared diameter of the run of so many corners from `first` on. */
  #reachOf(cutter: ConvexCutter, first: number, count: number): number {
    const { corners } = cutter;
    if (corners <= MOST_TABLED) return count > 0 ? this.#reach[first * corners + count - 1]! : 0;
    const [near, far, whole] = [this.#nearEnd, this.#farEnd, this.#diameter];
    const isIn = (k: number): boolean => (k >= first ? k - first : k - first + corners) < count;
    if (isIn(near) && isIn(far)) return whole;
    this.#findDiameter(cutter, first, count);
    const most = this.#diameter;
    [this.#nearEnd, this.#farEnd, this.#diameter] = [near, far, whole];
    return most;
  }

  /** Sets `cost` for a box cut across, given how long its two parts come to be, and how wide it is. */
  measureBoxes(cutLength: number, restLength: number, width: number): void {
    this.costOfCut = this.#cut.of(0.5 * (cutLength / width + width / cutLength), 4);
    this.cost = this.costOfCut + this.#rest.of(0.5 * (restLength / width + width / restLength), 4);
  }

  /**
   * Measures what a cut of an area off a box leaves, in closed form; the sine and the cosine of its normal may have
   * either sign, since boxes are the same from all corners.
   */
  measureBoxTurned(width: number, height: number, area: number, cos: number, sin: number): void {
    const c = cos < 0 ? -cos : cos;
    const s = sin < 0 ? -sin : sin;
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
    this.costOfCut = this.#cut.of((0.5 * most) / area, isCorner ? 3 : 4);
    this.cost = this.costOfCut + this.#rest.of((0.5 * mostOfRest) / (width * height - area), 4);
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
    let most = this.#reachOf(cutter, r, inCut);
    if (chord > most) most = chord;
    let k = r;
    // The loop stands here twice, since seven numbers handed to a function would be boxed.
    for (let n = 0; n < inCut; n++) {
      const vx = x[k]! - x0;
      const vy = y[k]! - y0;
      const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
      const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
      if (toP > most) most = toP;
      if (toQ > most) most = toQ;
      k = k + 1 === corners ? 0 : k + 1;
    }
    this.costOfCut = this.#cut.of(perCut * most, inCut + (p > 0 ? 1 : 0) + (q > 0 ? 1 : 0));
    this.cost = this.costOfCut;
    if (this.cost >= this.limit) return;

    let mostOfRest = this.#reachOf(cutter, lNext, inRest);
    if (chord > mostOfRest) mostOfRest = chord;
    for (let n = 0; n < inRest; n++) {
      const vx = x[k]! - x0;
      const vy = y[k]! - y0;
      const toP = (vx - px) * (vx - px) + (vy - py) * (vy - py);
      const toQ = (vx - qx) * (vx - qx) + (vy - qy) * (vy - qy);
      if (toP > mostOfRest) mostOfRest = toP;
      if (toQ > mostOfRest) mostOfRest = toQ;
      k = k + 1 === corners ? 0 : k + 1;
    }
    this.cost += this.#rest.of(perRest * mostOfRest, inRest + (p < 1 ? 1 : 0) + (q < 1 ? 1 : 0));
  }
}
