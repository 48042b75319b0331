import { promises } from "node:fs";
import { lstat, mkdir, readdir, readFile, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, marquetry, systemError } from "./support.ts";

const DRAW = ["draw", "in.csv", "-q", "-o", "out.svg"];
const INPUT = "a,1\nb,2\n";

async function files(folder: string): Promise<string[]> {
  return (await readdir(folder)).sort();
}

test("writes a file whole and leaves nothing beside it", async () => {
  const cwd = await folderWith({ "in.csv": INPUT, "out.svg": "before" });
  expect(await marquetry(DRAW, { cwd })).toEqual({ code: 0, out: "", err: "" });
  expect(await files(cwd)).toEqual(["in.csv", "out.svg"]);
  const svg = await readFile(join(cwd, "out.svg"), "utf8");
  expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
  expect((await marquetry(["draw", "in.csv", "-o", "-"], { cwd })).out).toBe(svg);
  expect((await marquetry(["draw", "in.csv"], { cwd })).out).toBe(svg);
});

test.for(["writeFile", "chmod", "rename"] as const)(
  "if %s fails, the file of before stays and nothing else",
  async (step) => {
    const cwd = await folderWith({ "in.csv": INPUT, "out.svg": "before" });
    const { code, out, err } = await marquetry(DRAW, { cwd, fs: { [step]: failing(step) } });
    expect(err).toBe("marquetry: cannot write out.svg: no space left on the device\n");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(await files(cwd)).toEqual(["in.csv", "out.svg"]);
    expect(await readFile(join(cwd, "out.svg"), "utf8")).toBe("before");
  },
);

/** Fails after half of the work: half of the bytes are written. */
function failing(step: "writeFile" | "chmod" | "rename"): typeof promises.writeFile {
  return async (path, data, options) => {
    if (step !== "writeFile") throw systemError("ENOSPC");
    const text = typeof data === "string" ? data : [...(data as Iterable<string>)].join("");
    await promises.writeFile(path, text.slice(0, text.length >> 1), options);
    throw systemError("ENOSPC");
  };
}

test("bad input leaves the file of before alone", async () => {
  const cwd = await folderWith({ "in.csv": "a,1\nb,-2\n", "out.svg": "before" });
  expect((await marquetry(DRAW, { cwd })).code).toBe(1);
  expect(await readFile(join(cwd, "out.svg"), "utf8")).toBe("before");
  expect(await files(cwd)).toEqual(["in.csv", "out.svg"]);
});

test("a file left by another run is not touched", async () => {
  const cwd = await folderWith({ "in.csv": INPUT, ".out.svg.0.tmp": "theirs" });
  expect((await marquetry(DRAW, { cwd })).code).toBe(0);
  expect(await files(cwd)).toEqual([".out.svg.0.tmp", "in.csv", "out.svg"]);
  expect(await readFile(join(cwd, ".out.svg.0.tmp"), "utf8")).toBe("theirs");
});

test("keeps the mode of a file and the link to it", async () => {
  const cwd = await folderWith({ "in.csv": INPUT, "real/out.svg": "before" });
  await promises.chmod(join(cwd, "real/out.svg"), 0o640);
  await symlink(join(cwd, "real/out.svg"), join(cwd, "out.svg"));
  expect((await marquetry(DRAW, { cwd })).code).toBe(0);
  expect((await lstat(join(cwd, "out.svg"))).isSymbolicLink()).toBe(true);
  expect((await stat(join(cwd, "real/out.svg"))).mode & 0o777).toBe(0o640);
  expect(await readFile(join(cwd, "real/out.svg"), "utf8")).toMatch(/^<svg/);
  expect(await files(join(cwd, "real"))).toEqual(["out.svg"]);
});

test("a folder that is missing, and a folder in place of the file", async () => {
  const cwd = await folderWith({ "in.csv": INPUT });
  await mkdir(join(cwd, "out.svg"));
  expect((await marquetry(DRAW, { cwd })).err).toBe("marquetry: cannot write out.svg: it is a folder\n");
  const missing = await marquetry(["draw", "in.csv", "-q", "-o", "no/out.svg"], { cwd });
  expect(missing).toEqual({
    code: 1,
    out: "",
    err: "marquetry: cannot write no/out.svg: no such file or folder\n",
  });
});

test("no output may be the input, through links neither", async () => {
  const tree = "(a:1,b:1);";
  const cwd = await folderWith({ "in.svg": INPUT, "folder/in.csv": tree, "tree.nwk": tree });
  await symlink(join(cwd, "in.svg"), join(cwd, "soft.svg"));
  await promises.link(join(cwd, "in.svg"), join(cwd, "hard.svg"));
  await symlink(join(cwd, "folder"), join(cwd, "way"));
  for (const [input, ...output] of [
    ["draw", "in.svg", "-o", "in.svg"],
    ["draw", "in.svg", "-o", "./soft.svg"],
    ["draw", "in.svg", "-o", "hard.svg"],
    ["draw", "soft.svg", "-o", "hard.svg"],
    ["embed", "in.svg", "--svg", "in.svg"],
    ["embed", "folder/in.csv", "-o", "way/in.csv"],
    ["embed", "tree.nwk", "-o", "tree.nwk"],
  ] as const) {
    const { code, err } = await marquetry([input, ...output], { cwd });
    expect(err).toContain(
      `marquetry: the output ${output.at(-1)!} is the input, which it would overwrite\nusage`,
    );
    expect(code).toBe(2);
  }
  expect(await readFile(join(cwd, "in.svg"), "utf8")).toBe(INPUT);
  const twice = ["embed", "tree.nwk", "--svg", "folder/new.svg", "--distances", "way/new.svg"];
  expect((await marquetry(twice, { cwd })).err).toMatch(
    /the output way\/new\.svg is the output folder\/new\.svg too/,
  );
  expect((await marquetry(["draw", "in.svg", "-q", "-o", "in.png"], { cwd })).code).toBe(0);
});

test("the ending of a name tells the format, and others are refused before the input is read", async () => {
  const cwd = await folderWith({});
  for (const name of ["x.ps", "x.htm", "x", "svg", ".svg", "x.svg.txt"]) {
    const { code, err } = await marquetry(["draw", "none", "-o", name], { cwd });
    expect(err).toContain(
      `give one that ends in .svg, .png, .pdf, .html, .json, .csv, .map, or .geojson, not ${name}\n`,
    );
    expect(code).toBe(2);
    const embedded = await marquetry(["embed", "none", "-o", name], { cwd });
    expect(embedded.err).toContain(`give one that ends in .csv, not ${name}\n`);
  }
  expect((await marquetry(["draw", "-", "-q", "-o", "x.SVG"], { cwd, stdin: INPUT })).code).toBe(0);
  expect((await marquetry(["draw", "-", "-q", "-o", "/dev/null"], { cwd, stdin: INPUT })).code).toBe(0);
  expect(await files(cwd)).toEqual(["x.SVG"]);
});

test("what cannot be written is told before the input is read", async () => {
  const cwd = await folderWith({ "tree.nwk": "(a:1,b:1);" });
  const access = () => Promise.reject(systemError("EACCES"));
  for (const argv of [
    ["draw", "none", "-o", "x.svg"],
    ["embed", "none", "-o", "x.csv"],
    ["embed", "none", "--svg", "x.svg"],
    ["embed", "none", "--distances", "x.svg"],
  ]) {
    const { code, err } = await marquetry(argv, { cwd, fs: { access } });
    expect(err).toBe(`marquetry: cannot write ${argv.at(-1)!}: permission denied\n`);
    expect(code).toBe(1);
    const missing = await marquetry([...argv.slice(0, -1), `no/${argv.at(-1)!}`], { cwd });
    expect(missing.err).toBe(`marquetry: cannot write no/${argv.at(-1)!}: no such file or folder\n`);
  }
});

test("cells without room are counted", async () => {
  const stdin = "a,1\nb,2\nc,0\n";
  const note = "marquetry: squarify: 2 of 3 cells have no room: less padding gives it\n";
  const argv = ["-", "--padding", "1000", "-e", "squarify"];
  expect((await marquetry(["draw", ...argv], { stdin })).err).toContain(note);
  expect((await marquetry(["measure", ...argv], { stdin })).err).toContain(note);
  expect((await marquetry(["draw", "-q", ...argv], { stdin })).err).toBe("");
  expect((await marquetry(["draw", "-"], { stdin })).err).not.toContain("no room");
});

test("writes code to a terminal only when asked to", async () => {
  const terminal = { stdout: true };
  expect((await marquetry(["draw", "-"], { stdin: INPUT, terminal })).out).not.toContain("<svg");
  expect((await marquetry(["draw", "-", "-o", "-"], { stdin: INPUT, terminal })).out).toMatch(/^<svg/);
});

test("a reader that goes away is no error; a full disk is", async () => {
  for (const argv of [["draw", "-", "-q"], ["measure", "-", "-q"], ["engines"], ["--help"]]) {
    const gone = await marquetry(argv, { stdin: INPUT, outError: systemError("EPIPE") });
    expect({ code: gone.code, err: gone.err }).toEqual({ code: 0, err: "" });
    const full = await marquetry(argv, { stdin: INPUT, outError: systemError("ENOSPC") });
    expect(full.err).toBe("marquetry: cannot write: no space left on the device\n");
    expect(full.code).toBe(1);
  }
});

test("titles and labels", async () => {
  const draw = async (...argv: string[]): Promise<string> =>
    (await marquetry(["draw", "-", ...argv], { stdin: INPUT })).out;
  expect(await draw()).toContain("<text");
  expect(await draw("--no-labels")).not.toContain("<text");
  expect(await draw("--title", 'A "<b>" & c')).toContain('aria-label="A &quot;&lt;b&gt;&quot; &amp; c"');
});
