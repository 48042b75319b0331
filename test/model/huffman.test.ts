import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { halveRun, joinLightest, type JoinedParts } from "../../src/model/huffman.ts";

/** Whole numbers, whose sums are exact: from heavy to light. */
const weights = fc
  .array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 60 })
  .map((all) => Float64Array.from(all).sort().reverse());

function joined(given: Float64Array, weigh?: (a: number, b: number) => number): JoinedParts {
  const count = given.length;
  const weight = new Float64Array(2 * count - 1);
  weight.set(given);
  const parts = { weight, first: new Int32Array(count - 1), second: new Int32Array(count - 1) };
  joinLightest(parts, count, weigh);
  return parts;
}

describe("joining the two lightest parts", () => {
  it("takes the two least of all that are left, each time", () => {
    fc.assert(
      fc.property(weights, (given) => {
        const { weight, first, second } = joined(given);
        const count = given.length;
        const left = new Set(given.keys());
        for (let k = 0; k < count - 1; k++) {
          const [a, b] = [first[k]!, second[k]!];
          expect(left.delete(a) && left.delete(b)).toBe(true);
          const least = Math.min(...[...left].map((part) => weight[part]!));
          expect(weight[a]).toBeLessThanOrEqual(weight[b]!);
          expect(weight[b]).toBeLessThanOrEqual(least);
          expect(weight[count + k]).toBe(weight[a]! + weight[b]!);
          left.add(count + k);
        }
        expect([...left]).toEqual([2 * count - 2]);
      }),
    );
  });

  it("weighs the joined as it is told to", () => {
    const depths = joined(new Float64Array(8), () => 1);
    expect(depths.weight.at(-1)).toBe(1);
  });
});

describe("halving a run", () => {
  it("finds the cut whose halves weigh most nearly the same", () => {
    fc.assert(
      fc.property(weights, fc.nat(), fc.nat(), fc.constantFrom(-1e-9, 0, 1e-9), (given, a, b, lead) => {
        const before = new Float64Array(given.length + 1);
        given.forEach((weight, k) => (before[k + 1] = before[k]! + weight));
        const from = a % given.length;
        const end = from + 1 + (b % (given.length - from));
        if (end - from < 2) return;
        const gap = (cut: number): number => Math.abs(before[from]! + before[end]! - 2 * before[cut]!);
        const cut = halveRun(before, from, end, undefined, lead);
        expect(cut).toBeGreaterThan(from);
        expect(cut).toBeLessThan(end);
        for (let other = from + 1; other < end; other++) expect(gap(cut)).toBeLessThanOrEqual(gap(other));
        // Of two as good, the later, unless the lead is the earlier one's.
        const rival = lead < 0 ? cut - 1 : cut + 1;
        if (rival > from && rival < end) expect(gap(cut)).toBeLessThan(gap(rival));
      }),
    );
  });
});
