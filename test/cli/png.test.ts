import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { folderWith, marquetry } from "./support.ts";

const data = JSON.stringify({ name: "fruit", children: [{ name: "apples", value: 5 }, { value: 3 }] });

test.each([
  [[], 300, 200],
  [["--scale", "2"], 600, 400],
] as const)("a name that ends in .png gets a PNG: %j", async (flags, width, height) => {
  const folder = await folderWith({ "data.json": data });
  const argv = ["draw", "data.json", "-o", "map.png", "--size", "300x200", "-q", ...flags];
  const { code, err } = await marquetry(argv, { cwd: folder });
  expect([code, err]).toEqual([0, ""]);
  const png = PNG.sync.read(await readFile(join(folder, "map.png")));
  expect([png.width, png.height]).toEqual([width, height]);
  expect(new Set(png.data).size).toBeGreaterThan(5);
});

test("without the package it says what to do, before it reads", async () => {
  const load = (): Promise<unknown> => Promise.reject(new Error("Cannot find package"));
  const { code, err } = await marquetry(["draw", "no-such-file", "-o", "x.png"], { load });
  expect(err).toMatch(/npm install @resvg\/resvg-js, or give -o FILE\.svg/);
  expect(code).toBe(1);
});

test.each(["0", "-1", "17", "two"])("a scale of %s is refused", async (scale) => {
  const { code, err } = await marquetry(["draw", "-", "-o", "x.png", "--scale", scale], { stdin: data });
  expect(code).toBe(2);
  expect(err).toContain("a number > 0 and ≤ 16");
});

test("leaf areas may be made exact", async () => {
  const folder = await folderWith({ "data.json": data });
  const argv = [
    "measure",
    "data.json",
    "-e",
    "squarify",
    "--padding",
    "4",
    "--json",
    "--areas",
    "leaf-exact",
  ];
  const { code, out } = await marquetry(argv, { cwd: folder });
  expect(code).toBe(0);
  expect(JSON.stringify(JSON.parse(out))).toMatch(/"maxError":\d(\.\d+)?e-1\d|"maxError":0/);
});
