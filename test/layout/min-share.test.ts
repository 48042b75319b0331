import fc from "fast-check";
import { layout, quality, slice, weightedTree, type Partition } from "marquetry";
import { describe, expect, it } from "vitest";

/** A list in a column of length 1, so that areas are shares. */
function lay(weights: readonly number[], minShare: number): Partition {
  const tree = weightedTree({ children: weights.map((value) => ({ value })) }, { sort: null });
  return layout(tree as never, { engine: slice(), container: [1, 1], minShare });
}

const shares = (map: Partition): number[] => [...map.leaves()].map((i) => map.area(i));

describe("a least share", () => {
  it("is what the least leaves get, and the others shrink alike", () => {
    const map = lay([1, 6, 0, 90, 3], 0.1);
    expect(Array.from(map.raised)).toEqual([1, 2, 5]);
    const expected = [0.1, 0.1, 0, 0.7, 0.1];
    for (const [k, share] of shares(map).entries()) expect(share).toBeCloseTo(expected[k]!, 12);
  });

  it("raises those too that fall below it only because others are raised", () => {
    // 11 of 100 are more than a tenth; what two raised leaves leave to the others makes less of them.
    const map = lay([1, 1, 11, 87], 0.108);
    expect(Array.from(map.raised)).toEqual([1, 2, 3]);
    expect(shares(map)[2]).toBeCloseTo(0.108, 12);
    expect(shares(map)[3]).toBeCloseTo(1 - 3 * 0.108, 12);
  });

  it("changes nothing of the tree that was handed in", () => {
    const tree = weightedTree({ children: [{ value: 1 }, { value: 99 }] });
    const weights = tree.weight.slice();
    const map = layout(tree, { engine: slice(), container: [1, 1], minShare: 0.1 });
    expect(map.tree.weight).toEqual(weights);
  });

  it("leaves a leaf that has just as much alone", () => {
    const map = lay([1, 3], 0.25);
    expect(map.raised).toHaveLength(0);
    expect(quality(map).raised.count).toBe(0);
  });

  it("lists raised leaves in order, many as well", () => {
    const weights = Array.from({ length: 30 }, (_, k) => (k % 3 === 0 ? 1000 : 30 - k));
    const map = lay(weights, 0.02);
    expect(Array.from(map.raised)).toEqual(weights.flatMap((w, k) => (w < 1000 ? [k + 1] : [])));
  });

  it("is kept by any weights, with as few leaves raised as can be", () => {
    const weight = fc.oneof(
      fc.constant(0),
      fc.double({ min: -6, max: 6, noNaN: true }).map((e) => 10 ** e),
    );
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0.001, max: 0.049, noNaN: true }),
        (weights, minShare) => {
          fc.pre(weights.some((w) => w > 0));
          const map = lay(weights, minShare);
          const raised = new Set(map.raised);
          const per = [...map.leaves()]
            .filter((i) => !raised.has(i) && weights[i - 1]! > 0)
            .map((i) => map.area(i) / weights[i - 1]!);
          for (const i of map.leaves()) {
            if (weights[i - 1] === 0) expect(map.area(i)).toBe(0);
            else if (raised.has(i)) expect(map.area(i)).toBeCloseTo(minShare, 12);
            else expect(map.area(i)).toBeGreaterThan(minShare * (1 - 1e-12));
          }
          for (const each of per) expect(each / per[0]!).toBeCloseTo(1, 9);
          // A raised leaf would be too small beside the others as they are now.
          for (const i of raised) expect(weights[i - 1]! * (per[0] ?? 0)).toBeLessThan(minShare * (1 + 1e-9));
        },
      ),
    );
  });

  it("is refused where the leaves together would need all or more", () => {
    expect(() => lay([1, 2, 0], 0.5)).toThrow(
      expect.objectContaining({
        code: "bad-option",
        value: 0.5,
        message: "minShare 0.5 is too much for 2 leaves: together they would need more than all",
      }),
    );
    expect(shares(lay([1, 2, 0], 0.49))[0]).toBeCloseTo(0.49, 12);
  });
});
