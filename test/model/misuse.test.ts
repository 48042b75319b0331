import { hierarchy } from "d3-hierarchy";
import { describe, expect, test } from "vitest";
import { layout, MarquetryError, squarify, weightedTree, type WeightedTree } from "marquetry";
import { optionTables } from "../../src/option-tables.ts";
import { errorOf } from "./invariants.ts";

/** Builders as plain JavaScript calls them. */
type Loose = (data?: unknown, options?: unknown) => WeightedTree;
const nested = weightedTree as Loose;
const builders: Record<string, [make: Loose, data: unknown]> = {
  weightedTree: [nested, { value: 1 }],
  "weightedTree.fromRows": [weightedTree.fromRows as Loose, [{ id: "r", weight: 1 }]],
  "weightedTree.fromPaths": [weightedTree.fromPaths as Loose, [["a", 1]]],
  "weightedTree.fromColumns": [weightedTree.fromColumns as Loose, { parent: [-1], weight: [1] }],
  "weightedTree.fromNewick": [weightedTree.fromNewick as Loose, "(a,b);"],
};
const names = Object.keys(builders);
const oddities = [
  undefined,
  null,
  true,
  7,
  NaN,
  5n,
  "",
  "text",
  Symbol("s"),
  () => 1,
  {},
  [],
  [null],
  [[]],
  new Map(),
  new Set([1]),
  new Date(0),
  /x/,
  new Int32Array(2),
  Object.create(null),
];

describe.each(names)("%s", (name) => {
  const [make, data] = builders[name]!;

  test("refuses options that it does not have, and guesses those meant", () => {
    expect(errorOf(() => make(data, { srot: null }))).toMatchObject({
      code: "bad-option",
      message: `${name} has no option "srot"; did you mean sort?`,
    });
    for (const options of [null, 7, "sort", [], () => 1]) {
      const error = errorOf(() => make(data, options));
      expect(error.code).toBe("bad-option");
      expect(error.message).toContain(`${name} takes its options as an object`);
    }
  });

  test("checks every option before it looks at the data", () => {
    for (const option of Object.keys(optionTables[name]!.options)) {
      const error = errorOf(() => make(null, { [option]: 7n }));
      expect([option, error.code]).toEqual([option, "bad-option"]);
      expect(error.message).toMatch(new RegExp(`^${name}: ${option} must be .*, not 7$`));
    }
  });

  test("says a line about each of its options", () => {
    const { options, help } = optionTables[name]!;
    expect(Object.keys(help).sort()).toEqual(Object.keys(options).sort());
    for (const line of Object.values(help)) expect(line).toMatch(/^\w.*[^.]$/);
  });

  test("answers whatever it is given with a tree or an error of its own", () => {
    for (const given of oddities) {
      try {
        expect(make(given).size).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(MarquetryError);
        expect((error as MarquetryError).message.length).toBeLessThan(400);
      }
    }
  });
});

describe("weightedTree says what to do with", () => {
  const tree = weightedTree({ value: 1 });
  const map = layout(tree, { engine: squarify(), container: [9, 9] });
  test.each<[string, unknown, RegExp]>([
    [
      "a list",
      [
        { name: "a", value: 1 },
        { name: "b", value: 2 },
      ],
      /not an array of 2; .*fromRows.*fromPaths.*\{ children: list \}/,
    ],
    ["a Map", new Map([["a", 1]]), /not a Map; .*fromPaths reads a Map/],
    ["a Set", new Set([1]), /not an object; \{ children: list \}/],
    ["a text", '{"value":1}', /JSON\.parse/],
    ["a number", 5, /takes one object, the root, as \{ name, value, children \}, not 5$/],
    ["nothing", undefined, /not undefined$/],
    ["null", null, /not null$/],
    ["a tree", tree, /it is a tree already$/],
    ["a map", map, /it is a map, and its tree is map\.tree$/],
  ])("%s", (_, data, message) => {
    const error = errorOf(() => nested(data));
    expect([error.code, error.value]).toEqual(["bad-input", data]);
    expect(error.message).toMatch(message);
  });

  test("what only accessors can read is read", () => {
    type Nest = number | readonly Nest[];
    const data: Nest = [1, [2, 3]];
    const nest = weightedTree<Nest>(data, {
      children: (d) => (typeof d === "number" ? null : d),
      weight: (d) => (typeof d === "number" ? d : null),
    });
    expect([...nest.weight]).toEqual([6, 5, 1, 3, 2]);
    expect(nested(5, { weight: (d: number) => d }).weight[0]).toBe(5);
    expect(nested("five", { weight: (d: string) => d.length }).weight[0]).toBe(4);
    expect(errorOf(() => nested(null, { weight: () => 1, children: () => null })).code).toBe("bad-input");
    const own = Object.assign(["x"], { children: [{ value: 2 }] });
    expect(nested(own).weight[0]).toBe(2);
    expect(weightedTree(hierarchy({ value: 3 })).weight[0]).toBe(3);
    expect(errorOf(() => nested([], { weight: "size" })).message).toContain("fromRows");
  });
});

test("rows and paths come in something iterable", () => {
  for (const given of [null, 7, "text", {}]) {
    const rows = errorOf(() => weightedTree.fromRows(given as unknown as []));
    expect(rows.message).toMatch(
      /^weightedTree\.fromRows takes rows in an array or something iterable, not /,
    );
    const paths = errorOf(() => weightedTree.fromPaths(given as unknown as []));
    expect(paths.message).toMatch(
      /^weightedTree\.fromPaths takes pairs \[path, weight\] in an array or something/,
    );
    expect([rows.code, paths.code, rows.value, paths.value]).toEqual([
      "bad-input",
      "bad-input",
      given,
      given,
    ]);
  }
});

test("whole numbers of any size are names", () => {
  const rows = [{ id: 1n }, { id: 2n ** 70n, parent: "1", weight: 3 }];
  expect(weightedTree.fromRows(rows).find("1180591620717411303424")).toBe(1);
});

describe("names of fields", () => {
  interface Part {
    title: string;
    bytes?: number;
    key?: number;
    parts?: Part[];
  }
  const data: Part = {
    title: "all",
    key: 1,
    parts: [
      { title: "a", bytes: 1, key: 2 },
      { title: "b", bytes: 2, key: 3 },
    ],
  };

  test("do for nested objects what functions do", () => {
    const tree = weightedTree(data, { children: "parts", weight: "bytes", id: "key", label: "title" });
    const same = weightedTree(data, {
      children: (d) => d.parts,
      weight: (d) => d.bytes,
      id: (d) => d.key,
      label: (d) => d.title,
    });
    for (const each of [tree, same]) {
      expect([...each.weight]).toEqual([3, 2, 1]);
      expect(Array.from(each.weight, (_, i) => [each.id(i), each.label(i)])).toEqual([
        ["1", "all"],
        ["3", "b"],
        ["2", "a"],
      ]);
    }
    expect(
      errorOf(() => weightedTree({ ...data, key: 2 }, { children: "parts", weight: "bytes", id: "key" }))
        .code,
    ).toBe("duplicate-id");
  });

  test("are those of the datum", () => {
    // @ts-expect-error no part has such a field
    expect(errorOf(() => weightedTree(data, { children: "prats" })).code).toBe("missing-weight");
    // @ts-expect-error no row has such a field
    expect(errorOf(() => weightedTree.fromRows([{ id: 1 }], { weight: "size" })).code).toBe("missing-weight");
  });

  test("do for Newick text", () => {
    expect([...weightedTree.fromNewick("(a:2,b:5);", { weight: "length" }).weight]).toEqual([7, 5, 2]);
    expect(errorOf(() => weightedTree.fromNewick("(a:2,b);", { weight: "length" }))).toMatchObject({
      code: "missing-weight",
      path: "root/b",
    });
  });
});

describe("a tree refuses", () => {
  const tree = weightedTree({
    name: "r",
    children: [
      { name: "a", value: 2 },
      { name: "b", value: 1 },
    ],
  });

  test.each([[5], [null], [undefined], [{}]])("to find %o", (id) => {
    const error = errorOf(() => tree.find(id as string));
    expect(error).toMatchObject({ code: "bad-input", value: id });
    expect(error.message).toMatch(/^tree\.find takes an id as a text, not /);
  });

  test.each<[unknown, string]>([
    [null, "not null"],
    [undefined, "not undefined"],
    [7, "not 7"],
    ["abc", 'not "abc"'],
    [{}, "not an object"],
    [[1, 2], "not 2 of them"],
    [new Float64Array(4), "not 4 of them"],
  ])("%o as weights", (weights, given) => {
    const error = errorOf(() => tree.withWeights(weights as number[]));
    expect([error.code, error.value]).toEqual(["bad-input", weights]);
    expect(error.message).toBe(`tree.withWeights takes a list of 3 weights, one for each node, ${given}`);
  });

  test("weights that are none, and sums beyond all numbers", () => {
    expect([...tree.withWeights([9, 3, 4]).weight]).toEqual([7, 3, 4]);
    expect([...tree.withWeights({ length: 3, 0: 9, 1: 3, 2: 4 }).weight]).toEqual([7, 3, 4]);
    expect(Object.is(tree.withWeights([0, -0, 4]).weight[1], 0)).toBe(true);
    expect(errorOf(() => tree.withWeights([0, 1, -1]))).toMatchObject({
      code: "bad-weight",
      path: "r/b",
      value: -1,
    });
    expect(errorOf(() => tree.withWeights([0, undefined, 1] as number[]))).toMatchObject({
      code: "missing-weight",
      path: "r/a",
    });
    expect(errorOf(() => tree.withWeights([0, 1e308, 1e308]))).toMatchObject({
      code: "weight-overflow",
      path: "r",
    });
    const chain = weightedTree({
      name: "r",
      children: [
        {
          name: "a",
          children: [
            { name: "x", value: 1 },
            { name: "y", value: 1 },
          ],
        },
      ],
    });
    expect(errorOf(() => chain.withWeights([0, 0, 1e308, 1e308]))).toMatchObject({
      code: "weight-overflow",
      path: "r/a",
    });
  });

  test.each<[unknown]>([[-1], [3], [0.5], [NaN], ["1"], [null]])("node %o", (i) => {
    const node = i as number;
    for (const ask of [
      "source",
      "isRemainder",
      "isLeaf",
      "data",
      "id",
      "label",
      "path",
      "pathForMessage",
      "depth",
    ] as const) {
      expect([ask, errorOf(() => tree[ask](node)).code]).toEqual([ask, "bad-node"]);
    }
    expect(errorOf(() => tree.source(node)).message).toMatch(/^no node .*: the tree has nodes 0 to 2$/);
  });
});

describe("long names are cut in messages", () => {
  const long = "x".repeat(1e6);
  test.each<[string, () => unknown]>([
    ["of nested objects", () => nested({ name: long, children: [{ name: long, value: -1 }] })],
    [
      "of a cycle",
      () => {
        const a: Record<string, unknown> = { name: long };
        a.children = [a];
        return nested(a);
      },
    ],
    [
      "of equal ids",
      () => nested({ name: long, id: long, children: [{ name: long, id: long, value: 1 }] }, { id: "id" }),
    ],
    ["of nodes that are none", () => nested({ name: long, children: [null] })],
    ["of children that are no list", () => nested({ name: long, children: long })],
    ["of rows", () => weightedTree.fromRows([{ id: long }])],
    ["of equal ids of rows", () => weightedTree.fromRows([{ id: long }, { id: long }])],
    ["of parents of rows", () => weightedTree.fromRows([{ id: long, parent: `${long}y` }])],
    [
      "of rows in a ring",
      () =>
        weightedTree.fromRows([
          { id: long, parent: `${long}y` },
          { id: `${long}y`, parent: long },
        ]),
    ],
    ["of two roots", () => weightedTree.fromRows([{ id: long }, { id: `${long}y` }])],
    ["of paths", () => weightedTree.fromPaths([[long, -1]])],
    [
      "of equal paths",
      () =>
        weightedTree.fromPaths([
          [long, 1],
          [long, 1],
        ]),
    ],
    [
      "of paths that add up",
      () =>
        weightedTree.fromPaths(
          [
            [long, 1e308],
            [long, 1e308],
          ],
          { duplicates: "add" },
        ),
    ],
    ["of columns", () => weightedTree.fromColumns({ parent: [-1, 5], weight: [0, 0], id: ["r", long] })],
    ["of a tree", () => weightedTree({ name: long, value: 1 }).withWeights([-1])],
  ])("%s", (_, make) => {
    const { message, path } = errorOf(make);
    expect(message).toContain("…");
    expect(message.length).toBeLessThan(600);
    expect(String(path).length).toBeLessThanOrEqual(210);
  });

  test("at both ends of a path", () => {
    const names = Array.from({ length: 30 }, (_, i) => `n${i}`);
    const tree = weightedTree.fromPaths([[names.join("/"), 1]]);
    expect(tree.pathForMessage(30)).toBe("root/n0/n1/n2/n3/n4/…/n24/n25/n26/n27/n28/n29");
    expect(tree.pathForMessage(11)).toBe(tree.path(11));
    expect(tree.pathForMessage(12)).toBe("root/n0/n1/n2/n3/n4/…/n6/n7/n8/n9/n10/n11");
    expect(tree.path(30, 3)).toBe("root/…/n28/n29");
    expect(tree.path(30)).toBe(`root/${names.join("/")}`);
    const [left, right] = ["a".repeat(99), "b".repeat(100)];
    const pathOf = (name: string): string => weightedTree({ name, value: 1 }).pathForMessage(0);
    expect(pathOf(`${left}-${right}`)).toBe(`${left}-${right}`);
    expect(pathOf(`${left}--${right}`)).toBe(`${left}-…${right.slice(1)}`);
  });
});
