import { orthoconvexFault } from "../geometry/orthoconvex.ts";
import { loopsOf } from "../geometry/loops.ts";
import { longerSide, ringArea, ringContains } from "../geometry/ring.ts";
import { ringFault } from "../geometry/simple-rings.ts";
import type { Partition } from "../partition/partition.ts";
import { PLACE_TOLERANCE, digits, type IssueList } from "./issues.ts";

/**
 * Checks the outline of cell i by itself: its numbers, corners, orientation, and convexity or orthoconvexity.
 *
 * @param ring - room for the corners of any cell
 */
export function checkOutline(map: Partition, i: number, ring: Float64Array, list: IssueList): void {
  const { cells } = map;
  const corners = cells.ring(i, ring);
  if (
    !isFinite(cells.originX(i) + cells.originY(i)) ||
    !allFinite(ring, cells.shape === "rect" ? 4 : corners)
  ) {
    list.add("number", i, "a coordinate is not finite", NaN);
    return;
  }
  if (cells.shape === "rect") checkSides(ring, i, list);
  else if (corners > 0 && cells.shape === "simple") checkLoops(ring, i, corners, list);
  else if (corners > 0) checkRing(ring, i, corners, cells.shape === "convex", list);
}

function allFinite(ring: Float64Array, corners: number): boolean {
  for (let k = 0; k < 2 * corners; k++) if (!Number.isFinite(ring[k]!)) return false;
  return true;
}

/** A rectangle's ring runs from (0, 0) over (0, height) to (width, height). */
function checkSides(ring: Float64Array, i: number, list: IssueList): void {
  const [width, height] = [ring[4]!, ring[5]!];
  if (width < 0 || height < 0) {
    list.add("orientation", i, `a width of ${width} and a height of ${height}`, Math.min(width, height));
  }
}

function checkRing(ring: Float64Array, i: number, corners: number, convex: boolean, list: IssueList): void {
  if (corners < 3) {
    list.add("corners", i, `${corners} corners`, corners);
    return;
  }
  const twice = repeatedCorner(ring, corners);
  if (twice >= 0) {
    list.add(
      "corners",
      i,
      `corner ${twice} at (${ring[2 * twice]}, ${ring[2 * twice + 1]}) is given twice`,
      twice,
    );
    return;
  }
  const turns = turnsRound(ring, corners);
  if (turns !== 1) {
    list.add("orientation", i, `its corners turn ${turns} times round counter-clockwise, not once`, turns);
  } else if (convex) checkConvex(ring, i, corners, list);
  else checkRectilinear(ring, i, corners, list);
}

/** An outline of any rings: none of them may cross or touch itself or another, the outer ones run counter-clockwise. */
function checkLoops(ring: Float64Array, i: number, corners: number, list: IssueList): void {
  const loops = loopsOf(ring, corners);
  for (const loop of loops) {
    const count = loop.length / 2;
    if (count < 3) list.add("corners", i, `a ring of ${count} corners`, count);
  }
  const isHole = (loop: Float64Array): boolean =>
    loops.filter((other) => other !== loop && ringContains(other, 0, other.length / 2, loop[0]!, loop[1]!))
      .length %
      2 ===
    1;
  for (const loop of loops) {
    const area = ringArea(loop, 0, loop.length / 2);
    if (area > 0 === isHole(loop)) list.add("orientation", i, "a ring runs the wrong way round", area);
  }
  const fault = ringFault(loops, PLACE_TOLERANCE);
  if (fault) list.add("crossing", i, `its outline crosses itself at (${fault.x}, ${fault.y})`, fault.x);
}

/** Index of a corner in the same place as the one before it, or −1. */
function repeatedCorner(ring: Float64Array, corners: number): number {
  for (let k = 0; k < corners; k++) {
    const a = 2 * before(k, corners);
    if (ring[a] === ring[2 * k] && ring[a + 1] === ring[2 * k + 1]) return k;
  }
  return -1;
}

/** A sound outline turns once round in all; a clockwise one −1 times, one that crosses itself 0 or 2 times. */
function turnsRound(ring: Float64Array, corners: number): number {
  let turned = 0;
  for (let k = 0; k < corners; k++) {
    const a = 2 * before(k, corners);
    const c = 2 * after(k, corners);
    const ux = ring[2 * k]! - ring[a]!;
    const uy = ring[2 * k + 1]! - ring[a + 1]!;
    const vx = ring[c]! - ring[2 * k]!;
    const vy = ring[c + 1]! - ring[2 * k + 1]!;
    const u = Math.hypot(ux, uy);
    const v = Math.hypot(vx, vy);
    turned += Math.atan2(
      (uy / u) * (vx / v) - (ux / u) * (vy / v),
      (ux / u) * (vx / v) + (uy / u) * (vy / v),
    );
  }
  return Math.round(turned / (2 * Math.PI));
}

/** Each corner must lie outside the line through its neighbours. */
function checkConvex(ring: Float64Array, i: number, corners: number, list: IssueList): void {
  const tolerance = PLACE_TOLERANCE * longerSide(ring, corners);
  for (let k = 0; k < corners; k++) {
    const a = 2 * before(k, corners);
    const c = 2 * after(k, corners);
    const dx = ring[c]! - ring[a]!;
    const dy = ring[c + 1]! - ring[a + 1]!;
    const length = Math.hypot(dx, dy);
    const dent =
      (dy / length) * (ring[2 * k]! - ring[a]!) - (dx / length) * (ring[2 * k + 1]! - ring[a + 1]!);
    if (dent > tolerance)
      list.add("convexity", i, `corner ${k} lies ${digits(dent)} inside its neighbours' line`, dent);
  }
}

function checkRectilinear(ring: Float64Array, i: number, corners: number, list: IssueList): void {
  const tolerance = PLACE_TOLERANCE * longerSide(ring, corners);
  checkRightAngles(ring, i, corners, tolerance, list);
  const fault = orthoconvexFault(ring, 0, corners);
  if (!(fault > tolerance)) return;
  const what = `an upright or level line meets it in pieces: its outline goes ${digits(fault)} too far`;
  list.add("orthoconvexity", i, what, fault);
}

function checkRightAngles(
  ring: Float64Array,
  i: number,
  corners: number,
  tolerance: number,
  list: IssueList,
): void {
  for (let k = 0; k < corners; k++) {
    const a = 2 * before(k, corners);
    const off = Math.min(Math.abs(ring[2 * k]! - ring[a]!), Math.abs(ring[2 * k + 1]! - ring[a + 1]!));
    if (off > tolerance) list.add("right-angle", i, `the side before corner ${k} runs along no axis`, off);
  }
}

function before(k: number, corners: number): number {
  return k === 0 ? corners - 1 : k - 1;
}

function after(k: number, corners: number): number {
  return k === corners - 1 ? 0 : k + 1;
}
