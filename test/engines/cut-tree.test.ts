import fc from "fast-check";
import { weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { CutTree } from "../../src/engines/cuts/cut-tree.ts";

const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 60 });

/** A family of these weights, of which the first is 1, joined in halves. */
function inHalves(weights: readonly number[]): CutTree {
  const parent = Int32Array.from({ length: weights.length + 1 }, (_, i) => (i === 0 ? -1 : 0));
  const weight = Float64Array.of(0, 1, ...weights.slice(1));
  const family = new CutTree();
  family.takeFamily(weightedTree.fromColumns({ parent, weight }, { sort: null }), 0);
  return family.join("halves");
}

describe("children joined in halves", () => {
  it("keep their order, and each run is cut where its halves weigh most nearly the same", () => {
    fc.assert(
      fc.property(values, (weights) => {
        const { count, child, weight, first, second } = inHalves(weights);
        /** The leaves of a part, checked on the way. */
        const leavesOf = (part: number): number[] => {
          if (part < count) return [part];
          const [a, b] = [first[part - count]!, second[part - count]!];
          const [left, right] = [leavesOf(a), leavesOf(b)];
          const run = [...left, ...right];
          expect(weight[part]).toBe(weight[a]! + weight[b]!);
          const gaps = run.slice(1).map((_, k) => {
            const before = run.slice(0, k + 1).reduce((sum, leaf) => sum + weight[leaf]!, 0);
            return Math.abs(weight[part]! - 2 * before);
          });
          expect(gaps[left.length - 1]).toBe(Math.min(...gaps));
          return run;
        };
        if (count < 2) return;
        expect(leavesOf(2 * count - 2)).toEqual(Array.from({ length: count }, (_, k) => k));
        const filled = [1, ...weights.slice(1)].flatMap((value, k) => (value > 0 ? [k + 1] : []));
        expect([...child.subarray(0, count)]).toEqual(filled);
      }),
    );
  });
});
