import { hierarchy } from "d3-hierarchy";
import { layout, packMap, squarify, unpackMap, weightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { blameOf } from "../support/anything.ts";

interface Item {
  readonly value?: number;
  readonly children?: readonly Item[];
}

const leaf: Item = { value: 2 };
const branch: Item = { value: 9, children: [leaf, { value: 1 }] };
const data: Item = { children: [branch, { value: 4 }, leaf] };
const options = { engine: squarify(), container: [90, 60] } as const;

describe("map.indexOf", () => {
  it("finds the node of each object, the first of one that stands in several places", () => {
    const map = layout(weightedTree<Item>(data), options);
    for (const i of map) if (map.tree.data(i) !== leaf) expect(map.indexOf(map.tree.data(i))).toBe(i);
    expect(map.tree.depth(map.indexOf(leaf))).toBe(1);
    expect(map.indexOf({ value: 2 })).toBe(-1);
  });

  it("finds nodes of d3 and rows, also after an update", () => {
    const root = hierarchy(data).sum((d) => (d.children ? 0 : (d.value ?? 0)));
    const map = layout(weightedTree(root), options);
    for (const node of root) expect(map.tree.data(map.indexOf(node))).toBe(node);
    const next = map.update(map.tree.weight.map((weight, i) => weight + i));
    for (const node of root) expect(next.indexOf(node)).toBe(map.indexOf(node));
    const rows = [{ id: "a" }, { id: "b", parent: "a", weight: 1 }];
    const ofRows = layout(weightedTree.fromRows(rows), options);
    expect(rows.map((row) => ofRows.indexOf(row as never))).toEqual([0, 1]);
  });

  it("finds no remainder, and nothing where a map has no data", () => {
    const map = layout(weightedTree<Item>(data, { innerWeight: "own" }), options);
    expect([...map].filter((i) => map.tree.isRemainder(i))).toHaveLength(1);
    expect(map.indexOf(undefined as never)).toBe(-1);
    const bare = unpackMap<Item>(packMap(map));
    expect(bare.indexOf(branch)).toBe(-1);
    expect(unpackMap(packMap(map), map.tree).indexOf(branch)).toBe(map.indexOf(branch));
  });

  it("works through proxies, as those of Vue and MobX", () => {
    const wrap = <V extends object>(target: V): V =>
      new Proxy(target, {
        get(object, name): unknown {
          const value: unknown = Reflect.get(object, name);
          return typeof value === "object" && value !== null ? wrap(value) : value;
        },
        set: () => false,
      });
    const map = wrap(layout(weightedTree<Item>(data), options));
    expect(map.indexOf(branch)).toBeGreaterThan(0);
    expect(map.path(map.indexOf(branch))).toEqual([0, map.indexOf(branch)]);
  });
});

describe("map.path", () => {
  const map = layout(weightedTree<Item>(data), options);

  it("goes from the root to the node", () => {
    for (const i of map) {
      const way = map.path(i);
      expect(way).toHaveLength(map.tree.depth(i) + 1);
      expect([way[0], way.at(-1)]).toEqual([0, i]);
      for (const [k, node] of way.entries()) if (k > 0) expect(map.tree.parent[node]).toBe(way[k - 1]);
    }
  });

  it.each([-1, 99, 0.5, NaN, "1"])("refuses %s", (i) =>
    expect(blameOf(() => map.path(i as never))).toMatchObject({ code: "bad-node", value: i }),
  );
});
