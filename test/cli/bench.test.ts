import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseSeries } from "../../src/study/series.ts";
import { folderWith, marquetry } from "./support.ts";

const SERIES = "root/a,root,3,2,1\nroot/b,root,0,2,2\nroot/c,root,0,0,0\nroot/c/d,root/c,1,1,4\n";
const TREE = '{"name":"r","children":[{"name":"a","value":3},{"name":"b","value":2},{"name":"c","value":1}]}';
const GROWN = TREE.replace("3", "9");
const FEW = ["--engines", "squarify:ratio=1,greedy,resquarify,slack"];

/** The rows of a CSV text, each by the names of its head. */
function rowsOf(text: string): Record<string, string>[] {
  const [head, ...lines] = text.trim().split("\n");
  const names = head!.split(",");
  const cells = (line: string): string[] =>
    Array.from(
      line.matchAll(/"([^"]*)"|([^,"]+)|(?<=^|,)(?=,|$)/g),
      ([, quoted, plain]) => quoted ?? plain ?? "",
    );
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, k) => [names[k]!, cell])));
}

describe("a series of the comparison of 2020", () => {
  it("has a tree at each moment", () => {
    const series = parseSeries("s", SERIES)!;
    expect(series).toMatchObject({ name: "s", moments: 3, levels: 2, leaves: (2 + 3 + 3) / 3 });
    const weights = [0, 1, 2].map((moment) => {
      const tree = series.tree(moment, null);
      return Object.fromEntries(Array.from(tree.weight, (weight, i) => [tree.id(i), weight]));
    });
    expect(weights[0]).toEqual({ root: 4, "root/a": 3, "root/b": 0, "root/c": 1, "root/c/d": 1 });
    expect(weights[2]).toEqual({ root: 7, "root/a": 1, "root/b": 2, "root/c": 4, "root/c/d": 4 });
  });

  it.each([
    ["a header", `id,parent,1990,1991\n${SERIES}`],
    ["one weight", "a,root,1\nb,root,2\n"],
    ["a row that is longer", `${SERIES}root/e,root,1,2,3,4\n`],
    ["two roots", `${SERIES}e,other,1,2,3\n`],
    ["a negative weight", SERIES.replace("3,2,1", "3,-2,1")],
    ["an empty weight", SERIES.replace("3,2,1", "3,,1")],
    ["an id twice", SERIES + SERIES],
    ["a tree as JSON", TREE],
  ])("is no text with %s", (_, text) => expect(parseSeries("s", text)).toBe(null));
});

describe("marquetry bench", () => {
  it("measures each method over each data set, and tells what moved", async () => {
    const folder = await folderWith({ "s.data": SERIES, "t.json": TREE });
    const { code, err } = await marquetry(
      ["bench", "s.data", "t.json", ...FEW, "--times", "0", "-o", "scores.csv", "-q"],
      { cwd: folder },
    );
    expect(err).toBe("");
    expect(code).toBe(0);
    const rows = rowsOf(await readFile(join(folder, "scores.csv"), "utf8"));
    expect(rows.filter(({ data }) => data === "t").map(({ method }) => method)).toEqual([
      "squarify ratio=1",
      "greedy",
      "resquarify",
      "slack",
    ]);
    const methods = rows.filter(({ data }) => data === "s").map(({ method }) => method);
    // What is published as an update is tried as such only; what remembers nothing, anew only.
    expect(methods).toEqual([
      "squarify ratio=1",
      "squarify ratio=1, updated",
      "squarify ratio=1, updated, growth ≤ 1.5",
      "greedy",
      "greedy, updated",
      "greedy, updated, growth ≤ 1.5",
      "resquarify, updated",
      "slack",
    ]);
    for (const row of rows) {
      expect(Number(row["aspMean"])).toBeGreaterThanOrEqual(4 / Math.PI);
      expect(Number(row["quality"])).toBeLessThanOrEqual(1);
      expect(row["travel"] === "").toBe(row["data"] === "t");
      expect(row["travelBeyond"] === "").toBe(row["data"] === "t" || row["method"] === "slack");
    }
  });

  it("writes tables and plots into a folder", async () => {
    const folder = await folderWith({ "walk#1.data": SERIES, "walk#2.data": SERIES.replace("4", "6") });
    const words = [
      "bench",
      "walk#1.data",
      "walk#2.data",
      "--engines",
      "squarify:ratio=1,greedy",
      "--times",
      "100",
      "-o",
      "out",
      "-q",
    ];
    expect(await marquetry(words, { cwd: folder })).toEqual({ code: 0, out: "", err: "" });
    const names = await readdir(join(folder, "out"));
    expect(names.sort()).toEqual([
      "aspect-ratios.svg",
      "index.html",
      "quality-stability.svg",
      "scores.csv",
      "study.json",
      "tables.md",
      "time.svg",
      "times.csv",
    ]);
    const tables = await readFile(join(folder, "out/tables.md"), "utf8");
    expect(tables).toContain("## Quality and stability, walk: 2 seeds");
    expect(tables).toMatch(/\| squarify ratio=1 \* \| \.\d{3} ± \.\d{3} \|/);
    for (const name of names.filter((each) => each.endsWith(".svg"))) {
      const svg = await readFile(join(folder, "out", name), "utf8");
      expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it("sets the printed figures of the study beside those of its classes", async () => {
    const folder = await folderWith({ "s.data": SERIES });
    const { out } = await marquetry(["bench", "s.data", ...FEW, "--times", "0"], { cwd: folder });
    expect(out).toContain("Quality and stability, 2–3 levels: 1 data set\n");
    expect(out).toMatch(/^† squarified +\.671 +\.079 /m);
    expect(out).not.toContain("ms a leaf");
  });

  it("takes trees as the moments of one series", async () => {
    const folder = await folderWith({ "old.json": TREE, "new.json": GROWN });
    const words = ["bench", "old.json", "new.json", "--series", ...FEW, "--times", "0", "-o", "s.csv", "-q"];
    expect((await marquetry(words, { cwd: folder })).code).toBe(0);
    const rows = rowsOf(await readFile(join(folder, "s.csv"), "utf8"));
    expect(new Set(rows.map(({ data }) => data))).toEqual(new Set(["old – new"]));
    expect(rows[0]).toMatchObject({ moments: "2", leaves: "3", levels: "1" });
    expect(Number(rows[0]!["travel"])).toBeGreaterThan(0);
  });

  it.each([
    [["t.json", "--series"], "--series takes two trees or more"],
    [["t.json", "--engines", "squarrify"], "squarify"],
    [["t.json", "--engines", "squarify:ratio=0"], "ratio"],
    [["t.json", "--updates", "0.5"], "numbers from 1 on"],
    [["t.json", "--updates", "1.5/x"], "numbers from 1 on"],
    [["t.json", "-o", "x/y.json"], "cannot write"],
  ])("says what is wrong with %j", async (words, message) => {
    const folder = await folderWith({ "t.json": TREE });
    const { code, err } = await marquetry(["bench", ...words, "-q"], { cwd: folder });
    expect(code).not.toBe(0);
    expect(err).toContain(message);
    expect(err).not.toContain("internal error");
  });
});
