import { layout, quality, squarify, subtree, weightedTree } from "marquetry";
import { randomTree } from "marquetry/fixtures";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("subtree", () => {
  it("has the nodes below a node in their order, with their weights, labels, ids and data", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (leaves, seed, at) => {
          const tree = randomTree(leaves, { seed });
          const root = Math.floor(at * tree.size);
          const part = subtree(tree, root);
          const isBelow = (i: number): boolean => {
            let v = i;
            while (v > root) v = tree.parent[v]!;
            return v === root;
          };
          const below = Array.from({ length: tree.size }, (_, i) => i).filter(isBelow);
          expect(part.size).toBe(below.length);
          for (const [k, i] of below.entries()) {
            expect(part.weight[k]).toBe(tree.weight[i]);
            expect(part.childCount[k]).toBe(tree.childCount[i]);
            expect(part.source(k)).toBe(tree.source(i));
            if (k > 0) expect(below[part.parent[k]!]).toBe(tree.parent[i]);
          }
          expect([...part.leaves()].length).toBe(part.leafCount);
        },
      ),
    );
  });

  it("finds nodes by the ids that they have in the whole", () => {
    const tree = weightedTree.fromRows([
      { id: "all" },
      { id: "a", parent: "all", weight: 1 },
      { id: "b", parent: "all" },
      { id: "c", parent: "b", weight: 2 },
    ]);
    const part = subtree(tree, tree.find("b"));
    expect([part.id(0), part.find("c"), part.find("a")]).toEqual(["b", 1, -1]);
    expect(part.data(1)).toBe(tree.data(tree.find("c")));
    expect(quality(layout(part, { engine: squarify(), container: [10, 10] })).area.maxError).toBeLessThan(
      1e-9,
    );
  });

  it("of the root is the tree, and of no node an error", () => {
    const tree = randomTree(5, { seed: 1 });
    expect(subtree(tree, 0)).toBe(tree);
    expect(() => subtree(tree, tree.size)).toThrow(/no node \d+: the tree has nodes 0 to/);
    expect(() => subtree({} as never, 0)).toThrow("subtree takes a tree");
  });
});
