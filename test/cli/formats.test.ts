import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { marquetry, tooltips } from "./support.ts";

/** One tree in every way to write it down: a/b 1, a/c 2, d 3. */
const SAME: Readonly<Record<string, string>> = {
  "nested json":
    '{"children":[{"name":"a","children":[{"name":"b","value":1},{"name":"c","value":2}]},{"name":"d","value":3}]}',
  "nested json in a list":
    '[{"name":"a","children":[{"name":"b","size":1},{"name":"c","size":2}]},{"name":"d","size":3}]',
  "nested json with groups":
    '{"groups":[{"label":"a","groups":[{"label":"b","weight":1},{"label":"c","weight":2}]},{"label":"d","weight":3}]}',
  "json with names as keys": '{"a":{"b":1,"c":2},"d":3}',
  "json with names as keys and counts":
    '{"a":{"b":{"$count":1},"c":{"$count":2},"$count":3},"d":{"$count":3}}',
  "json rows":
    '[{"id":0,"name":"root"},{"id":1,"parent":0,"name":"a"},{"id":2,"parent":1,"name":"b","size":1},{"id":3,"parent":1,"name":"c","size":2},{"id":4,"parent":0,"name":"d","size":3}]',
  "json paths": '[{"path":"a/b","bytes":1},{"path":"a/c","bytes":2},{"path":"d","bytes":3}]',
  "csv rows": "id,Parent_ID,name,count\n0,,root,\n1,0,a,\n2,1,b,1\n3,1,c,2\n4,0,d,3\n",
  "csv rows without their root": "id,parent,value\na,root,\nb,a,1\nc,a,2\nd,root,3\n",
  "csv paths": "\ufefffile;weight\r\na/b;1\r\na/c;2\r\n\r\nd;3\r\n",
  "csv in quotes": 'path,value\n"a/b","1"\n"a/c",2\n"d",3',
  "csv with tabs": "path\tvalue\tnote\na/b\t1\t\na/c\t2\t\nd\t3\t\n",
  "path,weight": "a/b,1\na/c,2\nd,3\n",
  "weight TAB path": "1\ta/b\n2\t./a/c\n3\t/d",
  "path TAB weight": "a/b\t1\na/c\t2e0\nd\t3.0\n",
  "bare paths": "a/b\na/c\na/c\nd\nd\nd\n",
  du: "1\t./a/b\n2\t./a/c\n3\t./a\n3\t./d\n6\t.\n",
  "ls-tree": [
    "100644 blob d2078a43cf01396f486299e24e0f19b3fa7a0577       1\ta/b",
    "100755 blob 6ddb77685452b41e26a1a4aeafd20688342eec77       2\ta/c",
    "160000 commit 6ddb77685452b41e26a1a4aeafd20688342eec77       -\tsubmodule",
    "100644 blob d2078a43cf01396f486299e24e0f19b3fa7a0577       3\td",
  ].join("\n"),
};

const EXPECTED = ["a/b: 1", "a/c: 2", "a: 3", "d: 3", "root: 6"];

test.for(Object.entries(SAME))("reads %s, found out by itself", async ([name, text]) => {
  const argv = name === "bare paths" ? ["--duplicates", "add"] : [];
  const { code, out, err } = await marquetry(["draw", "-", ...argv], { stdin: text });
  expect(err).toMatch(/^marquetry: stdin: /);
  expect(code).toBe(0);
  expect(tooltips(out)).toEqual(EXPECTED);
});

test("a single leaf is a tree", async () => {
  for (const text of [
    '{"name":"r","value":1}',
    '{"title":"r","size":1}',
    '[{"name":"r","value":1}]',
    "r,1",
  ]) {
    const { code, out } = await marquetry(["draw", "-"], { stdin: text });
    expect(code).toBe(0);
    expect(tooltips(out)).toContain("r: 1");
  }
  const unweighed = await marquetry(["draw", "-"], { stdin: '{"name":"r","mass":1,"age":2}' });
  expect(unweighed.err).toMatch(
    /no leaf has a number called value, .*--weight; its fields are "name", "mass", "age"/,
  );
  expect(
    (await marquetry(["draw", "-", "--weight", "mass"], { stdin: '{"name":"r","mass":1,"age":2}' })).code,
  ).toBe(0);
});

test("reads gzip", async () => {
  const { out } = await marquetry(["draw", "-"], { stdin: gzipSync(SAME["csv rows"]!) });
  expect(tooltips(out)).toEqual(EXPECTED);
});

test("reads a table without a header by the numbers of its columns", async () => {
  const argv = ["draw", "-", "--no-header", "--id", "2", "--parent", "3", "--weight", "4", "--format", "csv"];
  const { out } = await marquetry(argv, { stdin: "x,a,root,0\nx,b,a,1\nx,c,a,2\nx,d,root,3\n" });
  expect(tooltips(out)).toEqual(EXPECTED);
});

test("takes fields from the command line before those it would find", async () => {
  const nested = '{"kids":[{"t":"a","kids":[{"t":"b","w":1,"value":7},{"t":"c","w":2}]},{"t":"d","w":3}]}';
  const argv = ["draw", "-", "--children", "kids", "--weight", "w", "--label", "t"];
  expect(tooltips((await marquetry(argv, { stdin: nested })).out)).toEqual(EXPECTED);
  const rows = "k,up,w,value\nroot,,,\na,root,,\nb,a,1,9\nc,a,2,9\nd,root,3,9\n";
  const rowArgv = ["draw", "-", "--id", "k", "--parent", "up", "--weight", "w"];
  expect(tooltips((await marquetry(rowArgv, { stdin: rows })).out)).toEqual(EXPECTED);
});

test("tells how it understood the input, unless asked to be quiet", async () => {
  const { err } = await marquetry(["draw", "-"], { stdin: "name,parent,size\nr,,\na,r,1\n" });
  expect(err).toBe('marquetry: stdin: rows "name" with parent "parent" weighed by "size"\n');
  expect((await marquetry(["draw", "-", "-q"], { stdin: "a,1" })).err).toBe("");
});

test("a format can be forced", async () => {
  const text = "4\ta\n6\tb\n";
  expect((await marquetry(["draw", "-", "-f", "du"], { stdin: text })).err).toContain("sizes of du");
  expect((await marquetry(["draw", "-"], { stdin: text })).err).toContain("weight TAB path");
  expect((await marquetry(["draw", "-", "-f", "json"], { stdin: text })).code).toBe(1);
});

test("what a folder of du weighs beyond its parts stays with it", async () => {
  const { out } = await marquetry(["draw", "-"], { stdin: "4\tx/a\n10\tx\n" });
  expect(tooltips(out)).toContain("x/(rest): 6");
  expect(tooltips(out)).toContain("x: 10");
});

test("weights of inner nodes mean what the user says", async () => {
  const text = '{"a":{"b":{"$count":1},"$count":4}}';
  const weights = async (meaning: string): Promise<string[]> =>
    tooltips((await marquetry(["draw", "-", "--inner-weight", meaning], { stdin: text })).out);
  expect(await weights("sum")).toContain("a: 1");
  expect(await weights("own")).toContain("a: 5");
  expect(await weights("total")).toContain("a: 4");
});

test("git's quoted paths are unquoted", async () => {
  const line = '100644 blob d2078a43cf01396f486299e24e0f19b3fa7a0577 7\t"\\303\\244\\t\\"x\\".txt"';
  const { out } = await marquetry(["draw", "-"], { stdin: line });
  expect(tooltips(out).some((text) => text.startsWith("ä"))).toBe(true);
});

test("a separator other than / is taken as it is", async () => {
  const { out } = await marquetry(["draw", "-", "--separator", "."], { stdin: "a.b,1\na.c,2\nd,3\n" });
  expect(tooltips(out)).toEqual(EXPECTED);
});

test("--depth sums up what lies deeper", async () => {
  const { out } = await marquetry(["draw", "-", "--depth", "1"], { stdin: SAME.du! });
  expect(tooltips(out)).toEqual(["a: 3", "d: 3", "root: 6"]);
});

test("--sort none keeps the order of the input", async () => {
  const first = async (sort: string): Promise<string> =>
    /<title>([a-z]): /.exec(
      (await marquetry(["draw", "-", "--sort", sort, "-e", "slice"], { stdin: "x,1\ny,2\n" })).out,
    )![1]!;
  expect(await first("none")).toBe("x");
  expect(await first("descending")).toBe("y");
});

const name = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 8 })
  .filter((text) => !/[/\s"]/.test(text) && text !== ".");
const entries = fc.uniqueArray(fc.tuple(name, fc.integer({ min: 1, max: 1e6 })), {
  minLength: 1,
  maxLength: 20,
  selector: ([text]) => text,
});

test("the same weights in CSV and in JSON make the same picture, and twice the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(entries, async (list) => {
      const csv = `path,value\n${list.map(([text, weight]) => `"${text}",${weight}\n`).join("")}`;
      const json = JSON.stringify(list.map(([path, value]) => ({ path, value })));
      const fromCsv = await marquetry(["draw", "-", "-q"], { stdin: csv });
      const fromJson = await marquetry(["draw", "-", "-q"], { stdin: json });
      expect(fromCsv).toMatchObject({ code: 0, err: "" });
      expect(fromCsv.out).toBe(fromJson.out);
      expect(await marquetry(["draw", "-", "-q"], { stdin: csv })).toEqual(fromCsv);
    }),
    { numRuns: 60 },
  );
});
