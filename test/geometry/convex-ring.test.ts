import fc from "fast-check";
import { circle, MarquetryError } from "marquetry";
import { describe, expect, it } from "vitest";
import { convexRing } from "../../src/geometry/convex-ring.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { convexRings, pairs } from "../support/rings.ts";

type Points = [x: number, y: number][];

function codeOf(points: Points): string {
  try {
    convexRing(points);
    return "none";
  } catch (error) {
    return error instanceof MarquetryError ? error.code : "another";
  }
}

const square: Points = [[0, 0], [0, 4], [4, 4], [4, 0]]; // prettier-ignore

describe("convexRing", () => {
  it("takes either orientation and returns the corners counter-clockwise as drawn", () => {
    fc.assert(
      fc.property(convexRings, fc.boolean(), (ring, reversed) => {
        const points = pairs(ring);
        if (reversed) points.reverse();
        const checked = convexRing(points);
        const corners = checked.length / 2;
        expect(ringArea(checked, 0, corners)).toBeCloseTo(ringArea(ring, 0, ring.length / 2), 12);
        expect(corners).toBeLessThanOrEqual(points.length);
      }),
    );
  });

  it("leaves out corners on a straight side and corners given twice", () => {
    const more: Points = [[0, 0], [0, 1], [0, 2], [0, 4], [0, 4], [4, 4], [4, 0], [2, 0], [0, 0]]; // prettier-ignore
    expect(pairs(convexRing(more))).toHaveLength(4);
    expect(new Set(pairs(convexRing(more)).map(String))).toEqual(new Set(square.map(String)));
  });

  it("works as well far away, large and small", () => {
    for (const scale of [1e-9, 1, 1e9]) {
      expect(convexRing(circle(3e5 * scale, -2e5 * scale, 300 * scale)).length).toBe(128);
    }
  });

  it.each<[string, Points, string]>([
    ["nothing", [], "bad-container"],
    ["a segment", [[0, 0], [1, 1]], "bad-container"], // prettier-ignore
    ["corners in a line", [[0, 0], [1, 1], [2, 2], [3, 3]], "bad-container"], // prettier-ignore
    ["one point four times", [[1, 1], [1, 1], [1, 1], [1, 1]], "bad-container"], // prettier-ignore
    ["a dent", [[0, 0], [0, 4], [2, 1], [4, 4], [4, 0]], "container-not-convex"], // prettier-ignore
    ["a five-pointed star", star(5), "container-not-convex"],
    ["a square given twice", [...square, ...square], "container-not-convex"],
    ["a spike", [[0, 0], [0, 4], [4, 4], [4, 8], [4, 0]], "container-not-convex"], // prettier-ignore
  ])("refuses %s", (_, points, code) => {
    expect(codeOf(points)).toBe(code);
  });
});

/** A star polygon: every turn goes the same way, but it goes round twice. */
function star(points: number): Points {
  return Array.from({ length: points }, (_, k) => {
    const angle = (4 * Math.PI * k) / points;
    return [Math.cos(angle), Math.sin(angle)];
  });
}
