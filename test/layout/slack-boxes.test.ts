import fc from "fast-check";
import {
  slackBoxes,
  weightedTree,
  type SlackBoxes,
  type SlackBoxesOptions,
  type WeightedTree,
} from "marquetry";
import { flatList } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import rows from "../../examples/data/flare.json" with { type: "json" };
import { EvenSolver } from "../../src/engines/slack/cut-solver.ts";
import { emptyPart, shapesOf, type Part } from "../../src/engines/slack/shapes.ts";
import { generator, plant, planTree, treePlans } from "../support/trees.ts";

/** Relative difference put down to rounding. */
const ROUNDING = 1e-9;
const flare = weightedTree.fromRows(rows, { weight: "size" });

/** Holds boxes against everything that is promised, pair by pair. */
function check(tree: WeightedTree, found: SlackBoxes, ratio: number): void {
  const { dimension: d, offsets, sides, waste } = found;
  const { parent, weight, childCount } = tree;
  const lnVolume = (i: number): number => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += Math.log(sides[d * i + k]! / sides[k]!);
    return sum;
  };
  for (let i = 0; i < tree.size; i++) {
    const own = Array.from(sides.subarray(d * i, d * i + d));
    if (weight[i] === 0) {
      expect(own.every((side) => side === 0)).toBe(true);
      continue;
    }
    if (i > 0) expect(Math.max(...own)).toBeLessThanOrEqual(ratio * Math.min(...own));
    if (childCount[i] === 0) {
      const share = Math.log(weight[i]!) - Math.log(weight[0]!) + Math.log1p(-waste);
      expect(Math.abs(lnVolume(i) - share)).toBeLessThan(ROUNDING);
    }
    for (let k = 0; i > 0 && k < d; k++) {
      const near = ROUNDING * sides[d * parent[i]! + k]!;
      expect(offsets[d * i + k]).toBeGreaterThan(-near);
      expect(offsets[d * i + k]! + own[k]!).toBeLessThan(sides[d * parent[i]! + k]! + near);
    }
    for (let j = i + 1; j < tree.size && parent[j] === parent[i]; j++) {
      let overlap = Infinity;
      for (let k = 0; k < d; k++) {
        const end = Math.min(offsets[d * i + k]! + own[k]!, offsets[d * j + k]! + sides[d * j + k]!);
        const common = end - Math.max(offsets[d * i + k]!, offsets[d * j + k]!);
        overlap = Math.min(overlap, common / sides[d * parent[i]! + k]!);
      }
      expect(overlap).toBeLessThan(ROUNDING);
    }
  }
}

describe("boxes in space", () => {
  it.each([2, 3, 4])("of dimension %i keep apart, inside, their ratio and their volumes", (dimension) => {
    const box = fc.array(fc.constantFrom(1, 1.7, 9), { minLength: dimension, maxLength: dimension });
    const cases = fc.record({ plan: treePlans(40), box, ratio: fc.constantFrom(2, 3, 7) });
    fc.assert(
      fc.property(cases, ({ plan, box: sides, ratio }) => {
        const tree = plant(plan);
        const found = slackBoxes(tree, { dimension, box: sides, ratio, effort: "fast" });
        check(tree, found, ratio);
        if (tree.size > 1) expect(found.reached).toBeLessThanOrEqual(ratio);
      }),
      { numRuns: 40 },
    );
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("are there in dimension %i", (dimension) => {
    const tree = plant(planTree("bushy", "twelve decades", 60, 5));
    const found = slackBoxes(tree, { dimension, ratio: 2, effort: "fast" });
    check(tree, found, 2);
    if (dimension === 1) expect(found.waste).toBeLessThan(ROUNDING);
  });

  it("do not depend on the unit of length, be volumes too large or too small for numbers", () => {
    const tree = plant(planTree("bushy", "lognormal", 60, 5));
    const options: SlackBoxesOptions = { dimension: 8, ratio: 3, effort: "fast" };
    const plain = slackBoxes(tree, { ...options, box: Array<number>(8).fill(1) });
    for (const unit of [2 ** 200, 2 ** -200]) {
      const found = slackBoxes(tree, { ...options, box: Array<number>(8).fill(unit) });
      check(tree, found, 3);
      expect(found.sides.every((side, k) => side === plain.sides[k]! * unit)).toBe(true);
    }
  });

  it("add their offsets up", () => {
    const { origins, offsets } = slackBoxes(flare, { dimension: 3 });
    for (let i = 1; i < flare.size; i++) {
      for (let k = 0; k < 3; k++) {
        expect(origins[3 * i + k]).toBe(origins[3 * flare.parent[i]! + k]! + offsets[3 * i + k]!);
      }
    }
  });

  it.each([
    [2, 0.09],
    [3, 0.005],
  ])("lose little of a library's classes in a cube at ratio %s", (ratio, most) => {
    expect(slackBoxes(flare, { dimension: 3, ratio }).waste).toBeLessThan(most);
  });

  it("refuse what cannot be", () => {
    const wrong = (options: Partial<SlackBoxesOptions>): (() => unknown) => {
      return () => slackBoxes(flare, { dimension: 3, ...options });
    };
    for (const dimension of [0, 9, 2.5, NaN]) {
      expect(wrong({ dimension })).toThrow(expect.objectContaining({ code: "bad-option" }));
    }
    expect(wrong({ ratio: 1.5 })).toThrow(expect.objectContaining({ code: "bad-option" }));
    expect(wrong({ effort: "much" as never })).toThrow(expect.objectContaining({ code: "bad-option" }));
    for (const box of [
      [1, 1],
      [1, 1, 0],
      [1, 1, Infinity],
    ]) {
      expect(wrong({ box })).toThrow(expect.objectContaining({ code: "bad-container" }));
    }
    const nothing = flatList(2, { sort: null }).withWeights([0, 0, 0]);
    expect(() => slackBoxes(nothing, { dimension: 2 })).toThrow(
      expect.objectContaining({ code: "zero-weight" }),
    );
  });
});

describe("the table of shapes", () => {
  it.each([2, 3, 4, 5])("gives back what is linear in the sorted sides, dimension %i", (dimension) => {
    const step = 0.2;
    const levels = 6;
    const shapes = shapesOf(dimension, levels, step);
    const slopes = Array.from({ length: dimension }, (_, k) => 0.3 * k - 0.4);
    const part: Part = { ...emptyPart(), values: new Float64Array(shapes.entries(levels)), levels };
    for (let k = 0; k < part.values.length; k++) {
      shapes.choose(k);
      for (let axis = 0; axis < dimension; axis++) part.values[k]! += slopes[axis]! * shapes.side(axis);
    }
    const random = generator(dimension);
    for (let trial = 0; trial < 200; trial++) {
      const logs = Array.from({ length: dimension }, () => step * (levels - 1) * random());
      const sides = Float64Array.from(logs, Math.exp);
      shapes.measure(sides, 0);
      const least = Math.min(...logs);
      const sorted = logs.map((log) => log - least).sort((a, b) => a - b);
      const expected = sorted.reduce((sum, log, axis) => sum + slopes[axis]! * log, 0);
      expect(shapes.excess(part, 0, 0)).toBeCloseTo(expected, 9);
    }
  });

  it("counts what is cut off beyond it as lost", () => {
    for (const dimension of [2, 3]) {
      const shapes = shapesOf(dimension, 3, 0.5);
      const part: Part = { ...emptyPart(), values: new Float64Array(shapes.entries(3)), levels: 3 };
      shapes.measure(Float64Array.of(...Array<number>(dimension - 1).fill(1), Math.exp(1.4)), 0);
      expect(shapes.excess(part, 0, 0)).toBeCloseTo(0.4, 12);
      shapes.measure(Float64Array.of(...Array<number>(dimension).fill(1)), 0);
      expect(shapes.excess(part, 0, -1.2)).toBeCloseTo((dimension - 1) * 0.2, 12);
    }
  });
});

describe("a cut", () => {
  it("is where both sides need the same: no other place is better", () => {
    const random = generator(7);
    const shapes = shapesOf(2, 5, Math.log(2) / 4);
    for (let trial = 0; trial < 100; trial++) {
      const solver = new EvenSolver(shapes, { tolerance: 1e-9, trials: 60 });
      for (const part of [solver.a, solver.b]) {
        // No entry differs from its neighbour by more than the step: larger boxes hold more.
        let value = random();
        part.values = Float64Array.from({ length: 5 }, () => (value += shapesStep * (2 * random() - 1)));
        part.levels = 5;
      }
      const balance = 8 * random() - 4;
      solver.balance(balance);
      shapes.measure(Float64Array.of(1, Math.exp(2 * random() - 1)), 0);
      const found = solver.solve(1, Infinity);
      const share = 1 / (1 + Math.exp(-balance));
      for (let cut = balance - 6; cut < balance + 6; cut += 0.01) {
        const a = 1 / (1 + Math.exp(-cut));
        const needs = Math.max(
          shapes.excess(solver.a, 1, Math.log(a)) + Math.log(share / a),
          shapes.excess(solver.b, 1, Math.log1p(-a)) + Math.log((1 - share) / (1 - a)),
        );
        expect(needs).toBeGreaterThan(found - 1e-8);
      }
      expect(solver.solve(1, found - 1e-6)).toBe(Infinity);
    }
  });
});

const shapesStep = Math.log(2) / 4;
