import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillStrip, StripScore } from "../../src/engines/rectangles/strip-score.ts";

/** Mean of longer to shorter side of cells in a strip, each measured by itself. */
function meanOf(shares: readonly number[], aspect: number): number {
  const depth = shares.reduce((a, b) => a + b, 0);
  const ratios = shares
    .filter((share) => share > 0)
    .map((share) => {
      const ratio = ((share / depth) * aspect) / depth;
      return Math.max(ratio, 1 / ratio);
    });
  return ratios.length === 0 ? Infinity : ratios.reduce((a, b) => a + b, 0) / ratios.length;
}

const share = fc.oneof(
  fc.constant(0),
  fc.constantFrom(0.25, 0.5, 1),
  fc.double({ min: 1e-3, max: 1, noNaN: true }),
);
const shares = fc
  .array(share, { minLength: 1, maxLength: 120 })
  .map((list) => list.map((each) => each / Math.max(1, list.length)));

describe("the score of a strip", () => {
  it("is the mean of all its cells after each child, in any order, and begins anew", () => {
    const score = new StripScore();
    fc.assert(
      fc.property(shares, fc.constantFrom(0.01, 0.3, 1, 20, 4000), (list, aspect) => {
        score.clear(aspect);
        for (const [k, each] of list.entries()) {
          const mean = meanOf(list.slice(0, k + 1), aspect);
          if (mean === Infinity) expect(score.add(each)).toBe(Infinity);
          else expect(score.add(each) / mean).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it.each([
    ["rising", (k: number) => k + 1],
    ["falling", (k: number) => 200 - k],
    ["mixed", (k: number) => 1 + ((k * 37) % 101)],
    ["equal", () => 1],
  ])("holds for long strips of %s shares, all of them wide at first", (_, weightOf) => {
    const list = Array.from({ length: 200 }, (_, k) => weightOf(k) / 40_000);
    const score = new StripScore();
    score.clear(100);
    for (const [k, each] of list.entries())
      expect(score.add(each) / meanOf(list.slice(0, k + 1), 100)).toBeCloseTo(1, 9);
  });
});

describe("a strip", () => {
  it("ends before the first child that would worsen its mean", () => {
    fc.assert(
      fc.property(shares, fc.constantFrom(0.3, 1, 20), fc.nat(5), (list, aspect, first) => {
        fc.pre(first < list.length && list.slice(first).some((each) => each > 0));
        const weights = Float64Array.from(list, (each) => 7 * each);
        const strip = fillStrip(new StripScore(), weights, first, list.length, 7, aspect);
        const mean = (end: number) => meanOf(list.slice(first, end), aspect);
        for (let end = first + 1; end < strip.end; end++)
          expect(mean(end + 1)).toBeLessThanOrEqual(mean(end) * (1 + 1e-9));
        if (strip.end < list.length)
          expect(mean(strip.end + 1)).toBeGreaterThan(mean(strip.end) * (1 - 1e-9));
        expect(strip.aspect / mean(strip.end)).toBeCloseTo(1, 9);
        const weight = weights.slice(first, strip.end).reduce((a, b) => a + b, 0);
        expect([strip.first, strip.weight]).toEqual([first, expect.closeTo(weight, 12)]);
      }),
    );
  });
});
