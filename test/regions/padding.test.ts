import { describe, expect, it } from "vitest";
import {
  angular,
  greedy,
  layout,
  quality,
  region,
  validate,
  voronoi,
  weightedTree,
} from "../../src/index.ts";
import { joinLoops, loopsContain, loopsOf } from "../../src/geometry/loops.ts";
import { ringArea } from "../../src/geometry/ring.ts";
import { insetOutline } from "../../src/geometry/simple-inset.ts";
import { distanceToSide, islandsOf, ringFault } from "../../src/geometry/simple-rings.ts";
import { SHAPES } from "./shapes.ts";
import { numbersFrom, randomRegion } from "./support.ts";

const NO_LIMITS = { x0: -Infinity, y0: -Infinity, x1: Infinity, y1: Infinity };

/** How far a point lies from an outline, negative outside. */
function depthIn(outline: Float64Array, x: number, y: number): number {
  let least = Infinity;
  const isIn = loopsContain(outline, 0, outline.length / 2, x, y, (ax, ay, bx, by) => {
    least = Math.min(least, distanceToSide(ax, ay, bx, by, x, y));
  });
  return isIn ? least : -least;
}

describe("insetOutline", () => {
  it("keeps what is at least so far from every side, in one piece", () => {
    let kept = 0;
    for (let seed = 0; seed < 80; seed++) {
      const random = numbersFrom(seed);
      const rings = randomRegion(random, 40, 3);
      if (!rings) continue;
      const { outer, holes } = islandsOf(rings.map((ring) => Float64Array.from(ring.flat())))[0]!;
      const outline = joinLoops([outer, ...holes]);
      const distance = 0.2 + 2 * random();
      const left = insetOutline(outline, outline.length / 2, distance, NO_LIMITS);
      const loops = loopsOf(left, left.length / 2);
      expect(ringFault(loops, 1e-9)).toBeNull();
      expect(loops.filter((loop) => ringArea(loop, 0, loop.length / 2) > 0).length).toBeLessThan(2);
      for (let k = 0; k < left.length; k += 2)
        expect(depthIn(outline, left[k]!, left[k + 1]!)).toBeGreaterThan(distance * (1 - 1e-6));
      for (let k = 0; k < 200; k++) {
        const [x, y] = [100 * random(), 100 * random()];
        const isLeft = loopsContain(left, 0, left.length / 2, x, y);
        const depth = depthIn(outline, x, y);
        if (isLeft) expect(depth).toBeGreaterThan(distance * (1 - 1e-6));
        kept += Number(isLeft);
      }
    }
    expect(kept).toBeGreaterThan(100);
  });

  it("is as large as half-planes make it, and keeps within limits", () => {
    const U = Float64Array.from(SHAPES["U"]![0]!.flat());
    const { outer } = islandsOf([U])[0]!;
    const areaOf = (ring: Float64Array): number => ringArea(ring, 0, ring.length / 2);
    expect(areaOf(insetOutline(outer, 8, 10, NO_LIMITS))).toBeCloseTo(2 * 180 * 400 + 580 * 180, 6);
    expect(areaOf(insetOutline(outer, 8, 0, { ...NO_LIMITS, y0: 100 }))).toBeCloseTo(
      2 * 200 * 300 + 600 * 200,
      6,
    );
    expect(insetOutline(outer, 8, 120, NO_LIMITS)).toHaveLength(0);
  });
});

describe("padding in a region", () => {
  const tree = weightedTree({
    children: Array.from({ length: 6 }, (_, k) => ({
      children: Array.from({ length: 5 }, (__, q) => ({ value: 2 + ((k + q) % 3) })),
    })),
  });

  it.each(["U", "letter A", "ring", "star", "archipelago"])(
    "leaves room round all cells in the shape %s",
    (name) => {
      const container = region(SHAPES[name]!);
      for (const engine of [greedy(), angular(), voronoi()]) {
        const map = layout(tree, { engine, container, padding: 2 });
        expect(validate(map)).toEqual([]);
        const whole = layout(tree, { engine, container });
        for (const i of map.leaves()) {
          expect(map.isEmpty(i)).toBe(false);
          expect(map.area(i)).toBeLessThan(whole.area(i));
        }
      }
    },
  );

  it("takes room that areas are exact behind", () => {
    for (const engine of [greedy(), voronoi()]) {
      const map = layout(tree, {
        engine,
        container: region(SHAPES["U"]!),
        padding: 3,
        paddingTop: 9,
        areas: "leaf-exact",
      });
      expect(quality(map).area.maxError).toBeLessThan(1e-6);
      expect(map.unsolved).toHaveLength(0);
      expect(validate(map)).toEqual([]);
    }
  });
});

describe("padding on islands", () => {
  it("leaves a family empty that has no room on any of them", () => {
    const islands = [
      [[0, 0], [300, 0], [300, 300], [0, 300]],
      [[310, 0], [410, 0], [410, 100], [310, 100]],
    ] as const; // prettier-ignore
    const few = weightedTree({
      children: [{ value: 29 }, { children: [{ children: [{ value: 1 }, { value: 9 }] }] }],
    });
    const map = layout(few, { engine: greedy(), container: region(islands), padding: 30 });
    expect(validate(map)).toEqual([]);
    expect([...map.leaves()].some((leaf) => map.isEmpty(leaf))).toBe(true);
  });
});

describe("map.bound in a region", () => {
  const tree = weightedTree({ children: Array.from({ length: 60 }, (_, k) => ({ value: 1 + (k % 5) })) });

  it("is that of convex parts where the whole falls into these", () => {
    const map = layout(tree, { engine: angular(), container: region(SHAPES["U"]!) });
    const bound = map.bound()!;
    expect(bound.value).toBeLessThan(100);
    expect(quality(map).bound!.holds).toBe(true);
  });

  it("is null where cells come of chords", () => {
    expect(layout(tree, { engine: angular(), container: region(SHAPES["country"]!) }).bound()).toBeNull();
    expect(layout(tree, { engine: voronoi(), container: region(SHAPES["U"]!) }).bound()).toBeNull();
  });
});
