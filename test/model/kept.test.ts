import { describe, expect, test } from "vitest";
import { weightedTree, type WeightedTree } from "marquetry";
import { expectWellFormed } from "./invariants.ts";

/** All that a tree says of its nodes, but for their data. */
function said(tree: WeightedTree): unknown {
  return Array.from(tree.weight, (weight, i) => [
    tree.id(i),
    tree.label(i),
    tree.path(i),
    tree.source(i),
    tree.parent[i],
    weight,
    tree.find(tree.id(i)),
  ]);
}

/** Whether a tree stays as it is whatever `change` does to what it was made of. */
function expectKept(tree: WeightedTree, change: () => void): void {
  const copy = tree.reweighted(tree.weight.slice());
  const data = Array.from(tree.weight, (_, i) => tree.data(i));
  const before = said(copy);
  change();
  expect(said(tree)).toEqual(before);
  expectWellFormed(tree);
  for (const [i, datum] of data.entries()) expect(tree.data(i)).toBe(datum);
}

describe("a tree stays as it is when the caller changes", () => {
  test.each<[string, (rows: { id: string; name?: string; parent?: string; weight: number }[]) => void]>([
    ["the order of rows", (rows) => rows.reverse()],
    ["the number of rows", (rows) => rows.shift()],
    [
      "what rows hold",
      (rows) => {
        for (const row of rows) Object.assign(row, { id: "x", name: "y", parent: "z", weight: 99 });
      },
    ],
  ])("%s", (_, change) => {
    const rows = [
      { id: "r", weight: 0 },
      { id: "a", name: "A", parent: "r", weight: 3 },
      { id: "b", parent: "r", weight: 5 },
    ];
    expectKept(weightedTree.fromRows(rows), () => change(rows));
  });

  test("the options", () => {
    const options = { id: "key", label: "title", weight: "kb", parent: "up" } as const;
    const rows = [{ key: 1 }, { key: 2, title: "two", up: 1, kb: 3 }];
    const tree = weightedTree.fromRows(rows, options);
    expectKept(tree, () => Object.assign(options, { id: "kb", label: "up" }));
  });

  test("columns", () => {
    const columns = {
      parent: Int32Array.of(-1, 0, 0),
      weight: [0, 2, 1],
      id: ["r", "a", "b"],
      label: ["R", "A", "B"],
    };
    expectKept(weightedTree.fromColumns(columns), () => {
      columns.parent.fill(1);
      columns.weight.fill(7);
      columns.id.reverse();
      columns.label.length = 0;
    });
    const id = Float64Array.of(7, 8, 9);
    const tree = weightedTree.fromColumns({ ...columns, parent: [-1, 0, 0], id, label: undefined });
    expect([tree.id(1), tree.find("9")]).toEqual(["8", 2]);
    expectKept(tree, () => id.fill(0));
  });

  test("paths, even one pair used again and again", () => {
    const entries: [string, number][] = [
      ["a/b", 3],
      ["a/c", 1],
      ["d", 2],
    ];
    expectKept(weightedTree.fromPaths(entries), () => {
      entries[0]![0] = "z";
      entries[1]![1] = 50;
      entries.pop();
    });
    function* again(): Iterable<[string, number]> {
      const pair: [string, number] = ["", 0];
      for (const [path, weight] of [
        ["a", 3],
        ["b", 1],
        ["a", 4],
      ] as const) {
        pair[0] = path;
        pair[1] = weight;
        yield pair;
      }
    }
    const tree = weightedTree.fromPaths(again(), { duplicates: "add" });
    expect([...tree.weight]).toEqual([8, 7, 1]);
    expect([tree.label(1), tree.label(2)]).toEqual(["a", "b"]);
  });

  test("nested objects", () => {
    interface Item {
      id?: string | number;
      name?: string;
      value?: number;
      children?: Item[];
    }
    // More than there is room for at first, the first id in the middle.
    const leaves = Array.from({ length: 200 }, (_, i): Item => ({
      name: `n${i}`,
      value: 200 - i,
      ...(i >= 90 && { id: i }),
    }));
    const data: Item = { name: "r", children: [{ name: "a", children: leaves }, { value: 1 }] };
    const tree = weightedTree(data);
    expect([2, 3 + 5, 3 + 100].map((i) => tree.id(i))).toEqual(["r/#2", "r/a/n5", "100"]);
    expectKept(tree, () => {
      leaves.reverse().splice(3);
      for (const leaf of leaves) Object.assign(leaf, { name: "x", id: "y", value: 0 });
      data.children!.pop();
      data.name = "other";
    });
  });
});

/** Passes everything on as observing libraries do: objects that come out are wrapped too, functions get the wrapper. */
function observed<T extends object>(target: T, writes: PropertyKey[]): T {
  return new Proxy(target, {
    get(of, key, receiver): unknown {
      const value: unknown = Reflect.get(of, key, receiver);
      const isPlain = typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
      return isPlain ? observed(value, writes) : value;
    },
    set(of, key, value, receiver): boolean {
      writes.push(key);
      return Reflect.set(of, key, value, receiver);
    },
  });
}

test("a tree works behind proxies, and is never written to", () => {
  const rows = [
    { id: "r" },
    { id: "a", parent: "r", weight: 3 },
    { id: "b", parent: "a", weight: 5 },
    { id: "c", parent: "a", weight: 1 },
  ];
  for (const tree of [
    weightedTree.fromRows(rows, { innerWeight: "own" }),
    weightedTree.fromPaths([
      ["a/b", 2],
      ["c", 1],
    ]),
    weightedTree({ name: "r", children: [{ name: "a", value: 1 }] }),
    weightedTree.fromNewick("((a:1,b:1):2,c:3);"),
  ] as WeightedTree[]) {
    const writes: PropertyKey[] = [];
    const seen = observed(tree, writes);
    expect(said(seen)).toEqual(said(tree));
    expect([...seen.levels]).toEqual([...tree.levels]);
    expect([seen.depth(1), seen.height, seen.leafCount]).toEqual([1, tree.height, tree.leafCount]);
    expect(seen.withWeights(tree.weight).weight).toEqual(tree.weight);
    expect(seen.find("nobody")).toBe(-1);
    expect(writes).toEqual([]);
  }
});

test("a tree is a type without private parts", () => {
  const tree = weightedTree({ value: 1 });
  const plain: { [Name in keyof WeightedTree]: WeightedTree[Name] } = tree;
  const again: WeightedTree = plain;
  expect(again).toBe(tree);
});
