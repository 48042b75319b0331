import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weightedTree, type NodeView } from "marquetry";
import { descendingSort } from "../../src/model/sort.ts";
import { errorOf, expectWellFormed } from "./invariants.ts";
import { flatten, randomTree, type Item } from "./random-tree.ts";

describe("the default order", () => {
  const key = fc.oneof(
    fc.nat(5),
    fc.nat(1e6),
    fc.constantFrom(0, 5e-324, 1e308, Number.MAX_VALUE),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    // Alike in the upper word.
    fc.nat(9).map((k) => 1 + k * 2 ** -52),
  );

  test.each([
    ["short families", 40],
    ["families merged", 900],
    ["families distributed by digits", 3000],
  ])("is heaviest first, stable: %s", (_, maxLength) => {
    fc.assert(
      fc.property(fc.array(key, { maxLength, size: "max" }), fc.nat(3), (keys, first) => {
        const sorted = Float64Array.from([...Array<number>(first).fill(7), ...keys, 7]);
        const items = Int32Array.from(sorted, (_, i) => i);
        const end = first + keys.length;
        const expected = keys.map((_, i) => i).sort((a, b) => keys[b]! - keys[a]! || a - b);
        descendingSort(sorted, items, keys.length)(first, end);
        expect([...items.subarray(first, end)]).toEqual(expected.map((i) => i + first));
        expect([...sorted.subarray(first, end)]).toEqual(expected.map((i) => keys[i]));
        expect([sorted.subarray(0, first).every((w) => w === 7), sorted[end], items[end]]).toEqual([
          true,
          7,
          end,
        ]);
      }),
      { numRuns: maxLength > 1000 ? 60 : 200 },
    );
  });

  test("sorts many keys that agree in their upper word", () => {
    const size = 5000;
    const keys = Float64Array.from({ length: size }, (_, i) => 1 + ((i * 7919) % 1000) * 2 ** -52);
    const expected = [...keys.keys()].sort((a, b) => keys[b]! - keys[a]! || a - b);
    const items = Int32Array.from(keys.keys());
    descendingSort(keys, items, size)(0, size);
    expect([...items]).toEqual(expected);
  });
});

describe("a comparator", () => {
  test("orders siblings by what it sees", () => {
    const data: Item = {
      name: "r",
      children: [
        { name: "b", value: 1 },
        {
          name: "c",
          children: [
            { name: "y", value: 2 },
            { name: "x", value: 3 },
          ],
        },
        { name: "a", value: 9 },
      ],
    };
    const byName = weightedTree(data, { sort: (a, b) => (a.label < b.label ? -1 : 1) });
    expectWellFormed(byName, false);
    expect(Array.from(byName.weight, (_, i) => byName.label(i))).toEqual(["r", "a", "b", "c", "x", "y"]);
    const lightFirst = weightedTree(data, { sort: (a, b) => a.weight - b.weight });
    expect([...lightFirst.weight]).toEqual([15, 1, 5, 9, 2, 3]);
    const seen = new Set<string>();
    const sort = (a: NodeView<Item>, b: NodeView<Item>): number => {
      for (const view of [a, b]) seen.add(`${view.id} ${view.data!.name}`);
      return 0;
    };
    weightedTree(data, { sort });
    expect([...seen].sort()).toEqual(["r/a a", "r/b b", "r/c c", "r/c/x x", "r/c/y y"]);
  });

  test("that does not decide keeps the order of input", () => {
    fc.assert(
      fc.property(randomTree, (root) => {
        const kept = weightedTree(root, { sort: null });
        const tree = weightedTree(root, { sort: () => 0 });
        expect(Array.from(tree.weight, (_, i) => tree.data(i))).toEqual(
          Array.from(kept.weight, (_, i) => kept.data(i)),
        );
        expect(tree.weight).toEqual(kept.weight);
      }),
    );
  });
});

describe("sums", () => {
  test("add the smallest first", () => {
    const small = Array.from({ length: 2 ** 12 }, () => ({ value: 2 ** -53 }));
    expect(weightedTree({ children: [{ value: 1 }, ...small] }).weight[0]).toBe(1 + 2 ** -41);
  });

  test("that are no longer finite are an error", () => {
    const e = errorOf(() =>
      weightedTree({ name: "r", children: [{ name: "a", children: [{ value: 1e308 }, { value: 1e308 }] }] }),
    );
    expect(e).toMatchObject({ code: "weight-overflow", path: "r/a" });
  });

  test("know no negative zero", () => {
    const tree = weightedTree({ children: [{ value: -0 }, { value: 0 }, { value: 1 }] });
    expect([...tree.weight].map((w) => Object.is(w, -0))).toEqual([false, false, false, false]);
    expect([1, 2, 3].map((i) => tree.source(i))).toEqual([3, 1, 2]);
  });
});

describe("weights of inner nodes", () => {
  const weighted = randomTree.chain((root) => {
    const inner = flatten(root).filter(({ item }) => item.children);
    return fc.array(fc.nat(50), { minLength: inner.length, maxLength: inner.length }).map((own) => {
      inner.forEach(({ item }, k) => (item.value = own[k]!));
      for (const { item } of flatten(root)) if (!item.children) item.value = Math.floor(item.value!) % 100;
      return root;
    });
  });

  test("are not read by default", () => {
    const data = { value: "x", children: [{ value: 1 }] };
    expect(weightedTree(data).weight[0]).toBe(1);
  });

  test("of rows are read where asked for", () => {
    const rows = [
      { id: "r", weight: "x" as unknown },
      { id: "a", parent: "r", weight: 2 },
      { id: "b", parent: "a", weight: 1 },
    ];
    expect([...weightedTree.fromRows(rows).weight]).toEqual([1, 1, 1]);
    expect(errorOf(() => weightedTree.fromRows(rows, { innerWeight: "own" }))).toMatchObject({ value: "x" });
    const own = weightedTree.fromRows([{ id: "r" }, ...rows.slice(1)], { innerWeight: "own" });
    expect([...own.weight]).toEqual([3, 3, 2, 1]);
  });

  test("of their own become remainders", () => {
    fc.assert(
      fc.property(weighted, (root) => {
        const tree = weightedTree(root, { innerWeight: "own" });
        expectWellFormed(tree);
        const rows = flatten(root);
        expect(tree.weight[0]).toBe(rows.reduce((sum, { item }) => sum + item.value!, 0));
        const expected = rows.filter(({ item }) => item.children && item.value! > 0).length;
        expect(tree.size - rows.length).toBe(expected);
        for (let i = 0; i < tree.size; i++) {
          if (!tree.isRemainder(i)) continue;
          expect(tree.isLeaf(i)).toBe(true);
          expect(tree.weight[i]).toBe(tree.data(tree.parent[i]!)!.value);
        }
      }),
    );
  });

  test("as totals hold, and what they exceed becomes a remainder", () => {
    fc.assert(
      fc.property(weighted, (root) => {
        const own = weightedTree(root, { innerWeight: "own" });
        const totals = new Map(Array.from(own.weight, (w, i) => [own.data(i), w] as const));
        const tree = weightedTree(root, { innerWeight: "total", weight: (d) => totals.get(d) });
        expect(tree.weight).toEqual(own.weight);
        expect(tree.parent).toEqual(own.parent);
      }),
    );
  });

  test("as totals may round, within the tolerance", () => {
    const data = (total: number | undefined): unknown => ({
      name: "r",
      children: [{ name: "a", value: total, children: [{ value: 0.1 }, { value: 0.2 }] }],
    });
    const total = (value: number | undefined, tolerance = 1e-9): number[] => [
      ...weightedTree(data(value), { innerWeight: "total", tolerance }).weight,
    ];
    const sum = 0.1 + 0.2;
    expect(total(0.3)).toEqual([sum, sum, 0.2, 0.1]);
    expect(total(undefined)).toEqual([sum, sum, 0.2, 0.1]);
    expect(total(0.31, 0.1)).toEqual([sum, sum, 0.2, 0.1]);
    expect(total(0.5).length).toBe(5);
    expect(errorOf(() => total(0.29))).toMatchObject({ code: "total-mismatch", path: "r/a", value: 0.29 });
    expect(errorOf(() => total(0.3, 0))).toMatchObject({ code: "total-mismatch" });
    expect(errorOf(() => total(0))).toMatchObject({ code: "total-mismatch", value: 0 });
  });

  test("as totals are rounded relative to their size", () => {
    const tiny = 2 ** -40;
    const data = { value: 3 * tiny, children: [{ value: tiny }] };
    expect([...weightedTree(data, { innerWeight: "total" }).weight]).toEqual([3 * tiny, 2 * tiny, tiny]);
  });

  test("in columns may be NaN for none", () => {
    const columns = { parent: [-1, 0, 0, 1], weight: [NaN, 2, 5, 1], id: ["r", "a", "b", "c"] };
    const tree = weightedTree.fromColumns(columns, { innerWeight: "own" });
    expect([...tree.weight]).toEqual([8, 5, 3, 2, 1]);
    expect(Array.from(tree.weight, (_, i) => tree.source(i))).toEqual([0, 2, 1, -1, 3]);
    expect([tree.id(3), tree.find("a/(rest)")]).toEqual(["a/(rest)", 3]);
  });
});
