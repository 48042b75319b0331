import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { folderWith, marquetry, systemError } from "./support.ts";

const TREE = "((a:1,'b, c':1):2,(d:0,e:0):3);";

test("writes coordinates, a picture and a plot", async () => {
  const cwd = await folderWith({ "tree.nwk": TREE });
  const argv = [
    "embed",
    "tree.nwk",
    "-o",
    "xy.csv",
    "--svg",
    "xy.svg",
    "--distances",
    "d.svg",
    "--title",
    "four",
  ];
  expect(await marquetry(argv, { cwd })).toEqual({
    code: 0,
    out: "",
    err: expect.stringMatching(
      /^marquetry: tree\.nwk: 4 leaves in 2 dimensions, distortion 1\.\d+: 1\.\d+ times the 1 that no embedding goes below\nmarquetry: tree\.nwk: 2 leaves at distance 0 from others share one point\n$/,
    ) as string,
  });
  expect((await readdir(cwd)).sort()).toEqual(["d.svg", "tree.nwk", "xy.csv", "xy.svg"]);
  const lines = (await readFile(join(cwd, "xy.csv"), "utf8")).trimEnd().split("\n");
  expect(lines.map((line) => line.replace(/(,-?[\d.e-]+){2}$/, ""))).toEqual([
    "leaf,x1,x2",
    "a",
    '"b, c"',
    "d",
    "e",
  ]);
  expect(lines[3]!.slice(1)).toBe(lines[4]!.slice(1));
  expect(await readFile(join(cwd, "xy.svg"), "utf8")).toMatch(/^<svg .*aria-label="four".*<\/svg>\n$/s);
  expect(await readFile(join(cwd, "d.svg"), "utf8")).toMatch(/^<svg .*<\/svg>\n$/s);
});

test("writes to stdout from stdin or a zipped file, in other dimensions, relaxed", async () => {
  const piped = await marquetry(["embed", "-", "-q", "-d", "3"], { stdin: TREE });
  expect(piped).toMatchObject({ code: 0, err: "" });
  expect(piped.out).toMatch(/^leaf,x1,x2,x3\na,/);
  const cwd = await folderWith({ "tree.nwk.gz": gzipSync(TREE) });
  expect((await marquetry(["embed", "tree.nwk.gz", "-q", "-d", "3"], { cwd })).out).toBe(piped.out);
  const best = await marquetry(["embed", "-", "-q", "--effort", "best", "--rounds", "20", "-o", "-"], {
    stdin: `(${":1,".repeat(40)}:1);`,
  });
  expect(best.out.split("\n").length).toBe(43);
});

test("shows its progress on a terminal, and takes it away", async () => {
  let now = 0;
  const { err } = await marquetry(["embed", "-", "--effort", "best", "--rounds", "30", "-o", "-"], {
    stdin: `(${":1,".repeat(40)}:1);`,
    terminal: { stderr: true },
    now: () => (now += 1000),
  });
  expect(err).toContain("round 20 of 30: distortion ");
});

test.for([
  [
    ["embed", "in.nwk"],
    "((a:1,b:1):1,c:3);",
    1,
    /^marquetry: in\.nwk: the tree is not ultrametric: .* the leaf c lies at 3, .*; --tolerance allows more\n$/,
  ],
  [
    ["embed", "in.nwk"],
    "((a:1,b:1):1,c:2",
    1,
    /^marquetry: in\.nwk: line 1, column 1, near "\(\(a:1,b:1\):1,c:2": "\(" is never closed\n$/,
  ],
  [["embed", "in.nwk"], "((a,b):1,c:2);", 1, /^marquetry: in\.nwk: the branch above .*a has no length\n$/],
  [["embed", "in.nwk"], " ", 1, /^marquetry: in\.nwk: it is empty\n$/],
  [["embed", "none.nwk"], "", 1, /^marquetry: cannot read none\.nwk/],
  [
    ["embed", "none.nwk", "-d", "9"],
    "",
    2,
    /^marquetry: embed: --dimension must be a whole number ≥ 1 and ≤ 8, not "9"\n/,
  ],
  [["embed", "in.nwk", "-d", "x"], "", 2, /whole number/],
  [["embed", "in.nwk", "--tolerance", "1"], "", 2, /--tolerance must be a number ≥ 0 and < 1/],
  [["embed", "in.nwk", "--effort", "much"], "", 2, /--effort must be "guaranteed" or "best", not "much"/],
  [["embed", "in.nwk", "--svg", "a.png"], "", 2, /ends in \.svg, not a\.png/],
  [
    ["embed", "in.nwk", "--svg", "a.svg", "--distances", "./a.svg"],
    "",
    2,
    /^marquetry: the output \.\/a\.svg is the output a\.svg too/,
  ],
  [["embed", "in.nwk", "-o", ""], "", 2, /^marquetry: the name of the output file is empty/],
] as const)("%j fails with a reason and writes nothing", async ([argv, text, code, message]) => {
  const cwd = await folderWith({ "in.nwk": text });
  const outcome = await marquetry(argv, { cwd });
  expect(outcome.err).toMatch(message);
  expect(outcome).toMatchObject({ code, out: "" });
  expect(await readdir(cwd)).toEqual(["in.nwk"]);
});

test("wants to know where to write on a terminal, and writes a file whole or not at all", async () => {
  const cwd = await folderWith({ "tree.nwk": TREE, "xy.csv": "before" });
  const { code, err } = await marquetry(["embed", "tree.nwk"], { cwd, terminal: { stdout: true } });
  expect([code, err]).toEqual([2, expect.stringMatching(/^marquetry: where to\?/)]);
  const failed = await marquetry(["embed", "tree.nwk", "-q", "-o", "xy.csv"], {
    cwd,
    fs: { rename: () => Promise.reject(systemError("ENOSPC")) },
  });
  expect(failed).toEqual({
    code: 1,
    out: "",
    err: "marquetry: cannot write xy.csv: no space left on the device\n",
  });
  expect(await readFile(join(cwd, "xy.csv"), "utf8")).toBe("before");
  expect((await readdir(cwd)).sort()).toEqual(["tree.nwk", "xy.csv"]);
});

test("a wider tolerance takes a tree that is nearly ultrametric", async () => {
  const setting = { stdin: "((a:1,b:1):1,c:2.1);" };
  expect((await marquetry(["embed", "-"], setting)).code).toBe(1);
  expect((await marquetry(["embed", "-", "--tolerance", "0.1"], setting)).code).toBe(0);
});
