/**
 * Walks through a roll-up in a browser's tab, as `marquetry serve` shows it, and tells what memory the tab takes.
 *
 * Run: npm run bench:tab -- [rows or FILE.duckdb] [zooms] [folder for pictures]
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import type { MarquetryMap } from "marquetry/element";
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { chromium, type Browser, type CDPSession, type Page } from "playwright";
import { findChromium } from "../test/support/chromium.ts";
import { rowsQuery } from "./rollup-data.ts";
import { figure, printTable, printTarget } from "./support/table.ts";

const [given = "10000000", zooms = "100", pictures] = process.argv.slice(2);
const BIN = fileURLToPath(new URL("../dist/cli/bin.js", import.meta.url));
const SIZE = { width: 1280, height: 800 };
const TARGET_MB = 300;
/** Of pictures, 0 to 100. */
const WEBP_QUALITY = 75;
const folder = mkdtempSync(join(tmpdir(), "marquetry-tab-"));

/** A roll-up of so many rows, made by the command itself. */
async function rolledUp(rows: number): Promise<string> {
  const [parquet, tree] = [join(folder, "inventory.parquet"), join(folder, "inventory.duckdb")];
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "2GB" });
  const connection = await instance.connect();
  await connection.run(`COPY (${rowsQuery(rows)}) TO '${parquet}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  const { status } = spawnSync(process.execPath, [BIN, "rollup", parquet, "-o", tree], { stdio: "inherit" });
  if (status !== 0) throw new Error("the roll-up failed");
  return tree;
}

/** The process that draws the page: of its kind the one that takes the most. */
async function rendererOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const drawing = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  return drawing.sort((a, b) => memoryOf(b).all - memoryOf(a).all)[0]!;
}

/** Megabytes that are a process's own, as the browser's task manager counts them, and with what it shares. */
function memoryOf(pid: number): { own: number; all: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1000;
  return { own: of("RssAnon"), all: of("VmRSS"), most: of("VmHWM") };
}

/** Zooms into a child that holds more, down to where there is none, and then begins at the top. */
async function zoom(page: Page, seed: number): Promise<void> {
  await page.evaluate(async (chance) => {
    const element = document.querySelector<MarquetryMap>("marquetry-map")!;
    const { tree } = element.map!;
    const root = element.root === null ? 0 : tree.find(element.root);
    const first = tree.firstChild[root]!;
    const children = Array.from({ length: tree.childCount[root]! }, (_, k) => first + k);
    const inner = children.filter((c) => !tree.isLoaded(c) || tree.childCount[c]! > 0).slice(0, 30);
    const next = inner.length > 0 ? inner[Math.floor(chance * inner.length)]! : 0;
    await element.zoomTo(tree.id(next));
    await element.ready;
  }, seed);
  await page.waitForTimeout(400);
}

/** Waits until nothing more comes, and names are there. */
async function settle(page: Page): Promise<void> {
  const size = (): Promise<number> =>
    page.evaluate(() => document.querySelector<MarquetryMap>("marquetry-map")!.map!.size);
  for (let before = -1, now = await size(); now !== before; now = await size()) {
    before = now;
    await page.waitForTimeout(5000);
  }
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const picture = await loadImage(await page.screenshot());
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, 0, 0);
  writeFileSync(join(pictures!, `${name}.webp`), canvas.toBuffer("image/webp", WEBP_QUALITY));
}

async function measure(page: Page, session: CDPSession, pid: number): Promise<string[]> {
  const before = memoryOf(pid);
  for (let k = 0; k < 3; k++) await session.send("HeapProfiler.collectGarbage");
  await page.waitForTimeout(300);
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string): number => metrics.find((metric) => metric.name === name)!.value;
  const { own } = memoryOf(pid);
  const nodes = await page.evaluate(() => document.querySelector<MarquetryMap>("marquetry-map")!.map!.size);
  return [nodes, before.own, own, before.all, of("JSHeapUsedSize") / 1e6, of("Nodes")].map(figure);
}

let server: ReturnType<typeof spawn> | undefined;
try {
  const tree = given.endsWith(".duckdb") ? given : await rolledUp(Number(given));
  server = spawn(process.execPath, [BIN, "serve", tree, "--number-format", "bytes"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const address = await new Promise<string>((done, fail) => {
    server!.stdout!.once("data", (chunk) => done(String(chunk).trim()));
    server!.once("exit", () => fail(new Error("the server ended")));
  });
  const program = await findChromium();
  const browser = await chromium.launch({ ...program, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(address);
  await page.waitForFunction(
    () => (document.querySelector<MarquetryMap>("marquetry-map")?.map?.size ?? 0) > 100,
  );
  await settle(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const pid = await rendererOf(browser);
  if (pictures !== undefined) await keepPicture(page, "billion-rows");
  const rows = [["0", ...(await measure(page, session, pid))]];
  let state = 1;
  for (let k = 1; k <= Number(zooms); k++) {
    state = (state * 48_271) % 2_147_483_647;
    await zoom(page, state / 2_147_483_647);
    if (pictures !== undefined && k === 2) {
      await page.emulateMedia({ colorScheme: "dark" });
      await settle(page);
      await keepPicture(page, "billion-rows-zoomed");
      await page.emulateMedia({ colorScheme: "light" });
    }
    if (k % 10 === 0) rows.push([String(k), ...(await measure(page, session, pid))]);
  }
  printTable(
    [
      "zooms",
      "nodes loaded",
      "own MB",
      "own MB, collected",
      "MB with what is shared",
      "MB of objects",
      "elements",
    ],
    rows,
  );
  const most = Math.max(...rows.map((row) => Number(row[2])));
  console.log(
    `at most ${figure(memoryOf(pid).most)} MB with what it shares with the browser's other processes`,
  );
  printTarget("the tab's own memory", most, "≤", TARGET_MB, "MB");
  await browser.close();
} finally {
  server?.kill("SIGINT");
  rmSync(folder, { recursive: true, force: true });
}
