import { engines, layout, squarify, weightedTree } from "marquetry";
import { flatList, generator, geometricList, randomTree } from "marquetry/fixtures";
import { describe, expect, it } from "vitest";
import { HitIndex } from "../../src/element/hit-index.ts";

const trees = {
  "a list": flatList(3000, { spread: "pareto", seed: 3 }),
  "a list in which each weighs half": geometricList(60, 0.5),
  "a tree": randomTree(2000, { seed: 4 }),
};

describe.each(Object.entries(engines))("what is under a point of %s", (_, make) => {
  it.each(Object.entries(trees))("is what map.at says, in %s", (_, tree) => {
    const map = layout(tree, { engine: make(), container: { x0: -50, y0: 20, x1: 850, y1: 520 } });
    const index = new HitIndex(map);
    const random = generator(7);
    const [x0, y0] = [map.cells.originX(0), map.cells.originY(0)];
    for (let k = 0; k < 2000; k++) {
      const [x, y] = [-60 + 920 * random(), 10 + 520 * random()];
      expect(index.at(0, x - x0, y - y0)).toBe(map.at(x, y));
    }
  });
});

it("is searched below a root in its own frame", () => {
  const tree = randomTree(500, { seed: 9 });
  const map = layout(tree, { engine: squarify(), container: [900, 500] });
  const index = new HitIndex(map);
  for (const leaf of tree.leaves()) {
    if (map.isEmpty(leaf) || tree.parent[leaf] === 0) continue;
    const root = tree.parent[leaf]!;
    const { x0, y0, x1, y1 } = map.bounds(leaf);
    const [ox, oy] = [map.origins[2 * root]!, map.origins[2 * root + 1]!];
    expect(index.at(root, (x0 + x1) / 2 - ox, (y0 + y1) / 2 - oy)).toBe(leaf);
  }
});

it("passes over empty cells", () => {
  const children = Array.from({ length: 40 }, (_, k) => ({ name: String(k), value: k % 2 }));
  const map = layout(weightedTree({ name: "all", children }), { engine: squarify(), container: [100, 100] });
  const hit = new HitIndex(map).at(0, 50, 50);
  expect(map.tree.weight[hit]).toBe(1);
});
