import type { Construction } from "./construction.ts";
import { NONE } from "./parts.ts";
import { CORNER_X, CORNER_Y, FAR, MIRROR, NEAR, REST_X, REST_Y, type Rectangles } from "./rectangles.ts";

/**
 * The outer corners of a staircase, by growing distance across and falling distance down from the corner it
 * stands at:
 *
 *     corner ─────────── across
 *       │            ┆
 *       │      ┌─────● last
 *       │      │
 *       │ ─────● first
 *      down
 */
export class Staircase {
  across: Float64Array = new Float64Array(64);
  down: Float64Array = new Float64Array(64);
  /** The corners are those from `first` to `end` − 1. */
  first = 0;
  end = 0;
  /** Whether the first reaches the far side of the rectangle downwards, and the last the one across. */
  isDeep = false;
  isWide = false;
  /** The same in the rectangle before the last step up. */
  wasDeep = false;
  wasWide = false;

  /**
   * Reads the staircase of a part in the frame of the rectangle `top`, by the way up from the one it ended in.
   * Stops in the second of three slices, which has another corner.
   */
  read({ parts, rectangles }: Construction, part: number, top: number): void {
    const { width, height, parent, role } = rectangles;
    const last = parts.last(part);
    let at = parts.end[last]!;
    this.#begin(rectangles, at, parts.far[last]!);
    // Place of the corner of the rectangle at hand, counted from that of the first.
    let x = 0;
    let y = 0;
    while (at !== top && role[at] !== MIRROR) {
      const above = parent[at]!;
      this.wasDeep = this.isDeep;
      this.wasWide = this.isWide;
      const apartX = width[above]! - width[at]!;
      const apartY = height[above]! - height[at]!;
      switch (role[at]) {
        case CORNER_X:
          this.isWide = false;
          break;
        case CORNER_Y:
          this.isDeep = false;
          break;
        case NEAR:
          this.isWide = this.isDeep = false;
          break;
        case REST_X:
          x -= apartX;
          this.#deepen(x + apartX, y + height[above]!);
          break;
        case REST_Y:
          y -= apartY;
          this.#widen(x + width[above]!, y + apartY);
          break;
        case FAR:
          x -= apartX;
          y -= apartY;
          this.#deepen(x + apartX, y + height[above]!);
          this.#widen(x + width[above]!, y + apartY);
      }
      at = above;
    }
    for (let k = this.first; k < this.end; k++) {
      this.across[k]! -= x;
      this.down[k]! -= y;
    }
  }

  #begin({ width, height }: Rectangles, rectangle: number, notch: number): void {
    const w = width[rectangle]!;
    const h = height[rectangle]!;
    this.first = this.end = this.across.length >> 1;
    this.isDeep = this.isWide = false;
    if (notch === NONE) {
      this.#deepen(w, h);
      this.isWide = true;
      return;
    }
    this.#deepen(w - width[notch]!, h);
    this.#widen(w, h - height[notch]!);
  }

  /** Puts a corner before the others, unless the first reaches as deep. */
  #deepen(across: number, down: number): void {
    if (this.isDeep) return;
    this.isDeep = true;
    if (this.first === 0) this.#grow();
    this.first--;
    this.across[this.first] = across;
    this.down[this.first] = down;
  }

  /** Puts a corner after the others, unless the last reaches as wide. */
  #widen(across: number, down: number): void {
    if (this.isWide) return;
    this.isWide = true;
    if (this.end === this.across.length) this.#grow();
    this.across[this.end] = across;
    this.down[this.end] = down;
    this.end++;
  }

  #grow(): void {
    const { across, down } = this;
    const shift = across.length >> 1;
    this.across = new Float64Array(2 * across.length);
    this.across.set(across, shift);
    this.down = new Float64Array(2 * down.length);
    this.down.set(down, shift);
    this.first += shift;
    this.end += shift;
  }
}
