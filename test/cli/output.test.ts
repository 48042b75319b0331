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
    const text = data as string;
    await promises.writeFile(path, text.slice(0, text.length >> 1), options);
    if (text !== "") throw systemError("ENOSPC");
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

test("writes to a terminal only when asked to", async () => {
  const terminal = { stdout: true };
  const refused = await marquetry(["draw", "-"], { stdin: INPUT, terminal });
  expect(refused.err).toMatch(/-o FILE\.svg, or -o -/);
  expect(refused).toMatchObject({ code: 2, out: "" });
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
