import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { growAll } from "../../../geometry/growing.ts";

/** Angle in radians, as its sine, below which two directions count as the same: far above rounding. */
export const SAME_DIRECTION = 1e-7;
/** Rounding of a corner's place over its ring's extent, with room to spare: it turns short edges. */
const ROUNDING = 1e-15;
/** An edge that rounding may turn by more than this angle in radians has no direction. */
const MOST_TURN = 0.1;
/** Stands for the direction of an edge that rounding may turn, until those of the others are known. */
const SHORT = -2;

/**
 * The distinct directions, over a half turn, of the edges of a ring.
 *
 * The first two are the axes of the layout, which count as present in every ring whether an edge has them or not.
 */
export class EdgeDirections {
  count = 0;
  /** Unit vector of each direction. */
  x: Float64Array = new Float64Array(16);
  y: Float64Array = new Float64Array(16);
  /** Number of edges that have each direction. */
  edges: Int32Array = new Int32Array(16);
  /** Direction of the edge that begins at each corner, or −1 if it is too short to have one. */
  of: Int32Array = new Int32Array(16);

  /** Takes the ring in `cutter`. The axes are (`axisX`, `axisY`) and what is perpendicular to it. */
  load({ x, y, corners, width, height }: ConvexCutter, axisX: number, axisY: number): void {
    if (corners + 2 > this.x.length) growAll(this, ["x", "y", "edges", "of"], corners + 2);
    this.x[0] = axisX;
    this.y[0] = axisY;
    this.x[1] = -axisY;
    this.y[1] = axisX;
    this.count = 2;
    this.edges.fill(0, 0, corners + 2);
    const rounding = ROUNDING * (width + height);
    // Short edges take the directions of long ones, which rounding has not turned.
    let hasShort = false;
    for (let k = 0; k < corners; k++) if (this.#read(k, x, y, corners, rounding, false)) hasShort = true;
    if (!hasShort) return;
    for (let k = 0; k < corners; k++) if (this.of[k] === SHORT) this.#read(k, x, y, corners, rounding, true);
  }

  /** Notes the direction of an edge; short ones, of which it returns true, only if asked to. */
  #read(
    k: number,
    x: Float64Array,
    y: Float64Array,
    corners: number,
    rounding: number,
    takesShort: boolean,
  ): boolean {
    const next = k + 1 === corners ? 0 : k + 1;
    const dx = x[next]! - x[k]!;
    const dy = y[next]! - y[k]!;
    const length = Math.sqrt(dx * dx + dy * dy);
    const turn = rounding / length;
    const isShort = turn > SAME_DIRECTION;
    if (isShort && !takesShort) this.of[k] = SHORT;
    else
      this.of[k] =
        turn < MOST_TURN ? this.#add(dx / length, dy / length, Math.max(turn, SAME_DIRECTION)) : -1;
    return isShort;
  }

  /** The direction nearest to the given one among those within the angle of the given sine, or −1. */
  near(dx: number, dy: number, sine: number): number {
    let nearest = -1;
    let least = sine;
    for (let c = 0; c < this.count; c++) {
      const away = Math.abs(this.x[c]! * dy - this.y[c]! * dx);
      if (away >= least) continue;
      least = away;
      nearest = c;
    }
    return nearest;
  }

  /** The edge of a direction that no other edge has, the axes excepted, or −1. */
  loneEdge(): number {
    for (let c = 2; c < this.count; c++) if (this.edges[c] === 1) return this.of.indexOf(c);
    return -1;
  }

  /** The least angle between two directions. */
  leastAngle(): number {
    let least = Math.PI / 2;
    for (let c = 1; c < this.count; c++) {
      for (let d = 0; d < c; d++) {
        const sine = Math.abs(this.x[c]! * this.y[d]! - this.y[c]! * this.x[d]!);
        const cosine = Math.abs(this.x[c]! * this.x[d]! + this.y[c]! * this.y[d]!);
        least = Math.min(least, Math.atan2(sine, cosine));
      }
    }
    return least;
  }

  /** The least distance of two edges of a direction over the ring's extent along them; infinite without any. */
  leastSpacing(ring: ConvexCutter): number {
    let least = Infinity;
    for (let c = 0; c < this.count; c++) {
      const [x, y] = [this.x[c]!, this.y[c]!];
      if (this.edges[c]! >= 2) least = Math.min(least, ring.extent(-y, x) / ring.extent(x, y));
    }
    return least;
  }

  /** Angle of the bisector of the widest gap between neighbouring directions. */
  widestGap(): number {
    const angles = Float64Array.from({ length: this.count }, (_, c) =>
      halfTurn(this.x[c]!, this.y[c]!),
    ).sort();
    let before = angles[this.count - 1]! - Math.PI;
    let widest = 0;
    let bisector = 0;
    for (const angle of angles) {
      if (angle - before > widest) {
        widest = angle - before;
        bisector = (angle + before) / 2;
      }
      before = angle;
    }
    return bisector;
  }

  #add(dx: number, dy: number, tolerance: number): number {
    const known = this.near(dx, dy, tolerance);
    const c = known < 0 ? this.count++ : known;
    if (known < 0) {
      this.x[c] = dx;
      this.y[c] = dy;
    }
    this.edges[c]!++;
    return c;
  }
}

/** The angle of a direction, from 0 to π. */
function halfTurn(dx: number, dy: number): number {
  const angle = Math.atan2(dy, dx);
  return angle < 0 ? angle + Math.PI : angle;
}
