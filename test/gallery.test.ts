import { readFile } from "node:fs/promises";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import axe, { type AxeResults } from "axe-core";
import { engines } from "marquetry";
import { chromium, type Browser, type Page } from "playwright";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./support/chromium.ts";

/** No inline script, no inline style, no eval, nothing from elsewhere. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; img-src 'self' blob:; connect-src 'self'";
/** Nor any text that becomes markup or code; with it, browsers refuse workers too, which then are done without. */
const TRUSTED = `${POLICY}; require-trusted-types-for 'script'`;
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
};

const site: string = mkdtempSync(join(tmpdir(), "marquetry-gallery-"));
let server: Server;
let browser: Browser;
let address: string;

beforeAll(async () => {
  await build({
    configFile: resolve(import.meta.dirname, "../examples/gallery/vite.config.ts"),
    logLevel: "error",
    build: { outDir: site },
  });
  server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url!, "http://localhost");
    const path = join(site, pathname);
    readFile(path).then(
      (content) => {
        response.writeHead(200, {
          "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
          "Content-Security-Policy": search === "?workers" ? POLICY : TRUSTED,
        });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ ...(await findChromium()), args: ["--no-sandbox", "--disable-gpu"] });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(site, { recursive: true, force: true });
});

/** A page of the gallery with all its maps drawn, and what its console complained of. */
async function visit(name: string, search = ""): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isFavicon = message.location().url.endsWith("favicon.ico");
    if (["error", "warning"].includes(message.type()) && !isFavicon) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`${address}/${name}.html${search}`);
  await page.waitForFunction(() => {
    const maps = [...document.querySelectorAll("marquetry-map")];
    // Those out of sight wait until they are asked for.
    return maps.length > 0 && maps.every((map) => (void map.ready, map.map));
  });
  return { page, complaints };
}

describe("the gallery, under a strict policy for content", () => {
  it.each([
    "index",
    "world",
    "growth",
    "film",
    "bundle",
    "budget",
    "phylogeny",
    "engines",
    "shapes",
    "container",
    "weights",
    "file",
  ])("%s works, and axe finds no fault", async (name) => {
    const { page, complaints } = await visit(name, name === "index" ? "?workers" : "");
    await page.evaluate(axe.source);
    const found = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(complaints).toEqual([]);
    if (process.env["GALLERY_SHOTS"])
      await page.screenshot({ path: join(process.env["GALLERY_SHOTS"], `${name}.png`), fullPage: true });
    await page.close();
  });

  it("shows every engine with its measures", async () => {
    const { page } = await visit("engines");
    await page.waitForFunction(
      (count) => document.querySelectorAll("tbody td").length >= 6 * count,
      Object.keys(engines).length,
    );
    const names = await page.locator("tbody th").allTextContents();
    expect(names).toEqual(Object.keys(engines));
    expect(await page.locator("tbody tr").first().locator("td").allTextContents()).toHaveLength(6);
    await page.close();
  });

  it("fills containers of every shape with every engine", async () => {
    const { page, complaints } = await visit("shapes");
    const settle = (label: string, value: string) =>
      page.evaluate(
        async ([name, chosen]) => {
          const controls = [...document.querySelectorAll<HTMLLabelElement>("#controls label")];
          const select = controls
            .find((control) => control.textContent.startsWith(name!))!
            .querySelector("select")!;
          select.value = chosen!;
          select.dispatchEvent(new Event("change"));
          const map = document.querySelector("marquetry-map")!;
          await map.ready;
          return { corners: map.map!.region.ring.length / 2, sound: map.map!.area(0) > 1000 };
        },
        [label, value],
      );
    const names = await page.locator("#controls select").first().locator("option").allTextContents();
    expect(names.length).toBeGreaterThan(8);
    for (const engine of ["greedy", "angular", "voronoi"]) {
      await settle("Engine", engine);
      for (const name of names)
        expect((await settle("Container", name)).sound, `${engine} ${name}`).toBe(true);
    }
    expect(await page.locator("#said").textContent()).toMatch(/corners/);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("lets a corner be moved by the keyboard", async () => {
    const { page } = await visit("container");
    const ring = () =>
      page.evaluate(() => [...document.querySelector("marquetry-map")!.map!.region.ring].join());
    const before = await ring();
    await page.locator("circle").first().press("ArrowRight");
    await expect.poll(ring).not.toBe(before);
    await page.close();
  });

  it("plays the years as a film, and stands still when it is told to", async () => {
    const { page, complaints } = await visit("film");
    await page.click("#play");
    await expect.poll(() => page.locator("#said").textContent()).not.toBe("1994");
    await page.click("#play");
    expect(await page.locator("#play").textContent()).toBe("Play");
    const year = await page.locator("#said").textContent();
    expect(await page.evaluate(() => document.querySelector("marquetry-map")!.drawing.title)).toContain(year);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(["index", "world", "growth", "film", "bundle", "budget", "phylogeny", "shapes", "file"])(
    "fits %s on a phone",
    async (name) => {
      const { page } = await visit(name);
      await page.setViewportSize({ width: 390, height: 844 });
      const beyond = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(beyond).toBeLessThanOrEqual(0);
      await page.close();
    },
  );

  it("moves cells while a weight is dragged, and keeps them in place", async () => {
    const { page } = await visit("weights");
    await page.locator("input[type=range]").first().press("PageUp");
    await expect.poll(() => page.locator("#said").textContent()).toMatch(/^Corners moved by [0-9.]+ %/);
    const moved = Number(/[0-9.]+/.exec((await page.locator("#said").textContent())!)![0]);
    expect(moved).toBeLessThan(5);
    await page.close();
  });

  it.each([
    [
      "tree.json",
      '{ "name": "all", "children": [{ "name": "a", "size": 2 }, { "name": "b", "size": 1 }] }',
      3,
    ],
    ["sizes.json", '{ "src/a.ts": 10, "src/b.ts": 20 }', 4],
    ["rows.csv", "id,parent,value\nall,,\na,all,2\nb,all,1\n", 3],
    [
      "table.csv",
      "continent,country,year,people\nEurope,France,2024,68\nEurope,Spain,2024,48\nAsia,Japan,2024,124\n",
      6,
    ],
    ["du.txt", "12\t./src/a\n7\t./src/b\n", 4],
    ["paths.txt", "src/a 12\nsrc/b 7\n", 4],
  ])("opens %s", async (name, text, nodes) => {
    const { page, complaints } = await visit("file");
    await page.setInputFiles("#file", { name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await expect.poll(() => page.locator("#said").textContent()).toContain(`${name}: ${nodes} nodes`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("says what is wrong with a file", async () => {
    const { page } = await visit("file");
    await page.setInputFiles("#file", { name: "x.json", mimeType: "text/plain", buffer: Buffer.from("{") });
    await expect.poll(() => page.locator("#said").textContent()).toContain("x.json cannot be read");
    await page.close();
  });

  it("lays a large file out in a worker of the site's own", async () => {
    const { page, complaints } = await visit("file", "?workers");
    const lines = Array.from({ length: 21_000 }, (_, k) => `folder${k % 100}/file${k} ${1 + (k % 17)}`);
    const buffer = Buffer.from(lines.join("\n"));
    await page.setInputFiles("#file", { name: "many.txt", mimeType: "text/plain", buffer });
    await page.waitForSelector("marquetry-map[data-where=worker]");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
