import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativePosition } from "../../src/diagnostics/relative-position.ts";

/** Unit squares side by side, the kth at the kth place of a list. */
function row(places: readonly number[]): Float64Array {
  return Float64Array.from(places.flatMap((place) => [2 * place, 0, 2 * place + 1, 1]));
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

/** A row of leaves in which one goes from its place to the other end of all. */
function withOneMoved(count: number, leaf: number): [before: Float64Array, after: Float64Array] {
  const to = leaf < count / 2 ? count : -1;
  return [row(upTo(count)), row(upTo(count).map((place) => (place === leaf ? to : place)))];
}

describe("the change of relative position", () => {
  it("is whole where every leaf lies on the other side of every other, whatever the sample", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 1, max: 1000 }), (count, most) => {
        const [before, after] = [row(upTo(count)), row(upTo(count).reverse())];
        const pairs = Math.min(most, count * (count - 1));
        expect(relativePosition(before, after, count, most)).toEqual({ mean: 1, pairs });
        expect(relativePosition(before, before, count, most)).toEqual({ mean: 0, pairs });
      }),
    );
  });

  it("counts the pairs of a leaf that moves, once from each side", () => {
    for (const leaf of [0, 3, 7]) {
      const [before, after] = withOneMoved(8, leaf);
      const others = leaf === 3 ? 4 : 7;
      const { mean } = relativePosition(before, after, 8, 56);
      expect(mean).toBeCloseTo((2 * others) / 56, 12);
      expect(relativePosition(before, after, 8, Infinity)).toEqual({ mean, pairs: 56 });
    }
  });

  it("is sampled evenly: the first leaf and the last count as often as any", () => {
    const count = 40;
    for (const leaf of [0, count - 1]) {
      const [before, after] = withOneMoved(count, leaf);
      const { mean, pairs } = relativePosition(before, after, count, 1500);
      expect(pairs).toBe(1500);
      expect(mean * count).toBeGreaterThan(2 * 0.9);
      expect(mean * count).toBeLessThan(2 * 1.1);
    }
  });

  it("is nothing for fewer than two leaves", () => {
    for (const count of [0, 1])
      expect(relativePosition(row(upTo(count)), row(upTo(count)), count, 9)).toEqual({ mean: NaN, pairs: 0 });
  });

  it("counts what is as wide as nothing as lying wholly on one side, or within", () => {
    const line = (x: number) => Float64Array.of(4, 0, 6, 1, x, 0, x, 1);
    const change = (from: number, to: number) => relativePosition(line(from), line(to), 2, 2).mean;
    // Round the line, half of the square stays where it was when the line comes to stand in its middle.
    expect([change(5, 5), change(3, 5), change(5, 7), change(3, 7)]).toEqual([0, 3 / 4, 3 / 4, 1]);
  });
});
