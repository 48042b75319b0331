import { expect, test } from "vitest";
import { folderWith, marquetry } from "./support.ts";

const DATA =
  "path,size\nfruit/apples,5\nfruit/pears,3\nnuts/🥜,1\nnuts/a name that is far too long for any cell of the picture at all,1\n";
/** What steers colours. */
// eslint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[0-9;]*m/g;

async function shown(...argv: string[]): Promise<{ lines: string[]; out: string; err: string }> {
  const cwd = await folderWith({ "in.csv": DATA });
  const { code, out, err } = await marquetry(["in.csv", ...argv], { cwd, terminal: { stdout: true } });
  expect(code).toBe(0);
  return { lines: out.replace(COLOURS, "").split("\n").slice(0, -1), out, err };
}

test("a terminal gets a picture in coloured halves of characters, with names, and hears what else there is", async () => {
  const { lines, out, err } = await shown();
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(new Set(lines.map((line) => Array.from(line).length)).size).toBe(1);
  expect(lines.join("")).toMatch(/apples.*pears/s);
  expect(lines.join("")).not.toContain("far too long");
  expect(lines.join("")).toMatch(/^[▀\w]+$/);
  expect(new Set(out.match(COLOURS)).size).toBeGreaterThan(5);
  expect(err).toContain("--open");
});

test("areas are as the weights, to a character", async () => {
  const { out } = await shown("-e", "slice");
  const halves = [...out.matchAll(/\[38;2;([0-9;]+);48;2;([0-9;]+)m/g)].flatMap(([, upper, lower]) => [
    upper,
    lower,
  ]);
  // Apples are half of all, and their cell is one colour but for its edges.
  const counts = new Map<string | undefined, number>();
  for (const half of halves) counts.set(half, (counts.get(half) ?? 0) + 1);
  expect(Math.max(...counts.values()) / halves.length).toBeGreaterThan(0.4);
});

test("tall and flat maps keep their shape", async () => {
  const flat = (await shown("-s", "900x100")).lines;
  const tall = (await shown("-s", "100x900")).lines;
  const ratio = (lines: string[]): number => Array.from(lines[0]!).length / (2 * lines.length);
  expect(ratio(flat)).toBeGreaterThan(5);
  expect(ratio(tall)).toBeLessThan(0.3);
});

test("an input alone is drawn, and a misspelt command is told", async () => {
  const cwd = await folderWith({ "in.csv": DATA });
  expect((await marquetry(["in.csv", "-q"], { cwd })).out).toMatch(/^<svg/);
  expect((await marquetry(["-", "-q"], { cwd, stdin: DATA })).out).toMatch(/^<svg/);
  expect((await marquetry([".", "-q"], { cwd })).out).toMatch(/^<svg/);
  const missing = await marquetry(["no-such.csv"], { cwd });
  expect([missing.code, missing.err]).toEqual([1, expect.stringContaining("cannot read no-such.csv")]);
  const misspelt = await marquetry(["mesure", "in.csv"], { cwd });
  expect([misspelt.code, misspelt.err]).toEqual([2, expect.stringContaining("measure")]);
});
