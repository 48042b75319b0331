import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestBox } from "../../src/geometry/largest-box.ts";
import { orthoconvexFault } from "../../src/geometry/orthoconvex.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { ringOf } from "../support/rings.ts";

type Strip = readonly [top: number, bottom: number];

/** Upright strips of width 1, side by side, from a top to a bottom each, as the ring around them. */
function ringAround(strips: readonly Strip[]): Float64Array {
  const lower = strips.flatMap(([, bottom], x) => [[x, bottom], [x + 1, bottom]] as const); // prettier-ignore
  const upper = strips.flatMap(
    ([top], x) =>
      [
        [x, top],
        [x + 1, top],
      ] as const,
  );
  return ringOf([...lower, ...upper.reverse()]);
}

const strips: fc.Arbitrary<Strip[]> = fc.array(
  fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 1, max: 6 })).map(([top, height]) => [top, top + height] as const), // prettier-ignore
  { minLength: 1, maxLength: 7 },
);

/** How far the tops and bottoms of strips are from falling and then rising, and the other way round. */
function isOrthoconvex(row: readonly Strip[]): boolean {
  for (let level = -6; level < 12; level++) {
    const hit = row.map(([top, bottom]) => top <= level && bottom > level);
    const pieces = hit.filter((is, x) => is && !hit[x - 1]).length;
    if (pieces > 1) return false;
  }
  return row.every(([top, bottom], x) => x === 0 || (top <= row[x - 1]![1] && bottom >= row[x - 1]![0]));
}

describe("the orthoconvexity of a ring", () => {
  it("is what lines through it say", () => {
    let sound = 0;
    fc.assert(
      fc.property(strips, (row) => {
        const ring = ringAround(row);
        const is = isOrthoconvex(row);
        if (is) sound++;
        expect(orthoconvexFault(ring, 0, ring.length / 2) === 0).toBe(is);
      }),
      { numRuns: 3000 },
    );
    expect(sound).toBeGreaterThan(100);
  });
});

describe("the largest box in an orthoconvex ring", () => {
  it("is the largest of all boxes between its corners", () => {
    fc.assert(
      fc.property(strips.filter(isOrthoconvex), fc.integer({ min: -6, max: 12 }), (row, limit) => {
        const ring = ringAround(row);
        const out = new Float64Array(8);
        const corners = largestBox(ring, ring.length / 2, out, limit);
        let best = 0;
        for (let from = 0; from < row.length; from++) {
          for (let to = from + 1; to <= row.length; to++) {
            const part = row.slice(from, to);
            const top = Math.max(...part.map(([y]) => y));
            const bottom = Math.min(limit, ...part.map(([, y]) => y));
            best = Math.max(best, (to - from) * (bottom - top));
          }
        }
        expect(corners).toBe(best > 0 ? 4 : 0);
        if (best > 0) expect(ringArea(out, 0, 4)).toBe(best);
      }),
    );
  });
});
