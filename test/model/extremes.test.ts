import { describe, expect, test, vi } from "vitest";
import { weightedTree, type WeightedTree } from "marquetry";
import { errorOf, expectWellFormed } from "./invariants.ts";
import type { Item } from "./random-tree.ts";

const MILLION = 1e6;
/** Beyond any stack and any argument list, for builders that hold an object a node. */
const MANY = 2e5;

// A test waits for its turn on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function expectChain(tree: WeightedTree, depth = MILLION): void {
  expect(tree.size).toBe(depth + 1);
  expect(tree.height).toBe(depth);
  expect(tree.depth(depth)).toBe(depth);
  expectWellFormed(tree);
}

function chain(): Item {
  let root: Item = { name: "leaf", value: 3 };
  for (let i = 0; i < MILLION; i++) root = { name: "n", children: [root] };
  return root;
}

describe("a very deep chain", () => {
  test("of nested objects", () => {
    const tree = weightedTree(chain());
    expectChain(tree);
    expect(tree.pathForMessage(MILLION).length).toBeLessThan(100);
    const broken = chain();
    broken.children![0]!.children!.push({ name: "x", value: -1 });
    expect(errorOf(() => weightedTree(broken))).toMatchObject({ code: "bad-weight", path: "n/n/x" });
  });

  test("of nested objects, with a cycle at its end or a shared one", () => {
    const nodes: Item[] = Array.from({ length: MANY }, () => ({ name: "n" }));
    for (let i = 1; i < MANY; i++) nodes[i - 1]!.children = [nodes[i]!];
    nodes[MANY - 1]!.children = [nodes[MANY - 2]!];
    expect(errorOf(() => weightedTree(nodes[0]!))).toMatchObject({ code: "cycle" });
    nodes[MANY - 1]!.children = [{ name: "leaf", value: 1 }];
    const halves = { name: "r", children: [nodes[MANY >> 1]!, nodes[MANY >> 1]!] };
    expect(weightedTree(halves).weight[0]).toBe(2);
  });

  test("of columns, upwards and downwards", () => {
    const parent = Int32Array.from({ length: MILLION + 1 }, (_, i) => i - 1);
    const weight = new Float64Array(MILLION + 1).fill(1);
    expectChain(weightedTree.fromColumns({ parent, weight }));
    const upwards = parent.map((_, i) => (i === MILLION ? -1 : i + 1));
    expectChain(weightedTree.fromColumns({ parent: upwards, weight }));
    upwards[MILLION] = 0;
    const e = errorOf(() => weightedTree.fromColumns({ parent: upwards, weight }));
    expect(e).toMatchObject({ code: "cycle" });
    expect(e.message.length).toBeLessThan(300);
  });

  test("of rows", () => {
    const rows = Array.from({ length: MANY + 1 }, (_, i) => ({
      id: i,
      parent: i === 0 ? null : i - 1,
      weight: 1,
    }));
    expectChain(weightedTree.fromRows(rows), MANY);
  });

  test("of a path", () => {
    const tree = weightedTree.fromPaths([["a/".repeat(MANY), 1]]);
    expectChain(tree, MANY);
    expect(tree.find("a/a/a")).toBe(3);
  });
});

describe("a very large family", () => {
  const weights = Float64Array.from({ length: MILLION }, (_, i) => ((i * 7919) % MILLION) / 7);

  test("of nested objects", () => {
    const tree = weightedTree({
      name: "r",
      children: Array.from(weights, (value) => ({ name: "n", value })),
    });
    expect(tree.size).toBe(MILLION + 1);
    expectWellFormed(tree);
  });

  const few = weights.subarray(0, MANY);

  /** Whether the tree is a family of these weights in order. */
  const isOrdered = (tree: WeightedTree, of: Float64Array): boolean =>
    of
      .slice()
      .sort()
      .reverse()
      .every((w, i) => tree.weight[i + 1] === w);

  test("of columns", () => {
    const parent = new Int32Array(MILLION + 1);
    parent[0] = -1;
    const weight = new Float64Array(MILLION + 1);
    weight.set(weights, 1);
    expect(isOrdered(weightedTree.fromColumns({ parent, weight }), weights)).toBe(true);
  });

  test("of rows", () => {
    const rows = Array.from(few, (weight, id) => ({ id, parent: "all", weight }));
    expect(isOrdered(weightedTree.fromRows([{ id: "all", parent: "", weight: 0 }, ...rows]), few)).toBe(true);
  });

  test("of paths", () => {
    const paths = Array.from(few, (w, i) => [`f${i}`, w] as const);
    expect(isOrdered(weightedTree.fromPaths(paths), few)).toBe(true);
  });
});
