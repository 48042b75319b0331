import { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { grown } from "../../../geometry/growing.ts";
import { spreadTurns, type Directions } from "../planners/directions.ts";

/** A side shorter than this part of the perimeter gives no direction to rows. */
const SHORT_SIDE = 0.02;

/** Relative difference that counts as none: rounding must not decide. */
const TIE = 1e-12;

/** How the worst cell of a row is found, and rows at both ends of a room are compared. */
export interface RowRule {
  /** How thin the worst cell of a row is, given its squared depth, and the areas of its largest cell and its least. */
  readonly worst: (depthSquared: number, most: number, least: number) => number;
  /** Relative difference below which both ends are equally good. */
  readonly tie: number;
}

let turns: Directions | undefined;

/**
 * Squarified treemaps generalised to convex polygons: finds rows of cells, one after the other.
 *
 * A row lies along one side of what is left of the room, across its greatest extent; cells join it, from heavy to
 * light, while its worst gets fatter. The rule for rows is that of Bruls, Huizing, van Wijk, Squarified Treemaps
 * (2000).
 */
export class RowFinder {
  /** What is left of the room. */
  readonly rest: ConvexCutter = new ConvexCutter();
  /** Sum of the weights from each cell on, added up from the lightest. */
  after: Float64Array = new Float64Array(65);
  /** The two parts of what was left, after {@link cutOff}. */
  points: Float64Array = new Float64Array(256);

  // The row found last: the normal from it into the rest, how many cells it takes, and how thin the worst of them is.
  nx = 1;
  ny = 0;
  taken = 0;
  worst = 0;

  readonly #rule: RowRule;
  readonly #directions: Directions = (turns ??= spreadTurns(16));
  #weight: Float64Array = new Float64Array(0);
  #count = 0;
  /** Extent of what is left along the normal. */
  #extent = 0;

  constructor(rule: RowRule) {
    this.#rule = rule;
  }

  /** Begins with a room and the weights of its cells, from heavy to light. */
  begin(room: Float64Array, corners: number, weight: Float64Array, count: number): void {
    this.rest.load(room, 0, corners);
    this.#weight = weight;
    this.#count = count;
    this.after = grown(this.after, count + 1);
    this.after[count] = 0;
    for (let k = count - 1; k >= 0; k--) this.after[k] = this.after[k + 1]! + weight[k]!;
  }

  /** Finds the row for the cells from `from` on, at the end of what is left where it is fatter. */
  find(from: number): void {
    this.#findLongest();
    const { nx, ny } = this;
    this.rest.aim(nx, ny);
    this.#growRow(from, 1);
    // A box is the same from both ends.
    if (this.rest.isBox) return;
    const { taken, worst } = this;
    this.#growRow(from, -1);
    if (worst <= (1 + this.#rule.tie) * this.worst) {
      this.taken = taken;
      this.worst = worst;
    } else {
      this.nx = -nx;
      this.ny = -ny;
    }
  }

  /** Cuts an area off what is left, on the row's side or on the other: the part cut off comes first in `points`. */
  cutOff(area: number, isRow: boolean): void {
    const { rest } = this;
    rest.aim(this.nx, this.ny);
    rest.sweep(isRow ? 1 : -1, area);
    this.points = grown(this.points, 4 * rest.corners + 8);
    rest.split(area, this.points, 0);
  }

  /** Goes on with one of the two parts. */
  goOn(isCutOff: boolean): void {
    const { rest } = this;
    if (isCutOff) rest.load(this.points, 0, rest.cutCorners);
    else rest.load(this.points, 2 * rest.cutCorners, rest.restCorners);
  }

  /**
   * Takes cells into a row at one end until the worst gets worse. The first is taken however thin it gets: a row of
   * none would leave the rest as it is, for ever.
   */
  #growRow(from: number, sign: 1 | -1): void {
    const weight = this.#weight;
    const perWeight = this.rest.area / this.after[from]!;
    const most = weight[from]! * perWeight;
    let sum = 0;
    let worst = Infinity;
    let k = from;
    for (; k < this.#count; k++) {
      sum += weight[k]!;
      const depth = this.#depthOf(k + 1 < this.#count ? sum * perWeight : this.rest.area, sign);
      const worse = this.#rule.worst(depth * depth, most, weight[k]! * perWeight);
      if (worse > worst * (1 + TIE)) break;
      worst = worse;
    }
    this.worst = worst;
    this.taken = k - from;
  }

  /** How deep a row of this area is at one end of what is left. */
  #depthOf(area: number, sign: 1 | -1): number {
    const { rest } = this;
    if (rest.isBox) return (area / rest.area) * this.#extent;
    rest.sweep(sign, area);
    return rest.depth;
  }

  /**
   * The direction across which rows are laid: the one in which what is left is longest, among the normals of its
   * sides, or among fixed directions where all sides are short.
   */
  #findLongest(): void {
    const { x, y, corners } = this.rest;
    this.#extent = 0;
    let around = 0;
    for (let k = 0, j = corners - 1; k < corners; j = k++) around += Math.hypot(x[k]! - x[j]!, y[k]! - y[j]!);
    for (let k = 0, j = corners - 1; k < corners; j = k++) {
      const dx = x[k]! - x[j]!;
      const dy = y[k]! - y[j]!;
      const length = Math.hypot(dx, dy);
      if (length > SHORT_SIDE * around) this.#try(dy / length, -dx / length);
    }
    if (this.#extent > 0) return;
    const { cos, sin } = this.#directions;
    for (let k = 0; k < cos.length; k++) this.#try(cos[k]!, sin[k]!);
  }

  #try(nx: number, ny: number): void {
    const extent = this.rest.extent(nx, ny);
    if (extent * (1 - TIE) <= this.#extent) return;
    this.#extent = extent;
    this.nx = nx;
    this.ny = ny;
  }
}
