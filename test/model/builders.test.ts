import { hierarchy, stratify } from "d3-hierarchy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weightedTree, type WeightedTree } from "marquetry";
import { errorOf, expectWellFormed } from "./invariants.ts";
import { flatten, randomTree, type Item } from "./random-tree.ts";

const shuffled = randomTree.chain((root) => {
  const rows = flatten(root);
  const order = rows.map((_, i) => i);
  return fc.tuple(fc.constant(root), fc.shuffledSubarray(order, { minLength: order.length }));
});

/** Labels in breadth-first order, and weights, as d3 orders and sums them. */
function byD3(root: Item, sorted: boolean): { labels: string[]; weights: number[] } {
  const node = hierarchy(root).sum((d) => d.value ?? 0);
  if (sorted) node.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const nodes = [...node];
  return { labels: nodes.map((n) => n.data.name), weights: nodes.map((n) => n.value ?? 0) };
}

function labels(tree: WeightedTree): string[] {
  return Array.from(tree.weight, (_, i) => tree.label(i));
}

/** Each label with its weight: siblings of like weight may stand in either order. */
function byLabel(tree: WeightedTree): [string, number][] {
  return labels(tree)
    .map((label, i): [string, number] => [label, tree.weight[i]!])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  const worst = expected.reduce((max, w, i) => Math.max(max, Math.abs(actual[i]! - w) / (w || 1)), 0);
  expect(worst).toBeLessThan(1e-13);
}

/** Sums may round differently in d3, so that only weights without rounding make a like order certain. */
const exact = randomTree.map((root) => {
  for (const { item } of flatten(root))
    if (item.value !== undefined) item.value = Math.floor(item.value) % 1000;
  return root;
});

describe("nested objects", () => {
  test("make well-formed trees", () => {
    fc.assert(fc.property(randomTree, (root) => expectWellFormed(weightedTree(root))));
    fc.assert(fc.property(randomTree, (root) => expectWellFormed(weightedTree(root, { sort: null }), false)));
  });

  test("have the order and the sums of d3", () => {
    fc.assert(
      fc.property(exact, fc.boolean(), (root, sorted) => {
        const tree = weightedTree(root, sorted ? {} : { sort: null });
        const expected = byD3(root, sorted);
        expect(labels(tree)).toEqual(expected.labels);
        expect([...tree.weight]).toEqual(expected.weights);
      }),
    );
    fc.assert(
      fc.property(randomTree, (root) => {
        const tree = weightedTree(root, { sort: null });
        expectClose(tree.weight, byD3(root, false).weights);
      }),
    );
  });

  test("keep their objects as data, and are not changed", () => {
    fc.assert(
      fc.property(randomTree, (root) => {
        const before = JSON.stringify(root);
        const items = new Set(flatten(root).map(({ item }) => item));
        const tree = weightedTree(Object.freeze(root));
        for (let i = 0; i < tree.size; i++) {
          const item = tree.data(i);
          expect(tree.label(i)).toBe(item.name);
          expect(items.delete(item)).toBe(true);
          if (tree.parent[i]! >= 0) expect(tree.data(tree.parent[i]!).children).toContain(item);
        }
        expect(items.size).toBe(0);
        expect(JSON.stringify(root)).toBe(before);
      }),
    );
  });
});

describe("d3.hierarchy nodes", () => {
  test("make the same tree, summed or not", () => {
    fc.assert(
      fc.property(randomTree, (root) => {
        const plain = weightedTree(root);
        const raw = weightedTree(hierarchy(root), { sort: "descending" });
        const leaves = (d: Item): number => (d.children?.length ? 0 : (d.value ?? 0));
        const summed = weightedTree(hierarchy(root).sum(leaves), { sort: "descending" });
        for (const tree of [raw, summed]) {
          expect(tree.weight).toEqual(plain.weight);
          expect(labels(tree)).toEqual(labels(plain));
        }
        expect(summed.data(0)!.data).toBe(root);
      }),
    );
  });

  test("count counts leaves", () => {
    const root = hierarchy<Item>({
      name: "r",
      children: [{ name: "a" }, { name: "b", children: [{ name: "c" }] }],
    });
    expect([...weightedTree(root.count()).weight]).toEqual([2, 1, 1, 1]);
  });

  test("a sum that counts inner nodes is a total", () => {
    const data = { name: "r", value: 10, children: [{ name: "a", value: 1 }] };
    const root = hierarchy<Item>(data).sum((d) => d.value ?? 0);
    expect(weightedTree(root, { innerWeight: "sum" }).weight[0]).toBe(1);
    expect(weightedTree(root, { weight: "value" }).weight[0]).toBe(1);
    const tree = weightedTree(root);
    expect([...tree.weight]).toEqual([11, 1, 10]);
    expect(tree.isRemainder(2)).toBe(true);
    expect(tree.data(2)).toBeUndefined();
  });

  test("have the totals and the order that d3 gives them, whatever is summed", () => {
    fc.assert(
      fc.property(randomTree, fc.constantFrom(1, -1), (data, sign) => {
        const root = hierarchy(data).sum((d) => (d.value ?? 0) + (d.children ? 1 : 0));
        root.sort((a, b) => sign * (a.value! - b.value!));
        const tree = weightedTree(root);
        const nodes = [...tree.weight.keys()].filter((i) => !tree.isRemainder(i));
        expect(nodes.map((i) => tree.data(i))).toEqual([...root]);
        for (const i of nodes) expect(tree.weight[i]).toBeCloseTo(tree.data(i)!.value!, 6);
      }),
    );
  });

  test("that were not summed have weights of leaves, and what inner nodes hold is not read", () => {
    const data = {
      name: "r",
      value: 10,
      children: [
        { name: "a", value: 3 },
        { name: "b", value: 4 },
      ],
    };
    expect([...weightedTree(hierarchy<Item>(data)).weight]).toEqual([7, 3, 4]);
  });

  test("are refused where a total is less than its children, as when these have grown since", () => {
    const root = hierarchy<Item>({ name: "r", children: [{ name: "a", value: 3 }] }).sum((d) => d.value ?? 0);
    (root.children![0] as { value: number }).value = 5;
    expect(errorOf(() => weightedTree(root))).toMatchObject({ code: "total-mismatch", path: "r" });
  });

  test("of a rollup are called by their keys", () => {
    const sales = new Map<unknown, Map<unknown, number>>([
      [
        "fruit",
        new Map<unknown, number>([
          [2024, 3],
          [true, 1],
        ]),
      ],
      ["corn", new Map<unknown, number>([[null, 2]])],
    ]);
    const root = hierarchy<unknown>(sales).sum((d) =>
      typeof (d as unknown[])[1] === "number" ? (d as number[])[1]! : 0,
    );
    const tree = weightedTree(root);
    expect(labels(tree)).toEqual(["root", "fruit", "corn", "2024", "true", "null"]);
    expect(tree.find("root/fruit/2024")).toBe(3);
    expect([...tree.weight]).toEqual([6, 4, 2, 3, 1, 2]);
  });

  test("of stratify keep their ids, and of its paths are called by the last part", () => {
    const rows = [{ id: "x" }, { id: "y", up: "x", n: 2 }, { id: "z", up: "x", n: 1 }];
    const byId = stratify<(typeof rows)[0]>()
      .id((d) => d.id)
      .parentId((d) => d.up)(rows)
      .sum((d) => d.n ?? 0);
    const tree = weightedTree(byId);
    expect([tree.id(1), tree.label(1), tree.find("z")]).toEqual(["y", "y", 2]);
    const paths = ["src/a.ts", "src/lib/b.ts", "README"];
    const byPath = stratify<string>()
      .path((d) => d)(paths)
      .sum((d) => (d ? 1 : 0));
    const files = weightedTree(byPath);
    expect(labels(files)).toEqual(["/", "README", "src", "a.ts", "lib", "b.ts"]);
    expect(files.id(5)).toBe("/src/lib/b.ts");
    expect(files.find("/src/lib")).toBe(4);
    const below = stratify<string>()
      .path((d) => d)(["src/a.ts", "src/b.ts"])
      .sum((d) => (d ? 1 : 0));
    expect(labels(weightedTree(below))).toEqual(["src", "a.ts", "b.ts"]);
  });
});

describe("columns", () => {
  test("in any order of rows make the same tree as nested objects", () => {
    fc.assert(
      fc.property(shuffled, ([root, order]) => {
        const rows = flatten(root);
        const place = new Int32Array(rows.length);
        for (const [to, from] of order.entries()) place[from] = to;
        const parent = Int32Array.from(order, (from) =>
          rows[from]!.parent < 0 ? -1 : place[rows[from]!.parent]!,
        );
        const weight = Float64Array.from(order, (from) => rows[from]!.item.value ?? NaN);
        const label = order.map((from) => rows[from]!.item.name);
        const copies = [parent.slice(), weight.slice()];
        const tree = weightedTree.fromColumns({ parent, weight, label });
        expectWellFormed(tree);
        expect([parent, weight]).toEqual(copies);
        expect(byLabel(tree)).toEqual(byLabel(weightedTree(root)));
        for (let i = 0; i < tree.size; i++) {
          const row = tree.source(i);
          expect(tree.label(i)).toBe(label[row]);
          if (i > 0) expect(tree.source(tree.parent[i]!)).toBe(parent[row]);
          if (tree.isLeaf(i)) expect(tree.weight[i]).toBe(weight[row]);
        }
      }),
    );
  });

  test("keep the order of rows within a family", () => {
    const parent = Int32Array.of(1, -1, 1, 0, 0, 1);
    const weight = Float64Array.of(0, 0, 2, 1, 1, 2);
    const tree = weightedTree.fromColumns({ parent, weight });
    expect(Array.from(tree.weight, (_, i) => tree.source(i))).toEqual([1, 0, 2, 5, 3, 4]);
    expect(labels(tree)).toEqual(["root", "#0", "#2", "#5", "#3", "#4"]);
  });

  test("are copied, even where nothing has to move", () => {
    const parent = Int32Array.of(-1, 0, 0, 1, 1);
    const weight = Float64Array.of(0, 0, 2, 3, 1);
    const tree = weightedTree.fromColumns({ parent, weight });
    expect(tree.parent).not.toBe(parent);
    expect(tree.parent).toEqual(parent);
    expect([...weight]).toEqual([0, 0, 2, 3, 1]);
    expect([...tree.weight]).toEqual([6, 4, 2, 3, 1]);
    expect(tree.source(3)).toBe(3);
    const moved = weightedTree.fromColumns({ parent, weight: Float64Array.of(0, 0, 2, 1, 3) });
    expect(moved.parent).not.toBe(parent);
  });

  test("may be plain arrays", () => {
    const tree = weightedTree.fromColumns({ parent: [-1, 0, 0], weight: [0, 1, 2], id: ["r", "a", 7] });
    expect([tree.find("7"), tree.find("a"), tree.find("r")]).toEqual([1, 2, 0]);
  });
});

describe("rows", () => {
  test("in any order make the same tree as nested objects", () => {
    fc.assert(
      fc.property(shuffled, ([root, order]) => {
        const flat = flatten(root);
        const rows = order.map((from) => {
          const { item, parent } = flat[from]!;
          return { id: item.name, parent: flat[parent]?.item.name, weight: item.value };
        });
        const tree = weightedTree.fromRows(rows);
        expectWellFormed(tree);
        expect(byLabel(tree)).toEqual(byLabel(weightedTree(root)));
        for (const row of rows) {
          const i = tree.find(row.id);
          expect(tree.data(i)).toBe(row);
          expect(rows[tree.source(i)]).toBe(row);
          expect(i === 0 ? undefined : tree.data(tree.parent[i]!).id).toBe(row.parent);
        }
      }),
    );
  });

  test("have fields of any name, or functions", () => {
    const rows = [
      { key: 1, up: "", kb: 0, title: "all" },
      { key: 2, up: "1", kb: 3, title: "a" },
      { key: 3, up: 1, kb: 5, title: "b" },
    ];
    const tree = weightedTree.fromRows(new Set(rows), {
      id: "key",
      parent: (row) => row.up,
      weight: (row, index) => row.kb + index,
      label: "title",
    });
    expect(labels(tree)).toEqual(["all", "b", "a"]);
    expect([...tree.weight]).toEqual([11, 7, 4]);
    expect(tree.id(1)).toBe("3");
  });
});
