import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachBoxOverlap } from "../../src/geometry/box-overlaps.ts";
import { rectilinearBoxes, rectilinearInscribedRadius } from "../../src/geometry/rectilinear.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { distanceOutside, overlapDepth } from "../../src/geometry/separation.ts";
import { convexRings, ringOf } from "../support/rings.ts";
import { generator } from "../support/trees.ts";

/** Pairs found by the sweep, in a canonical order. */
function found(boxes: number[][], tolerance = 0): string[] {
  const pairs: string[] = [];
  eachBoxOverlap(Float64Array.from(boxes.flat()), boxes.length, tolerance, (a, b) => {
    pairs.push(`${Math.min(a, b)} ${Math.max(a, b)}`);
    return true;
  });
  return pairs.sort();
}

/** All pairs that overlap, by trying all. */
function expected(boxes: number[][], tolerance = 0): string[] {
  const pairs: string[] = [];
  for (const [b, second] of boxes.entries()) {
    for (const [a, first] of boxes.slice(0, b).entries()) {
      const width = Math.min(first[2]!, second[2]!) - Math.max(first[0]!, second[0]!);
      const height = Math.min(first[3]!, second[3]!) - Math.max(first[1]!, second[1]!);
      if (width > tolerance && height > tolerance) pairs.push(`${a} ${b}`);
    }
  }
  return pairs.sort();
}

describe("eachBoxOverlap", () => {
  const side = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0.5, 20, 100));
  const place = fc.integer({ min: 0, max: 30 });
  const boxes = fc.array(
    fc.tuple(place, place, side, side).map(([x, y, width, height]) => [x, y, x + width, y + height]),
    { maxLength: 80 },
  );

  it("finds the pairs that trying all of them finds, each once", () => {
    fc.assert(
      fc.property(boxes, fc.constantFrom(0, 0.6, 1), (list, tolerance) => {
        expect(found(list, tolerance)).toEqual(expected(list, tolerance));
      }),
      { numRuns: 300 },
    );
  });

  it("finds none among boxes that only touch, in rows, columns and grids", () => {
    const count = 3000;
    const columns = Array.from({ length: count }, (_, k) => [k, 0, k + 1, 1]);
    const rows = Array.from({ length: count }, (_, k) => [0, k, 1, k + 1]);
    const grid = Array.from({ length: count }, (_, k) => [
      k % 50,
      Math.floor(k / 50),
      (k % 50) + 1,
      Math.floor(k / 50) + 1,
    ]);
    for (const list of [columns, rows, grid]) expect(found(list)).toEqual([]);
    columns[1500]![2]! += 0.5;
    expect(found(columns)).toEqual(["1500 1501"]);
  });

  it("finds the pairs among boxes of very different sizes", () => {
    const random = generator(5);
    const list = Array.from({ length: 500 }, () => {
      const size = 10 ** (-4 * random());
      const [x, y] = [random(), random()];
      return [x, y, x + size * random(), y + size * random()];
    });
    expect(found(list)).toEqual(expected(list));
  });

  it("stops when told to", () => {
    const list = Array.from({ length: 40 }, () => [0, 0, 1, 1]);
    for (const count of [5, 40]) {
      let visits = 0;
      eachBoxOverlap(Float64Array.from(list.flat()), count, 0, () => ++visits < 3);
      expect(visits).toBe(3);
    }
  });
});

describe("overlapDepth", () => {
  const shift = fc.double({ min: -3, max: 3, noNaN: true });

  it("is the least way to move one ring off the other, whichever is named first", () => {
    fc.assert(
      fc.property(convexRings, convexRings, (a, b) => {
        const points = Float64Array.of(...a, ...b);
        const forth = overlapDepth(points, 0, a.length / 2, a.length, b.length / 2);
        const back = overlapDepth(points, a.length, b.length / 2, 0, a.length / 2);
        expect(back > 0).toBe(forth > 0);
        if (forth > 0) expect(back).toBe(forth);
      }),
    );
  });

  it("agrees with clipping: rings overlap where a corner or a crossing lies in both", () => {
    fc.assert(
      fc.property(convexRings, shift, shift, (ring, dx, dy) => {
        const moved = ring.map((value, k) => value + (k % 2 === 0 ? dx : dy));
        const depth = overlapDepth(
          Float64Array.of(...ring, ...moved),
          0,
          ring.length / 2,
          ring.length,
          ring.length / 2,
        );
        // A ring meets its own shifted copy exactly if the shift is a difference of two of its points.
        const inside = differenceHolds(ring, dx, dy);
        if (Math.abs(inside) > 1e-9) expect(depth > 0).toBe(inside > 0);
      }),
    );
  });

  it("is the depth of two squares", () => {
    const at = (x: number, y: number): number[] => [x, y, x, y + 2, x + 2, y + 2, x + 2, y];
    expect(overlapDepth(Float64Array.of(...at(0, 0), ...at(1.5, 1)), 0, 4, 8, 4)).toBe(0.5);
    expect(overlapDepth(Float64Array.of(...at(0, 0), ...at(2, 0)), 0, 4, 8, 4)).toBe(0);
    expect(overlapDepth(Float64Array.of(...at(0, 0), ...at(3, 0)), 0, 4, 8, 4)).toBeLessThan(0);
  });
});

/** How far (dx, dy) lies inside the hull of all differences of corners, by its support function. */
function differenceHolds(ring: Float64Array, dx: number, dy: number): number {
  let least = Infinity;
  for (let a = 0; a < ring.length; a += 2) {
    const b = (a + 2) % ring.length;
    const length = Math.hypot(ring[b]! - ring[a]!, ring[b + 1]! - ring[a + 1]!);
    for (const sign of [1, -1]) {
      const nx = (sign * (ring[b + 1]! - ring[a + 1]!)) / length;
      const ny = (-sign * (ring[b]! - ring[a]!)) / length;
      let [most, fewest] = [-Infinity, Infinity];
      for (let k = 0; k < ring.length; k += 2) {
        const along = nx * ring[k]! + ny * ring[k + 1]!;
        most = Math.max(most, along);
        fewest = Math.min(fewest, along);
      }
      least = Math.min(least, most - fewest - (nx * dx + ny * dy));
    }
  }
  return least;
}

describe("distanceOutside", () => {
  it("is the distance past the side of a square", () => {
    const square = ringOf([[0, 0], [0, 2], [2, 2], [2, 0]]); // prettier-ignore
    expect(distanceOutside(square, 0, 4, 1, 1)).toBe(-1);
    expect(distanceOutside(square, 0, 4, 5, 1)).toBe(3);
    expect(distanceOutside(square, 0, 4, 1, -0.5)).toBe(0.5);
    expect(distanceOutside(square, 0, 4, 2, 2)).toBe(0);
  });

  it("takes no heed of the direction of a side that rounding has made", () => {
    const square = ringOf([[0, 0], [0, 2], [2, 2], [2 - 2 ** -52, 2], [2, 0]]); // prettier-ignore
    expect(distanceOutside(square, 0, 5, 1, 0)).toBe(0);
    expect(distanceOutside(square, 0, 5, 2.5, 1)).toBeCloseTo(0.5, 10);
    expect(distanceOutside(square, 0, 5, 1, -0.5)).toBeCloseTo(0.5, 10);
  });
});

describe("rectilinear rings", () => {
  const corner = ringOf([[0, 0], [0, 10], [10, 10], [10, 5], [5, 5], [5, 0]]); // prettier-ignore
  const zigzag = ringOf([[0, 0], [0, 6], [4, 6], [4, 9], [9, 9], [9, 3], [5, 3], [5, 0]]); // prettier-ignore

  it("fall apart into boxes of the same area", () => {
    for (const ring of [corner, zigzag]) {
      const boxes = rectilinearBoxes(ring, 0, ring.length / 2);
      let area = 0;
      for (let k = 0; k < boxes.length; k += 4)
        area += (boxes[k + 2]! - boxes[k]!) * (boxes[k + 3]! - boxes[k + 1]!);
      expect(area).toBeCloseTo(ringArea(ring, 0, ring.length / 2), 12);
    }
    expect(rectilinearBoxes(corner, 0, 6)).toEqual([0, 0, 5, 10, 5, 5, 10, 10]);
  });

  it("have the inscribed circles that geometry says", () => {
    expect(rectilinearInscribedRadius(ringOf([[0, 0], [0, 3], [7, 3], [7, 0]]), 0, 4)).toBeCloseTo(1.5, 3); // prettier-ignore
    // Two outer sides and the inner corner at (5, 5): r = (5 − r)√2.
    const radius = rectilinearInscribedRadius(corner, 0, 6);
    expect(radius / ((10 * 1) / (2 + Math.SQRT2))).toBeCloseTo(1, 3);
  });
});
