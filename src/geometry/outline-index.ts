import { eachLoop } from "./loops.ts";
import { distanceToSide } from "./simple-rings.ts";

/** The sides of an outline of any rings by level bands, so that points are quickly told inside from outside. */
export class OutlineIndex {
  /** x and y of both ends of each side. */
  readonly #sides: number[] = [];
  readonly #bands: number[][];
  readonly #top: number;
  readonly #height: number;

  constructor(points: Float64Array, from: number, corners: number) {
    let [top, bottom] = [Infinity, -Infinity];
    eachLoop(points, from, corners, (start, count) => {
      for (let k = 0, a = start + 2 * count - 2; k < count; k++) {
        const b = start + 2 * k;
        this.#sides.push(points[a]!, points[a + 1]!, points[b]!, points[b + 1]!);
        top = Math.min(top, points[b + 1]!);
        bottom = Math.max(bottom, points[b + 1]!);
        a = b;
      }
    });
    this.#top = top;
    this.#bands = Array.from({ length: Math.ceil(Math.sqrt(this.#sides.length)) }, () => []);
    this.#height = (bottom - top) / this.#bands.length;
    for (let k = 0; k < this.#sides.length; k += 4) {
      const [ay, by] = [this.#sides[k + 1]!, this.#sides[k + 3]!];
      const last = this.#bandAt(Math.max(ay, by));
      for (let band = this.#bandAt(Math.min(ay, by)); band <= last; band++) this.#bands[band]!.push(k);
    }
  }

  #bandAt(y: number): number {
    const band = Math.floor((y - this.#top) / this.#height);
    return band >= 0 ? Math.min(band, this.#bands.length - 1) : 0;
  }

  /** Whether a point lies inside. */
  contains(x: number, y: number): boolean {
    const sides = this.#sides;
    let isInside = false;
    for (const k of this.#bands[this.#bandAt(y)]!) {
      const [ax, ay, bx, by] = [sides[k]! - x, sides[k + 1]! - y, sides[k + 2]! - x, sides[k + 3]! - y];
      if (ay > 0 !== by > 0 && ax * by > bx * ay === by > ay) isInside = !isInside;
    }
    return isInside;
  }

  /** How far a point lies from the outline; anything up to `near` if it is no farther than that. */
  distance(x: number, y: number, near: number): number {
    for (let band = this.#bandAt(y - near); band <= this.#bandAt(y + near); band++)
      for (const k of this.#bands[band]!) if (this.#distanceTo(k, x, y) <= near) return near;
    let least = Infinity;
    for (let k = 0; k < this.#sides.length; k += 4) least = Math.min(least, this.#distanceTo(k, x, y));
    return least;
  }

  #distanceTo(k: number, x: number, y: number): number {
    const sides = this.#sides;
    return distanceToSide(sides[k]!, sides[k + 1]!, sides[k + 2]!, sides[k + 3]!, x, y);
  }
}
