import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { EdgeDirections } from "./edge-directions.ts";
import type { LopsidedCount } from "./lopsided-count.ts";
import type { CutTask } from "../planners/planner.ts";

/** Which cuts of a ring `angular` may make: the invariants of docs/angular-bound.md. */
export class AngularRules {
  /** The directions of the ring. */
  readonly directions: EdgeDirections = new EdgeDirections();
  /** Sine of the angle that all directions keep. */
  sine = 0;
  /** Sum of the (asp / 2)³ of two parts that keep the bound. */
  mostCost = 0;
  /** Extent of the ring along the first axis and along the second. */
  width = 0;
  height = 0;
  readonly #guarantee: AngularGuarantee;
  readonly #counted: LopsidedCount;
  #added = -1;
  #most = 0;
  #spacing = 0;
  #lightLone = false;
  #heavyLone = false;
  /** Number of edges of each direction in a part. */
  #tally: Int32Array = new Int32Array(16);

  constructor(guarantee: AngularGuarantee, counted: LopsidedCount) {
    this.#guarantee = guarantee;
    this.#counted = counted;
  }

  /** Takes the ring in `cutter` and the cut to be made. */
  load(cutter: ConvexCutter, { forest, light, heavy }: CutTask): void {
    const { axisX, axisY } = this.#guarantee;
    this.directions.load(cutter, axisX, axisY);
    // Most containers are boxes, whose axes the cutter has measured along already.
    this.width = axisY === 0 ? cutter.width : cutter.extent(axisX, axisY);
    this.height = axisY === 0 ? cutter.height : cutter.extent(-axisY, axisX);
    this.#lightLone = this.#counted.isLone(forest, light);
    this.#heavyLone = this.#counted.isLone(forest, heavy);
    const added = this.#counted.directions(light);
    if (added === this.#added) return;
    this.#added = added;
    this.#most = this.#guarantee.directions(added);
    this.#spacing = this.#guarantee.spacing(added);
    this.mostCost = 2 * (this.#guarantee.bound(added) / 2) ** 3;
    this.sine = Math.sin(this.#guarantee.angle(added));
  }

  /** Whether both parts may have one direction more than the ring. */
  get isDirectionLeft(): boolean {
    return this.directions.count < this.#most;
  }

  /** Whether the cutter's last sweep makes a cut that keeps the invariants; `c` is its direction, −1 if new. */
  allows(cutter: ConvexCutter, nx: number, ny: number, c: number): boolean {
    const { count, edges } = this.directions;
    if (c >= 0 && edges[c]! > 0 && !this.#isSpaced(cutter, nx, ny, c)) return false;
    const after = c < 0 ? count + 1 : count;
    const spare = this.#lightLone || this.#heavyLone ? 1 : 0;
    if (after + spare <= this.#most) return true;
    return this.#isWithin(cutter, c, true) && this.#isWithin(cutter, c, false);
  }

  /** Whether the cut keeps its distance from the edges parallel to it. */
  #isSpaced(cutter: ConvexCutter, nx: number, ny: number, c: number): boolean {
    const { x, y, corners, leftCorner: l, leftFraction: p } = cutter;
    const { of } = this.directions;
    const next = l + 1 === corners ? 0 : l + 1;
    const px = x[l]! + p * (x[next]! - x[l]!);
    const py = y[l]! + p * (y[next]! - y[l]!);
    const least = this.#spacing * cutter.extent(-ny, nx);
    for (let k = 0; k < corners; k++) {
      if (of[k] === c && Math.abs(nx * (x[k]! - px) + ny * (y[k]! - py)) < least) return false;
    }
    return true;
  }

  /**
   * Whether a part, the one cut off or the rest, has as few directions as it may, and, where its next lopsided cut
   * may bring no further one, one to spare or an edge to cut parallel to.
   */
  #isWithin(cutter: ConvexCutter, c: number, isCutOff: boolean): boolean {
    const { count } = this.directions;
    this.#count(cutter, isCutOff);
    const tally = this.#tally;
    tally[c < 0 ? count : c]!++;
    let directions = 2;
    let isAlone = false;
    for (let d = 2; d <= count; d++) {
      if (tally[d]! > 0) directions++;
      if (tally[d] === 1) isAlone = true;
    }
    if (directions < this.#most) return true;
    const lone = isCutOff ? this.#lightLone : this.#heavyLone;
    return directions === this.#most && (!lone || isAlone);
  }

  /** Tallies the ring's edges that a part has a piece of. */
  #count(cutter: ConvexCutter, isCutOff: boolean): void {
    const { corners, leftCorner: l, leftFraction: p, rightCorner: r, rightFraction: q } = cutter;
    const { count, of } = this.directions;
    if (count >= this.#tally.length) this.#tally = new Int32Array(2 * count);
    const tally = this.#tally.fill(0, 0, count + 1);
    // P lies on edge l, Q on edge r − 1; the part cut off has the edges from Q over the tip to P.
    const first = isCutOff ? (q > 0 ? r - 1 : r) : p < 1 ? l : l + 1;
    const end = isCutOff ? (p > 0 ? l + 1 : l) : q < 1 ? r : r - 1;
    // Cutting off a corner leaves the rest with a piece of every edge, so going round once is not going nowhere.
    let left = (end - first + 2 * corners) % corners || corners;
    for (let k = (first + corners) % corners; left > 0; left--) {
      const d = of[k]!;
      if (d >= 0) tally[d]!++;
      k = k + 1 === corners ? 0 : k + 1;
    }
  }
}
