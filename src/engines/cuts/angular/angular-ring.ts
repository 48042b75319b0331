import { ConvexCutter } from "../../../geometry/convex-cut.ts";
import type { AngularGuarantee } from "./angular-guarantee.ts";
import { EdgeDirections, SAME_DIRECTION } from "../planners/edge-directions.ts";

/** What rounding and directions that count as the same may take off angles, in radians, of what was to be kept. */
const ANGLE_TOLERANCE = 10 * SAME_DIRECTION;
/** What rounding may take off the distance of parallel edges over the extent along them. */
const SPACING_TOLERANCE = 1e-8;

/** Whether the proof of `angular` can begin at a ring: the invariants of docs/angular-bound.md, measured. */
export class AngularRing {
  readonly #guarantee: AngularGuarantee;
  readonly #cutter: ConvexCutter = new ConvexCutter();
  readonly #directions: EdgeDirections = new EdgeDirections();
  #angle = 0;
  #spacing = 0;
  #hasLoneEdge = false;

  constructor(guarantee: AngularGuarantee) {
    this.#guarantee = guarantee;
  }

  /** Takes a ring of `corners` corners from `points[from]` on. */
  load(points: Float64Array, from: number, corners: number): void {
    const { axisX, axisY } = this.#guarantee;
    const directions = this.#directions;
    this.#cutter.load(points, from, corners);
    directions.load(this.#cutter, axisX, axisY);
    this.#angle = directions.leastAngle();
    this.#hasLoneEdge = directions.loneEdge() >= 0;
    this.#spacing = directions.leastSpacing(this.#cutter);
  }

  /** Whether cells below may begin with so many families counted: directions, angles and parallel edges. */
  keeps(families: number): boolean {
    return (
      this.#directions.count <= this.#guarantee.directions(families) &&
      this.#angle >= this.#guarantee.angle(families) - ANGLE_TOLERANCE &&
      this.#spacing >= this.#guarantee.leastSpacing(families) - SPACING_TOLERANCE
    );
  }

  /** Whether a lopsided cut that may bring no new direction has one to spare, or an edge to go parallel to. */
  leavesCut(families: number): boolean {
    return this.#directions.count < this.#guarantee.directions(families) || this.#hasLoneEdge;
  }
}
