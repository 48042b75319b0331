import { bridged } from "../geometry/bridges.ts";
import { clipRing } from "../geometry/clip.ts";
import { rectilinearBoxes } from "../geometry/rectilinear.ts";
import { loopsOf } from "../geometry/loops.ts";
import { ringArea } from "../geometry/ring.ts";
import { islandsOf } from "../geometry/simple-rings.ts";
import { triangulate } from "../geometry/triangulate.ts";
import type { Partition } from "../partition/partition.ts";

/**
 * How far the origin of each node's cell has moved: x, y of each node of `before` that has a partner.
 *
 * Where the parent is the same too, its way is continued in its own frame, so that a cell smaller than the
 * rounding of absolute coordinates still has its exact way if all above it stood still.
 */
export function originMoves(before: Partition, after: Partition, partner: Int32Array): Float64Array {
  const moves = new Float64Array(2 * before.size);
  for (let i = 0; i < before.size; i++) {
    const j = partner[i]!;
    if (j < 0) continue;
    const p = before.tree.parent[i]!;
    if (partner[p]! >= 0 && partner[p] === after.tree.parent[j]) {
      moves[2 * i] = moves[2 * p]! + (after.cells.originX(j) - before.cells.originX(i));
      moves[2 * i + 1] = moves[2 * p + 1]! + (after.cells.originY(j) - before.cells.originY(i));
    } else {
      moves[2 * i] = after.origins[2 * j]! - before.origins[2 * i]!;
      moves[2 * i + 1] = after.origins[2 * j + 1]! - before.origins[2 * i + 1]!;
    }
  }
  return moves;
}

/** Compares cells of two partitions as sets of points. */
export function cellOverlap(
  before: Partition,
  after: Partition,
): (i: number, j: number, x: number, y: number) => number {
  const ringA = new Float64Array(2 * before.cells.mostCorners);
  const ringB = new Float64Array(2 * after.cells.mostCorners);
  const clipper = convexClipper(before.cells.mostCorners + after.cells.mostCorners);
  return jaccard;

  /**
   * Area of intersection / area of union of cell i before and cell j after, whose origin has moved by (x, y).
   * Exact up to rounding.
   */
  function jaccard(i: number, j: number, x: number, y: number): number {
    const a = ringA.subarray(0, 2 * before.cells.ring(i, ringA));
    const b = ringB.subarray(0, 2 * after.cells.ring(j, ringB));
    for (let k = 0; k < b.length; k += 2) {
      b[k]! += x;
      b[k + 1]! += y;
    }
    if (areEqual(a, b)) return 1;
    // Besides, the areas of two small cells far apart would underflow.
    if (areApart(a, b)) return 0;
    scaleToUnit(a, b);
    const both = intersection(a, b);
    const either = ringArea(a, 0, a.length / 2) + ringArea(b, 0, b.length / 2) - both;
    return Math.min(1, both / either);
  }

  function intersection(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    const partsOfB = convexParts(after, b);
    for (const part of convexParts(before, a)) {
      for (const other of partsOfB) sum += clipper(part, other);
    }
    return sum;
  }
}

/** Clips one convex ring by the sides of another. */
function convexClipper(most: number): (a: Float64Array, b: Float64Array) => number {
  let from: Float64Array = new Float64Array(2 * most);
  let to: Float64Array = new Float64Array(2 * most);
  return area;

  /** Area of the intersection of two convex rings. */
  function area(a: Float64Array, b: Float64Array): number {
    from.set(a);
    let corners = a.length / 2;
    let px = b[b.length - 2]!;
    let py = b[b.length - 1]!;
    for (let k = 0; k < b.length && corners > 0; k += 2) {
      const x = b[k]!;
      const y = b[k + 1]!;
      const nx = py - y;
      const ny = x - px;
      corners = clipRing(from, corners, nx, ny, nx * x + ny * y, to);
      [from, to] = [to, from];
      px = x;
      py = y;
    }
    return Math.max(0, ringArea(from, 0, corners));
  }
}

/** Convex rings that an outline consists of. */
function convexParts({ cells }: Partition, ring: Float64Array): Float64Array[] {
  if (cells.shape === "rectilinear") return boxRings(ring);
  return cells.shape === "simple" ? trianglesOf(ring) : [ring];
}

/** The triangles of an outline of any rings. */
function trianglesOf(outline: Float64Array): Float64Array[] {
  return islandsOf(loopsOf(outline, outline.length / 2)).flatMap((island) => {
    const { x, y } = bridged(island);
    const triangles = triangulate(x, y);
    return Array.from({ length: triangles.length / 3 }, (_, t) => {
      const [a, b, c] = triangles.subarray(3 * t, 3 * t + 3) as unknown as [number, number, number];
      return Float64Array.of(x[a]!, y[a]!, x[b]!, y[b]!, x[c]!, y[c]!);
    });
  });
}

/** The boxes of a rectilinear ring as rings. */
function boxRings(ring: Float64Array): Float64Array[] {
  const boxes = rectilinearBoxes(ring, 0, ring.length / 2);
  return Array.from({ length: boxes.length / 4 }, (_, k) => {
    const [x0, y0, x1, y1] = boxes.slice(4 * k, 4 * k + 4) as [number, number, number, number];
    return Float64Array.of(x0, y0, x0, y1, x1, y1, x1, y0);
  });
}

function areEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

/** Whether the bounding boxes do not meet. */
function areApart(a: Float64Array, b: Float64Array): boolean {
  return isBeyond(a, b, 0) || isBeyond(a, b, 1) || isBeyond(b, a, 0) || isBeyond(b, a, 1);
}

/** Whether every corner of b comes after every corner of a, by x (axis 0) or y (axis 1). */
function isBeyond(a: Float64Array, b: Float64Array, axis: 0 | 1): boolean {
  let most = -Infinity;
  for (let k = axis; k < a.length; k += 2) if (a[k]! > most) most = a[k]!;
  for (let k = axis; k < b.length; k += 2) if (b[k]! < most) return false;
  return true;
}

/** Scales two rings alike: the products of small lengths would underflow, those of large ones overflow. */
function scaleToUnit(a: Float64Array, b: Float64Array): void {
  let most = 0;
  for (const value of a) most = Math.max(most, Math.abs(value));
  for (const value of b) most = Math.max(most, Math.abs(value));
  for (let k = 0; k < a.length; k++) a[k]! /= most;
  for (let k = 0; k < b.length; k++) b[k]! /= most;
}
