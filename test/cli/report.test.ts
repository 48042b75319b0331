import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium, type Browser, type Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findChromium } from "../support/chromium.ts";
import { folderWith, marquetry } from "./support.ts";

const ROOT = join(import.meta.dirname, "../..");
const scripts = { library: "", report: "" };
let browser: Browser;

/** A script as the build makes it. */
async function bundle(entry: string, globalName?: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    ...(globalName !== undefined && { globalName }),
    define: { "import.meta.url": "undefined" },
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}

beforeAll(async () => {
  scripts.library = await bundle("src/element/script.ts", "marquetry");
  scripts.report = await bundle("src/report/page.ts");
  browser = await chromium.launch({ ...(await findChromium()), args: ["--no-sandbox", "--disable-gpu"] });
});

afterAll(() => browser?.close());

/** A report of some data, opened from its file; what the page says on the console is kept. */
async function open(
  files: Readonly<Record<string, string>>,
  ...argv: string[]
): Promise<{ page: Page; said: string[]; html: string }> {
  const cwd = await folderWith(files);
  const [input] = Object.keys(files);
  const flags = ["draw", input!, "-q", "-o", "report.html", ...argv];
  const outcome = await marquetry(flags, {
    cwd,
    ownScript: (name: string) => Promise.resolve(scripts[name as keyof typeof scripts]),
  });
  expect(outcome).toEqual({ code: 0, out: "", err: "" });
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, reducedMotion: "reduce" });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  const file = join(cwd, "report.html");
  await page.goto(pathToFileURL(file).href);
  await page.evaluate("document.querySelector('marquetry-map').ready");
  return { page, said, html: await readFile(file, "utf8") };
}

const SIZES = "path,size\nsrc/a.js,1000\nsrc/b.css,500\nlib/x.js,300\nREADME.md,90\n";
const rows = (page: Page): Promise<string[]> => page.locator("tbody tr").allInnerTexts();

test("a page lays out as the flags say: container, padding, theme", async () => {
  const of = (page: Page) =>
    page.evaluate(() => {
      const element = document.querySelector("marquetry-map")!;
      const { engine, region } = element.map!;
      const choice = [...document.querySelectorAll("#engine option")].map((option) => option.textContent);
      const { padding } = element.spacing;
      return { engine: engine.name, isBox: region.isBox, padding, scheme: element.scheme, choice };
    });
  const padded = await open(
    { "sizes.csv": SIZES },
    "--container",
    "circle",
    "--padding",
    "4",
    "--theme",
    "dark",
  );
  const round = { engine: "greedy", isBox: false, choice: ["greedy", "voronoi", "angular"] };
  expect(await of(padded.page)).toEqual({ ...round, padding: 4, scheme: "dark" });
  const path = await open({ "sizes.csv": SIZES }, "--container", "M0 0H90V90H60V30H30V90H0Z");
  expect(await of(path.page)).toMatchObject(round);
  const disk = await open({ "sizes.csv": SIZES }, "--container", "disk");
  expect(await of(disk.page)).toMatchObject(round);
  expect([...padded.said, ...path.said, ...disk.said]).toEqual([]);
});

test("a page by itself, under a policy that lets nothing else run", async () => {
  const { page, said, html } = await open({ "sizes.csv": SIZES });
  expect(await page.title()).toBe("sizes.csv");
  expect(await page.locator("marquetry-map").locator("css=path, rect").count()).toBeGreaterThan(3);
  expect((await rows(page)).map((row) => row.split(/\s+/))).toEqual([
    ["src", "1,500", "79.4%", "2"],
    ["lib", "300", "15.9%", "1"],
    ["README.md", "90", "4.8%", ""],
  ]);
  expect(html).not.toMatch(/(?:src|href)="|@import|url\(/);
  expect(said).toEqual([]);
  await page.close();
});

test("the table follows the map, and the map the table", async () => {
  const { page, said } = await open({ "sizes.csv": SIZES });
  await page.getByRole("button", { name: "src" }).click();
  expect(await page.locator("#where").innerText()).toBe("sizes.csv / src");
  expect((await rows(page)).map((row) => row.split(/\s+/)[0])).toEqual(["a.js", "b.css"]);
  await page.getByRole("button", { name: "Up" }).click();
  expect(await rows(page)).toHaveLength(3);
  for (const [name, value] of [
    ["Layout", "voronoi"],
    ["Colour", "type"],
    ["Areas", "all alike"],
  ] as const) {
    await page.getByLabel(name, { exact: true }).selectOption(value);
    await page.evaluate("document.querySelector('marquetry-map').ready");
  }
  const areas = await page.evaluate(
    "(({ map }) => Array.from(map.leaves(), (i) => map.area(i) / map.area(0)))(document.querySelector('marquetry-map'))",
  );
  for (const area of areas as number[]) expect(area).toBeCloseTo(0.25, 9);
  expect(said).toEqual([]);
  await page.close();
});

test("nothing in the data becomes markup or a script", async () => {
  const nasty = '</script><script>document.title = "broken"</script><img src=x onerror="document.title = 1">';
  const data = JSON.stringify({
    name: nasty,
    children: [
      { name: nasty, value: 1 },
      { name: "b", value: 2 },
    ],
  });
  const { page, said } = await open({ "data.json": data });
  expect(await page.title()).toBe(nasty);
  expect(await page.locator("img").count()).toBe(0);
  expect(await rows(page)).toHaveLength(2);
  expect(said).toEqual([]);
  await page.close();
});

test("large maps are laid out by a worker made of the page's own script", async () => {
  const lines = Array.from({ length: 21_000 }, (_, k) => `d${k % 30}/f${k},${1 + (k % 97)}`);
  const { page, said } = await open({ "many.csv": `path,size\n${lines.join("\n")}\n` });
  const where = page.evaluate(
    "new Promise((done) => { const map = document.querySelector('marquetry-map'); map.addEventListener('marquetry-layout', ({ detail }) => done(detail.reason ?? detail.where)); map.engine = 'binary'; })",
  );
  expect(await where).toBe("worker");
  expect(said).toEqual([]);
  await page.close();
});

test("--open shows the page, and says where it is if no browser starts", async () => {
  const cwd = await folderWith({ "sizes.csv": SIZES });
  const opened: string[] = [];
  const setting = {
    cwd,
    temporary: cwd,
    ownScript: (name: string) => Promise.resolve(scripts[name as keyof typeof scripts]),
  };
  const show = (path: string): Promise<boolean> => Promise.resolve(opened.push(path) > 0);
  const shown = await marquetry(["sizes.csv", "--open", "-q"], { ...setting, open: show });
  expect([shown, opened]).toEqual([{ code: 0, out: "", err: "" }, [join(cwd, "marquetry-sizes.csv.html")]]);
  const alone = await marquetry(["sizes.csv", "--open"], setting);
  expect(alone.err).toContain(`no browser can be started: open ${join(cwd, "marquetry-sizes.csv.html")}`);
  const wrong = await marquetry(["draw", "sizes.csv", "--open", "-o", "x.svg"], setting);
  expect([wrong.code, wrong.err]).toEqual([
    2,
    expect.stringContaining("--open shows a page: give -o FILE.html"),
  ]);
});

test("of several sizes another can be chosen, and of a folder the age", async () => {
  const data =
    "path,size,gzip,lines\nsrc/a.js,1000,200,30\nsrc/b.css,500,300,5\nlib/x.js,300,90,60\nREADME.md,90,40,9\n";
  const { page, said } = await open({ "sizes.csv": data });
  expect(await page.getByLabel("Size", { exact: true }).locator("option").allInnerTexts()).toEqual([
    "size",
    "gzip",
    "lines",
  ]);
  for (const [size, total, first] of [
    ["gzip", "630 in 4 leaves", ["src", "500", "79.4%", "2"]],
    ["lines", "104 in 4 leaves", ["lib", "60", "57.7%", "1"]],
    ["size", "1,890 in 4 leaves", ["src", "1,500", "79.4%", "2"]],
  ] as const) {
    await page.getByLabel("Size", { exact: true }).selectOption(size);
    await page.evaluate("document.querySelector('marquetry-map').ready");
    expect(await page.locator("#total").innerText()).toBe(total);
    expect((await rows(page))[0]!.split(/\s+/)).toEqual(first);
  }
  expect(said).toEqual([]);
  await page.close();
  const plain = await open({ "sizes.csv": "path,size\na,1\nb,2\n" });
  expect(await plain.page.getByLabel("Size", { exact: true }).isVisible()).toBe(false);
  expect(
    await plain.page.getByLabel("Colour", { exact: true }).locator("option").allInnerTexts(),
  ).not.toContain("age");
  await plain.page.close();
});

test("a page of a difference tells what changed where the map is", async () => {
  const cwd = await folderWith({
    "before.csv": "path,size\nsrc/a.js,1000\nsrc/b.js,500\nlib/x.js,300\nold.js,90\n",
    "after.csv": "path,size\nsrc/a.js,1500\nsrc/b.js,400\nlib/x.js,300\nnew/y.js,120\n",
  });
  const flags = ["diff", "before.csv", "after.csv", "-q", "-o", "growth.html"];
  const { code } = await marquetry(flags, {
    cwd,
    ownScript: (name: string) => Promise.resolve(scripts[name as keyof typeof scripts]),
  });
  expect(code).toBe(0);
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, reducedMotion: "reduce" });
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  await page.goto(pathToFileURL(join(cwd, "growth.html")).href);
  await page.evaluate("document.querySelector('marquetry-map').ready");
  expect(await page.locator("#total").innerText()).toBe("1,890 › 2,320 (+430, +22.8%)");
  expect(await page.getByLabel("Colour", { exact: true }).inputValue()).toBe("growth");
  expect((await rows(page)).map((row) => row.split(/\t/).map((cell) => cell.trim()))).toEqual([
    ["src/a.js", "1,000", "1,500", "+500 (+50%)"],
    ["new", "–", "120", "+120"],
    ["src/b.js", "500", "400", "−100 (−20%)"],
    ["old.js", "90", "–", "−90"],
  ]);
  await page.getByRole("button", { name: "src/b.js" }).click();
  await page.waitForFunction(() => document.querySelector("#where")!.textContent.endsWith("src"));
  expect((await rows(page)).map((row) => row.split(/\s/)[0])).toEqual(["a.js", "b.js"]);
  const chosen = await page.evaluate(
    "(({ map, selection }) => selection.map((id) => map.tree.label(map.tree.find(id))))(document.querySelector('marquetry-map'))",
  );
  expect(chosen).toEqual(["b.js"]);
  expect(said).toEqual([]);
  await page.close();
});

test("all of a page is reached by keys", async () => {
  const { page, said } = await open({ "sizes.csv": SIZES });
  const where = page.locator("#where");
  const waitFor = (text: string) =>
    page.waitForFunction((end) => document.querySelector("#where")!.textContent === end, text);
  const reached = new Set<string>();
  for (let k = 0; k < 12; k++) {
    await page.keyboard.press("Tab");
    reached.add(
      await page.evaluate(() => document.activeElement!.id || document.activeElement!.textContent.trim()),
    );
  }
  expect([...reached]).toEqual(expect.arrayContaining(["engine", "colour", "areas", "map", "src", "lib"]));
  await page.getByRole("button", { name: "src" }).focus();
  await page.keyboard.press("Enter");
  await waitFor("sizes.csv / src");
  expect(await page.evaluate(() => document.activeElement!.id)).toBe("up");
  await page.keyboard.press("Enter");
  await waitFor("sizes.csv");
  expect(await page.evaluate(() => document.activeElement!.textContent)).toBe("src");
  await page.keyboard.press("Enter");
  await waitFor("sizes.csv / src");
  await page.keyboard.press("Shift+Tab");
  expect(await page.evaluate(() => document.activeElement!.id)).toBe("map");
  await page.keyboard.press("Escape");
  await waitFor("sizes.csv");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#where")!.textContent !== "sizes.csv");
  expect(await where.innerText()).toMatch(/^sizes.csv \/ /);
  expect(said).toEqual([]);
  await page.close();
});
