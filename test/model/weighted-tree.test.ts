import { weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";

interface Node {
  readonly id?: string;
  readonly name?: string;
  readonly value?: number;
  readonly children?: readonly Node[];
}

const leaf: Node = { id: "x", value: 2 };
const branch: Node = { id: "b", name: "Branch", children: [{ name: "low", value: 3 }, leaf] };
const data: Node = { id: "r", name: "Root", children: [leaf, branch, { value: 1 }] };
const tree = weightedTree<Node>(data, { sort: null });

describe("a node is found", () => {
  it("by its own id, the first of several, the root too; else by its path", () => {
    expect(["r", "x", "b"].map((id) => tree.find(id))).toEqual([0, 1, 2]);
    expect(["Root", "Root/Branch/low", "Root/Branch/x", "Root/#3"].map((path) => tree.find(path))).toEqual([0, 4, 5, 3]); // prettier-ignore
    expect(["Branch", "low", "Root/", "Root/Branch/", "", "b/low"].map((id) => tree.find(id))).toEqual([-1, -1, -1, -1, -1, -1]); // prettier-ignore
  });

  it("by its datum, the first of several", () => {
    const index = tree.derived.byDatum();
    expect([data, leaf, branch, branch.children![0]].map((datum) => index.get(datum!))).toEqual([0, 1, 2, 4]);
    expect([index.size, index.has(undefined as never)]).toEqual([5, false]);
    const own = weightedTree<Node>({ value: 9, children: [leaf] }, { innerWeight: "own" });
    expect([own.size, own.derived.byDatum().size]).toEqual([3, 2]);
    expect(tree.derived.byDatum()).toBe(index);
  });
});

describe("leaves", () => {
  it("are counted, and told in order", () => {
    const trees: [of: WeightedTree, leaves: number[]][] = [
      [tree, [1, 3, 4, 5]],
      [weightedTree({ value: 1 }), [0]],
      [weightedTree({ children: [] }), [0]],
    ];
    for (const [of, leaves] of trees)
      expect([of.leafCount, ...of.leaves()]).toEqual([leaves.length, ...leaves]);
  });
});

it("a place is a path for messages, by its former name", () => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- it must go on answering
  const places = Array.from({ length: tree.size }, (_, i) => tree.place(i));
  expect(places).toEqual(places.map((_, i) => tree.pathForMessage(i)));
  expect(places[4]).toBe("Root/Branch/low");
});

it("depths count the edges up to the root, in a tree of many levels", () => {
  let deep: Node = { value: 1 };
  for (let k = 0; k < 40; k++) deep = { children: k % 3 === 0 ? [deep, { value: 1 }] : [deep] };
  const of = weightedTree(deep, { sort: null });
  for (let i = 0; i < of.size; i++) expect(of.depth(i)).toBe(i === 0 ? 0 : of.depth(of.parent[i]!) + 1);
  expect([of.height, of.levels.length, of.levels[41]]).toEqual([40, 42, of.size]);
});
