import type { ConvexCutter } from "../../../geometry/convex-cut.ts";
import { Directions } from "./directions.ts";

/** A side shorter than this part of the perimeter gives no direction to rows. */
const SHORT_SIDE = 0.02;

/**
 * Finds the direction across which rows are laid in a ring: the one in which it is longest, among the normals of its
 * sides, or among fixed directions where all sides are short.
 */
export class LongestExtent {
  /** The direction, a unit vector, and how long the ring is along it. */
  nx = 1;
  ny = 0;
  extent = 0;

  readonly #directions: Directions = new Directions(16);

  /** Looks at the ring that a cutter holds. */
  find(ring: ConvexCutter): void {
    const { x, y, corners } = ring;
    this.extent = 0;
    let around = 0;
    for (let k = 0, j = corners - 1; k < corners; j = k++) around += Math.hypot(x[k]! - x[j]!, y[k]! - y[j]!);
    for (let k = 0, j = corners - 1; k < corners; j = k++) {
      const dx = x[k]! - x[j]!;
      const dy = y[k]! - y[j]!;
      const length = Math.hypot(dx, dy);
      if (length > SHORT_SIDE * around) this.#try(ring, dy / length, -dx / length);
    }
    if (this.extent > 0) return;
    const { cos, sin } = this.#directions;
    for (let k = 0; k < cos.length; k++) this.#try(ring, cos[k]!, sin[k]!);
  }

  #try({ x, y, corners }: ConvexCutter, nx: number, ny: number): void {
    let low = Infinity;
    let high = -Infinity;
    for (let k = 0; k < corners; k++) {
      const along = nx * x[k]! + ny * y[k]!;
      if (along < low) low = along;
      if (along > high) high = along;
    }
    if (high - low <= this.extent) return;
    this.extent = high - low;
    this.nx = nx;
    this.ny = ny;
  }
}
