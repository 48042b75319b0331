import { hierarchy } from "d3-hierarchy";
import fc from "fast-check";
import { weightedTree, type WeightedTree } from "marquetry";
import { describe, expect, it } from "vitest";
import { optionTables } from "../../src/option-tables.ts";
import { errorOf, expectWellFormed } from "./invariants.ts";

const nested = weightedTree as (data: unknown, options?: unknown) => WeightedTree;
const names = (tree: WeightedTree) => Array.from(tree.weight, (_, i) => tree.label(i));
const ids = (tree: WeightedTree) => Array.from(tree.weight, (_, i) => tree.id(i));

describe("a ring of rows", () => {
  const ring = (count: number) =>
    Array.from({ length: count }, (_, k) => ({ id: `n${k}`, parent: `n${(k + 1) % count}` }));

  it("is named all the way round where it is short", () => {
    for (const count of [1, 2, 3, 11]) {
      const way = Array.from({ length: count }, (_, k) => `n${(count - k) % count}`);
      const { message, path, value } = errorOf(() => weightedTree.fromRows(ring(count)));
      expect([path, value]).toEqual([[...way, "n0"].join("/"), 0]);
      expect(message).toBe(`row 0, "n0", is its own ancestor: ${String(path)}`);
    }
  });

  it("is cut short where it is long", () => {
    for (const count of [12, 13, 50]) {
      expect(errorOf(() => weightedTree.fromRows(ring(count))).path).toBe(
        "…/n11/n10/n9/n8/n7/…/n5/n4/n3/n2/n1/n0",
      );
    }
  });

  it("is found beside a tree, and below the rows that hang on it", () => {
    const columns = { parent: [-1, 0, 4, 2, 3, 2, 1], weight: [0, 0, 0, 0, 0, 1, 1] };
    const { path, value, message } = errorOf(() => weightedTree.fromColumns(columns));
    expect([path, value]).toEqual(["row 2/row 3/row 4/row 2", 2]);
    expect(message).toBe("row 2 is its own ancestor: row 2/row 3/row 4/row 2");
  });
});

describe("a list of paths", () => {
  const segment = fc.constantFrom("a", "b", "c:d", "", "", "x.y", ">");
  const path = fc.array(segment, { minLength: 1, maxLength: 5 });

  it("makes the tree of its names, whatever separates them and however they mix", () => {
    fc.assert(
      fc.property(
        fc.array(path, { minLength: 1, maxLength: 25 }),
        fc.constantFrom("/", "::", "->"),
        (list, separator) => {
          // prettier-ignore
          const entries = list
          .map((parts) => parts.join(separator))
          .filter((text) => text !== "")
          .map((text, k) => [text, k + 1] as const);
          if (entries.length === 0) return;
          const expected = new Map<string, number>([["", 0]]);
          for (const [text, weight] of entries) {
            const parts = text.split(separator).filter((part) => part !== "");
            for (let k = 0; k <= parts.length; k++) {
              const key = parts.slice(0, k).join(separator);
              expected.set(key, (expected.get(key) ?? 0) + weight);
            }
          }
          const tree = weightedTree.fromPaths(entries, { separator, duplicates: "add" });
          expectWellFormed(tree);
          let rows = 0;
          for (let i = 0; i < tree.size; i++) {
            if (tree.isRemainder(i)) continue;
            rows++;
            const key = i === 0 ? "" : tree.id(i);
            expect([key, tree.weight[i]]).toEqual([key, expected.get(key)]);
            if (i > 0) expect(tree.find(`${separator}${key}${separator}`)).toBe(i);
          }
          expect(rows).toBe(expected.size);
        },
      ),
    );
  });

  it("keeps files in order of first mention, in folders visited before too", () => {
    const paths = ["a/x", "a/y", "b", "a/z", "a/b/c", "a/b/d", "a/w", "a/", "q"];
    const tree = weightedTree.fromPaths(paths.map((path) => [path, 1] as const), { innerWeight: "sum", sort: null }); // prettier-ignore
    expect(names(tree)).toEqual(["root", "a", "b", "q", "x", "y", "z", "b", "w", "c", "d"]);
    expect(Array.from(tree.weight, (_, i) => tree.source(i))).toEqual([0, 1, 4, 10, 2, 3, 5, 6, 9, 7, 8]);
    expect([tree.data(1), tree.data(7), tree.data(0)]).toEqual([["a/", 1], undefined, undefined]);
  });

  it("of the root alone is one node", () => {
    const tree = weightedTree.fromPaths([["/", 3]]);
    expect([tree.size, tree.weight[0], tree.label(0), tree.id(0)]).toEqual([1, 3, "root", "root"]);
  });
});

describe("nested objects", () => {
  it("may come in anything iterable, however many they are", () => {
    for (const count of [0, 1, 62, 63, 64, 65, 127, 128, 129, 300]) {
      const leaves = Array.from({ length: count }, (_, k) => ({ name: `n${k}`, id: k, value: count - k }));
      const list = nested({ name: "r", children: leaves });
      const set = nested({ name: "r", children: new Set(leaves) });
      for (const tree of [list, set]) {
        expectWellFormed(tree);
        expect(names(tree)).toEqual(["r", ...leaves.map(({ name }) => name)]);
        expect(ids(tree)).toEqual(["r", ...leaves.map(({ id }) => String(id))]);
      }
    }
  });

  it("are named in errors wherever they stand", () => {
    const leaves = Array.from({ length: 200 }, (_, k): Record<string, unknown> => ({
      name: `n${k}`,
      value: 1,
    }));
    const data = {
      name: "r",
      children: [
        { name: "a", children: leaves },
        { name: "b", value: 1 },
      ],
    };
    leaves[150] = { name: "bad", value: -1 };
    expect(errorOf(() => nested(data)).path).toBe("r/a/bad");
    leaves[150] = { name: "bad", children: 7 };
    expect(errorOf(() => nested(data)).path).toBe("r/a/bad");
    leaves[150] = null as never;
    expect(errorOf(() => nested(data))).toMatchObject({
      path: "r/a/#150",
      message: "the node r/a/#150 is null",
    });
  });

  it("are called by name, else by label, else by number", () => {
    const data = { label: "top", children: [{ name: 7, label: "x", value: 3 }, { name: {}, label: "y", value: 2 }, { value: 1 }] }; // prettier-ignore
    expect(names(nested(data))).toEqual(["top", "7", "y", "#3"]);
    expect(names(nested(hierarchy(data)))).toEqual(["top", "7", "y", "#3"]);
  });

  it("of d3 have the ids and weights of their data, unless they have their own", () => {
    const root = hierarchy({ id: "r", value: 9, children: [{ id: "a", value: 2 }, { id: "b", value: 1 }] }); // prettier-ignore
    expect(ids(nested(root))).toEqual(["r", "a", "b"]);
    Object.assign(root.children![1]!, { id: "own", value: 5 });
    expect(ids(nested(root))).toEqual(["r", "a", "own"]);
    expect([...nested(root).weight]).toEqual([7, 2, 5]);
    const empty = hierarchy<unknown>({});
    expect(nested(Object.assign(empty, { data: null, value: 4 })).weight[0]).toBe(4);
    expect(nested(Object.assign(empty, { data: undefined })).label(0)).toBe("root");
  });

  it("that merely look like d3's are read as they are", () => {
    const method = () => 0;
    const whole = { data: { value: 1, name: "d3" }, depth: 0, height: 0, eachBefore: method };
    expect(names(nested({ ...whole }))).toEqual(["d3"]);
    for (const change of [{ depth: "0" }, { height: undefined }, { eachBefore: 1 }]) {
      const tree = nested({ ...whole, ...change, value: 6, name: "plain" });
      expect([tree.weight[0], tree.label(0)]).toEqual([6, "plain"]);
    }
    expect(nested({ depth: 0, height: 0, eachBefore: method, value: 6, name: "plain" }).label(0)).toBe(
      "plain",
    );
  });

  it("with a folder in it without a list of children is none", () => {
    expect([...nested({ children: [{ children: [] }, { value: 1, children: null }] }).weight]).toEqual([1, 1, 0]); // prettier-ignore
    expect(errorOf(() => nested({ children: [{ children: null }] })).code).toBe("missing-weight");
    expect(errorOf(() => nested({ children: [{ children: [], value: "x" }] })).code).toBe("bad-weight");
  });

  it("in a ring are named, by a dot where they have no name", () => {
    const ring: Record<string, unknown> = {};
    const inner = { children: [ring] };
    ring["children"] = new Set([{ value: 1 }, inner]);
    expect(errorOf(() => nested(ring))).toMatchObject({
      code: "cycle",
      path: "root/…/…",
      message: "a node is its own ancestor: root/…/…",
      value: ring,
    });
    const deep = { name: "r", children: [{ name: "x", children: null, value: 1 }, { name: "a", children: [{ name: "b", children: [ring] }] }] }; // prettier-ignore
    expect(errorOf(() => nested(deep)).path).toBe("r/a/b/…/…/…");
  });
});

describe("columns", () => {
  it("of names may be missing, and what is no name is none", () => {
    const columns = { parent: [-1, 0, 0], weight: [0, 2, 1], id: null, label: ["r", {}, NaN] };
    const tree = weightedTree.fromColumns(columns as never);
    expect(names(tree)).toEqual(["r", "#1", "#2"]);
  });

  it.each<[unknown, string]>([
    [undefined, "undefined"],
    [{}, "an object"],
    [{ parent: null, weight: [] }, "an object"],
    [{ parent: [], weight: null }, "an object"],
    [{ parent: 7, weight: [] }, "an object"],
    [[], "an array of 0"],
  ])("%j are none", (given, shown) => {
    expect(errorOf(() => weightedTree.fromColumns(given as never))).toMatchObject({
      code: "bad-input",
      message: `weightedTree.fromColumns takes { parent, weight }, two arrays, not ${shown}`,
      value: given,
    });
  });
});

describe("Newick text", () => {
  it.each<[string, string]>([
    ["(aaaaaaaaaaaaaaaaaaaaaaaa,b:x,cccccccccccccccccccccccc);", 'line 1, column 29, near "aaaaaaaaaaaaa,b:x,cccccccccccccc": a branch length must be a finite number'], // prettier-ignore
    ["(a,\n\n  b:x);", 'line 3, column 5, near "(a, b:x);": a branch length must be a finite number'], // prettier-ignore
    ["(a,b); [c] (d);", 'line 1, column 12, near "(a,b); [c] (d);": something follows the end of the tree: give one tree'], // prettier-ignore
    ["(a:+,b);", 'line 1, column 4, near "(a:+,b);": a branch length must be a finite number'],
    ["(a:1.e,b);", 'line 1, column 4, near "(a:1.e,b);": a branch length must be a finite number'],
    ["(a:..5,b);", 'line 1, column 4, near "(a:..5,b);": a branch length must be a finite number'],
    ["(a 'b');", `line 1, column 4, near "(a 'b');": a node has two names: quote a name that holds blanks`],
    [" \ufeff #NEXUS", 'line 1, column 4, near " #NEXUS": this is no Newick text: of a NEXUS file, give what follows the = of one tree'], // prettier-ignore
  ])("%j is an error with its place", (text, message) => {
    expect(errorOf(() => weightedTree.fromNewick(text))).toMatchObject({ code: "bad-newick", message });
  });

  it("holds lengths in any notation", () => {
    const text = "(a:12,b:-3,c:+4.5,d:.25,e:6.,f:1e2,g:1E-2,h:2.5e+1):10;";
    const tree = weightedTree.fromNewick(text, { sort: null });
    expect(Array.from(tree.weight, (_, i) => tree.data(i).length)).toEqual([10, 12, -3, 4.5, 0.25, 6, 100, 0.01, 25]); // prettier-ignore
  });

  it("of no text is refused with what it is, and of nothing as empty", () => {
    expect(errorOf(() => weightedTree.fromNewick(7 as never)).message).toBe("a tree in Newick form is a text, not 7"); // prettier-ignore
    expect(errorOf(() => weightedTree.fromNewick(" [c]\ufeff"))).toMatchObject({ code: "empty-tree", message: "the text holds no tree in Newick form" }); // prettier-ignore
  });

  it("finds the first leaf of a name, and no inner node by its bare name", () => {
    const tree = weightedTree.fromNewick("((a,b)x,a);", { sort: null });
    expect(tree.find("a")).toBe(2);
    expect([tree.find("b"), tree.find("root/x"), tree.find("root/x/a")]).toEqual([4, 1, 3]);
    expect(tree.find("x")).toBe(-1);
  });
});

describe("the defaults of options", () => {
  it("are those the documentation states", () => {
    const defaults = (owner: string) =>
      Object.fromEntries(
        Object.entries(optionTables[owner]!.options)
          .filter(([, option]) => option.usual !== undefined)
          .map(([name, option]) => [name, option.usual]),
      );
    expect(defaults("weightedTree")).toMatchObject({
      sort: "descending",
      innerWeight: "sum",
      tolerance: 1e-9,
    });
    expect(defaults("weightedTree.fromPaths")).toMatchObject({ innerWeight: "own", separator: "/", duplicates: "error" }); // prettier-ignore
  });
});
