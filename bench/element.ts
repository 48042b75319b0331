import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium, type Page } from "playwright";
import { findChromium } from "../test/support/chromium.ts";
import type { BenchPage, EngineName, TreeShape } from "./browser/page.ts";
import { median } from "./support/measure.ts";
import { figure, heading, printTable, printTarget } from "./support/table.ts";

const PAGE = fileURLToPath(new URL("browser/page.ts", import.meta.url));
const SIZE = { width: 1280, height: 800 };
const MANY = 100_000;
/** A frame at 60 a second, with what a clock of the browser is off. */
const ON_TIME = 1000 / 60 + 1.5;

const CASES: readonly [TreeShape, EngineName][] = [
  ["list", "squarify"],
  ["list", "greedy"],
  ["tree", "squarify"],
  ["tree", "greedy"],
];

/** The element in a real browser: frames while it zooms, the first picture, what is under a point. */
export async function element(quick: boolean): Promise<void> {
  heading("The element in Chromium");
  const browser = await chromium.launch({
    ...(await findChromium()),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const script = await bundle();
    console.log(
      `Chromium ${browser.version()} without a graphics card, ${SIZE.width} × ${SIZE.height} pixels; load of the machine ${loadavg()
        .map(figure)
        .join(", ")}.\n`,
    );
    /** Each measure has a page of its own, where nothing is warm. */
    const onPage = async <T>(measure: (page: Page) => Promise<T>): Promise<T> => {
      const page = await browser.newPage({ viewport: SIZE });
      await page.setContent("<!doctype html><title>bench</title>");
      await page.addScriptTag({ content: script, type: "module" });
      await page.waitForFunction(() => "bench" in globalThis);
      const result = await measure(page);
      await page.close();
      return result;
    };
    await zooms(onPage, quick);
    await cells(onPage, quick ? 3 : 7);
  } finally {
    await browser.close();
  }
}

type OnPage = <T>(measure: (page: Page) => Promise<T>) => Promise<T>;

/** The page's own measures, called by name. */
function ask<Name extends keyof BenchPage>(
  page: Page,
  name: Name,
  ...given: Parameters<BenchPage[Name]>
): ReturnType<BenchPage[Name]> {
  return page.evaluate(
    ([method, all]) => {
      const { bench } = globalThis as unknown as { bench: Record<string, (...all: unknown[]) => unknown> };
      return bench[method]!(...all);
    },
    [name, given] as [string, unknown[]],
  ) as ReturnType<BenchPage[Name]>;
}

/** Runs a measure, and tells how long the page's thread was at work, in milliseconds: other programs do not count. */
async function working<T>(page: Page, measure: () => Promise<T>): Promise<{ result: T; cpu: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const threadTime = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1000 * metrics.find(({ name }) => name === "ThreadTime")!.value;
  };
  const before = await threadTime();
  const result = await measure();
  return { result, cpu: (await threadTime()) - before };
}

async function zooms(onPage: OnPage, quick: boolean): Promise<void> {
  const rows: string[][] = [];
  let rate = 0;
  for (const leaves of [1000, 10_000, MANY]) {
    const { intervals, starts, cpu } = await onPage(async (page) => {
      const { result, cpu } = await working(page, () => ask(page, "zoom", leaves, quick ? 4 : 10));
      return { ...result, cpu };
    });
    const sorted = Array.from(intervals).sort((a, b) => a - b);
    const fps = (1000 * intervals.length) / intervals.reduce((sum, ms) => sum + ms, 0);
    if (leaves === 10_000) rate = fps;
    const late = intervals.filter((ms) => ms > ON_TIME).length / intervals.length;
    rows.push([
      leaves.toLocaleString("en-GB"),
      figure(fps),
      figure(median(intervals)),
      figure(sorted[Math.floor(0.99 * sorted.length)]!),
      `${figure(100 * late)} %`,
      figure(median(starts)),
      figure(cpu),
    ]);
  }
  printTable(
    [
      "cells while zooming",
      "frames / s",
      "median ms",
      "99 % below ms",
      "late frames",
      "before the first, ms",
      "processor in all, ms",
    ],
    rows,
  );
  console.log();
  // A screen shows 60 frames at the most; what the clock is off must not count as a miss.
  printTarget("frames while zooming 10,000 cells", Math.round(rate), "≥", 60, "a second");
}

async function cells(onPage: OnPage, rounds: number): Promise<void> {
  const rows: string[][] = [];
  let slowestPaint = 0;
  let slowestHit = 0;
  for (const [shape, engine] of CASES) {
    const paints: { drawn: number; rastered: number; cpu: number }[] = [];
    const hits: { mean: number; first: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      paints.push(
        await onPage(async (page) => {
          await ask(page, "prepare", shape, engine, MANY);
          const { result, cpu } = await working(page, () => ask(page, "firstPaint"));
          return { ...result, cpu };
        }),
      );
      hits.push(await onPage((page) => ask(page, "hitTest", shape, engine, MANY)));
    }
    const rastered = median(paints.map((paint) => paint.rastered));
    const busy = median(paints.map((paint) => Math.min(paint.cpu, paint.rastered)));
    const mean = median(hits.map((hit) => hit.mean));
    slowestPaint = Math.max(slowestPaint, busy);
    slowestHit = Math.max(slowestHit, mean);
    rows.push([
      `${engine}, ${shape}`,
      figure(median(paints.map((paint) => paint.drawn))),
      figure(rastered),
      figure(busy),
      figure(1000 * mean),
      figure(median(hits.map((hit) => hit.first))),
    ]);
  }
  console.log();
  printTable(
    ["100,000 leaves", "drawn, ms", "pixels, ms", "or processor, ms", "hit test, µs", "first hit, ms"],
    rows,
  );
  console.log();
  printTarget("first paint of 100,000 cells", slowestPaint, "≤", 300, "ms");
  printTarget("hit test at 100,000 cells", slowestHit, "≤", 0.1, "ms");
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [PAGE],
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
  });
  return outputFiles[0]!.text;
}
