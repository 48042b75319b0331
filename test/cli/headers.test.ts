import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import { greedy, layout, quality, squarify, voronoi, weightedTree } from "marquetry";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { hierarchies } from "../../examples/support/hierarchies.ts";
import { headerRoom } from "../../src/cli/headers.ts";
import { folderWith, marquetry } from "./support.ts";

const SIZE = [960, 600] as const;
const [, world] = hierarchies;
const data = JSON.stringify({
  name: "fruit",
  children: ["apples", "pears"].map((name) => ({
    name,
    children: [5, 3].map((value) => ({ name: `${name} ${value}`, value })),
  })),
});

test.each(
  hierarchies.flatMap(({ name, tree }) => [squarify(), greedy()].map((engine) => ({ name, tree, engine }))),
)(
  "headers leave the leaves of $name by $engine.name their exact areas, and all of them room",
  ({ tree, engine }) => {
    const room = headerRoom(tree, engine, SIZE[0] * SIZE[1])!;
    const map = layout(tree, { engine, container: SIZE, ...room });
    expect(map.padded).toBe(true);
    expect([...map.unsolved]).toEqual([]);
    expect(quality(map).area.maxError).toBeLessThan(1e-6);
  },
);

test("there is no room for them in polygons that are no boxes, nor where a solution takes long", () => {
  expect(headerRoom(world!.tree, voronoi(), SIZE[0] * SIZE[1])).toBeNull();
  const many = weightedTree.fromPaths(
    Array.from({ length: 12_000 }, (_, k): [string, number] => [`${k % 9}/${k}`, 1]),
  );
  expect(headerRoom(many, greedy(), SIZE[0] * SIZE[1])).toBeNull();
  expect(headerRoom(many, squarify(), SIZE[0] * SIZE[1])).not.toBeNull();
});

test("pictures of the command have headers, unless padding is asked for or names are not", async () => {
  const draw = async (...flags: string[]): Promise<string> =>
    (await marquetry(["draw", "-", "-q", "--size", "600x400", ...flags], { stdin: data })).out;
  expect(await draw()).toMatch(/<text[^>]* text-anchor="start"[^>]*font-weight="700"[^>]*>apples</);
  expect(await draw("--padding", "0")).toMatch(/<text[^>]* class="overlay"[^>]*>apples</);
  expect(await draw("--no-labels")).not.toContain("<text");
  expect(await draw("--value", "weight")).toMatch(/>apples 8</);
});

test("a PNG shows the font that texts are measured in, whatever fonts the machine has", async () => {
  const folder = await folderWith({ "data.json": data });
  const argv = ["draw", "data.json", "-q", "--size", "300x200", "-o"];
  await marquetry([...argv, "map.png"], { cwd: folder });
  const png = PNG.sync.read(await readFile(join(folder, "map.png")));
  const { resolve } = createRequire(import.meta.url);
  const fontFiles = ["400Regular/OpenSans_400Regular.ttf", "700Bold/OpenSans_700Bold.ttf"].map((file) =>
    resolve(`@expo-google-fonts/open-sans/${file}`),
  );
  // The same picture by that font alone.
  const { out } = await marquetry([...argv, "-", "--font-family", "Open Sans"], { cwd: folder });
  const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "Open Sans" };
  const alone = PNG.sync.read(Buffer.from(new Resvg(out, { background: "#ffffff", font }).render().asPng()));
  const texts = (text: string) => [...text.matchAll(/<text[^>]*>([^<]*)/g)].map(([, name]) => name);
  expect(texts(out).length).toBeGreaterThan(4);
  let differing = 0;
  for (let k = 0; k < png.data.length; k++) if (Math.abs(png.data[k]! - alone.data[k]!) > 64) differing++;
  // Sizes may differ where the limit of widths is not as close as the font's own.
  expect(differing / png.data.length).toBeLessThan(0.02);
});
