import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { hierarchy, stratify, type HierarchyNode } from "d3-hierarchy";
import { describe, expect, test } from "vitest";
import { weightedTree, type WeightedTree } from "marquetry";
import { knownData } from "../support/data.ts";
import { errorOf, expectWellFormed } from "./invariants.ts";

const json = (name: string): unknown => JSON.parse(readFileSync(knownData(name), "utf8"));

/** The same nodes in the same order with the same sums. */
function expectLike<T, D>(tree: WeightedTree<T>, root: HierarchyNode<D>, name: (d: D) => string): void {
  const nodes = [...root.sort((a, b) => b.value! - a.value!)];
  expect(tree.size).toBe(nodes.length);
  expect(Array.from(tree.weight, (_, i) => tree.label(i))).toEqual(nodes.map((node) => name(node.data)));
  expect([...tree.weight]).toEqual(nodes.map((node) => node.value));
  expect(Array.from(tree.weight, (_, i) => tree.depth(i))).toEqual(nodes.map((node) => node.depth));
  expectWellFormed(tree);
}

describe("flare", () => {
  interface Row {
    id: number;
    name: string;
    parent?: number;
    size?: number;
  }

  test("from rows is as d3 has it", () => {
    const rows = json("flare.json") as Row[];
    const root = stratify<Row>()
      .id((d) => String(d.id))
      .parentId((d) => (d.parent === undefined ? undefined : String(d.parent)))(rows)
      .sum((d) => d.size ?? 0);
    const tree = weightedTree.fromRows(rows, { weight: "size" });
    expect([...tree.leaves()].length).toBe(220);
    expectLike(tree, root, (d) => d.name);
    expectLike(weightedTree(root, { sort: "descending" }), root, (d) => d.name);
  });
});

describe("options of a chart library", () => {
  interface Count {
    readonly [name: string]: Count | number;
  }
  interface Item {
    name: string;
    count: number | undefined;
    children: Item[];
  }

  const items = (): Item => {
    const root: Item = { name: "root", count: undefined, children: [] };
    const open: [Item, Count][] = [[root, json("echarts-options.json") as Count]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [item, node] = next;
      for (const [name, child] of Object.entries(node)) {
        if (typeof child === "number") continue;
        const below: Item = { name, count: child.$count as number | undefined, children: [] };
        item.children.push(below);
        open.push([below, child]);
      }
    }
    return root;
  };

  test("whose inner nodes have counts too are as d3 has them", () => {
    const data = items();
    const leaves = hierarchy(data).sum((d) => (d.children.length ? 0 : (d.count ?? 0)));
    expectLike(weightedTree(data, { weight: (d) => d.count }), leaves, (d) => d.name);
    const all = hierarchy(data).sum((d) => d.count ?? 0);
    const own = weightedTree(data, { weight: (d) => d.count, innerWeight: "own" });
    expect(own.weight[0]).toBe(all.value);
    expectWellFormed(own);
    for (const node of all) {
      const i = own.find(
        node
          .ancestors()
          .reverse()
          .map((n) => n.data.name)
          .join("/"),
      );
      expect(own.weight[i]).toBe(node.value);
    }
    expect(weightedTree(all, { sort: "descending" }).weight).toEqual(own.weight);
  });

  test("are no totals, and are told so", () => {
    const e = errorOf(() => weightedTree(items(), { weight: (d) => d.count, innerWeight: "total" }));
    expect(e.code).toBe("total-mismatch");
  });
});

describe("files of a disk", () => {
  test("from paths are as d3 has them", () => {
    const text = gunzipSync(readFileSync(knownData("node_modules.tsv.gz"))).toString();
    const entries = text
      .split("\n")
      .filter(Boolean)
      .map((line): [string, number] => {
        const [size, path] = line.split("\t");
        return [path!, Number(size)];
      });
    const root = stratify<[string, number]>()
      .path(([path]) => path)(entries)
      .sum((d) => d?.[1] ?? 0);
    const tree = weightedTree.fromPaths(entries);
    expectWellFormed(tree);
    const nodes = [...root];
    expect(tree.size).toBe(nodes.length);
    expect(tree.height).toBe(root.height);
    expect(tree.weight[0]).toBe(root.value);
    const weights = new Map(Array.from(tree.weight, (w, i) => [i === 0 ? "/" : `/${tree.id(i)}`, w]));
    expect(nodes.filter((node) => weights.get(node.id!) !== node.value)).toEqual([]);
  });
});
