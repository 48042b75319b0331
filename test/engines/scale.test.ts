import { expect, it } from "vitest";
import { greedy, layout, quality, type GreedyEffort, type WeightedTree } from "marquetry";
import { caterpillar, randomTree } from "../../src/fixtures/index.ts";

it.each<[string, GreedyEffort, WeightedTree]>([
  ["a chain", "fast", caterpillar(300, { share: "equal" })],
  ["a random tree", "fast", randomTree(1000)],
  ["a random tree", "balanced", randomTree(1000)],
])("the layout of a scaled container is the scaled layout: %s in greedy, %s", (_, effort, tree) => {
  const [first, ...others] = [1, 3, 100, 700].map(
    (size) => quality(layout(tree, { engine: greedy({ effort }), container: [size, size] })).leaves.asp,
  );
  for (const { mean, max } of others) {
    expect(mean).toBeCloseTo(first!.mean, 9);
    expect(max).toBeCloseTo(first!.max, 9);
  }
});
