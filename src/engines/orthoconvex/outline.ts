import { grown } from "../../geometry/growing.ts";
import { withoutStraightCorners } from "../../geometry/rectilinear.ts";
import { ringArea } from "../../geometry/ring.ts";
import type { Construction } from "./construction.ts";
import { HOLLOW, MIRRORED, NONE } from "./parts.ts";
import { BOTTOM, MIRROR, RIGHT } from "./rectangles.ts";
import { Staircase } from "./staircase.ts";

/**
 * Writes the outlines of parts.
 *
 * A part that was never cut apart fills a rectangle, but perhaps for notches at two corners. The region of any
 * other is put together from what was left of it last, step by step upwards to the rectangle in which it was
 * whole: one staircase, or two where a second part was taken out of it at the corner.
 */
export class Outliner {
  points: Float64Array = new Float64Array(64);
  corners = 0;
  readonly #made: Construction;
  readonly #outer: Staircase = new Staircase();
  readonly #inner: Staircase = new Staircase();

  constructor(made: Construction) {
    this.#made = made;
  }

  /** The rectangle in whose frame the outline of a part is given; NONE if the part has no room. */
  frame(part: number): number {
    const { end, top } = this.#made.parts;
    return top[part] === NONE ? end[part]! : top[part]!;
  }

  /** Writes the outline of a part, in the frame of its rectangle, to the front of `points`. */
  write(part: number): void {
    const { parts, rectangles } = this.#made;
    const frame = this.frame(part);
    this.corners = 0;
    if (frame === NONE || !(rectangles.width[frame]! > 0 && rectangles.height[frame]! > 0)) return;
    const isOne = parts.top[part] === NONE;
    const near = isOne ? (parts.near.get(part) ?? NONE) : NONE;
    if (isOne && near === NONE && parts.far[part] === NONE) {
      this.#box(rectangles.width[frame]!, rectangles.height[frame]!);
      return;
    }
    const spread = isOne ? NONE : parts.spread[part]!;
    this.#outer.read(this.#made, part, frame);
    const isMirrored = spread === MIRRORED;
    const inner = spread === HOLLOW || isMirrored ? rectangles.inner.get(frame)! : NONE;
    if (inner !== NONE) this.#inner.read(this.#made, inner, frame);
    this.#reserve(this.#outer, inner === NONE ? null : this.#inner);
    if (isMirrored) this.#mirrored(frame, this.#secondSlice(part));
    else if (inner !== NONE) this.#hollow(this.#inner);
    else if (near !== NONE) this.#notched(rectangles.width[near]!, rectangles.height[near]!);
    else this.#stairs();
    this.#place(frame);
  }

  #box(width: number, height: number): void {
    this.corners = 0;
    this.#add(0, 0);
    this.#add(0, height);
    this.#add(width, height);
    this.#add(width, 0);
  }

  /** From the corner across to the last step, and down the steps to the first. */
  #stairs(): void {
    const { across, down, end } = this.#outer;
    this.#add(0, 0);
    this.#add(across[end - 1]!, 0);
    this.#outerSteps();
    this.#add(0, down[this.#outer.first]!);
  }

  #outerSteps(): void {
    const { across, down, first, end } = this.#outer;
    for (let k = end - 1; k >= first; k--) {
      this.#add(across[k]!, down[k]!);
      if (k > first) this.#add(across[k - 1]!, down[k]!);
    }
  }

  #notched(width: number, height: number): void {
    const { across, down, first, end } = this.#outer;
    this.#add(width, 0);
    this.#add(across[end - 1]!, 0);
    this.#outerSteps();
    this.#add(0, down[first]!);
    this.#add(0, height);
    this.#add(width, height);
  }

  #hollow(inner: Staircase): void {
    const { across, down, first, end } = this.#outer;
    const deepest = down[first]!;
    const widest = across[end - 1]!;
    if (!inner.isWide) this.#add(widest, 0);
    this.#outerSteps();
    if (!inner.isDeep) this.#add(0, deepest);
    this.#innerSteps(inner, inner.isDeep, deepest, inner.isWide, widest);
  }

  /** Along the inner staircase from its first corner to its last, leaving out sides that lie on the border. */
  #innerSteps(inner: Staircase, isDeep: boolean, deepest: number, isWide: boolean, widest: number): void {
    const { across, down, first, end } = inner;
    if (isDeep) this.#add(across[first]!, deepest);
    else {
      this.#add(0, down[first]!);
      this.#add(across[first]!, down[first]!);
    }
    for (let k = first + 1; k < end; k++) {
      this.#add(across[k - 1]!, down[k]!);
      if (k < end - 1 || !isWide) this.#add(across[k]!, down[k]!);
    }
    if (isWide) this.#add(widest, down[end - 1]!);
    else this.#add(across[end - 1]!, 0);
  }

  /**
   * The first slice without the inner staircase, and the outer staircase in the second, from the far end of the
   * line between them. Seen along the axis that the slices follow one another on, and out of it:
   *
   *     corner ┄┄┄┄┄┄┐   │ second
   *       ┆   inner  └┐  │
   *       └┄┄┐        │  └──────┐
   *     out  └────────┴─────────┘
   */
  #mirrored(frame: number, second: number): void {
    const { x, y, width, height, corner } = this.#made.rectangles;
    const isRow = height[second] === height[frame];
    const isAway = (corner[frame]! & (isRow ? RIGHT : BOTTOM)) !== 0;
    const whole = isRow ? width[frame]! : height[frame]!;
    const place = isRow ? x[second]! : y[second]!;
    const line = isAway ? whole - place - (isRow ? width[second]! : height[second]!) : place;
    const far = isRow ? height[frame]! : width[frame]!;
    const add = (along: number, out: number): void => {
      if (isRow) this.#add(along, out);
      else this.#add(out, along);
    };
    const inner = stepsOf(this.#inner, isRow);
    const outer = stepsOf(this.#outer, isRow);
    const innerReaches = isRow ? this.#inner.wasDeep : this.#inner.wasWide;
    const innerFills = isRow ? this.#inner.wasWide : this.#inner.wasDeep;
    const outerReaches = isRow ? this.#outer.isDeep : this.#outer.isWide;

    add(innerReaches ? inner[0]! : 0, far);
    for (let k = outer.length - 2; k >= 0; k -= 2) {
      const out = k === 0 && outerReaches ? 0 : far - outer[k + 1]!;
      if (k === outer.length - 2) add(line + outer[k]!, far);
      add(line + outer[k]!, out);
      add(k > 0 ? line + outer[k - 2]! : line, out);
    }
    const last = inner.length - 2;
    add(line, innerFills ? inner[last + 1]! : 0);
    if (!innerFills) add(inner[last]!, 0);
    for (let k = last; k >= 0; k -= 2) {
      if (k < last || !innerFills) add(inner[k]!, inner[k + 1]!);
      if (k > 0) add(inner[k - 2]!, inner[k + 1]!);
      else if (!innerReaches) add(0, inner[1]!);
    }
  }

  #secondSlice(part: number): number {
    const { parts, rectangles } = this.#made;
    let at = parts.end[parts.last(part)]!;
    while (rectangles.role[at] !== MIRROR) at = rectangles.parent[at]!;
    return at;
  }

  #add(x: number, y: number): void {
    const k = 2 * this.corners++;
    this.points[k] = x;
    this.points[k + 1] = y;
  }

  /** From distances to the corner into the frame, counter-clockwise, without what rounding made of small steps. */
  #place(frame: number): void {
    const { points } = this;
    const { corner, width, height } = this.#made.rectangles;
    for (let k = 0; k < 2 * this.corners; k += 2) {
      if (corner[frame]! & RIGHT) points[k] = width[frame]! - points[k]!;
      if (corner[frame]! & BOTTOM) points[k + 1] = height[frame]! - points[k + 1]!;
    }
    this.corners = withoutStraightCorners(points, this.corners);
    if (ringArea(points, 0, this.corners) < 0) reverse(points, this.corners);
  }

  #reserve(outer: Staircase, inner: Staircase | null): void {
    const steps = outer.end - outer.first + (inner ? inner.end - inner.first : 1);
    this.points = grown(this.points, 4 * steps + 16);
  }
}

function reverse(points: Float64Array, corners: number): void {
  for (let a = 0, b = 2 * corners - 2; a < b; a += 2, b -= 2) {
    const x = points[a]!;
    const y = points[a + 1]!;
    points[a] = points[b]!;
    points[a + 1] = points[b + 1]!;
    points[b] = x;
    points[b + 1] = y;
  }
}

/** The corners of a staircase by growing distance along an axis: distance along, distance out, along, out … */
function stepsOf({ across, down, first, end }: Staircase, isRow: boolean): number[] {
  const steps: number[] = [];
  for (let k = first; k < end; k++) {
    if (isRow) steps.push(across[k]!, down[k]!);
    else steps.unshift(down[k]!, across[k]!);
  }
  return steps;
}
