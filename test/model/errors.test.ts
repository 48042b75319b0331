import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { MarquetryError, weightedTree } from "marquetry";
import { errorOf } from "./invariants.ts";

/** Builders as plain JavaScript calls them. */
const nested = weightedTree as (data: unknown, options?: unknown) => unknown;
const rows = weightedTree.fromRows as (data: unknown, options?: unknown) => unknown;
const paths = weightedTree.fromPaths as (data: unknown, options?: unknown) => unknown;
const columns = weightedTree.fromColumns as (data: unknown, options?: unknown) => unknown;

describe("weights", () => {
  test.each([[undefined], [null]])("a leaf with %s has none", (value) => {
    const data = { name: "r", children: [{ name: "a", children: [{ name: "b", value }] }] };
    expect(errorOf(() => nested(data))).toMatchObject({ code: "missing-weight", path: "r/a/b", value });
    expect(errorOf(() => rows([{ id: "r" }, { id: "b", parent: "r", weight: value }]))).toMatchObject({
      code: "missing-weight",
      path: "r/b",
    });
    expect(errorOf(() => paths([["a/b", value]]))).toMatchObject({ code: "missing-weight", path: "a/b" });
    expect(errorOf(() => columns({ parent: [-1, 0], weight: [0, value] }))).toMatchObject({
      code: "missing-weight",
      path: "root/#1",
    });
  });

  test.each([[-1], [NaN], [Infinity], ["12"], [true], [{}], [12n]])("%s is none", (value) => {
    const data = {
      name: "r",
      children: [
        { name: "a", value: 1 },
        { name: "b", value },
      ],
    };
    expect(errorOf(() => nested(data))).toMatchObject({ code: "bad-weight", path: "r/b", value });
    const list = [
      { id: "b", parent: "r", weight: value },
      { id: "r", parent: null, name: "all" },
    ];
    expect(errorOf(() => rows(list))).toMatchObject({ code: "bad-weight", path: "all/b", value });
    expect(
      errorOf(() =>
        paths([
          ["a/b", 1],
          ["a/c", value],
        ]),
      ),
    ).toMatchObject({ code: "bad-weight", path: "a/c", value });
    expect(errorOf(() => columns({ parent: [-1, 0], weight: [0, value] }))).toMatchObject({
      code: "bad-weight",
      path: "root/#1",
      value,
    });
  });

  test("text is named as text", () => {
    expect(errorOf(() => nested({ name: "r", value: "12" })).message).toContain('the string "12"');
  });

  test.each([["own"], ["total"]])("of inner nodes are checked where they are read: %s", (innerWeight) => {
    for (const value of [-1, Infinity, "7"]) {
      const data = { name: "r", children: [{ name: "a", value, children: [{ value: 1 }] }] };
      expect(errorOf(() => nested(data, { innerWeight }))).toMatchObject({
        code: "bad-weight",
        path: "r/a",
        value,
      });
      const list = { parent: [-1, 0], weight: [value, 1], label: ["r", "a"] };
      expect(errorOf(() => columns(list, { innerWeight }))).toMatchObject({
        code: "bad-weight",
        path: "r",
        value,
      });
    }
  });

  test("zero is one, and an empty folder weighs it", () => {
    expect([...weightedTree({ children: [{ value: 0 }, { children: [] }] }).weight]).toEqual([0, 0, 0]);
    expect([...weightedTree({ children: [], value: 4 }).weight]).toEqual([4]);
  });

  test("added up for a path stay finite", () => {
    const twice = [
      ["a", 1e308],
      ["a", 1e308],
    ];
    expect(errorOf(() => paths(twice, { duplicates: "add" }))).toMatchObject({
      code: "weight-overflow",
      path: "a",
    });
  });
});

describe("nested objects", () => {
  test("that contain themselves are a cycle", () => {
    const a: Record<string, unknown> = { name: "a" };
    const b = { name: "b", children: [a] };
    a.children = [{ name: "leaf", value: 1 }, b];
    const e = errorOf(() => nested({ name: "r", children: [a] }));
    expect(e).toMatchObject({ code: "cycle", path: "r/a/b/a", value: a });
    const self: Record<string, unknown> = {};
    self.children = [self];
    expect(errorOf(() => nested(self))).toMatchObject({ code: "cycle" });
  });

  test("may share subtrees, and a cycle beside them is still found", () => {
    const shared = { name: "s", children: [{ name: "x", value: 1 }] };
    const twice = { name: "t", children: [shared, shared] };
    expect(weightedTree({ name: "r", children: [twice, shared, twice] }).weight[0]).toBe(5);
    const loop: Record<string, unknown> = { name: "loop" };
    loop.children = [{ name: "under", children: [loop] }];
    expect(errorOf(() => nested({ name: "r", children: [shared, shared, loop] }))).toMatchObject({
      code: "cycle",
      path: "r/loop/under/loop",
    });
  });

  test("must be there, with lists of children", () => {
    expect(errorOf(() => nested(null))).toMatchObject({ code: "bad-input", value: null });
    expect(errorOf(() => nested(undefined))).toMatchObject({ code: "bad-input" });
    expect(
      errorOf(() => nested({ name: "r", children: [{ name: "a", children: [{ value: 1 }, null] }] })),
    ).toMatchObject({ code: "bad-input", path: "r/a/#1", value: null });
    for (const children of ["abc", 3, {}, false]) {
      expect(errorOf(() => nested({ name: "r", children: [{ name: "a", children }] }))).toMatchObject({
        code: "bad-input",
        path: "r/a",
        value: children,
      });
    }
  });

  test("with an accessor for ids have different ids", () => {
    const data = {
      name: "r",
      children: [
        { name: "a", key: 1, value: 1 },
        { name: "b", children: [{ name: "c", key: "1", value: 1 }] },
      ],
    };
    const e = errorOf(() => nested(data, { id: (d: { key?: unknown }) => d.key }));
    expect(e).toMatchObject({ code: "duplicate-id", path: "r/b/c", value: "1" });
    expect(e.message).toContain("r/a");
    expect(() => nested({ id: 1, children: [{ id: 1, value: 1 }] })).not.toThrow();
  });
});

describe("rows", () => {
  test.each([
    [
      "an id twice",
      "duplicate-id",
      [{ id: "r" }, { id: 1, parent: "r" }, { id: "1", parent: "r" }],
      "1",
      "1",
    ],
    ["no id", "missing-id", [{ id: "r" }, { parent: "r" }], "row 1", undefined],
    ["an empty id", "missing-id", [{ id: "" }], "row 0", ""],
    ["an id that is no name", "missing-id", [{ id: {} }], "row 0", {}],
    ["an id that is no number", "missing-id", [{ id: NaN }], "row 0", NaN],
    ["no such parent", "missing-parent", [{ id: "r" }, { id: "a", parent: "x" }], "a", "x"],
    ["a parent that is no name", "missing-parent", [{ id: "r" }, { id: "a", parent: {} }], "a", {}],
    ["two roots", "several-roots", [{ id: "r" }, { id: "s", parent: null }], "s", 1],
    ["its own parent", "cycle", [{ id: "a", parent: "a" }], "a/a", 0],
    [
      "a ring beside the root",
      "cycle",
      [{ id: "r" }, { id: "a", parent: "b" }, { id: "b", parent: "a" }],
      "a/b/a",
      1,
    ],
    [
      "a ring without a root",
      "cycle",
      [
        { id: "a", parent: "b" },
        { id: "b", parent: "a" },
      ],
      "a/b/a",
      0,
    ],
    ["no rows", "empty-tree", [], undefined, undefined],
    ["no list", "bad-input", 7, undefined, 7],
    ["a row that is none", "bad-input", [{ id: "r" }, null], "row 1", null],
  ])("%s: %s", (_, code, list, path, value) => {
    expect(errorOf(() => rows(list))).toMatchObject({ code, path, value });
  });

  test("under a ring are not taken for a part of it", () => {
    const list = [
      { id: "r" },
      { id: "x", parent: "y" },
      { id: "y", parent: "a" },
      { id: "a", parent: "b" },
      { id: "b", parent: "a" },
    ];
    expect(errorOf(() => rows(list))).toMatchObject({ code: "cycle", path: "a/b/a" });
  });
});

describe("paths", () => {
  test.each([
    [
      "a path twice",
      "duplicate-id",
      [
        ["a/b", 1],
        ["/a//b", 2],
      ],
      "/a//b",
      "/a//b",
    ],
    ["an empty path", "bad-path", [["", 1]], undefined, ""],
    ["a path that is no text", "bad-path", [[7, 1]], undefined, 7],
    ["no paths", "empty-tree", [], undefined, undefined],
    ["no pairs", "bad-input", ["ab"], undefined, "ab"],
    ["no list", "bad-input", null, undefined, null],
  ])("%s: %s", (_, code, list, path, value) => {
    expect(errorOf(() => paths(list))).toMatchObject({ code, path, value });
  });
});

describe("columns", () => {
  test.each([
    ["a parent out of range", "missing-parent", { parent: [-1, 2], weight: [0, 1] }, "row 1", 2],
    ["a parent below -1", "missing-parent", { parent: [-1, -2], weight: [0, 1], label: ["r", "a"] }, "a", -2],
    [
      "a parent that is no whole number",
      "missing-parent",
      { parent: [-1, 0.5], weight: [0, 1] },
      "row 1",
      0.5,
    ],
    ["no parent", "missing-parent", { parent: [-1, NaN], weight: [0, 1] }, "row 1", NaN],
    ["two roots", "several-roots", { parent: Int32Array.of(-1, -1), weight: [0, 1] }, "row 1", 1],
    ["a ring", "cycle", { parent: Int32Array.of(-1, 2, 1), weight: [0, 1, 1] }, "row 1/row 2/row 1", 1],
    ["no rows", "empty-tree", { parent: [], weight: [] }, undefined, undefined],
    ["unlike lengths", "bad-input", { parent: [-1, 0], weight: [1] }, undefined, 1],
    ["unlike lengths of ids", "bad-input", { parent: [-1, 0], weight: [0, 1], id: ["a"] }, undefined, 1],
    ["no columns", "bad-input", null, undefined, null],
    ["an id twice", "duplicate-id", { parent: [-1, 0], weight: [0, 1], id: ["a", "a"] }, "a/a", "a"],
  ])("%s: %s", (_, code, data, path, value) => {
    expect(errorOf(() => columns(data))).toMatchObject({ code, path, value });
  });
});

describe("options", () => {
  test.each([
    [{ sort: "ascending" }],
    [{ sort: true }],
    [{ innerWeight: "all" }],
    [{ tolerance: -1 }],
    [{ tolerance: NaN }],
    [{ tolerance: 1 }],
  ])("%o are refused", (options) => {
    const value = (Object.values(options) as unknown[])[0];
    for (const make of [nested, rows, paths, columns]) {
      expect(errorOf(() => make([], options))).toMatchObject({ code: "bad-option", value });
    }
  });

  test("of paths are refused too", () => {
    expect(errorOf(() => paths([["a", 1]], { separator: "" }))).toMatchObject({
      code: "bad-option",
      value: "",
    });
    expect(errorOf(() => paths([["a", 1]], { duplicates: "sum" }))).toMatchObject({
      code: "bad-option",
      value: "sum",
    });
  });

  test("left undefined are the defaults", () => {
    const options = {
      sort: undefined,
      innerWeight: undefined,
      children: undefined,
      weight: undefined,
      id: undefined,
    };
    expect(() => nested({ children: [{ value: 1 }] }, options)).not.toThrow();
  });
});

test("errors are of one class", () => {
  expect(() => nested({})).toThrow(MarquetryError);
});

describe("messages say what is wrong, where, and what to do", () => {
  const twins = {
    name: "r",
    children: [
      { name: "a", key: 1, value: 1 },
      { name: "b", key: 1, value: 1 },
    ],
  };
  test.each<[() => unknown, string]>([
    [
      () => rows([{ id: "r" }, { parent: "r" }]),
      "the id of row 1 is undefined: it must be a string or a number",
    ],
    [() => rows([{ id: "r" }, { id: 1 }, { id: "1" }]), 'rows 1 and 2 have the same id, "1"'],
    [
      () => rows([{ id: "r" }, { id: "a", parent: "x" }]),
      'the parent of row 1, "a", is "x": no row has that id',
    ],
    [() => rows([{ id: "r" }, null]), "row 1 is null"],
    [
      () => rows([{ id: "r" }, { id: "s" }]),
      'row 0, "r", and row 1, "s", have no parent: a tree has one root',
    ],
    [
      () => columns({ parent: [-1, -1], weight: [1, 1] }),
      "row 0 and row 1 have no parent: a tree has one root",
    ],
    [
      () => rows([{ id: "r" }, { id: "a", parent: "b" }, { id: "b", parent: "a" }]),
      'row 1, "a", is its own ancestor: a/b/a',
    ],
    [() => rows([]), "there are no rows: a tree has at least one node, but with empty: true"],
    [
      () => columns({ parent: [-1, 0], weight: [1] }),
      "columns must be equally long: parent has 2 rows, weight 1",
    ],
    [
      () => columns({ parent: [-1], weight: [1], label: 7 }),
      "columns must be equally long: parent has 1 rows, label undefined",
    ],
    [() => columns(null), "weightedTree.fromColumns takes { parent, weight }, two arrays, not null"],
    [
      () => columns({ parent: [-1] }),
      "weightedTree.fromColumns takes { parent, weight }, two arrays, not an object",
    ],
    [
      () => columns({ parent: [-1, 2], weight: [0, 1] }),
      "the parent of row 1 is 2: there are rows 0 to 1, and -1 for the root",
    ],
    [() => paths(["ab"]), 'an entry is a pair [path, weight], not "ab"'],
    [() => paths([[7, 1]]), "a path is a text of at least one character, not 7"],
    [() => paths([]), "there are no paths: a tree has at least one node, but with empty: true"],
    [
      () =>
        paths([
          ["a", 1],
          ["a", 1],
        ]),
      'the path "a" is given twice: the option duplicates: "add" adds its weights up',
    ],
    [
      () => paths([], { separator: "" }),
      'weightedTree.fromPaths: separator must be a text of at least one character, not ""',
    ],
    [
      () => nested({ name: "r", children: [{ name: "a", children: 3 }] }),
      "the children of r/a are 3: they must be an array or something iterable",
    ],
    [() => nested({ name: "r", children: [null] }), "the node r/#0 is null"],
    [
      () => nested({ name: "r", children: [{ name: "b" }] }),
      "the leaf r/b has no weight: give it one, or say with the option `weight` where it is",
    ],
    [
      () => nested({ name: "r", children: [{ name: "b", size: 3 }] }),
      'the leaf r/b has no weight: give it one, or say with the option `weight` where it is, as weight: "size"',
    ],
    [
      () => rows([{ id: "r" }, { id: "b", parent: "r", bytes: 3 }]),
      'the leaf r/b has no weight: give it one, or say with the option `weight` where it is, as weight: "bytes"',
    ],
    [
      () => nested({ name: "r", children: [{ name: "b", value: "7" }] }),
      'the weight of r/b is the string "7": it must be a finite number, not negative',
    ],
    [
      () => nested({ name: "r", children: [{ value: 1e308 }, { value: 1e308 }] }),
      "the weights of r add up to more than 1.7976931348623157e+308: divide all weights by a common number",
    ],
    [
      () => nested({ name: "r", value: 1, children: [{ value: 2 }] }, { innerWeight: "total" }),
      'the total of r is 1, but its children weigh 2: innerWeight: "own" adds it to theirs, "sum" ignores it',
    ],
    [() => nested(twins, { id: "key" }), 'two nodes have the id "1": r/a and r/b'],
  ])("%#", (make, message) => {
    expect(errorOf(make).message).toBe(message);
  });
});

test("an error that nobody catches is printed without the data it is about", () => {
  const error = new MarquetryError("bad-input", "no root", { path: "r/a", value: [{ name: "a" }] });
  expect(error).toMatchObject({ path: "r/a", value: [{ name: "a" }] });
  expect(inspect(error)).toMatch(/no root[^]*code: 'bad-input'/);
  expect(inspect(error)).not.toMatch(/value:|path:/);
});

describe("of several faults", () => {
  const faulty = (name: string) => ({ name, value: -1 });

  test("the one nearest to the root is told", () => {
    const data = { name: "r", children: [{ name: "a", children: [faulty("deep")] }, faulty("near")] };
    expect(() => weightedTree(data)).toThrow(/r\/near/);
  });

  test("the first of a level is told", () => {
    const families = ["a", "b"].map((name) => ({ name, children: [faulty(`${name}1`), faulty(`${name}2`)] }));
    expect(() => weightedTree({ name: "r", children: families })).toThrow(/r\/a\/a1/);
  });
});
