import { expect, it } from "vitest";
import { greedy, layout, quality, type GreedyEffort } from "marquetry";
import { caterpillar, randomTree } from "../../src/fixtures/index.ts";

it.each<GreedyEffort>(["fast", "balanced"])(
  "the layout of a scaled container is the scaled layout: greedy, %s",
  (effort) => {
    for (const tree of [caterpillar(300, { share: "equal" }), randomTree(1000)]) {
      const [first, ...others] = [1, 3, 100, 700].map(
        (size) => quality(layout(tree, { engine: greedy({ effort }), container: [size, size] })).leaves.asp,
      );
      for (const { mean, max } of others) {
        expect(mean).toBeCloseTo(first!.mean, 9);
        expect(max).toBeCloseTo(first!.max, 9);
      }
    }
  },
);
