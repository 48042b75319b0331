import fc from "fast-check";
import { expect, test } from "vitest";
import { MarquetryError } from "marquetry";
import { buildTree } from "../../src/read/build-tree.ts";
import { beginningOf } from "../../src/read/json/cutter.ts";
import { readJson } from "../../src/read/json/json.ts";
import { openJsonStream } from "../../src/read/json/stream.ts";
import { readTreeOptions, type ReadSettings } from "../../src/read/options.ts";
import { readOptions } from "../../src/options/read-options.ts";
import { readTree } from "../../src/subpaths/read.ts";

const settings: ReadSettings = readOptions("readTree", readTreeOptions, { sort: null });

interface Node {
  readonly name: string;
  readonly value?: number;
  readonly note?: unknown;
  readonly children?: readonly Node[];
}

/** Names with all that can be mistaken for the marks of JSON. */
const name = fc.string({ unit: fc.constantFrom(...Array.from('ab"\\{}[]:, é\n')), maxLength: 5 });
/** What a reader passes over: it may look like what it cuts. */
const note = fc.oneof(
  fc.constant([{ children: [{ name: "x" }] }]),
  fc.constant({ children: [{ name: "x", value: 1 }] }),
  fc.constant([[], [1, 2]]),
  fc.string({ unit: fc.constantFrom(...Array.from('"\\{}[]')), maxLength: 4 }),
);
const { node } = fc.letrec<{ node: Node; leaf: Node; inner: Node }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, tie("leaf"), tie("inner")),
  leaf: fc.record({ name, value: fc.nat(100), note }, { requiredKeys: ["name", "value"] }),
  inner: fc
    .tuple(name, note, fc.array(tie("node"), { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([label, more, children, isFirst]) =>
      // Some programs write the children first.
      isFirst ? { children, note: more, name: label } : { name: label, note: more, children },
    ),
}));
const nested = fc.tuple(node, fc.array(node, { minLength: 1, maxLength: 4 })).map(([first, rest]) => ({
  name: "root",
  children: [{ name: "first", value: 1 }, first, ...rest],
}));
const rows = fc
  .array(fc.record({ country: fc.constantFrom("A", "B", "C"), city: name, pop: fc.nat(100), tags: note }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((list) => list.map((row, k) => ({ ...row, city: `${k}${row.city}` })));
const value = fc.oneof(
  nested,
  nested.map(({ children }) => children),
  rows,
  rows.map((list) => ({ about: { title: "x" }, rows: list, total: 3 })),
);

/** A text as some program may write it. */
const text = fc
  .tuple(value, fc.constantFrom(undefined, 1, "\t"))
  .map(([given, space]) => JSON.stringify(given, null, space));

const cuts = fc.array(fc.nat(3000), { maxLength: 8 });

function pieces(whole: string, at: readonly number[]): string[] {
  const places = [0, ...at.map((place) => place % (whole.length + 1)).sort((a, b) => a - b), whole.length];
  return places.slice(1).map((end, k) => whole.slice(places[k], end));
}

/** What was read, as far as it can be compared, or the error. */
function told(read: () => ReturnType<typeof readJson>): unknown {
  try {
    const { tree, notes } = buildTree(read(), settings);
    const ids = Array.from({ length: tree.size }, (_, i) => tree.path(i));
    return { ids, weight: [...tree.weight], notes };
  } catch (error) {
    if (!(error instanceof MarquetryError)) throw error;
    return error.message;
  }
}

function streamed(whole: string, at: readonly number[], part: number, beginning: unknown): unknown {
  return told(() => {
    const taker = openJsonStream(beginning, settings, part)!;
    for (const piece of pieces(whole, at)) taker.take(piece);
    return taker.end();
  });
}

test("JSON in pieces is what it is as a whole, however it is cut", () => {
  fc.assert(
    fc.property(text, cuts, fc.constantFrom(1, 30, 2 ** 20), (whole, at, part) => {
      const parsed: unknown = JSON.parse(whole);
      fc.pre(openJsonStream(parsed, settings) !== undefined);
      expect(streamed(whole, at, part, parsed)).toEqual(
        told(() => readJson(parsed, { name: "input" }, settings)),
      );
    }),
    { numRuns: 1500 },
  );
});

test("what is no JSON is refused, wherever it is broken", () => {
  const damage = fc.tuple(
    text,
    cuts,
    fc.nat(),
    fc.constantFrom("", ",", "]", "}", "[", "{", '"', "1", ":"),
    fc.boolean(),
  );
  fc.assert(
    fc.property(damage, fc.constantFrom(1, 30), ([whole, at, place, sign, isPut], part) => {
      const where = place % whole.length;
      const broken = whole.slice(0, where) + sign + whole.slice(isPut ? where : where + 1);
      let isJson = true;
      try {
        JSON.parse(broken);
      } catch {
        isJson = false;
      }
      fc.pre(!isJson && openJsonStream(JSON.parse(whole), settings) !== undefined);
      expect(streamed(broken, at, part, JSON.parse(whole))).toEqual(expect.any(String));
    }),
    { numRuns: 3000 },
  );
});

test("a beginning is a value, with all closed that is open", () => {
  expect(beginningOf('{"name":"r","children":[{"name":"a","children":[{"name":"x","value":1},{"na')).toEqual({
    name: "r",
    children: [{ name: "a", children: [{ name: "x", value: 1 }] }],
  });
  expect(beginningOf('[{"a":"]"},{"b":1},{"c"')).toEqual([{ a: "]" }, { b: 1 }]);
  expect(beginningOf('{"a":1')).toBeUndefined();
});

test("long JSON is read in pieces, and what is of another kind as a whole", async () => {
  const children = Array.from({ length: 20 }, (_, k) => ({
    name: `d${k}`,
    children: Array.from({ length: 20_000 }, (__, j) => ({ name: `file ${j}`, value: j % 7 })),
  }));
  const long = await readTree(
    JSON.stringify({ name: "r", children }).replace("{", `{${" ".repeat(2 ** 20)}`),
  );
  expect([long.tree.leafCount, long.tree.label(0), long.tree.weight[0]]).toEqual([400_000, "r", 20 * 59_997]);
  const files = children.map(({ name: label, children: list }) => ({
    type: "directory",
    name: label,
    contents: list.map(({ name: file, value: size }) => ({ type: "file", name: file, size })),
  }));
  const other = await readTree(
    JSON.stringify([{ type: "directory", name: ".", contents: files }, { type: "report" }]),
  );
  expect([other.format, other.tree.weight[0]]).toEqual(["tree-json", 20 * 59_997]);
});
