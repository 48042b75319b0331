import fc from "fast-check";
import { weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { asList, matchNodes, NO_PARTNER, readMatch } from "../../src/model/match-nodes.ts";
import { errorOf } from "./invariants.ts";
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

describe("a match of one's own", () => {
  const [before, after] = [family(["a", "b"]), family(["c", "d", "e"])];
  const read = (given: unknown) => readMatch("map.update", before, after, given);

  it("is copied, from any list of numbers", () => {
    for (const given of [[0, 2, -1, 1], Int32Array.of(0, 2, -1, 1), Float64Array.of(0, 2, -1, 1)]) {
      const match = read(given);
      given[1] = 9;
      expect(match).toEqual(Int32Array.of(0, 2, -1, 1));
    }
    expect(read([-1, -1, -1, -1])).toEqual(new Int32Array(4).fill(-1));
  });

  it.each<[unknown, string, unknown]>([
    [
      [0, 1, 2],
      "needs a node of the map, or -1, for each of the tree's 4 nodes, and has 3 numbers",
      [0, 1, 2],
    ],
    [null, "needs a node of the map, or -1, for each of the tree's 4 nodes, and is null", null],
    ["0123", 'needs a node of the map, or -1, for each of the tree\'s 4 nodes, and is "0123"', "0123"],
    [
      { length: 4 },
      "needs a node of the map, or -1, for each of the tree's 4 nodes, and is an object",
      { length: 4 },
    ],
    [[0, 1, -2, 2], "names -2 at 2: the map has nodes 0 to 2", -2],
    [[0, 1, 2, 3], "names 3 at 3: the map has nodes 0 to 2", 3],
    [[0, 1.5, 2, -1], "names 1.5 at 1: the map has nodes 0 to 2", 1.5],
    [[0, "1", 2, -1], 'names "1" at 1: the map has nodes 0 to 2', "1"],
    [[0, 1, -1, 1], "names node 1 twice, at 3 again", 1],
    [[0, 0, -1, 1], "names node 0 twice, at 1 again", 0],
  ])("cannot be %j", (given, message, value) => {
    const error = errorOf(() => read(given));
    expect([error.code, error.message]).toEqual(["bad-option", `map.update: match ${message}`]);
    expect(error.value).toEqual(value);
  });

  it("is an array or a typed one", () => {
    const lists = [[], [1], Float32Array.of(1)];
    for (const list of lists) expect(asList(list)).toBe(list);
    for (const other of [undefined, "a", { length: 1 }, new DataView(new ArrayBuffer(2)), new Set([1])])
      expect(asList(other)).toBeUndefined();
  });
});
