import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, marquetry, tooltips } from "./support.ts";

const SIZES = "path,size\nsrc/a.js,1000\nsrc/b.css,500\nREADME.md,90\n";

test("settings of the working folder stand in for flags that are not given", async () => {
  const cwd = await folderWith({
    "sizes.csv": SIZES,
    "marquetry.config.json": '{ "title": "From the file", "engine": "binary", "labels": false }',
  });
  const { code, out } = await marquetry(["draw", "sizes.csv", "-q"], { cwd });
  expect([code, out]).toEqual([0, expect.stringContaining("From the file")]);
  expect(out).not.toContain("README.md</text>");
  const given = await marquetry(["draw", "sizes.csv", "-q", "--title", "Given"], { cwd });
  expect(given.out).toContain("Given");
  expect(given.out).not.toContain("From the file");
});

test("settings may be a module; of other commands they are passed over", async () => {
  const cwd = await folderWith({
    "sizes.csv": SIZES,
    "marquetry.config.mjs": 'export default { theme: "dark", engineOption: ["ratio=1"] };',
  });
  expect((await marquetry(["draw", "sizes.csv", "-q"], { cwd })).code).toBe(0);
  expect((await marquetry(["engines"], { cwd })).code).toBe(0);
});

test.for([
  ['{ "theem": "dark" }', 'marquetry.config.json: there is no setting "theem"; did you mean "theme"?'],
  ['{ "theme": "drak" }', 'marquetry.config.json: draw: --theme must be one of light, dark, not "drak"'],
  ['{ "title": { "a": 1 } }', "title takes a text or a number"],
  ["[1]", "it must hold one object"],
  ["{", "it is no JSON"],
] as const)("refuses settings %s", async ([text, message]) => {
  const cwd = await folderWith({ "sizes.csv": SIZES, "marquetry.config.json": text });
  const { code, err } = await marquetry(["draw", "sizes.csv"], { cwd });
  expect(code).toBeGreaterThan(0);
  expect(err).toContain(message);
});

test("completion names all commands and flags, in three shells", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, out } = await marquetry(["completion", shell]);
    expect(code).toBe(0);
    for (const word of ["draw", "measure", "colour-by", "completion"]) expect(out).toContain(word);
  }
  const wrong = await marquetry(["completion", "tcsh"]);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('no shell "tcsh"')]);
});

test("--colour-by tells depth, type or value, with a legend of it", async () => {
  const words = { depth: "level 1", type: "css", value: "1,000", branch: "src" };
  for (const [by, word] of Object.entries(words)) {
    const argv = ["draw", "-", "-q", "--legend", "--colour-by", by, "--no-labels"];
    const { code, out } = await marquetry(argv, { stdin: SIZES });
    expect(code, by).toBe(0);
    expect(out, by).toContain(`>${word}</text>`);
  }
});

test("a packed map is read again", async () => {
  const cwd = await folderWith({ "sizes.csv": SIZES });
  await marquetry(["draw", "sizes.csv", "-q", "-o", "sizes.map"], { cwd });
  const first = await marquetry(["draw", "sizes.csv", "-q"], { cwd });
  const again = await marquetry(["draw", "sizes.map", "-q"], { cwd });
  expect(again.code).toBe(0);
  expect(tooltips(again.out).length).toBeGreaterThan(4);
  expect(tooltips(again.out)).toEqual(tooltips(first.out));
  const broken = (await readFile(join(cwd, "sizes.map"), "utf8")).replaceAll("Float64Array", "Float8Array");
  const { err } = await marquetry(["draw", "-"], { stdin: broken });
  expect(err).toContain("this packed map has no whole tree");
});

test("a PDF has the picture's size and its font, and the same bytes twice", async () => {
  const cwd = await folderWith({ "sizes.csv": SIZES });
  const pdf = async (name: string): Promise<string> => {
    const argv = ["draw", "sizes.csv", "-q", "-o", name, "--size", "400x300"];
    expect(await marquetry(argv, { cwd })).toEqual({ code: 0, out: "", err: "" });
    return await readFile(join(cwd, name), "latin1");
  };
  const text = await pdf("a.pdf");
  expect(text).toMatch(/^%PDF[^]*%%EOF\s*$/);
  expect(text).toContain("/MediaBox [0 0 300 225]");
  expect(text).toContain("OpenSans");
  const load = (name: string): Promise<unknown> => Promise.reject(new Error(name));
  const without = await marquetry(["draw", "sizes.csv", "-o", "b.pdf"], { cwd, load });
  expect([without.code, without.err]).toEqual([
    1,
    expect.stringContaining("npm install pdfkit svg-to-pdfkit"),
  ]);
});

test("names that spreadsheets take for formulas are guarded", async () => {
  const cwd = await folderWith({ "sizes.csv": 'path,size\n"=1+1",2\n@SUM(A1),3\n-x,4\n+y,5\nplain,6\n' });
  await marquetry(["draw", "sizes.csv", "-q", "-o", "cells.csv"], { cwd });
  const cells = await readFile(join(cwd, "cells.csv"), "utf8");
  expect(cells).not.toMatch(/(?:^|,)"?[=@+]|(?:^|,)"?-[^\d]/m);
  for (const name of ["'=1+1", "'@SUM(A1)", "'-x", "'+y", "plain"]) expect(cells).toContain(`,${name},`);
});
