import { layout, squarify, weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { checkTree, isTree } from "../../src/model/check-tree.ts";
import { checkSameNodes, packTree, unpackTree } from "../../src/model/pack-tree.ts";
import { errorOf, expectWellFormed } from "./invariants.ts";

const tree = weightedTree.fromRows(
  [
    { id: "r", weight: 0 },
    { id: "a", parent: "r", weight: 2, name: "A" },
    { id: "b", parent: "a", weight: 1 },
    { id: "c", parent: "r", weight: 7 },
  ],
  { innerWeight: "own", label: "name" },
);
const nested = weightedTree({ name: "r", children: [{ id: 7, value: 1 }, { name: "x", value: 2 }] }); // prettier-ignore

const said = (of: WeightedTree) =>
  Array.from(of.weight, (weight, i) => [
    of.id(i),
    of.label(i),
    of.path(i),
    of.source(i),
    of.find(of.id(i)),
    weight,
  ]);

describe("a packed tree", () => {
  it.each([
    ["rows", tree as WeightedTree],
    ["nested objects", nested],
  ])("of %s says the same of its nodes", (_, of) => {
    // prettier-ignore
    const again = unpackTree(packTree(of));
    expectWellFormed(again);
    expect(said(again)).toEqual(said(of));
    expect(again.isRemainder(of.size - 1)).toBe(of.isRemainder(of.size - 1));
  });

  it("holds copies, and no data", () => {
    const packed = packTree(tree);
    for (const name of ["parent", "firstChild", "childCount", "weight"] as const) {
      expect(packed[name]).toEqual(tree[name]);
      expect(packed[name]).not.toBe(tree[name]);
    }
    expect([...packed.source]).toEqual([0, 3, 1, -1, 2]);
    expect(Object.entries(packed.label).flat()).toEqual(["0", "r", "1", "A", "2", "b", "3", "c"]);
    expect([...packed.id]).toEqual(["r", "a", "b", "c"]);
    expect(unpackTree(packed).data(0)).toBeUndefined();
    expect(packTree(nested).id).toEqual([undefined, "7", undefined]);
  });

  it("goes with a tree of the same nodes alone", () => {
    const packed = packTree(tree);
    expect(() => checkSameNodes(tree, packed)).not.toThrow();
    expect(() => checkSameNodes(tree.withWeights([0, 9, 0, 1, 1]), packed)).not.toThrow();
    const shapes = [[-1, 0, 0, 2], [-1, 0, 0, 1], [-1, 0, 0, 1, 1, 1], [-1, 0, 0, 1, 2], [-1, 0, 0, 1, 1]]; // prettier-ignore
    for (const parent of shapes) {
      const other = weightedTree.fromColumns({ parent, weight: parent.map(() => 1) }, { sort: null });
      expect(errorOf(() => checkSameNodes(other, packed))).toMatchObject({
        code: "bad-input",
        message: "unpackMap was given another tree than the one packed: its nodes are not the same",
        value: other,
      });
    }
  });
});

describe("what is no tree", () => {
  const map = layout(nested, { engine: squarify(), container: [9, 9] });
  it.each<[unknown, string]>([
    [map, "a map; its tree is map.tree"],
    [null, "null"],
    [undefined, "undefined"],
    [7, "7"],
    ["tree", '"tree"'],
    [{}, "an object"],
    [{ tree: 7 }, "an object"],
    [{ firstChild: 1 }, "an object"],
    [{ withWeights: 1 }, "an object"],
  ])("%#: is refused with a word on what it is", (value, given) => {
    expect(errorOf(() => checkTree("layout", value))).toMatchObject({
      code: "bad-input",
      message: `layout takes a tree, as weightedTree(data) makes one, not ${given}`,
      value,
    });
    expect(isTree(value)).toBe(false);
  });

  it("is told from one that is", () => {
    expect(() => checkTree("layout", nested)).not.toThrow();
    expect(isTree(tree)).toBe(true);
  });
});
