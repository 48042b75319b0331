import fc from "fast-check";
import { weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { matchNodes, NO_PARTNER } from "../../src/model/match-nodes.ts";
import { randomTree } from "./random-tree.ts";

/** A root with leaves of these ids. */
function family(ids: readonly string[]): WeightedTree {
  return weightedTree({ id: "r", children: ids.map((id) => ({ id, value: 1 })) }, { sort: null });
}

describe("nodes of two trees are matched", () => {
  it("one by one where the trees share their structure", () => {
    const tree = family(["a", "a", "b"]);
    expect([...matchNodes(tree, tree.withWeights([0, 3, 2, 1]))]).toEqual([0, 1, 2, 3]);
  });

  it("by id, wherever they stand", () => {
    expect([...matchNodes(family(["a", "b", "c"]), family(["c", "x", "a"]))]).toEqual([0, 3, NO_PARTNER, 1]);
    expect([...matchNodes(family(["a"]), family(["a", "b"]))]).toEqual([0, 1]);
    expect([...matchNodes(family(["a", "b"]), family(["b"]))]).toEqual([0, NO_PARTNER, 1]);
  });

  it("the first with the first where an id occurs more than once", () => {
    expect([...matchNodes(family(["a", "a", "a"]), family(["b", "a", "a"]))]).toEqual([0, 2, 3, NO_PARTNER]);
    expect([...matchNodes(family(["a", "b", "a"]), family(["a", "a", "a", "b"]))]).toEqual([0, 1, 4, 2]);
  });

  it("each with one of its own path at most, and all of a tree made twice", () => {
    fc.assert(
      fc.property(randomTree, (root) => {
        const [before, after] = [
          weightedTree(root),
          weightedTree(root, { sort: (a, b) => a.weight - b.weight }),
        ];
        const partner = matchNodes(before, after);
        expect(new Set(partner).size).toBe(before.size);
        for (const [i, j] of partner.entries()) expect(after.id(j)).toBe(before.id(i));
      }),
    );
  });
});
